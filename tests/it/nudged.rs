//! A drawn draft for the tests: the county with its neighbourhoods' borders nudged, so that they follow whole areas no more.
//!
//! Every border vertex is moved by one smooth field of up to a few hundred metres, which comes to rest at the county's
//! outline. A smooth field folds nothing over, and the neighbourhoods on both sides of a vertex move it alike: so the draft is
//! a coverage of the same county, and only the borders within it lie elsewhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use footprint::county::Loaded;
use footprint::digest::sha256;
use footprint::domain::atlas::Source;
use footprint::domain::geometry::crs::GridPoint;
use footprint::ingest::manifest::{DraftEntry, Manifest};
use footprint::ingest::{Files, load};
use serde_json::{Value, json};

use crate::support::county;

/// The id of the drawn draft.
pub const NUDGED: &str = "nudged";

/// How far a vertex goes along each axis, at most.
const FARTHEST_M: f64 = 350.0;

/// From the outline to where the field is at its full strength.
const AT_REST_WITHIN_M: f64 = 2_500.0;

/// The county with two drafts: the one it ships, which is current, and the nudged one.
pub fn nudged() -> &'static Loaded {
    static NUDGED: OnceLock<Loaded> = OnceLock::new();
    NUDGED.get_or_init(|| load(&Files::Memory(nudged_files())).unwrap())
}

/// The files of a data directory with both drafts.
pub fn nudged_files() -> BTreeMap<String, Vec<u8>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let text = std::fs::read_to_string(data.join("manifest.toml")).unwrap();
    let mut manifest: Manifest = toml::from_str(&text).unwrap();
    let read = |source: &Source| (source.path.clone(), std::fs::read(data.join(&source.path)).unwrap());
    let mut files: BTreeMap<String, Vec<u8>> = manifest.files.iter().map(read).collect();
    let roster = files["drafts/illustrative-2026/neighbourhoods.csv"].clone();
    for (name, bytes) in [("neighbourhoods.csv", roster), ("neighbourhoods.geojson", polygons())] {
        let path = format!("drafts/{NUDGED}/{name}");
        let shipped = &manifest.files[0];
        manifest.files.push(Source {
            path: path.clone(),
            sha256: sha256(&bytes),
            rows: 15,
            ..shipped.clone()
        });
        files.insert(path, bytes);
    }
    let shipped = &manifest.drafts[0];
    manifest.drafts.push(DraftEntry {
        id: NUDGED.to_owned(),
        title: "Nudged borders".to_owned(),
        ..shipped.clone()
    });
    files.insert("manifest.toml".to_owned(), toml::to_string(&manifest).unwrap().into_bytes());
    files
}

/// The neighbourhoods of the shipped draft with their vertices moved, as GeoJSON on the National Grid.
fn polygons() -> Vec<u8> {
    let atlas = &county().atlas;
    let (ground, division) = (&atlas.ground, &atlas.drafts[atlas.current].division);
    let (coverage, outlines) = division.outlines(ground);
    let outline = outline();
    let mut moved = BTreeMap::<u32, [f64; 2]>::new();
    let mut features = Vec::new();
    for (zone, neighbourhood) in division.roster().iter() {
        let shape = &outlines[zone.slot()];
        let mut ring = |numbers: &Vec<u32>| -> Value {
            let closed = numbers.iter().chain(numbers.first());
            closed
                .map(|n| json!(moved.entry(*n).or_insert_with(|| nudge(coverage.vertex(*n), &outline))))
                .collect()
        };
        let parts: Vec<Value> =
            shape.polygons.iter().map(|rings| rings.iter().map(&mut ring).collect()).collect();
        features.push(json!({
            "type": "Feature",
            "properties": {"id": neighbourhood.id, "name": neighbourhood.name},
            "geometry": {"type": "MultiPolygon", "coordinates": parts},
        }));
    }
    let crs = json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}});
    json!({"type": "FeatureCollection", "crs": crs, "features": features}).to_string().into_bytes()
}

/// The edges of the county's outline.
fn outline() -> Vec<[GridPoint; 2]> {
    let coverage = &county().atlas.ground.areas;
    let outer = coverage.arcs().iter().filter(|arc| arc.left.is_none() || arc.right.is_none());
    outer
        .flat_map(|arc| arc.vertices.windows(2))
        .map(|ends| [ends[0], ends[1]].map(|n| coverage.vertex(n)))
        .collect()
}

/// Where a vertex goes: easting and northing in metres, to the millimetre.
fn nudge(from: GridPoint, outline: &[[GridPoint; 2]]) -> [f64; 2] {
    let [x, y] = [from.easting_m(), from.northing_m()];
    let to_outline = outline.iter().map(|edge| distance_m([x, y], *edge)).fold(f64::INFINITY, f64::min);
    let strength_m = FARTHEST_M * (to_outline / AT_REST_WITHIN_M).min(1.0);
    let (east, north) =
        ((y / 3_100.0).sin() * (x / 4_700.0).cos(), (x / 2_900.0).sin() * (y / 5_300.0).cos());
    let millimetre = |metres: f64| (metres * 1000.0).round() / 1000.0;
    [millimetre(x + strength_m * east), millimetre(y + strength_m * north)]
}

/// From a point to an edge, in metres.
fn distance_m([x, y]: [f64; 2], [a, b]: [GridPoint; 2]) -> f64 {
    let (along_x, along_y) = (b.easting_m() - a.easting_m(), b.northing_m() - a.northing_m());
    let (to_x, to_y) = (x - a.easting_m(), y - a.northing_m());
    let at = ((to_x * along_x + to_y * along_y) / (along_x * along_x + along_y * along_y)).clamp(0.0, 1.0);
    (to_x - at * along_x).hypot(to_y - at * along_y)
}
