//! Boundaries as a GeoPackage (OGC 12-128r18, version 1.3): one layer, in longitude and latitude, that desktop programs open.

use geo::Geometry;
use geojson::{Feature, FeatureCollection};
use geozero::{CoordDimensions, ToWkb};
use serde_json::Value;
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{AssertSqlSafe, query::Query};

use super::feature_columns::{self, FeatureColumn, FeatureColumnType};
use crate::reading::polygons::memory_database::{self, in_words};

/// EPSG's number of WGS84.
const WGS84: i32 = 4326;
const LAYER: &str = "neighbourhoods";

/// The tables that every GeoPackage has.
const SCHEMA: &str = include_str!("geopackage.sql");

/// Writes a collection of polygons with the same properties. What the collection says of itself stands in the layer's description.
///
/// # Errors
/// A feature without polygons, or an error of SQLite's, in words.
pub fn write(collection: &FeatureCollection) -> Result<Vec<u8>, String> {
    let columns = feature_columns::of(&collection.features);
    memory_database::run(async |database| {
        run(database, SCHEMA.to_owned()).await?;
        run(database, table(&columns)).await?;
        describe(database, collection).await?;
        for feature in &collection.features {
            insert(database, &columns, feature).await?;
        }
        database.serialize(None).await.map(|bytes| bytes.to_vec()).map_err(in_words)
    })
}

async fn run(database: &mut SqliteConnection, statements: String) -> Result<(), String> {
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(database).await.map(drop).map_err(in_words)
}

/// The statement that makes the layer's table. Names are those of our own figures.
fn table(columns: &[FeatureColumn<'_>]) -> String {
    let kind = |kind: FeatureColumnType| match kind {
        FeatureColumnType::Text | FeatureColumnType::Json => "TEXT",
        FeatureColumnType::Whole => "INTEGER",
        FeatureColumnType::Number => "DOUBLE",
        FeatureColumnType::Truth => "BOOLEAN",
    };
    let columns = columns.iter().map(|column| format!(", \"{}\" {}", column.name, kind(column.kind)));
    let columns: String = columns.collect();
    format!(
        "CREATE TABLE {LAYER} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON NOT NULL{columns})"
    )
}

async fn describe(database: &mut SqliteConnection, collection: &FeatureCollection) -> Result<(), String> {
    let said = collection.foreign_members.clone().unwrap_or_default();
    let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let description = [text("status"), text("caveat"), text("attribution")].join(" ");
    let [west, south, east, north] = bounds(collection);
    let statement = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, \
        srs_id) VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?)";
    let contents = sqlx::query(statement).bind(LAYER).bind(text("title")).bind(description);
    let contents = contents.bind(west).bind(south).bind(east).bind(north).bind(WGS84);
    contents.execute(&mut *database).await.map_err(in_words)?;
    let statement = "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)";
    sqlx::query(statement).bind(LAYER).bind(WGS84).execute(database).await.map(drop).map_err(in_words)
}

/// West, south, east, north of all features.
pub(super) fn bounds(collection: &FeatureCollection) -> [f64; 4] {
    let boxes = collection.features.iter().filter_map(|feature| feature.bbox.as_deref());
    boxes.fold([180.0, 90.0, -180.0, -90.0], |[w, s, e, n], around| match around {
        [west, south, east, north] => [west.min(w), south.min(s), east.max(e), north.max(n)],
        _ => [w, s, e, n],
    })
}

async fn insert(
    database: &mut SqliteConnection,
    columns: &[FeatureColumn<'_>],
    feature: &Feature,
) -> Result<(), String> {
    let geometry = feature.geometry.as_ref().and_then(|geometry| Geometry::try_from(geometry).ok());
    let geometry = geometry.ok_or("a feature has no polygons")?;
    let geometry = geometry.to_gpkg_wkb(CoordDimensions::xy(), Some(WGS84), Vec::new());
    let geometry = geometry.map_err(|error| error.to_string())?;
    let names: Vec<String> = columns.iter().map(|column| format!(", \"{}\"", column.name)).collect();
    let names = names.concat();
    let places = ", ?".repeat(columns.len());
    let statement = format!("INSERT INTO {LAYER} (geom{names}) VALUES (?{places})");
    let mut query = sqlx::query(AssertSqlSafe(statement)).bind(geometry);
    for column in columns {
        query = bound(query, column.kind, feature.property(column.name).unwrap_or(&Value::Null));
    }
    query.execute(database).await.map(drop).map_err(in_words)
}

fn bound<'q>(
    query: Query<'q, sqlx::Sqlite, SqliteArguments>,
    kind: FeatureColumnType,
    value: &Value,
) -> Query<'q, sqlx::Sqlite, SqliteArguments> {
    match kind {
        FeatureColumnType::Whole => query.bind(value.as_i64()),
        FeatureColumnType::Number => query.bind(value.as_f64()),
        FeatureColumnType::Truth => query.bind(value.as_bool()),
        FeatureColumnType::Json => query.bind(Some(value.to_string()).filter(|_| !value.is_null())),
        FeatureColumnType::Text => query.bind(value.as_str().map(str::to_owned)),
    }
}
