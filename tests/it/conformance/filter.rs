//! OGC 19-079r2, requirements class Filter.

use serde_json::json;

use super::{Requirement, encoded, filtered, matched, parameter, some_areas, status_of};

pub const REQUIREMENTS: &[Requirement] = &[
    ("filter-param", filter_param),
    ("filter-lang-param", filter_lang_param),
    ("filter-crs-wgs84", filter_crs_wgs84),
    ("filter-crs-param", filter_crs_param),
    ("mixing-expressions", mixing_expressions),
    ("expression-construction", expression_construction),
    ("response", response),
];

#[test]
fn filter_param() {
    let schema = &parameter("/collections/{collection}/items", "filter")["schema"];
    assert_eq!(schema["type"], "string");
    let expected = some_areas(|area| area["residents"].as_u64() > Some(2000));
    assert_eq!(filtered("areas", "residents > 2000"), expected);
}

#[test]
fn filter_lang_param() {
    let schema = &parameter("/collections/{collection}/items", "filter-lang")["schema"];
    assert_eq!(
        (&schema["enum"], &schema["default"]),
        (&json!(["cql2-text", "cql2-json"]), &json!("cql2-text"))
    );
    assert_eq!(status_of("/collections/areas/items?filter=core20&filter-lang=ecql"), 400);
}

#[test]
fn filter_crs_wgs84() {
    assert_eq!(filtered("neighbourhoods", "S_INTERSECTS(geometry, POINT(-1.2578 51.7520))"), 1);
}

#[test]
fn filter_crs_param() {
    assert_eq!(parameter("/collections/{collection}/items", "filter-crs")["schema"]["type"], "string");
    let query = |crs: &str, filter: &str| format!("filter-crs={}&filter={}", encoded(crs), encoded(filter));
    let grid = "http://www.opengis.net/def/crs/EPSG/0/27700";
    assert_eq!(matched("neighbourhoods", &query(grid, "S_INTERSECTS(geometry, POINT(451300 206200))")), 1);
    let unknown = query("http://www.opengis.net/def/crs/EPSG/0/9999", "core20");
    assert_eq!(status_of(&format!("/collections/areas/items?{unknown}")), 400);
}

#[test]
fn mixing_expressions() {
    let (filter, bbox) = (encoded("residents > 1500"), "bbox=-1.30,51.72,-1.20,51.79");
    let both = matched("areas", &format!("filter={filter}&{bbox}&rural=false"));
    let by_hand =
        "residents > 1500 AND rural = FALSE AND S_INTERSECTS(geometry, BBOX(-1.30,51.72,-1.20,51.79))";
    assert_eq!(both, filtered("areas", by_hand));
    assert!(both > 0 && both < matched("areas", bbox));
}

#[test]
fn expression_construction() {
    assert_eq!(status_of(&format!("/collections/areas/items?filter={}", encoded("no_such = 1"))), 400);
    assert_eq!(status_of(&format!("/collections/areas/items?filter={}", encoded("residents >"))), 400);
}

#[test]
fn response() {
    let page =
        crate::support::get_json(&format!("/collections/areas/items?filter={}", encoded("residents > 2500")));
    let features = page["features"].as_array().unwrap();
    let expected = some_areas(|area| area["residents"].as_u64() > Some(2500));
    assert_eq!(features.len() as u64, expected);
    assert!(features.iter().all(|feature| feature["properties"]["residents"].as_i64().unwrap() > 2500));
}
