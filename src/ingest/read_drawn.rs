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

/// Drawn neighbourhoods.
#[derive(Default)]
pub struct DrawnNeighbourhoods {
    /// Each once.
    pub roster: Vec<At<Neighbourhood>>,
    /// Their polygons.
    pub polygons: Vec<CodedPolygons<NeighbourhoodId>>,
    /// Which properties their ids and names were taken from, in a sentence; none where there are no features.
    pub known_by: Option<String>,
}

/// Neighbourhoods with their polygons; several features of one id are one. Where no feature has an id, ids are made of their
/// order, and told.
pub fn read_drawn(features: Vec<At<PolygonFeature>>, findings: &mut Findings) -> DrawnNeighbourhoods {
    let features = all_drawn(features, findings);
    let known_by = known_by(&features);
    let names: Vec<Option<String>> = features.iter().map(|at| name(&at.row)).collect();
    let ids: Vec<Option<String>> = features.iter().map(|at| id(&at.row)).collect();
    let has_no_ids = ids.iter().all(Option::is_none);
    if has_no_ids && names.iter().any(Option::is_none) {
        tell_nameless(&features, findings);
        return DrawnNeighbourhoods::default();
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
    DrawnNeighbourhoods { roster, polygons, known_by }
}

/// Which properties ids and names are taken from, in a sentence.
fn known_by(features: &[At<PolygonFeature>]) -> Option<String> {
    let file = &features.first()?.origin.file;
    let listed = |said: &dyn Fn(&PolygonFeature) -> Option<Said>| {
        let properties: BTreeSet<String> =
            features.iter().filter_map(|at| Some(said(&at.row)?.property_in_words())).collect();
        properties.into_iter().collect::<Vec<_>>().join(" and ")
    };
    let (ids, names) = (listed(&said_id), listed(&said_name));
    let ids = if ids.is_empty() {
        "ids are made in the order of the file".to_owned()
    } else {
        format!("ids are from {ids}")
    };
    let names =
        if names.is_empty() { "names are the ids".to_owned() } else { format!("names are from {names}") };
    let features = match features.len() {
        1 => "1 drawn feature".to_owned(),
        count => format!("{count} drawn features"),
    };
    Some(format!("{file}: of {features} the {ids}, and the {names}."))
}

/// The features that are drawn. A neighbourhood of which nothing is drawn is a defect; one without a geometry that no neighbourhood
/// is known by is left out.
fn all_drawn(features: Vec<At<PolygonFeature>>, findings: &mut Findings) -> Vec<At<PolygonFeature>> {
    let drawn = || features.iter().map(|at| &at.row).filter(|row| !row.polygons.is_empty());
    // Programs number features; that is an id where there is no other.
    let have_own_ids = !drawn().any(|row| id_by_property(row).or_else(|| said_name(row)).is_some());
    let known: BTreeSet<String> = drawn().filter_map(id).collect();
    let called = |row: &PolygonFeature| {
        let own = row.id.clone().filter(|_| have_own_ids);
        id_by_property(row).or_else(|| said_name(row)).map(|said| said.text).or(own)
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

/// A text, and the property that says it; none for the feature's own identifier.
struct Said {
    property: Option<String>,
    text: String,
}

impl Said {
    fn property_in_words(&self) -> String {
        match &self.property {
            Some(property) => format!("the property {:?}", echo::cut(property)),
            None => "the features' own identifiers".to_owned(),
        }
    }
}

/// The id of a feature: what is called after a neighbourhood may be its name.
pub fn id(feature: &PolygonFeature) -> Option<String> {
    said_id(feature).map(|said| said.text)
}

fn said_id(feature: &PolygonFeature) -> Option<Said> {
    let own = || Some(Said { property: None, text: feature.id.clone()? });
    id_by_property(feature).or_else(own)
}

fn id_by_property(feature: &PolygonFeature) -> Option<Said> {
    let called = said(feature, NEIGHBOURHOOD).filter(|said| said.text.parse::<NeighbourhoodId>().is_ok());
    called.or_else(|| said(feature, IDS))
}

/// The name of a feature.
pub fn name(feature: &PolygonFeature) -> Option<String> {
    said_name(feature).map(|said| said.text)
}

fn said_name(feature: &PolygonFeature) -> Option<Said> {
    let called = || said(feature, NEIGHBOURHOOD).filter(|said| said.text.parse::<NeighbourhoodId>().is_err());
    said(feature, NEIGHBOURHOOD_NAME).or_else(|| said(feature, NAMES)).or_else(called)
}

/// What the first property by one of some names says, in any case and without punctuation.
fn said(feature: &PolygonFeature, names: &str) -> Option<Said> {
    let keys: Vec<&str> = feature.properties.keys().map(String::as_str).collect();
    let key = keys[place(names, keys.iter().copied())?];
    Some(Said { property: Some(key.to_owned()), text: feature.text(key)? })
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
