//! `GeoParquet` 1.1: rows with their geometry in well-known binary.

use geozero::wkb::Wkb;
use parquet::record::Field;
use serde_json::{Map, Value};

use super::feature::{NoPolygons, RawDocument, RawFeature};
use super::surfaces;
use crate::reading::formats::parquet_file::{ParquetFile, as_json};

/// What every Parquet file begins with.
const MAGIC: &[u8] = b"PAR1";
/// Under which our own exports say what the collection is.
const OWN: &str = "footprint";
const DAMAGED: &str = "it is damaged, was cut off on its way, or is packed by other than Snappy";
/// The system of geometries that do not say theirs.
const CRS84: &str = "OGC:CRS84";

/// Whether a file is one.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) && ParquetFile::open(bytes).is_some_and(|file| file.geo().is_some())
}

/// The names of the columns, the geometry among them; none when a file is no `GeoParquet`.
#[must_use]
pub fn columns_of_geoparquet(bytes: &[u8]) -> Option<Vec<String>> {
    let file = Some(bytes).filter(|bytes| bytes.starts_with(MAGIC)).and_then(ParquetFile::open)?;
    file.geo().map(|_| file.columns())
}

/// Reads every row. What the file says of itself, as our own exports do, is the document's.
///
/// # Errors
/// Why it cannot be read, in words.
pub(super) fn read(bytes: &[u8]) -> Result<RawDocument, String> {
    let file = ParquetFile::open(bytes).ok_or(DAMAGED)?;
    let geo = file.geo().ok_or("it says of no column that it has geometries")?;
    let primary = geo.get("primary_column").and_then(Value::as_str).unwrap_or("geometry").to_owned();
    let described = geo.get("columns").and_then(|columns| columns.get(&primary)?.as_object());
    let described = described.ok_or("it does not say how its geometries are written")?;
    if let Some(other) = described.get("encoding").filter(|encoding| *encoding != "WKB") {
        return Err(format!(
            "its geometries are written as {other}, and WKB is read: convert it (ogr2ogr converted.geojson FILE)"
        ));
    }
    let members = file.said(OWN).unwrap_or_default();
    let mut document = RawDocument { crs: crs(described)?, members, ..RawDocument::default() };
    let read = file.each(|row| {
        let (mut properties, mut geometry) = (geojson::JsonObject::new(), None);
        for (name, field) in row.into_columns() {
            match field {
                Field::Bytes(bytes) if name == primary => geometry = Some(bytes),
                _ if name == primary => {}
                other => drop(properties.insert(name, as_json(&other))),
            }
        }
        let polygons = geometry.ok_or(NoPolygons::NoGeometry);
        let polygons = polygons.and_then(|bytes| surfaces::of(&Wkb(bytes.data())));
        let number = document.features.len() as u64 + 1;
        document.features.push(RawFeature { number, id: None, properties, polygons });
        Ok(())
    });
    read.ok_or(DAMAGED)?;
    Ok(document)
}

/// The system of the geometries: CRS84 where it is not said, not known where it is said to be unknown.
fn crs(described: &Map<String, Value>) -> Result<Option<String>, String> {
    let Some(crs) = described.get("crs") else { return Ok(Some(CRS84.to_owned())) };
    if crs.is_null() {
        return Ok(None);
    }
    let id = |name: &str| crs.get("id")?.get(name).map(|part| part.to_string().replace('"', ""));
    match (id("authority"), id("code")) {
        (Some(authority), Some(code)) => Ok(Some(format!("{authority}:{code}"))),
        _ => Err("its reference system is given without a code: convert it (ogr2ogr -t_srs EPSG:4326 converted.geojson FILE)".to_owned()),
    }
}
