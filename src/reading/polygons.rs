//! Polygons from and to GeoJSON.
//!
//! What we store is EPSG:27700 in metres with three decimals, named by a `crs` member (GeoJSON 2008, which GDAL and QGIS
//! read): the canonical vertices to the millimetre. What others bring is usually RFC 7946, longitude and latitude;
//! it is projected once, here, vertex by vertex, so that a shared vertex stays shared.

use std::sync::Arc;

use geojson::{FeatureCollection, GeoJson, GeometryValue, Position};

use super::findings::{Findings, Origin};
use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::geometry::crs::{Bng, Crs84, GridPoint};
use crate::echo;
use crate::projection::Projector;
use crate::reading::findings::At;

/// A feature's properties and polygons.
pub struct PolygonFeature {
    /// As they stand in the file.
    pub properties: geojson::JsonObject,
    /// Its polygons on canonical vertices.
    pub polygons: Vec<GridPolygon>,
}

#[derive(Clone, Copy)]
enum System {
    NationalGrid,
    LongitudeLatitude,
}

/// Reads every polygon feature of a document; lines in findings are feature numbers from 1.
pub fn read_features(
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
) -> Vec<At<PolygonFeature>> {
    let collection = match std::str::from_utf8(bytes).map_err(|e| e.to_string()).and_then(parse) {
        Ok(collection) => collection,
        Err(reason) => {
            findings.defect(file, format!("not a GeoJSON FeatureCollection: {reason}"));
            return Vec::new();
        }
    };
    let Some(system) = system(file, &collection, findings) else {
        return Vec::new();
    };
    let mut features = Vec::new();
    let name: Arc<str> = file.into();
    for (line, feature) in (1u64..).zip(collection.features) {
        let origin = Origin { file: Arc::clone(&name), line };
        let rings = match feature.geometry.map(|geometry| geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
            _ => {
                findings.defect_at(&origin, "geometry", "expected a Polygon or MultiPolygon");
                continue;
            }
        };
        let polygons: Result<Vec<_>, String> =
            rings.iter().map(|rings| polygon(rings, system, projector)).collect();
        match polygons {
            Ok(polygons) => {
                let properties = feature.properties.unwrap_or_default();
                features.push(At { row: PolygonFeature { properties, polygons }, origin });
            }
            Err(reason) => findings.defect_at(&origin, "geometry", reason),
        }
    }
    features
}

fn parse(text: &str) -> Result<FeatureCollection, String> {
    match text.parse::<GeoJson>().map_err(|error| echo::cut(&error.to_string()))? {
        GeoJson::FeatureCollection(collection) => Ok(collection),
        _ => Err("it is another kind of document".to_owned()),
    }
}

/// The coordinate reference system: longitude and latitude unless a `crs` member names EPSG:27700.
fn system(file: &str, collection: &FeatureCollection, findings: &mut Findings) -> Option<System> {
    let crs = collection.foreign_members.as_ref().and_then(|members| members.get("crs"));
    let Some(crs) = crs.filter(|crs| !crs.is_null()) else {
        return Some(System::LongitudeLatitude);
    };
    let name = crs.pointer("/properties/name").and_then(|name| name.as_str()).unwrap_or_default();
    match name.rsplit(':').next().unwrap_or_default() {
        "27700" => Some(System::NationalGrid),
        "CRS84" | "4326" => Some(System::LongitudeLatitude),
        _ => {
            findings.defect(
                file,
                format!("the crs {:?} is not supported: expected EPSG:27700 or OGC CRS84", echo::cut(name)),
            );
            None
        }
    }
}

fn polygon(rings: &[Vec<Position>], system: System, projector: &Projector) -> Result<GridPolygon, String> {
    let rings: Result<Vec<Vec<GridPoint>>, String> = rings
        .iter()
        .map(|ring| ring.iter().map(|position| vertex(position, system, projector)).collect())
        .collect();
    GridPolygon::new(rings?).map_err(|error| error.to_string())
}

fn vertex(position: &Position, system: System, projector: &Projector) -> Result<GridPoint, String> {
    let &[first, second, ..] = position.as_slice() else {
        return Err("a position needs two numbers".to_owned());
    };
    let point = match system {
        System::NationalGrid => {
            Bng::from_easting_northing(first, second).map_err(|error| error.to_string())?
        }
        System::LongitudeLatitude => Crs84::from_lon_lat(first, second)
            .map_err(Into::into)
            .and_then(|point| projector.to_bng(point))
            .map_err(|error| error.to_string())?,
    };
    Ok(point.to_grid())
}

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
