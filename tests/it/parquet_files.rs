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

#[test]
fn what_is_exported_as_parquet_comes_back_and_is_a_table_of_questions() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out");
    let formats = ["--format", "parquet,csv", "--boundaries", "geoparquet"];
    let ran = crate::cli::run(&[&["export", "--to", to.to_str().unwrap()], &formats[..]].concat(), "");
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let path = |name: &str| to.join(name).to_str().unwrap().to_owned();
    for name in ["areas.parquet", "neighbourhoods.parquet"] {
        let ran = crate::cli::run(&["import", &path(name), "--json"], "");
        let told: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
        assert_eq!(told["errors"], serde_json::json!([]), "{name}: {told}");
        assert_eq!(told["changes"], serde_json::json!([]), "{name}: {told}");
        assert_eq!(told["warnings"], serde_json::json!([]), "{name}: {told}");
    }
    let answered = |name: &str| {
        let ran =
            crate::cli::run(&["resolve", &path(name), "--column", "area_code", "--prefix", "found_"], "");
        assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
        let mut reader = csv::Reader::from_reader(&ran.stdout[..]);
        let names = reader.headers().unwrap().clone();
        let at = names.iter().position(|own| own == "found_neighbourhood_id").unwrap();
        reader.records().map(|row| row.unwrap()[at].to_owned()).collect::<Vec<_>>()
    };
    let found = answered("areas.parquet");
    assert_eq!((found.len(), &found), (428, &answered("areas.csv")));
}

#[test]
fn parquet_that_is_cut_or_changed_is_told_as_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out");
    let formats = ["--format", "parquet", "--boundaries", "geoparquet"];
    let ran = crate::cli::run(&[&["export", "--to", to.to_str().unwrap()], &formats[..]].concat(), "");
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    for name in ["areas.parquet", "neighbourhoods.parquet"] {
        let whole = std::fs::read(to.join(name)).unwrap();
        let path = folder.path().join(name);
        let mut damaged: Vec<Vec<u8>> =
            [5, whole.len() / 2, whole.len() - 1].map(|end| whole[..end].to_vec()).into();
        for place in (4..whole.len()).step_by(whole.len() / 40) {
            let mut bytes = whole.clone();
            bytes[place] ^= 0xff;
            damaged.push(bytes);
        }
        for bytes in damaged {
            std::fs::write(&path, &bytes).unwrap();
            let ran = crate::cli::run(&["import", path.to_str().unwrap(), "--missing", "keep"], "");
            let said = String::from_utf8_lossy(&ran.stderr).into_owned();
            assert!(!said.contains("panicked"), "{name}: {said}");
        }
    }
}
