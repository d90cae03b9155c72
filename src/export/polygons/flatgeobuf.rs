//! Boundaries as `FlatGeobuf`: a file with an index, that QGIS, GDAL and maps read by parts.

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::Geometry;
use geojson::FeatureCollection;
use geozero::error::GeozeroError;
use geozero::{ColumnValue, PropertyProcessor};
use serde_json::Value;

use super::feature_columns::{self, FeatureColumn, FeatureColumnType};

/// WGS84, in the order longitude, latitude.
const CRS84: i32 = 4326;

/// Why the file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// A temporary file could not be written.
    #[error(transparent)]
    File(#[from] flatgeobuf::Error),
    /// A feature has no polygons, or not the properties of the others.
    #[error(transparent)]
    Feature(#[from] GeozeroError),
}

/// Writes a collection of polygons with the same properties. What the collection says of itself (title, caveat, attribution, sources)
/// is in the header, as text for people and as JSON.
///
/// # Errors
/// A feature without a geometry, or an error of writing the temporary file.
pub fn write(collection: &FeatureCollection) -> Result<Vec<u8>, NotWritten> {
    let said = collection.foreign_members.clone().unwrap_or_default();
    let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default();
    let description = [text("status"), text("caveat"), text("attribution")].join(" ");
    let metadata = Value::Object(said.clone()).to_string();
    let options = FgbWriterOptions {
        crs: FgbCrs { org: Some("EPSG"), code: CRS84, ..FgbCrs::default() },
        title: Some(text("title")),
        description: Some(&description),
        metadata: Some(&metadata),
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options("neighbourhoods", GeometryType::MultiPolygon, options)?;
    let columns = feature_columns::of(&collection.features);
    for column in &columns {
        writer.add_column(column.name, column_type(column.kind), |_, _| {});
    }
    for feature in &collection.features {
        let geometry = feature.geometry.as_ref().and_then(|geometry| Geometry::try_from(geometry).ok());
        let geometry = geometry.ok_or(GeozeroError::GeometryFormat)?;
        let mut wrong = Ok(());
        writer.add_feature_geom(geometry, |out| {
            for (place, column) in columns.iter().enumerate() {
                let value = feature.property(column.name).unwrap_or(&Value::Null);
                if let Err(error) = push(out, place, column, value) {
                    wrong = Err(error);
                }
            }
        })?;
        wrong?;
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes)?;
    Ok(bytes)
}

fn column_type(kind: FeatureColumnType) -> ColumnType {
    match kind {
        FeatureColumnType::Text => ColumnType::String,
        FeatureColumnType::Whole => ColumnType::Long,
        FeatureColumnType::Number => ColumnType::Double,
        FeatureColumnType::Truth => ColumnType::Bool,
        FeatureColumnType::Json => ColumnType::Json,
    }
}

fn push(
    out: &mut impl PropertyProcessor,
    place: usize,
    column: &FeatureColumn<'_>,
    value: &Value,
) -> Result<(), GeozeroError> {
    let json;
    let value = match (column.kind, value) {
        (_, Value::Null) => return Ok(()),
        (FeatureColumnType::Truth, value) => value.as_bool().map(ColumnValue::Bool),
        (FeatureColumnType::Whole, value) => value.as_i64().map(ColumnValue::Long),
        (FeatureColumnType::Number, value) => value.as_f64().map(ColumnValue::Double),
        (FeatureColumnType::Json, value) => {
            json = value.to_string();
            Some(ColumnValue::Json(&json))
        }
        (_, value) => value.as_str().map(ColumnValue::String),
    };
    let value = value.ok_or_else(|| GeozeroError::Property(column.name.to_owned()))?;
    out.property(place, column.name, &value)?;
    Ok(())
}
