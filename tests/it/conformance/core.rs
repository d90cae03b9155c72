//! OGC 17-069r4, requirements class Core.

use serde_json::{Value, json};

use super::{COLLECTIONS, Requirement, documented, href, links, parameter, status_of, strings};
use crate::support::{county, get_answer, get_json, some};

pub const REQUIREMENTS: &[Requirement] = &[
    ("root-op", root_op),
    ("root-success", root_success),
    ("api-definition-op", api_definition_op),
    ("api-definition-success", api_definition_success),
    ("conformance-op", conformance_op),
    ("conformance-success", conformance_success),
    ("http", http),
    ("crs84", crs84),
    ("fc-md-op", fc_md_op),
    ("fc-md-success", fc_md_success),
    ("fc-md-links", fc_md_links),
    ("fc-md-items", fc_md_items),
    ("fc-md-items-links", fc_md_items_links),
    ("fc-md-extent", fc_md_extent),
    ("sfc-md-op", sfc_md_op),
    ("sfc-md-success", sfc_md_success),
    ("fc-op", fc_op),
    ("fc-limit-definition", fc_limit_definition),
    ("fc-limit-response-1", fc_limit_response_1),
    ("fc-bbox-definition", fc_bbox_definition),
    ("fc-bbox-response", fc_bbox_response),
    ("fc-time-definition", fc_time_definition),
    ("fc-time-response", fc_time_response),
    ("fc-response", fc_response),
    ("fc-links", fc_links),
    ("fc-rel-type", fc_rel_type),
    ("fc-timeStamp", fc_timestamp),
    ("fc-numberMatched", fc_numbermatched),
    ("fc-numberReturned", fc_numberreturned),
    ("f-op", f_op),
    ("f-success", f_success),
    ("f-links", f_links),
    ("query-param-unknown", query_param_unknown),
    ("query-param-invalid", query_param_invalid),
];

#[test]
fn root_op() {
    assert_eq!(status_of("/"), 200);
}

#[test]
fn root_success() {
    let landing = get_json("/");
    for rel in ["service-desc", "conformance", "data"] {
        assert!(href(&landing, rel).starts_with("http://"), "{rel}");
    }
}

#[test]
fn api_definition_op() {
    let landing = get_json("/");
    for rel in ["service-desc", "service-doc"] {
        assert_eq!(status_of(href(&landing, rel)), 200, "{rel}");
    }
}

#[test]
fn api_definition_success() {
    let landing = get_json("/");
    let link = links(&landing).iter().find(|link| link["rel"] == "service-desc").unwrap();
    let answer = get_answer("/api");
    assert_eq!(answer.header("content-type"), link["type"].as_str().unwrap());
    assert_eq!(answer.json()["openapi"], "3.0.3");
}

#[test]
fn conformance_op() {
    assert_eq!(status_of("/conformance"), 200);
}

#[test]
fn conformance_success() {
    let declared = get_json("/conformance");
    let classes = strings(&declared["conformsTo"]);
    assert!(classes.contains(&"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"));
    assert!(classes.iter().all(|class| class.contains("/conf/")), "{classes:?}");
}

#[test]
fn http() {
    let unknown = get_answer("/collections/neighbourhoods/nothing");
    assert_eq!((unknown.status.as_u16(), unknown.header("content-type")), (404, "application/problem+json"));
}

#[test]
fn crs84() {
    for collection in COLLECTIONS {
        let position = first_position(&get_json(&format!("/collections/{collection}/items?limit=1")));
        assert!((-9.0..3.0).contains(&position[0]) && (49.0..61.0).contains(&position[1]), "{position:?}");
    }
}

fn first_position(page: &Value) -> Vec<f64> {
    let mut value = &page["features"][0]["geometry"]["coordinates"];
    while value[0].is_array() {
        value = &value[0];
    }
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn fc_md_op() {
    assert_eq!(status_of("/collections"), 200);
}

#[test]
fn fc_md_success() {
    let collections = get_json("/collections");
    assert!(collections["links"].is_array() && collections["collections"].is_array());
}

#[test]
fn fc_md_links() {
    let collections = get_json("/collections");
    assert_eq!(href(&collections, "self"), "http://footprint.test/collections");
    let alternate = links(&collections).iter().find(|link| link["rel"] == "alternate").unwrap();
    assert_eq!(alternate["type"], "text/html; charset=utf-8");
    assert!(links(&collections).iter().all(|link| link["rel"].is_string() && link["type"].is_string()));
}

#[test]
fn fc_md_items() {
    let collections = get_json("/collections");
    let ids: Vec<&str> = collections["collections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, COLLECTIONS);
}

#[test]
fn fc_md_items_links() {
    for collection in some(&get_json("/collections")["collections"]) {
        let items: Vec<&Value> = links(collection).iter().filter(|link| link["rel"] == "items").collect();
        let kinds: Vec<&str> = items.iter().map(|link| link["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["application/geo+json", "text/html; charset=utf-8"]);
        for link in items {
            assert_eq!(status_of(link["href"].as_str().unwrap()), 200);
        }
    }
}

#[test]
fn fc_md_extent() {
    for collection in COLLECTIONS {
        let described = get_json(&format!("/collections/{collection}"));
        let bbox: Vec<f64> = described["extent"]["spatial"]["bbox"][0]
            .as_array()
            .unwrap()
            .iter()
            .map(|number| number.as_f64().unwrap())
            .collect();
        let position = first_position(&get_json(&format!("/collections/{collection}/items?limit=1")));
        assert!((bbox[0]..=bbox[2]).contains(&position[0]) && (bbox[1]..=bbox[3]).contains(&position[1]));
    }
}

#[test]
fn sfc_md_op() {
    for collection in some(&get_json("/collections")["collections"]) {
        let own = href(collection, "self").trim_start_matches("http://footprint.test");
        assert_eq!(get_json(own)["id"], collection["id"]);
    }
}

#[test]
fn sfc_md_success() {
    for collection in some(&get_json("/collections")["collections"]) {
        let alone = get_json(&format!("/collections/{}", collection["id"].as_str().unwrap()));
        for member in ["id", "title", "description", "extent", "itemType", "crs", "storageCrs"] {
            assert_eq!(alone[member], collection[member], "{member}");
        }
    }
}

#[test]
fn fc_op() {
    for collection in COLLECTIONS {
        assert_eq!(status_of(&format!("/collections/{collection}/items?limit=1")), 200);
    }
}

#[test]
fn fc_limit_definition() {
    let limit = parameter("/collections/{collection}/items", "limit");
    let schema = &limit["schema"];
    assert_eq!(
        (&limit["in"], &schema["type"], &schema["minimum"]),
        (&json!("query"), &json!("integer"), &json!(1))
    );
    assert_eq!((&schema["maximum"], &schema["default"]), (&json!(10_000), &json!(1_000)));
}

#[test]
fn fc_limit_response_1() {
    let returned = |query: &str| {
        let page = get_json(&format!("/collections/postcodes/items{query}"));
        page["features"].as_array().unwrap().len()
    };
    assert_eq!([returned("?limit=7"), returned(""), returned("?limit=20000")], [7, 1_000, 10_000]);
}

#[test]
fn fc_bbox_definition() {
    let bbox = parameter("/collections/{collection}/items", "bbox");
    assert_eq!((&bbox["style"], &bbox["explode"]), (&json!("form"), &json!(false)));
    assert_eq!((&bbox["schema"]["minItems"], &bbox["schema"]["maxItems"]), (&json!(4), &json!(6)));
}

#[test]
fn fc_bbox_response() {
    let matched = |bbox: &str| {
        get_json(&format!("/collections/postcodes/items?limit=1&bbox={bbox}"))["numberMatched"]
            .as_u64()
            .unwrap()
    };
    let (oxford, all) = (matched("-1.30,51.72,-1.20,51.79"), matched("-180,-90,180,90"));
    assert!(oxford > 1_000 && oxford < all && all == 22_294, "{oxford} {all}");
    assert_eq!(matched("-1.30,51.72,-10,-1.20,51.79,10"), oxford, "heights are passed over");
    assert_eq!(matched("10,10,11,11"), 0);
}

#[test]
fn fc_time_definition() {
    assert_eq!(parameter("/collections/{collection}/items", "datetime")["schema"]["type"], "string");
}

#[test]
fn fc_time_response() {
    // No feature has a time of its own, so each of them matches.
    for given in ["2026-01-01T00:00:00Z", "2026-01-01/..", "../2026-01-01"] {
        let page = get_json(&format!("/collections/districts/items?datetime={given}"));
        assert_eq!(page["numberMatched"], 5, "{given}");
    }
    assert_eq!(status_of("/collections/districts/items?datetime=yesterday"), 400);
}

#[test]
fn fc_response() {
    assert_eq!(get_json("/collections/areas/items?limit=3")["features"].as_array().unwrap().len(), 3);
}

#[test]
fn fc_links() {
    let page = get_json("/collections/areas/items?limit=3");
    assert_eq!(href(&page, "self"), "http://footprint.test/collections/areas/items?limit=3");
    assert!(
        links(&page)
            .iter()
            .any(|link| link["rel"] == "alternate" && link["type"] == "text/html; charset=utf-8")
    );
    let next = get_json(href(&page, "next").trim_start_matches("http://footprint.test"));
    assert_ne!(next["features"][0]["id"], page["features"][0]["id"]);
}

#[test]
fn fc_rel_type() {
    let page = get_json("/collections/areas/items?limit=3");
    for rel in ["self", "alternate", "next"] {
        assert!(href(&page, rel).starts_with("http://footprint.test/"), "{rel}");
    }
    assert!(links(&page).iter().all(|link| link["rel"].is_string() && link["type"].is_string()));
}

#[test]
fn fc_timestamp() {
    // A time stamp that is given must be that of the answer. None is given, so that a page asked for again is the same to the byte.
    for collection in COLLECTIONS {
        let path = format!("/collections/{collection}/items?limit=3");
        let (first, again) = (get_answer(&path), get_answer(&path));
        let page = first.json();
        assert_eq!(
            (page["type"].as_str(), page["numberReturned"].as_u64()),
            (Some("FeatureCollection"), Some(3))
        );
        assert_eq!(page.get("timeStamp"), None, "{path}");
        assert_eq!((first.header("etag"), &first.body), (again.header("etag"), &again.body), "{path}");
        assert!(!first.header("etag").is_empty(), "{path}");
    }
}

#[test]
fn fc_numbermatched() {
    let count = |query: &str| {
        get_json(&format!("/collections/areas/items?{query}"))["numberMatched"].as_u64().unwrap()
    };
    let areas = county().atlas.ground.geography.areas();
    let oxford = areas.filter(|(_, area)| area.district.as_str() == "E07000178").count() as u64;
    assert_eq!(
        [count("limit=1"), count("limit=1&offset=400"), count("district=E07000178")],
        [428, 428, oxford]
    );
}

#[test]
fn fc_numberreturned() {
    let page = get_json("/collections/areas/items?limit=300&offset=300");
    assert_eq!((&page["numberReturned"], page["features"].as_array().unwrap().len()), (&json!(128), 128));
}

#[test]
fn f_op() {
    for collection in COLLECTIONS {
        let page = get_json(&format!("/collections/{collection}/items?limit=2"));
        let features = page["features"].as_array().unwrap();
        assert_eq!(features.len(), 2, "{collection}");
        for feature in features {
            let id = feature["id"].as_str().unwrap();
            assert_eq!(get_json(&format!("/collections/{collection}/items/{id}"))["id"], id);
        }
    }
}

#[test]
fn f_success() {
    assert_eq!(get_json("/collections/neighbourhoods/items/N01")["id"], "N01");
    assert_eq!(status_of("/collections/neighbourhoods/items/N99"), 404);
}

#[test]
fn f_links() {
    let feature = get_json("/collections/neighbourhoods/items/N01");
    for rel in ["self", "alternate", "collection"] {
        assert_eq!(status_of(href(&feature, rel)), 200, "{rel}");
    }
}

#[test]
fn query_param_unknown() {
    for path in
        ["/", "/conformance", "/api", "/collections", "/collections/areas", "/collections/areas/items"]
    {
        assert_eq!(status_of(&format!("{path}?no-such=1")), 400, "{path}");
    }
    assert_eq!(status_of("/collections/areas/items/E01028422?no-such=1"), 400);
}

#[test]
fn query_param_invalid() {
    for query in ["limit=many", "limit=0", "bbox=1,2,3", "bbox=1,2,3,x", "bbox=1,2,2,1", "datetime=x"] {
        assert_eq!(status_of(&format!("/collections/areas/items?{query}")), 400, "{query}");
    }
    assert!(documented("/collections/{collection}/items")["responses"]["400"].is_object());
}
