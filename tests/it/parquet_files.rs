//! Exported Parquet and `GeoParquet`, read by pyarrow and shapely: the same as the CSV and the GeoJSON beside them.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::cli::run;
use crate::clients::installed;
use crate::support::skip_without;

#[test]
fn pyarrow_reads_exported_parquet_as_the_tables_and_polygons_beside_it() {
    let python = |arguments: &[&str]| {
        Command::new("python3").args(arguments).env("PYTHONPATH", installed().join("python")).output()
    };
    if !python(&["-c", "import pyarrow, shapely"]).is_ok_and(|tried| tried.status.success()) {
        return skip_without("clients", "pyarrow or shapely is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let formats = ["--format", "csv,parquet", "--boundaries", "geojson,geoparquet"];
    let exported = run(&[&["export", "--to", to], &formats[..]].concat(), "");
    assert_eq!(exported.status.code(), Some(0), "{}", String::from_utf8_lossy(&exported.stderr));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/parquet_files.py");
    let read = python(&[script.to_str().unwrap(), to]).unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let found: Value = serde_json::from_slice(&read.stdout).unwrap();
    for (table, rows) in [("postcodes", None), ("areas", Some(428)), ("practices", None)] {
        assert_eq!(
            (&found[table]["columns"], &found[table]["differ"]),
            (&json!(true), &json!([])),
            "{table}"
        );
        assert!(rows.is_none_or(|rows| found[table]["rows"] == rows), "{found}");
    }
    let polygons = &found["neighbourhoods"];
    assert_eq!((&polygons["encoding"], &polygons["count"]), (&json!("WKB"), &json!(15)), "{polygons}");
    assert_eq!(polygons["types"], json!(["MultiPolygon"]));
    assert_eq!((&polygons["equal"], &polygons["residents"]), (&json!(true), &json!(true)), "{polygons}");
    assert!(polygons["crs"].to_string().contains("CRS84"), "{polygons}");
}
