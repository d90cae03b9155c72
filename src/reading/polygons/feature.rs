//! Features of polygons, as a file has them and as they are read.

use serde_json::Value;

use super::bad_rings::BadRing;
use crate::domain::geometry::coverage::GridPolygon;
use crate::reading::findings::At;

/// A ring of positions, first and second ordinate, in the file's system.
pub(super) type RawRing = Vec<[f64; 2]>;

/// The rings of a polygon, the exterior first.
pub(super) type RawPolygon = Vec<RawRing>;

/// A document of features, its coordinates not yet read.
#[derive(Default)]
pub(super) struct RawDocument {
    pub features: Vec<RawFeature>,
    /// What the document says of itself.
    pub members: geojson::JsonObject,
    /// The coordinate reference system in the file's own words; `None` when it does not say.
    pub crs: Option<String>,
    /// What is to be told of it: what was left out, and words that make no sense.
    pub notes: Vec<String>,
}

/// A feature, its coordinates not yet read.
pub(super) struct RawFeature {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its own identifier, where the format has one beside the properties.
    pub id: Option<String>,
    pub properties: geojson::JsonObject,
    /// Or why it has none.
    pub polygons: Result<Vec<RawPolygon>, NoPolygons>,
}

/// What is said of a geometry that has curves, which are not read, or that is damaged.
pub(super) const CURVES: &str = "its geometry has curves, or is damaged: save it with straight edges (ogr2ogr -nlt CONVERT_TO_LINEAR \
    converted.gpkg FILE)";

/// Why a feature has no polygons.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoPolygons {
    /// Nothing was drawn.
    #[error("it has no geometry")]
    NoGeometry,
    /// It is something else, or cannot be read.
    #[error("{0}")]
    Other(String),
}

/// A document of features, read.
#[derive(Default)]
pub struct PolygonDocument {
    /// Its features of polygons.
    pub features: Vec<At<PolygonFeature>>,
    /// What the document says of itself, beside its features.
    pub members: geojson::JsonObject,
}

/// A feature's properties and polygons.
#[derive(Clone, Debug)]
pub struct PolygonFeature {
    /// As they stand in the file.
    pub properties: geojson::JsonObject,
    /// The feature's own identifier, where it has one beside its properties.
    pub id: Option<String>,
    /// Its polygons on canonical vertices; none only where the caller asked for features without a geometry too.
    pub polygons: Vec<GridPolygon>,
    /// What was wrong with its rings, and was mended, where the caller judges that.
    pub bad_rings: Vec<BadRing>,
}

impl PolygonFeature {
    /// A property as text, a whole number being one too: `12`, not `12.0`. None when it is empty, null, or of another type.
    #[must_use]
    pub fn text(&self, property: &str) -> Option<String> {
        as_text(self.properties.get(property)?)
    }
}

/// Text, or a whole number as text. None for what is empty or of another type.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 => Some(format!("{whole:.0}")),
            _ => Some(number.to_string()),
        },
        _ => None,
    }
}
