//! Outlines to GeoJSON: RFC 7946, longitude and latitude at seven decimals, exteriors counter-clockwise.

use geojson::{Bbox, Geometry, GeometryValue};

use crate::domain::geometry::coverage::{Coverage, Shape};

/// An outline as a `MultiPolygon` in longitude and latitude.
#[must_use]
pub fn multi_polygon(coverage: &Coverage, shape: &Shape) -> Geometry {
    let position = |number: &u32| coverage.position(*number).to_position();
    let closed = |ring: &Vec<u32>| ring.iter().chain(ring.first()).map(position).collect::<Vec<_>>();
    let polygons = shape.polygons.iter().map(|rings| rings.iter().map(closed).collect::<Vec<_>>());
    Geometry::new(GeometryValue::new_multi_polygon(polygons))
}

/// The box around an outline: west, south, east, north in degrees. None for an empty outline.
#[must_use]
pub fn bbox(coverage: &Coverage, shape: &Shape) -> Option<[f64; 4]> {
    let exteriors = shape.polygons.iter().filter_map(|rings| rings.first()).flatten();
    let positions = exteriors.map(|number| coverage.position(*number));
    positions.map(|position| (position.longitude_deg(), position.latitude_deg())).fold(
        None,
        |bbox, (lon, lat)| {
            let [west, south, east, north] = bbox.unwrap_or([lon, lat, lon, lat]);
            Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
        },
    )
}

/// A box as GeoJSON has it.
#[must_use]
pub fn to_geojson_bbox(bbox: [f64; 4]) -> Bbox {
    bbox.to_vec()
}
