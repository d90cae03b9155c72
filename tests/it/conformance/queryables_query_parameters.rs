//! OGC 19-079r2, requirements class Queryables as Query Parameters.

use super::{COLLECTIONS, Requirement, encoded};
use crate::support::get_json;

pub const REQUIREMENTS: &[Requirement] = &[("parameters", parameters)];

#[test]
fn parameters() {
    for collection in COLLECTIONS {
        let mut asked = 0;
        let first = get_json(&format!("/collections/{collection}/items?limit=1"))["features"][0].clone();
        for (name, schema) in
            get_json(&format!("/collections/{collection}/queryables"))["properties"].as_object().unwrap()
        {
            let value = &first["properties"][name];
            if schema["format"].is_string() || value.is_null() {
                continue;
            }
            asked += 1;
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let page =
                get_json(&format!("/collections/{collection}/items?limit=10000&{name}={}", encoded(&text)));
            let features = page["features"].as_array().unwrap();
            assert!(
                features.iter().any(|feature| feature["id"] == first["id"]),
                "{collection} {name}={text}"
            );
            assert!(
                features.iter().all(|feature| feature["properties"][name] == *value),
                "{collection} {name}={text}"
            );
        }
        assert!(asked >= 5, "{collection}: {asked} properties asked for");
    }
}
