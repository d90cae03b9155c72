//! Boundaries as GeoParquet 1.1: one row a neighbourhood, its polygons as WKB in longitude and latitude.

use std::sync::Arc;

use geo::Geometry;
use geojson::{Feature, FeatureCollection};
use geozero::{CoordDimensions, ToWkb};
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};

use super::feature_columns::{self, FeatureColumn, FeatureColumnType};
use super::geopackage::bounds;

/// Writes a collection of polygons with the same properties. What the collection says of itself is in the file's metadata.
///
/// # Errors
/// A feature without polygons, or an error of writing.
pub fn write(collection: &FeatureCollection) -> Result<Vec<u8>, ParquetError> {
    let features = &collection.features;
    let columns = feature_columns::of(features);
    let schema = Arc::new(parse_message_type(&schema(&columns))?);
    let said = Value::Object(collection.foreign_members.clone().unwrap_or_default()).to_string();
    let metadata = vec![
        KeyValue::new("geo".to_owned(), geo_metadata(collection).to_string()),
        KeyValue::new("footprint".to_owned(), said),
    ];
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let properties = properties.set_key_value_metadata(Some(metadata)).build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    let mut place = 0;
    while let Some(mut column) = group.next_column()? {
        match columns.get(place) {
            Some(described) => write_column(&mut column, described, features)?,
            None => write_geometries(&mut column, features)?,
        }
        column.close()?;
        place += 1;
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}

/// The columns, the geometry last.
fn schema(columns: &[FeatureColumn<'_>]) -> String {
    let field = |column: &FeatureColumn<'_>| {
        let name = column.name;
        match column.kind {
            FeatureColumnType::Text | FeatureColumnType::Json => format!("optional binary {name} (UTF8);"),
            FeatureColumnType::Whole => format!("optional int64 {name};"),
            FeatureColumnType::Number => format!("optional double {name};"),
            FeatureColumnType::Truth => format!("optional boolean {name};"),
        }
    };
    let fields: Vec<String> = columns.iter().map(field).collect();
    format!("message neighbourhoods {{ {} required binary geometry; }}", fields.join(" "))
}

/// What GeoParquet says of the geometries; without a system they are in OGC:CRS84.
fn geo_metadata(collection: &FeatureCollection) -> Value {
    json!({
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {
            "encoding": "WKB",
            "geometry_types": ["MultiPolygon"],
            "orientation": "counterclockwise",
            "bbox": bounds(collection),
        }},
    })
}

fn write_column(
    column: &mut SerializedColumnWriter<'_>,
    described: &FeatureColumn<'_>,
    features: &[Feature],
) -> Result<(), ParquetError> {
    let values = features.iter().map(|feature| feature.property(described.name).unwrap_or(&Value::Null));
    let has: Vec<i16> = values.clone().map(|value| i16::from(!value.is_null())).collect();
    let values = values.filter(|value| !value.is_null());
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match described.kind {
        FeatureColumnType::Whole => {
            let values: Vec<i64> = values.filter_map(Value::as_i64).collect();
            column.typed::<Int64Type>().write_batch(&values, Some(&has), None)?;
        }
        FeatureColumnType::Number => {
            let values: Vec<f64> = values.filter_map(Value::as_f64).collect();
            column.typed::<DoubleType>().write_batch(&values, Some(&has), None)?;
        }
        FeatureColumnType::Truth => {
            let values: Vec<bool> = values.filter_map(Value::as_bool).collect();
            column.typed::<BoolType>().write_batch(&values, Some(&has), None)?;
        }
        FeatureColumnType::Text | FeatureColumnType::Json => {
            let values: Vec<ByteArray> =
                values.map(|value| ByteArray::from(text(value).into_bytes())).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&has), None)?;
        }
    }
    Ok(())
}

fn write_geometries(
    column: &mut SerializedColumnWriter<'_>,
    features: &[Feature],
) -> Result<(), ParquetError> {
    let mut geometries = Vec::with_capacity(features.len());
    for feature in features {
        let geometry = feature.geometry.as_ref().and_then(|geometry| Geometry::try_from(geometry).ok());
        let geometry =
            geometry.ok_or_else(|| ParquetError::General("a feature has no polygons".to_owned()))?;
        let bytes = geometry.to_wkb(CoordDimensions::xy());
        geometries.push(ByteArray::from(bytes.map_err(|error| ParquetError::General(error.to_string()))?));
    }
    column.typed::<ByteArrayType>().write_batch(&geometries, None, None)?;
    Ok(())
}
