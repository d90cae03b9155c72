//! OGC 20-057, requirements class Tileset.

use super::{Requirement, href, links, status_of};
use crate::support::get_json;

pub const REQUIREMENTS: &[Requirement] = &[("description", description)];

#[test]
fn description() {
    let tileset = get_json("/collections/areas/tiles/WebMercatorQuad");
    assert_eq!(
        (&tileset["dataType"], &tileset["crs"]),
        (&"vector".into(), &"http://www.opengis.net/def/crs/EPSG/0/3857".into())
    );
    assert_eq!(
        tileset["tileMatrixSetURI"],
        "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
    );
    let scheme = href(&tileset, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme").to_owned();
    let set = get_json(scheme.trim_start_matches("http://footprint.test"));
    assert_eq!((&set["id"], set["tileMatrices"].as_array().unwrap().len()), (&"WebMercatorQuad".into(), 23));
    let item = links(&tileset).iter().find(|link| link["rel"] == "item").unwrap();
    assert_eq!(
        (&item["templated"], &item["type"]),
        (&true.into(), &"application/vnd.mapbox-vector-tile".into())
    );
    let tile = item["href"].as_str().unwrap();
    let tile = tile.replace("{tileMatrix}", "8").replace("{tileRow}", "84").replace("{tileCol}", "126");
    assert_eq!(status_of(&tile), 200, "{tile}");
}
