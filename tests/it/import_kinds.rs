//! Files of plans of kinds that are easily taken for something else: what they are is told, or they are read right.

use std::fmt::Write as _;
use std::io::Write;

use serde_json::{Value, json};

use crate::import::{defects, import};
use crate::import_areas::preview;
use crate::support::{get_answer, get_json};

const GEOJSON: &str = "application/geo+json";

/// The draft's neighbourhoods with their ids alone, each as `change` makes it.
fn drawn(change: impl Fn(&mut Value)) -> String {
    let mut document = get_json("/collections/neighbourhoods/items?f=json&limit=100");
    let features = document["features"].as_array_mut().unwrap();
    for feature in features.iter_mut() {
        feature["properties"] = json!({"id": feature["properties"]["id"]});
        change(feature);
    }
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

/// Every position of a geometry as `change` makes it.
fn moved(geometry: &mut Value, change: &impl Fn(f64, f64) -> [f64; 2]) {
    if let Some([first, second]) =
        geometry.as_array().and_then(|pair| Some([pair.first()?.as_f64()?, pair.get(1)?.as_f64()?]))
    {
        *geometry = json!(change(first, second));
    } else if let Some(parts) = geometry.as_array_mut() {
        for part in parts {
            moved(part, change);
        }
    }
}

fn reason(told: &Value) -> &str {
    told["errors"][0]["reason"].as_str().unwrap_or_else(|| panic!("no error: {told}"))
}

#[test]
fn features_that_are_packed_are_read_as_they_are() {
    let plain = drawn(|_| {});
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(plain.as_bytes()).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("read me.txt", "of the workshop"), ("plan/drawn.GeoJSON", plain.as_str())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let packed = [
        ("application/gzip", gzip.finish().unwrap()),
        ("application/zip", zip.finish().unwrap().into_inner()),
    ];
    for (media, bytes) in packed {
        let told = preview("", media, bytes);
        assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{media}");
        assert_eq!(told["kind"], "neighbourhood_features", "{media}");
    }
}

#[test]
fn polygons_that_lie_elsewhere_are_told_with_where_the_data_lies() {
    let grid =
        "/collections/neighbourhoods/items?f=json&limit=100&crs=http://www.opengis.net/def/crs/EPSG/0/27700";
    let mut document = get_json(grid);
    for feature in document["features"].as_array_mut().unwrap() {
        moved(&mut feature["geometry"]["coordinates"], &|easting, northing| [northing, easting]);
    }
    let swapped = document.to_string();
    let france =
        drawn(|feature| moved(&mut feature["geometry"]["coordinates"], &|lon, lat| [lon + 0.5, lat - 1.0]));
    for document in [swapped, france] {
        let told = preview("missing=keep", GEOJSON, document);
        assert_eq!(told["errors"].as_array().unwrap().len(), 1, "{told}");
        assert!(
            reason(&told).starts_with("none of its polygons comes near the areas that are loaded (easting"),
            "{told}"
        );
        assert!(reason(&told).contains("are its coordinates swapped, or in another system"), "{told}");
    }
}

#[test]
fn json_that_is_not_geojson_is_told_by_its_feature_and_what_is_wrong_with_it() {
    let text = |feature: &mut Value| {
        if feature["properties"]["id"] == "N03" {
            feature["geometry"]["coordinates"][0][0][0] = json!(["-1.2", "51.7"]);
        }
    };
    let circle = |feature: &mut Value| {
        if feature["properties"]["id"] == "N03" {
            feature["geometry"] = json!({"type": "Circle", "coordinates": [-1.2, 51.7]});
        }
    };
    let list = |feature: &mut Value| {
        if feature["properties"]["id"] == "N03" {
            feature["properties"] = json!(["N03"]);
        }
    };
    for (document, words) in [
        (drawn(text), "feature 3: its coordinates are not lists of numbers"),
        (drawn(circle), "feature 3: expected a Polygon or MultiPolygon, this is \"Circle\""),
        (drawn(list), "feature 3: its properties are not an object"),
        (json!({"type": "FeatureCollection"}).to_string(), "it has no list of features"),
    ] {
        let told = preview("", GEOJSON, document);
        assert!(reason(&told).contains(words), "{words}: {told}");
    }
}

#[test]
fn a_ring_of_very_many_vertices_is_checked_in_seconds() {
    // A circle of 200,000 vertices, which crosses itself nowhere; and the same with two vertices exchanged.
    let corner = |number: u32| {
        let turn = f64::from(number) / 200_000.0 * std::f64::consts::TAU;
        json!([-1.25 + 0.2 * turn.cos(), 51.75 + 0.12 * turn.sin()])
    };
    let mut ring: Vec<Value> = (0..200_000).map(corner).collect();
    ring.push(ring[0].clone());
    let document = |ring: &[Value]| {
        json!({"type": "Feature", "properties": {"id": "N07"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}).to_string()
    };
    let told = preview("missing=keep", GEOJSON, document(&ring));
    assert_eq!((&told["errors"], &told["importable"]), (&json!([]), &json!(true)));
    ring.swap(50_000, 50_100);
    let told = preview("missing=keep", GEOJSON, document(&ring));
    assert!(reason(&told).contains("ring 1 crosses or touches itself, near easting"), "{}", reason(&told));
}

#[test]
fn numbers_that_are_not_of_the_system_that_is_named_are_told_once_with_what_they_are() {
    let grid =
        "/collections/neighbourhoods/items?f=json&limit=100&crs=http://www.opengis.net/def/crs/EPSG/0/27700";
    let (metres, degrees) = (get_json(grid), get_json("/collections/neighbourhoods/items?f=json&limit=100"));
    for (mut document, name, words) in [
        (metres, "EPSG:4326", "coordinates are longitude and latitude, and its numbers are metres"),
        (
            degrees,
            "EPSG:27700",
            "coordinates are EPSG:27700 (British National Grid), and its numbers are degrees",
        ),
    ] {
        document["crs"] = json!({"type": "name", "properties": {"name": name}});
        let told = preview("", GEOJSON, document.to_string());
        assert_eq!(told["errors"].as_array().unwrap().len(), 1, "{told}");
        assert!(reason(&told).contains(words), "{told}");
    }
}

#[test]
fn names_with_a_letter_wrong_are_told_and_not_the_areas_that_they_would_have_had() {
    let mut document: Value = get_json("/collections/neighbourhoods/items?f=json&limit=100");
    for feature in document["features"].as_array_mut().unwrap() {
        let name = feature["properties"]["name"].as_str().unwrap().replacen('a', "", 1);
        *feature = json!({"type": "Feature", "properties": {"Name": name}, "geometry": feature["geometry"]});
    }
    let told = preview("", GEOJSON, document.to_string());
    let errors = told["errors"].as_array().unwrap();
    assert!((2..=15).contains(&errors.len()), "{told}");
    assert!(errors.iter().all(|error| error["column"] == "Name"), "{told}");
    let banbury = errors.iter().find(|error| error["value"] == "Bnbury").unwrap();
    assert_eq!(banbury["suggestions"], json!(["N01"]));
}

#[test]
fn a_feature_without_an_id_is_known_by_its_name_or_told() {
    let named = |properties: Value| {
        drawn(move |feature| {
            if feature["properties"]["id"] == "N01" {
                feature["properties"] = properties.clone();
                feature.as_object_mut().unwrap().remove("id");
            } else {
                feature["properties"]["name"] = Value::Null;
            }
        })
    };
    let told = preview("", GEOJSON, named(json!({"name": "Banbury"})));
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    let told = preview("", GEOJSON, named(json!({"name": "Elsewhere"})));
    assert!(reason(&told).starts_with("is missing, and other features have it"), "{told}");
}

#[test]
fn a_code_of_2011_is_told_with_what_it_became() {
    let told = preview("missing=keep", "text/csv", "area,neighbourhood\nE01028475,N02\n");
    assert!(
        reason(&told).contains("a code of 2011 that is no longer used: the area became E01035727"),
        "{told}"
    );
    assert_eq!(told["errors"][0]["suggestions"], json!(["E01035727", "E01035728", "E01035729"]));
}

#[test]
fn an_area_whose_name_begins_as_a_total_does_is_none() {
    let table = "area,neighbourhood\nE01028422,N02\nSummertown North,N02\nTotal (2 areas),\n";
    let told = preview("missing=keep", "text/csv", table);
    assert_eq!(told["errors"][0]["value"], "Summertown North", "{told}");
    assert_eq!(told["errors"].as_array().unwrap().len(), 1, "{told}");
}

#[test]
fn many_defects_of_a_kind_are_listed_to_a_number_and_counted() {
    let rows: Vec<String> = (10_000..12_000).map(|number| format!("E010{number},N02")).collect();
    let told = preview("missing=keep", "text/csv", format!("area,neighbourhood\n{}\n", rows.join("\n")));
    let errors = told["errors"].as_array().unwrap();
    let of = |words: &str| -> Vec<&Value> {
        errors.iter().filter(|error| error["reason"].as_str().unwrap().contains(words)).collect()
    };
    let unknown = of("is not among the areas that are loaded");
    assert_eq!(unknown.len(), 5, "{told}");
    assert!(unknown[..4].iter().all(|error| error.get("more").is_none()), "{told}");
    // Codes of 2011 among them are told each with what it became.
    let retired = of("a code of 2011");
    assert!(!retired.is_empty() && retired.iter().all(|error| error["suggestions"][0].is_string()), "{told}");
    assert_eq!(defects(&told), 2_000, "every row is told or counted");
    let table = format!("area,neighbourhood\n{}\n", rows.join("\n"));
    let refused = import("name=x&missing=keep", "text/csv", table).json();
    assert_eq!(refused["detail"], "the body has 2000 defects; nothing was applied");

    let long = format!("area,neighbourhood\nE01028422,{}\n", "x".repeat(5_000));
    let told = preview("missing=keep", "text/csv", long);
    assert!(told.to_string().len() < 2_000, "an echoed value is cut");
}

#[test]
fn a_layer_that_was_not_read_to_its_end_says_so() {
    let page = get_answer("/collections/areas/items?f=json&limit=100").body;
    let told = preview("missing=keep", GEOJSON, page);
    assert!(
        told["warnings"].to_string().contains("it is one page of several: 100 of 428 features"),
        "{told}"
    );
}

#[test]
fn lines_of_json_are_a_table_of_areas_with_their_own_rows() {
    let rows = get_answer("/v1/drafts/illustrative-2026/export?f=csv").body;
    let mut reader = csv::Reader::from_reader(&rows[..]);
    let names = reader.headers().unwrap().clone();
    let mut lines = String::new();
    for record in reader.records() {
        let record = record.unwrap();
        let cells = names.iter().zip(&record).map(|(name, cell)| (name.to_owned(), Value::from(cell)));
        let row: Value = cells.collect();
        writeln!(lines, "{row}").unwrap();
    }
    for media in ["application/x-ndjson", "application/octet-stream"] {
        let back = import("preview=true", media, lines.clone()).json();
        assert_eq!(back["changes"], json!([]), "{media}");
    }
    let few = "{\"LSOA21CD\":\"E01028422\",\"neighbourhood\":\"N02\"}\n\n{\"neighbourhood\":\"N01\",\"LSOA21CD\":\"E01028423\"}\n";
    let preview = import("preview=true&missing=keep", "application/x-ndjson", few).json();
    assert_eq!((&preview["importable"], &preview["rows"]), (&true.into(), &2.into()), "{preview}");
    assert!(preview["understood"].as_str().unwrap().contains("lines of JSON"), "{preview}");
    let wrong = few.replace("\"N01\"", "\"N77\"") + "[1]\n";
    let told = import("preview=true&missing=keep", "application/x-ndjson", wrong).json();
    let rows: Vec<&Value> = told["errors"].as_array().unwrap().iter().map(|defect| &defect["row"]).collect();
    assert_eq!(rows, [4], "{told}");
}
