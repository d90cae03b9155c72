//! `/v1/neighbourhoods/{id}/profile`: the parts add up to the county's, and say what other answers say.

use footprint::domain::ground::registrations::Home;
use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::support::{county, get_answer, get_json, post_json, some};

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

#[test]
fn access_is_what_a_what_if_says_of_it_and_adds_up_to_the_county() {
    let change = json!([{ "op": "rename", "id": "N03", "name": "Bicester and about" }]);
    let asked = json!({ "changes": change, "include": ["access"] });
    let evaluated = post_json("/v1/evaluate", &asked);
    let told = evaluated["consequences"]["neighbourhoods"].as_array().unwrap();
    let told = told.iter().find(|zone| zone["id"] == "N03").unwrap();
    assert_eq!(profile("N03")["access"], told["access"]["before"]);
    let profiles: Vec<Value> = ids().iter().map(|id| profile(id)).collect();
    let own = |access: &Value| access["here"]["residents_own"].as_f64().unwrap();
    let added: f64 = profiles.iter().map(|profile| own(&profile["access"])).sum();
    assert!((added - own(&profiles[0]["access_everywhere"])).abs() < 1e-6, "{added}");
}

#[test]
fn the_patients_of_a_practice_are_all_told_by_where_they_live() {
    let practices = get_json("/v1/practices");
    let ours = practices["items"].as_array().unwrap().iter().filter(|one| !one["neighbourhood"].is_null());
    for practice in ours {
        let code = practice["code"].as_str().unwrap();
        let one = get_json(&format!("/v1/practices/{code}"));
        let flows = one["patients_from"].as_array().unwrap();
        let patients: u64 = flows.iter().map(|flow| flow["patients"].as_u64().unwrap()).sum();
        assert_eq!(Some(patients), practice["registrations"].as_u64(), "{code}");
        let most = flows.iter().find(|flow| flow["place"] == "neighbourhood").unwrap();
        assert_eq!(most["neighbourhood"]["id"], one["views"]["patients"]["id"], "{code}");
        // One denominator: the patients of known area.
        assert_eq!(most["share"], one["views"]["patients_share"], "{code}");
        let (unknown, known): (Vec<&Value>, Vec<&Value>) =
            flows.iter().partition(|flow| flow["place"] == "unknown");
        let shares: f64 = known.iter().map(|flow| flow["share"].as_f64().unwrap()).sum();
        assert!((shares - 1.0).abs() < 1e-9, "{code}: {shares}");
        assert!(unknown.iter().all(|flow| flow["share"].is_null()), "{code}");
    }
}

#[test]
fn where_the_patients_of_an_area_are_registered_is_counted_from_the_table() {
    let page = get_json("/collections/areas/items?limit=1000&zoom-level=0");
    let loaded = county();
    let (ground, draft) = (&loaded.atlas.ground, loaded.atlas.draft(None).unwrap());
    let roster = draft.division.roster();
    for feature in some(&page["features"]) {
        let properties = &feature["properties"];
        let area = ground.geography.find(properties["id"].as_str().unwrap().parse().unwrap()).unwrap();
        let mut patients = std::collections::BTreeMap::<&str, u64>::new();
        for row in ground.registrations.as_ref().unwrap().rows() {
            if row.home == Home::Area(area) {
                let home = draft.division.home(row.practice);
                let place = home.map_or("", |zone| roster.neighbourhood(zone).id.as_str());
                *patients.entry(place).or_default() += u64::from(row.patients);
            }
        }
        let outside = patients.remove("").unwrap_or(0);
        patients.insert("outside", outside);
        let all: u64 = patients.values().sum();
        let home = patients.get(properties["neighbourhood"].as_str().unwrap()).copied().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "counts of people")]
        let expected = home as f64 / all as f64;
        assert!(
            (properties["registered_at_home_share"].as_f64().unwrap() - expected).abs() < 1e-12,
            "{properties}"
        );
        let mostly = patients[properties["registered_mostly_in"].as_str().unwrap()];
        assert!(patients.values().all(|count| *count <= mostly), "{properties}");
    }
}

#[test]
fn neighbours_never_share_a_colour_while_a_plan_is_made() {
    let asked = json!({
        "changes": [
            { "op": "create", "id": "N16", "name": "New", "areas": ["E01028422", "E01028423"] },
            { "op": "merge", "from": "N04", "into": "N03" },
        ],
        "include": ["borders"],
    });
    let evaluated = post_json("/v1/evaluate", &asked);
    let collection = get_json("/collections/neighbourhoods/items?zoom-level=0");
    let features = |of: &Value| of["features"].as_array().unwrap().clone();
    let colour = |feature: &Value| {
        let properties = &feature["properties"];
        (properties["id"].as_str().unwrap().to_owned(), properties["colour"].as_u64().unwrap())
    };
    let mut colours: std::collections::BTreeMap<String, u64> =
        features(&collection).iter().map(colour).collect();
    colours.extend(features(&evaluated["borders"]).iter().map(colour));
    colours.remove("N04");
    assert!(colours.values().all(|colour| *colour < 6), "{colours:?}");
    let scenario = format!("scenario={}", scenario(&asked["changes"]));
    for id in colours.keys() {
        let beside = get_json(&format!("/v1/neighbourhoods/{id}/neighbours?{scenario}"));
        for other in some(&beside["items"]) {
            assert_ne!(colours[id], colours[other["id"].as_str().unwrap()], "{id} and {other}");
        }
    }
}
