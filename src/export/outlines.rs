//! The neighbourhoods as `GeoJSON` (RFC 7946), each with what must be said with it.

use geojson::{Feature, FeatureCollection, GeoJson, JsonObject};
use serde_json::json;

use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;
use crate::planning::geometry;

/// All neighbourhoods of a draft, in order of their ids.
#[must_use]
pub fn to_geojson(atlas: &Atlas, draft: &Draft) -> String {
    let coverage = draft.coverage(&atlas.ground);
    let features = draft.division.roster().iter().map(|(zone, neighbourhood)| {
        let outline = draft.outline(zone);
        let mut properties = JsonObject::new();
        for (name, value) in [
            ("id", json!(neighbourhood.id.as_str())),
            ("name", json!(neighbourhood.name)),
            ("draft", json!(draft.id)),
            ("status", json!(draft.status)),
            ("caveat", json!(draft.caveat)),
            ("attribution", json!(atlas.attribution)),
        ] {
            properties.insert(name.to_owned(), value);
        }
        Feature {
            bbox: geometry::bbox(coverage, outline).map(geometry::to_geojson_bbox),
            geometry: Some(geometry::multi_polygon(coverage, outline)),
            id: Some(geojson::feature::Id::String(neighbourhood.id.to_string())),
            properties: Some(properties),
            foreign_members: None,
        }
    });
    let collection = FeatureCollection { bbox: None, features: features.collect(), foreign_members: None };
    GeoJson::from(collection).to_string()
}
