//! OGC 19-079r2, requirements class Features Filter.

use super::{COLLECTIONS, encoded, filtered, href, parameter, status_of};
use crate::support::get_json;

const ITEMS: &str = "/collections/{collection}/items";

#[test]
fn get_queryables_op() {
    for collection in COLLECTIONS {
        assert_eq!(status_of(&format!("/collections/{collection}/queryables")), 200);
    }
}

#[test]
fn queryables_link() {
    for collection in COLLECTIONS {
        let described = get_json(&format!("/collections/{collection}"));
        assert!(
            href(&described, "http://www.opengis.net/def/rel/ogc/1.0/queryables").ends_with("/queryables")
        );
    }
}

#[test]
fn filter_param() {
    assert_eq!(parameter(ITEMS, "filter")["in"], "query");
    for collection in COLLECTIONS {
        assert_eq!(filtered(collection, "id IS NULL"), 0);
    }
}

#[test]
fn filter_lang_param() {
    assert_eq!(parameter(ITEMS, "filter-lang")["in"], "query");
}

#[test]
fn filter_crs_param() {
    let crs = encoded("http://www.opengis.net/def/crs/EPSG/0/3857");
    for collection in COLLECTIONS {
        assert_eq!(status_of(&format!("/collections/{collection}/items?limit=1&filter-crs={crs}")), 200);
    }
}

#[test]
fn response() {
    let page = get_json(&format!("/collections/practices/items?filter={}", encoded("neighbourhood = 'N07'")));
    assert_eq!(page["numberMatched"].as_u64().unwrap(), page["features"].as_array().unwrap().len() as u64);
    assert!(
        page["features"]
            .as_array()
            .unwrap()
            .iter()
            .all(|feature| feature["properties"]["neighbourhood"] == "N07")
    );
}
