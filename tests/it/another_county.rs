//! Figures of a county that brings less than the one we ship: Buckinghamshire, from the publishers' files alone.
//!
//! It has no Census counts and no rural-urban classes, a dormant practice with patients, and neighbourhoods that share a name.

use std::collections::BTreeMap;

use footprint::county::Loaded;
use footprint::ingest::prepare::Sources;
use footprint::planning::describe::neighbourhood_profile::insights;
use footprint::planning::what_if::evaluate::evaluate;
use footprint::planning::what_if::request::Request;
use serde_json::{Value, json};

use crate::support::{buckinghamshire, prepared, shared, some};

fn answer(loaded: &Loaded, body: &Value) -> Value {
    let request = Request::read(body);
    serde_json::to_value(evaluate(loaded, &request).unwrap().answer()).unwrap()
}

fn as_it_is() -> Option<Value> {
    let (_, loaded) = buckinghamshire()?;
    Some(answer(loaded, &json!({"changes": []})))
}

fn issues<'a>(answer: &'a Value, kind: &str) -> Vec<&'a Value> {
    answer["issues"].as_array().unwrap().iter().filter(|issue| issue["kind"] == kind).collect()
}

#[test]
fn patients_across_borders_are_sums_of_the_cells() {
    let Some(answer) = as_it_is() else { return };
    let flows = &answer["flows"]["before"];
    let sums = &flows["cross_border"];
    assert_eq!(
        [&sums["between_neighbourhoods"], &sums["living_outside"], &sums["registered_outside"]],
        [95_763, 31_742, 43_216]
    );
    let all: u64 = sums.as_object().unwrap().values().map(|sum| sum.as_u64().unwrap()).sum();
    assert_eq!(flows["total"], all);
    assert_eq!(flows["total"], 612_741, "whoever lives here or is registered here, once");
}

#[test]
fn what_is_not_known_is_null_and_said_with_the_reason_and_no_source_is_named_that_is_not_loaded() {
    let Some(answer) = as_it_is() else { return };
    let (_, loaded) = buckinghamshire().unwrap();
    let (from, to) = ("B01", "B02");
    let moved = crate::another_county::answer(
        loaded,
        &json!({"changes": [{"op": "merge", "from": from, "into": to}]}),
    );
    for zone in some(&moved["consequences"]["neighbourhoods"]) {
        let equity = &zone["equity"]["before"];
        for unknown in ["rural_residents", "rural_share"] {
            assert_eq!(equity[unknown], Value::Null, "{equity}");
        }
        assert!(equity["census_2021"].as_object().unwrap().values().all(Value::is_null), "{equity}");
        assert!(equity["mean_imd_decile"].is_number(), "{equity}");
    }
    let told: Vec<&str> =
        some(&answer["unavailable"]).iter().map(|figure| figure["figure"].as_str().unwrap()).collect();
    for figure in ["age_bands", "disability", "rural"] {
        assert!(told.contains(&figure), "{told:?}");
    }
    assert!(!told.contains(&"core20"), "{told:?}");
    let named = [loaded.atlas.attribution.clone(), answer["provenance"].to_string()].concat();
    for absent in ["Census", "House of Commons", "rural-urban"] {
        assert!(!named.contains(absent), "{absent} in {named}");
    }
}

#[test]
fn a_dormant_practice_with_patients_is_told_with_what_it_does_to_self_containment() {
    let Some(answer) = as_it_is() else { return };
    let told = issues(&answer, "uncounted_practice");
    let dormant = told.iter().find(|issue| issue["practice"] == "K82029").unwrap();
    assert_eq!(dormant["figures"]["patients_living_here"], 11_057);
    let share = |name: &str| dormant["figures"][name].as_f64().unwrap();
    assert!(share("self_containment_if_counted") > share("self_containment") + 0.01, "{dormant}");
    assert!(dormant["text"].as_str().unwrap().contains("dormant"), "{dormant}");
}

#[test]
fn neighbourhoods_of_one_name_are_told_and_told_apart() {
    let Some((_, loaded)) = buckinghamshire() else { return };
    let changes = json!([{"op": "rename", "id": "B01", "name": "Arc Bucks Pcn"},
        {"op": "move_areas", "areas": ["E01017627"], "to": "B02"}]);
    let answer = answer(loaded, &json!({"changes": changes}));
    let told = issues(&answer, "shared_name");
    assert_eq!((told.len(), &told[0]["state"]), (1, &json!("new")));
    assert_eq!(told[0]["text"], "2 neighbourhoods are called Arc Bucks Pcn: B01 and B02.");
    let about = issues(&answer, "patients_elsewhere").into_iter();
    for issue in about.filter(|issue| issue["neighbourhood"]["id"] == "B02" && issue["state"] != "mended") {
        assert!(issue["text"].as_str().unwrap().contains("Arc Bucks Pcn (B02)"), "{issue}");
    }
    let summary = answer["summary"].to_string();
    assert!(summary.contains("to Arc Bucks Pcn (B02)"), "{summary}");
}

#[test]
fn areas_whose_patients_leave_the_county_are_listed() {
    let Some(answer) = as_it_is() else { return };
    let told = issues(&answer, "patients_outside");
    assert!(!told.is_empty());
    for issue in told {
        let share = |name: &str| issue["figures"][name].as_f64().unwrap();
        assert!(share("share_there") > share("share_at_home"), "{issue}");
        assert!(issue["text"].as_str().unwrap().contains("outside Buckinghamshire"), "{issue}");
    }
}

/// The table as Nomis hands it out, against the same as it was joined by hand, every value of every area; and what profiles make of it.
#[test]
fn ages_as_nomis_hands_them_out_are_those_of_the_joined_table() {
    let sources = ["data/buckinghamshire", "data/published", "data/cohorts"].map(shared);
    let [Some(own), Some(published), Some(cohorts)] = sources else { return };
    let from = vec![own, published, cohorts.join("TS007A_Nomis_subset.csv")];
    let made = prepared(&Sources { from, ..Sources::default() }).unwrap();
    let taken = String::from_utf8(made.files["ages.csv"].clone()).unwrap();
    let joined = std::fs::read_to_string(cohorts.join("ages_census2021.csv")).unwrap();
    let rows = |text: &str| -> BTreeMap<String, String> {
        let rows = text.lines().skip(1).filter_map(|row| row.split_once(','));
        rows.map(|(code, values)| (code.to_owned(), values.trim().to_owned())).collect()
    };
    let (taken, joined) = (rows(&taken), rows(&joined));
    assert_eq!(taken.len(), 334);
    for (code, values) in &taken {
        assert_eq!(Some(values), joined.get(code), "{code}");
    }
    let all: u64 =
        taken.values().map(|values| values.split(',').next().unwrap().parse::<u64>().unwrap()).sum();
    let draft = made.loaded.atlas.draft(None).unwrap();
    let of_all = serde_json::to_value(&insights(&made.loaded, draft)[0].everywhere).unwrap();
    assert_eq!(of_all["ages"]["all_ages"], all);
    assert_eq!(
        of_all["ages"]["aged_65_and_over"]["count"], of_all["census_2021"]["aged_65_and_over"],
        "one truth of age"
    );
}

#[test]
fn a_policy_that_a_county_brings_is_loaded_with_its_data_and_listed() {
    let folder = crate::support::toy_copy();
    let own = "[[policies]]\nid = \"toy-nine\"\nversion = 1\ntitle = \"Nine squares\"\nsource = \"Toyshire\"\n\
        [[policies.rules]]\nfigure = \"residents\"\nleast = 900\n";
    std::fs::write(folder.path().join("policies.toml"), own).unwrap();
    let made = crate::support::prepared(&crate::support::toy_sources(folder.path())).unwrap();
    assert!(made.files.contains_key("policies.toml"));
    let judged = answer(&made.loaded, &json!({"policy": "toy-nine", "changes": []}));
    assert_eq!(judged["verdict"]["after"]["policy"], "toy-nine");
    std::fs::write(folder.path().join("policies.toml"), own.replace("least = 900", "")).unwrap();
    let refused =
        crate::support::prepared(&crate::support::toy_sources(folder.path())).map(|_| ()).unwrap_err();
    assert!(refused.to_string().contains("toy-nine, rule 1: expected least, most or both"), "{refused}");
}
