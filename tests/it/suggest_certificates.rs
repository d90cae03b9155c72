//! Certificates of suggestions: one that was changed does not hold, and a scenario keeps that of its plan.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use footprint::planning::decide::certificates::certificate::Certificate;
use footprint::planning::decide::certificates::verify::verify;
use serde_json::{Value, json};

use crate::support::{asked, county, send, some};

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
    let told = "This plan came of a computation: 4,096 residents move so that each neighbourhood has 35,000 to 66,000 residents. Its \
                certificate says that no plan that moves fewer exists in which every rule holds,";
    assert!(paper(&path).contains(told));
    assert!(paper(&path).contains("as the certificate says, not computed anew for this paper"));
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

/// The digest of a certificate, as anybody can make it.
fn sealed_by_anybody(certificate: &Value) -> Value {
    let read: Certificate = serde_json::from_value(certificate.clone()).unwrap();
    serde_json::to_value(read.sealed()).unwrap()
}

#[test]
fn a_dearer_plan_sealed_anew_as_the_least_is_refuted_and_not_kept() {
    let answer = least_change();
    let dearer =
        some(&answer["plans"]).iter().skip(1).find(|plan| plan["neighbourhoods_outside"] == 0).unwrap();
    let mut forged = answer["certificate"].clone();
    forged["changes"] = dearer["changes"].clone();
    forged["cost"] = dearer["cost"].clone();
    forged["at_least"] = dearer["cost"].clone();
    let forged = sealed_by_anybody(&forged);
    let unsearched = verify(county(), &forged, None);
    assert!(unsearched.iter().any(|check| check.what.contains("checksum") && check.holds == Some(true)));
    let bound = unsearched.last().unwrap();
    assert!(
        bound.holds.is_none() && bound.what.contains("as the certificate says, not computed anew"),
        "{bound:?}"
    );
    let words = unsearched.iter().find(|check| check.what.starts_with("Its words")).unwrap();
    assert_eq!(words.holds, Some(false), "the claim is of the plan before");
    let searched = verify(county(), &forged, Some(Duration::from_secs(5)));
    assert_eq!(searched.last().unwrap().holds, Some(false), "{searched:#?}");

    let body = json!({"name": "Forged", "changes": dearer["changes"], "certificate": forged}).to_string();
    let request =
        Request::post("/v1/scenarios").header("host", "localhost").header("content-type", "application/json");
    let refused = send(request.body(Body::from(body)).unwrap());
    assert_eq!(refused.status, 400);
    let errors = refused.json()["errors"].to_string();
    assert!(errors.contains("No plan costs less than"), "{errors}");
}

#[test]
fn words_that_a_certificate_does_not_make_of_its_figures_do_not_hold() {
    let mut said = least_change()["certificate"].clone();
    said["claim"] = json!("The board has decided this plan.");
    let checks = verify(county(), &sealed_by_anybody(&said), None);
    let failed: Vec<&str> =
        checks.iter().filter(|check| check.holds == Some(false)).map(|check| check.what.as_str()).collect();
    assert_eq!(failed, ["Its words are those that its figures make"]);
}

#[test]
fn a_proof_names_what_it_holds_under_and_what_it_is_counted_from() {
    let rules = json!([{"figure": "residents", "least": 35_000, "most": 66_000}]);
    let told = |more: Value| {
        let mut body = json!({"policy": {"rules": rules}, "seconds": 1});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = asked("/v1/suggest", &body);
        let claim = answer["certificate"]["claim"].as_str().unwrap().to_owned();
        let summary: Vec<&str> =
            some(&answer["summary"]).iter().map(|words| words.as_str().unwrap()).collect();
        assert_eq!(summary.join(" "), claim);
        let certificate: Certificate = serde_json::from_value(answer["certificate"].clone()).unwrap();
        (claim, certificate.in_words().unwrap())
    };
    for (more, words) in [
        (
            json!({"keep_together": "msoa"}),
            "areas of one MSOA that are in one neighbourhood move together or not at all",
        ),
        (json!({"fixed": {"neighbourhoods": ["N02"]}}), "N02 neither gains nor loses"),
        (json!({"fixed": {"areas": ["E01028507", "E01028641"]}}), "E01028507 and E01028641 stay"),
        (json!({}), "the area of each neighbourhood's largest practice stays"),
        (
            json!({"changes": [{"op": "merge", "from": "N13", "into": "N12"}], "policy": {"rules": [
            {"figure": "residents", "least": 35_000, "most": 110_000}]}}),
            "beside the 1 change that was there before",
        ),
    ] {
        let (claim, paper) = told(more);
        assert!(claim.contains(words), "{claim}");
        assert!(paper.contains(words), "{paper}");
    }
}
