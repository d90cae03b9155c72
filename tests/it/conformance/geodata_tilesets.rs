//! OGC 20-057, requirements class Geodata Tilesets.

use super::{Requirement, href, status_of};
use crate::support::get_json;

pub const REQUIREMENTS: &[Requirement] = &[("operation", operation), ("desc-links", desc_links)];

const TILED: [&str; 4] = ["neighbourhoods", "areas", "practices", "districts"];

#[test]
fn operation() {
    for collection in TILED {
        assert_eq!(status_of(&format!("/collections/{collection}/tiles")), 200);
    }
}

#[test]
fn desc_links() {
    for collection in TILED {
        let described = get_json(&format!("/collections/{collection}"));
        let list = href(&described, "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector");
        assert_eq!(list, format!("http://footprint.test/collections/{collection}/tiles"));
    }
}
