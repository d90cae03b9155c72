//! Maps with several layers, of surfaces that could be curved, and drawn by hand over their borders.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::import_areas::preview;
use crate::support::{get_answer, get_json, skip_without};

const GEOPACKAGE: &str = "application/geopackage+sqlite3";
const MOVED: &str = "E01028422";

/// Runs `ogr2ogr`; false where there is none, which is told.
fn ogr2ogr(arguments: &[&str], to: &Path, from: &Path) -> bool {
    let Ok(ran) = Command::new("ogr2ogr").args(arguments).arg(to).arg(from).output() else {
        skip_without("gdal", "ogr2ogr is not installed");
        return false;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    true
}

/// The draft and a plan that moves one area, as files of features.
fn draft_and_plan(folder: &Path) -> [(&'static str, std::path::PathBuf); 2] {
    let plan = scenario(&json!([{"op": "move_areas", "areas": [MOVED], "to": "N02"}]));
    [("current", String::new()), ("proposal", format!("&scenario={plan}"))].map(|(name, of)| {
        let address = format!("/collections/neighbourhoods/items?f=json&limit=100&properties=id,name{of}");
        let path = folder.join(format!("{name}.geojson"));
        std::fs::write(&path, get_answer(&address).body).unwrap();
        (name, path)
    })
}

fn zipped(folder: &Path) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("maps/{}", path.file_name().unwrap().to_str().unwrap());
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &std::fs::read(path).unwrap()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_layer_of_a_geopackage_or_the_shapefile_of_an_archive_is_chosen_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let shapes = folder.path().join("shapes");
    std::fs::create_dir(&shapes).unwrap();
    let package = folder.path().join("map.gpkg");
    for (name, from) in draft_and_plan(folder.path()) {
        let added = ["-f", "GPKG", "-nln", name, "-update", "-append"];
        let options = if package.exists() { &added[..] } else { &added[..4] };
        if !ogr2ogr(options, &package, &from) {
            return;
        }
        ogr2ogr(&["-f", "ESRI Shapefile"], &shapes.join(format!("{name}.shp")), &from);
    }
    let moved = json!([{"op": "move_areas", "areas": [MOVED], "to": "N02"}]);
    let files = [
        (GEOPACKAGE, std::fs::read(&package).unwrap(), "(current, proposal)"),
        ("application/zip", zipped(&shapes), "(current, proposal)"),
    ];
    for (media, bytes, names) in files {
        let told = preview("", media, bytes.clone());
        let reason = told["errors"][0]["reason"].as_str().unwrap();
        assert!(reason.contains("several layers of polygons") && reason.contains(names), "{media}: {told}");
        let told = preview("sheet=Proposal", media, bytes.clone());
        assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moved), "{media}: {told}");
        let told = preview("sheet=current", media, bytes.clone());
        assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{media}: {told}");
        let told = preview("sheet=other", media, bytes);
        let reason = told["errors"][0]["reason"].as_str().unwrap();
        assert!(reason.contains("there is no layer \"other\""), "{told}");
    }
    let package = package.to_str().unwrap();
    let ran = crate::cli::run(&["import", package, "--layer", "proposal", "--json"], "");
    let told: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(told["changes"], moved, "{told}");
}

#[test]
fn surfaces_that_could_be_curved_and_are_straight_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let [_, (_, plan)] = draft_and_plan(folder.path());
    for kind in ["MULTISURFACE", "CURVEPOLYGON", "GEOMETRYCOLLECTION"] {
        let to = folder.path().join(format!("{kind}.gpkg"));
        if !ogr2ogr(&["-nlt", kind], &to, &plan) {
            return;
        }
        let told = preview("", GEOPACKAGE, std::fs::read(to).unwrap());
        assert_eq!(told["errors"], json!([]), "{kind}: {told}");
        assert_eq!(told["changes"][0]["areas"], json!([MOVED]), "{kind}: {told}");
    }
}

/// Every outline of the draft larger or smaller about its middle.
fn scaled(by: f64) -> String {
    let mut document = get_json("/collections/neighbourhoods/items?f=json&limit=100&properties=id,name");
    for feature in document["features"].as_array_mut().unwrap() {
        for polygon in feature["geometry"]["coordinates"].as_array_mut().unwrap() {
            let ring = polygon[0].as_array().unwrap().clone();
            let middle = [0, 1].map(|axis| {
                let sum: f64 = ring.iter().map(|at| at[axis].as_f64().unwrap()).sum();
                sum / ring.iter().map(|_| 1.0).sum::<f64>()
            });
            for ring in polygon.as_array_mut().unwrap() {
                for position in ring.as_array_mut().unwrap() {
                    for axis in [0, 1] {
                        let at = position[axis].as_f64().unwrap();
                        position[axis] = json!(middle[axis] + (at - middle[axis]) * by);
                    }
                }
            }
        }
    }
    document.to_string()
}

#[test]
fn overlaps_are_told_where_no_area_depends_on_them_and_refused_where_one_does() {
    let told = preview("", "application/geo+json", scaled(1.002));
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    let warnings = told["warnings"].to_string();
    assert!(
        warnings.contains("drawn neighbourhoods overlap in ") && warnings.contains("no area depends on it")
    );
    let told = preview("", "application/geo+json", scaled(1.3));
    let reason = told["errors"][0]["reason"].as_str().unwrap();
    assert!(reason.contains(" overlap by ") && reason.contains(" would be in either)"), "{told}");
}
