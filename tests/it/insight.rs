//! `/v1/neighbourhoods/{id}/profile`: the parts add up to the county's, and say what other answers say.

use serde_json::Value;

use crate::support::{county, get_answer, get_json};

fn profile(id: &str) -> Value {
    get_json(&format!("/v1/neighbourhoods/{id}/profile"))
}

fn ids() -> Vec<String> {
    (1..=15).map(|number| format!("N{number:02}")).collect()
}

fn sum(values: &Value) -> u64 {
    values.as_array().unwrap().iter().map(|value| value.as_u64().unwrap()).sum()
}

#[test]
fn neighbourhoods_add_up_to_the_county() {
    let profiles: Vec<Value> = ids().iter().map(|id| profile(id)).collect();
    let everywhere = &profiles[0]["everywhere"];
    let added = |figure: &dyn Fn(&Value) -> u64| {
        profiles.iter().map(|profile| figure(&profile["people"])).sum::<u64>()
    };
    for name in ["areas", "residents", "rural_residents", "core20_residents"] {
        assert_eq!(
            added(&|people| people[name].as_u64().unwrap()),
            everywhere[name].as_u64().unwrap(),
            "{name}"
        );
    }
    for name in ["all", "aged_0_to_15", "aged_16_to_64", "aged_65_and_over", "disabled"] {
        let of = |people: &Value| people["census_2021"][name].as_u64().unwrap();
        assert_eq!(added(&of), of(everywhere), "{name}");
    }
    let by_hand: u64 =
        county().atlas.ground.geography.areas().map(|(_, area)| u64::from(area.residents)).sum();
    assert_eq!(everywhere["residents"].as_u64(), Some(by_hand));
    for profile in &profiles {
        assert_eq!(
            sum(&profile["people"]["residents_by_decile"]),
            profile["people"]["residents"].as_u64().unwrap()
        );
    }
    let practices: usize =
        profiles.iter().map(|profile| profile["practices"].as_array().unwrap().len()).sum();
    assert_eq!(practices, 65);
}

#[test]
fn flows_are_those_of_the_figures() {
    for id in ids() {
        let (profile, figures) =
            (profile(&id), get_json(&format!("/v1/neighbourhoods/{id}"))["figures"].clone());
        let total = |list: &str| -> u64 {
            profile[list].as_array().unwrap().iter().map(|flow| flow["patients"].as_u64().unwrap()).sum()
        };
        assert_eq!(total("registered_at"), figures["registered_by_residence"].as_u64().unwrap(), "{id}");
        assert_eq!(total("patients_from"), figures["registered_by_practice"].as_u64().unwrap(), "{id}");
        let home = |list: &str| {
            let flows = profile[list].as_array().unwrap();
            flows.iter().find(|flow| flow["neighbourhood"]["id"] == *id).unwrap()["patients"].clone()
        };
        assert_eq!(
            (home("registered_at"), home("patients_from")),
            (figures["registered_at_home"].clone(), figures["registered_at_home"].clone())
        );
        let lists: u64 = profile["networks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["list_size_here"].as_u64().unwrap())
            .sum();
        assert!(lists <= figures["list_size"].as_u64().unwrap(), "{id}");
    }
    assert_eq!(get_answer("/v1/neighbourhoods/N99/profile").status, 404);
}
