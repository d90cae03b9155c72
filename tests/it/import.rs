//! `/v1/scenarios/import`

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::support::{Answered, get_answer, get_json, send};

pub fn import(query: &str, media: &str, body: impl Into<Body>) -> Answered {
    let request = Request::post(format!("/v1/scenarios/import?{query}")).header("host", "localhost:8080");
    send(request.header("content-type", media).body(body.into()).unwrap())
}

pub fn imported(query: &str, media: &str, body: impl Into<Body>) -> Value {
    let answer = import(query, media, body);
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// The names of the scenarios that are kept.
pub fn names_kept() -> Vec<String> {
    let request = Request::get("/v1/scenarios?limit=1000").header("host", "localhost:8080");
    let answer = send(request.body(Body::empty()).unwrap());
    let items = answer.json()["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// How many defects an answer tells or counts.
pub fn defects(answer: &Value) -> u64 {
    let errors = answer["errors"].as_array().unwrap();
    errors.iter().map(|error| 1 + error["more"].as_u64().unwrap_or(0)).sum()
}

fn busy() -> String {
    scenario(&json!([
        {"op": "move_areas", "areas": ["E01028422"], "to": "N02"},
        {"op": "create", "id": "N16", "name": "=New; \"and\" odd, name", "areas": ["E01028426", "E01028427"]},
        {"op": "merge", "from": "N15", "into": "N14"},
        {"op": "rename", "id": "N03", "name": "Another name"}
    ]))
}

#[test]
fn what_is_exported_and_imported_is_the_same_plan() {
    let id = busy();
    let digest = get_json(&format!("/v1/scenarios/{id}"))["content_digest"].clone();
    let csv = get_answer(&format!("/v1/scenarios/{id}/export?f=csv")).body;
    let back = imported("name=Back", "text/csv", csv);
    assert_eq!(back["content_digest"], digest);
    let geojson = get_answer(&format!("/v1/scenarios/{id}/export?f=geojson")).body;
    let drawn = imported("name=Drawn", "application/geo+json", geojson);
    assert_eq!(drawn["content_digest"], digest, "borders of whole areas are allocated to the same areas");
}

#[test]
fn a_draft_imported_is_no_change() {
    let csv = get_answer("/v1/drafts/illustrative-2026/export?f=csv").body;
    let back = imported("name=Same", "text/csv", csv);
    assert_eq!(back["changes"], json!([]));
}

#[test]
fn semicolons_tabs_a_byte_order_mark_and_other_names_are_read() {
    for (delimiter, mark) in [(";", "\u{feff}"), ("\t", ""), (",", "# said\r\n")] {
        let table = format!("{mark}LSOA21CD{delimiter}neighbourhood_id\nE01028422{delimiter}N02\n");
        let back = imported("name=Odd&missing=keep", "text/csv", table);
        assert_eq!(back["changes"], json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]));
    }
}

#[test]
fn every_defect_is_told_with_its_row_and_column_and_nothing_is_kept() {
    let table = "area,neighbourhood\nE01028422,N02\nE0102842,N02\nE01028422,N03\nE99999999,N02\n,N02\n";
    let answer = import("name=With-defects&missing=keep", "text/csv", table);
    assert_eq!(answer.status, 400);
    let told: Vec<(u64, String)> = answer.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["row"].as_u64().unwrap(), error["column"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(told, [(3, "area".to_owned()), (6, "area".to_owned())], "{}", answer.json());
    let table = "area,neighbourhood\nE01028422,N02\nE01028422,N03\nE99999999,N02\n";
    let answer = import("name=With-defects&missing=keep", "text/csv", table).json();
    let rows: Vec<&Value> = answer["errors"].as_array().unwrap().iter().map(|error| &error["row"]).collect();
    assert_eq!(rows, [&json!(3), &json!(4)], "{answer}");
    assert!(!names_kept().contains(&"With-defects".to_owned()), "nothing is kept");
}

#[test]
fn areas_left_out_are_defects_unless_they_are_to_be_kept() {
    let table = "area,neighbourhood\nE01028422,N02\n";
    let answer = import("name=Part", "text/csv", table);
    let refused = answer.json();
    assert_eq!((defects(&refused), refused["errors"].as_array().unwrap().len()), (427, 5), "{refused}");
    assert_eq!(import("name=Part&missing=keep", "text/csv", table).status, 201);
}

#[test]
fn areas_as_features_are_read_by_their_properties() {
    let square =
        json!({"type": "Polygon", "coordinates": [[[-1.3, 52.0], [-1.2, 52.0], [-1.2, 52.1], [-1.3, 52.0]]]});
    let document = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": square, "properties": {"LSOA21CD": "E01028422", "neighbourhood": "N02"}}
    ]});
    let back = imported("name=Features&missing=keep", "application/json", document.to_string());
    assert_eq!(back["changes"][0]["to"], "N02");
}

#[test]
fn what_is_no_plan_is_refused_by_name() {
    for (body, media, status) in [
        ("", "text/csv", 400),
        ("nonsense", "text/csv", 400),
        ("{\"type\":\"Point\"}", "application/json", 400),
        ("area,neighbourhood\n", "application/xml", 415),
    ] {
        assert_eq!(import("name=Bad", media, body).status, status, "{body}");
    }
    assert_eq!(import("name=%20", "text/csv", "a").status, 400);
    assert_eq!(import("name=a&base=gone", "text/csv", "a").status, 404);
}
