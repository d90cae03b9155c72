//! OGC 17-069r4, requirements class GeoJSON.

use super::{COLLECTIONS, Requirement};
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[("definition", definition), ("content", content)];

#[test]
fn definition() {
    for path in ["/collections/areas/items?limit=1", "/collections/areas/items/E01028422"] {
        assert_eq!(get_answer(path).header("content-type"), "application/geo+json", "{path}");
    }
}

#[test]
fn content() {
    for collection in COLLECTIONS {
        let page = get_json(&format!("/collections/{collection}/items?limit=20"));
        assert_eq!(page["type"], "FeatureCollection");
        let read: geojson::FeatureCollection = serde_json::from_value(page).unwrap();
        let alone = get_json(&format!("/collections/{collection}/items/{}", id(&read.features[0])));
        let alone: geojson::Feature = serde_json::from_value(alone).unwrap();
        assert_eq!(alone.geometry, read.features[0].geometry);
    }
}

fn id(feature: &geojson::Feature) -> String {
    match feature.id.as_ref().unwrap() {
        geojson::feature::Id::String(id) => id.clone(),
        geojson::feature::Id::Number(number) => number.to_string(),
    }
}
