//! Drawn neighbourhoods: polygon features with an id, a name, or both.

use std::collections::BTreeMap;

use super::tables::CodedPolygons;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::reading::findings::{At, Findings};
use crate::reading::polygons::PolygonFeature;

/// Properties that hold an id, in order of preference; in any case.
const IDS: [&str; 7] =
    ["id", "neighbourhood_id", "neighborhood_id", "nbhd26cd", "nbhd_id", "neighbourhood_code", "code"];
/// Properties that hold a name.
const NAMES: [&str; 6] =
    ["name", "neighbourhood_name", "neighborhood_name", "nbhd26nm", "neighbourhood", "title"];

/// Neighbourhoods with their polygons; several features of one id are one. Where no feature has an id, ids are made of their
/// order, and told.
pub fn read_drawn(
    features: Vec<At<PolygonFeature>>,
    findings: &mut Findings,
) -> (Vec<At<Neighbourhood>>, Vec<CodedPolygons<NeighbourhoodId>>) {
    let names: Vec<Option<String>> = features.iter().map(|at| property(&at.row, &NAMES)).collect();
    let ids: Vec<Option<String>> = features.iter().map(|at| id(&at.row)).collect();
    let has_no_ids = ids.iter().all(Option::is_none) && names.iter().all(Option::is_some);
    let ids = if has_no_ids { made_ids(&features, &names, findings) } else { ids };
    let (mut roster, mut polygons) =
        (Vec::<At<Neighbourhood>>::new(), Vec::<CodedPolygons<NeighbourhoodId>>::new());
    for ((At { row, origin }, id), name) in features.into_iter().zip(ids).zip(names) {
        let Some(id) = id else {
            findings.defect_at(
                &origin,
                "id",
                "is missing: a neighbourhood needs an id, as a property or of its feature",
            );
            continue;
        };
        let id = match id.parse::<NeighbourhoodId>() {
            Ok(id) => id,
            Err(error) => {
                findings.defect_at(&origin, "id", error.to_string());
                continue;
            }
        };
        let name = name.unwrap_or_else(|| id.to_string());
        if let Some(known) = roster.iter().position(|at| at.row.id == id) {
            if roster[known].row.name != name {
                let first = &roster[known].row.name;
                findings.defect_at(
                    &origin,
                    "name",
                    format!("{id} is called {first:?} above, and {name:?} here"),
                );
            }
            polygons[known].row.1.extend(row.polygons);
            continue;
        }
        roster.push(At { row: Neighbourhood { id: id.clone(), name }, origin: origin.clone() });
        polygons.push(At { row: (id, row.polygons), origin });
    }
    (roster, polygons)
}

fn id(feature: &PolygonFeature) -> Option<String> {
    property(feature, &IDS).or_else(|| feature.id.clone())
}

fn property(feature: &PolygonFeature, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let own = feature.properties.keys().find(|own| own.eq_ignore_ascii_case(name))?;
        feature.text(own)
    })
}

/// `N01`, `N02` in order of features; those of one name are one.
fn made_ids(
    features: &[At<PolygonFeature>],
    names: &[Option<String>],
    findings: &mut Findings,
) -> Vec<Option<String>> {
    let mut made = BTreeMap::<&str, String>::new();
    let ids = names.iter().flatten().map(|name| {
        let next = format!("N{:02}", made.len() + 1);
        made.entry(name).or_insert(next).clone()
    });
    let ids: Vec<Option<String>> = ids.map(Some).collect();
    if let (Some(first), Some(Some(name))) = (features.first(), names.first()) {
        let reason = format!(
            "no feature has an id: N01 to N{:02} are made, in the order of the file (N01 is {name:?})",
            made.len()
        );
        findings.warning(&first.origin.file, reason);
    }
    ids
}
