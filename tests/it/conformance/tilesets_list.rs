//! OGC 20-057, requirements class Tilesets List.

use super::{Requirement, href};
use crate::support::get_json;

pub const REQUIREMENTS: &[Requirement] = &[("tileset-links", tileset_links)];

#[test]
fn tileset_links() {
    for collection in ["neighbourhoods", "areas", "practices", "districts"] {
        let list = get_json(&format!("/collections/{collection}/tiles"));
        let tilesets = list["tilesets"].as_array().unwrap();
        assert_eq!(tilesets.len(), 1, "{collection}");
        for tileset in tilesets {
            assert_eq!(tileset["dataType"], "vector");
            let own = href(tileset, "self");
            assert_eq!(own, format!("http://footprint.test/collections/{collection}/tiles/WebMercatorQuad"));
            let whole = get_json(own.trim_start_matches("http://footprint.test"));
            assert_eq!(whole["tileMatrixSetURI"], tileset["tileMatrixSetURI"]);
            let scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
            assert_eq!(href(tileset, scheme), href(&whole, scheme));
        }
    }
}
