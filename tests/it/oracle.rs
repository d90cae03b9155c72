//! The service's figures against their twin in Python, which computes them again from the shipped tables alone.
//!
//! `tests/oracle` shares no code with the service, and follows the definitions by other means: dissolved borders are
//! unpaired edges there, and points are found by another library. Without python3 or what it needs, these tests say so
//! and pass.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{get_json, post_json};

/// Figures of one neighbourhood, before and after: where the service has each, and where the oracle has it.
const FIGURES: &[(&str, &str)] = &[
    ("/areas", "/areas"),
    ("/area_m2", "/area_m2"),
    ("/residents", "/residents"),
    ("/core20_residents", "/core20_residents"),
    ("/practices", "/practices"),
    ("/list_size", "/list_size"),
    ("/registered_by_practice", "/registered_by_practice"),
    ("/registered_by_residence", "/registered_by_residence"),
    ("/registered_at_home", "/registered_at_home"),
    ("/self_containment", "/self_containment"),
    ("/localisation", "/localisation"),
    ("/pieces", "/pieces"),
];

/// What the list of neighbourhoods has besides, of the draft as it is.
const LISTED: &[(&str, &str)] = &[("/perimeter_m", "/perimeter_m")];

/// Figures of a whole what-if. Tables and lists are compared to their last cell.
const WHOLE: &[(&str, &str)] = &[
    ("/flows/before", "/before/flows"),
    ("/flows/after", "/after/flows"),
    ("/moved/residents", "/change/residents"),
    ("/moved/registered_by_residence", "/change/registered_by_residence"),
    ("/consequences/movement/areas", "/change/areas"),
    ("/consequences/movement/residents", "/change/residents"),
    ("/consequences/movement/practices", "/change/practices"),
    ("/consequences/movement/postcodes", "/change/postcodes"),
    ("/consequences/movement/patients/moved", "/change/registered_by_residence"),
    ("/consequences/movement/patients/to_cross_border", "/change/patients_turned_cross_border"),
    ("/consequences/movement/patients/to_inside", "/change/patients_turned_inside"),
    ("/consequences/movement/variation_bits", "/change/variation_of_information_bits"),
    ("/consequences/core_retention", "/change/retention"),
    ("/consequences/districts/before/homogeneity", "/before/districts/homogeneity"),
    ("/consequences/districts/before/border_share", "/before/districts/border_coincidence"),
    ("/consequences/districts/after/homogeneity", "/after/districts/homogeneity"),
    ("/consequences/districts/after/completeness", "/after/districts/completeness"),
    ("/consequences/districts/after/v_measure", "/after/districts/v_measure"),
    ("/consequences/districts/after/border_share", "/after/districts/border_coincidence"),
];

/// Consequences for a neighbourhood, `SIDE` standing for before or after.
const BEYOND: &[(&str, &str)] = &[
    ("/equity/SIDE/mean_imd_decile", "/mean_imd_decile"),
    ("/equity/SIDE/rural_residents", "/rural_residents"),
    ("/equity/SIDE/census_2021/aged_0_to_15", "/age_0_15"),
    ("/equity/SIDE/census_2021/aged_16_to_64", "/age_16_64"),
    ("/equity/SIDE/census_2021/aged_65_and_over", "/age_65_plus"),
    ("/shape/SIDE/polsby_popper", "/polsby_popper"),
    ("/shape/SIDE/reock", "/reock"),
    ("/shape/SIDE/hull_ratio", "/hull_ratio"),
];

/// Access to practices for a neighbourhood, likewise.
const ACCESS: &[(&str, &str)] = &[
    ("/access/SIDE/here/distances/mean_m", "/mean_m"),
    ("/access/SIDE/here/distances/p90_m", "/p90_m"),
    ("/access/SIDE/here/residents_another", "/residents_nearest_elsewhere"),
];

/// Of numbers that are no counts, as a share of the larger.
const MOST_APART: f64 = 1e-9;

const NEEDED: &str = "import numpy, pandas\nfrom math import lcm\nfrom shapely import STRtree, multipolygons";

/// Runs the oracle on the shipped tables; without what it needs, the reason is printed.
fn oracle(arguments: &[&str]) -> Option<Vec<u8>> {
    let reason = match Command::new("python3").args(["-c", NEEDED]).output() {
        Ok(tried) if tried.status.success() => None,
        Ok(tried) => String::from_utf8_lossy(&tried.stderr).lines().last().map(str::to_owned),
        Err(error) => Some(format!("python3: {error}")),
    };
    if let Some(reason) = reason {
        println!("skipped: the oracle cannot run ({reason})");
        return None;
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("python3");
    command.arg(project.join("tests/oracle/oracle.py")).arg("--data").arg(project.join("data"));
    let output = command.args(arguments).output().unwrap();
    let told = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
    assert!(output.status.success(), "{told}");
    Some(output.stdout)
}

/// The oracle's answer to a what-if.
fn oracle_on(what_if: &Value) -> Option<Value> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), what_if.to_string()).unwrap();
    let answer = oracle(&["--moves", file.path().to_str().unwrap()])?;
    Some(serde_json::from_slice(&answer).unwrap())
}

/// Where two answers differ, each by its place.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    /// Compares the figures of a table; one that either side lacks is a difference.
    fn note_all(&mut self, what: &str, found: &Value, expected: &Value, figures: &[(&str, &str)]) {
        for (at, expected_at) in figures {
            match (found.pointer(at), expected.pointer(expected_at)) {
                (Some(found), Some(expected)) => self.note(&format!("{what}{at}"), found, expected),
                (found, _) => {
                    let side = if found.is_none() { "service" } else { "oracle" };
                    self.0.push(format!("{what}{at}: the {side} has none"));
                }
            }
        }
    }

    /// Counts, words and null must be equal; other numbers close; lists and tables alike in every part.
    fn note(&mut self, what: &str, found: &Value, expected: &Value) {
        match (found, expected) {
            (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
                for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
                    self.note(&format!("{what}/{place}"), found, expected);
                }
            }
            (Value::Object(found), Value::Object(expected)) if found.len() == expected.len() => {
                for (key, expected) in expected {
                    self.note(&format!("{what}/{key}"), found.get(key).unwrap_or(&Value::Null), expected);
                }
            }
            (Value::Number(one), Value::Number(other)) if other.is_f64() => {
                let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
                if (one - other).abs() > MOST_APART * one.abs().max(other.abs()) {
                    self.0.push(format!("{what}: {one} instead of {other}"));
                }
            }
            _ if found == expected => {}
            _ => self.0.push(format!("{what}: {found} instead of {expected}")),
        }
    }

    fn assert_none(&self) {
        assert!(self.0.is_empty(), "{:#?}", self.0);
    }
}

/// Compares the service's answer to a what-if with the oracle's.
fn compare(changes: &Value) {
    let what_if = json!({ "changes": changes, "include": ["access"] });
    let Some(expected) = oracle_on(&what_if) else {
        return;
    };
    let answer = post_json("/v1/evaluate", &what_if);
    let mut differences = Differences::default();
    differences.note_all("", &answer, &expected, WHOLE);
    let touched = answer["neighbourhoods"].as_array().unwrap();
    for zone in touched {
        let id = zone["id"].as_str().unwrap();
        for side in ["before", "after"] {
            let expected = &expected[side]["neighbourhoods"][id];
            differences.note_all(&format!("{id}/{side}"), &zone[side], expected, FIGURES);
        }
    }
    for zone in answer["consequences"]["neighbourhoods"].as_array().unwrap() {
        let id = zone["id"].as_str().unwrap();
        for side in ["before", "after"] {
            let what = format!("{id}/{side}");
            let of_side = |pairs: &[(&str, &'static str)]| -> Vec<(String, &'static str)> {
                pairs.iter().map(|(ours, theirs)| (ours.replace("SIDE", side), *theirs)).collect()
            };
            for (ours, theirs) in of_side(BEYOND) {
                differences.note_all(&what, zone, &expected[side]["neighbourhoods"][id], &[(&ours, theirs)]);
            }
            let near = &expected[side]["access"]["county_practices"]["neighbourhoods"][id];
            for (ours, theirs) in of_side(ACCESS) {
                differences.note_all(&what, zone, near, &[(&ours, theirs)]);
            }
        }
    }
    for (id, before) in expected["before"]["neighbourhoods"].as_object().unwrap() {
        let is_told = touched.iter().any(|zone| zone["id"] == **id);
        if !is_told && *before != expected["after"]["neighbourhoods"][id] {
            differences.0.push(format!("{id}: changed, and is not among the neighbourhoods touched"));
        }
    }
    differences.assert_none();
}

#[test]
fn the_oracle_reproduces_the_golden_figures() {
    if let Some(told) = oracle(&["--check"]) {
        println!("{}", String::from_utf8_lossy(&told));
    }
}

#[test]
fn the_figures_of_every_neighbourhood_agree_with_the_oracle() {
    let Some(expected) = oracle_on(&json!({"changes": []})) else {
        return;
    };
    let list = get_json("/v1/neighbourhoods");
    let items = list["items"].as_array().unwrap();
    let expected = &expected["before"]["neighbourhoods"];
    assert_eq!(items.len(), expected.as_object().unwrap().len());
    let mut differences = Differences::default();
    for item in items {
        let id = item["id"].as_str().unwrap();
        differences.note_all(id, &item["figures"], &expected[id], FIGURES);
        differences.note_all(id, item, &expected[id], LISTED);
    }
    differences.assert_none();
}

#[test]
fn without_changes_flows_agree_with_the_oracle_before_and_after() {
    compare(&json!([]));
}

#[test]
fn a_moved_area_agrees_with_the_oracle() {
    compare(&json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]));
}

/// Two areas are moved twice, one ends in a second piece and holds the sites of two practices: one goes with it, the
/// other has been placed before.
#[test]
fn several_moved_areas_and_a_practice_agree_with_the_oracle() {
    compare(&json!([
        {"op": "move_areas", "areas": ["E01028422", "E01028426"], "to": "N02"},
        {"op": "move_practice", "practice": "K84007", "to": "N10"},
        {"op": "move_practice", "practice": "K84035", "to": "N15"},
        {"op": "move_areas", "areas": ["E01028652"], "to": "N01"},
        {"op": "move_areas", "areas": ["E01028435", "E01028422"], "to": "N03"},
        {"op": "move_practice", "practice": "K84012", "to": "N06"},
        {"op": "move_areas", "areas": ["E01028426"], "to": "N01"},
    ]));
}
