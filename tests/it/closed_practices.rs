//! A practice closes and another takes its whole list: in every figure, on every face of a scenario, and back again.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::boundaries::{append, scenario};
use crate::support::{get_answer, get_json, post, post_json, send};

/// Temple Cowley Health Centre, in N09.
const CLOSED: &str = "K84007";
/// The Bell Surgery in Henley, in N15.
const TAKER: &str = "K84035";

fn closing() -> Value {
    json!([{"op": "close_practice", "practice": CLOSED, "to": TAKER}])
}

fn zone<'a>(answer: &'a Value, id: &str) -> &'a Value {
    answer["neighbourhoods"].as_array().unwrap().iter().find(|zone| zone["id"] == id).unwrap()
}

fn practice(code: &str, query: &str) -> Value {
    get_json(&format!("/v1/practices/{code}{query}"))
}

fn number(of: &Value) -> u64 {
    of.as_u64().unwrap()
}

#[test]
fn the_list_and_the_patients_go_to_the_taker_and_nobody_moves_or_is_lost() {
    let answer = post_json("/v1/evaluate", &json!({"changes": closing()}));
    let (left, gained) = (&zone(&answer, "N09")["difference"], &zone(&answer, "N15")["difference"]);
    assert_eq!((&left["practices"], &gained["practices"]), (&json!(-1), &json!(0)));
    assert_eq!((&left["list_size"], &gained["list_size"]), (&json!(-8_384), &json!(8_384)));
    assert_eq!(
        (&left["registered_by_practice"], &gained["registered_by_practice"]),
        (&json!(-8_303), &json!(8_303))
    );
    for zone in [left, gained] {
        assert_eq!((&zone["residents"], &zone["registered_by_residence"]), (&json!(0), &json!(0)));
    }
    assert_eq!(answer["totals"]["after"]["practices"], 64);
    assert_eq!(answer["totals"]["after"]["list_size"], answer["totals"]["before"]["list_size"]);
    assert_eq!(answer["flows"]["after"]["total"], answer["flows"]["before"]["total"]);
    let moved = &answer["moved"]["practices"][0];
    assert_eq!(
        (&moved["code"], &moved["to"], &moved["list_taken_by"]),
        (&json!(CLOSED), &Value::Null, &json!(TAKER))
    );
    let told = answer["summary"].as_array().unwrap();
    let closes = "Closes Temple Cowley Health Centre (K84007) in East Oxford and Temple Cowley, whose whole list goes to The Bell \
                  Surgery (K84035), which counts in Wallingford, Goring and Henley: 8,384 patients on its list";
    assert!(told[0].as_str().unwrap().starts_with(closes), "{told:?}");
    assert!(answer["notes"][0]["text"].as_str().unwrap().contains("no data tells"), "{}", answer["notes"]);
    let merger =
        answer["mergers"].as_array().unwrap().iter().find(|merger| merger["closed"] == CLOSED).unwrap();
    assert_eq!(
        (&merger["successor"], &merger["patients"], &merger["inferred"]),
        (&json!(TAKER), &json!(8_303), &json!(false))
    );
}

#[test]
fn a_list_that_stays_in_its_neighbourhood_is_told_of_once() {
    let changes = json!([{"op": "close_practice", "practice": "K84052", "to": "K84613"}]);
    let answer = post_json("/v1/evaluate", &json!({ "changes": changes }));
    let told = answer["summary"][0].as_str().unwrap();
    assert!(told.ends_with(", 94.5% of its patients live in Bicester."), "{told}");
}

#[test]
fn whoever_had_it_nearest_goes_on_to_the_next_practice() {
    let body = json!({"changes": closing(), "include": ["access"]});
    let answer = post_json("/v1/evaluate", &body);
    let zones = answer["consequences"]["neighbourhoods"].as_array().unwrap();
    let of = zones.iter().find(|zone| zone["id"] == "N09").unwrap();
    let mean = |side: &str| of["access"][side]["here"]["distances"]["mean_m"].as_f64().unwrap();
    assert!(mean("after") > mean("before") + 10.0, "{} and {}", mean("before"), mean("after"));
    let people = |side: &str| of["access"][side]["here"]["distances"]["residents"].clone();
    assert_eq!(people("after"), people("before"), "everybody still has a nearest one");
}

#[test]
fn every_face_of_the_scenario_has_it_closed_and_its_list_with_the_taker() {
    let id = scenario(&closing());
    let query = format!("?scenario={id}");
    let (before, after) = (practice(TAKER, ""), practice(TAKER, &query));
    assert_eq!(number(&after["list_size"]), number(&before["list_size"]) + 8_384);
    assert_eq!(number(&after["registrations"]), number(&before["registrations"]) + 8_303);
    assert_eq!(after["mergers"][0]["closed"], CLOSED);
    let closed = practice(CLOSED, &query);
    assert_eq!((&closed["status"], &closed["successor"]), (&json!("closed"), &json!(TAKER)));
    assert_eq!([&closed["neighbourhood"], &closed["list_size"]], [&Value::Null, &Value::Null]);
    let answer = get_json(&format!("/v1/resolve?practice={CLOSED}&scenario={id}"));
    assert_eq!(
        (&answer["outcome"], &answer["practice"]["status"]),
        (&json!("practice_closed"), &json!("closed"))
    );
    assert_eq!(answer["successor"]["code"], TAKER);
    assert_eq!(answer["successor"]["neighbourhood"]["id"], "N15");
    let items = get_json(&format!("/collections/practices/items?scenario={id}&limit=1000"));
    let feature = |code: &str| {
        let features = items["features"].as_array().unwrap();
        features.iter().find(|feature| feature["id"] == code).unwrap()["properties"].clone()
    };
    assert_eq!((&feature(CLOSED)["status"], &feature(CLOSED)["list_size"]), (&json!("closed"), &Value::Null));
    assert_eq!(feature(TAKER)["list_size"], after["list_size"]);
    let zone = get_json(&format!("/v1/neighbourhoods/N09{query}"));
    assert_eq!(zone["figures"]["practices"], 4, "{zone}");
    let csv = get_answer(&format!("/v1/scenarios/{id}/export?f=csv&of=practices"));
    let csv = String::from_utf8(csv.body).unwrap();
    let row = csv.lines().find(|line| line.starts_with(CLOSED)).unwrap();
    assert!(row.contains("practice_closed") && row.contains(",closed,"), "{row}");
}

#[test]
fn the_paper_and_the_workbook_of_the_scenario_say_what_closes() {
    let id = scenario(&closing());
    let paper = get_answer(&format!("/v1/scenarios/{id}/export?f=html"));
    let paper = String::from_utf8(paper.body).unwrap();
    assert!(paper.contains("Closes Temple Cowley Health Centre (K84007)"), "the sentence");
    assert!(paper.contains("No implication for where people may register"), "the caveat");
    let compared = get_json(&format!("/v1/drafts/illustrative-2026/diff?with={id}"));
    assert_eq!(
        compared["summary"][0],
        post_json("/v1/evaluate", &json!({"changes": closing()}))["summary"][0]
    );
}

#[test]
fn undone_the_practice_is_open_again_and_told_so_between_the_two() {
    let id = scenario(&json!([]));
    append(&id, 1, &closing());
    assert_eq!(practice(CLOSED, &format!("?scenario={id}"))["status"], "closed");
    let undo = Request::post(format!("/v1/scenarios/{id}/undo")).header("host", "localhost:8080");
    let undone = send(undo.header("if-match", "\"2\"").body(Body::empty()).unwrap());
    assert_eq!(undone.status, 200, "{}", String::from_utf8_lossy(&undone.body));
    assert_eq!(practice(CLOSED, &format!("?scenario={id}"))["status"], "active");
    let digest = |revision: u32| {
        get_json(&format!("/v1/scenarios/{id}/revisions/{revision}"))["content_digest"].clone()
    };
    assert_eq!(digest(1), digest(3));
    assert_ne!(digest(1), digest(2), "a closed practice is another plan");
    let back = get_json(&format!("/v1/scenarios/{id}/revisions/2/diff?with={id}@3"));
    assert!(
        back["summary"][0].as_str().unwrap().starts_with("Opens Temple Cowley Health Centre"),
        "{}",
        back["summary"]
    );
}

#[test]
fn the_last_practice_of_a_neighbourhood_may_close_and_the_plan_says_that_it_has_none() {
    let changes = json!([
        {"op": "close_practice", "practice": "K84004", "to": "K84063"},
        {"op": "close_practice", "practice": "K84031", "to": "K84063"},
    ]);
    let answer = post_json("/v1/evaluate", &json!({"changes": changes}));
    let told: Vec<&str> =
        answer["summary"].as_array().unwrap().iter().map(|told| told.as_str().unwrap()).collect();
    assert!(told.iter().any(|told| told.ends_with("has no practice.")), "{told:?}");
    let issues = answer["issues"].as_array().unwrap();
    assert!(
        issues.iter().any(|issue| issue["kind"] == "no_practice" && issue["neighbourhood"]["id"] == "N10")
    );
}

#[test]
fn what_cannot_close_and_who_cannot_take_a_list_is_told_each_with_its_place() {
    let close = |practice: Value, to: Value| json!({"op": "close_practice", "practice": practice, "to": to});
    let body = json!({"changes": [
        close(json!("K84999"), json!(TAKER)),
        close(json!("K84049"), json!(TAKER)),
        close(json!(CLOSED), Value::Null),
        close(json!(CLOSED), json!(CLOSED)),
        close(json!(CLOSED), json!("K84049")),
        close(json!(CLOSED), json!(TAKER)),
        close(json!(CLOSED), json!("K84063")),
        close(json!("K84063"), json!(CLOSED)),
        {"op": "move_practice", "practice": CLOSED, "to": "N01"},
        {"op": "close_practice", "practice": "K84060"},
    ]});
    let refused = post("/v1/evaluate", &body.to_string());
    assert_eq!(refused.status, 400);
    let problem = refused.json();
    let told: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["pointer"].as_str().unwrap(), error["reason"].as_str().unwrap()))
        .collect();
    let expected = [
        ("/changes/0/practice", "is not among the practices"),
        ("/changes/1/practice", "closed; its successor is K84080"),
        ("/changes/2/to", "expected the practice that takes the whole list"),
        ("/changes/3/to", "cannot take its own list"),
        ("/changes/4/to", "closed; its successor is K84080"),
        ("/changes/6/practice", "is closed by a change before, which gives its list to K84035"),
        ("/changes/7/to", "is closed by a change before"),
        ("/changes/8/practice", "is closed by a change before"),
        ("/changes/9/to", "expected the practice that takes the whole list"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ((pointer, reason), (place, words)) in told.iter().zip(expected) {
        assert!(*pointer == place && reason.contains(words), "{pointer}: {reason}");
    }
}
