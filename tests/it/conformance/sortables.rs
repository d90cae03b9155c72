//! OGC 23-058r1, requirements class Sortables.

use super::{COLLECTIONS, Requirement, href, status_of};
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[("link", link), ("op", op), ("response", response)];

#[test]
fn link() {
    for collection in COLLECTIONS {
        let described = get_json(&format!("/collections/{collection}"));
        assert_eq!(status_of(href(&described, "http://www.opengis.net/def/rel/ogc/1.0/sortables")), 200);
    }
}

#[test]
fn op() {
    for collection in COLLECTIONS {
        let answer = get_answer(&format!("/collections/{collection}/sortables"));
        assert_eq!(answer.header("content-type"), "application/schema+json");
    }
}

#[test]
fn response() {
    for collection in COLLECTIONS {
        let schema = get_json(&format!("/collections/{collection}/sortables"));
        assert_eq!(schema["additionalProperties"], false);
        for (name, property) in schema["properties"].as_object().unwrap() {
            assert!(
                ["string", "integer", "number", "boolean"].contains(&property["type"].as_str().unwrap()),
                "{name}"
            );
            assert_eq!(
                status_of(&format!("/collections/{collection}/items?limit=1&sortby=-{name}")),
                200,
                "{name}"
            );
        }
        assert_eq!(status_of(&format!("/collections/{collection}/items?sortby=no_such")), 400);
        assert_eq!(status_of(&format!("/collections/{collection}/items?sortby=geometry")), 400);
    }
}
