//! Logic on Toyshire, where every figure can be told by looking: see `tests/fixtures/toyshire/make.py`.

use footprint::county::Loaded;
use footprint::domain::boundaries::placing::Located;
use footprint::domain::geometry::crs::{Bng, GridPoint};
use footprint::planning::resolve::question::Asked;
use footprint::planning::resolve::resolution::{Outcome, Resolution};
use footprint::planning::resolve::resolver::Resolver;
use footprint::planning::terms::figures::ZoneFigures;
use footprint::planning::what_if::evaluate::evaluate;
use footprint::planning::what_if::request::Request;
use serde_json::json;

use crate::support::toyshire;

fn ask(loaded: &Loaded, asked: &Asked) -> serde_json::Value {
    let answer: Resolution<'_> = Resolver::new(loaded, &loaded.atlas.drafts[0]).asked(asked);
    serde_json::to_value(answer).unwrap()
}

fn at(loaded: &Loaded, easting: f64, northing: f64) -> serde_json::Value {
    ask(loaded, &Asked { easting: Some(easting), northing: Some(northing), ..Asked::default() })
}

#[test]
fn a_shared_corner_goes_to_the_least_id_and_says_so() {
    let toy = toyshire();
    let answer = at(&toy, 453_000.0, 203_000.0);
    assert_eq!((&answer["outcome"], &answer["neighbourhood"]["id"]), (&json!("on_boundary"), &json!("T1")));
    let others: Vec<&str> = answer["also_on_boundary_of"]
        .as_array()
        .unwrap()
        .iter()
        .map(|zone| zone["id"].as_str().unwrap())
        .collect();
    assert_eq!(others, ["T2", "T3", "T4"]);
    assert_eq!((&answer["ambiguous"], &answer["distance_to_boundary_m"]), (&json!(true), &json!(0.0)));
    assert_eq!(answer["area"]["code"], "E01000015", "the first area of the chosen neighbourhood");
}

#[test]
fn a_border_between_areas_of_one_neighbourhood_is_no_border() {
    let toy = toyshire();
    let answer = at(&toy, 451_000.0, 200_500.0);
    assert_eq!((&answer["outcome"], &answer["neighbourhood"]["id"]), (&json!("matched"), &json!("T1")));
    assert_eq!(answer["distance_to_boundary_m"], 2_000.0);
    assert_eq!(answer["runner_up"]["id"], "T2");
}

#[test]
fn a_millimetre_decides_and_the_outline_belongs_to_the_county() {
    let toy = toyshire();
    let located = |easting_mm: i32, northing_mm: i32| {
        let point = GridPoint { easting_mm, northing_mm };
        toy.atlas.drafts[0].division.locate(&toy.atlas.ground, point)
    };
    assert!(matches!(located(452_999_999, 200_500_000), Located::In { zone, .. } if zone.slot() == 0));
    assert!(matches!(located(453_000_001, 200_500_000), Located::In { zone, .. } if zone.slot() == 1));
    assert!(matches!(located(450_000_000, 200_500_000), Located::In { .. }), "the outline is inside");
    assert_eq!(located(449_999_999, 200_500_000), Located::Outside { area: None });
    let half = Bng::from_easting_northing(452_999.999_4, 200_500.0).unwrap();
    assert_eq!(half.to_grid().easting_mm, 452_999_999);
}

#[test]
fn a_postcode_ten_metres_from_the_border_is_near_it_and_one_in_the_middle_is_not() {
    let toy = toyshire();
    let postcode = |text: &str| ask(&toy, &Asked { postcode: Some(text.to_owned()), ..Asked::default() });
    let near = postcode("ty9 9zz");
    assert_eq!((&near["outcome"], &near["runner_up"]["id"]), (&json!("matched_near_boundary"), &json!("T1")));
    assert_eq!((&near["distance_to_boundary_m"], &near["ambiguous"]), (&json!(10.0), &json!(true)));
    assert_eq!(postcode("TY1 1DA")["outcome"], "matched");
}

#[test]
fn figures_are_what_the_squares_add_up_to() {
    let toy = toyshire();
    let draft = &toy.atlas.drafts[0];
    let t1 = ZoneFigures::of_draft(
        &toy.atlas.ground,
        draft,
        draft.division.roster().find(&"T1".parse().unwrap()).unwrap(),
    );
    assert_eq!(
        (t1.areas, t1.residents, t1.core20_residents, t1.practices),
        (Some(9), Some(900), Some(100), 2)
    );
    assert!((t1.area_m2 - 9e6).abs() < f64::EPSILON);
    // Lives in T1: 900 and 40 more; of those 100 go to T10002 in T2. Registered in T1: 800, 3 unknown, 5 from outside, 60 + 40 at T10005.
    assert_eq!(t1.registered_by_residence, Some(940));
    assert_eq!(t1.registered_by_practice, Some(908));
    assert_eq!(t1.registered_at_home, Some(840));
    assert_eq!(t1.pieces, Some(1));
}

#[test]
fn moving_the_square_registered_across_the_border_makes_both_sides_whole() {
    let toy = toyshire();
    let body = json!({"changes": [{"op": "move_areas", "areas": ["E01000003"], "to": "T2"}], "include": ["borders"]});
    let request = Request::read(&body);
    let what_if = evaluate(&toy, &request).unwrap();
    let answer = serde_json::to_value(what_if.answer()).unwrap();
    assert_eq!(
        answer["summary"][0],
        "Moves 100 residents (1 area) from South West to South East; of the 140 patients \
        living there, by where their practices count after the change: 100% in South East and 0% in South West."
    );
    let t1 = &answer["neighbourhoods"][0];
    assert_eq!(t1["difference"]["registered_by_residence"], -140);
    assert_eq!(t1["difference"]["registered_at_home"], -40);
    assert_eq!(t1["difference"]["area_m2"], -1e6);
    let ring = answer["borders"]["features"][0]["geometry"]["coordinates"][0][0].as_array().unwrap();
    assert!(ring.len() >= 7, "the outline of eight squares has a corner cut out");
}

#[test]
fn squares_that_meet_in_a_corner_are_two_pieces_and_two_polygons() {
    let toy = toyshire();
    // The square (4, 4) of T4 goes to T1, then (3, 3), which touches T1 only in a corner, and (4, 4) not at all.
    let body = json!({"changes": [{"op": "move_areas", "areas": ["E01000022"], "to": "T1"}], "include": ["borders"]});
    let answer = serde_json::to_value(evaluate(&toy, &Request::read(&body)).unwrap().answer()).unwrap();
    let t1 = &answer["neighbourhoods"][0];
    assert_eq!((&t1["id"], &t1["after"]["pieces"]), (&json!("T1"), &json!(2)));
    assert_eq!(answer["borders"]["features"][0]["geometry"]["coordinates"].as_array().unwrap().len(), 2);
}

#[test]
fn a_square_enclosed_by_another_neighbourhood_is_its_hole() {
    let toy = toyshire();
    let body = json!({"changes": [{"op": "move_areas", "areas": ["E01000008"], "to": "T4"}], "include": ["borders"]});
    let answer = serde_json::to_value(evaluate(&toy, &Request::read(&body)).unwrap().answer()).unwrap();
    let t1 = &answer["borders"]["features"][0]["geometry"]["coordinates"];
    assert_eq!(
        (t1.as_array().unwrap().len(), t1[0].as_array().unwrap().len()),
        (1, 2),
        "one polygon with one hole"
    );
    assert_eq!(t1[0][1].as_array().unwrap().len(), 5, "the hole is the square");
}

#[test]
fn outcomes_are_ordered_and_written_as_words() {
    let words = [
        "matched",
        "matched_near_boundary",
        "on_boundary",
        "terminated_matched",
        "outside_area",
        "not_found",
        "invalid_format",
        "no_grid_reference",
        "practice_closed",
        "practice_dormant",
        "empty",
        "elsewhere",
        "pseudo",
        "retired_code",
        "other_kind",
    ];
    assert!(Outcome::ALL.is_sorted_by(|one, next| one < next), "each once, the best first");
    assert_eq!(Outcome::ALL.map(Outcome::as_str), words);
    assert_eq!(serde_json::to_value(Outcome::ALL).unwrap(), json!(words));
    assert_eq!(Outcome::ALL.iter().filter(|outcome| outcome.is_match()).count(), 4);
}
