//! The layers of tiles: what each holds, and its properties.

use std::fmt;
use std::str::FromStr;

use super::layer::Layer;
use crate::county::Loaded;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::draft::Draft;
use crate::domain::geometry::crs::LonLat;
use crate::domain::ground::geography::AreaIx;
use crate::echo;
use crate::features::collection::Collection;
use crate::features::location::Location;
use crate::features::rows::Rows;
use crate::features::schema::{Property, integer, text};
use crate::features::value::Value;

/// A layer of tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LayerKind {
    /// A collection.
    Of(Collection),
    /// A point for the name of each neighbourhood.
    Labels,
    /// Areas that a scenario moved, from which neighbourhood to which.
    Moved,
    /// Where people live: the points of live postcodes, thinned to what a screen shows.
    Settlement,
}

/// A name that no layer has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no layer {0:?}: the layers are {names}", names = LayerKind::ALL.map(LayerKind::name).join(", "))]
pub struct UnknownLayer(String);

const MOVED: [Property; 10] = [
    text("id", "GSS code of the area"),
    text("name", "Published name"),
    integer("residents", "Residents, mid-year estimate"),
    text("from", "Code of the neighbourhood it is in by the draft"),
    text("from_name", "Name of that neighbourhood"),
    text("to", "Code of the neighbourhood it is in by the scenario"),
    text("to_name", "Name of that neighbourhood"),
    text("scenario", "The scenario and revision"),
    text("status", "How official the boundaries are"),
    text("caveat", "What must be said with the boundaries"),
];

impl LayerKind {
    /// All layers. Postcodes are not among them: they are too many for the tiles of small zooms, which have their points alone.
    pub const ALL: [Self; 7] = [
        Self::Of(Collection::Neighbourhoods),
        Self::Of(Collection::Areas),
        Self::Of(Collection::Practices),
        Self::Of(Collection::Districts),
        Self::Labels,
        Self::Moved,
        Self::Settlement,
    ];

    /// The layer of a collection, where there is one.
    #[must_use]
    pub fn of(collection: Collection) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind == Self::Of(collection))
    }

    /// As in paths and in tiles.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Of(collection) => collection.id(),
            Self::Labels => "labels",
            Self::Moved => "moved",
            Self::Settlement => "settlement",
        }
    }

    /// For people.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Of(collection) => collection.description(),
            Self::Labels => {
                "A point within each neighbourhood, as far from its border as can be, with its properties."
            }
            Self::Moved => "Areas that a scenario moved to another neighbourhood, from which and to which.",
            Self::Settlement => {
                "Where people live: points of live postcodes without properties, thinned to what a screen shows."
            }
        }
    }

    /// The collection that its features are taken from.
    #[must_use]
    pub fn collection(self) -> Collection {
        match self {
            Self::Of(collection) => collection,
            Self::Labels => Collection::Neighbourhoods,
            Self::Moved => Collection::Areas,
            Self::Settlement => Collection::Postcodes,
        }
    }

    /// `point` or `multipolygon`.
    #[must_use]
    pub fn geometry(self) -> &'static str {
        match self {
            Self::Of(collection) => collection.geometry(),
            Self::Labels | Self::Settlement => "point",
            Self::Moved => "multipolygon",
        }
    }

    /// The properties of its features: those of the collection but for what is told in detail, which would make tiles heavy.
    #[must_use]
    pub fn properties(self) -> Vec<Property> {
        let is_told = |property: &Property| !property.is_detail;
        match self {
            Self::Of(_) | Self::Labels => {
                self.collection().properties().into_iter().filter(is_told).collect()
            }
            Self::Moved => MOVED.to_vec(),
            Self::Settlement => vec![],
        }
    }

    /// The layer at a zoom, of the rows of its collection for that zoom.
    #[must_use]
    pub fn layer(self, loaded: &Loaded, draft: &Draft, rows: &dyn Rows, zoom: u8) -> Layer {
        let mut layer = Layer::new(self.name());
        if self == Self::Settlement {
            layer.add_points((0..rows.len()).filter_map(|row| point(&rows.location(row))), zoom);
            return layer;
        }
        for row in 0..rows.len() {
            let (location, values) = match self {
                Self::Of(_) | Self::Settlement => (rows.location(row), values(rows, row)),
                Self::Labels => (label(loaded, draft, row), values(rows, row)),
                Self::Moved => match moved(loaded, draft, rows, row) {
                    Some(values) => (
                        rows.location(row),
                        MOVED.map(|property| property.name).into_iter().zip(values).collect(),
                    ),
                    None => continue,
                },
            };
            layer.add(row as u64 + 1, values, &location, zoom);
        }
        layer
    }
}

fn point(location: &Location<'_>) -> Option<LonLat> {
    match location {
        Location::Point(site) => Some(site.lon_lat),
        _ => None,
    }
}

fn values(rows: &dyn Rows, row: usize) -> Vec<(&'static str, Value<'static>)> {
    let told = rows.properties().into_iter().enumerate().filter(|(_, property)| !property.is_detail);
    told.map(|(column, property)| (property.name, rows.value(row, column).kept())).collect()
}

/// Rows of neighbourhoods are in the roster's order, as labels are.
fn label(loaded: &Loaded, draft: &Draft, row: usize) -> Location<'static> {
    let zone = draft.division.roster().iter().nth(row).map(|(zone, _)| zone);
    let label = zone.and_then(|zone| draft.label(&loaded.atlas.ground, zone));
    label.map_or(Location::Unknown, Location::Point)
}

/// The values of [`MOVED`] of an area in another neighbourhood than by the draft that the scenario starts from.
fn moved(loaded: &Loaded, draft: &Draft, rows: &dyn Rows, row: usize) -> Option<[Value<'static>; 10]> {
    let base = loaded.atlas.draft(Some(draft.base_id()))?;
    let Value::Text(code) = rows.value(row, 0) else { return None };
    let geography = &loaded.atlas.ground.geography;
    let area = geography.find(code.parse().ok()?)?;
    let (from, to) = (neighbourhood_of(base, area)?, neighbourhood_of(draft, area)?);
    let area = geography.area(area);
    (from.id != to.id).then(|| {
        [
            Value::written(code),
            Value::written(&area.name),
            Value::count(area.residents),
            Value::written(&from.id),
            Value::written(&from.name),
            Value::written(&to.id),
            Value::written(&to.name),
            Value::written(&draft.id),
            Value::written(&draft.status),
            Value::written(&draft.caveat),
        ]
    })
}

fn neighbourhood_of(draft: &Draft, area: AreaIx) -> Option<&Neighbourhood> {
    let zone = draft.division.zone_of_area(area)?;
    Some(draft.division.roster().neighbourhood(zone))
}

impl FromStr for LayerKind {
    type Err = UnknownLayer;

    fn from_str(text: &str) -> Result<Self, UnknownLayer> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| UnknownLayer(echo::cut(text)))
    }
}

impl fmt::Display for LayerKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
