//! Drawn neighbourhoods: polygon features with an id, a name, or both.

use std::collections::BTreeSet;

use super::made_ids::made_ids;
use super::plan::rivals::of_drawn::refuse_rivals;
use super::tables::CodedPolygons;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::echo;
use crate::reading::findings::{At, Findings, Origin};
use crate::reading::headings::{NEIGHBOURHOOD, NEIGHBOURHOOD_NAME, place};
use crate::reading::polygons::{PolygonFeature, with_geometry};

/// Properties that hold an id, after those that are named after a neighbourhood.
const IDS: &str = "id|code|ref";
/// Properties that hold a name, after those that are named after a neighbourhood.
const NAMES: &str = "name|title|label";

/// Neighbourhoods with their polygons; several features of one id are one. Where no feature has an id, ids are made of their
/// order, and told.
pub fn read_drawn(
    features: Vec<At<PolygonFeature>>,
    findings: &mut Findings,
) -> (Vec<At<Neighbourhood>>, Vec<CodedPolygons<NeighbourhoodId>>) {
    let features = all_drawn(features, findings);
    let names: Vec<Option<String>> = features.iter().map(|at| name(&at.row)).collect();
    let ids: Vec<Option<String>> = features.iter().map(|at| id(&at.row)).collect();
    let has_no_ids = ids.iter().all(Option::is_none);
    if has_no_ids && names.iter().any(Option::is_none) {
        tell_nameless(&features, findings);
        return (Vec::new(), Vec::new());
    }
    let ids = if has_no_ids { ids_of_names(&features, &names, findings) } else { ids };
    refuse_rivals(&features, &ids, &names, findings);
    let (mut roster, mut polygons) =
        (Vec::<At<Neighbourhood>>::new(), Vec::<CodedPolygons<NeighbourhoodId>>::new());
    for ((At { row, origin }, id), name) in features.into_iter().zip(ids).zip(names) {
        let Some(id) = id else {
            findings.defect_at(
                &origin,
                "id",
                "is missing, and other features have one: give it one too, as a property `id` or of the feature itself",
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
                    format!("{id} is called {:?} above, and {:?} here", echo::cut(first), echo::cut(&name)),
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

/// The features that are drawn. A neighbourhood of which nothing is drawn is a defect; one without a geometry that no neighbourhood
/// is known by is left out.
fn all_drawn(features: Vec<At<PolygonFeature>>, findings: &mut Findings) -> Vec<At<PolygonFeature>> {
    let drawn = || features.iter().map(|at| &at.row).filter(|row| !row.polygons.is_empty());
    // Programs number features; that is an id where there is no other.
    let have_own_ids = !drawn().any(|row| id_by_property(row).or_else(|| name(row)).is_some());
    let known: BTreeSet<String> = drawn().filter_map(id).collect();
    let called = |row: &PolygonFeature| {
        let own = row.id.clone().filter(|_| have_own_ids);
        id_by_property(row).or_else(|| name(row)).or(own)
    };
    let lacking = |origin: Origin, called: String, findings: &mut Findings| {
        let called = echo::cut(&called);
        if known.contains(&called) {
            let reason = format!("it has no geometry; {called:?} has one in another feature");
            findings.warning_at(&origin, "geometry", reason);
        } else {
            let reason =
                format!("the neighbourhood {called:?} has no geometry: draw it, or take the feature out");
            findings.defect_at(&origin, "geometry", reason);
        }
    };
    with_geometry(features, called, lacking, findings)
}

/// Says what a file lacks whose features have nothing to be known by.
fn tell_nameless(features: &[At<PolygonFeature>], findings: &mut Findings) {
    let Some(first) = features.first() else { return };
    let properties: BTreeSet<&str> =
        features.iter().flat_map(|at| at.row.properties.keys()).map(String::as_str).collect();
    let listed: Vec<String> = properties.into_iter().take(12).map(echo::cut).collect();
    let listed = if listed.is_empty() { "none".to_owned() } else { listed.join(", ") };
    let reason = format!(
        "its features have no ids, and not every one has a name: give each a property `id` (such as N01) or `name` (their \
         properties: {listed})"
    );
    findings.defect(&first.origin.file, reason);
}

/// The id of a feature: what is called after a neighbourhood may be its name.
pub fn id(feature: &PolygonFeature) -> Option<String> {
    id_by_property(feature).or_else(|| feature.id.clone())
}

fn id_by_property(feature: &PolygonFeature) -> Option<String> {
    let called = property(feature, NEIGHBOURHOOD).filter(|text| text.parse::<NeighbourhoodId>().is_ok());
    called.or_else(|| property(feature, IDS))
}

/// The name of a feature.
pub fn name(feature: &PolygonFeature) -> Option<String> {
    let called = || property(feature, NEIGHBOURHOOD).filter(|text| text.parse::<NeighbourhoodId>().is_err());
    property(feature, NEIGHBOURHOOD_NAME).or_else(|| property(feature, NAMES)).or_else(called)
}

/// The first property by one of some names, in any case and without punctuation.
fn property(feature: &PolygonFeature, names: &str) -> Option<String> {
    let keys: Vec<&str> = feature.properties.keys().map(String::as_str).collect();
    let place = place(names, keys.iter().copied())?;
    feature.text(keys[place])
}

/// Ids in order of features; those of one name are one.
fn ids_of_names(
    features: &[At<PolygonFeature>],
    names: &[Option<String>],
    findings: &mut Findings,
) -> Vec<Option<String>> {
    let Some(first) = features.first() else { return Vec::new() };
    let names: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
    made_ids(&first.origin.file, "no feature has an id", &names, findings).into_iter().map(Some).collect()
}
