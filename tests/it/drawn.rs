//! A draft of free-hand borders beside the county's own: it loads, resolves and evaluates, and says what its borders split.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use footprint::domain::boundaries::division::{Boundaries, Drawing};
use footprint::domain::boundaries::misfit::cut_areas;
use footprint::domain::boundaries::partition::ZoneIx;
use footprint::domain::draft::Draft;
use footprint::domain::geometry::coverage::Coverage;
use footprint::domain::ground::geography::AreaIx;
use footprint::domain::ground::places::Standing;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use geo::{Area as _, BooleanOps as _, Contains, MultiPolygon, Point};
use serde_json::{Value, json};

use crate::nudged::{NUDGED, nudged, nudged_files};
use crate::support::{Answered, send_to, some};

fn draft() -> &'static Draft {
    nudged().atlas.draft(Some(NUDGED)).unwrap()
}

fn drawing() -> &'static Drawing {
    match draft().division.boundaries() {
        Boundaries::Drawn(drawing) => drawing,
        Boundaries::ByArea(_) => panic!("the nudged draft is drawn"),
    }
}

/// The county's service with both drafts.
fn app() -> Router {
    static APP: OnceLock<Router> = OnceLock::new();
    APP.get_or_init(|| {
        router(App::new(load(&Files::Memory(nudged_files())).unwrap(), Settings::default()).unwrap())
    })
    .clone()
}

fn get(path: &str) -> Value {
    let answered =
        send_to(app(), Request::get(path).header("host", "localhost").body(Body::empty()).unwrap());
    assert_eq!(answered.status, 200, "{path}: {}", String::from_utf8_lossy(&answered.body));
    answered.json()
}

/// What the service with both drafts answers to a what-if.
pub fn evaluate(body: &Value) -> Answered {
    let request =
        Request::post("/v1/evaluate").header("host", "localhost").header("content-type", "application/json");
    send_to(app(), request.body(Body::from(body.to_string())).unwrap())
}

fn evaluated(changes: &Value) -> Value {
    let answered = evaluate(&json!({"base": NUDGED, "changes": changes}));
    assert_eq!(answered.status, 200, "{}", String::from_utf8_lossy(&answered.body));
    answered.json()
}

fn id(zone: ZoneIx) -> &'static str {
    draft().division.roster().neighbourhood(zone).id.as_str()
}

#[test]
fn nudged_borders_are_a_coverage_of_the_same_county() {
    let (atlas, drawing) = (&nudged().atlas, drawing());
    assert!(drawing.defects.is_empty(), "{:?}", drawing.defects);
    let [cut] = &atlas.warnings[..] else { panic!("{:?}", atlas.warnings) };
    assert!(crate::support::county().atlas.warnings.is_empty());
    assert!(cut.starts_with("drafts/nudged: 115 of 428 areas are cut by its borders"), "{cut}");
    let land = |coverage: &Coverage| -> i64 {
        (0..u32::try_from(coverage.owners()).unwrap()).map(|owner| coverage.double_area_mm2(owner)).sum()
    };
    assert_eq!(land(&drawing.coverage), land(&atlas.ground.areas));
    let current = atlas.draft(None).unwrap();
    assert_eq!((current.kind(), draft().kind()), ("by_area", "drawn"));
    let elsewhere = atlas.ground.places.all().iter().enumerate().filter(|(number, _)| {
        let zone = |draft: &Draft| draft.division.locate_place(&atlas.ground, *number).zone();
        zone(draft()) != zone(current)
    });
    assert!(elsewhere.count() > 500, "many a postcode has another neighbourhood");
}

/// Live postcodes of each area by the drawn polygon that holds them, told one by one with floats and without an index.
fn postcodes_by_zone() -> BTreeMap<AreaIx, BTreeMap<ZoneIx, u32>> {
    let (ground, division) = (&nudged().atlas.ground, &draft().division);
    let zones: Vec<(ZoneIx, MultiPolygon<f64>)> = division
        .roster()
        .iter()
        .map(|(zone, _)| {
            let owner = u32::try_from(zone.slot()).unwrap();
            let own = drawing().coverage.faces().filter(|(of, _)| *of == owner);
            (zone, own.map(|(_, polygon)| polygon.to_geo_float()).collect())
        })
        .collect();
    let mut counts = BTreeMap::<AreaIx, BTreeMap<ZoneIx, u32>>::new();
    for (number, place) in ground.places.all().iter().enumerate() {
        if let (Standing::Live, Some(site), Some(area)) =
            (place.standing, place.site, ground.area_of_place(number))
        {
            let point = Point::new(f64::from(site.grid.easting_mm), f64::from(site.grid.northing_mm));
            if let Some((zone, _)) = zones.iter().find(|(_, polygons)| polygons.contains(&point)) {
                *counts.entry(area).or_default().entry(*zone).or_default() += 1;
            }
        }
    }
    counts
}

#[test]
fn every_area_that_a_drawn_border_splits_is_listed_with_its_shares() {
    let counts = postcodes_by_zone();
    let split: BTreeMap<AreaIx, BTreeMap<ZoneIx, u32>> = draft()
        .division
        .split_areas()
        .iter()
        .map(|split| (split.area, split.postcodes.iter().copied().collect()))
        .collect();
    let expected: BTreeMap<_, _> = counts.clone().into_iter().filter(|(_, zones)| zones.len() > 1).collect();
    assert!(split.len() > 50, "{} areas are split", split.len());
    assert_eq!(split, expected);
    let partition = draft().division.partition().unwrap();
    for (area, zones) in counts {
        let most = *zones.values().max().unwrap();
        assert_eq!(
            zones.get(&partition.zone(area)),
            Some(&most),
            "an area goes where most of its postcodes are"
        );
    }
}

#[test]
fn a_drawn_draft_evaluates_and_says_by_which_rule_people_are_counted() {
    let answer = evaluated(&json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]));
    assert_eq!((&answer["draft"]["id"], &answer["draft"]["kind"]), (&json!(NUDGED), &json!("drawn")));
    assert!(answer["draft"]["allocation_rule"].as_str().unwrap().contains("most live postcodes"));
    assert_eq!(answer["totals"]["before"], answer["totals"]["after"]);
    assert_eq!(answer["totals"]["before"]["residents"], 738_276);
    assert_eq!(answer["flows"]["before"]["total"], 826_255);
    assert_eq!(answer["moved"]["residents"], 1_886);
    let issues = answer["issues"].as_array().unwrap().iter();
    let split: Vec<&Value> = issues.filter(|issue| issue["kind"] == "split_area").collect();
    assert_eq!(split.len(), draft().division.split_areas().len(), "each is an issue to step through");
    for issue in split {
        let figures = &issue["figures"];
        let of = |name: &str| figures[name].as_f64().unwrap();
        assert!((of("share_there") - of("postcodes_there") / of("postcodes")).abs() < 1e-12, "{issue}");
        assert!(of("neighbourhoods") >= 2.0 && of("share_there") < 1.0, "{issue}");
        assert!(issue["text"].as_str().unwrap().contains("where its people are counted"), "{issue}");
        assert_eq!(issue["bbox"].as_array().unwrap().len(), 4);
    }
    let shipped = evaluate(&json!({"changes": []})).json();
    assert_ne!(answer["flows"]["before"]["cells"], shipped["flows"]["before"]["cells"], "other borders");
}

/// An area that the border cuts may have people on either side of it, until a change says where it is.
#[test]
fn a_drawn_border_gives_ranges_that_moved_areas_are_taken_out_of() {
    let split = &draft().division.split_areas()[0];
    let code = nudged().atlas.ground.geography.area(split.area).code.to_string();
    let own = id(draft().division.partition().unwrap().zone(split.area));
    let other = split.postcodes.iter().map(|(zone, _)| id(*zone)).find(|zone| *zone != own).unwrap();
    let answer = evaluated(&json!([{"op": "move_areas", "areas": [code], "to": other}]));
    let ends = |side: &str, zone: &str| {
        let ranges = some(&answer["ranges"][side]).iter();
        let mut of_zone =
            ranges.filter(|range| range["neighbourhood"]["id"] == zone && range["figure"] == "residents");
        let range = of_zone.next().unwrap();
        (range["least"].as_u64().unwrap(), range["most"].as_u64().unwrap())
    };
    let count = |side: &str, zone: &str| {
        let zones = some(&answer["neighbourhoods"]).iter();
        zones.clone().find(|found| found["id"] == zone).unwrap()[side]["residents"].as_u64().unwrap()
    };
    for side in ["before", "after"] {
        for zone in [own, other] {
            let ((least, most), count) = (ends(side, zone), count(side, zone));
            assert!(least < count && count < most, "{side} {zone}: {least} to {most}, {count}");
        }
    }
    let below = |side: &str| count(side, own) - ends(side, own).0;
    let above = |side: &str| ends(side, other).1 - count(side, other);
    assert!(below("after") < below("before") && above("after") < above("before"), "it is moved whole");
    let shipped = evaluate(&json!({"changes": []})).json();
    let of_residents = |range: &&Value| range["figure"] == "residents";
    assert_eq!(
        some(&shipped["ranges"]["before"]).iter().filter(of_residents).count(),
        0,
        "made of whole areas"
    );
    let state = |answer: &Value| {
        let issues = some(&answer["issues"]).iter();
        let mut of_it =
            issues.filter(|issue| issue["kind"] == "split_area" && issue["area"]["code"] == *code);
        of_it.next().unwrap()["state"].clone()
    };
    assert_eq!(state(&answer), "mended");
}

#[test]
fn figures_of_a_drawn_draft_are_those_of_the_areas_allocated_to_it() {
    let listed = get(&format!("/v1/neighbourhoods?draft={NUDGED}"));
    let (geography, partition) = (&nudged().atlas.ground.geography, draft().division.partition().unwrap());
    for item in some(&listed["items"]) {
        let own = geography.areas().filter(|(ix, _)| item["id"] == id(partition.zone(*ix)));
        let residents: u32 = own.map(|(_, area)| area.residents).sum();
        assert_eq!(item["figures"]["residents"], residents, "{}", item["id"]);
    }
    let drafts = get(&format!("/v1/drafts/{NUDGED}"));
    assert_eq!(drafts["split_areas"], draft().division.split_areas().len());
}

/// Edges between two owners of a coverage, in metres.
fn inner_edges<T: PartialEq>(coverage: &Coverage, of: impl Fn(u32) -> T) -> Vec<[[f64; 2]; 2]> {
    let owner = |face: Option<u32>| face.map(|face| of(coverage.owner(face)));
    let inner = coverage.arcs().iter().filter(|arc| {
        let (left, right) = (owner(arc.left), owner(arc.right));
        left.is_some() && right.is_some() && left != right
    });
    let place = |number: u32| [coverage.vertex(number).easting_m(), coverage.vertex(number).northing_m()];
    inner.flat_map(|arc| arc.vertices.windows(2)).map(|ends| [place(ends[0]), place(ends[1])]).collect()
}

/// From a point to an edge, in metres.
fn distance_m([x, y]: [f64; 2], [from, to]: [[f64; 2]; 2]) -> f64 {
    let (east, north) = (to[0] - from[0], to[1] - from[1]);
    let along = ((x - from[0]) * east + (y - from[1]) * north) / (east * east + north * north);
    let along = along.clamp(0.0, 1.0);
    (x - from[0] - along * east).hypot(y - from[1] - along * north)
}

#[test]
fn the_border_in_common_with_a_drawn_draft_is_what_lies_within_ten_metres_of_its_border() {
    let answer = evaluate(&json!({"changes": [], "include": ["boundary_sets"]})).json();
    let sets = answer["consequences"]["boundary_sets"].as_array().unwrap();
    let fit = sets.iter().find(|fit| fit["set"] == NUDGED).unwrap();
    assert_eq!(fit["borders_by"], "within_10_m");
    let (atlas, drawn) = (&nudged().atlas, inner_edges(&drawing().coverage, |owner| owner));
    let partition = atlas.draft(None).unwrap().division.partition().unwrap();
    let (mut near_m, mut all_m) = (0.0, 0.0);
    // The slow twin: a point in the middle of every ten metres or so, and every drawn edge.
    for [from, to] in inner_edges(&atlas.ground.areas, |owner| partition.zone_of_owner(owner)) {
        let length_m = (to[0] - from[0]).hypot(to[1] - from[1]);
        let steps = (length_m / 10.0).ceil();
        let mut step = 0.5;
        while step < steps {
            let at = [0, 1].map(|axis| from[axis] + step / steps * (to[axis] - from[axis]));
            let is_near = drawn.iter().any(|edge| distance_m(at, *edge) <= 10.0);
            (near_m, all_m) =
                (near_m + if is_near { length_m / steps } else { 0.0 }, all_m + length_m / steps);
            step += 1.0;
        }
    }
    let (found, expected) = (fit["before"]["border_share"].as_f64().unwrap(), near_m / all_m);
    assert!(expected > 0.01 && expected < 0.5, "{expected}");
    assert!((found - expected).abs() < 0.002, "{found} instead of {expected}");
}

/// Practices whose site is drawn into one neighbourhood while the area around it counts in another.
fn practices_apart() -> Vec<(String, &'static str, &'static str)> {
    let (ground, division) = (&nudged().atlas.ground, &draft().division);
    let apart = ground.practices.iter().filter_map(|(ix, practice)| {
        let (home, area) = (division.home(ix)?, ground.area_of_practice(ix)?);
        let around = division.zone_of_area(area)?;
        (home != around).then(|| (practice.code.to_string(), id(home), id(around)))
    });
    apart.collect()
}

#[test]
fn a_practice_drawn_apart_from_its_area_goes_with_a_neighbourhood_that_is_merged() {
    let apart = practices_apart();
    let (code, home, around) = apart.first().unwrap();
    let other = ["N01", "N02", "N03"].into_iter().find(|other| other != home && other != around).unwrap();
    let merged = evaluated(&json!([{"op": "merge", "from": home, "into": other}]));
    let moved = |answer: &Value| -> Value {
        let practices = answer["moved"]["practices"].as_array().unwrap().clone();
        practices.into_iter().find(|practice| practice["code"] == *code.as_str()).unwrap_or_default()
    };
    assert_eq!(moved(&merged)["to"], other, "{apart:?}");
    let kept = evaluated(&json!([{"op": "merge", "from": around, "into": other}]));
    let area_went = moved(&kept);
    assert_eq!(area_went["to"], other, "its area has changed hands, and it goes with it");
}

/// Areas that a border cuts, by an intersection of every area with the polygons that it counts in.
#[test]
fn the_areas_that_a_border_cuts_are_those_whose_land_is_not_all_in_their_neighbourhood() {
    let (ground, drawing) = (&nudged().atlas.ground, drawing());
    let partition = draft().division.partition().unwrap();
    let cut = cut_areas(ground, &drawing.coverage, &drawing.index, partition);
    let mut by_land = Vec::new();
    for (area, _) in ground.geography.areas() {
        let own = ground.area_polygons(area);
        let faces = drawing.coverage.faces().filter(|(of, _)| *of as usize == partition.zone(area).slot());
        let home: MultiPolygon<f64> = faces.map(|(_, face)| face.to_geo_float()).collect();
        let elsewhere = 1.0 - own.intersection(&home).unsigned_area() / own.unsigned_area();
        if elsewhere > 0.01 {
            by_land.push((area, elsewhere));
        }
    }
    assert_eq!(cut.len(), by_land.len());
    for (area, elsewhere) in by_land {
        let found = cut.iter().find(|cut| cut.area == area).unwrap();
        assert!((found.elsewhere - elsewhere).abs() < 1e-9, "{found:?}: {elsewhere}");
    }
    assert!(cut.is_sorted_by(|one, other| one.elsewhere >= other.elsewhere));
}
