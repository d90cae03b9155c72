//! GeoPackage (OGC 12-128): the layer of polygons of a SQLite file, read in memory.
//!
//! What a stranger's database could run is not run: only plain tables are read, and nothing of its schema is trusted.

use geozero::wkb::GpkgWkb;
use serde_json::Value;
use sqlx::sqlite::{SqliteOwnedBuf, SqliteRow};
use sqlx::{AssertSqlSafe, Column, Row, SqliteConnection, TypeInfo, ValueRef};

use super::chosen_layer::chosen_layer;
use super::feature::{NoPolygons, RawDocument, RawFeature};
use super::surfaces;
use crate::reading::polygons::memory_database::{self, in_words};

/// What every SQLite file begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where the file says whether it was written with a log beside it: 1 is without.
const LOG_BYTES: std::ops::Range<usize> = 18..20;

const LAYERS: &str = "SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition \
    FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name \
    LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id \
    WHERE upper(g.geometry_type_name) IN ('POLYGON', 'MULTIPOLYGON', 'GEOMETRY', 'GEOMETRYCOLLECTION', 'CURVEPOLYGON', \
    'MULTISURFACE', 'SURFACE') AND EXISTS (SELECT 1 FROM sqlite_master m WHERE m.name = c.table_name AND m.type = 'table')";

/// A layer, and how its geometries are to be read.
struct Layer {
    table: String,
    geometry: String,
    crs: Option<String>,
}

/// Whether a file is SQLite's.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads the one layer of polygons, or that of a name.
///
/// # Errors
/// Why it cannot be read, in words.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<RawDocument, String> {
    memory_database::run(async |database| {
        open(bytes, database).await?;
        let layer = layer(database, wanted).await?;
        features(database, layer).await
    })
}

/// A layer of polygons, and the names of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerColumns {
    /// What the layer is called.
    pub layer: String,
    /// The columns, as they are written, the geometry among them.
    pub columns: Vec<String>,
}

/// The layers of polygons of a GeoPackage; none when a file is no SQLite at all.
///
/// # Errors
/// Why they cannot be read, in words.
#[must_use]
pub fn layers_of_geopackage(bytes: &[u8]) -> Option<Result<Vec<LayerColumns>, String>> {
    is_one(bytes).then(|| {
        memory_database::run(async |database| {
            open(bytes, database).await?;
            let mut found = Vec::new();
            for Layer { table, .. } in layers(database).await? {
                let columns = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)").bind(&table);
                let columns = columns.fetch_all(&mut *database).await.map_err(in_words)?;
                found.push(LayerColumns { layer: table, columns });
            }
            Ok(found)
        })
    })
}

async fn open(bytes: &[u8], database: &mut SqliteConnection) -> Result<(), String> {
    let mut bytes = bytes.to_vec();
    // A log that is not here cannot be read; what was written into the file before is whole.
    if let Some(log) = bytes.get_mut(LOG_BYTES) {
        log.fill(1);
    }
    let bytes = SqliteOwnedBuf::try_from(&bytes[..]).map_err(in_words)?;
    database.deserialize(None, bytes, true).await.map_err(in_words)
}

async fn layers(database: &mut SqliteConnection) -> Result<Vec<Layer>, String> {
    let rows = sqlx::query(LAYERS).fetch_all(database).await;
    let rows = rows.map_err(|error| {
        format!("it is a SQLite file without the tables of a GeoPackage ({})", in_words(error))
    })?;
    Ok(rows.iter().filter_map(described).collect())
}

async fn layer(database: &mut SqliteConnection, wanted: Option<&str>) -> Result<Layer, String> {
    let mut layers = layers(database).await?;
    let names: Vec<&str> = layers.iter().map(|layer| layer.table.as_str()).collect();
    let place = chosen_layer(&names, wanted)?;
    Ok(layers.swap_remove(place))
}

fn described(row: &SqliteRow) -> Option<Layer> {
    let (table, geometry) = (row.try_get(0).ok()?, row.try_get(1).ok()?);
    let organisation: Option<String> = row.try_get(2).ok()?;
    let (code, definition): (Option<i64>, Option<String>) = (row.try_get(3).ok()?, row.try_get(4).ok()?);
    let crs = match (organisation, code) {
        (Some(name), Some(code)) if name.eq_ignore_ascii_case("EPSG") && code > 0 => {
            Some(format!("EPSG:{code}"))
        }
        _ => definition.filter(|definition| definition.contains('[')),
    };
    Some(Layer { table, geometry, crs })
}

async fn features(database: &mut SqliteConnection, layer: Layer) -> Result<RawDocument, String> {
    let statement = format!("SELECT * FROM {}", quoted(&layer.table));
    let rows = sqlx::query(AssertSqlSafe(statement)).fetch_all(database).await.map_err(in_words)?;
    let mut document = RawDocument { crs: layer.crs, ..RawDocument::default() };
    for (number, row) in (1..).zip(&rows) {
        let mut properties = geojson::JsonObject::new();
        for column in row.columns().iter().filter(|column| column.name() != layer.geometry) {
            properties.insert(column.name().to_owned(), value(row, column.ordinal()));
        }
        let polygons = match row.try_get::<Option<Vec<u8>>, _>(layer.geometry.as_str()) {
            Ok(Some(bytes)) => surfaces::of(&GpkgWkb(bytes)),
            _ => Err(NoPolygons::NoGeometry),
        };
        document.features.push(RawFeature { number, id: None, properties, polygons });
    }
    Ok(document)
}

/// A name within a statement.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn value(row: &SqliteRow, column: usize) -> Value {
    let kind = row.try_get_raw(column).map(|value| value.type_info().name().to_owned()).unwrap_or_default();
    match kind.as_str() {
        "INTEGER" | "BOOLEAN" => row.try_get::<i64, _>(column).map_or(Value::Null, Value::from),
        "REAL" => row.try_get::<f64, _>(column).map_or(Value::Null, Value::from),
        _ => row.try_get_unchecked::<String, _>(column).map_or(Value::Null, Value::from),
    }
}
