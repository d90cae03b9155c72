//! Every kind of change of `/v1/evaluate`, on the real county.

use serde_json::{Value, json};

use crate::support::{county, post, post_json};

fn evaluate(changes: &Value) -> Value {
    post_json("/v1/evaluate", &json!({ "changes": changes }))
}

fn zone<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let found = answer["neighbourhoods"].as_array().unwrap().iter().find(|zone| zone["id"] == id);
    found.unwrap_or(&Value::Null)
}

fn words(answer: &Value) -> String {
    answer["summary"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Codes of the areas of a neighbourhood.
fn areas_of(id: &str) -> Vec<String> {
    let atlas = &county().atlas;
    let division = &atlas.drafts[0].division;
    let zone = division.roster().find(&id.parse().unwrap());
    let own = atlas.ground.geography.areas().filter(|(ix, _)| division.zone_of_area(*ix) == zone);
    own.map(|(_, area)| area.code.to_string()).collect()
}

/// An outline of a neighbourhood, as the service serves it.
fn outline(id: &str) -> Value {
    crate::support::get_json(&format!("/collections/neighbourhoods/items/{id}"))["geometry"].clone()
}

#[test]
fn a_set_moves_all_its_areas_and_a_ward_says_how_it_is_taken() {
    let answer = evaluate(&json!([{"op": "move_by_set", "set": "msoa", "code": "E02005928", "to": "N02"}]));
    assert!(answer["moved"]["areas"].as_array().unwrap().len() > 1);
    assert_eq!(answer["notes"], json!([]));
    let ward = evaluate(&json!([{"op": "move_by_set", "set": "ward", "code": "E05011348", "to": "N03"}]));
    assert!(ward["notes"][0]["text"].as_str().unwrap().contains("fit it best"));
    let network = evaluate(&json!([{"op": "move_by_set", "set": "pcn", "code": "U12754", "to": "N05"}]));
    assert_eq!(network["moved"]["areas"], json!([]), "a network moves its practices, no area");
    assert!(!network["moved"]["practices"].as_array().unwrap().is_empty());
}

#[test]
fn a_created_neighbourhood_has_figures_after_and_none_before() {
    let areas = &areas_of("N01")[..5];
    let answer = evaluate(&json!([{"op": "create", "id": "N16", "name": "Banbury West", "areas": areas}]));
    let new = zone(&answer, "N16");
    assert_eq!((&new["before"], &new["after"]["areas"]), (&Value::Null, &json!(5)));
    assert_eq!(new["difference"]["residents"], new["after"]["residents"]);
    assert!(words(&answer).contains("Creates Banbury West (N16)"), "{}", words(&answer));
    assert_eq!(answer["flows"]["after"]["rows"].as_array().unwrap().len(), 18);
    assert_eq!(answer["flows"]["after"]["total"], 826_255);
    assert_eq!(answer["totals"]["before"], answer["totals"]["after"]);
}

#[test]
fn merging_and_deleting_leave_everything_with_another_and_a_name_can_change() {
    for change in [
        json!({"op": "merge", "from": "N10", "into": "N09"}),
        json!({"op": "delete", "id": "N10", "reassign_to": "N09"}),
    ] {
        let answer = evaluate(&json!([change]));
        let (gone, kept) = (zone(&answer, "N10"), zone(&answer, "N09"));
        assert_eq!((&gone["after"], &gone["difference"]["residents"]), (&Value::Null, &json!(-36_455)));
        assert_eq!(kept["after"]["residents"], json!(37_761 + 36_455));
        assert_eq!(kept["after"]["practices"], json!(5 + 2), "practices go with their areas");
        assert_eq!(answer["totals"]["before"], answer["totals"]["after"]);
        assert!(words(&answer).contains("Removes Littlemore"));
    }
    let renamed = evaluate(&json!([{"op": "rename", "id": "N10", "name": "The Leys"}]));
    assert_eq!(zone(&renamed, "N10")["name"], "The Leys");
    assert_eq!(zone(&renamed, "N10")["renamed_from"], "Littlemore, Iffley and the Leys");
    assert_eq!(zone(&renamed, "N10")["difference"]["residents"], 0);
}

#[test]
fn later_changes_see_what_earlier_ones_made() {
    let areas = areas_of("N01");
    let answer = evaluate(&json!([
        {"op": "create", "id": "N16", "name": "New", "areas": [areas[0]]},
        {"op": "move_areas", "areas": [areas[1]], "to": "N16"},
        {"op": "move_practice", "practice": "K84007", "to": "N16"},
        {"op": "merge", "from": "N16", "into": "N01"},
    ]));
    assert_eq!(zone(&answer, "N16"), &Value::Null, "it came and went");
    assert_eq!(answer["moved"]["areas"], json!([]));
    assert_eq!(answer["moved"]["practices"][0]["to"], "N01", "a placed practice goes with the neighbourhood");
}

#[test]
fn an_exchange_that_empties_and_refills_a_neighbourhood_is_allowed() {
    let (one, other) = (areas_of("N13"), areas_of("N10"));
    let answer = evaluate(&json!([
        {"op": "move_areas", "areas": one, "to": "N10"},
        {"op": "move_areas", "areas": other, "to": "N13"},
    ]));
    assert_eq!(answer["totals"]["before"], answer["totals"]["after"]);
    assert_eq!(all_of(&answer, "N13").last().unwrap()["after"]["residents"], 36_455);
}

/// Every entry of an id.
fn all_of<'a>(answer: &'a Value, id: &str) -> Vec<&'a Value> {
    answer["neighbourhoods"].as_array().unwrap().iter().filter(|zone| zone["id"] == id).collect()
}

#[test]
fn an_id_that_is_given_to_other_ground_went_with_its_neighbourhood_and_came_with_another() {
    let answer = evaluate(&json!([
        {"op": "delete", "id": "N10", "reassign_to": "N09"},
        {"op": "create", "id": "N10", "name": "Banbury West", "areas": areas_of("N01")[..5]},
    ]));
    let [gone, new] = all_of(&answer, "N10")[..] else { panic!("{}", answer["neighbourhoods"]) };
    assert_eq!(gone["name"], "Littlemore, Iffley and the Leys");
    assert_eq!((&gone["after"], &gone["difference"]["residents"]), (&Value::Null, &json!(-36_455)));
    assert_eq!((&new["name"], &new["before"]), (&json!("Banbury West"), &Value::Null));
    assert_eq!(new["difference"]["residents"], new["after"]["residents"]);
    assert!(gone["renamed_from"].is_null() && new["renamed_from"].is_null(), "nobody was renamed");
    assert!(words(&answer).contains("Removes Littlemore") && words(&answer).contains("Creates Banbury West"));
    let beyond = answer["consequences"]["neighbourhoods"].as_array().unwrap().iter();
    assert_eq!(beyond.filter(|zone| zone["id"] == "N10").count(), 2);
    // Where it keeps an area, it is the one that it was.
    let kept = evaluate(&json!([{"op": "move_areas", "areas": areas_of("N10")[1..], "to": "N09"}]));
    assert_eq!(all_of(&kept, "N10").len(), 1);
    assert_eq!(zone(&kept, "N10")["after"]["areas"], 1);
}

#[test]
fn a_polygon_around_a_neighbourhood_takes_its_areas_by_every_rule() {
    for rule in ["majority_of_postcodes", "largest_overlap", "centroid"] {
        // One area of another neighbourhood goes to N10 first and is left out, so that N10 is not emptied.
        let (keep, shape) =
            (json!({"op": "move_areas", "areas": ["E01028422"], "to": "N10"}), outline("N10"));
        let answer =
            evaluate(&json!([keep, {"op": "move_by_polygon", "geometry": shape, "to": "N09", "rule": rule}]));
        let moved =
            answer["moved"]["areas"].as_array().unwrap().iter().filter(|area| area["to"] == "N09").count();
        assert!((20..=21).contains(&moved), "{rule}: {moved} areas");
        assert!(answer["notes"][0]["text"].as_str().unwrap().contains(rule));
    }
}

#[test]
fn areas_that_a_line_runs_through_are_listed_with_their_share() {
    // A square over the middle of Oxford, cutting whatever it meets.
    let square = json!({"type": "Polygon", "coordinates": [[[-1.28, 51.74], [-1.23, 51.74], [-1.23, 51.77], [-1.28, 51.77], [-1.28, 51.74]]]});
    let answer = evaluate(&json!([{"op": "move_by_polygon", "geometry": square, "to": "N11"}]));
    let cut = answer["notes"][0]["areas"].as_array().unwrap();
    assert!(cut.len() > 3, "{cut:?}");
    for area in cut {
        let share = area["share"].as_f64().unwrap();
        assert!(share > 0.0 && share < 1.0);
        // An even split is decided by land.
        let is_even = (share - 0.5).abs() < 1e-9;
        assert!(is_even || (area["neighbourhood"] == "N11") == (share > 0.5), "{area}");
    }
}

#[test]
fn redrawing_a_neighbourhood_along_its_own_border_changes_nothing() {
    let answer = evaluate(&json!([{"op": "redraw", "id": "N10", "geometry": outline("N10")}]));
    assert_eq!(answer["moved"]["areas"], json!([]), "{}", answer["notes"]);
    assert!(answer["notes"][0]["text"].as_str().unwrap().contains("snapped to 21 whole areas"));
}

#[test]
fn a_smaller_border_gives_what_it_leaves_out_to_the_neighbours() {
    let square = json!({"type": "Polygon", "coordinates": [[[-1.22, 51.71], [-1.18, 51.71], [-1.18, 51.735], [-1.22, 51.735], [-1.22, 51.71]]]});
    let answer = evaluate(&json!([{"op": "redraw", "id": "N10", "geometry": square}]));
    let left: Vec<&Value> =
        answer["moved"]["areas"].as_array().unwrap().iter().filter(|area| area["from"] == "N10").collect();
    assert!(!left.is_empty() && left.iter().all(|area| area["to"] != "N10"));
    assert_eq!(answer["totals"]["before"], answer["totals"]["after"]);
}

#[test]
fn what_is_wrong_with_each_kind_of_change_is_told_by_pointer() {
    let bow_tie = json!({"type": "Polygon", "coordinates": [[[-1.3, 51.7], [-1.2, 51.8], [-1.2, 51.7], [-1.3, 51.81], [-1.3, 51.7]]]});
    let far =
        json!({"type": "Polygon", "coordinates": [[[-3.3, 51.7], [-3.2, 51.7], [-3.2, 51.8], [-3.3, 51.7]]]});
    let body = json!({"changes": [
        {"op": "move_by_set", "set": "parish", "code": "E02005928", "to": "N02"},
        {"op": "move_by_set", "set": "msoa", "code": "E02999999", "to": "N02"},
        {"op": "move_by_set", "set": "pcn", "code": "U99999", "to": "N02"},
        {"op": "create", "id": "N01", "name": "", "areas": []},
        {"op": "rename", "id": "N99", "name": "x"},
        {"op": "merge", "from": "N01", "into": "N01"},
        {"op": "delete", "id": "N02"},
        {"op": "move_by_polygon", "geometry": bow_tie, "to": "N02"},
        {"op": "move_by_polygon", "geometry": far, "to": "N02", "rule": "mine"},
        {"op": "move_by_polygon", "geometry": far, "to": "N02"},
        {"op": "redraw", "id": "N02", "geometry": {"type": "Point", "coordinates": [0, 0]}},
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
            "/changes/0/set",
            "/changes/1/code",
            "/changes/2/code",
            "/changes/3/id",
            "/changes/3/name",
            "/changes/3/areas",
            "/changes/4/id",
            "/changes/5/into",
            "/changes/6/reassign_to",
            "/changes/7/geometry",
            "/changes/8/rule",
            "/changes/9/geometry",
            "/changes/10/geometry",
        ]
    );
}

#[test]
fn a_plan_is_judged_by_the_policy_asked_for_before_and_after() {
    let policies = crate::support::get_json("/v1/policies");
    assert_eq!(policies["count"], 5);
    let body =
        json!({"policy": "oxfordshire-50-100k", "changes": [{"op": "merge", "from": "N10", "into": "N09"}]});
    let verdict = post_json("/v1/evaluate", &body)["verdict"].clone();
    let failing = |side: &str| -> Vec<String> {
        let findings =
            verdict[side]["findings"].as_array().unwrap().iter().filter(|finding| finding["met"] == false);
        findings.map(|finding| finding["neighbourhood"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        failing("before"),
        ["N02", "N04", "N06", "N08", "N09", "N10", "N13", "N14"],
        "under 50,000 residents"
    );
    assert_eq!(failing("after"), ["N02", "N04", "N06", "N08", "N13", "N14"]);
    assert_eq!(verdict["after"]["met"], false);
    let unknown = post("/v1/evaluate", "{\"policy\":\"mine\",\"changes\":[]}");
    assert!(unknown.json()["errors"][0]["reason"].as_str().unwrap().contains("nhs-national-50k"));
}

#[test]
fn consequences_have_the_golden_figures_and_say_who_moves() {
    let changes = json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]);
    let answer = post_json("/v1/evaluate", &json!({"changes": changes, "include": ["access"]}));
    let beyond = &answer["consequences"];
    let close = |value: &Value, expected: f64, within: f64| {
        assert!((value.as_f64().unwrap() - expected).abs() < within, "{value} instead of {expected}");
    };
    let banbury = &beyond["neighbourhoods"][0];
    close(&banbury["shape"]["before"]["polsby_popper"], 0.21099, 0.000_005);
    assert!(banbury["access"]["after"]["here"]["distances"]["mean_m"].as_f64().unwrap() > 0.0);
    assert_eq!(beyond["coverage_flags"].as_array().unwrap().len(), 23);
    assert_eq!(beyond["hidden_pockets"]["before"].as_array().unwrap().len(), 5);
    close(&beyond["districts"]["before"]["v_measure"], 0.649_33, 0.000_005);
    let movement = &beyond["movement"];
    assert_eq!((&movement["residents"], &movement["postcodes"]), (&json!(1886), &json!(60)));
    assert_eq!(
        (&movement["patients"]["to_cross_border"], &movement["patients"]["to_inside"]),
        (&json!(1025), &json!(822))
    );
    assert!(!beyond["practices"].as_array().unwrap().is_empty(), "the patients' neighbourhoods change");
    let nothing = evaluate(&json!([]));
    assert_eq!(nothing["consequences"]["core_retention"], 1.0);
    assert_eq!(nothing["consequences"]["practices"], json!([]));
}
