//! Reads a file of a plan by what is in it.

use serde::Deserialize;

use super::annotations::{AcceptedRow, Annotations};
use super::own::signs::OwnSigns;
use super::packed_plans::several_plans;
use super::plan_file::{Claim, ClosedRow, PlacedRow, PlanContent, PlanFile};
use super::plan_reading::PlanReading;
use super::table_rows::read_table;
use crate::projection::Projector;
use crate::reading::by_hand::ByHand;
use crate::reading::container::packed_features;
use crate::reading::findings::Findings;
use crate::reading::polygons::{PolygonDocument, PolygonReader};
use crate::reading::rows::object_lines;
use crate::reading::script::Script;

/// What is said where a table is described and there is none.
pub const NO_TABLE: &str = "it is no table: skip_rows, header and encoding are of tables alone, sheet is of workbooks and of files with layers (a GeoPackage, an \
    archive of Shapefiles), and column is of tables and features";

/// How much of a file is looked at to tell rows in JSON from features.
const LOOKED_AT: usize = 64 * 1024;

/// Reads a file by what is in it. What is wrong with it is among its findings.
#[must_use]
pub fn read_plan_file(bytes: &[u8], projector: &Projector, reading: &PlanReading) -> PlanFile {
    if let Some(reason) = several_plans(bytes) {
        return PlanFile::refused("the file", reason);
    }
    if is_table(bytes) {
        return match packed_features(bytes, &|inner| !is_table(inner) && !describes_tables(inner)) {
            Some(inner) => read_plan_file(&inner, projector, reading),
            None => read_table("the table", bytes, reading),
        };
    }
    let mut findings = Findings::default();
    let layer = reading.table.sheet.as_deref().filter(|_| PolygonReader::has_layers(bytes));
    let of_tables =
        ByHand { sheet: reading.table.sheet.clone().filter(|_| layer.is_none()), ..reading.table.clone() };
    if !of_tables.is_nothing() {
        findings.defect("the features", NO_TABLE);
    }
    let reader = PolygonReader::new(projector, reading.bad_rings).of_layer(layer);
    let PolygonDocument { features, members } = reader.read_document("the features", bytes, &mut findings);
    let text = |name: &str| members.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    let has_practices =
        ["practices_placed", "practices_closed"].iter().all(|name| members.contains_key(*name));
    let signs = OwnSigns::of_features(&features);
    let (base, digest) = (text("base").or_else(|| text("draft")).or(signs.base), text("content_digest"));
    let annotations =
        members.get("annotations").and_then(|annotations| Annotations::deserialize(annotations).ok());
    let lost = signs.of_plan.filter(|_| digest.is_none());
    let claim = Claim { base, digest, has_practices, annotations, lost };
    let count = |name: &str| members.get(name).and_then(serde_json::Value::as_u64);
    if let (Some(matched), Some(returned)) = (count("numberMatched"), count("numberReturned"))
        && returned < matched
    {
        let reason =
            format!("it is one page of several: {returned} of {matched} features (ask for them with limit)");
        findings.warning("the features", reason);
    }
    let pairs = |name: &str| {
        let pairs = members.get(name).and_then(|pairs| pairs.as_object()).into_iter().flatten();
        pairs.map(|(practice, of)| (practice.clone(), of.as_str().unwrap_or_default().to_owned()))
    };
    let placed = pairs("practices_placed").map(|(practice, home)| PlacedRow { practice, home }).collect();
    let closed = pairs("practices_closed").map(|(practice, taker)| ClosedRow { practice, taker }).collect();
    let accepted = members.get("accepted_issues").and_then(|rows| rows.as_array()).into_iter().flatten();
    let accepted = accepted.filter_map(|row| AcceptedRow::deserialize(row).ok()).collect();
    PlanFile {
        content: PlanContent::Features(features),
        placed,
        closed,
        accepted,
        claim,
        findings,
        columns: Vec::new(),
        chosen: reading.columns.clone(),
        head: None,
    }
}

/// Whether a file is a table and not one of features.
fn is_table(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1024)];
    let Ok(script) = Script::of(sample, None) else { return true };
    let start = script.encoding.decode_without_bom_handling(&sample[script.mark..]).0;
    let first = start.chars().find(|symbol| !symbol.is_whitespace() && !symbol.is_control());
    if object_lines::is_rows(&script.decoded(&bytes[..bytes.len().min(LOOKED_AT)])) {
        return true;
    }
    let is_features = matches!(first, Some('{' | '[')) || PolygonReader::is_binary(bytes);
    !is_features
}

/// Whether a document describes the tables beside it, as `datapackage.json` does.
fn describes_tables(bytes: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
    (has(b"\"resources\"") || has(b"\"tableSchema\"")) && !has(b"\"Feature")
}
