//! What `/v1/suggest` says of its plans, on the real county: which is first, what an area that stays costs, and which limit binds.

use serde_json::{Value, json};

use crate::support::{asked, some};

fn range(least: u64, most: u64) -> Value {
    json!({"rules": [{"figure": "residents", "least": least, "most": most}]})
}

#[test]
fn of_plans_that_cost_the_least_none_other_is_at_least_as_good_in_everything_as_the_first() {
    for minimise in ["areas", "registered_by_residence"] {
        let answer = asked("/v1/suggest", &json!({"policy": range(35_000, 66_000), "minimise": minimise}));
        let measures = |plan: &Value| {
            let number = |value: &Value| value.as_f64().unwrap();
            [
                number(&plan["cost"]),
                number(&plan["moved"]["residents"]),
                number(&plan["patients_crossing"]),
                number(&plan["neighbourhoods_outside"]),
                -number(&plan["compactness"]),
            ]
        };
        let plans = some(&answer["plans"]);
        let first = measures(&plans[0]);
        for plan in &plans[1..] {
            let other = measures(plan);
            assert!(other.iter().zip(&first).any(|(other, first)| other > first), "{minimise}: {plan}");
        }
    }
}

#[test]
fn an_alternative_is_no_dearer_than_a_plan_or_an_exchange_that_the_answer_names() {
    for (least, most) in [(35_000, 66_000), (36_000, 66_000), (37_000, 65_500)] {
        let answer = asked("/v1/suggest", &json!({"policy": range(least, most), "seconds": 1}));
        let plans = some(&answer["plans"]);
        for alternative in plans[0]["alternatives"].as_array().unwrap() {
            let area = &alternative["without"][0];
            let stays = |plan: &&Value| {
                plan["neighbourhoods_outside"] == 0
                    && !plan["changes"].to_string().contains(area.as_str().unwrap())
            };
            let of_plans = plans.iter().filter(stays).map(|plan| plan["cost"].as_u64().unwrap());
            let swaps = some(&plans[0]["swaps"]).iter().filter(|swap| swap["without"][0] == *area);
            let named = of_plans.chain(swaps.filter_map(|swap| swap["cost"].as_u64())).min();
            let Some(named) = named else { continue };
            assert!(alternative["cost"].as_u64().is_some_and(|cost| cost <= named), "{named}: {alternative}");
        }
    }
}

#[test]
fn the_limit_that_binds_is_told_with_its_figure_and_pieces_alone_are_told_with_residents() {
    let rules = json!([{"figure": "residents", "least": 35_000, "most": 66_000}, {"figure": "practices", "least": 1}]);
    let answer = asked("/v1/suggest", &json!({"policy": {"rules": rules}, "seconds": 1}));
    let told = answer["plans"][0]["explanation"].to_string();
    let is_of_residents = |limit| told.contains(&format!("The limit that binds most is {limit} residents: "));
    assert!(["35,000", "66,000"].into_iter().any(is_of_residents), "{told}");
    let move_away = json!({"op": "move_areas", "areas": ["E01035737"], "to": "N15"});
    let pieces = json!({"rules": [{"figure": "pieces", "most": 1}]});
    let answer = asked("/v1/suggest", &json!({"policy": pieces, "seconds": 1, "changes": [move_away]}));
    for plan in some(&answer["plans"]) {
        let told = plan["explanation"].to_string();
        assert!(!told.contains("has none"), "{told}");
        assert!(plan["cost"] == 0 || told.contains(" then has "), "{told}");
    }
}
