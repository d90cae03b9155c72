//! Insight packs: who lives there, what stands out, growth of lists, access over the border, and what is not known.

use serde_json::Value;

use crate::support::{get_json, some};

fn profile(id: &str) -> Value {
    get_json(&format!("/v1/neighbourhoods/{id}/profile"))
}

#[test]
fn ages_accommodation_and_indicators_add_up_to_the_county() {
    let all: Vec<Value> = (1..=15).map(|number| profile(&format!("N{number:02}"))).collect();
    let sum =
        |pointer: &str| all.iter().map(|one| one.pointer(pointer).unwrap().as_u64().unwrap()).sum::<u64>();
    let everywhere = &all[0]["everywhere"];
    for pointer in [
        "/ages/all_ages",
        "/ages/aged_65_and_over/count",
        "/ages/aged_85_and_over/count",
        "/accommodation/households",
    ] {
        let county = everywhere.pointer(pointer).unwrap().as_u64().unwrap();
        assert_eq!(sum(&format!("/people{pointer}")), county, "{pointer}");
    }
    // As summed from the publisher's table with another program.
    assert_eq!(everywhere["ages"]["all_ages"], 725_313);
    let bands = some(&everywhere["ages"]["bands"]);
    assert_eq!((bands.len(), &bands[17]["kind"]), (18, &"aged_85_plus".into()));
    let ages = &everywhere["ages"];
    assert_eq!(
        ages["aged_65_and_over"]["count"], everywhere["census_2021"]["aged_65_and_over"],
        "one truth of age"
    );
    let share = ages["aged_65_and_over"]["share_of_all"].as_f64().unwrap();
    let [older, all_ages] =
        ["/aged_65_and_over/count", "/all_ages"].map(|at| ages.pointer(at).unwrap().as_f64().unwrap());
    assert!((share - older / all_ages).abs() < 1e-12);
    let indicators = some(&everywhere["indicators"]);
    assert_eq!(indicators.len(), 28);
    for indicator in indicators {
        let is_count = indicator["indicator"].as_str().unwrap().ends_with("_numerator");
        assert_eq!(indicator["by"] == "sum", is_count, "{indicator}");
    }
}

#[test]
fn what_stands_out_is_the_largest_of_the_differences_and_within_its_range() {
    for id in ["N01", "N07", "N14"] {
        let profile = profile(id);
        let found = some(&profile["stands_out"]);
        let weight = |each: &Value| {
            let of = |name: &str| each[name].as_f64().unwrap();
            assert!(of("least") <= of("here") && of("here") <= of("most"), "{each}");
            (of("here") - of("everywhere")).abs() / (of("most") - of("least"))
        };
        let weights: Vec<f64> = found.iter().map(weight).collect();
        assert!(weights.is_sorted_by(|one, next| one >= next), "{weights:?}");
        assert!(found.iter().all(|each| each["text"].as_str().unwrap().ends_with('.')), "{found:?}");
    }
}

#[test]
fn the_countys_border_is_no_wall_for_access_and_lists_of_two_dates_are_two_figures() {
    let profile = profile("N14");
    let km = |side: &str| profile["access"][side]["distances"]["mean_m"].as_f64().unwrap() / 1000.0;
    assert_eq!(
        (format!("{:.2}", km("everywhere")), format!("{:.2}", km("here"))),
        ("2.56".into(), "2.96".into())
    );
    let lists = &get_json("/v1/neighbourhoods/N12/profile")["lists"];
    assert_eq!((&lists["registered_by_practice"], &lists["list_size"]), (&57_721.into(), &63_845.into()));
    assert_eq!((&lists["registrations_of"], &lists["lists_of"]), (&"July 2022".into(), &"May 2025".into()));
    assert_eq!(profile["unavailable"], Value::Array(vec![]), "everything is known of the county we ship");
}

#[test]
fn a_pack_says_how_each_figure_is_known_what_it_may_be_and_what_a_verdict_depends_on() {
    let botley = profile("N07");
    let range = &some(&botley["ranges"])[0];
    assert_eq!((&range["figure"], &range["basis"]), (&"registered_by_practice".into(), &"inferred".into()));
    let [least, most] = ["least", "most"].map(|end| range[end].as_u64().unwrap());
    assert_eq!((most, most - least), (99_842, 13_663), "with and without Botley's patients");
    let known = |figure: &str| {
        let known = some(&botley["known_by"]).iter().find(|known| known["figure"] == figure).unwrap();
        (known["basis"].clone(), known["vintage"].clone())
    };
    assert_eq!(known("residents"), ("modelled".into(), "mid-2022".into()));
    assert_eq!(known("list_growth"), ("counted".into(), "July 2022; May 2025".into()));
    assert_eq!(known("core20"), ("counted".into(), "mid-2022; IMD 2025".into()));
    let growth = some(&botley["stands_out"]).iter().find(|found| found["figure"] == "list_growth").unwrap();
    assert_eq!(growth["basis"], "inferred", "it rests on where Botley's patients went: {growth}");
    let ends = ["least", "most"].map(|end| format!("{:.3}", growth["range"][end].as_f64().unwrap()));
    assert_eq!(ends, ["-0.031", "0.122"]);
    assert!(growth["text"].as_str().unwrap().contains("\u{2212}3.1% (\u{2212}3.1% to 12.2%, "), "{growth}");
    let notes = botley["notes"].to_string();
    assert!(notes.contains("Botley Medical Centre") && notes.contains("Oxford 008A (194.6%)"), "{notes}");
    assert!(botley["not_known"].to_string().contains("Ethnicity"), "{}", botley["not_known"]);
    let others = some(&botley["stands_out"]).iter().filter(|found| found["figure"] != "list_growth");
    for found in others {
        assert_eq!(
            (found["basis"].clone(), found["vintage"].clone()),
            known(found["figure"].as_str().unwrap())
        );
    }
    let n12 = profile("N12");
    let verdict =
        some(&n12["verdicts"]).iter().find(|verdict| verdict["policy"] == "nhs-national-50k").unwrap();
    let turns = verdict["findings"][0]["turns"].as_str().unwrap();
    assert!(turns.contains("57,721") && turns.contains("63,845") && turns.contains("July 2022"), "{turns}");
    assert_eq!(n12["ranges"], Value::Array(vec![]), "sums over whole areas have no range");
}

#[test]
fn a_what_if_says_who_lives_there_when_it_is_asked() {
    let changes = serde_json::json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]);
    let body = serde_json::json!({"changes": changes, "include": ["population"]});
    let answer = crate::support::post_json("/v1/evaluate", &body);
    let zones = some(&answer["consequences"]["neighbourhoods"]);
    let older = |zone: &Value, side: &str| {
        zone["population"][side]["ages"]["aged_65_and_over"]["count"].as_u64().unwrap()
    };
    let all: [u64; 2] = ["before", "after"].map(|side| zones.iter().map(|zone| older(zone, side)).sum());
    assert_eq!(all[0], all[1], "nobody comes or goes");
    assert_ne!(older(&zones[0], "before"), older(&zones[0], "after"));
    assert!(answer["provenance"].to_string().contains("TS007A"));
}
