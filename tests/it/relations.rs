//! Who borders on whom, and what is wrong with a draft's polygons.

use std::collections::BTreeMap;

use footprint::digest::sha256;
use footprint::http::{App, Settings, router};
use footprint::ingest::manifest::Manifest;
use footprint::ingest::{Files, load};
use serde_json::{Value, json};

use crate::nudged::{NUDGED, nudged_files};
use crate::support::{get_answer, get_json, get_of, some};

fn neighbours(id: &str) -> BTreeMap<String, f64> {
    let list = get_json(&format!("/v1/neighbourhoods/{id}/neighbours"));
    let lengths: Vec<f64> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["shared_border_m"].as_f64().unwrap())
        .collect();
    assert!(lengths.is_sorted_by(|one, other| one >= other), "{id}");
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| (item["id"].as_str().unwrap().to_owned(), item["shared_border_m"].as_f64().unwrap()))
        .collect()
}

type Edge = [(i32, i32); 2];

/// Every edge of every outline in millimetres, with who has it, from the features alone.
fn edges() -> BTreeMap<Edge, Vec<String>> {
    let crs = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F27700";
    let page = get_json(&format!("/collections/neighbourhoods/items?crs={crs}"));
    let mut edges = BTreeMap::<Edge, Vec<String>>::new();
    for feature in some(&page["features"]) {
        let polygons = feature["geometry"]["coordinates"].as_array().unwrap().iter();
        for ring in polygons.flat_map(|polygon| polygon.as_array().unwrap()) {
            for ends in ring.as_array().unwrap().windows(2) {
                let mut edge = [0, 1].map(|end| {
                    let millimetres = |axis: usize| {
                        let metres = ends[end][axis].as_f64().unwrap();
                        format!("{:.0}", metres * 1000.0).parse::<i32>().unwrap()
                    };
                    (millimetres(0), millimetres(1))
                });
                edge.sort_unstable();
                edges.entry(edge).or_default().push(feature["id"].as_str().unwrap().to_owned());
            }
        }
    }
    edges
}

#[test]
fn borders_are_as_long_as_the_edges_that_two_outlines_have_in_common() {
    let mut measured = BTreeMap::<(String, String), f64>::new();
    for (edge, owners) in edges() {
        if let [one, other] = &owners[..] {
            let [(x1, y1), (x2, y2)] = edge;
            let length_m = f64::from(x2 - x1).hypot(f64::from(y2 - y1)) / 1000.0;
            *measured.entry((one.clone(), other.clone())).or_default() += length_m;
            *measured.entry((other.clone(), one.clone())).or_default() += length_m;
        }
    }
    let mut told = BTreeMap::new();
    for number in 1..=15 {
        let id = format!("N{number:02}");
        for (other, length_m) in neighbours(&id) {
            told.insert((id.clone(), other), length_m);
        }
    }
    assert_eq!(told.keys().collect::<Vec<_>>(), measured.keys().collect::<Vec<_>>());
    for (pair, length_m) in &told {
        assert!((length_m / measured[pair] - 1.0).abs() < 1e-9, "{pair:?}: {length_m} {}", measured[pair]);
    }
    assert_eq!(get_answer("/v1/neighbourhoods/N99/neighbours").status, 404);
}

#[test]
fn the_shipped_draft_has_no_defect_and_nothing_warns_of_one() {
    let list = get_json("/v1/drafts/illustrative-2026/validity");
    assert_eq!((&list["count"], &list["items"]), (&json!(0), &json!([])));
    assert_eq!(get_json("/health/ready")["warnings"], json!([]));
    assert_eq!(get_answer("/v1/drafts/none/validity").status, 404);
}

/// The county with the nudged draft, of whose first polygon one vertex is left out that another polygon keeps.
fn damaged() -> (BTreeMap<String, Vec<u8>>, f64) {
    let mut files = nudged_files();
    let path = format!("drafts/{NUDGED}/neighbourhoods.geojson");
    let mut drawn: Value = serde_json::from_slice(&files[&path]).unwrap();
    let text = |position: &Value| position.to_string();
    let of_others: Vec<String> = drawn["features"].as_array().unwrap()[1..]
        .iter()
        .flat_map(|feature| feature["geometry"]["coordinates"].as_array().unwrap())
        .flat_map(|polygon| polygon.as_array().unwrap())
        .flat_map(|ring| ring.as_array().unwrap().iter().map(text))
        .collect();
    let ring = drawn["features"][0]["geometry"]["coordinates"][0][0].as_array_mut().unwrap();
    let at = |place: usize| [ring[place][0].as_f64().unwrap(), ring[place][1].as_f64().unwrap()];
    let triangle_m2 = |place: usize| {
        let ([ax, ay], [bx, by], [cx, cy]) = (at(place - 1), at(place), at(place + 1));
        ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)).abs() / 2.0
    };
    let is_shared = |place: &usize| of_others.contains(&ring[*place].to_string());
    let place = (1..ring.len() - 1)
        .find(|place| (place - 1..=place + 1).all(|it| is_shared(&it)) && triangle_m2(*place) > 1_000.0)
        .unwrap();
    let triangle_m2 = triangle_m2(place);
    ring.remove(place);
    let bytes = drawn.to_string().into_bytes();
    let mut manifest: Manifest =
        toml::from_str(std::str::from_utf8(&files["manifest.toml"]).unwrap()).unwrap();
    manifest.files.iter_mut().find(|file| file.path == path).unwrap().sha256 = sha256(&bytes);
    files.insert("manifest.toml".to_owned(), toml::to_string(&manifest).unwrap().into_bytes());
    files.insert(path, bytes);
    (files, triangle_m2)
}

#[test]
fn a_vertex_that_one_side_leaves_out_is_a_gap_or_overlap_of_its_triangle() {
    let (files, triangle_m2) = damaged();
    let service = router(App::new(load(&Files::Memory(files)).unwrap(), Settings::default()).unwrap());
    let list = get_of(&service, &format!("/v1/drafts/{NUDGED}/validity")).json();
    let defects = list["items"].as_array().unwrap();
    let sized: Vec<&Value> =
        defects.iter().filter(|defect| defect["area_m2"].as_f64().is_some_and(|area| area > 0.001)).collect();
    assert_eq!(sized.len(), 1, "{triangle_m2} {}", list["items"]);
    assert!(["gap", "overlap"].contains(&sized[0]["kind"].as_str().unwrap()), "{list}");
    assert!((sized[0]["area_m2"].as_f64().unwrap() - triangle_m2).abs() < 0.01, "{triangle_m2} {list}");
    assert!(sized[0]["location"]["easting"].as_f64().unwrap() > 400_000.0);
    // The two drafts stand side by side, each dated, and the manifest's choice answers.
    let drafts = get_of(&service, "/v1/drafts").json();
    let current: Vec<&Value> =
        drafts["items"].as_array().unwrap().iter().map(|draft| &draft["current"]).collect();
    assert_eq!(current, [&json!(true), &json!(false)]);
    assert!(some(&drafts["items"]).iter().all(|draft| draft["date"].is_string()));
}
