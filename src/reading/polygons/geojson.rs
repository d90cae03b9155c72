//! GeoJSON in every shape that programs write it: a collection, a feature or a geometry alone, collections of geometries, a
//! sequence of texts; with a byte order mark, and with any way to name a system.

use geojson::{
    Feature, FeatureCollection, GeoJson, Geometry, GeometryValue, JsonObject, Position, feature::Id,
};
use serde_json::Value;

use super::bare::drawn_polygons;
use super::feature::{NoPolygons, RawDocument, RawFeature, RawPolygon};
use crate::cause;
use crate::echo;
use crate::json::members::refuse_repeated;
use crate::reading::options::{Face, worded};
use crate::reading::script::Script;

/// How much of a text is looked at to find its encoding.
const LOOKED_AT: usize = 64 * 1024;
/// Separates the texts of a GeoJSON text sequence (RFC 8142).
const RECORD_SEPARATOR: char = '\u{1e}';

/// Reads a document.
///
/// # Errors
/// Why it is none, in words.
pub(super) fn read(bytes: &[u8]) -> Result<RawDocument, String> {
    let script = Script::of(&bytes[..bytes.len().min(LOOKED_AT)], None).map_err(str::to_owned)?;
    let decoded = script.decoded(bytes);
    let text = String::from_utf8_lossy(&decoded);
    let mut document = RawDocument::default();
    document.notes.extend(script.doubt(bytes).map(|doubt| worded(&doubt, Face::Either)));
    for (place, part) in texts(&text)?.into_iter().enumerate() {
        let crs = match part {
            GeoJson::FeatureCollection(FeatureCollection { features, foreign_members, .. }) => {
                for feature in features {
                    document.push(feature);
                }
                let crs = foreign_members.as_ref().and_then(declared);
                document.members.extend(foreign_members.unwrap_or_default());
                crs
            }
            GeoJson::Feature(feature) => {
                let crs = feature.foreign_members.as_ref().and_then(declared);
                document.push(feature);
                crs
            }
            GeoJson::Geometry(geometry) => {
                let crs = geometry.foreign_members.as_ref().and_then(declared);
                document.push(Feature { geometry: Some(geometry), ..Feature::default() });
                crs
            }
        };
        match (&document.crs, crs) {
            (Some(known), Some(crs)) if *known != crs => {
                let (known, crs) = (echo::cut(known), echo::cut(&crs));
                return Err(format!("text {} is in {crs:?}, those before it in {known:?}", place + 1));
            }
            (None, Some(_)) if place > 0 => {
                return Err(format!("text {} names a coordinate system, those before it none", place + 1));
            }
            (None, crs) => document.crs = crs,
            _ => {}
        }
    }
    Ok(document)
}

/// The texts of a document: one, or a sequence with separators or with a text a line.
fn texts(text: &str) -> Result<Vec<GeoJson>, String> {
    if text.trim_start().starts_with(RECORD_SEPARATOR) {
        let parts = text.split(RECORD_SEPARATOR).map(str::trim).filter(|part| !part.is_empty());
        return (1..)
            .zip(parts)
            .map(|(number, part)| parsed(part).map_err(|e| format!("text {number}: {e}")))
            .collect();
    }
    let error = match parsed(text) {
        Ok(whole) => return Ok(vec![whole]),
        Err(error) => error,
    };
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_sequence =
        lines.len() > 1 && lines.iter().all(|line| line.starts_with('{') && line.ends_with('}'));
    if !is_sequence {
        return Err(error);
    }
    (1..).zip(lines).map(|(number, line)| parsed(line).map_err(|e| format!("line {number}: {e}"))).collect()
}

fn parsed(text: &str) -> Result<GeoJson, String> {
    let parsed = text
        .parse::<GeoJson>()
        .map_err(|_told_in_words| other_kind(text).unwrap_or_else(|| in_words(text)))?;
    // The parser would take the last of two.
    refuse_repeated(text.as_bytes()).map_err(|error| cause::of_json_within(&error))?;
    Ok(parsed)
}

/// What a document is that is JSON and not GeoJSON.
fn other_kind(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    if value.get("type").and_then(Value::as_str) == Some("Topology") {
        return Some(
            "it is TopoJSON: convert it to GeoJSON first (ogr2ogr converted.geojson FILE)".to_owned(),
        );
    }
    if value.get("spatialReference").is_some() || value.pointer("/features/0/attributes").is_some() {
        return Some(
            "it is Esri's JSON: download it with f=geojson, or convert it (ogr2ogr converted.geojson FILE)"
                .to_owned(),
        );
    }
    match value.get("type").and_then(Value::as_str) {
        None => Some(
            "it is JSON without a type: expected a FeatureCollection, a Feature or a geometry".to_owned(),
        ),
        Some(_) => None,
    }
}

fn in_words(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => format!("it is JSON, but not GeoJSON (RFC 7946): {}", unlike(&value)),
        Err(error) => cause::of_json("it", &error),
    }
}

/// What keeps a value from being GeoJSON: of features, the first that is none.
fn unlike(value: &Value) -> String {
    let is_feature = |value: &Value| serde_json::from_value::<Feature>(value.clone()).is_ok();
    match (value.get("type").and_then(Value::as_str), value.get("features").and_then(Value::as_array)) {
        (Some("FeatureCollection"), None) => "it has no list of features".to_owned(),
        (Some("FeatureCollection"), Some(features)) => {
            let found = (1..).zip(features).find(|(_, feature)| !is_feature(feature));
            found.map_or_else(
                || "its members are not those of a FeatureCollection".to_owned(),
                |(number, feature)| format!("feature {number}: {}", unlike_feature(feature)),
            )
        }
        (Some("Feature"), _) => unlike_feature(value),
        _ => unlike_geometry(value),
    }
}

fn unlike_feature(feature: &Value) -> String {
    if feature.get("type").and_then(Value::as_str) != Some("Feature") {
        return "its type is not Feature".to_owned();
    }
    match feature.get("properties") {
        Some(Value::Object(_) | Value::Null) | None => {}
        Some(_) => return "its properties are not an object".to_owned(),
    }
    feature.get("geometry").map_or_else(|| "it has no geometry".to_owned(), unlike_geometry)
}

fn unlike_geometry(geometry: &Value) -> String {
    match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon" | "MultiPolygon" | "GeometryCollection") => {
            "its coordinates are not lists of numbers, nested as the type of its geometry says".to_owned()
        }
        Some(other) => format!("expected a Polygon or MultiPolygon, this is {:?}", echo::cut(other)),
        None => "its geometry has no type".to_owned(),
    }
}

/// The system that a document names: in the member of GeoJSON 2008, by name, code or link, or in that of JSON-FG.
fn declared(members: &JsonObject) -> Option<String> {
    let crs = members.get("crs").or_else(|| members.get("coordRefSys")).filter(|crs| !crs.is_null())?;
    let code = |value: &Value| match value {
        Value::String(code) => Some(code.clone()),
        Value::Number(code) => Some(format!("EPSG:{code}")),
        _ => None,
    };
    let first = crs.as_array().and_then(|parts| parts.first()).unwrap_or(crs);
    let named = ["/properties/name", "/properties/code", "/properties/href", "/name", "/href"];
    let found = code(first).or_else(|| named.iter().find_map(|place| code(first.pointer(place)?)));
    // A bare number under `code` is EPSG's.
    let found =
        found.map(
            |name| if name.bytes().all(|byte| byte.is_ascii_digit()) { format!("EPSG:{name}") } else { name },
        );
    Some(found.unwrap_or_else(|| echo::cut(&crs.to_string())))
}

impl RawDocument {
    fn push(&mut self, feature: Feature) {
        let Feature { geometry, id, properties, .. } = feature;
        let number = self.features.len() as u64 + 1;
        let id = id.map(|id| match id {
            Id::String(text) => text,
            Id::Number(number) => number.to_string(),
        });
        let mut polygons = Vec::new();
        let mut others = 0;
        let polygons = match geometry {
            None => Err(NoPolygons::NoGeometry),
            Some(geometry) => {
                collect(geometry, &mut polygons, &mut others);
                drawn_polygons(polygons, others > 0)
            }
        };
        if others > 0 && polygons.is_ok() {
            self.notes.push(format!("feature {number}: points and lines beside its polygons are left out"));
        }
        self.features.push(RawFeature { number, id, properties: properties.unwrap_or_default(), polygons });
    }
}

/// The polygons of a geometry, those within collections too; what is none is counted.
pub(super) fn collect(geometry: Geometry, polygons: &mut Vec<RawPolygon>, others: &mut usize) {
    match geometry.value {
        GeometryValue::Polygon { coordinates } => polygons.push(raw(&coordinates)),
        GeometryValue::MultiPolygon { coordinates } => {
            polygons.extend(coordinates.iter().map(|rings| raw(rings)));
        }
        GeometryValue::GeometryCollection { geometries } => {
            for geometry in geometries {
                collect(geometry, polygons, others);
            }
        }
        _ => *others += 1,
    }
}

fn raw(rings: &[Vec<Position>]) -> RawPolygon {
    let position = |position: &Position| match position.as_slice() {
        [first, second, ..] => [*first, *second],
        // Told when it is converted: no coordinate is one.
        _ => [f64::NAN, f64::NAN],
    };
    rings.iter().map(|ring| ring.iter().map(position).collect()).collect()
}
