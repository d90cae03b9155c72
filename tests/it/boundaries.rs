//! `?scenario=`, wherever a neighbourhood is answered: the boundaries of a saved what-if, as those of a draft.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{get_answer, get_json, post_json, send, some};

/// An area of Banbury, moved to N02 in the scenario.
const MOVED: &str = "E01028422";

/// A scenario of one revision; its id.
pub fn scenario(changes: &Value) -> String {
    let body = json!({"name": "Adderbury", "changes": changes}).to_string();
    let request = Request::post("/v1/scenarios").header("host", "localhost:8080");
    let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
    let made = send(request);
    assert_eq!(made.status, 201);
    made.json()["id"].as_str().unwrap().to_owned()
}

/// Appends changes to a scenario at a revision.
pub fn append(id: &str, revision: i64, changes: &Value) {
    let request = Request::post(format!("/v1/scenarios/{id}/changes"))
        .header("host", "localhost:8080")
        .header("content-type", "application/json")
        .header("if-match", format!("\"{revision}\""));
    let body = json!({ "changes": changes }).to_string();
    assert_eq!(send(request.body(Body::from(body)).unwrap()).status, 200);
}

fn moved() -> String {
    scenario(&json!([
        {"op": "move_areas", "areas": [MOVED], "to": "N02"},
        {"op": "rename", "id": "N02", "name": "The Cotswold edge"}
    ]))
}

/// A live postcode of the moved area, found by asking.
fn postcode_of_moved_area() -> &'static str {
    let postcode = "OX173DZ";
    assert_eq!(get_json(&format!("/v1/resolve?postcode={postcode}"))["area"]["code"], "E01028422");
    postcode
}

#[test]
fn a_postcode_its_point_and_its_area_resolve_alike_in_a_scenario() {
    let (id, postcode) = (moved(), postcode_of_moved_area());
    let by_postcode = get_json(&format!("/v1/resolve?postcode={postcode}&scenario={id}"));
    let (easting, northing) = (&by_postcode["location"]["easting"], &by_postcode["location"]["northing"]);
    let by_point = get_json(&format!("/v1/resolve?easting={easting}&northing={northing}&scenario={id}"));
    let by_area = get_json(&format!("/v1/resolve?area={MOVED}&scenario={id}"));
    for answer in [&by_postcode, &by_point, &by_area] {
        assert_eq!(answer["neighbourhood"], json!({"id": "N02", "name": "The Cotswold edge"}));
        assert_eq!(answer["draft"]["id"], "illustrative-2026");
        assert_eq!(
            answer["draft"]["scenario"],
            json!({"id": id, "revision": 1, "name": "Adderbury", "base": "illustrative-2026"})
        );
    }
    let before = get_json(&format!("/v1/resolve?postcode={postcode}&compare={id}@1"));
    assert_eq!((&before["neighbourhood"]["id"], &before["compared"]["same"]), (&json!("N01"), &json!(false)));
    assert_eq!(before["compared"]["draft"], format!("{id}@1"));
}

#[test]
fn many_items_are_resolved_in_a_scenario() {
    let (id, postcode) = (moved(), postcode_of_moved_area());
    let answer =
        post_json(&format!("/v1/resolve?scenario={id}"), &json!({"items": [{"postcode": postcode}]}));
    assert_eq!(answer["items"][0]["neighbourhood"]["id"], "N02");
    assert_eq!(answer["draft"]["scenario"]["revision"], 1);
}

#[test]
fn figures_and_outlines_of_a_scenario_are_those_its_impact_tells() {
    let id = moved();
    let impact = get_json(&format!("/v1/scenarios/{id}/impact"));
    let listed = get_json(&format!("/v1/neighbourhoods?scenario={id}"));
    let features = get_json(&format!("/collections/neighbourhoods/items?scenario={id}"));
    for touched in some(&impact["neighbourhoods"]) {
        let of = |list: &Value| -> Value {
            let found = list.as_array().unwrap().iter().find(|item| item["id"] == touched["id"]);
            found.unwrap().clone()
        };
        assert_eq!(of(&listed["items"])["figures"], touched["after"]);
        let properties = &of(&features["features"])["properties"];
        assert_eq!(properties["residents"], touched["after"]["residents"]);
        assert_eq!(properties["scenario"], format!("{id}@1"));
    }
    let one = get_json(&format!("/v1/neighbourhoods/N02?scenario={id}"));
    assert_eq!(one["name"], "The Cotswold edge");
    let area = get_json(&format!("/v1/areas/{MOVED}?scenario={id}"));
    assert_eq!(area["neighbourhood"]["id"], "N02");
}

#[test]
fn a_practice_placed_by_hand_counts_where_it_was_placed() {
    let id = scenario(&json!([{"op": "move_practice", "practice": "K84007", "to": "N10"}]));
    let practice = get_json(&format!("/v1/practices/K84007?scenario={id}"));
    assert_eq!(
        (&practice["neighbourhood"]["id"], &practice["views"]["site"]["id"]),
        (&json!("N10"), &json!("N09")),
        "its main site lies where it lay"
    );
    let answer = get_json(&format!("/v1/resolve?practice=K84007&scenario={id}"));
    assert_eq!(answer["neighbourhood"]["id"], "N10");
    assert_eq!(answer["practice"]["views"], practice["views"]);
    assert_eq!(answer["reason"], "the scenario places it in N10; its site lies in N09");
}

#[test]
fn a_revision_is_private_keeps_its_answer_and_the_current_one_follows() {
    let id = moved();
    let path = format!("/v1/areas/{MOVED}?scenario={id}");
    let first = get_answer(&path);
    assert!(first.header("cache-control").starts_with("private"), "{}", first.header("cache-control"));
    append(&id, 1, &json!([{"op": "move_areas", "areas": [MOVED], "to": "N01"}]));
    assert_eq!(get_json(&path)["neighbourhood"]["id"], "N01");
    let pinned = get_answer(&format!("{path}@1"));
    assert_eq!(pinned.json()["neighbourhood"]["id"], "N02");
    assert_eq!(pinned.header("etag"), first.header("etag"));
}

#[test]
fn what_is_no_scenario_is_told_apart_from_one_that_is_not_there() {
    let id = moved();
    for (query, status) in [
        (format!("scenario={id}&draft=illustrative-2026"), 400),
        ("scenario=nonsense".to_owned(), 400),
        (format!("scenario={id}@0"), 400),
        (format!("scenario={id}@2"), 404),
        (format!("scenario={}", "0".repeat(32)), 404),
    ] {
        assert_eq!(get_answer(&format!("/v1/neighbourhoods?{query}")).status, status, "{query}");
    }
    let delete = Request::delete(format!("/v1/scenarios/{id}")).header("host", "localhost:8080");
    assert_eq!(get_answer(&format!("/v1/neighbourhoods?scenario={id}")).status, 200);
    assert_eq!(send(delete.header("if-match", "\"1\"").body(Body::empty()).unwrap()).status, 204);
    assert_eq!(get_answer(&format!("/v1/neighbourhoods?scenario={id}@1")).status, 404);
}

#[test]
fn tables_and_lines_link_to_the_revision_of_the_scenario_they_were_answered_by() {
    let id = moved();
    let postcode = postcode_of_moved_area();
    let by_scenario = format!("</v1/scenarios/{id}/revisions/1>; rel=\"describedby\"");
    let by_draft = "</v1/drafts/illustrative-2026>; rel=\"describedby\"".to_owned();
    for (query, link) in [(format!("?scenario={id}"), &by_scenario), (String::new(), &by_draft)] {
        for (media, body) in [
            ("text/csv", format!("postcode\n{postcode}\n")),
            ("application/x-ndjson", json!({ "postcode": postcode }).to_string()),
        ] {
            let request = Request::post(format!("/v1/resolve{query}")).header("host", "localhost:8080");
            let request = request.header("content-type", media).body(Body::from(body)).unwrap();
            assert_eq!(send(request).header("link"), link, "{media} {query}");
        }
        assert_eq!(get_answer(&format!("/postcodes/{postcode}{query}")).header("link"), link);
    }
    assert_eq!(get_answer(&format!("/v1/scenarios/{id}/revisions/1")).status, 200, "where it leads");
}
