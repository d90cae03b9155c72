//! OGC 17-069r4, requirements class HTML.

use super::{COLLECTIONS, Requirement};
use crate::support::{get_answer, get_json, some};

pub const REQUIREMENTS: &[Requirement] = &[("definition", definition), ("content", content)];

fn pages() -> Vec<String> {
    let mut pages =
        vec!["/".to_owned(), "/conformance".to_owned(), "/api".to_owned(), "/collections".to_owned()];
    for collection in COLLECTIONS {
        let path = format!("/collections/{collection}");
        let first =
            get_json(&format!("{path}/items?limit=1"))["features"][0]["id"].as_str().unwrap().to_owned();
        pages.extend([path.clone(), format!("{path}/items"), format!("{path}/items/{first}")]);
    }
    pages
}

#[test]
fn definition() {
    for path in pages() {
        let answer = get_answer(&format!("{path}?f=html"));
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
    }
}

#[test]
fn content() {
    let page = |path: &str| String::from_utf8(get_answer(&format!("{path}?f=html")).body).unwrap();
    for path in pages() {
        let html = page(&path);
        assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<title>"), "{path}");
        assert!(!html.contains("<script"), "{path} is read without one");
    }
    // What the document says, and its links, to click.
    let collections = page("/collections");
    for collection in some(&get_json("/collections")["collections"]) {
        assert!(collections.contains(collection["title"].as_str().unwrap()));
        assert!(
            collections.contains(&format!("/collections/{}?f=html\"", collection["id"].as_str().unwrap()))
        );
    }
    let items = page("/collections/neighbourhoods/items");
    for feature in some(&get_json("/collections/neighbourhoods/items")["features"]) {
        let name = feature["properties"]["name"].as_str().unwrap().replace('&', "&amp;");
        assert!(items.contains(&name), "{name}");
    }
}
