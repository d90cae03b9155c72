//! The landing page, the contract and the collections.

use crate::support::{get_answer, get_json, send, some};
use axum::body::Body;
use axum::http::Request;

#[test]
fn the_landing_page_links_everything_a_client_follows() {
    let landing = get_json("/");
    let links = landing["links"].as_array().unwrap();
    let href = |rel: &str| links.iter().find(|link| link["rel"] == rel).unwrap()["href"].as_str().unwrap();
    assert_eq!(href("data"), "http://footprint.test/collections");
    assert_eq!(href("conformance"), "http://footprint.test/conformance");
    assert_eq!(href("service-desc"), "http://footprint.test/api");
    for rel in ["self", "data", "conformance", "service-desc"] {
        let path = href(rel).trim_start_matches("http://footprint.test");
        assert_eq!(get_answer(if path.is_empty() { "/" } else { path }).status, 200, "{rel}");
    }
    assert!(landing["description"].as_str().unwrap().contains("not official"));
}

#[test]
fn the_links_of_a_body_are_headers_too() {
    let answer = get_answer("/collections/neighbourhoods");
    let body = answer.json();
    let headers: Vec<&str> =
        answer.headers.get_all("link").iter().map(|value| value.to_str().unwrap()).collect();
    for link in some(&body["links"]) {
        let href = format!("<{}>", link["href"].as_str().unwrap());
        assert!(headers.iter().any(|header| header.starts_with(&href)), "{href} in {headers:?}");
    }
}

#[test]
fn the_contract_is_served_as_json_and_as_the_yaml_it_is_written_in() {
    let answer = get_answer("/api");
    assert_eq!(answer.header("content-type"), "application/vnd.oai.openapi+json;version=3.0");
    assert_eq!(answer.json()["openapi"], "3.0.3");
    let yaml = get_answer("/api?f=yaml");
    assert!(yaml.header("content-type").starts_with("application/vnd.oai.openapi;"));
    let written =
        include_str!("../../openapi.yaml").replacen("- url: /\n", "- url: http://footprint.test\n", 1);
    assert!(yaml.body == written.as_bytes(), "but for the address of the service, it is the file");
}

#[test]
fn the_collection_has_an_extent_that_holds_the_county() {
    let collection = get_json("/collections")["collections"][0].clone();
    assert_eq!(collection["id"], "neighbourhoods");
    let bbox: Vec<f64> = collection["extent"]["spatial"]["bbox"][0]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_f64().unwrap())
        .collect();
    assert!(bbox[0] < -1.6 && bbox[1] < 51.5 && bbox[2] > -0.9 && bbox[3] > 52.1, "{bbox:?}");
    assert_eq!(collection, get_json("/collections/neighbourhoods"));
    assert_eq!(get_answer("/collections/hospitals").status, 404);
}

#[test]
fn links_follow_the_host_asked_for_and_a_host_that_is_none_is_refused() {
    let with_host = |host: &str| send(Request::get("/").header("host", host).body(Body::empty()).unwrap());
    let landing = with_host("maps.example.org:8443").json();
    assert_eq!(landing["links"][0]["href"], "http://maps.example.org:8443/");
    assert_eq!(with_host("a\"><script>").status, 400);
}
