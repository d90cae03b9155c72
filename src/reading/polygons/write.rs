//! Polygons written as we keep them: EPSG:27700 in metres with three decimals, named by a `crs` member (GeoJSON 2008, which GDAL
//! and QGIS read): the canonical vertices to the millimetre.

use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::geometry::crs::GridPoint;

/// Writes polygons on canonical vertices under one property, a feature a line.
///
/// # Errors
/// When a value cannot be written as JSON.
pub fn write_features<'a>(
    property: &str,
    features: impl Iterator<Item = (&'a str, &'a [GridPolygon])>,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = String::from(
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::27700\"}},\"features\":[\n",
    );
    for (number, (code, polygons)) in features.enumerate() {
        if number > 0 {
            text.push_str(",\n");
        }
        let coordinates: Vec<Vec<Vec<[f64; 2]>>> = polygons.iter().map(rings_in_metres).collect();
        let feature = serde_json::json!({
            "type": "Feature",
            "properties": { property: code },
            "geometry": { "type": "MultiPolygon", "coordinates": coordinates },
        });
        text.push_str(&serde_json::to_string(&feature)?);
    }
    text.push_str("\n]}\n");
    Ok(text.into_bytes())
}

fn rings_in_metres(polygon: &GridPolygon) -> Vec<Vec<[f64; 2]>> {
    let metres = |vertex: &GridPoint| [vertex.easting_m(), vertex.northing_m()];
    let closed = |ring: &Vec<GridPoint>| ring.iter().chain(ring.first()).map(metres).collect();
    polygon.rings().iter().map(closed).collect()
}
