//! OGC 21-065r2, requirements class CQL2 JSON: the encoding of every class that is declared.

use serde_json::{Value, json};

use super::{GEOMETRIES, Requirement, SPATIAL, encoded, matched, some_areas};

pub const REQUIREMENTS: &[Requirement] = &[
    ("basic-cql2", basic_cql2),
    ("advanced-comparison-operators", advanced_comparison_operators),
    ("case-insensitive-comparison", case_insensitive_comparison),
    ("basic-spatial-functions", basic_spatial_functions),
    ("basic-spatial-functions-plus", basic_spatial_functions_plus),
    ("spatial-functions", spatial_functions),
];

fn chosen(collection: &str, filter: &Value) -> u64 {
    matched(collection, &format!("filter-lang=cql2-json&filter={}", encoded(&filter.to_string())))
}

fn property(name: &str) -> Value {
    json!({ "property": name })
}

#[test]
fn basic_cql2() {
    let filter = json!({"op": "or", "args": [
        {"op": "and", "args": [
            {"op": "not", "args": [{"op": "<=", "args": [property("residents"), 2000]}]},
            {"op": "=", "args": [property("rural"), true]},
        ]},
        {"op": "isNull", "args": [property("residents")]},
    ]});
    let expected = some_areas(|area| area["residents"].as_u64() > Some(2000) && area["rural"] == true);
    assert_eq!(chosen("areas", &filter), expected);
}

#[test]
fn advanced_comparison_operators() {
    let filter = json!({"op": "and", "args": [
        {"op": "between", "args": [property("residents"), 1000, 2000]},
        {"op": "in", "args": [property("imd_decile"), [1, 2]]},
        {"op": "like", "args": [property("name"), "Oxford%"]},
    ]});
    let expected = some_areas(|area| {
        (1000..=2000).contains(&area["residents"].as_u64().unwrap())
            && [1, 2].contains(&area["imd_decile"].as_u64().unwrap())
            && area["name"].as_str().unwrap().starts_with("Oxford")
    });
    assert_eq!(chosen("areas", &filter), expected);
}

#[test]
fn case_insensitive_comparison() {
    let casei = |arg: Value| json!({"op": "casei", "args": [arg]});
    assert_eq!(
        chosen("areas", &json!({"op": "=", "args": [casei(property("name")), casei(json!("OXFORD 001A"))]})),
        1
    );
}

#[test]
fn basic_spatial_functions() {
    let point = json!({"type": "Point", "coordinates": [-1.2578, 51.7520]});
    let intersects = |with: Value| json!({"op": "s_intersects", "args": [property("geometry"), with]});
    assert_eq!(chosen("neighbourhoods", &intersects(point)), 1);
    assert_eq!(chosen("neighbourhoods", &intersects(json!({"bbox": [-1.3, 51.7, -1.2, 51.8]}))), 6);
}

#[test]
fn basic_spatial_functions_plus() {
    for (geometry, meets) in GEOMETRIES {
        let filter = json!({"op": "s_intersects", "args": [property("geometry"), as_json(geometry)]});
        assert_eq!(chosen("areas", &filter), meets, "{geometry}");
    }
}

#[test]
fn spatial_functions() {
    for (function, geometry, expected) in SPATIAL {
        let args = [property("geometry"), as_json(geometry)];
        let filter = json!({"op": function.to_lowercase(), "args": args});
        assert_eq!(chosen("areas", &filter), expected, "{function}");
    }
}

/// A literal of the text's encoding in that of JSON.
fn as_json(text: &str) -> Value {
    let (kind, within) = text.split_once('(').unwrap();
    let kind = match kind.trim() {
        "POINT" => "Point",
        "MULTIPOINT" => "MultiPoint",
        "LINESTRING" => "LineString",
        "MULTILINESTRING" => "MultiLineString",
        "POLYGON" => "Polygon",
        "MULTIPOLYGON" => "MultiPolygon",
        _ => {
            let parts = within.strip_suffix(')').unwrap().split_inclusive("),");
            let parts = parts.map(|part| as_json(part.trim_end_matches(',')));
            return json!({"type": "GeometryCollection", "geometries": parts.collect::<Vec<_>>()});
        }
    };
    // Every position becomes a list of its own: `-1.3 51.7,-1.2 51.7` is `[-1.3,51.7],[-1.2,51.7]`.
    let mut lists = String::new();
    for part in text[text.find('(').unwrap()..].split_inclusive(['(', ')', ',']) {
        let (position, mark) = part.split_at(part.len() - 1);
        if !position.trim().is_empty() {
            lists.extend(["[", &position.trim().replace(' ', ","), "]"]);
        }
        lists += &mark.replace('(', "[").replace(')', "]");
    }
    let coordinates: Value = serde_json::from_str(&lists).unwrap();
    // A point within brackets of its own is that point.
    let coordinates = match kind {
        "Point" => coordinates[0].clone(),
        "MultiPoint" => coordinates.as_array().unwrap().iter().map(|point| point[0].clone()).collect(),
        _ => coordinates,
    };
    json!({"type": kind, "coordinates": coordinates})
}
