//! What QGIS and `ArcGIS` read, document by document: neither runs here, so what they look for is asked for as they ask.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{get_answer, get_json, send, some};

fn link<'a>(document: &'a Value, rel: &str, media: &str) -> &'a str {
    let links = document["links"].as_array().unwrap();
    let found = links.iter().find(|link| link["rel"] == rel && link["type"] == media);
    found.unwrap_or_else(|| panic!("no {rel} of {media} in {document}"))["href"].as_str().unwrap()
}

fn path(href: &str) -> &str {
    href.strip_prefix("http://footprint.test").unwrap()
}

#[test]
fn qgis_goes_from_the_landing_page_to_every_feature() {
    let landing = get_json("/");
    // It reads the greatest limit from the contract, and puts `/{id}` behind the address of `data`.
    let api = get_json(path(link(&landing, "service-desc", "application/vnd.oai.openapi+json;version=3.0")));
    let limit = &api["components"]["parameters"]["limit"]["schema"];
    assert_eq!((&limit["maximum"], &limit["default"]), (&json!(10_000), &json!(1_000)));
    let data = link(&landing, "data", "application/json");
    assert_eq!(data, "http://footprint.test/collections");
    let collections = get_json(path(data));
    for collection in some(&collections["collections"]) {
        let id = collection["id"].as_str().unwrap();
        let described = get_json(&format!("{}/{id}", path(data)));
        assert!(described["title"].is_string() && described["description"].is_string());
        assert_eq!(described["extent"]["spatial"]["bbox"][0].as_array().map(Vec::len), Some(4));
        assert!(described["crs"].as_array().unwrap().contains(&described["storageCrs"]));
        // One page of ten tells it the fields and the geometry; then it follows `next`.
        let page = get_json(&format!("{}/{id}/items?limit=10", path(data)));
        let features = page["features"].as_array().unwrap();
        assert!(!features.is_empty(), "{id}");
        assert!(
            features
                .iter()
                .all(|feature| feature["id"].is_string() && feature["geometry"]["type"].is_string())
        );
        if page["numberMatched"].as_u64() > Some(10) {
            let next = get_json(path(link(&page, "next", "application/geo+json")));
            assert_ne!(next["features"][0]["id"], page["features"][0]["id"]);
        }
        let queryables = get_answer(&format!("{}/{id}/queryables", path(data)));
        assert_eq!(queryables.header("content-type"), "application/schema+json");
    }
    // With the classes of filters declared, it lets the server choose.
    let classes = get_json(path(link(&landing, "conformance", "application/json")));
    for class in [
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
        "cql2/1.0/conf/cql2-text",
    ] {
        let class = json!(format!("http://www.opengis.net/spec/{class}"));
        assert!(classes["conformsTo"].as_array().unwrap().contains(&class), "{class}");
    }
}

#[test]
fn arcgis_asks_each_document_by_f_from_another_origin() {
    for place in [
        "/?f=json",
        "/conformance?f=json",
        "/api?f=json",
        "/collections?f=json",
        "/collections/areas?f=json",
        "/collections/areas/queryables?f=json",
        "/collections/areas/schema?f=json",
        "/collections/areas/items?f=json&limit=5&offset=5",
        "/collections/areas/items?f=json&bbox=-1.3,51.7,-1.2,51.8&crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F3857",
        "/collections/areas/items/E01028422?f=json",
        "/xyz/style?f=json",
        "/xyz/areas?f=json",
    ] {
        let request =
            Request::get(place).header("host", "footprint.test").header("origin", "https://maps.example");
        let answer = send(request.header("accept", "text/html").body(Body::empty()).unwrap());
        assert_eq!(answer.status, 200, "{place}");
        assert!(answer.json().is_object(), "{place}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{place}");
    }
}
