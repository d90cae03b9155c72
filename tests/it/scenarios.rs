//! `/v1/scenarios`

use axum::body::Body;
use axum::http::{Method, Request};
use footprint::planning::saved::scenarios::Decision;
use footprint::planning::what_if;
use serde_json::{Value, json};

use crate::contract_examples::service;
use crate::support::{Answered, ORPHAN, county, get_of, runtime, send};

fn ask(method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Answered {
    let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "localhost:8080");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    send(request.body(body).unwrap())
}

fn create(changes: &Value) -> (String, Value) {
    let made = ask(
        Method::POST,
        "/v1/scenarios",
        &[],
        &json!({"name": "Adderbury", "changes": changes, "reason": "asked for"}),
    );
    assert_eq!(made.status, 201, "{}", made.json());
    assert_eq!(made.header("etag"), "\"1\"");
    (made.header("location").to_owned(), made.json())
}

fn write(path: &str, revision: i64, body: &Value) -> Value {
    let tag = format!("\"{revision}\"");
    let answer = ask(Method::POST, path, &[("if-match", &tag)], body);
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.header("etag"), format!("\"{}\"", answer.json()["revision"]));
    answer.json()
}

fn read(path: &str) -> Value {
    let answer = ask(Method::GET, path, &[], &Value::Null);
    assert_eq!(answer.status, 200, "{path}");
    answer.json()
}

fn one_move(area: &str) -> Value {
    json!([{"op": "move_areas", "areas": [area], "to": "N02"}])
}

#[test]
fn a_scenario_is_made_changed_undone_redone_and_its_history_kept() {
    let (path, made) = create(&one_move("E01028422"));
    let changed = write(&format!("{path}/changes"), 1, &json!({"changes": one_move("E01028426")}));
    assert_eq!((&changed["revision"], changed["changes"].as_array().unwrap().len()), (&json!(2), 2));
    let undone = write(&format!("{path}/undo"), 2, &Value::Null);
    assert_eq!((&undone["changes"], &undone["content_digest"]), (&made["changes"], &made["content_digest"]));
    assert_eq!((&undone["can_undo"], &undone["can_redo"]), (&json!(false), &json!(true)));
    let redone = write(&format!("{path}/redo"), 3, &Value::Null);
    assert_eq!(redone["content_digest"], changed["content_digest"]);
    let history = read(&format!("{path}/revisions"));
    let kinds: Vec<&str> =
        history["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["create", "change", "undo", "redo"]);
    assert_eq!(read(&format!("{path}/revisions/1"))["changes"], made["changes"]);
    assert_eq!(made["reason"], "asked for");
}

#[test]
fn all_changes_are_put_in_the_place_of_those_there_are_or_none() {
    let (path, _) = create(&one_move("E01028422"));
    let (changes, other) = (format!("{path}/changes"), json!({"changes": one_move("E01028426")}));
    let matching = |revision: &'static str| [("if-match", revision)];
    let replaced = ask(Method::PUT, &changes, &matching("\"1\""), &other).json();
    assert_eq!((&replaced["revision"], &replaced["changes"]), (&json!(2), &other["changes"]));
    assert_eq!(
        ask(Method::PUT, &changes, &matching("\"1\""), &other).status,
        412,
        "another revision is current"
    );
    let wrong = json!({"changes": [{"op": "move_areas", "areas": ["E01999999"], "to": "N02"}]});
    let refused = ask(Method::PUT, &changes, &matching("\"2\""), &wrong);
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["errors"][0]["pointer"]),
        (400, &json!("/changes/0/areas/0"))
    );
    let emptied = ask(Method::PUT, &changes, &matching("\"2\""), &json!({"changes": []})).json();
    assert_eq!((&emptied["revision"], &emptied["changes"]), (&json!(3), &json!([])));
    let undone = write(&format!("{path}/undo"), 3, &Value::Null);
    assert_eq!(undone["changes"], other["changes"], "an undo brings back what was replaced");
}

#[test]
fn the_impact_of_a_scenario_is_that_of_its_changes() {
    let (path, _) = create(&one_move("E01028422"));
    let impact = read(&format!("{path}/impact?policy=oxfordshire-50-100k&include=borders"));
    assert_eq!(impact["moved"]["residents"], 1886);
    assert!(impact["verdict"]["after"]["findings"].is_array() && impact["borders"]["features"].is_array());
    assert_eq!(read(&format!("{path}/revisions/1/impact"))["moved"], impact["moved"]);
}

#[test]
fn the_same_plan_has_the_same_digest_however_it_was_reached() {
    let (_, one) = create(&one_move("E01028422"));
    let there_and_back = json!([
        {"op": "move_areas", "areas": ["E01028422", "E01028426"], "to": "N02"},
        {"op": "move_areas", "areas": ["E01028426"], "to": "N01"},
    ]);
    let (_, other) = create(&there_and_back);
    assert_eq!(one["content_digest"], other["content_digest"]);
    let (_, nothing) = create(&json!([]));
    assert_ne!(one["content_digest"], nothing["content_digest"]);
}

#[test]
fn a_lost_race_a_missing_if_match_and_a_key_used_twice_are_told_apart() {
    let (path, _) = create(&json!([]));
    let (changes, body) = (format!("{path}/changes"), json!({"changes": one_move("E01028422")}));
    assert_eq!(ask(Method::POST, &changes, &[], &body).status, 428);
    let keyed = [("if-match", "\"1\""), ("idempotency-key", "once")];
    let first = ask(Method::POST, &changes, &keyed, &body);
    let again = ask(Method::POST, &changes, &keyed, &body);
    assert_eq!((first.json(), again.status.as_u16()), (again.json(), 200), "sent twice, done once");
    assert_eq!(ask(Method::POST, &changes, &keyed, &json!({"changes": one_move("E01028426")})).status, 409);
    let late = ask(Method::POST, &changes, &[("if-match", "\"1\"")], &body);
    assert_eq!(late.status, 412);
    assert!(late.json()["detail"].as_str().unwrap().contains("now 2"));
    let early = [("if-match", "\"99\"")];
    assert_eq!(ask(Method::POST, &changes, &early, &body).status, 412, "a revision that is not there yet");
    assert_eq!(ask(Method::PATCH, &path, &early, &json!({"name": "x"})).status, 412);
    assert_eq!(ask(Method::DELETE, &path, &early, &Value::Null).status, 412);
    let nowhere = "/v1/scenarios/ffffffffffffffffffffffffffffffff/changes";
    assert_eq!(ask(Method::POST, nowhere, &early, &body).status, 404);
    assert_eq!(
        ask(Method::POST, &format!("{path}/redo"), &[("if-match", "\"2\"")], &Value::Null).status,
        409
    );
}

#[test]
fn a_write_may_expect_any_revision_or_one_of_several() {
    let (path, _) = create(&json!([]));
    let (changes, body) = (format!("{path}/changes"), json!({"changes": one_move("E01028422")}));
    let sent =
        |path: &str, tags: &str, method: Method, body: &Value| ask(method, path, &[("if-match", tags)], body);
    assert_eq!(sent(&changes, "*", Method::POST, &body).json()["revision"], 2);
    assert_eq!(sent(&changes, "\"1\", \"7\"", Method::POST, &body).status, 412, "none of them is current");
    assert_eq!(sent(&changes, "\"1\", W/\"2\"", Method::POST, &body).json()["revision"], 3);
    assert_eq!(sent(&format!("{path}/undo"), "*", Method::POST, &Value::Null).json()["revision"], 4);
    assert_eq!(
        sent(&format!("{path}/redo"), "\"3\",\"4\"", Method::POST, &Value::Null).json()["revision"],
        5
    );
    assert_eq!(sent(&path, "*", Method::PATCH, &json!({"name": "Any"})).json()["revision"], 6);
    for wrong in ["", "\"x\"", "*, \"6\"", "\"0\""] {
        assert_eq!(sent(&path, wrong, Method::PATCH, &json!({"name": "Any"})).status, 400, "{wrong}");
    }
    assert_eq!(sent(&path, "\"5\", \"7\"", Method::DELETE, &Value::Null).status, 412);
    assert_eq!(sent(&path, "*", Method::DELETE, &Value::Null).status, 204);
    assert_eq!(sent(&path, "*", Method::DELETE, &Value::Null).status, 404, "there is nothing to expect");
}

#[test]
fn a_key_sent_again_does_it_once_whatever_revision_is_expected() {
    let (path, _) = create(&json!([]));
    let changes = format!("{path}/changes");
    let body = json!({"changes": [{"op": "create", "id": "NEW", "name": "New", "areas": ["E01028422"]}]});
    let keyed = [("if-match", "*"), ("idempotency-key", "any")];
    let first = ask(Method::POST, &changes, &keyed, &body);
    let again = ask(Method::POST, &changes, &keyed, &body);
    assert_eq!(
        (first.status.as_u16(), again.status.as_u16()),
        (200, 200),
        "it could not be made a second time"
    );
    assert_eq!(first.json(), again.json());
    let other = json!({"changes": one_move("E01028426")});
    assert_eq!(ask(Method::POST, &changes, &keyed, &other).status, 409);
}

#[test]
fn a_null_is_no_way_to_leave_a_reason_or_a_base_out() {
    let (path, _) = create(&json!([]));
    let first = [("if-match", "\"1\"")];
    let changes = one_move("E01028422");
    for (method, path, body) in [
        (Method::POST, "/v1/scenarios".to_owned(), json!({"name": "x", "reason": null})),
        (Method::POST, "/v1/scenarios".to_owned(), json!({"name": "x", "base": null})),
        (Method::PATCH, path.clone(), json!({"name": "x", "reason": null})),
        (Method::POST, format!("{path}/changes"), json!({"changes": changes, "reason": null})),
        (Method::POST, format!("{path}/branch"), json!({"name": "x", "revision": null})),
    ] {
        let answer = ask(method, &path, &first, &body);
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["code"]),
            (400, &json!("invalid_body")),
            "{path} {body}"
        );
    }
}

#[test]
fn kept_changes_that_the_data_no_longer_bears_are_a_conflict_and_no_fault_of_a_body() {
    let (service, store, _folder) = service();
    let decision = Decision::read(county(), &what_if::request::Request::of(None, vec![])).unwrap();
    let id = "00000000000000000000000000000002";
    let mut new = decision.into_new(id.parse().unwrap(), "Of other areas".to_owned(), None, 0);
    new.content.changes = json!([{"op": "move_areas", "areas": ["E01999999"], "to": "N02"}]).to_string();
    runtime().block_on(store.create(new)).unwrap();
    for path in [
        format!("/v1/scenarios/{id}/impact"),
        format!("/v1/scenarios/{id}/impact/postcodes.csv"),
        format!("/v1/scenarios/{id}/revisions/1/export?f=geojson"),
        format!("/v1/scenarios/{id}/diff?with=illustrative-2026"),
        format!("/v1/neighbourhoods?scenario={id}"),
        format!("/collections/areas/items?scenario={id}"),
        format!("/xyz/areas/8/126/84?scenario={id}@1"),
    ] {
        let answer = get_of(&service, &path);
        let problem = answer.json();
        assert_eq!(
            (answer.status.as_u16(), &problem["code"]),
            (409, &json!("changes_do_not_hold")),
            "{path}"
        );
        assert_eq!(problem["errors"][0]["pointer"], "/changes/0/areas/0", "{path}");
    }
}

#[test]
fn the_list_is_held_to_its_limits() {
    let (_, _) = create(&json!([]));
    for limit in ["0", "1001", "-1", "x", ""] {
        let answer = ask(Method::GET, &format!("/v1/scenarios?limit={limit}"), &[], &Value::Null);
        assert_eq!(answer.status, 400, "{limit}");
    }
    assert_eq!(read("/v1/scenarios?limit=1")["count"], 1);
    assert_eq!(read("/v1/scenarios?limit=1000&offset=5000000000")["count"], 0);
}

#[test]
fn a_branch_starts_from_any_revision_and_goes_its_own_way() {
    let (path, made) = create(&one_move("E01028422"));
    write(&format!("{path}/changes"), 1, &json!({"changes": one_move("E01028426")}));
    let branch = ask(Method::POST, &format!("{path}/branch"), &[], &json!({"name": "Other", "revision": 1}));
    assert_eq!(branch.status, 201);
    assert_eq!(branch.json()["changes"], made["changes"]);
    assert_ne!(branch.json()["id"], made["id"]);
    assert_eq!(
        ask(Method::POST, &format!("{path}/branch"), &[], &json!({"name": "x", "revision": 99})).status,
        404
    );
}

#[test]
fn a_scenario_is_renamed_listed_and_deleted() {
    let (path, made) = create(&json!([]));
    let renamed = ask(Method::PATCH, &path, &[("if-match", "\"1\"")], &json!({"name": "Another name"}));
    assert_eq!((renamed.status.as_u16(), &renamed.json()["name"]), (200, &json!("Another name")));
    let list = read("/v1/scenarios?limit=1000");
    assert!(
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|item| item["id"] == made["id"] && item["name"] == "Another name")
    );
    assert_eq!(ask(Method::DELETE, &path, &[("if-match", "\"2\"")], &Value::Null).status, 204);
    assert_eq!(ask(Method::GET, &path, &[], &Value::Null).status, 404);
}

#[test]
fn nothing_that_does_not_hold_is_kept() {
    let broken = json!({"name": "x", "changes": [{"op": "move_areas", "areas": ["E01999999"], "to": "N99"}]});
    let refused = ask(Method::POST, "/v1/scenarios", &[], &broken);
    assert_eq!((refused.status.as_u16(), refused.json()["errors"].as_array().unwrap().len()), (400, 2));
    for body in [
        json!({}),
        json!({"name": ""}),
        json!({"name": "x", "base": "none"}),
        json!({"name": "x", "colour": 1}),
        json!([]),
    ] {
        assert_eq!(ask(Method::POST, "/v1/scenarios", &[], &body).status, 400, "{body}");
    }
    let (path, _) = create(&json!([]));
    let refused = ask(
        Method::POST,
        &format!("{path}/changes"),
        &[("if-match", "\"1\"")],
        &json!({"changes": [{"op": "paint"}]}),
    );
    assert_eq!(refused.status, 400);
    assert_eq!(read(&path)["revision"], 1);
}

#[test]
fn a_scenario_whose_draft_is_no_longer_loaded_says_so_and_stays_readable() {
    let path = format!("/v1/scenarios/{ORPHAN}");
    assert_eq!(read(&path)["base"], "gone");
    let body = json!({"changes": one_move("E01028422")});
    for refused in [
        ask(Method::GET, &format!("{path}/impact"), &[], &Value::Null),
        ask(Method::POST, &format!("{path}/changes"), &[("if-match", "\"1\"")], &body),
        ask(Method::PATCH, &path, &[("if-match", "\"1\"")], &json!({"name": "x"})),
    ] {
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (409, &json!("base_not_loaded")));
    }
}

#[test]
fn only_this_machine_writes_and_lists() {
    let body = json!({"name": "x"});
    for headers in [
        [("host", "footprint.example.org"), ("accept", "*/*")],
        [("host", "localhost"), ("x-forwarded-for", "10.0.0.1")],
        [("host", "localhost"), ("origin", "https://elsewhere.example.org")],
    ] {
        assert_eq!(ask(Method::POST, "/v1/scenarios", &headers, &body).status, 403, "{headers:?}");
        assert_eq!(ask(Method::GET, "/v1/scenarios", &headers, &Value::Null).status, 403, "{headers:?}");
    }
    let (path, _) = create(&json!([]));
    let anywhere = ask(Method::GET, &path, &[("host", "footprint.example.org")], &Value::Null);
    assert_eq!(anywhere.status, 200, "who has the link may read");
}
