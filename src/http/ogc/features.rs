//! The neighbourhoods of a draft as GeoJSON features, written once.

use geo::{Intersects, MultiPolygon, Rect};
use geojson::{Feature, JsonObject};
use serde_json::json;

use crate::domain::codes::NeighbourhoodId;
use crate::domain::draft::Draft;
use crate::ingest::Loaded;
use crate::planning::{geometry, profile};

/// All features of one draft.
pub struct DraftFeatures {
    /// The draft's id.
    pub draft: String,
    /// One for each neighbourhood, in the roster's order.
    pub features: Vec<PreparedFeature>,
}

/// A feature as bytes, and where it is.
pub struct PreparedFeature {
    /// Which neighbourhood.
    pub id: NeighbourhoodId,
    /// The feature as JSON text.
    pub json: String,
    bbox: Option<[f64; 4]>,
    polygons: MultiPolygon<f64>,
}

impl PreparedFeature {
    /// Whether it has a point in common with a box (west, south, east, north in degrees).
    #[must_use]
    pub fn meets(&self, [west, south, east, north]: [f64; 4]) -> bool {
        let window = Rect::new((west, south), (east, north));
        self.bbox.is_some_and(|bbox| geometry::boxes_meet(bbox, [west, south, east, north]))
            && self.polygons.intersects(&window)
    }
}

impl DraftFeatures {
    /// Writes every feature of a draft.
    ///
    /// # Errors
    /// As writing JSON.
    pub fn new(loaded: &Loaded, draft: &Draft) -> Result<Self, serde_json::Error> {
        let ground = &loaded.atlas.ground;
        let mut features = Vec::new();
        for (number, (zone, neighbourhood)) in (1u32..).zip(draft.division.roster().iter()) {
            let profile = profile::neighbourhood(&loaded.atlas, draft, zone);
            let (coverage, outline) = (draft.coverage(ground), draft.outline(zone));
            let geometry = geometry::multi_polygon(coverage, outline);
            let polygons = MultiPolygon::try_from(&geometry).unwrap_or(MultiPolygon(vec![]));
            let feature = Feature {
                bbox: profile.bbox.map(geometry::to_geojson_bbox),
                geometry: Some(geometry),
                id: Some(geojson::feature::Id::String(neighbourhood.id.to_string())),
                properties: Some(properties(draft, number, &profile)),
                foreign_members: None,
            };
            let json = serde_json::to_string(&feature)?;
            features.push(PreparedFeature {
                id: neighbourhood.id.clone(),
                json,
                bbox: profile.bbox,
                polygons,
            });
        }
        Ok(Self { draft: draft.id.clone(), features })
    }

    /// The box around all of them: west, south, east, north in degrees.
    #[must_use]
    pub fn bbox(&self) -> Option<[f64; 4]> {
        self.features.iter().filter_map(|feature| feature.bbox).reduce(
            |[w, s, e, n], [west, south, east, north]| [w.min(west), s.min(south), e.max(east), n.max(north)],
        )
    }
}

fn properties(draft: &Draft, fid: u32, profile: &profile::NeighbourhoodProfile<'_>) -> JsonObject {
    let figures = &profile.figures;
    let properties = json!({
        "id": profile.id,
        "fid": fid,
        "name": profile.name,
        "draft": draft.base_id(),
        "scenario": draft.scenario.as_ref().map(|_| &draft.id),
        "status": draft.status,
        "caveat": draft.caveat,
        "area_km2": figures.area_m2 / 1e6,
        "perimeter_km": profile.perimeter_m / 1e3,
        "areas": figures.areas,
        "practices": figures.practices,
        "residents": figures.residents,
        "registered_by_practice": figures.registered_by_practice,
        "registered_by_residence": figures.registered_by_residence,
        "list_size": figures.list_size,
        "core20_residents": figures.core20_residents,
        "self_containment": figures.self_containment,
        "label_lon": profile.label.map(|label| label.lon),
        "label_lat": profile.label.map(|label| label.lat),
    });
    match properties {
        serde_json::Value::Object(object) => object,
        _ => JsonObject::new(),
    }
}
