//! One truth: whichever face of the service is asked where a postcode, a practice, an area or a point of a border lies, it says
//! the same. All of them are asked, of the draft, of a drawn draft and of a scenario that placed
//! practices by hand and closed some.
//!
//! The list of items (`POST /v1/resolve` as JSON) is what the others are held to. That it is right is for other tests:
//! `brute_force` for points, `toyshire` and `resolve` for words.

mod faces;

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use footprint::store::Store;
use serde_json::{Value, json};

use self::faces::{Boundaries, Told, text};
use crate::nudged::{NUDGED, nudged, nudged_files};
use crate::support::runtime;

/// Practices placed by hand, each with where its main site lies and where it is put.
const PLACED: [(&str, &str, &str); 2] = [("K84060", "N09", "N08"), ("K84001", "N15", "N01")];

/// Practices that close, each with the one that has its list; patients of K84025 came to the second by the data.
const CLOSED: [(&str, &str); 2] = [("K84035", "K84020"), ("K84016", "K84020")];

/// The county's service with a drawn draft beside its own, and a scenario.
struct Service {
    router: Router,
    _folder: tempfile::TempDir,
}

impl Service {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scenarios.sqlite");
        let store = runtime().block_on(Store::open(path.to_str().unwrap())).unwrap();
        let settings = Settings { store: Some(store), binds_loopback: true, ..Settings::default() };
        let app = App::new(load(&Files::Memory(nudged_files())).unwrap(), settings).unwrap();
        Self { router: router(app), _folder: folder }
    }

    /// The boundaries of a draft.
    fn draft(&self, id: &str) -> Boundaries<'_> {
        let (query, export) = (format!("draft={id}"), format!("/v1/drafts/{id}/export"));
        Boundaries { router: &self.router, query, export }
    }

    /// The boundaries of a new scenario: areas moved, and practices placed by hand.
    fn scenario(&self) -> Boundaries<'_> {
        let placed = PLACED.map(|(code, _, to)| json!({"op": "move_practice", "practice": code, "to": to}));
        let mut changes = vec![json!({"op": "move_areas", "areas": ["E01028422", "E01028426"], "to": "N02"})];
        changes.extend(placed);
        let close = |(closed, taker)| json!({"op": "close_practice", "practice": closed, "to": taker});
        changes.extend(CLOSED.map(close));
        let body = json!({"name": "Placed by hand", "changes": changes});
        let made = self.draft(NUDGED).post("/v1/scenarios", "application/json", &body.to_string());
        let id = faces::json(&made)["id"].as_str().unwrap().to_owned();
        let (query, export) = (format!("scenario={id}"), format!("/v1/scenarios/{id}/export"));
        Boundaries { router: &self.router, query, export }
    }
}

#[test]
fn every_face_says_the_same_of_every_postcode_practice_area_and_border() {
    let service = Service::start();
    for boundaries in [service.draft("illustrative-2026"), service.draft(NUDGED), service.scenario()] {
        postcodes_lie_the_same(&boundaries);
        practices_count_the_same(&boundaries);
        areas_belong_the_same(&boundaries);
        borders_are_the_same(&boundaries);
    }
    let scenario = service.scenario();
    placed_practices_count_where_they_were_put(&scenario);
    successors_are_the_same(&scenario);
}

fn postcodes_lie_the_same(boundaries: &Boundaries<'_>) {
    let places = nudged().atlas.ground.places.all();
    let postcodes: Vec<String> = places.iter().map(|place| place.postcode.to_string()).collect();
    assert_eq!(postcodes.len(), 38_817);
    let asked: Vec<Value> = postcodes.iter().map(|postcode| json!({ "postcode": postcode })).collect();
    let truth = boundaries.truth(&asked, &postcodes);
    let outcomes: BTreeSet<&str> = truth.values().map(|told| told["outcome"].as_str()).collect();
    assert!(outcomes.contains("matched_near_boundary") && outcomes.contains("terminated_matched"));

    boundaries.hold("lines", &truth, boundaries.lines(&asked, &postcodes), 13);
    boundaries.hold("a table", &truth, boundaries.table("postcode", &postcodes), 12);
    boundaries.hold("the export", &truth, boundaries.lookup("postcodes"), 12);
    for (postcode, question) in postcodes.iter().zip(&asked).step_by(97) {
        boundaries.hold_one("GET", &truth, postcode, &boundaries.alone(question));
    }
    let live = boundaries.collection("postcodes", "postcode");
    assert_eq!(live.len(), 22_294);
    boundaries.hold_some("the collection", &truth, live, 8);
    let live = boundaries.postcodes_io(&postcodes);
    assert_eq!(live.len(), 22_294);
    boundaries.hold_some("postcodes.io", &truth, live, 5);

    // A postcode lies as its point does. How sure that is may differ: it is many addresses, and a point is one.
    let place = |told: &Told| format!("{},{}", told["easting"], told["northing"]);
    let points = boundaries.table("easting,northing", &truth.values().map(place).collect::<Vec<_>>());
    for told in truth.values() {
        for column in ["neighbourhood_id", "distance_to_boundary_m", "runner_up_id", "area_code"] {
            assert_eq!(told[column], points[&place(told)][column], "{column} of {told:?}");
        }
    }
}

fn practices_count_the_same(boundaries: &Boundaries<'_>) {
    let practices = nudged().atlas.ground.practices.iter();
    let codes: Vec<String> = practices.map(|(_, practice)| practice.code.to_string()).collect();
    assert_eq!(codes.len(), 268);
    let asked: Vec<Value> = codes.iter().map(|code| json!({ "practice": code })).collect();
    let truth = boundaries.truth(&asked, &codes);
    let is_scenario = boundaries.query.starts_with("scenario");
    let counted = truth.values().filter(|told| !told["neighbourhood_id"].is_empty()).count();
    assert_eq!(counted, 65 - if is_scenario { CLOSED.len() } else { 0 }, "those of the plan are closed");

    boundaries.hold("lines", &truth, boundaries.lines(&asked, &codes), 14);
    boundaries.hold("a table", &truth, boundaries.table("practice", &codes), 12);
    boundaries.hold("the export", &truth, boundaries.lookup("practices"), 12);
    boundaries.hold("the collection", &truth, boundaries.collection("practices", "id"), 2);
    boundaries.hold("the list", &truth, boundaries.list("practices"), 4);
    boundaries.hold_some("tiles", &truth, boundaries.tile("practices"), 2);
    for (code, question) in codes.iter().zip(&asked) {
        boundaries.hold_one("GET", &truth, code, &boundaries.alone(question));
    }

    // A main site lies where its point does; where the practice counts is the same unless it was placed.
    let sited: Vec<&Told> = truth.values().filter(|told| !told["easting"].is_empty()).collect();
    let rows: Vec<String> =
        sited.iter().map(|told| format!("{},{}", told["easting"], told["northing"])).collect();
    let points = boundaries.table("easting,northing", &rows);
    for (code, told) in &truth {
        if told["neighbourhood_id"].is_empty() {
            continue;
        }
        let site = &points[&format!("{},{}", told["easting"], told["northing"])]["neighbourhood_id"];
        assert_eq!(&told["views_site"], site, "the site of {code}");
        let is_placed = is_scenario && PLACED.iter().any(|(placed, ..)| placed == code);
        assert_eq!(told["neighbourhood_id"] != *site, is_placed, "{code}: {told:?}");
    }
}

fn placed_practices_count_where_they_were_put(boundaries: &Boundaries<'_>) {
    for (code, site, home) in PLACED {
        let told = boundaries.alone(&json!({ "practice": code }));
        let found =
            ["outcome", "neighbourhood_id", "views_site", "ambiguous"].map(|column| told[column].as_str());
        assert_eq!(found, ["matched", home, site, "false"], "{code}");
    }
    for (closed, _) in CLOSED {
        let told = boundaries.alone(&json!({ "practice": closed }));
        assert_eq!(told["outcome"], "practice_closed");
    }
}

/// Who has the patients of a practice that closed, by the data or by the plan.
fn successors_are_the_same(boundaries: &Boundaries<'_>) {
    let asked = |path: &str| faces::json(&boundaries.get(path));
    let mut found = BTreeMap::new();
    for (_, practice) in nudged().atlas.ground.practices.iter() {
        let code = practice.code;
        let resolved = asked(&format!("/v1/resolve?practice={code}"));
        let successor = resolved["successor"]["code"].clone();
        assert_eq!(asked(&format!("/v1/practices/{code}"))["successor"], successor, "{code}");
        let Some(successor) = successor.as_str() else { continue };
        let taker = asked(&format!("/v1/practices/{successor}"));
        assert_eq!(taker["status"], "active", "{code} went to {successor}");
        let mergers = taker["mergers"].as_array().unwrap();
        let merger = mergers.iter().find(|merger| merger["closed"] == code.as_str()).unwrap();
        assert_eq!(merger["basis"], resolved["successor"]["basis"], "{code}");
        found.insert(code.to_string(), successor.to_owned());
    }
    assert!(CLOSED.iter().all(|(closed, taker)| found[*closed] == *taker) && found["K84025"] == CLOSED[1].1);
}

fn areas_belong_the_same(boundaries: &Boundaries<'_>) {
    let areas = nudged().atlas.ground.geography.areas();
    let codes: Vec<String> = areas.map(|(_, area)| area.code.to_string()).collect();
    let asked: Vec<Value> = codes.iter().map(|code| json!({ "area": code })).collect();
    let truth = boundaries.truth(&asked, &codes);
    assert!(truth.len() == 428 && truth.values().all(|told| !told["neighbourhood_id"].is_empty()));
    boundaries.hold("lines", &truth, boundaries.lines(&asked, &codes), 13);
    boundaries.hold("a table", &truth, boundaries.table("area", &codes), 12);
    boundaries.hold("the export", &truth, boundaries.lookup("areas"), 4);
    boundaries.hold("the collection", &truth, boundaries.collection("areas", "id"), 3);
    boundaries.hold("tiles", &truth, boundaries.tile("areas"), 3);
}

/// Every vertex of every outline, and the neighbourhoods whose outlines have it.
fn vertices(boundaries: &Boundaries<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let crs = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F27700";
    let page = boundaries.get(&format!("/collections/neighbourhoods/items?crs={crs}"));
    let mut owners = BTreeMap::<String, BTreeSet<String>>::new();
    for feature in faces::json(&page)["features"].as_array().unwrap() {
        let polygons = feature["geometry"]["coordinates"].as_array().unwrap().iter();
        let rings = polygons.flat_map(|polygon| polygon.as_array().unwrap());
        for position in rings.flat_map(|ring| ring.as_array().unwrap()) {
            let at = format!("{},{}", text(&position[0]), text(&position[1]));
            owners.entry(at).or_default().insert(text(&feature["id"]));
        }
    }
    owners
}

fn borders_are_the_same(boundaries: &Boundaries<'_>) {
    let owners = vertices(boundaries);
    let places: Vec<String> = owners.keys().cloned().collect();
    let question = |place: &String| {
        let (easting, northing) = place.split_once(',').unwrap();
        let metres = |text: &str| text.parse::<f64>().unwrap();
        json!({ "easting": metres(easting), "northing": metres(northing) })
    };
    let asked: Vec<Value> = places.iter().map(question).collect();
    let truth = boundaries.truth(&asked, &places);
    boundaries.hold("lines", &truth, boundaries.lines(&asked, &places), 13);
    boundaries.hold("a table", &truth, boundaries.table("easting,northing", &places), 12);
    for (place, question) in places.iter().zip(&asked).step_by(211) {
        boundaries.hold_one("GET", &truth, place, &boundaries.alone(question));
    }
    // The same in degrees, to the seventh decimal: no longer on the border, but on one side of it for everybody.
    let degrees = |told: &Told| format!("{},{}", told["lon"], told["lat"]);
    let degrees: Vec<String> = truth.values().map(degrees).collect();
    let question = |place: &String| {
        let (lon, lat) = place.split_once(',').unwrap();
        json!({ "lon": lon.parse::<f64>().unwrap(), "lat": lat.parse::<f64>().unwrap() })
    };
    let asked: Vec<Value> = degrees.iter().map(question).collect();
    let by_degrees = boundaries.truth(&asked, &degrees);
    boundaries.hold("lines", &by_degrees, boundaries.lines(&asked, &degrees), 13);
    boundaries.hold("a table", &by_degrees, boundaries.table("lon,lat", &degrees), 12);

    let mut shared = 0;
    for (place, owners) in &owners {
        let told = &truth[place];
        let (ids, others) = (&told["neighbourhood_id"], &told["also_on_boundary_of"]);
        let found: Vec<&str> = [ids.as_str()].into_iter().chain(others.split_whitespace()).collect();
        assert_eq!(found, owners.iter().collect::<Vec<_>>(), "who touches {place}, the least id first");
        let outcome = if owners.len() > 1 { "on_boundary" } else { "matched" };
        assert_eq!(told["outcome"], outcome, "{place}");
        shared += usize::from(owners.len() > 1);
    }
    assert!(shared > 2_000, "{shared} vertices lie between neighbourhoods");
}
