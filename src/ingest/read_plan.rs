//! A plan that somebody brings: which neighbourhood each area is in, as a table, or neighbourhoods as polygons.
//!
//! A table has a column for the area and one for the neighbourhood, and perhaps its name; the delimiter is found in the
//! header, and lines that begin with `#` are left out (our own exports say the caveat there). A document of features is
//! either areas with their neighbourhood as a property, or neighbourhoods that are drawn: then whole areas are allocated to
//! them, as in a drawn draft.

use std::collections::BTreeMap;

use super::assemble_draft::division;
use super::load::coded;
use super::tables::{DraftBoundaries, DraftTables};
use crate::county::Loaded;
use crate::domain::boundaries::division::Division;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::draft::Draft;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::echo;
use crate::reading::findings::At;
use crate::reading::findings::{Findings, Origin};
use crate::reading::headings;
use crate::reading::polygons::{PolygonFeature, read_features};
use crate::reading::table::read_rows;

const AREA: &str = headings::AREA;
const HOME: &str = headings::NEIGHBOURHOOD;
const NAME: &str = "neighbourhood_name|name";

/// What happens to areas that the file does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// Each of them is a defect.
    #[default]
    Refuse,
    /// They stay where the base has them.
    Keep,
}

/// Reads a plan over a draft. What it says in findings' warnings is not refused; areas a drawn border splits are in the
/// division.
///
/// # Errors
/// Every defect, with line and column.
pub fn read_plan(
    loaded: &Loaded,
    base: &Draft,
    bytes: &[u8],
    missing: Missing,
) -> Result<(Division, Findings), Findings> {
    let mut findings = Findings::default();
    let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !byte.is_ascii_control());
    let file = if is_json == Some(&b'{') { "the features" } else { "the table" };
    let tables = if is_json == Some(&b'{') {
        from_features(file, loaded, base, bytes, missing, &mut findings)
    } else {
        let rows = read_table(file, bytes, &mut findings);
        by_area(loaded, base, rows, missing, &mut findings)
    };
    // What could not be read would be told again as missing.
    if !findings.is_usable() {
        return Err(findings);
    }
    match division(&loaded.atlas.ground, tables, file, &loaded.projector, &mut findings) {
        Some(division) if findings.is_usable() => Ok((division, findings)),
        _ => Err(findings),
    }
}

/// An area, its neighbourhood, and the name of that where it is told.
type PlanRow = (GssCode, NeighbourhoodId, Option<String>);

fn read_table(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<PlanRow>> {
    read_rows(file, bytes, &[AREA, HOME], findings, |row| {
        let (area, home) = (row.parse(AREA), row.parse(HOME));
        let name = Some(plain(row.text(NAME))).filter(|name| !name.is_empty());
        Ok((area?, home?, name))
    })
}

/// A name without the apostrophe that keeps spreadsheets from taking it for a formula.
fn plain(name: &str) -> String {
    let formula = name.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    formula.unwrap_or(name).to_owned()
}

fn from_features(
    file: &str,
    loaded: &Loaded,
    base: &Draft,
    bytes: &[u8],
    missing: Missing,
    findings: &mut Findings,
) -> DraftTables {
    let features = read_features(file, bytes, &loaded.projector, findings);
    let is_of_areas = |at: &At<PolygonFeature>| text(at, AREA).is_some() && text(at, HOME).is_some();
    if !features.is_empty() && features.iter().all(is_of_areas) {
        let rows = features.iter().filter_map(|at| area_feature(at, findings)).collect();
        return by_area(loaded, base, rows, missing, findings);
    }
    let mut neighbourhoods = Vec::new();
    for at in &features {
        if let Some(id) = text(at, "id|neighbourhood|neighbourhood_id").and_then(|id| id.parse().ok()) {
            let name = text(at, NAME).map_or_else(|| known_name(base, &id), str::to_owned);
            neighbourhoods.push(At { row: Neighbourhood { id, name }, origin: at.origin.clone() });
        }
    }
    let boundaries = DraftBoundaries::Drawn(coded(features, "id|neighbourhood|neighbourhood_id", findings));
    DraftTables { neighbourhoods, boundaries }
}

/// A property by any of its names, in any case.
fn text<'a>(at: &'a At<PolygonFeature>, names: &str) -> Option<&'a str> {
    let properties = &at.row.properties;
    let is_named = |key: &String| names.split('|').any(|name| name.eq_ignore_ascii_case(key));
    properties.iter().find(|(key, _)| is_named(key)).and_then(|(_, value)| value.as_str())
}

fn area_feature(at: &At<PolygonFeature>, findings: &mut Findings) -> Option<At<PlanRow>> {
    let (area, home) = (text(at, AREA)?.parse(), text(at, HOME)?.parse());
    if let Err(error) = &area {
        let error: &crate::domain::ground::codes::InvalidCode = error;
        findings.defect_at(&at.origin, "area", error.to_string());
    }
    if let Err(error) = &home {
        let error: &crate::domain::ground::codes::InvalidCode = error;
        findings.defect_at(&at.origin, "neighbourhood", error.to_string());
    }
    let name = text(at, "neighbourhood_name").map(str::to_owned);
    Some(At { row: (area.ok()?, home.ok()?, name), origin: at.origin.clone() })
}

fn by_area(
    loaded: &Loaded,
    base: &Draft,
    rows: Vec<At<PlanRow>>,
    missing: Missing,
    findings: &mut Findings,
) -> DraftTables {
    let mut names = BTreeMap::<NeighbourhoodId, (Option<String>, Origin)>::new();
    let mut lookup = Vec::with_capacity(rows.len());
    for At { row: (area, id, name), origin } in rows {
        let (known, _) = names.entry(id.clone()).or_insert_with(|| (None, origin.clone()));
        match (&known, name) {
            (Some(known), Some(name)) if *known != name => {
                let (known, name) = (echo::cut(known), echo::cut(&name));
                let reason = format!("{id} is called {known:?} above and {name:?} here");
                findings.defect_at(&origin, "neighbourhood_name", reason);
            }
            (None, Some(name)) => *known = Some(name),
            _ => {}
        }
        lookup.push(At { row: (area, id), origin });
    }
    if missing == Missing::Keep {
        keep_missing(loaded, base, &mut names, &mut lookup);
    }
    let roster = names.into_iter().map(|(id, (name, origin))| {
        let name = name.unwrap_or_else(|| known_name(base, &id));
        At { row: Neighbourhood { id, name }, origin }
    });
    DraftTables { neighbourhoods: roster.collect(), boundaries: DraftBoundaries::ByArea(lookup) }
}

fn keep_missing(
    loaded: &Loaded,
    base: &Draft,
    names: &mut BTreeMap<NeighbourhoodId, (Option<String>, Origin)>,
    lookup: &mut Vec<At<(GssCode, NeighbourhoodId)>>,
) {
    let told: std::collections::BTreeSet<GssCode> = lookup.iter().map(|at| at.row.0).collect();
    let origin = Origin { file: "the base".into(), line: 0 };
    for (ix, area) in loaded.atlas.ground.geography.areas().filter(|(_, area)| !told.contains(&area.code)) {
        if let Some(zone) = base.division.zone_of_area(ix) {
            let id = &base.division.roster().neighbourhood(zone).id;
            names.entry(id.clone()).or_insert_with(|| (None, origin.clone()));
            lookup.push(At { row: (area.code, id.clone()), origin: origin.clone() });
        }
    }
}

/// The base's name of a neighbourhood, else its id.
fn known_name(base: &Draft, id: &NeighbourhoodId) -> String {
    let roster = base.division.roster();
    roster.find(id).map_or_else(|| id.to_string(), |zone| roster.neighbourhood(zone).name.clone())
}
