//! `/v1/drafts/{id}/diff`, `/v1/scenarios/{id}/diff`

use serde_json::{Value, json};

use crate::boundaries::{append, scenario};
use crate::support::{county, get_answer, get_json};

const DRAFT: &str = "illustrative-2026";

fn one_move() -> Value {
    json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}])
}

#[test]
fn from_a_draft_to_a_scenario_is_what_the_scenario_changes() {
    let id = scenario(&one_move());
    let query = "policy=oxfordshire-50-100k&include=access,borders,postcodes,boundary_sets";
    let diff = get_json(&format!("/v1/drafts/{DRAFT}/diff?with={id}&{query}"));
    let impact = get_json(&format!("/v1/scenarios/{id}/impact?{query}"));
    for part in impact.as_object().unwrap().keys() {
        assert_eq!(diff[part], impact[part], "{part}");
    }
    assert_eq!((&diff["matched_by"], &diff["with"]["scenario"]["id"]), (&json!("id"), &json!(id)));
}

#[test]
fn there_and_back_differ_by_sign_alone() {
    let id = scenario(&one_move());
    let there = get_json(&format!("/v1/drafts/{DRAFT}/diff?with={id}&include=borders"));
    let back = get_json(&format!("/v1/scenarios/{id}/diff?with={DRAFT}&include=borders"));
    for (to, from) in
        there["neighbourhoods"].as_array().unwrap().iter().zip(back["neighbourhoods"].as_array().unwrap())
    {
        assert_eq!((&to["before"], &to["after"]), (&from["after"], &from["before"]));
        let residents = |zone: &Value| zone["difference"]["residents"].as_i64().unwrap();
        assert_eq!(residents(to), -residents(from));
    }
    let lines = |diff: &Value, number: usize| diff["border_lines"]["features"][number]["geometry"].clone();
    assert_eq!((lines(&there, 0), lines(&there, 1)), (lines(&back, 1), lines(&back, 0)));
    assert!(!lines(&there, 0)["coordinates"].as_array().unwrap().is_empty());
}

#[test]
fn two_revisions_of_a_scenario_are_compared() {
    let id = scenario(&one_move());
    append(&id, 1, &json!([{"op": "move_areas", "areas": ["E01028426"], "to": "N02"}]));
    let diff = get_json(&format!("/v1/scenarios/{id}/revisions/1/diff?with={id}@2"));
    let moved: Vec<&str> = diff["moved"]["areas"]
        .as_array()
        .unwrap()
        .iter()
        .map(|area| area["code"].as_str().unwrap())
        .collect();
    assert_eq!(moved, ["E01028426"]);
    let same = get_json(&format!("/v1/scenarios/{id}/diff?with={id}@2"));
    assert_eq!(same["summary"], json!(["Every area and practice stays where it was."]));
}

#[test]
fn plans_without_a_common_id_are_matched_by_residents() {
    let mut changes: Vec<Value> = Vec::new();
    for (_, known) in county().atlas.drafts[0].division.roster().iter() {
        let id = known.id.as_str();
        let other = format!("{}{}", id.replace('N', "Z"), "x");
        let areas: Vec<String> = county()
            .atlas
            .ground
            .geography
            .areas()
            .filter(|(ix, _)| {
                let division = &county().atlas.drafts[0].division;
                division
                    .zone_of_area(*ix)
                    .is_some_and(|zone| division.roster().neighbourhood(zone).id.as_str() == id)
            })
            .map(|(_, area)| area.code.to_string())
            .collect();
        changes.push(json!({"op": "create", "id": other, "name": known.name, "areas": areas}));
        changes.push(json!({"op": "delete", "id": id, "reassign_to": other}));
    }
    let id = scenario(&json!(changes));
    let diff = get_json(&format!("/v1/drafts/{DRAFT}/diff?with={id}"));
    assert_eq!((&diff["matched_by"], diff["matches"].as_array().unwrap().len()), (&json!("residents"), 15));
    assert!(diff["moved"]["areas"].as_array().unwrap().is_empty(), "the same plan under other ids");
    let first = diff["matches"].as_array().unwrap().iter().find(|pair| pair["from"]["id"] == "N01").unwrap();
    assert_eq!((&first["with"]["id"], &first["residents"]), (&json!("Z01x"), &json!(59_195)));
}

#[test]
fn a_diff_says_what_is_wrong_with_the_question() {
    let answer = get_answer(&format!("/v1/drafts/{DRAFT}/diff"));
    assert!(answer.status == 400 && answer.json()["detail"].as_str().unwrap().contains("with"));
    assert_eq!(get_answer(&format!("/v1/drafts/{DRAFT}/diff?with=nothing")).status, 404);
    assert_eq!(get_answer(&format!("/v1/drafts/nothing/diff?with={DRAFT}")).status, 404);
    assert_eq!(get_answer(&format!("/v1/drafts/{DRAFT}/diff?with={DRAFT}&include=nonsense")).status, 400);
}
