//! `/v1/evaluate` on the real county.

use serde_json::{Value, json};

use crate::support::{post, post_json};

fn evaluate(changes: &Value) -> Value {
    post_json("/v1/evaluate", &json!({ "changes": changes }))
}

fn zone<'a>(answer: &'a Value, id: &str) -> &'a Value {
    answer["neighbourhoods"].as_array().unwrap().iter().find(|zone| zone["id"] == id).unwrap()
}

#[test]
fn moving_an_area_moves_its_residents_and_patients_and_no_practice() {
    let answer =
        evaluate(&json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02", "reason": "a village"}]));
    let (n01, n02) = (zone(&answer, "N01"), zone(&answer, "N02"));
    assert_eq!(
        (&n01["difference"]["residents"], &n02["difference"]["residents"]),
        (&json!(-1886), &json!(1886))
    );
    assert_eq!(n01["difference"]["registered_by_practice"], 0);
    assert_eq!(n01["difference"]["registered_by_residence"], -1856);
    assert_eq!(n01["after"]["areas"], 35);
    assert_eq!(answer["neighbourhoods"].as_array().unwrap().len(), 2, "only those touched");
    assert_eq!(answer["totals"]["before"], answer["totals"]["after"]);
    assert_eq!(answer["moved"]["areas"][0]["from"], "N01");
    let words = answer["summary"][0].as_str().unwrap();
    assert!(words.starts_with("Moves 1,886 residents (1 area) from Banbury to Chipping Norton"), "{words}");
}

#[test]
fn the_flow_matrix_before_has_the_golden_figures_and_both_close() {
    let answer = evaluate(&json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]));
    let before = &answer["flows"]["before"];
    assert_eq!(before["total"], 826_255);
    assert_eq!(before["cross_border"]["between_neighbourhoods"], 94_350);
    assert_eq!(before["cells"][15][15], Value::Null, "outside to outside is not loaded");
    for side in ["before", "after"] {
        let table = &answer["flows"][side];
        let rows = table["cells"].as_array().unwrap();
        let cells = rows.iter().flat_map(|row| row.as_array().unwrap());
        assert_eq!(cells.map(|cell| cell.as_u64().unwrap_or(0)).sum::<u64>(), 826_255, "{side}");
        assert_eq!((rows.len(), table["columns"].as_array().unwrap().len()), (17, 16));
        let cross = table["cross_border"].as_object().unwrap().values().map(|count| count.as_u64().unwrap());
        assert_eq!(cross.sum::<u64>(), 826_255);
        for (number, zone) in table["rows"].as_array().unwrap().iter().take(15).enumerate() {
            let touched =
                answer["neighbourhoods"].as_array().unwrap().iter().find(|known| known["id"] == *zone);
            let row: u64 = rows[number].as_array().unwrap().iter().map(|cell| cell.as_u64().unwrap()).sum();
            if let Some(touched) = touched {
                assert_eq!(touched[side]["registered_by_residence"], row);
            }
        }
    }
}

#[test]
fn moving_a_practice_moves_its_patients_by_practice_and_nobodys_home() {
    let answer = evaluate(&json!([{"op": "move_practice", "practice": "K84007", "to": "N10"}]));
    let n10 = zone(&answer, "N10");
    assert_eq!((&n10["difference"]["practices"], &n10["difference"]["residents"]), (&json!(1), &json!(0)));
    assert_eq!(n10["difference"]["registered_by_practice"], 8303);
    assert_eq!(n10["difference"]["registered_by_residence"], 0);
    assert_eq!(
        answer["moved"]["practices"][0],
        json!({"code": "K84007", "name": "Temple Cowley Health Centre", "from": "N09", "to": "N10",
            "list_taken_by": null, "list_size": 8384,
            "share_living_in_from": 0.287_469_879_518_072_3, "share_living_in_to": 0.609_036_144_578_313_2})
    );
}

#[test]
fn a_practice_goes_with_the_area_its_site_lies_in_unless_it_is_placed() {
    let area = json!({"op": "move_areas", "areas": ["E01028652"], "to": "N14"});
    let answer = evaluate(&json!([area]));
    let moved: Vec<&str> = answer["moved"]["practices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|practice| practice["code"].as_str().unwrap())
        .collect();
    assert!(moved.contains(&"K84001"), "the Hart Surgery lies in that area of Henley: {moved:?}");
    assert_eq!(zone(&answer, "N14")["difference"]["practices"], moved.len());
    let words = answer["summary"].as_array().unwrap();
    assert!(
        words
            .iter()
            .any(|s| s.as_str().unwrap().contains("K84001") && s.as_str().unwrap().contains("with the area"))
    );
    let stays: Vec<Value> =
        moved.iter().map(|code| json!({"op": "move_practice", "practice": code, "to": "N15"})).collect();
    let placed = evaluate(&json!([vec![area], stays].concat()));
    assert_eq!(placed["moved"]["practices"], json!([]));
    assert_eq!(zone(&placed, "N14")["difference"]["practices"], 0);
}

#[test]
fn moving_everything_back_gives_exactly_the_first_figures() {
    let there = json!({"op": "move_areas", "areas": ["E01028422", "E01028426"], "to": "N02"});
    let back = |area: &str| json!({"op": "move_areas", "areas": [area], "to": "N01"});
    let practice = |to: &str| json!({"op": "move_practice", "practice": "K84007", "to": to});
    let moved = evaluate(&json!([there, practice("N10")]));
    assert_ne!(moved["flows"]["after"], moved["flows"]["before"]);
    let answer =
        evaluate(&json!([there, practice("N10"), back("E01028422"), practice("N09"), back("E01028426")]));
    assert_eq!(answer["flows"]["after"], moved["flows"]["before"]);
    assert_eq!(answer["totals"]["after"], moved["totals"]["before"]);
    assert_eq!((&answer["neighbourhoods"], &answer["moved"]["areas"]), (&json!([]), &json!([])));
    assert_eq!(answer["summary"][0], "Every area and practice stays where it was.");
}

#[test]
fn new_borders_come_on_request_and_are_bit_equal_where_they_are_shared() {
    let body = json!({"base": "current", "include": ["borders"],
        "changes": [{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]});
    let borders = post_json("/v1/evaluate", &body)["borders"].clone();
    assert_eq!(borders["features"].as_array().unwrap().len(), 2);
    let edges = |feature: &Value| -> std::collections::BTreeSet<[String; 2]> {
        let polygons = feature["geometry"]["coordinates"].as_array().unwrap();
        let rings = polygons.iter().flat_map(|polygon| polygon.as_array().unwrap());
        rings
            .flat_map(|ring| ring.as_array().unwrap().windows(2))
            .map(|ends| {
                let (a, b) = (ends[0].to_string(), ends[1].to_string());
                if a < b { [a, b] } else { [b, a] }
            })
            .collect()
    };
    let (one, other) = (edges(&borders["features"][0]), edges(&borders["features"][1]));
    assert!(one.intersection(&other).count() > 10);
}

#[test]
fn an_area_cut_off_from_its_neighbourhood_is_told_as_a_second_piece() {
    let answer = evaluate(&json!([{"op": "move_areas", "areas": ["E01028652"], "to": "N01"}]));
    assert_eq!(zone(&answer, "N01")["after"]["pieces"], 2);
    let words = answer["summary"].as_array().unwrap();
    assert!(words.iter().any(|sentence| sentence.as_str().unwrap().contains("2 pieces")), "{words:?}");
}

#[test]
fn every_defect_of_every_change_is_told_by_pointer() {
    let body = json!({"colour": 1, "include": ["borders", "music"], "changes": [
        {"op": "move_areas", "areas": ["E01028422", "E01028422", "E01999999", "x", 7], "to": "N99"},
        {"op": "move_areas", "areas": [], "to": "N01", "speed": 2},
        {"op": "move_practice", "practice": "K84049", "to": "N01"},
        {"op": "move_practice", "practice": "Z99999"},
        {"op": "paint"},
        "nonsense",
    ]});
    let refused = post("/v1/evaluate", &body.to_string());
    assert_eq!(refused.status, 400);
    let problem = refused.json();
    let pointers: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(
        pointers,
        [
            "/colour",
            "/include/1",
            "/changes/0/areas/1",
            "/changes/0/areas/2",
            "/changes/0/areas/3",
            "/changes/0/areas/4",
            "/changes/0/to",
            "/changes/1/speed",
            "/changes/1/areas",
            "/changes/2/practice",
            "/changes/3/practice",
            "/changes/3/to",
            "/changes/4/op",
            "/changes/5",
        ]
    );
    assert_eq!(problem["errors"][2]["value"], "E01028422");
    assert!(problem["errors"][9]["reason"].as_str().unwrap().contains("K84080"), "the successor is named");
}

#[test]
fn a_change_that_empties_a_neighbourhood_is_refused_and_named() {
    let areas: Vec<String> = {
        let atlas = &crate::support::county().atlas;
        let division = &atlas.drafts[0].division;
        let n01 = division.roster().find(&"N01".parse().unwrap());
        let inside = atlas.ground.geography.areas().filter(|(ix, _)| division.zone_of_area(*ix) == n01);
        inside.map(|(_, area)| area.code.to_string()).collect()
    };
    let refused = post(
        "/v1/evaluate",
        &json!({"changes": [{"op": "move_areas", "areas": areas, "to": "N02"}]}).to_string(),
    );
    assert_eq!(refused.status, 400);
    let error = refused.json()["errors"][0].clone();
    assert_eq!((&error["pointer"], &error["value"]), (&json!("/changes/0"), &json!("N01")));
    assert!(error["reason"].as_str().unwrap().contains("Banbury"));
}

#[test]
fn bodies_that_are_no_what_if_are_refused() {
    for body in [
        "",
        "[]",
        "{}",
        "null",
        "{\"changes\":{}}",
        "{\"changes\":[],\"base\":7}",
        "{\"changes\":[],\"include\":\"borders\"}",
        "{\"changes\":[],\"base\":\"none\"}",
    ] {
        assert_eq!(post("/v1/evaluate", body).status, 400, "{body}");
    }
    let many = json!({"changes": vec![json!({"op": "x"}); 1001]});
    assert!(
        post("/v1/evaluate", &many.to_string()).json()["errors"][0]["reason"]
            .as_str()
            .unwrap()
            .contains("1000")
    );
    let words = evaluate(&json!([]));
    assert_eq!(words["summary"][0], "No change was asked for.");
}

/// A new neighbourhood of one area, in which no practice lies.
fn without_practices() -> Value {
    json!([{"op": "create", "id": "N99", "name": "New", "areas": ["E01028422"]}])
}

#[test]
fn a_share_of_nobody_is_not_known_and_no_breach() {
    let free = json!({"rules": [{"figure": "localisation", "least": 0}]});
    for policy in [json!("containment-75"), free] {
        let answer = post_json("/v1/evaluate", &json!({"changes": without_practices(), "policy": policy}));
        let findings = answer["verdict"]["after"]["findings"].as_array().unwrap();
        let finding = findings
            .iter()
            .find(|finding| finding["neighbourhood"]["id"] == "N99" && finding["figure"] == "localisation")
            .unwrap();
        assert_eq!((&finding["value"], &finding["met"]), (&Value::Null, &Value::Null), "{finding}");
        let words = finding["not_known"].as_str().unwrap();
        assert!(
            words.starts_with("New has no registered patients, so no share of them can be told, where"),
            "{words}"
        );
        assert!(words.contains("asks for at least") && words.contains('%'), "{words}");
        let issues = answer["issues"].as_array().unwrap();
        let of = |kind: &'static str| {
            issues.iter().filter(move |issue| {
                issue["kind"] == kind
                    && issue["neighbourhood"]["id"] == "N99"
                    && issue["figure"] == "localisation"
            })
        };
        assert_eq!(of("policy_breach").count(), 0);
        assert_eq!(
            of("verdict_not_known").map(|issue| &issue["text"]).collect::<Vec<_>>(),
            [&finding["not_known"]]
        );
        assert_eq!(answer["verdict"]["after"]["met"], false, "not known to be met");
    }
}

#[test]
fn a_breach_by_a_hair_is_told_as_one() {
    let breach = |rule: Value| {
        let answer = post_json("/v1/evaluate", &json!({"changes": [], "policy": {"rules": [rule]}}));
        let issues = answer["issues"].as_array().unwrap().clone();
        let texts = issues.into_iter().filter(|issue| issue["kind"] == "policy_breach");
        texts.map(|issue| issue["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let told = breach(json!({"figure": "self_containment", "least": 0.95983}));
    let banbury = told.iter().find(|text| text.starts_with("Banbury:")).unwrap();
    assert!(banbury.starts_with("Banbury: just under 95.983% of the patients"), "{banbury}");
    assert!(banbury.ends_with("asks for at least 95.983%."), "{banbury}");
    assert!(breach(json!({"figure": "localisation", "most": 0}))[0].ends_with("asks for at most 0%."));
    assert!(
        breach(json!({"figure": "practices", "least": 1, "most": 1}))[0].ends_with("asks for exactly 1.")
    );
}

#[test]
fn an_id_given_to_other_ground_is_a_removal_and_a_creation() {
    let answer = evaluate(&json!([
        {"op": "delete", "id": "N04", "reassign_to": "N02"},
        {"op": "create", "id": "N04", "name": "Other", "areas": ["E01028455", "E01028456"]}
    ]));
    let words: Vec<&str> =
        answer["summary"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
    assert!(words.iter().any(|words| words.starts_with("Removes Kidlington")), "{words:?}");
    assert!(words.iter().any(|words| words.starts_with("Creates Other (N04)")), "{words:?}");
    assert!(!words.iter().any(|words| words.starts_with("Renames")), "{words:?}");
    let answer = evaluate(&json!([{"op": "rename", "id": "N04", "name": "Other"}]));
    assert!(answer["summary"][0].as_str().unwrap().starts_with("Renames Kidlington"), "{answer}");
}

#[test]
fn a_new_neighbourhood_cannot_have_an_id_that_means_something_else() {
    for id in
        ["NA", "0", "-1", "null", "Unassigned", "unknown", "-", "None", "outside", "total", "n01", "N01"]
    {
        let change = json!({"op": "create", "id": id, "name": "New", "areas": ["E01028422"]});
        let answer = post("/v1/evaluate", &json!({"changes": [change]}).to_string());
        assert_eq!(answer.status, 400, "{id}");
        assert_eq!(answer.json()["errors"][0]["pointer"], "/changes/0/id", "{id}");
    }
}
