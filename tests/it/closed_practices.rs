//! A practice closes and another takes its whole list: in every figure, on every face of a scenario, and back again.

use std::io::Cursor;

use axum::body::Body;
use axum::http::Request;
use calamine::{Reader, Xlsx};
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

/// The rows of a sheet of the scenario's workbook, as text.
fn sheet(id: &str, name: &str) -> Vec<Vec<String>> {
    let answer = get_answer(&format!("/v1/scenarios/{id}/export?f=xlsx"));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(answer.body)).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
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
    let moved = sheet(&id, "Moved");
    let row = moved.iter().find(|row| row[1] == CLOSED).unwrap();
    assert_eq!(
        row[..5],
        ["practice", CLOSED, "Temple Cowley Health Centre", "N09", "closed; its list to K84035"]
    );
    let practices = sheet(&id, "Practices");
    assert!(practices.iter().all(|row| row[0] != CLOSED), "it counts nowhere");
    let taker = practices.iter().find(|row| row[0] == TAKER).unwrap();
    let known = practice(TAKER, &format!("?scenario={id}"));
    assert_eq!(taker[5..], [known["list_size"].to_string(), known["registrations"].to_string()]);
    let compared = get_json(&format!("/v1/drafts/illustrative-2026/diff?with={id}"));
    assert_eq!(
        compared["summary"][0],
        post_json("/v1/evaluate", &json!({"changes": closing()}))["summary"][0]
    );
}

/// Botley Medical Centre closed in the data, and its patients are counted with this practice by inference.
const INFERRED: &str = "K84016";

#[test]
fn whoever_took_patients_by_the_data_hands_them_on_when_the_plan_closes_it() {
    let id = scenario(&json!([{"op": "close_practice", "practice": INFERRED, "to": TAKER}]));
    let both_steps = "inferred from name and place; some patients went elsewhere; in the data ";
    let merger = |of: &Value| {
        let mergers = of["mergers"].as_array().unwrap();
        mergers.iter().find(|merger| merger["closed"] == "K84025").unwrap().clone()
    };
    let profile = practice("K84025", &format!("?scenario={id}"));
    let resolved = get_json(&format!("/v1/resolve?practice=K84025&scenario={id}"));
    let taker = merger(&practice(TAKER, &format!("?scenario={id}")));
    let impact = get_json(&format!("/v1/scenarios/{id}/impact"));
    assert_eq!((&profile["successor"], &resolved["successor"]["code"]), (&json!(TAKER), &json!(TAKER)));
    for told in [&taker, &merger(&impact)] {
        assert_eq!(
            (&told["successor"], &told["inferred"], &told["patients"]),
            (&json!(TAKER), &json!(true), &json!(13_663))
        );
        assert_eq!(told["basis"], resolved["successor"]["basis"]);
    }
    let basis = resolved["successor"]["basis"].as_str().unwrap();
    assert!(basis.starts_with(both_steps) && basis.contains("(K84016)"), "{basis}");
    assert!(basis.ends_with("the plan closes that one and gives its whole list to this practice"), "{basis}");
    let zone = get_json(&format!("/v1/neighbourhoods/N15/profile?scenario={id}"));
    assert!(zone["notes"].to_string().contains(basis), "{}", zone["notes"]);
    assert!(impact["issues"].to_string().contains(basis), "{}", impact["issues"]);
    let before = get_json("/v1/resolve?practice=K84025");
    assert_eq!(before["successor"]["code"], INFERRED);
    assert_eq!(before["successor"]["basis"], "inferred from name and place; some patients went elsewhere");
}

#[test]
fn one_that_closes_is_answered_with_the_name_of_who_has_its_list() {
    let id = scenario(&closing());
    let named = "gives its whole list to The Bell Surgery (K84035)";
    let answer = get_json(&format!("/v1/resolve?practice={CLOSED}&scenario={id}&explain=true"));
    assert!(answer["reason"].as_str().unwrap().contains(named), "{}", answer["reason"]);
    assert!(answer["explanation"].to_string().contains(named), "{}", answer["explanation"]);
    let asked = Request::post(format!("/v1/resolve?scenario={id}&fields=reason"));
    let asked = asked.header("host", "localhost:8080").header("content-type", "text/csv");
    let table = send(asked.body(Body::from(format!("practice_code\n{CLOSED}\n"))).unwrap());
    let table = String::from_utf8(table.body).unwrap();
    assert!(table.contains(named), "{table}");
}

#[test]
fn a_list_that_goes_on_is_told_once_with_who_has_it_in_the_end() {
    let changes = json!([
        {"op": "close_practice", "practice": CLOSED, "to": "K84063"},
        {"op": "close_practice", "practice": "K84063", "to": TAKER},
    ]);
    let id = scenario(&changes);
    let impact = get_json(&format!("/v1/scenarios/{id}/impact"));
    let notes: Vec<&str> =
        impact["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap()).collect();
    let of = [("Temple Cowley Health Centre (K84007)", 0), ("(K84063)", 1)];
    for (closed, number) in of {
        assert!(notes[number].contains(closed), "{notes:?}");
        assert!(notes[number].contains("is counted with The Bell Surgery (K84035),"), "{notes:?}");
    }
    let summary = impact["summary"].as_array().unwrap();
    let gone = summary.iter().filter(|told| told.as_str().unwrap().starts_with("Closes "));
    let gone: Vec<&Value> = gone.collect();
    assert!(gone.len() == 2 && gone.iter().all(|told| told.to_string().contains("(K84035)")), "{summary:?}");
    let rows = sheet(&id, "Read me");
    let how: Vec<&str> =
        rows.iter().filter(|row| row[0] == "How a change was taken").map(|row| row[1].as_str()).collect();
    assert_eq!(how, notes);
}

#[test]
fn who_takes_lists_and_is_moved_is_told_with_all_of_them() {
    let answer = post_json(
        "/v1/evaluate",
        &json!({"changes": [
            {"op": "close_practice", "practice": CLOSED, "to": TAKER},
            {"op": "move_practice", "practice": TAKER, "to": "N01"},
        ]}),
    );
    let all = number(&practice(TAKER, "")["list_size"]) + 8_384;
    let practices = answer["moved"]["practices"].as_array().unwrap();
    let moved = practices.iter().find(|moved| moved["code"] == TAKER).unwrap();
    assert_eq!(moved["list_size"], all);
    let told = answer["summary"].to_string();
    assert!(told.contains("patients on its list and those it takes in"), "{told}");
}

#[test]
fn a_practice_that_closes_within_a_neighbourhood_tells_it_once() {
    let changes = json!([{"op": "close_practice", "practice": CLOSED, "to": "K84063"}]);
    let answer = post_json("/v1/evaluate", &json!({ "changes": changes }));
    let told = answer["summary"][0].as_str().unwrap();
    assert!(told.contains("of its patients live in East Oxford and Temple Cowley."), "{told}");
    assert_eq!(told.matches("% of its patients").count() + told.matches("% in ").count(), 1, "{told}");
}

#[test]
fn groups_of_neighbourhoods_say_what_the_plan_decides_of_practices() {
    let profile = get_json("/v1/neighbourhoods");
    let ids: Vec<&str> =
        profile["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    let body = json!({
        "changes": [closing()[0], {"op": "move_practice", "practice": "K84060", "to": "N08"}],
        "groups": [
            {"id": "G1", "name": "One", "neighbourhoods": ["N08"]},
            {"id": "G2", "name": "Others", "neighbourhoods": ids.iter().filter(|id| **id != "N08").collect::<Vec<_>>()},
        ],
    });
    let answer = post("/v1/groups/profile?f=geojson", &body.to_string());
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let features = answer.json();
    assert_eq!(features["practices_closed"], json!({CLOSED: TAKER}));
    assert_eq!(features["practices_placed"], json!({"K84060": "G1"}));
}

#[test]
fn the_paper_lists_every_practice_that_closes_or_is_placed() {
    let closed = ["K84007", "K84009", "K84012", "K84016", "K84031", "K84063", "K84080"];
    let mut changes: Vec<Value> =
        closed.iter().map(|code| json!({"op": "close_practice", "practice": code, "to": TAKER})).collect();
    changes.push(json!({"op": "move_practice", "practice": "K84060", "to": "N08"}));
    let id = scenario(&json!(changes));
    let paper = String::from_utf8(get_answer(&format!("/v1/scenarios/{id}/export?f=html")).body).unwrap();
    let table = paper.split("<table class=\"practices\"").nth(1).unwrap().split("</table>").next().unwrap();
    for code in closed {
        assert!(table.contains(&format!("({code})")), "{code}: {table}");
    }
    assert_eq!(table.matches("closes; list to The Bell Surgery (K84035)").count(), 7, "{table}");
    assert!(table.contains("(K84060)") && table.contains("counts in "), "{table}");
    let draft = String::from_utf8(get_answer("/v1/drafts/illustrative-2026/export?f=html").body).unwrap();
    assert!(!draft.contains("class=\"practices\""), "nothing is decided of any");
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
        close(json!("K84080"), json!(TAKER)),
        close(json!("K84049"), json!(TAKER)),
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
        ("/changes/9/practice", "closed; its successor is K84035"),
        ("/changes/10/practice", "is closed by a change before"),
        ("/changes/11/to", "expected the practice that takes the whole list"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ((pointer, reason), (place, words)) in told.iter().zip(expected) {
        assert!(*pointer == place && reason.contains(words), "{pointer}: {reason}");
    }
}
