//! What features are: areas with their neighbourhood, or neighbourhoods; and which property says which.
//!
//! Properties go by many names, in any case. The values decide: what holds codes of areas that are loaded is the area, and of the
//! properties that may name a neighbourhood that one is taken whose values the draft knows.

use std::collections::BTreeSet;

use super::area_rows::choose_by_hand;
use super::known::Meaning;
use super::layer::Layer;
use super::plan_defect::PlanDefect;
use super::plan_file::{AreaRow, AreaRows, PlanKind};
use super::plan_reading::PlanColumns;
use super::rivals::contradiction::{Beside, contradiction};
use super::table_rows::plain;
use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::ground::codes::GssCode;
use crate::echo;
use crate::reading::findings::At;
use crate::reading::headings::{NEIGHBOURHOOD, NEIGHBOURHOOD_NAME, bare};
use crate::reading::not_opened::listed;
use crate::reading::polygons::PolygonFeature;

/// Properties that hold the id of a neighbourhood, after those that are named after it.
const IDS: &str = "id|code|ref";
/// Properties that hold its name, after those that are named after it.
const NAMES: &str = "name|title|label";

/// A neighbourhood that is drawn, in the file's words.
pub(super) struct DrawnRow {
    pub home: String,
    /// The neighbourhood's name, after the property that it is of.
    pub name: Option<(String, String)>,
    /// The property that `home` is of.
    pub column: String,
    /// None where nothing is drawn.
    pub polygons: Vec<GridPolygon>,
}

/// Rows, and the numbers of features that have neither a geometry nor anything to be known by.
type RowsAndEmpty = (Vec<At<DrawnRow>>, Vec<u64>);

/// What features are.
pub(super) enum Features {
    Areas(AreaRows),
    Neighbourhoods(DrawnRows),
}

/// Neighbourhoods that are drawn, and the properties that they are known by.
pub(super) struct DrawnRows {
    pub rows: Vec<At<DrawnRow>>,
    /// The numbers of features that have neither a geometry nor anything to be known by.
    pub empty: Vec<u64>,
    home: String,
    name: Option<String>,
}

impl Features {
    pub fn kind(&self) -> PlanKind {
        match self {
            Self::Areas(_) => PlanKind::AreaFeatures,
            Self::Neighbourhoods(_) => PlanKind::NeighbourhoodFeatures,
        }
    }

    /// The properties taken, by what they were taken for.
    pub fn columns(&self) -> Vec<(&'static str, String)> {
        let (area, home, name) = match self {
            Self::Areas(AreaRows { columns: [area, home], name_column, .. }) => {
                let name = Some(name_column.clone()).filter(|name| !name.is_empty());
                (Some(area.clone()), home.clone(), name)
            }
            Self::Neighbourhoods(DrawnRows { home, name, .. }) => (None, home.clone(), name.clone()),
        };
        let roles = [("area", area), ("neighbourhood", Some(home)), ("neighbourhood_name", name)];
        roles.into_iter().filter_map(|(role, name)| Some((role, name?))).collect()
    }
}

/// Where a feature says something: in a property, or as its own identifier.
#[derive(Clone, PartialEq, Eq)]
enum Place {
    Property(String),
    Id,
}

/// Tells what features are.
///
/// # Errors
/// When they are areas without a neighbourhood, or have nothing to be known by.
pub(super) fn sorted(
    layer: &Layer<'_>,
    features: &[At<PolygonFeature>],
    chosen: &PlanColumns,
) -> Result<Features, Vec<PlanDefect>> {
    if features.is_empty() {
        return Err(vec![PlanDefect::of_file("it has no feature")]);
    }
    let places = places(features);
    let home = chosen.neighbourhood.as_deref().map(|name| said(&places, name)).transpose()?;
    let area = match &chosen.area {
        Some(name) => Some(said(&places, name)?),
        None => places.iter().find(|place| Some(*place) != home && are_areas(layer, features, place)),
    };
    if let Some(area) = area {
        return areas(features, &places, area, home, chosen);
    }
    neighbourhoods(layer, features, &places, home).map(Features::Neighbourhoods)
}

/// The property that the caller says.
fn said<'a>(places: &'a [Place], name: &str) -> Result<&'a Place, Vec<PlanDefect>> {
    let is_so = |place: &&Place| place.name() == name;
    let found = places.iter().find(is_so).or_else(|| named(places, name));
    found.ok_or_else(|| {
        let names: Vec<String> = places.iter().map(|place| place.name().to_owned()).collect();
        let names = listed(&names.iter().collect::<Vec<_>>());
        let name = echo::cut(name);
        vec![PlanDefect::of_file(format!("its features have no property {name:?}: they have {names}"))]
    })
}

/// Every property that some feature has, and the features' own identifiers.
fn places(features: &[At<PolygonFeature>]) -> Vec<Place> {
    let mut names = BTreeSet::new();
    let keys = features.iter().flat_map(|at| at.row.properties.keys());
    let mut places: Vec<Place> =
        keys.filter(|key| names.insert(key.as_str())).map(|key| Place::Property(key.clone())).collect();
    if features.iter().any(|at| at.row.id.is_some()) {
        places.push(Place::Id);
    }
    places
}

impl Place {
    fn text(&self, feature: &PolygonFeature) -> Option<String> {
        match self {
            Self::Property(name) => feature.text(name),
            Self::Id => feature.id.clone(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Property(name) => name,
            Self::Id => "id",
        }
    }
}

/// Whether most features have the code of an area that is loaded there: one that is not is told as a defect later.
fn are_areas(layer: &Layer<'_>, features: &[At<PolygonFeature>], place: &Place) -> bool {
    let is_area = |at: &&At<PolygonFeature>| {
        let code = place.text(&at.row).and_then(|text| text.parse::<GssCode>().ok());
        code.is_some_and(|code| layer.loaded.atlas.ground.geography.find(code).is_some())
    };
    features.iter().filter(is_area).count() * 2 > features.len()
}

/// The first place that goes by one of some names, in their order.
fn named<'a>(places: &'a [Place], names: &str) -> Option<&'a Place> {
    let is = |place: &&Place, name: &str| matches!(place, Place::Property(own) if bare(own) == bare(name));
    names.split('|').find_map(|name| places.iter().find(|place| is(place, name)))
}

fn areas(
    features: &[At<PolygonFeature>],
    places: &[Place],
    area: &Place,
    said: Option<&Place>,
    chosen: &PlanColumns,
) -> Result<Features, Vec<PlanDefect>> {
    let others: Vec<Place> = places.iter().filter(|place| *place != area).cloned().collect();
    let by_name = || named(&others, NEIGHBOURHOOD).or_else(|| named(&others, NEIGHBOURHOOD_NAME));
    let Some(home) = said.or_else(by_name) else {
        let names: Vec<String> = others.iter().map(|place| place.name().to_owned()).collect();
        let reason = format!(
            "its features are areas (by {:?}), and none of their properties says which neighbourhood they are in: name one \
             \"neighbourhood\", or choose one with column (there is {})",
            echo::cut(area.name()),
            listed(&names.iter().collect::<Vec<_>>())
        );
        return Err(vec![PlanDefect::of_file(reason)]);
    };
    let name = named(&others, NEIGHBOURHOOD_NAME);
    let is_other = |place: &&Place| *place != home && Some(*place) != name;
    let others: Vec<&Place> = others.iter().filter(is_other).collect();
    let row = |at: &At<PolygonFeature>| {
        let text = |place: &Place| place.text(&at.row).unwrap_or_default();
        let name = name.and_then(|place| place.text(&at.row)).map(|name| plain(&name));
        let others = others.iter().map(|place| text(place)).collect();
        let row = AreaRow { area: text(area), home: text(home), name, is_total: false, others };
        At { row, origin: at.origin.clone() }
    };
    let columns = [area.name().to_owned(), home.name().to_owned()];
    let other_columns = others.iter().map(|place| place.name().to_owned()).collect();
    let name_column = name.map_or_else(String::new, |place| place.name().to_owned());
    let rows = features.iter().map(row).collect();
    Ok(Features::Areas(AreaRows {
        rows,
        columns,
        name_column,
        other_columns,
        chosen: chosen.clone(),
        by_postcode: false,
    }))
}

fn neighbourhoods(
    layer: &Layer<'_>,
    features: &[At<PolygonFeature>],
    places: &[Place],
    said: Option<&Place>,
) -> Result<DrawnRows, Vec<PlanDefect>> {
    let name = named(places, NEIGHBOURHOOD_NAME).or_else(|| named(places, NAMES));
    let ids = NEIGHBOURHOOD.split('|').chain(IDS.split('|'));
    let ids: Vec<&Place> = ids.filter_map(|id| named(places, id)).collect();
    let own = places.iter().find(|place| **place == Place::Id);
    let candidates: Vec<&Place> = ids.iter().copied().chain(own).chain(name).collect();
    let known = |place: &Place| features.iter().filter(|at| is_known(layer, place, &at.row)).count();
    // One that holds ids of the draft is the id, though a new one among them be called as another is.
    let has_ids = |place: &&&Place| 2 * known_ids(layer, features, place) > features.len();
    let by_id = candidates.iter().find(has_ids).copied();
    // Of those that the draft knows as many of, the first.
    let best = by_id.or_else(|| candidates.iter().copied().rev().max_by_key(|place| known(place)));
    let best = match said.or(best) {
        Some(best) if said.is_some() => Some(best),
        Some(best) if known(best) > 0 => Some(best),
        _ => chosen_of_unknown(features, &ids, name, own),
    };
    let Some(home) = best else {
        let names: Vec<String> = places.iter().map(|place| place.name().to_owned()).collect();
        let names =
            if names.is_empty() { "none".to_owned() } else { listed(&names.iter().collect::<Vec<_>>()) };
        let reason = format!(
            "its features have neither an id nor a name (their properties: {names}): give each a property `id` or `name`, or \
             choose one with column"
        );
        return Err(vec![PlanDefect::of_file(reason)]);
    };
    let name = name.filter(|name| *name != home);
    if said.is_none() {
        let is_other = |place: &&Place| *place != home && Some(*place) != name;
        let others = places.iter().filter(is_other);
        let found: Vec<PlanDefect> = others.filter_map(|other| rival(layer, features, home, other)).collect();
        if !found.is_empty() {
            return Err(found);
        }
    }
    let called = |place: &Place| place.name().to_owned();
    let (rows, empty) = rows(layer, features, home, name)?;
    Ok(DrawnRows { rows, empty, home: called(home), name: name.map(called) })
}

/// Where another property says another neighbourhood than the one that was taken.
fn rival(
    layer: &Layer<'_>,
    features: &[At<PolygonFeature>],
    home: &Place,
    other: &Place,
) -> Option<PlanDefect> {
    let text = |place: &Place, at: &At<PolygonFeature>| place.text(&at.row).unwrap_or_default();
    let texts: Vec<[String; 2]> = features.iter().map(|at| [text(home, at), text(other, at)]).collect();
    let beside = features
        .iter()
        .zip(&texts)
        .map(|(at, [own, other])| Beside { origin: &at.origin, own, other })
        .collect::<Vec<_>>();
    let way_out = choose_by_hand(home.name());
    let called = match other {
        Place::Id if home.name() == other.name() => "the feature's own id",
        _ => other.name(),
    };
    let found = contradiction(&layer.known, home.name(), called, &beside, &way_out)?;
    Some(PlanDefect::at(found.origin, called, found.value, found.reason))
}

/// How many features have the id of a neighbourhood of the draft there.
fn known_ids(layer: &Layer<'_>, features: &[At<PolygonFeature>], place: &Place) -> usize {
    let has_id = |at: &&At<PolygonFeature>| {
        place.text(&at.row).is_some_and(|text| layer.known.find_id(&text).is_some())
    };
    features.iter().filter(has_id).count()
}

fn is_known(layer: &Layer<'_>, place: &Place, feature: &PolygonFeature) -> bool {
    place.text(feature).is_some_and(|text| matches!(layer.known.meaning(&text), Meaning::Known(_)))
}

/// Where the draft knows none: an id, else a name, else what programs number features by.
fn chosen_of_unknown<'a>(
    features: &[At<PolygonFeature>],
    ids: &[&'a Place],
    name: Option<&'a Place>,
    own: Option<&'a Place>,
) -> Option<&'a Place> {
    let is_whole = |place: &&&Place| features.iter().all(|at| place.text(&at.row).is_some());
    ids.iter().find(is_whole).copied().or(name).or(own)
}

fn rows(
    layer: &Layer<'_>,
    features: &[At<PolygonFeature>],
    home: &Place,
    name: Option<&Place>,
) -> Result<RowsAndEmpty, Vec<PlanDefect>> {
    let (mut rows, mut empty, mut defects) = (Vec::with_capacity(features.len()), Vec::new(), Vec::new());
    for At { row: feature, origin } in features {
        // One without an id may have a name that the draft knows.
        let known = name.filter(|name| is_known(layer, name, feature));
        let Some(text) = home.text(feature).or_else(|| known?.text(feature)) else {
            if feature.polygons.is_empty() {
                empty.push(origin.line);
                continue;
            }
            let reason =
                "is missing, and other features have it: give this one a neighbourhood, or take it out";
            defects.push(PlanDefect::at(origin, home.name(), "", reason));
            continue;
        };
        let named = |place: &Place| Some((place.name().to_owned(), plain(&place.text(feature)?)));
        let name = name.and_then(named);
        let row =
            DrawnRow { home: text, name, column: home.name().to_owned(), polygons: feature.polygons.clone() };
        rows.push(At { row, origin: origin.clone() });
    }
    if defects.is_empty() { Ok((rows, empty)) } else { Err(defects) }
}
