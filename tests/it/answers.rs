//! What a what-if answers beside its figures: definitions, issues, contributions, the postcodes that move, other boundaries.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{county, get_json, post, post_json, some};

/// Banbury gives an area away and N02 is judged small; K84007 is placed by hand.
fn two_changes() -> Value {
    json!([
        {"op": "move_areas", "areas": ["E01028422"], "to": "N02", "reason": "asked for"},
        {"op": "move_practice", "practice": "K84007", "to": "N10"}
    ])
}

fn numbers(value: &Value, name: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| numbers(value, name, found)),
        Value::Array(items) => items.iter().for_each(|item| numbers(item, name, found)),
        Value::Number(_) => {
            found.insert(name.to_owned());
        }
        _ => {}
    }
}

#[test]
fn every_figure_of_an_answer_is_defined() {
    let body = json!({
        "changes": two_changes(), "policy": "oxfordshire-50-100k", "include": ["access", "boundary_sets"]
    });
    let answer = post_json("/v1/evaluate", &body);
    let definitions = get_json("/v1/metrics-definitions");
    let names =
        definitions["items"].as_array().unwrap().iter().flat_map(|item| item["members"].as_array().unwrap());
    let defined: BTreeSet<&str> = names.map(|name| name.as_str().unwrap()).collect();
    let mut found = BTreeSet::new();
    for part in ["neighbourhoods", "totals", "moved", "consequences", "flows", "verdict"] {
        numbers(&answer[part], part, &mut found);
    }
    let undefined: Vec<_> = found.iter().filter(|name| !defined.contains(name.as_str())).collect();
    assert!(found.len() > 40 && undefined.is_empty(), "without a definition: {undefined:?}");
    assert_eq!(answer["metrics"], definitions["digest"]);
}

#[test]
fn a_metric_names_its_version_unit_and_the_vintage_of_its_tables() {
    let definitions = get_json("/v1/metrics-definitions");
    for item in some(&definitions["items"]) {
        assert_eq!(item["unavailable"], Value::Null);
        let parts = item["parts"].as_array().unwrap();
        assert!(item["key"] == "verdict" || !parts.is_empty(), "{item}");
        assert!(parts.iter().all(|part| !part["vintage"].as_str().unwrap().is_empty()), "{item}");
    }
    let of = |key: &str| {
        let found = definitions["items"].as_array().unwrap().iter().find(|item| item["key"] == key);
        found.unwrap()["parts"].to_string()
    };
    assert!(of("registered_by_residence").contains("July 2022") && of("list_size").contains("May 2025"));
}

fn issues(answer: &Value, kind: &str) -> Vec<Value> {
    answer["issues"].as_array().unwrap().iter().filter(|issue| issue["kind"] == kind).cloned().collect()
}

#[test]
fn the_base_has_the_issues_that_are_known_of_it_and_none_is_new() {
    let answer = post_json("/v1/evaluate", &json!({"changes": [], "policy": "oxfordshire-50-100k"}));
    assert_eq!(
        issues(&answer, "patients_elsewhere").len(),
        11,
        "areas drawn against the plurality of their patients"
    );
    let in_n10 = issues(&answer, "patients_elsewhere")
        .iter()
        .filter(|issue| issue["neighbourhood"]["id"] == "N10")
        .count();
    assert_eq!(in_n10, 8);
    assert_eq!(issues(&answer, "coverage_flag").len(), 23);
    assert_eq!(issues(&answer, "split_network").len(), 3);
    let pockets: BTreeSet<String> = issues(&answer, "hidden_pocket")
        .iter()
        .map(|issue| issue["neighbourhood"]["id"].to_string())
        .collect();
    assert_eq!(pockets, ["N01", "N05", "N11"].map(|id| format!("\"{id}\"")).into());
    let findings = answer["verdict"]["after"]["findings"].as_array().unwrap().iter();
    let breached = findings.filter(|finding| finding["met"] == false).count();
    assert_eq!(issues(&answer, "policy_breach").len(), breached);
    for issue in some(&answer["issues"]) {
        assert_eq!((&issue["new"], &issue["state"]), (&json!(false), &json!("same")), "{issue}");
        if issue["kind"] == "policy_impossible" {
            continue;
        }
        let bbox: Vec<f64> =
            issue["bbox"].as_array().unwrap().iter().map(|edge| edge.as_f64().unwrap()).collect();
        assert!(bbox[0] < bbox[2] && bbox[1] < bbox[3] && bbox[0] > -2.0 && bbox[3] < 52.3, "{issue}");
    }
}

#[test]
fn a_practice_that_comes_to_count_elsewhere_has_no_new_issue_by_that() {
    let body = json!({"changes": [{"op": "move_practice", "practice": "K84007", "to": "N10"}]});
    let answer = post_json("/v1/evaluate", &body);
    let of_it = issues(&answer, "split_practice");
    let split = of_it.iter().find(|issue| issue["practice"] == "K84007").unwrap();
    assert_eq!((&split["new"], &split["state"]), (&json!(false), &json!("same")), "{split}");
    let merged =
        post_json("/v1/evaluate", &json!({"changes": [{"op": "merge", "from": "N10", "into": "N09"}]}));
    let split =
        issues(&merged, "split_practice").into_iter().find(|issue| issue["practice"] == "K84007").unwrap();
    assert_eq!(split["state"], "mended", "its patients live in one neighbourhood then: {split}");
    let states: BTreeSet<&str> =
        some(&merged["issues"]).iter().map(|issue| issue["state"].as_str().unwrap()).collect();
    assert!(states.contains("same") && states.contains("mended"), "{states:?}");
}

#[test]
fn the_page_of_figures_says_what_the_definitions_say() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/metrics.md")).unwrap();
    for metric in some(&get_json("/v1/metrics-definitions")["items"]) {
        let text = |name: &str| metric[name].as_str().unwrap();
        let head = format!(
            "**{}** (`{}`, version {}; {}; {}). ",
            text("title"),
            text("key"),
            metric["version"],
            text("unit"),
            text("basis")
        );
        let section = page.lines().find(|line| line.starts_with(&head)).unwrap_or_else(|| panic!("{head}"));
        let vintage = metric["vintage"].as_str().map(|vintage| format!("Of when: {vintage}."));
        for said in [head.as_str(), text("definition"), text("range"), text("not_for")]
            .into_iter()
            .chain(vintage.as_deref())
        {
            assert!(section.contains(said), "{said:?} is not in {section}");
        }
    }
}

#[test]
fn what_a_change_brings_is_new_and_stands_where_it_can_be_seen() {
    // An area in the middle of Banbury given to a neighbourhood far away.
    let body = json!({"changes": [{"op": "move_areas", "areas": ["E01028422"], "to": "N14"}]});
    let answer = post_json("/v1/evaluate", &body);
    let found = issues(&answer, "in_pieces");
    assert_eq!(
        (found.len(), &found[0]["new"], &found[0]["neighbourhood"]["id"]),
        (1, &json!(true), &json!("N14"))
    );
    assert_eq!(found[0]["severity"], "warning");
    let area = county().atlas.ground.geography.find("E01028422".parse().unwrap()).unwrap();
    let bbox = county().atlas.ground.box_of([area]).unwrap();
    assert_eq!(found[0]["bbox"], json!(bbox), "the piece that is apart, not the whole");
    assert!(answer["summary"].to_string().contains("falls into 2 pieces"));
}

#[test]
fn contributions_are_the_whole_less_the_whole_without_each_change() {
    let body = |changes: Value| json!({"changes": changes, "policy": "oxfordshire-50-100k", "explain": true});
    let answer = post_json("/v1/evaluate", &body(two_changes()));
    let between =
        |answer: &Value| answer["flows"]["after"]["cross_border"]["between_neighbourhoods"].as_i64().unwrap();
    for (left_out, kept) in [(0, 1), (1, 0)] {
        let rest = post_json("/v1/evaluate", &body(json!([two_changes()[kept]])));
        let effect = &answer["explanation"][left_out]["effect"];
        assert_eq!(effect["between_neighbourhoods"], between(&answer) - between(&rest));
        let moved = |answer: &Value| answer["moved"]["residents"].as_i64().unwrap();
        assert_eq!(effect["residents_moved"], moved(&answer) - moved(&rest));
    }
    assert_eq!(answer["explanation"][0]["reason"], "asked for");
    let touched = &answer["explanation"][0]["effect"]["neighbourhoods"];
    assert_eq!((&touched[0]["id"], &touched[0]["residents"]), (&json!("N01"), &json!(-1886)));
}

#[test]
fn a_change_that_a_later_one_builds_on_is_told_and_not_left_out() {
    let body = json!({"explain": true, "changes": [
        {"op": "create", "id": "N16", "name": "New", "areas": ["E01028422"]},
        {"op": "move_areas", "areas": ["E01028426"], "to": "N16"}
    ]});
    let answer = post_json("/v1/evaluate", &body);
    assert_eq!(answer["explanation"][0]["effect"], Value::Null);
    assert_eq!(answer["explanation"][0]["needed_by"][0]["pointer"], "/changes/1/to");
    assert_eq!(answer["explanation"][1]["effect"]["areas_moved"], 1);
}

#[test]
fn a_hundred_changes_are_explained_and_no_more() {
    let change = json!({"op": "move_areas", "areas": ["E01028422"], "to": "N02"});
    let answer = post("/v1/evaluate", &json!({"explain": true, "changes": vec![change; 101]}).to_string());
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["errors"][0]["pointer"], "/explain");
}

#[test]
fn the_postcodes_listed_are_those_that_resolve_elsewhere() {
    let body = json!({"changes": two_changes(), "include": ["postcodes"]});
    let answer = post_json("/v1/evaluate", &body);
    let listed = answer["postcodes"].as_array().unwrap();
    assert_eq!(answer["consequences"]["movement"]["postcodes"], listed.len());
    let ground = &county().atlas.ground;
    let area = ground.geography.find("E01028422".parse().unwrap()).unwrap();
    let expected: Vec<String> = ground
        .places
        .all()
        .iter()
        .enumerate()
        .filter(|(number, place)| {
            place.standing == footprint::domain::ground::places::Standing::Live
                && ground.area_of_place(*number) == Some(area)
        })
        .map(|(_, place)| place.postcode.to_string())
        .collect();
    let found: Vec<&str> = listed.iter().map(|row| row["postcode"].as_str().unwrap()).collect();
    assert!(!expected.is_empty() && found == expected);
    let csv = post("/v1/evaluate/postcodes.csv", &json!({"changes": two_changes()}).to_string());
    let text = String::from_utf8(csv.body.clone()).unwrap();
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(text.lines().count(), expected.len() + 1);
    assert_eq!(text.lines().nth(1).unwrap(), format!("{},E01028422,N01,N02", expected[0]));
}

#[test]
fn a_body_with_defects_is_refused_before_any_postcode_is_sent() {
    let answer =
        post("/v1/evaluate/postcodes.csv", r#"{"changes":[{"op":"move_areas","areas":["E01"],"to":"N99"}]}"#);
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 2);
}

#[test]
fn neighbourhoods_are_compared_with_msoas_and_wards_too() {
    let answer = post_json("/v1/evaluate", &json!({"changes": two_changes(), "include": ["boundary_sets"]}));
    let sets = answer["consequences"]["boundary_sets"].as_array().unwrap();
    let names: Vec<&str> = sets.iter().map(|set| set["set"].as_str().unwrap()).collect();
    assert_eq!(names, ["msoas", "wards"]);
    for set in sets {
        for side in ["before", "after"] {
            let share = |name: &str| set[side][name].as_f64().unwrap();
            assert!(share("completeness") > share("homogeneity"), "units smaller than neighbourhoods: {set}");
            assert!((0.0..=1.0).contains(&share("border_share")), "{set}");
        }
        assert_eq!(set["borders_by"], "identity");
    }
}
