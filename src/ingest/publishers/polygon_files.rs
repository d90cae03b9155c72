//! What a file of polygons holds, by the names of its first features' properties: GeoJSON, a GeoPackage, a `FlatGeobuf`, a
//! `GeoParquet`, or a zipped Shapefile.

use std::io::{Cursor, Read};

use crate::reading::polygons::{LayerColumns, columns_of_flatgeobuf, layers_of_geopackage};

/// How much of a file is looked at.
const LOOK: usize = 64 * 1024;

/// Names of properties in lower case, and of layers; none when it is no file of polygons.
pub fn properties(bytes: &[u8]) -> Option<Vec<String>> {
    if let Some(layers) = layers_of_geopackage(bytes) {
        // A layer that is called after neighbourhoods may have columns of any name.
        let words = |LayerColumns { layer, columns }: LayerColumns| columns.into_iter().chain([layer]);
        let words = layers.unwrap_or_default().into_iter().flat_map(words);
        return Some(words.map(|word| word.to_lowercase()).collect());
    }
    if let Some(columns) = columns_of_flatgeobuf(bytes) {
        return Some(columns.iter().map(|column| column.to_lowercase()).collect());
    }
    #[cfg(feature = "parquet")]
    if let Some(columns) = crate::reading::polygons::columns_of_geoparquet(bytes) {
        return Some(columns.iter().map(|column| column.to_lowercase()).collect());
    }
    let start = &bytes[..bytes.len().min(LOOK)];
    if start.starts_with(b"PK") {
        return of_shapefile(bytes);
    }
    let text = String::from_utf8_lossy(start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start)).to_lowercase();
    let is_polygons = text.contains("\"polygon\"") || text.contains("\"multipolygon\"");
    let is_json = text
        .trim_start_matches(|character: char| character.is_whitespace() || character == '\u{1e}')
        .starts_with('{');
    if !is_polygons || !is_json {
        return None;
    }
    let parts: Vec<&str> = text.split('"').collect();
    let keys =
        parts.windows(2).filter(|pair| pair[1].trim_start().starts_with(':')).map(|pair| pair[0].to_owned());
    Some(keys.collect())
}

/// The fields of the table of an archive with shapes (`dBASE`: 32 bytes of head, then 32 a field, which begin with its name).
fn of_shapefile(bytes: &[u8]) -> Option<Vec<String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let find = |ending: &str| names.iter().find(|name| name.to_ascii_lowercase().ends_with(ending));
    find(".shp")?;
    let Some(table) = find(".dbf") else { return Some(Vec::new()) };
    let mut head = Vec::new();
    archive.by_name(table).ok()?.take(LOOK as u64).read_to_end(&mut head).ok()?;
    let fields = head.get(32..)?.chunks_exact(32).take_while(|field| field[0] != b'\r');
    let name =
        |field: &[u8]| String::from_utf8_lossy(&field[..11]).trim_end_matches('\0').to_ascii_lowercase();
    Some(fields.map(name).collect())
}
