//! `/v1/resolve`

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{get_answer, get_json, post, post_json, send};

fn one(query: &str) -> Value {
    get_json(&format!("/v1/resolve?{query}"))
}

#[test]
fn a_postcode_in_any_case_and_spacing_is_resolved_with_its_distance_and_runner_up() {
    let answer = one("postcode=OX1%201ND");
    assert_eq!(answer["outcome"], "matched");
    assert_eq!(answer["input"]["postcode"], "OX1 1ND");
    assert_eq!(answer["neighbourhood"], json!({"id": "N07", "name": "Oxford Central, North and Botley"}));
    assert_eq!(answer["runner_up"]["id"], "N09");
    assert!((answer["distance_to_boundary_m"].as_f64().unwrap() - 714.55).abs() < 0.01);
    assert_eq!(answer["location"]["easting"], 451_050.0);
    assert_eq!(answer["area"]["code"], "E01028521");
    assert_eq!(answer["district"]["name"], "Oxford");
    assert_eq!(answer["draft"]["kind"], "by_area");
    assert!(answer["draft"]["status"].as_str().unwrap().contains("not official"));
    assert_eq!(answer["provenance"]["data"].as_str().unwrap().len(), 64);
    for other in ["ox11nd", "%20Ox1%091nD", "OX1+1ND"] {
        assert_eq!(one(&format!("postcode={other}"))["neighbourhood"], answer["neighbourhood"]);
    }
}

#[test]
fn a_point_is_resolved_in_either_system_and_to_the_same_neighbourhood() {
    let by_degrees = one("lon=-1.25&lat=51.75");
    let (easting, northing) = (&by_degrees["location"]["easting"], &by_degrees["location"]["northing"]);
    let by_metres = one(&format!("easting={easting}&northing={northing}"));
    assert_eq!(by_metres["neighbourhood"], by_degrees["neighbourhood"]);
    assert_eq!(by_metres["location"]["lon"], -1.25);
    assert_eq!(by_metres["location"]["lat"], 51.75);
}

#[test]
fn a_point_outside_is_told_with_its_location_in_both_systems() {
    let answer = one("lon=-0.1276&lat=51.5072");
    assert_eq!(answer["outcome"], "outside_area");
    assert_eq!(answer["neighbourhood"], Value::Null);
    assert!((answer["location"]["easting"].as_f64().unwrap() - 530_000.0).abs() < 1_000.0);
    let sea = one("lon=-40&lat=51.5");
    assert_eq!((&sea["outcome"], &sea["location"]), (&json!("outside_area"), &Value::Null));
    assert!(sea["reason"].as_str().unwrap().contains("OSTN15"));
}

#[test]
fn a_practice_is_answered_in_three_views_and_a_disagreement_is_flagged() {
    let answer = one("practice=k84007");
    let views = &answer["practice"]["views"];
    assert_eq!(answer["neighbourhood"]["id"], "N09");
    assert_eq!((&views["site"]["id"], &views["patients"]["id"]), (&json!("N09"), &json!("N10")));
    assert_eq!(views["agree"], false);
    assert!(answer["reason"].as_str().unwrap().contains("not all in one"));
    let alone = one("practice=K84012");
    assert_eq!(alone["practice"]["views"]["network"], Value::Null);
    assert!(alone["practice"]["views"]["network_reason"].as_str().unwrap().contains("no other practice"));
    assert_eq!(one("practice=K84001")["practice"]["views"]["agree"], true);
}

#[test]
fn a_closed_practice_names_its_successor() {
    let answer = one("practice=K84049");
    assert_eq!(answer["outcome"], "practice_closed");
    assert_eq!(answer["successor"]["code"], "K84080");
    assert_eq!(answer["neighbourhood"], Value::Null);
    assert!(answer["successor"]["neighbourhood"]["id"].is_string());
}

#[test]
fn an_area_is_answered_without_a_point() {
    let answer = one("area=e01028422");
    assert_eq!((&answer["outcome"], &answer["neighbourhood"]["id"]), (&json!("matched"), &json!("N01")));
    assert_eq!(answer["location"], Value::Null);
}

#[test]
fn a_terminated_postcode_is_answered_as_such() {
    let answer = one("postcode=GL7%203JP");
    assert_eq!(answer["outcome"], "terminated_matched");
    assert!(answer["neighbourhood"]["id"].is_string());
}

#[test]
fn what_cannot_be_read_is_a_400_and_what_is_not_known_a_404() {
    for query in [
        "postcode=OX1",
        "postcode=",
        "",
        "lon=-1.25",
        "lon=NaN&lat=51",
        "lon=1e999&lat=51",
        "lon=-1&lat=951",
        "easting=inf&northing=1",
        "easting=-5&northing=1",
        "practice=1",
        "area=E0102842",
        "postcode=OX1+1ND&area=E01028422",
    ] {
        let answer = get_answer(&format!("/v1/resolve?{query}"));
        assert_eq!(answer.status, 400, "{query}: {}", answer.json());
    }
    for query in ["postcode=ZZ1+1ZZ", "practice=Z99999", "area=E01999999", "postcode=OX1+1ND&draft=none"] {
        assert_eq!(get_answer(&format!("/v1/resolve?{query}")).status, 404, "{query}");
    }
    let problem = get_answer("/v1/resolve?postcode=OX1").json();
    assert_eq!(problem["outcome"], "invalid_format");
}

#[test]
fn an_unknown_or_repeated_parameter_is_refused_and_the_known_ones_are_named() {
    let problem = get_answer("/v1/resolve?postcod=OX1+1ND").json();
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("postcod") && detail.contains("`easting`"), "{detail}");
    assert_eq!(get_answer("/v1/resolve?postcode=OX1+1ND&postcode=OX1+1ND").status, 400);
}

#[test]
fn a_list_keeps_length_and_order_and_has_an_outcome_for_each_item() {
    let body = json!({"items": [
        {"ref": "a", "postcode": "OX1 1ND"},
        {"ref": 2, "practice": "K84001"},
        {"ref": {"any": "thing"}, "lon": -1.25, "lat": 51.75},
        {"postcode": "ZZ1 1ZZ"},
        {"postcode": "nonsense"},
        {},
        "not an object",
        {"postcode": 7},
        {"unknown": 1},
        {"lon": -1.25},
        {"area": "E01028422"},
        {"easting": 451_000, "northing": 206_000},
        {"practice": "K84049"},
        {"postcode": "GL7 3JP"},
    ]});
    let answer = post_json("/v1/resolve", &body);
    let outcomes: Vec<&str> =
        answer["items"].as_array().unwrap().iter().map(|item| item["outcome"].as_str().unwrap()).collect();
    assert_eq!(
        outcomes,
        [
            "matched",
            "matched",
            "matched",
            "not_found",
            "invalid_format",
            "empty",
            "invalid_format",
            "invalid_format",
            "invalid_format",
            "invalid_format",
            "matched",
            "matched",
            "practice_closed",
            "terminated_matched",
        ]
    );
    assert_eq!(answer["items"][0]["ref"], "a");
    assert_eq!(answer["items"][2]["ref"], json!({"any": "thing"}));
    assert_eq!(answer["draft"]["id"], "illustrative-2026");
}

#[test]
fn ten_thousand_items_are_answered_and_one_more_is_a_413() {
    let items = |count: usize| json!({"items": vec![json!({"postcode": "OX1 1ND"}); count]});
    assert_eq!(post_json("/v1/resolve", &items(10_000))["items"].as_array().unwrap().len(), 10_000);
    let refused = post("/v1/resolve", &items(10_001).to_string());
    assert_eq!(refused.status, 413);
    assert!(refused.json()["detail"].as_str().unwrap().contains("10000"));
}

#[test]
fn a_body_that_is_not_one_is_refused_with_what_was_expected() {
    for body in ["", "[]", "{", "{\"items\":7}", "{\"items\":[],\"more\":1}", "nonsense"] {
        assert_eq!(post("/v1/resolve", body).status, 400, "{body:?}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(post("/v1/resolve", &deep).status, 400);
    let large = format!("{{\"items\":[\"{}\"]}}", "x".repeat(4 * 1024 * 1024));
    assert_eq!(post("/v1/resolve", &large).status, 413);
    let text = Request::post("/v1/resolve")
        .header("host", "x")
        .header("content-type", "text/html")
        .body(Body::from("OX1 1ND"))
        .unwrap();
    assert_eq!(send(text).status, 415);
}

#[test]
fn a_square_of_the_grid_across_a_border_is_ambiguous_and_says_what_it_reaches() {
    let wide = one("grid_reference=SP%205%200");
    assert_eq!((&wide["outcome"], &wide["ambiguous"]), (&json!("matched_near_boundary"), &json!(true)));
    assert_eq!(wide["ambiguity_rule"], "square_of_the_grid");
    let reason = wide["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("answered for the centre of the square of 10 km") && reason.contains("N08"),
        "{reason}"
    );
    let near = one("grid_reference=SP%2053%2004");
    assert_eq!((&near["outcome"], &near["ambiguous"]), (&json!("matched_near_boundary"), &json!(true)));
    let whole = one("grid_reference=SP%20510%20060");
    assert_eq!((&whole["outcome"], &whole["ambiguous"]), (&json!("matched"), &json!(false)));
    assert!(whole.get("ambiguity_rule").is_none());
}

#[test]
fn a_square_that_the_outline_dips_into_between_its_corners_is_no_whole_one() {
    for square in ["SP%2024%2021", "SP%2032%2032", "SU%2037%2082"] {
        let answer = one(&format!("grid_reference={square}"));
        assert_eq!(
            (&answer["outcome"], &answer["ambiguous"]),
            (&json!("matched_near_boundary"), &json!(true))
        );
        let reason = answer["reason"].as_str().unwrap();
        assert!(reason.ends_with("a part of the square lies in no neighbourhood"), "{square}: {reason}");
    }
}

/// Each square against the places in it, one every tenth of its side.
#[test]
fn a_square_is_whole_in_one_neighbourhood_just_where_every_place_in_it_is() {
    for square in (40..60).step_by(3).flat_map(|east| (0..20).step_by(3).map(move |north| (east, north))) {
        let (east, north) = square;
        let answer = one(&format!("grid_reference=SP%20{east:02}%20{north:02}"));
        if answer["outcome"] != "matched" {
            continue;
        }
        let places = (0..=10).flat_map(|x| (0..=10).map(move |y| (x, y)));
        let items: Vec<Value> = places
            .map(|(x, y)| {
                let [easting, northing] = [(400_000 + east * 1000, x), (200_000 + north * 1000, y)]
                    .map(|(from, tenth)| f64::from(from) + (f64::from(tenth) * 100.0).min(999.999));
                json!({"easting": easting, "northing": northing})
            })
            .collect();
        let answers = post_json("/v1/resolve", &json!({"items": items}));
        for place in answers["items"].as_array().unwrap() {
            assert_eq!(place["neighbourhood"], answer["neighbourhood"], "{square:?} {place}");
        }
    }
}

#[test]
fn a_terminated_postcode_with_its_successor_beside_it_is_ambiguous_near_a_border() {
    let answer = one("postcode=OX46NW&explain=true");
    assert_eq!(answer["outcome"], "terminated_matched");
    assert_eq!(answer["distance_to_boundary_m"], 2.194);
    assert_eq!(
        (&answer["ambiguous"], &answer["ambiguity_rule"]),
        (&json!(true), &json!("nearest_postcode_point"))
    );
    assert!(answer["reason"].as_str().unwrap().contains("near a border"), "{answer}");
    let explained = answer["explanation"].to_string();
    assert!(explained.contains("addresses are held to lie up to 75.7 m away"), "{explained}");
}

#[test]
fn an_explanation_under_a_scenario_names_the_scenario() {
    let id = crate::boundaries::scenario(&json!([]));
    let answer = one(&format!("area=E01028422&explain=true&scenario={id}"));
    let explained = answer["explanation"].to_string();
    assert!(explained.contains("by revision 1 of the scenario"), "{explained}");
    assert!(!explained.contains("draft"), "{explained}");
}

#[test]
fn the_current_draft_goes_by_current_too() {
    assert_eq!(one("area=E01028422&draft=current"), one("area=E01028422"));
    assert_eq!(get_answer("/v1/resolve?area=E01028422&draft=Current").status, 404);
}
