//! The lists of an answer, and the oracle's, brought into one form: what is told of each practice, network and area.

use serde_json::{Map, Value, json};

/// What is told of the patients of a practice.
const SPLIT: [&str; 6] = ["counts_in", "shares", "outside", "effective_number", "split", "teams"];

/// What is told of a network.
const ALIGNMENT: [&str; 3] = ["neighbourhoods", "modal", "modal_share"];

/// Every list of the answer by its name, and what the oracle has for it.
pub fn lists(answer: &Value, expected: &Value) -> Vec<(&'static str, Value, Value)> {
    let beyond = &answer["consequences"];
    let mut lists = vec![
        ("moved areas", moved(&answer["moved"]["areas"]), expected["change"]["moved"].clone()),
        ("moved practices", moved_practices(answer), expected["change"]["moved_practices"].clone()),
        ("crossing", beyond["crossing"].clone(), expected["crossing"].clone()),
        ("states of issues", states(answer), expected["states"].clone()),
        ("practices", practices(beyond), changed(expected, "practices", &SPLIT)),
        ("networks", networks(beyond), changed(expected, "networks", &ALIGNMENT)),
        ("coverage flags", coverage_flags(beyond), expected["coverage"]["flagged"].clone()),
        ("notes", notes(answer), expected["notes"].clone()),
    ];
    for side in ["before", "after"] {
        for zone in items(&beyond["neighbourhoods"]).filter(|zone| !zone["population"][side].is_null()) {
            let id = zone["id"].as_str().unwrap();
            let of_zone = population(&zone["population"][side]);
            lists.push(("population", of_zone, expected[side]["population"][id].clone()));
        }
    }
    lists.push(("pairs", pairs(&answer["moved"]["pairs"]), expected["change"]["pairs"].clone()));
    lists.push(("leanings", leanings(answer), expected["after"]["leanings"].clone()));
    lists.push(("uncounted practices", uncounted(answer), expected["after"]["uncounted"].clone()));
    for side in ["before", "after"] {
        lists.push(("totals", answer["totals"][side].clone(), expected[side]["totals"].clone()));
        lists.push(("ranges", ranges(&answer["ranges"][side]), expected[side]["ranges"].clone()));
        let judged = &answer["verdict"][side];
        if !judged.is_null() {
            lists.push(("verdict", verdict(judged, judgement), expected[side]["verdict"].clone()));
            let turns = |finding: &Value| json!(!finding["turns"].is_null());
            lists.push(("what verdicts depend on", verdict(judged, turns), expected[side]["turns"].clone()));
            lists.push(("impossible rules", impossible(judged), expected[side]["impossible"].clone()));
        }
    }
    if !answer["explanation"].is_null() {
        let told = items(&answer["explanation"]).map(|each| effect(&each["effect"]));
        lists.push(("explanation", told.collect(), expected["explanation"].clone()));
    }
    if !answer["postcodes"].is_null() {
        let told = by(&answer["postcodes"], "postcode", |each| json!([each["from"], each["to"]]));
        lists.push(("postcodes", told, expected["change"]["moved_postcodes"].clone()));
    }
    for set in ["msoas", "wards"] {
        let Some(found) = items(&beyond["boundary_sets"]).find(|fit| fit["set"] == set) else {
            lists.push((set, Value::Null, expected["before"][set].clone()));
            continue;
        };
        for side in ["before", "after"] {
            lists.push((set, found[side].clone(), fit(&expected[side][set])));
        }
    }
    for side in ["before", "after"] {
        lists.push(("hidden pockets", pockets(beyond, side), expected[side]["hidden_pockets"].clone()));
        lists.push(("enclaves", enclaves(beyond, side), wholly_inside(&expected[side])));
    }
    lists
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().unwrap().iter()
}

/// A list by the text of one member.
fn by(list: &Value, key: &str, told: impl Fn(&Value) -> Value) -> Value {
    items(list).map(|item| (item[key].as_str().unwrap().to_owned(), told(item))).collect::<Map<_, _>>().into()
}

fn moved(areas: &Value) -> Value {
    by(areas, "code", |area| json!([area["from"], area["to"], area["residents"]]))
}

fn practices(beyond: &Value) -> Value {
    by(&beyond["practices"], "code", |practice| {
        let side = |name: &str| {
            let mut split = practice[name].clone();
            if split.is_null() {
                return split;
            }
            split["shares"] = by(&split["shares"], "neighbourhood", |share| share["share"].clone());
            split
        };
        json!({"before": side("before"), "after": side("after")})
    })
}

fn networks(beyond: &Value) -> Value {
    by(&beyond["networks"], "code", |network| json!({"before": network["before"], "after": network["after"]}))
}

/// Who lives in a neighbourhood, with lists by the name of each kind.
pub fn population(population: &Value) -> Value {
    let mut told = population.clone();
    let part = |kind: &Value| json!({"count": kind["count"], "share_of_all": kind["share_of_all"]});
    for (table, list) in [("ages", "bands"), ("accommodation", "kinds")] {
        if let Some(members) = told[table].as_object_mut() {
            let kinds = members.remove(list).unwrap();
            members.insert("kinds".to_owned(), by(&kinds, "kind", part));
        }
    }
    if !told["indicators"].is_null() {
        told["indicators"] =
            by(&population["indicators"], "indicator", |indicator| indicator["level"].clone());
    }
    told
}

fn pairs(pairs: &Value) -> Value {
    let of = |pair: &Value| {
        let text = |name: &str| pair[name].as_str().unwrap().to_owned();
        let told =
            json!({"areas": pair["areas"], "residents": pair["residents"], "patients": pair["patients"]});
        (format!("{} to {}", text("from"), text("to")), told)
    };
    items(pairs).map(of).collect::<Map<_, _>>().into()
}

/// Issues that the plan has, of some kinds.
fn issues<'a>(answer: &'a Value, kinds: &'a [&str]) -> impl Iterator<Item = &'a Value> {
    let has_it =
        |issue: &&Value| issue["state"] != "mended" && kinds.iter().any(|kind| issue["kind"] == **kind);
    items(&answer["issues"]).filter(has_it)
}

/// Of each area drawn against the plurality of its patients: whether most are registered outside, and the shares.
fn leanings(answer: &Value) -> Value {
    let of = |issue: &Value| {
        let (is_outside, figures) = (issue["kind"] == "patients_outside", &issue["figures"]);
        let told = json!([is_outside, figures["share_at_home"], figures["share_there"]]);
        (issue["area"]["code"].as_str().unwrap().to_owned(), told)
    };
    issues(answer, &["patients_elsewhere", "patients_outside"]).map(of).collect::<Map<_, _>>().into()
}

fn uncounted(answer: &Value) -> Value {
    let of = |issue: &Value| (issue["practice"].as_str().unwrap().to_owned(), issue["figures"].clone());
    issues(answer, &["uncounted_practice"]).map(of).collect::<Map<_, _>>().into()
}

/// Of each rule in each neighbourhood what one tells of it.
fn verdict(verdict: &Value, told: impl Fn(&Value) -> Value) -> Value {
    let of = |finding: &Value| (of_zone(finding), told(finding));
    items(&verdict["findings"]).map(of).collect::<Map<_, _>>().into()
}

/// A neighbourhood and a figure of it.
fn of_zone(of: &Value) -> String {
    format!("{} {}", of["neighbourhood"]["id"].as_str().unwrap(), of["figure"].as_str().unwrap())
}

/// What a finding says: the figure, whether it holds, the same by another date, and the range.
fn judgement(finding: &Value) -> Value {
    let (other, range) = (&finding["of_another_date"], &finding["range"]);
    let range = if range.is_null() { Value::Null } else { json!([range["least"], range["most"]]) };
    json!([finding["value"], finding["met"], other["value"], other["met"], range])
}

fn impossible(verdict: &Value) -> Value {
    by(&verdict["impossible"], "figure", |found| {
        json!([found["limit"], found["at_limit"], found["all"], found["most_neighbourhoods"]])
    })
}

fn ranges(ranges: &Value) -> Value {
    let of = |range: &Value| (of_zone(range), json!([range["least"], range["most"]]));
    items(ranges).map(of).collect::<Map<_, _>>().into()
}

/// Practices that count elsewhere or close: where, their lists and who has them then, and where their patients live.
fn moved_practices(answer: &Value) -> Value {
    by(&answer["moved"]["practices"], "code", |practice| {
        let place = |name: &str| practice[name].as_str().unwrap_or("outside").to_owned();
        let shares = ["share_living_in_from", "share_living_in_to"].map(|name| &practice[name]);
        let (taker, size) = (&practice["list_taken_by"], &practice["list_size"]);
        json!([place("from"), place("to"), taker, size, shares[0], shares[1]])
    })
}

/// How each issue stands beside the base, by its kind and what it is about.
pub fn states(answer: &Value) -> Value {
    let of = |issue: &Value| {
        let text = |of: &Value| of.as_str().map(str::to_owned);
        let zone = text(&issue["neighbourhood"]["id"]);
        let about = [text(&issue["practice"]), text(&issue["network"]), text(&issue["area"]["code"])];
        let about = about.into_iter().flatten().next().unwrap_or_else(|| {
            [zone, text(&issue["figure"])].into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        assert_eq!(issue["new"], issue["state"] == "new", "{issue}");
        (format!("{} {about}", issue["kind"].as_str().unwrap()), issue["state"].clone())
    };
    items(&answer["issues"]).map(of).collect::<Map<_, _>>().into()
}

/// What a change contributes; null where it cannot be left out.
fn effect(effect: &Value) -> Value {
    if effect.is_null() {
        return Value::Null;
    }
    let sums = [
        "areas_moved",
        "residents_moved",
        "practices_moved",
        "between_neighbourhoods",
        "at_home",
        "breaches",
    ];
    let people = ["residents", "registered_by_practice", "registered_by_residence"];
    let zones = by(&effect["neighbourhoods"], "id", |zone| people.map(|name| zone[name].clone()).into());
    json!({"sums": sums.map(|name| effect[name].clone()), "neighbourhoods": zones})
}

fn coverage_flags(beyond: &Value) -> Value {
    by(&beyond["coverage_flags"], "area", |flag| flag["ratio"].clone())
}

fn pockets(beyond: &Value, side: &str) -> Value {
    let of = |pocket: &Value| {
        let told = json!({"neighbourhood": pocket["neighbourhood"], "residents": pocket["residents"]});
        (pocket["area"]["code"].as_str().unwrap().to_owned(), told)
    };
    items(&beyond["hidden_pockets"][side]).map(of).collect::<Map<_, _>>().into()
}

fn enclaves(beyond: &Value, side: &str) -> Value {
    let of = |enclave: &Value| {
        (enclave["inner"]["id"].as_str().unwrap().to_owned(), enclave["outer"]["id"].clone())
    };
    items(&beyond["enclaves"][side]).map(of).collect::<Map<_, _>>().into()
}

/// How neighbourhoods go together with a set.
fn fit(expected: &Value) -> Value {
    let of = |figure: &str| expected[figure].clone();
    json!({"homogeneity": of("homogeneity"), "completeness": of("completeness"), "v_measure": of("v_measure"),
        "border_share": of("border_coincidence")})
}

/// Neighbourhoods that the oracle finds inside another.
fn wholly_inside(expected: &Value) -> Value {
    let zones = expected["neighbourhoods"].as_object().unwrap().iter();
    let inside = zones.filter(|(_, zone)| !zone["wholly_inside"].is_null());
    inside.map(|(id, zone)| (id.clone(), zone["wholly_inside"].clone())).collect::<Map<_, _>>().into()
}

/// The areas that drawn changes are told to run through, or to give away.
fn notes(answer: &Value) -> Value {
    let with_areas = items(&answer["notes"]).filter(|note| note.get("areas").is_some());
    let told = |area: &Value| json!({"share": area["share"], "neighbourhood": area["neighbourhood"]});
    let note = |note: &Value| json!({"change": note["change"], "areas": by(&note["areas"], "code", told)});
    with_areas.map(note).collect()
}

/// Practices or networks of the oracle for which one of these figures differs between before and after.
fn changed(expected: &Value, list: &str, figures: &[&str]) -> Value {
    let side = |code: &str, name: &str| -> Value {
        let of = &expected[name][list][code];
        if of.is_null() {
            return Value::Null;
        }
        figures.iter().map(|figure| ((*figure).to_owned(), of[*figure].clone())).collect::<Map<_, _>>().into()
    };
    let all = expected["before"][list].as_object().unwrap().keys();
    let sides = all.map(|code| (code.clone(), side(code, "before"), side(code, "after")));
    let changed = sides.filter(|(_, before, after)| before != after);
    changed
        .map(|(code, before, after)| (code, json!({"before": before, "after": after})))
        .collect::<Map<_, _>>()
        .into()
}
