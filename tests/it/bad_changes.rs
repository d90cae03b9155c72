//! What is wrong with changes is told whole and by place, whichever door they come through; and nothing of them is done.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{Answered, post, send};

/// Where each defect of some changes is, and what is said of it.
fn defects(changes: &Value) -> Vec<(String, String)> {
    let refused = post("/v1/evaluate", &json!({ "changes": changes }).to_string());
    assert_eq!(refused.status, 400, "{changes}");
    told(&refused)
}

fn told(refused: &Answered) -> Vec<(String, String)> {
    let problem = refused.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    problem["errors"].as_array().unwrap().iter().map(|e| (text(&e["pointer"]), text(&e["reason"]))).collect()
}

fn places(changes: &Value) -> Vec<String> {
    defects(changes).into_iter().map(|(pointer, _)| pointer).collect()
}

/// A request that writes to scenarios, from this machine.
fn write(method: Method, path: &str, revision: Option<i64>, body: impl Into<Body>) -> Answered {
    let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
    request = request.header("content-type", "application/json");
    if let Some(revision) = revision {
        request = request.header("if-match", format!("\"{revision}\""));
    }
    send(request.body(body.into()).unwrap())
}

/// The path of a new scenario with some changes.
fn scenario(changes: &Value) -> String {
    let body = json!({"name": "To be spoilt", "changes": changes}).to_string();
    let made = write(Method::POST, "/v1/scenarios", None, body);
    assert_eq!(made.status, 201);
    made.header("location").to_owned()
}

fn ring(corners: &[[f64; 2]]) -> Value {
    json!({"type": "Polygon", "coordinates": [corners]})
}

/// Members each kind of change must have.
const NEEDED: [(&str, &[&str]); 11] = [
    ("move_areas", &["areas", "to"]),
    ("move_practice", &["practice", "to"]),
    ("close_practice", &["practice", "to"]),
    ("move_by_set", &["to", "set"]),
    ("move_by_polygon", &["geometry", "to"]),
    ("create", &["id", "name", "areas"]),
    ("rename", &["id", "name"]),
    ("merge", &["from", "into"]),
    ("delete", &["id", "reassign_to"]),
    ("redraw", &["id", "geometry"]),
    ("accept_issue", &["issue", "reason"]),
];

#[test]
fn every_member_that_a_change_lacks_is_named() {
    let changes: Vec<Value> = NEEDED.iter().map(|(op, _)| json!({ "op": op })).collect();
    let mut expected = Vec::new();
    for (number, (_, members)) in NEEDED.iter().enumerate() {
        expected.extend(members.iter().map(|member| format!("/changes/{number}/{member}")));
    }
    assert_eq!(places(&json!(changes)), expected);
}

#[test]
fn a_member_of_another_type_is_no_code_name_or_line_in_any_change() {
    for value in [json!(7), json!(null), json!(["N01"]), json!({"id": "N01"}), json!("")] {
        for (op, members) in NEEDED {
            let mut change = json!({ "op": op });
            for member in members {
                change[*member] = value.clone();
            }
            let expected: Vec<String> = members
                .iter()
                .flat_map(|member| match (value.is_array(), *member) {
                    (true, "areas") => vec!["/changes/0/areas/0".to_owned()],
                    _ => vec![format!("/changes/0/{member}")],
                })
                .collect();
            assert_eq!(places(&json!([change])), expected, "{op} of {value}");
        }
    }
    let odd = json!([{"op": 7}, {"op": "rename", "id": "N01", "name": "x", "reason": 7}, null, [], "x", 7]);
    assert_eq!(
        places(&odd),
        ["/changes/0/op", "/changes/1/reason", "/changes/2", "/changes/3", "/changes/4", "/changes/5"]
    );
}

#[test]
fn a_member_nobody_knows_is_named_with_those_that_are_known() {
    for (op, members) in NEEDED {
        let found = defects(&json!([{"op": op, "a/b~c": 1}]));
        let (_, reason) = found.iter().find(|(pointer, _)| pointer == "/changes/0/a~1b~0c").unwrap();
        assert!(members.iter().all(|member| reason.contains(member)), "{op}: {reason}");
    }
}

#[test]
fn lines_that_enclose_nothing_are_told_with_why() {
    let good = [[-1.3, 51.7], [-1.2, 51.7], [-1.2, 51.8], [-1.3, 51.7]];
    let outer = json!(good);
    let cases = [
        (json!(null), "Polygon or MultiPolygon"),
        (json!({"type": "Point", "coordinates": [-1.2, 51.7]}), "Polygon or MultiPolygon"),
        (json!({"type": "Feature", "properties": {}, "geometry": ring(&good)}), "Polygon or MultiPolygon"),
        (json!({"type": "Polygon"}), "coordinates"),
        (json!({"type": "Polygon", "coordinates": [[["a", "b"]]]}), "Polygon or MultiPolygon"),
        (json!({"type": "Polygon", "coordinates": [[[-1.3], [-1.2], [-1.2], [-1.3]]]}), ""),
        (json!({"type": "Polygon", "coordinates": []}), ""),
        (json!({"type": "Polygon", "coordinates": [[]]}), ""),
        (json!({"type": "MultiPolygon", "coordinates": []}), ""),
        (ring(&[[-1.3, 51.7], [-1.2, 51.7], [-1.3, 51.7]]), ""),
        (ring(&[[-1.3, 51.7], [-1.3, 51.7], [-1.3, 51.7], [-1.3, 51.7]]), ""),
        (
            ring(&[[-1.3, 51.7], [-1.2, 51.8], [-1.2, 51.7], [-1.3, 51.81], [-1.3, 51.7]]),
            "crosses or touches itself",
        ),
        (ring(&[[-1.3, 951.7], [-1.2, 51.7], [-1.2, 51.8], [-1.3, 951.7]]), "latitude"),
        (ring(&[[10.0, 40.0], [11.0, 40.0], [11.0, 41.0], [10.0, 40.0]]), ""),
        (
            json!({"type": "Polygon", "coordinates": [outer, [[-2.3, 51.7], [-2.2, 51.7], [-2.2, 51.8], [-2.3, 51.7]]]}),
            "a hole, lies outside the exterior",
        ),
    ];
    for (geometry, reason) in cases {
        for change in [
            json!({"op": "move_by_polygon", "to": "N02", "geometry": geometry}),
            json!({"op": "redraw", "id": "N02", "geometry": geometry}),
        ] {
            let found = defects(&json!([change]));
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].0, "/changes/0/geometry");
            assert!(found[0].1.contains(reason), "{geometry}: {}", found[0].1);
        }
    }
}

#[test]
fn a_border_redrawn_around_nothing_leaves_a_neighbourhood_empty_and_is_refused() {
    let nothing = ring(&[[-1.22, 51.71], [-1.219_99, 51.71], [-1.219_99, 51.710_01], [-1.22, 51.71]]);
    let found = defects(&json!([{"op": "redraw", "id": "N10", "geometry": nothing}]));
    assert_eq!(found[0].0, "/changes/0");
    assert!(found[0].1.contains("without any area"), "{found:?}");
}

#[test]
fn a_drawn_line_can_be_read_back_from_the_note_and_from_the_scenario() {
    let line = ring(&[[-1.22, 51.71], [-1.18, 51.71], [-1.18, 51.735], [-1.22, 51.735], [-1.22, 51.71]]);
    let changes = json!([
        {"op": "rename", "id": "N10", "name": "The Leys"},
        {"op": "redraw", "id": "N10", "geometry": line, "reason": "along the bypass"},
    ]);
    let answer = post("/v1/evaluate", &json!({ "changes": changes }).to_string()).json();
    assert_eq!((&answer["notes"][0]["change"], &answer["notes"][0]["drawn"]), (&json!(1), &line));
    assert!(!answer["notes"][0]["areas"].as_array().unwrap().is_empty(), "what was snapped is listed");
    let path = scenario(&changes);
    assert_eq!(write(Method::GET, &path, None, Body::empty()).json()["changes"], changes);
    let impact = write(Method::GET, &format!("{path}/impact"), None, Body::empty()).json();
    assert_eq!(impact["notes"], answer["notes"]);
}

#[test]
fn what_is_wrong_with_a_change_that_is_added_is_pointed_to_where_it_was_sent() {
    let path = scenario(&json!([
        {"op": "create", "id": "N16", "name": "New", "areas": ["E01028422"]},
        {"op": "rename", "id": "N16", "name": "Newer"},
    ]));
    let more = json!({"changes": [
        {"op": "move_areas", "areas": ["E01028426"], "to": "N16"},
        {"op": "move_areas", "areas": ["E01028426", "E01999999"], "to": "N99"},
        {"op": "merge", "from": "N16", "into": "N16"},
    ]});
    let refused = write(Method::POST, &format!("{path}/changes"), Some(1), more.to_string());
    assert_eq!(refused.status, 400);
    let pointers: Vec<String> = told(&refused).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/changes/1/areas/1", "/changes/1/to", "/changes/2/into"]);
    assert_eq!(
        write(Method::GET, &path, None, Body::empty()).json()["revision"],
        1,
        "the good one is not kept"
    );
}

#[test]
fn a_scenario_has_as_many_changes_as_a_request_may_have() {
    let name = |number: usize| json!({"op": "rename", "id": "N01", "name": format!("Name {number}")});
    let path = scenario(&(0..1_000).map(name).collect());
    let more = json!({"changes": [name(1_000)]}).to_string();
    let refused = write(Method::POST, &format!("{path}/changes"), Some(1), more);
    assert_eq!(refused.status, 400);
    let (pointer, reason) = told(&refused).remove(0);
    assert_eq!(pointer, "/changes");
    assert!(reason.contains("1001") && reason.contains("at most 1000"), "{reason}");
}

#[test]
fn vertices_of_all_drawn_lines_together_have_a_limit() {
    // Short numbers, so that so many fit into a body.
    let line = |vertices: usize| {
        let corners: Vec<Value> = (0..vertices).map(|n| json!([-1, 51 + n % 2])).collect();
        json!({"op": "redraw", "id": "N02", "geometry": {"type": "Polygon", "coordinates": [corners]}})
    };
    let found = defects(&json!([line(60_000), line(40_001)]));
    let (pointer, reason) = found.last().unwrap();
    assert_eq!(pointer, "/changes/1/geometry");
    assert!(reason.contains("more than 100000 vertices"), "{reason}");
}

#[test]
fn a_body_of_nonsense_is_refused_at_every_door_and_changes_nothing() {
    let path = scenario(&json!([]));
    let nonsense: [&[u8]; 12] = [
        b"",
        b"nonsense",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"{\"changes\":NaN}",
        b"{\"changes\":[1e999]}",
        b"\xff\xfe{}",
        b"{\"changes\":\"all\"}",
        b"{\"name\":7}",
        b"{\"changes\":[],}",
    ];
    let nested = [b"[".repeat(20_000), b"]".repeat(20_000)].concat();
    for body in nonsense.into_iter().chain([nested.as_slice()]) {
        for (method, door, revision) in [
            (Method::POST, "/v1/evaluate".to_owned(), None),
            (Method::POST, "/v1/scenarios".to_owned(), None),
            (Method::POST, format!("{path}/changes"), Some(1)),
            (Method::POST, format!("{path}/branch"), None),
            (Method::PATCH, path.clone(), Some(1)),
        ] {
            let refused = write(method, &door, revision, body.to_vec());
            assert_eq!(
                refused.status,
                400,
                "{door}: {}",
                String::from_utf8_lossy(&body[..body.len().min(40)])
            );
            assert_eq!(refused.header("content-type"), "application/problem+json");
        }
    }
    assert_eq!(write(Method::GET, &path, None, Body::empty()).json()["revision"], 1);
}

#[test]
fn a_body_of_another_media_type_or_too_long_is_told_apart_from_nonsense() {
    let typed = |media: &str, body: Vec<u8>| {
        let request = Request::post("/v1/evaluate").header("host", "localhost").header("content-type", media);
        send(request.body(Body::from(body)).unwrap()).status
    };
    assert_eq!(typed("text/plain", b"{\"changes\":[]}".to_vec()), 415);
    assert_eq!(typed("application/json", vec![b' '; 1_100_000]), 413);
    assert_eq!(typed("application/json; charset=utf-8", b"{\"changes\":[]}".to_vec()), 200);
}

#[test]
fn a_code_of_2011_and_a_neighbourhood_that_is_nearly_named_are_told_with_what_is_meant() {
    let retired = defects(&json!([{"op": "move_areas", "areas": ["E01028475"], "to": "n09"}]));
    let reasons: Vec<&str> = retired.iter().map(|(_, reason)| reason.as_str()).collect();
    assert!(reasons[0].ends_with("the area became E01035727, E01035728 and E01035729"), "{reasons:?}");
    assert!(reasons[1].ends_with("did you mean N09?"), "{reasons:?}");
    let named = defects(&json!([{"op": "rename", "id": "Bicester", "name": "x"}]));
    assert!(named[0].1.ends_with("did you mean N03?"), "{named:?}");
    let unknown = defects(&json!([{"op": "rename", "id": "X1", "name": "x"}]));
    assert!(
        unknown[0].1.contains("there are N01, N02, ") && unknown[0].1.ends_with(" and N15"),
        "{unknown:?}"
    );
}

#[test]
fn a_key_that_stands_twice_is_refused_wherever_a_body_is_read() {
    let path = scenario(&json!([]));
    for (door, body) in [
        (
            "/v1/evaluate".to_owned(),
            r#"{"changes": [{"op": "merge", "from": "N01", "into": "N02"}], "changes": []}"#,
        ),
        ("/v1/resolve".to_owned(), r#"{"items": [{"postcode": "OX1 1ND"}], "items": []}"#),
        ("/v1/suggest".to_owned(), r#"{"policy": {"rules": [], "rules": []}}"#),
        (format!("{path}/branch"), r#"{"name": "One", "name": "Other"}"#),
    ] {
        let refused = write(Method::POST, &door, None, body);
        assert_eq!(refused.status, 400, "{door}");
        let told = refused.json().to_string();
        assert!(told.contains(" stands twice in one object"), "{door}: {told}");
    }
}
