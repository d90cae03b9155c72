//! OGC 19-079r2, requirements class Queryables.

use super::{COLLECTIONS, Requirement, href, status_of};
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[
    ("queryables-link", queryables_link),
    ("get-queryables-op", get_queryables_op),
    ("get-queryables-response", get_queryables_response),
];

const REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

#[test]
fn queryables_link() {
    for collection in COLLECTIONS {
        let described = get_json(&format!("/collections/{collection}"));
        assert_eq!(
            href(&described, REL),
            format!("http://footprint.test/collections/{collection}/queryables")
        );
    }
}

#[test]
fn get_queryables_op() {
    for collection in COLLECTIONS {
        assert_eq!(status_of(&format!("/collections/{collection}/queryables")), 200);
    }
}

#[test]
fn get_queryables_response() {
    for collection in COLLECTIONS {
        let path = format!("/collections/{collection}/queryables");
        let answer = get_answer(&path);
        assert_eq!(answer.header("content-type"), "application/schema+json");
        let schema = answer.json();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(
            (schema["$id"].as_str().unwrap(), &schema["type"]),
            (&*format!("http://footprint.test{path}"), &"object".into())
        );
        assert_eq!(schema["additionalProperties"], false);
        jsonschema::draft202012::meta::validate(&schema).unwrap();
    }
}
