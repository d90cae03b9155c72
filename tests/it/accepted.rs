//! Issues that are accepted with a reason: by a change that moves nothing, kept with the plan and told in its documents.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::support::{get_answer, get_json, post_json, some};

const REASON: &str = "two teams look after them already";

fn evaluate(changes: &Value, policy: Option<&str>) -> Value {
    let mut body = json!({ "changes": changes });
    if let Some(policy) = policy {
        body["policy"] = json!(policy);
    }
    post_json("/v1/evaluate", &body)
}

fn moved() -> Value {
    json!({"op": "move_areas", "areas": ["E01028422"], "to": "N02"})
}

fn accept(issue: &str) -> Value {
    json!({"op": "accept_issue", "issue": issue, "reason": REASON})
}

fn ids(answer: &Value) -> Vec<&str> {
    some(&answer["issues"]).iter().map(|issue| issue["id"].as_str().unwrap()).collect()
}

#[test]
fn every_issue_has_an_id_of_its_own_that_can_be_accepted_and_accepting_all_changes_nothing_else() {
    for policy in [None, Some("oxfordshire-50-100k")] {
        let plain = evaluate(&json!([moved()]), policy);
        let ids = ids(&plain);
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{ids:?}");
        let changes: Vec<Value> = [moved()].into_iter().chain(ids.iter().map(|id| accept(id))).collect();
        let mut accepted = evaluate(&json!(changes), policy);
        for (number, issue) in accepted["issues"].as_array_mut().unwrap().iter_mut().enumerate() {
            assert_eq!(issue["accepted"], json!({"change": number + 1, "reason": REASON}), "{issue}");
            issue["accepted"] = Value::Null;
        }
        assert_eq!(accepted, plain);
    }
}

#[test]
fn the_last_of_two_reasons_holds() {
    let plain = evaluate(&json!([]), None);
    let id = ids(&plain)[0];
    let again = json!({"op": "accept_issue", "issue": id, "reason": "on a second thought"});
    let answer = evaluate(&json!([accept(id), again]), None);
    assert_eq!(answer["issues"][0]["accepted"], json!({"change": 1, "reason": "on a second thought"}));
}

#[test]
fn what_is_accepted_under_one_policy_is_not_under_another_and_what_is_not_there_is_told() {
    let judged = evaluate(&json!([]), Some("oxfordshire-50-100k"));
    let breach = ids(&judged).into_iter().find(|id| id.starts_with("policy_breach:")).unwrap().to_owned();
    assert!(breach.contains("oxfordshire-50-100k") && breach.contains("least=50000"), "{breach}");
    let other = evaluate(&json!([accept(&breach)]), Some("pcn-30-50k"));
    assert!(some(&other["issues"]).iter().all(|issue| issue["accepted"].is_null()));
    assert_eq!(other["notes"], json!([]), "it is of another policy");
    let mistyped = breach.replace("least=50000", "least=49999");
    let told = evaluate(&json!([accept(&mistyped)]), Some("oxfordshire-50-100k"));
    assert!(some(&told["notes"])[0]["text"].as_str().unwrap().contains(&mistyped), "{}", told["notes"]);
    let gone = evaluate(&json!([accept("enclave:N01")]), None);
    assert_eq!((&gone["notes"][0]["change"], gone["notes"].as_array().unwrap().len()), (&json!(0), 1));
    assert!(gone["notes"][0]["text"].as_str().unwrap().contains("enclave:N01"), "{}", gone["notes"]);
}

#[test]
fn a_kept_plan_tells_what_is_accepted_in_its_paper_and_workbook_and_is_the_same_plan() {
    let digest = |id: &str| get_json(&format!("/v1/scenarios/{id}"))["content_digest"].clone();
    let answer = evaluate(&json!([moved()]), None);
    let new = some(&answer["issues"]).iter().find(|issue| issue["state"] == "new").unwrap();
    let kept = scenario(&json!([moved(), accept(new["id"].as_str().unwrap())]));
    assert_eq!(digest(&kept), digest(&scenario(&json!([moved()]))), "the same borders");
    let path = format!("/v1/scenarios/{kept}/export");
    let paper = String::from_utf8(get_answer(&format!("{path}?f=html")).body).unwrap();
    assert!(paper.contains("Accepted, with the reason") && paper.contains(REASON), "{paper}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(get_answer(&format!("{path}?f=xlsx")).body)).unwrap();
    let sheet = book.worksheet_range("Issues").unwrap();
    let told = sheet.rows().filter(|row| row.last().is_some_and(|cell| *cell == REASON)).count();
    assert_eq!(told, 1, "beside the issue that it is about");
}
