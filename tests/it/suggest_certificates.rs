//! Certificates of suggestions: one that was changed does not hold, and a scenario keeps that of its plan.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use footprint::planning::decide::certificates::verify::verify;
use serde_json::{Value, json};

use crate::support::{asked, county, send};

fn least_change() -> Value {
    let rules = json!([{"figure": "residents", "least": 35_000, "most": 66_000}]);
    asked("/v1/suggest", &json!({"policy": {"rules": rules}}))
}

#[test]
fn a_certificate_that_was_changed_does_not_hold() {
    let answer = least_change();
    let fails = |member: &str, value: Value| {
        let mut certificate = answer["certificate"].clone();
        certificate[member] = value;
        let checks = verify(county(), &certificate, Some(Duration::from_secs(30)));
        checks.iter().filter(|check| check.holds == Some(false)).count()
    };
    assert!(fails("cost", json!(4_000)) >= 2);
    assert!(fails("at_least", json!(4_097)) >= 2);
    assert!(fails("arithmetic_bound", json!(1_712)) >= 2);
    assert!(fails("data", json!("0")) >= 2);
    assert!(fails("changes", json!([{"op": "move_areas", "areas": ["E01028507"], "to": "N04"}])) >= 3);
    assert!(fails("kind", json!("another")) >= 1);
    assert_eq!(verify(county(), &json!({}), None)[0].holds, Some(false));
}

#[test]
fn a_scenario_keeps_the_certificate_of_its_plan_until_the_plan_changes_and_the_board_paper_says_so() {
    let answer = least_change();
    let write = |method: &str, path: &str, tag: &str, body: &Value| {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        let request = request.header("if-match", tag).header("content-type", "application/json");
        send(request.body(Body::from(body.to_string())).unwrap())
    };
    let body = json!({"name": "Least", "changes": answer["plans"][0]["changes"], "certificate": answer["certificate"]});
    let made = write("POST", "/v1/scenarios", "*", &body);
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    assert_eq!(made.json()["certificate"], answer["certificate"]);
    let path = format!("/v1/scenarios/{}", made.json()["id"].as_str().unwrap());
    let paper = |path: &str| {
        let request = Request::get(format!("{path}/export?f=html")).header("host", "localhost");
        String::from_utf8(send(request.body(Body::empty()).unwrap()).body).unwrap()
    };
    let told =
        "This plan came of a computation: 4,096 residents move, and no plan that moves fewer meets the rules";
    assert!(paper(&path).contains(told));
    let renamed = write("PATCH", &path, "*", &json!({"name": "The least"}));
    assert_eq!(renamed.json()["certificate"], answer["certificate"]);
    let more = json!({"changes": [{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]});
    let changed = write("POST", &format!("{path}/changes"), "*", &more);
    assert_eq!((changed.status.as_u16(), changed.json().get("certificate")), (200, None));
    assert!(!paper(&path).contains("came of a computation"));
    assert_eq!(
        write("POST", &format!("{path}/undo"), "*", &json!({})).json()["certificate"],
        answer["certificate"]
    );

    let of_another =
        json!({"name": "Another", "changes": more["changes"], "certificate": answer["certificate"]});
    let refused = write("POST", "/v1/scenarios", "*", &of_another);
    assert_eq!(refused.json()["errors"][0]["reason"], "is of another plan than these changes make");
    let mut forged = answer["certificate"].clone();
    forged["cost"] = json!(4_000);
    let body = json!({"name": "Forged", "changes": answer["plans"][0]["changes"], "certificate": forged});
    let refused = write("POST", "/v1/scenarios", "*", &body);
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["errors"][0]["pointer"]),
        (400, &json!("/certificate"))
    );
}
