//! OGC 23-058r1, requirements class Queryables.

use super::{COLLECTIONS, Requirement, encoded, href, status_of};
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[("link", link), ("op", op), ("response", response)];

#[test]
fn link() {
    for collection in COLLECTIONS {
        let described = get_json(&format!("/collections/{collection}"));
        assert_eq!(status_of(href(&described, "http://www.opengis.net/def/rel/ogc/1.0/queryables")), 200);
    }
}

#[test]
fn op() {
    for collection in COLLECTIONS {
        let answer = get_answer(&format!("/collections/{collection}/queryables"));
        assert_eq!(answer.header("content-type"), "application/schema+json");
    }
}

#[test]
fn response() {
    for collection in COLLECTIONS {
        let schema = get_json(&format!("/collections/{collection}/queryables"));
        assert_eq!(schema["additionalProperties"], false);
        for name in schema["properties"].as_object().unwrap().keys() {
            let filter = encoded(&format!("{name} IS NOT NULL"));
            assert_eq!(
                status_of(&format!("/collections/{collection}/items?limit=1&filter={filter}")),
                200,
                "{name}"
            );
        }
        let unknown = encoded("no_such IS NULL");
        assert_eq!(status_of(&format!("/collections/{collection}/items?filter={unknown}")), 400);
    }
}
