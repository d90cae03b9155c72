//! OGC 19-079r2, requirements class Queryables as Query Parameters.

use super::{COLLECTIONS, encoded};
use crate::support::get_json;

#[test]
fn parameters() {
    for collection in COLLECTIONS {
        let first = get_json(&format!("/collections/{collection}/items?limit=1"))["features"][0].clone();
        for (name, schema) in
            get_json(&format!("/collections/{collection}/queryables"))["properties"].as_object().unwrap()
        {
            let value = &first["properties"][name];
            if schema["format"].is_string() || value.is_null() {
                continue;
            }
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
    }
}
