//! `--basemap`: a PMTiles file under the planner's map, served by ranges, drawn in a browser.

use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use fast_mvt::{MvtCoord, MvtGeomType, MvtLayerBuilder};
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use serde_json::{Value, json};

use crate::server::Server;
use crate::support::{Answered, get_answer, get_json, get_of, send};
use crate::web_app::used_of;

/// One square of one pixel, `#3366cc`, as PNG.
const PIXEL: [u8; 69] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144,
    119, 83, 222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 48, 78, 59, 3, 0, 2, 53, 1, 102, 138, 146, 68,
    50, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];
const ATTRIBUTION: &str = "A ground of one colour";

/// Ground of one colour, as one raster tile.
pub fn write_raster(path: &Path) {
    write(path, 2, &PIXEL);
}

/// Ground everywhere, as one vector tile by the names that Protomaps gives its layers.
fn write_vector(path: &Path) {
    let mut layer = MvtLayerBuilder::new("earth").unwrap();
    let mut open = layer.feature_of(MvtGeomType::Polygon);
    let corners = [(0, 0), (4096, 0), (4096, 4096), (0, 4096)];
    open.ring(corners.map(|(x, y)| MvtCoord { x, y }), true).unwrap();
    layer = open.end();
    write(path, 1, &layer.encode());
}

/// A PMTiles file (version 3) of one tile of a kind, the whole world at zoom 0.
fn write(path: &Path, kind: u8, tile: &[u8]) {
    // One entry: tile 0, run of one, its length, and its offset plus one.
    let mut directory = vec![1, 0, 1];
    let mut length = tile.len();
    while length >= 128 {
        directory.push(u8::try_from(length % 128).unwrap() | 128);
        length /= 128;
    }
    directory.extend([u8::try_from(length).unwrap(), 1]);
    let metadata = json!({ "attribution": ATTRIBUTION }).to_string();
    let mut bytes = b"PMTiles\x03".to_vec();
    let (root, meta) = (127, 127 + directory.len());
    let tiles = meta + metadata.len();
    for number in [root, directory.len(), meta, metadata.len(), tiles, 0, tiles, tile.len(), 1, 1, 1] {
        bytes.extend((number as u64).to_le_bytes());
    }
    // Clustered; directories and tiles as they are; the kind; zooms 0 to 0.
    bytes.extend([1, 1, 1, kind, 0, 0]);
    for degrees in [-180.0, -85.0, 180.0, 85.0] {
        #[expect(clippy::cast_possible_truncation, reason = "degrees")]
        let e7 = (degrees * 1e7) as i32;
        bytes.extend(e7.to_le_bytes());
    }
    bytes.extend([0; 9]);
    assert_eq!(bytes.len(), 127);
    bytes.extend(directory);
    bytes.extend(metadata.as_bytes());
    bytes.extend(tile);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_basemap_is_read_by_ranges_and_named_in_the_style() {
    let style = get_json("/xyz/style");
    let expected = json!({
        "url": "http://footprint.test/app/basemap.pmtiles",
        "type": "raster",
        "attribution": ATTRIBUTION
    });
    assert_eq!(style["metadata"]["basemap"], expected);
    let ask = |range: &str| -> Answered {
        let request = Request::get("/app/basemap.pmtiles")
            .header("host", "footprint.test")
            .header("accept-encoding", "gzip, br")
            .header("range", range);
        send(request.body(Body::empty()).unwrap())
    };
    let header = ask("bytes=0-126");
    assert_eq!((header.status.as_u16(), &header.body[..8]), (206, &b"PMTiles\x03"[..]));
    assert!(header.header("content-range").starts_with("bytes 0-126/"));
    assert_eq!(ask("bytes=900000-").status, 416);
    assert!(get_answer("/app/basemap.pmtiles").body.ends_with(&PIXEL));
}

#[test]
fn without_a_basemap_there_is_none() {
    let router = router(App::new(load(&Files::Embedded).unwrap(), Settings::default()).unwrap());
    assert_eq!(get_of(&router, "/app/basemap.pmtiles").status, 404);
    assert!(get_of(&router, "/xyz/style").json()["metadata"].get("basemap").is_none());
}

/// The colour of the ground that a browser draws beside the county, and whose it says it is.
fn drawn(write: fn(&Path)) -> Option<Value> {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("ground.pmtiles"));
    let start = || Server::start_with(folder.path(), &["--basemap", "ground.pmtiles"]).without_log();
    let seen = used_of(start, "app_basemap.mjs")?;
    assert!(seen["attribution"].as_str().unwrap().contains(ATTRIBUTION), "{seen}");
    Some(seen["ground"].clone())
}

#[test]
fn a_browser_draws_a_basemap_of_pictures_under_the_draft() {
    let Some(ground) = drawn(write_raster) else { return };
    assert_eq!(ground, json!([51, 102, 204]));
}

#[test]
fn a_browser_draws_a_basemap_of_vectors_under_the_draft() {
    let Some(ground) = drawn(write_vector) else { return };
    assert_eq!(ground, json!([0xf4, 0xf1, 0xea]), "the colour of land in web/src/map/basemap.ts");
}
