//! Made-up what-ifs by the score, in both counties: every figure, and how every issue stands beside the base, counted again.

use std::path::Path;

use footprint::county::Loaded;
use footprint::planning::what_if::evaluate::evaluate;
use footprint::planning::what_if::request::Request;
use serde_json::{Value, json};

use super::answers::states;
use super::{RULES, assert_agree, oracle_on, shipped};
use crate::made_up_changes::{Dice, Known};
use crate::support::{buckinghamshire, county};

const WHAT_IFS: usize = 24;

/// What-ifs that can be answered, with their answers.
fn made_up(loaded: &Loaded) -> (Vec<Value>, Vec<Value>) {
    let (known, mut dice) = (Known::of(loaded), Dice::new(20_261_127));
    let (mut bodies, mut answers) = (Vec::new(), Vec::new());
    while bodies.len() < WHAT_IFS {
        let include = ["access", "boundary_sets", "population", "postcodes"];
        let changes = known.changes(&mut dice);
        let body = json!({"changes": changes, "policy": *RULES, "explain": bodies.len() % 8 == 0, "include": include});
        if let Ok(what_if) = evaluate(loaded, &Request::read(&body)) {
            answers.push(serde_json::to_value(what_if.answer()).unwrap());
            bodies.push(body);
        }
    }
    (bodies, answers)
}

/// Compares every answer, and gives back how many issues there were of each state.
fn compared(data: &Path, draft: &str, loaded: &Loaded) -> Option<std::collections::BTreeMap<String, usize>> {
    let (bodies, answers) = made_up(loaded);
    let expected = oracle_on(data, draft, &Value::Array(bodies))?;
    let mut counts = std::collections::BTreeMap::new();
    for (answer, expected) in answers.iter().zip(expected.as_array().unwrap()) {
        assert_agree(answer, expected);
        for state in states(answer).as_object().unwrap().values() {
            *counts.entry(state.as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    Some(counts)
}

#[test]
fn made_up_what_ifs_in_each_county_agree_with_the_oracle_and_so_does_the_state_of_every_issue() {
    let shipped = compared(&shipped(), super::SHIPPED, county());
    let other = buckinghamshire().and_then(|(data, loaded)| compared(data.path(), "draft", loaded));
    for counts in [shipped, other].into_iter().flatten() {
        println!("issues by state: {counts:?}");
        for state in ["new", "worse", "same", "better", "mended"] {
            assert!(counts.get(state).is_some_and(|count| *count > 10), "{state}: {counts:?}");
        }
    }
}
