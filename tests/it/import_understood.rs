//! How an imported file was understood, also one that is refused; and files that are no plan, named for what they are.

use footprint::export::polygons::flatgeobuf;
use serde_json::{Value, json};

use crate::cli::run;
use crate::import_areas::preview;
use crate::support::get_json;

const GEOJSON: &str = "application/geo+json";

fn neighbourhoods() -> Value {
    get_json("/collections/neighbourhoods/items?f=json&limit=100")
}

/// The neighbourhoods of the draft, each as `change` makes it.
fn changed(change: impl Fn(&mut Value)) -> Value {
    let mut document = neighbourhoods();
    let features = document["features"].as_array_mut().unwrap();
    features.iter_mut().for_each(change);
    json!({"type": "FeatureCollection", "features": features})
}

#[test]
fn the_properties_that_were_taken_are_told_of_features_too() {
    let document = changed(|feature| {
        let properties = &feature["properties"];
        feature["properties"] = json!({"NBHD26CD": properties["id"], "NAME": properties["name"]});
    });
    let told = preview("", GEOJSON, document.to_string());
    assert_eq!(told["columns"], json!({"neighbourhood": "NBHD26CD", "neighbourhood_name": "NAME"}), "{told}");
    let understood = told["understood"].as_str().unwrap();
    let by = "15 rows; neighbourhood by \"NBHD26CD\", neighbourhood_name by \"NAME\"";
    assert!(understood.ends_with(by), "{understood}");
    let areas = get_json("/collections/areas/items?f=json&limit=1000");
    let told = preview("", GEOJSON, areas.to_string());
    assert_eq!(told["columns"]["neighbourhood"], "neighbourhood", "{}", told["columns"]);
    assert!(told["columns"]["area"].is_string(), "{}", told["columns"]);
}

#[test]
fn a_refused_file_is_told_as_it_was_understood() {
    let table = "Plan of June\nLSOA;Neighbourhood;Gr\u{f6}\u{df}e\nE01028422;NO2;1\nE01028423;N01;2\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(table);
    let told = preview("missing=keep", "text/csv", bytes.into_owned());
    assert_eq!((&told["importable"], &told["rows"]), (&json!(false), &json!(2)), "{told}");
    assert_eq!(told["columns"], json!({"area": "LSOA", "neighbourhood": "Neighbourhood"}));
    let understood = told["understood"].as_str().unwrap();
    for part in ["Windows-1252", "with ';'", "its header in row 2, which has LSOA, Neighbourhood", "2 rows"] {
        assert!(understood.contains(part), "{part}: {understood}");
    }
    let output = run(&["import", "-", "--missing", "keep"], "LSOA\tnbhd\nE01028422\tNO2\n");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let first = told.lines().next().unwrap();
    assert!(first.contains("with tabs, its header in row 1, which has LSOA, nbhd"), "{told}");
    assert_eq!(output.status.code(), Some(1));
    let none = preview("", "text/csv", "foo,bar\n1,2\n");
    assert!(
        none["understood"].as_str().unwrap().contains("its header in row 1, which has foo, bar"),
        "{none}"
    );
}

#[test]
fn a_feature_without_a_geometry_is_passed_over_where_nothing_is_lost() {
    let bare = |id: &'static str| {
        changed(move |feature| {
            if feature["id"] == id {
                feature["geometry"] = Value::Null;
            }
        })
    };
    let told = preview("missing=keep", GEOJSON, bare("N02").to_string());
    assert_eq!((&told["errors"], &told["areas_moved"]), (&json!([]), &json!(0)), "{told}");
    let warnings = told["warnings"].to_string();
    assert!(warnings.contains("has no geometry: \\\"N02\\\" stays as the base has it"), "{warnings}");
    let told = preview("", GEOJSON, bare("N02").to_string());
    let error = &told["errors"][0];
    assert!(
        error["reason"].as_str().unwrap().starts_with("the neighbourhood \"N02\" has no geometry"),
        "{told}"
    );
    assert!(error["row"].is_u64() && error["column"] == "geometry", "{error}");
    // Beside a feature that has it, and without anything to be known by.
    let mut document = neighbourhoods();
    let features = document["features"].as_array_mut().unwrap();
    for properties in [json!({"id": "N03", "name": null}), json!({})] {
        features.push(json!({"type": "Feature", "properties": properties, "geometry": null}));
    }
    let told = preview("", GEOJSON, document.to_string());
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    let warnings = told["warnings"].to_string();
    assert!(warnings.contains("feature 16 has no geometry; \\\"N03\\\" is drawn in feature"), "{warnings}");
    assert!(warnings.contains("feature 17 has no geometry and nothing to be known by"), "{warnings}");
    // A new one would be lost.
    let square = json!({"type": "Feature", "properties": {"id": "N77"}, "geometry": null});
    features_of(&mut document).push(square);
    let told = preview("missing=keep&new=create", GEOJSON, document.to_string());
    assert!(
        told["errors"][0]["reason"].as_str().unwrap().contains("\"N77\" has no geometry: draw it"),
        "{told}"
    );
}

fn features_of(document: &mut Value) -> &mut Vec<Value> {
    document["features"].as_array_mut().unwrap()
}

#[test]
fn flatgeobuf_that_is_exported_comes_back_and_a_damaged_one_is_told() {
    let media = "application/vnd.flatgeobuf";
    let collection = serde_json::from_value(neighbourhoods()).unwrap();
    let bytes = flatgeobuf::write(&collection).unwrap();
    let told = preview("", media, bytes.clone());
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    assert_eq!((&told["rows"], &told["kind"]), (&json!(15), &json!("neighbourhood_features")));
    for cut in [bytes.len() / 2, bytes.len() - 7, 100, 9] {
        let told = preview("missing=keep", media, bytes[..cut].to_vec());
        let reason = told["errors"][0]["reason"].as_str().unwrap();
        assert!(
            reason.contains("it cannot be read as FlatGeobuf") && reason.contains("damaged"),
            "{cut}: {reason}"
        );
    }
    // Whatever byte is another, it is read or refused.
    for place in (8..bytes.len()).step_by(bytes.len() / 150) {
        let mut other = bytes.clone();
        other[place] = !other[place];
        assert!(preview("missing=keep", media, other)["importable"].is_boolean());
    }
}

#[test]
fn what_is_no_plan_is_named_with_what_to_do() {
    let shapes = b"\0\0\x27\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x32\xe8\x03\0\0".to_vec();
    for (bytes, name, advice) in [
        (shapes, "one part of a Shapefile", "zip it with the .shp, .dbf, .shx and .prj"),
        (b"!table\n!version 300\n!charset WindowsLatin1\n".to_vec(), "MapInfo TAB", "ogr2ogr"),
        (
            b"Version 300\nCharset \"Neutral\"\nColumns 1\n  ID Char(3)\nData\n".to_vec(),
            "MapInfo MIF",
            "ogr2ogr",
        ),
        (b"<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'/>".to_vec(), "KML", "ogr2ogr"),
        (b"PAR1\x15\0".to_vec(), "Parquet", "ogr2ogr"),
        (b"%PDF-1.7\n".to_vec(), "a PDF document", "save the table as CSV"),
    ] {
        let told = preview("", "application/octet-stream", bytes);
        let errors = told["errors"].to_string();
        assert!(errors.contains(name) && errors.contains(advice), "{name}: {errors}");
        assert_eq!(told["errors"].as_array().unwrap().len(), 1, "{errors}");
    }
}

#[test]
fn kilometres_of_the_national_grid_are_named() {
    let ring = json!([[440.0, 210.0], [450.0, 210.0], [450.0, 220.0], [440.0, 210.0]]);
    let feature = json!({"type": "Feature", "properties": {"id": "N01"}, "geometry": {"type": "Polygon", "coordinates": [ring]}});
    for crs in [Value::Null, json!({"type": "name", "properties": {"name": "EPSG:27700"}})] {
        let document = json!({"type": "FeatureCollection", "crs": crs, "features": [feature]});
        let told = preview("missing=keep", GEOJSON, document.to_string());
        let reason = told["errors"][0]["reason"].as_str().unwrap();
        assert!(reason.contains("kilometres of the National Grid (the first are 440, 210)"), "{reason}");
    }
}
