//! OGC 21-065r2, requirements class CQL2 JSON: the encoding of every class that is declared.

use serde_json::{Value, json};

use super::{encoded, filtered, matched};

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
    assert_eq!(chosen("areas", &filter), filtered("areas", "residents > 2000 AND rural = TRUE"));
}

#[test]
fn advanced_comparison_operators() {
    let filter = json!({"op": "and", "args": [
        {"op": "between", "args": [property("residents"), 1000, 2000]},
        {"op": "in", "args": [property("imd_decile"), [1, 2]]},
        {"op": "like", "args": [property("name"), "Oxford%"]},
    ]});
    let text = "residents BETWEEN 1000 AND 2000 AND imd_decile IN (1, 2) AND name LIKE 'Oxford%'";
    assert_eq!(chosen("areas", &filter), filtered("areas", text));
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
    assert!(chosen("neighbourhoods", &intersects(json!({"bbox": [-1.3, 51.7, -1.2, 51.8]}))) > 1);
}

#[test]
fn basic_spatial_functions_plus() {
    let line = json!({"type": "LineString", "coordinates": [[-1.3, 51.75], [-1.2, 51.75]]});
    let filter = json!({"op": "s_intersects", "args": [property("geometry"), line]});
    assert_eq!(
        chosen("areas", &filter),
        filtered("areas", "S_INTERSECTS(geometry, LINESTRING(-1.3 51.75,-1.2 51.75))")
    );
}

#[test]
fn spatial_functions() {
    let polygon = "POLYGON((-1.3 51.7,-1.2 51.7,-1.2 51.8,-1.3 51.8,-1.3 51.7))";
    let ring = json!([[[-1.3, 51.7], [-1.2, 51.7], [-1.2, 51.8], [-1.3, 51.8], [-1.3, 51.7]]]);
    for function in super::SPATIAL {
        let filter = json!({"op": function.to_lowercase(), "args": [property("geometry"), {"type": "Polygon", "coordinates": ring}]});
        assert_eq!(
            chosen("areas", &filter),
            filtered("areas", &format!("{function}(geometry, {polygon})")),
            "{function}"
        );
    }
}
