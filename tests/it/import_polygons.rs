//! Polygons as programs write them, imported: shapes of GeoJSON, ids, systems, rings, long edges; `GeoPackages` and Shapefiles.

use serde_json::{Value, json};

use crate::import::defects;
use crate::import_areas::preview;
use crate::support::{county, get_answer, get_json};

/// The neighbourhoods of the draft, as its collection gives them.
fn neighbourhoods() -> Value {
    get_json("/collections/neighbourhoods/items?f=json&limit=100")
}

fn geojson(document: &Value) -> Value {
    preview("", "application/geo+json", document.to_string())
}

/// Each feature of the draft's neighbourhoods as `change` makes it.
fn changed(change: impl Fn(&mut Value)) -> Value {
    let mut document = neighbourhoods();
    let features = document["features"].as_array_mut().unwrap();
    features.iter_mut().for_each(change);
    json!({"type": "FeatureCollection", "features": features})
}

fn is_no_change(told: &Value, what: &str) {
    assert_eq!(told["errors"], json!([]), "{what}: {}", told["errors"]);
    assert_eq!(told["changes"], json!([]), "{what}");
    assert_eq!(told["importable"], true, "{what}");
}

#[test]
fn the_layers_of_the_service_come_back_as_no_change() {
    for crs in [
        "",
        "&crs=http://www.opengis.net/def/crs/EPSG/0/27700",
        "&crs=http://www.opengis.net/def/crs/EPSG/0/3857",
    ] {
        for layer in ["neighbourhoods", "areas"] {
            let path = format!("/collections/{layer}/items?f=json&limit=1000{crs}");
            let told = preview("", "application/geo+json", get_answer(&path).body);
            is_no_change(&told, &path);
            let kind = if layer == "areas" { "area_features" } else { "neighbourhood_features" };
            assert_eq!(told["kind"], kind, "{path}");
        }
    }
}

#[test]
fn ids_are_found_wherever_they_stand() {
    type Change = Box<dyn Fn(&mut Value)>;
    let only = |properties: Value| move |feature: &mut Value| feature["properties"] = properties.clone();
    let id = |feature: &Value| feature["properties"]["id"].clone();
    let name = |feature: &Value| feature["properties"]["name"].clone();
    let ways: [(&str, Change); 6] = [
        ("on the feature", Box::new(only(json!({})))),
        (
            "in capitals",
            Box::new(move |feature| feature["properties"] = json!({"NEIGHBOURHOOD_ID": id(feature)})),
        ),
        (
            "a name alone, numbered by a program",
            Box::new(move |feature| {
                feature["properties"] = json!({"NAME": name(feature)});
                feature["id"] = json!(7);
            }),
        ),
        (
            "in lower case",
            Box::new(move |feature| {
                let lower = id(feature).as_str().unwrap().to_lowercase();
                feature["properties"] = json!({"neighbourhood": lower});
            }),
        ),
        (
            "a number beside an id",
            Box::new(move |feature| {
                feature["properties"] = json!({"fid": 3, "id": 12, "neighbourhood": id(feature)});
            }),
        ),
        (
            "a name that the service knows",
            Box::new(move |feature| feature["properties"] = json!({"title": name(feature)})),
        ),
    ];
    for (what, way) in ways {
        is_no_change(&geojson(&changed(way)), what);
    }
}

#[test]
fn every_shape_of_geojson_is_read() {
    let document = neighbourhoods();
    let features = document["features"].as_array().unwrap();
    let marked = format!("\u{feff}{}", changed(|_| {}));
    is_no_change(&preview("", "application/geo+json", marked), "a byte order mark");
    let written: Vec<String> = features.iter().map(Value::to_string).collect();
    let sequence = format!("\u{1e}{}\n", written.join("\n\u{1e}"));
    is_no_change(&preview("", "application/geo+json-seq", sequence), "a text sequence");
    let lines = written.join("\n");
    is_no_change(&preview("", "application/json", lines), "a feature a line");
    let collected = |feature: &mut Value| {
        let polygons = feature["geometry"]["coordinates"].as_array().unwrap().iter();
        let geometries: Vec<Value> =
            polygons.map(|rings| json!({"type": "Polygon", "coordinates": rings})).collect();
        feature["geometry"] = json!({"type": "GeometryCollection", "geometries": geometries});
    };
    is_no_change(&geojson(&changed(collected)), "collections of polygons");
    let mut parts = Vec::new();
    for feature in features {
        for rings in feature["geometry"]["coordinates"].as_array().unwrap() {
            let geometry = json!({"type": "Polygon", "coordinates": rings});
            let properties = json!({"id": feature["properties"]["id"]});
            parts.push(json!({"type": "Feature", "properties": properties, "geometry": geometry}));
        }
    }
    is_no_change(
        &geojson(&json!({"type": "FeatureCollection", "features": parts})),
        "several features of one id",
    );
    let one = preview("missing=keep", "application/geo+json", features[1].to_string());
    is_no_change(&one, "a feature alone, the others kept");
}

#[test]
fn a_system_is_read_however_it_is_named_and_metres_without_one_are_told() {
    let path =
        "/collections/neighbourhoods/items?f=json&limit=100&crs=http://www.opengis.net/def/crs/EPSG/0/27700";
    let mut document = get_json(path);
    for crs in [
        json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}),
        json!({"type": "name", "properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/27700"}}),
        json!({"type": "EPSG", "properties": {"code": 27700}}),
        json!({"type": "link", "properties": {"href": "https://spatialreference.org/ref/epsg/27700/ogcwkt/"}}),
        json!("EPSG:27700"),
    ] {
        document["crs"] = crs.clone();
        is_no_change(&geojson(&document), &crs.to_string());
    }
    document.as_object_mut().unwrap().remove("crs");
    document.as_object_mut().unwrap().remove("coordRefSys");
    let told = geojson(&document);
    is_no_change(&told, "no crs");
    assert!(told["warnings"].to_string().contains("metres of the National Grid"), "{}", told["warnings"]);
    document["crs"] = json!({"type": "name", "properties": {"name": "local"}});
    let told = geojson(&document);
    assert!(
        told["errors"][0]["reason"].as_str().unwrap().contains("\"local\" is not known"),
        "{}",
        told["errors"]
    );
}

#[test]
#[cfg(not(feature = "proj"))]
fn a_system_that_needs_proj_is_refused_with_the_command_that_reads_it() {
    let mut document = square("N02", [[-1.3, 52.0], [-1.2, 52.1]]);
    document["crs"] = json!({"type": "name", "properties": {"name": "EPSG:32630"}});
    let reason = geojson(&document)["errors"][0]["reason"].as_str().unwrap().to_owned();
    assert!(
        reason.contains("EPSG:32630") && reason.contains("make dist") && reason.contains("ogr2ogr"),
        "{reason}"
    );
}

fn feature(id: &str, rings: impl Into<Value>) -> Value {
    let rings = rings.into();
    json!({"type": "Feature", "properties": {"id": id}, "geometry": {"type": "Polygon", "coordinates": rings}})
}

fn square(id: &str, [[west, south], [east, north]]: [[f64; 2]; 2]) -> Value {
    let ring = json!([[west, south], [east, south], [east, north], [west, north], [west, south]]);
    json!({"type": "FeatureCollection", "features": [feature(id, json!([ring]))]})
}

#[test]
fn one_drawn_neighbourhood_leaves_the_others_when_the_rest_is_kept() {
    let document = square("N02", [[-1.40, 52.00], [-1.30, 52.08]]);
    let told = preview("missing=keep", "application/geo+json", document.to_string());
    assert_eq!(told["errors"], json!([]), "{told}");
    assert_eq!(told["neighbourhoods"], json!({"new": [], "gone": [], "renamed": []}));
    for moved in told["moves"].as_array().unwrap() {
        assert_eq!(moved["to"], "N02", "{told}");
    }
    assert!(told["warnings"].to_string().contains("lie outside its drawn border"), "{}", told["warnings"]);
    let refused = geojson(&document);
    assert!(defects(&refused) > 300);
    assert!(refused["errors"][0]["reason"].as_str().unwrap().contains("missing=keep"));
}

#[test]
fn rings_that_cross_themselves_or_stay_open_are_defects_and_are_mended_on_request() {
    let bow_tie = json!([[[-1.40, 52.00], [-1.30, 52.08], [-1.30, 52.00], [-1.40, 52.08], [-1.40, 52.00]]]);
    let open = json!([[[-1.40, 52.00], [-1.30, 52.00], [-1.30, 52.08], [-1.40, 52.08]]]);
    for (rings, word, mended) in [(bow_tie, "crosses", "m2"), (open, "not closed", "closed")] {
        let document = json!({"type": "FeatureCollection", "features": [feature("N02", rings)]}).to_string();
        let told = preview("missing=keep", "application/geo+json", document.clone());
        let error = &told["errors"][0];
        assert_eq!((&error["row"], &error["column"]), (&json!(1), &json!("geometry")), "{told}");
        assert!(error["reason"].as_str().unwrap().contains(word), "{error}");
        let told = preview("missing=keep&repair=true", "application/geo+json", document);
        assert_eq!(told["errors"], json!([]), "{told}");
        assert!(told["warnings"].to_string().contains(mended), "{}", told["warnings"]);
    }
}

#[test]
fn what_is_no_plan_of_polygons_is_named() {
    let topology = json!({"type": "Topology", "objects": {}});
    let esri = json!({"features": [{"attributes": {"id": "N01"}, "geometry": {"rings": []}}]});
    let swapped = json!({"type": "FeatureCollection", "features": [
        feature("N02", json!([[[52.0, -1.4], [52.0, -1.3], [52.1, -1.3], [52.0, -1.4]]]))
    ]});
    let areas = json!({"type": "FeatureCollection", "features": [
        feature("E01028422", json!([[[-1.4, 52.0], [-1.3, 52.0], [-1.3, 52.1], [-1.4, 52.0]]]))
    ]});
    let nameless = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"x": 1.5}, "geometry": {"type": "Polygon",
            "coordinates": [[[-1.4, 52.0], [-1.3, 52.0], [-1.3, 52.1], [-1.4, 52.0]]]}}
    ]});
    for (document, word) in [
        (topology.to_string(), "TopoJSON"),
        (esri.to_string(), "Esri"),
        (swapped.to_string(), "swapped"),
        (areas.to_string(), "none of their properties says which neighbourhood"),
        (nameless.to_string(), "neither an id nor a name"),
        ("{\"type\": \"FeatureCollection\", \"features\": [".to_owned(), "cut off"),
    ] {
        let told = preview("missing=keep", "application/geo+json", document);
        let reason = told["errors"][0]["reason"].as_str().unwrap();
        assert!(reason.contains(word), "{word}: {reason}");
    }
}

#[test]
fn features_with_names_alone_are_given_ids_that_are_told() {
    let document = changed(|feature| {
        let name = format!("The {}", feature["properties"]["name"].as_str().unwrap());
        feature["properties"] = json!({"NAME": name});
        feature.as_object_mut().unwrap().remove("id");
    });
    let refused = geojson(&document);
    assert_eq!(refused["errors"].as_array().unwrap().len(), 15, "{refused}");
    let told = preview("new=create", "application/geo+json", document.to_string());
    let new = told["neighbourhoods"]["new"].as_array().unwrap();
    assert_eq!((new.len(), &new[0]["id"]), (15, &json!("N16")), "{told}");
    assert_eq!(told["neighbourhoods"]["gone"].as_array().unwrap().len(), 15);
    assert!(new.iter().any(|made| made["name"] == "The Banbury"), "{told}");
    assert!(told["warnings"].to_string().contains("it is made as N16"), "{}", told["warnings"]);
}

#[test]
fn a_long_edge_runs_straight_in_longitude_and_latitude_for_both_who_share_it() {
    use footprint::reading::findings::Findings;
    use footprint::reading::polygons::{BadRings, PolygonReader};
    let north = json!([[[-1.7, 51.9], [-0.9, 51.9], [-0.9, 52.0], [-1.7, 52.0], [-1.7, 51.9]]]);
    let south = json!([[[-1.7, 51.8], [-0.9, 51.8], [-0.9, 51.9], [-1.7, 51.9], [-1.7, 51.8]]]);
    let document =
        json!({"type": "FeatureCollection", "features": [feature("A", north), feature("B", south)]});
    let reader = PolygonReader::new(&county().projector, BadRings::Refused);
    let mut findings = Findings::default();
    let features = reader.read("drawn", document.to_string().as_bytes(), &mut findings);
    assert!(findings.is_usable() && findings.warnings.len() == 1, "{findings:?}");
    let ring = |place: usize| &features[place].row.polygons[0].rings()[0];
    let shared: Vec<_> = ring(0).iter().filter(|vertex| ring(1).contains(vertex)).collect();
    assert!(shared.len() > 6, "{} vertices are shared", shared.len());
    let latitude = |vertex: &footprint::domain::geometry::crs::GridPoint| {
        county().projector.lon_lat(*vertex).unwrap().latitude_deg()
    };
    for vertex in &shared {
        assert!((latitude(vertex) - 51.9).abs() < 1e-6, "{}", latitude(vertex));
    }
    // Halfway between neighbours the border is within a metre of the line (0.000009 degrees).
    for pair in shared.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let middle = footprint::domain::geometry::crs::GridPoint {
            easting_mm: i32::midpoint(a.easting_mm, b.easting_mm),
            northing_mm: i32::midpoint(a.northing_mm, b.northing_mm),
        };
        if a.distance_m(*b) < 20_000.0 {
            assert!((latitude(&middle) - 51.9).abs() < 0.000_009, "{}", latitude(&middle));
        }
    }
    let mut document = get_json("/collections/neighbourhoods/items?f=json&limit=2");
    document["crs"] = Value::Null;
    let mut findings = Findings::default();
    reader.read("ours", document.to_string().as_bytes(), &mut findings);
    assert!(findings.warnings.is_empty(), "short edges get nothing");
}
