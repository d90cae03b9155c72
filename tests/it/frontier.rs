//! `/v1/frontier` on the real county: plans of which none is better than another, each of which evaluates to its own figures.

use std::sync::OnceLock;

use axum::body::Body;
use axum::http::Request;
use footprint::planning::decide::control::Control;
use footprint::planning::decide::frontier::asked::FrontierRequest;
use footprint::planning::decide::frontier::frontier;
use serde_json::{Value, json};

use crate::support::{asked, county, post, post_json, send, some};

fn range(least: u64, most: u64) -> Value {
    json!({"rules": [{"figure": "residents", "least": least, "most": most}]})
}

fn crossing_request() -> Value {
    json!({"policy": range(35_000, 66_000), "seconds": 12})
}

fn crossing() -> &'static Value {
    static ANSWER: OnceLock<Value> = OnceLock::new();
    ANSWER.get_or_init(|| asked("/v1/frontier", &crossing_request()))
}

fn outside_request() -> Value {
    json!({"policy": range(42_000, 60_000), "against": "neighbourhoods_outside", "seconds": 10})
}

fn outside() -> &'static Value {
    static ANSWER: OnceLock<Value> = OnceLock::new();
    ANSWER.get_or_init(|| asked("/v1/frontier", &outside_request()))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value}"))
}

/// The cheapest first, and each has less of the other measure than all before it.
fn assert_none_is_dominated(answer: &Value, measure: &str) {
    let plans = some(&answer["plans"]);
    for pair in plans.windows(2) {
        assert!(number(&pair[0]["cost"]) < number(&pair[1]["cost"]), "{measure}");
        assert!(number(&pair[0][measure]) > number(&pair[1][measure]), "{measure}");
    }
    assert_eq!(number(&answer["count"]), plans.len() as u64);
    assert!(number(&answer["not_dominated"]) >= plans.len() as u64);
}

#[test]
fn at_least_ten_plans_are_met_and_none_is_better_than_another() {
    let answer = crossing();
    assert!(some(&answer["plans"]).len() >= 10, "{}", answer["summary"]);
    assert_none_is_dominated(answer, "patients_crossing");
    assert_eq!(answer["plans"][0]["cost"], 4_096, "the least change is one end");
    assert!(answer["summary"][0].as_str().unwrap().contains("none better than another in both"));
    assert!(answer["plans"][1]["explanation"][0].as_str().unwrap().starts_with("Beside the first plan, "));
}

#[test]
fn each_plan_evaluates_to_its_own_figures_and_opens_as_a_scenario() {
    for (answer, request) in [(crossing(), crossing_request()), (outside(), outside_request())] {
        for plan in some(&answer["plans"]) {
            let asked = json!({"changes": plan["changes"], "policy": request["policy"]});
            let evaluation = post_json("/v1/evaluate", &asked);
            assert_eq!(evaluation["moved"]["residents"], plan["moved"]["residents"]);
            let crossing = &evaluation["flows"]["after"]["cross_border"]["between_neighbourhoods"];
            assert_eq!(crossing, &plan["patients_crossing"]);
            let outside = plan["neighbourhoods_outside"] == 0;
            assert_eq!(evaluation["verdict"]["after"]["met"], outside);
        }
        let last = some(&answer["plans"]).last().unwrap();
        let body = json!({"name": "A point of the frontier", "changes": last["changes"]}).to_string();
        let request = Request::post("/v1/scenarios").header("host", "localhost");
        let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
        assert_eq!(send(request).status, 201);
    }
}

#[test]
fn against_neighbourhoods_outside_there_is_a_plan_for_each_number_at_most_and_why_not_ten_is_told() {
    let answer = outside();
    assert_none_is_dominated(answer, "neighbourhoods_outside");
    let plans = some(&answer["plans"]);
    assert_eq!(
        (&plans[0]["cost"], &plans[0]["changes"]),
        (&json!(0), &json!([])),
        "to move nothing is one end"
    );
    let now = number(&plans[0]["neighbourhoods_outside"]);
    assert_eq!(now, some(&answer["now"]).len() as u64);
    assert!(plans.len() >= 3 && plans.len() as u64 <= now + 1, "{}", answer["summary"]);
    let told = answer["summary"].as_array().unwrap().last().unwrap().as_str().unwrap();
    assert!(told.starts_with(&format!("There can be no more than {} such plans", now + 1)), "{told}");
}

#[test]
fn a_policy_that_nobody_can_meet_is_impossible_by_crossing_and_told_by_neighbourhoods_outside() {
    let request = json!({"policy": "oxfordshire-50-100k", "seconds": 2});
    let answer = asked("/v1/frontier", &request);
    assert_eq!(
        (&answer["plans"], &answer["impossible"][0]["reason"]),
        (&json!([]), &json!("too_few_in_all"))
    );
    let request = json!({"policy": "oxfordshire-50-100k", "seconds": 4, "against": "neighbourhoods_outside"});
    let answer = asked("/v1/frontier", &request);
    assert_none_is_dominated(&answer, "neighbourhoods_outside");
    assert!(some(&answer["plans"]).iter().all(|plan| number(&plan["neighbourhoods_outside"]) > 0));
}

#[test]
fn the_same_seed_and_tries_give_the_same_plans() {
    let body =
        json!({"policy": range(35_000, 66_000), "seconds": 600, "steps": 600_000, "seed": 3, "points": 5});
    let found = || {
        let asked = FrontierRequest::read(&body);
        serde_json::to_value(frontier(county(), &asked, &Control::default()).unwrap()).unwrap()
    };
    let (one, other) = (found(), found());
    assert_eq!(one, other);
    assert!(some(&one["plans"]).len() >= 2 && some(&one["plans"]).len() <= 5);
}

#[test]
fn bad_bodies_are_refused_with_every_defect() {
    let body =
        json!({"policy": range(35_000, 66_000), "against": "time", "points": 51, "seconds": 0, "colour": 1});
    let answer = post("/v1/frontier", &body.to_string());
    assert_eq!(answer.status, 400);
    let told = answer.json();
    let pointers: Vec<&str> =
        some(&told["errors"]).iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    for pointer in ["/against", "/points", "/seconds", "/colour"] {
        assert!(pointers.contains(&pointer), "{pointer}: {pointers:?}");
    }
}

#[test]
fn a_frontier_of_areas_has_more_than_one_plan_and_does_not_say_that_no_more_were_asked_for() {
    let request = json!({"policy": range(35_000, 66_000), "minimise": "areas", "seconds": 4, "points": 6});
    let answer = asked("/v1/frontier", &request);
    assert_none_is_dominated(&answer, "patients_crossing");
    let plans = some(&answer["plans"]);
    assert!(plans.len() > 2, "{}", answer["summary"]);
    // Met by a frontier of residents: four areas moved, and 93,612 patients.
    let is_as_good =
        |plan: &Value| number(&plan["cost"]) <= 5 && number(&plan["patients_crossing"]) <= 93_612;
    assert!(plans.iter().any(is_as_good), "{}", answer["summary"]);
    let told = answer["summary"].to_string();
    assert_eq!(told.contains("No more were asked for"), plans.len() == 6, "{told}");
    assert!(told.contains("living in one neighbourhood and registered in another"), "{told}");
}
