//! Profiles against the oracle: every figure of every neighbourhood, of the county we ship and of one that knows less.

use footprint::county::Loaded;
use footprint::planning::describe::neighbourhood_profile::insights;
use serde_json::{Map, Value, json};

use super::answers::population;
use super::differences::Differences;
use super::{oracle_on, shipped};
use crate::support::{buckinghamshire, county};

/// Of an answer by the text of one member.
fn by(list: &Value, key: &str, told: impl Fn(&Value) -> Value) -> Value {
    let items = list.as_array().unwrap().iter();
    items.map(|item| (item[key].as_str().unwrap().to_owned(), told(item))).collect::<Map<_, _>>().into()
}

fn people(people: &Value) -> Value {
    let mut told = people.clone();
    let members = told.as_object_mut().unwrap();
    for (name, value) in population(people).as_object().unwrap() {
        members.insert(name.clone(), value.clone());
    }
    told
}

fn lists(lists: &Value) -> Value {
    let mut told = lists.clone();
    if let Some(members) = told.as_object_mut() {
        members.retain(|name, _| !["registrations_of", "lists_of"].contains(&name.as_str()));
        let range = &lists["range"];
        if !range.is_null() {
            members.insert("range".to_owned(), json!([range["least"], range["most"]]));
        }
    }
    told
}

fn stands_out(found: &Value) -> Value {
    let told = found.as_array().unwrap().iter();
    told.map(|each| json!([each["title"], each["here"], each["everywhere"], each["least"], each["most"]]))
        .collect()
}

fn flows(flows: &Value) -> Value {
    let told = flows.as_array().unwrap().iter().map(|flow| {
        let place = flow["neighbourhood"]["id"].as_str().or(flow["place"].as_str()).unwrap();
        (place.to_owned(), json!([flow["patients"], flow["share"]]))
    });
    told.collect::<Map<_, _>>().into()
}

/// The access of a neighbourhood, or of all, in the oracle's form.
fn access(access: &Value) -> Value {
    let nearest = |side: &Value| {
        let distances = &side["distances"];
        json!({
            "residents": distances["residents"], "mean_m": distances["mean_m"], "p90_m": distances["p90_m"],
            "residents_own": side["residents_own"], "residents_another": side["residents_another"],
            "residents_outside": side["residents_outside"],
        })
    };
    json!({"here": nearest(&access["here"]), "everywhere": nearest(&access["everywhere"])})
}

/// Compares every profile of a county, and its verdicts with the figures that the oracle has.
fn compare(loaded: &Loaded, draft: &str, expected: &Value) {
    let (draft, mut differences) = (loaded.atlas.draft(Some(draft)).unwrap(), Differences::default());
    for insight in insights(loaded, draft) {
        let found = serde_json::to_value(&insight).unwrap();
        let id = found["id"].as_str().unwrap();
        let of = &expected["profiles"][id];
        let mut note = |what: &str, found: &Value, expected: &Value| {
            differences.note(&format!("{id} {what}"), found, expected);
        };
        note("people", &people(&found["people"]), &of["people"]);
        note("everywhere", &people(&found["everywhere"]), &of["everywhere"]);
        note("lists", &lists(&found["lists"]), &of["lists"]);
        note("lists everywhere", &lists(&found["lists_everywhere"]), &of["lists_everywhere"]);
        note("stands out", &stands_out(&found["stands_out"]), &of["stands_out"]);
        note(
            "practices",
            &by(&found["practices"], "code", |each| each["list_size"].clone()),
            &of["practices"],
        );
        let network = |each: &Value| {
            json!([each["practices_here"], each["practices_in_study_area"], each["list_size_here"]])
        };
        note("networks", &by(&found["networks"], "code", network), &of["networks"]);
        note("registered at", &flows(&found["registered_at"]), &of["registered_at"]);
        note("patients from", &flows(&found["patients_from"]), &of["patients_from"]);
        let border = |each: &Value| each["shared_border_m"].clone();
        note("neighbours", &by(&found["neighbours"], "id", border), &of["neighbours"]);
        for (name, place) in
            [("access", format!("/neighbourhoods/{id}")), ("access_everywhere", "/all".to_owned())]
        {
            let sides = ["here", "everywhere"];
            let theirs =
                sides.map(|side| expected["before"]["access"][side].pointer(&place).unwrap().clone());
            let theirs = json!({"here": theirs[0], "everywhere": theirs[1]});
            note(name, &access(&found[name]), &theirs);
        }
        for range in found["ranges"].as_array().unwrap() {
            let figure = range["figure"].as_str().unwrap();
            let ends = json!([range["least"], range["most"]]);
            note(figure, &ends, &expected["before"]["ranges"][format!("{id} {figure}")]);
        }
        for verdict in found["verdicts"].as_array().unwrap() {
            for finding in verdict["findings"].as_array().unwrap() {
                let zone = &expected["before"]["neighbourhoods"][id];
                note("verdict", &finding["value"], &zone[finding["figure"].as_str().unwrap()]);
                let limit = |name: &str, otherwise: f64| finding[name].as_f64().unwrap_or(otherwise);
                let is_within = finding["value"].as_f64().map(|value| {
                    limit("least", f64::NEG_INFINITY) <= value && value <= limit("most", f64::INFINITY)
                });
                note("verdict", &finding["met"], &json!(is_within));
            }
        }
    }
    differences.assert_none();
}

#[test]
fn the_profiles_of_both_counties_agree_with_the_oracle() {
    let asked = json!({"changes": [], "profiles": true});
    if let Some(expected) = oracle_on(&shipped(), super::SHIPPED, &asked) {
        compare(county(), super::SHIPPED, &expected);
    }
    let Some((data, loaded)) = buckinghamshire() else { return };
    if let Some(expected) = oracle_on(data.path(), "draft", &asked) {
        compare(loaded, "draft", &expected);
    }
}
