//! `/v1/groups` and the groups that are kept with a scenario, on the real county.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::time::Instant;

use axum::body::Body;
use axum::http::Request;
use calamine::{Data, DataType, Reader, Xlsx};
use footprint::planning::decide::groups::asked::GroupsRequest;
use footprint::planning::decide::groups::groupings::groupings;
use serde_json::{Value, json};

use crate::pictures::size;
use crate::support::{Answered, county, example_groups, get_answer, get_json, post, post_json, send, some};

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value}"))
}

fn neighbourhoods() -> Value {
    get_json("/v1/neighbourhoods")["items"].clone()
}

fn ids(list: &Value) -> Vec<String> {
    some(list).iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// The measures of a way, added up from the answers to other questions.
fn assert_measures(way: &Value, flows: &Value, known: &Value) {
    let groups: Vec<Vec<String>> =
        some(&way["groups"]).iter().map(|group| ids(&group["neighbourhoods"])).collect();
    let all: BTreeSet<&String> = groups.iter().flatten().collect();
    assert_eq!((all.len(), groups.iter().map(Vec::len).sum::<usize>()), (15, 15), "each in one group");
    let people = |group: &Vec<String>| -> u64 {
        let own = some(known).iter().filter(|one| group.iter().any(|id| one["id"] == id.as_str()));
        own.map(|one| number(&one["figures"]["residents"])).sum()
    };
    let counts: Vec<u64> = groups.iter().map(people).collect();
    for (group, count) in some(&way["groups"]).iter().zip(&counts) {
        assert_eq!(number(&group["people"]), *count);
        assert!((200_000..=300_000).contains(count));
    }
    assert_eq!(number(&way["balance"]), counts.iter().max().unwrap() - counts.iter().min().unwrap());
    let group_of = |id: &str| groups.iter().position(|group| group.iter().any(|own| own == id));
    let mut crossing = 0;
    for (row, from) in some(&flows["rows"]).iter().enumerate() {
        for (column, to) in some(&flows["columns"]).iter().enumerate() {
            if let (Some(from), Some(to)) = (group_of(from.as_str().unwrap()), group_of(to.as_str().unwrap()))
                && from != to
            {
                crossing += number(&flows["cells"][row][column]);
            }
        }
    }
    assert_eq!(number(&way["patients_crossing"]), crossing);
    let councils: Vec<BTreeSet<String>> =
        some(&way["groups"]).iter().map(|group| ids(&group["councils"]).into_iter().collect()).collect();
    let every: BTreeSet<&String> = councils.iter().flatten().collect();
    let parts: usize = councils.iter().map(BTreeSet::len).sum();
    assert_eq!(number(&way["councils_crossed"]), (parts - every.len()) as u64);
}

#[test]
fn every_way_to_cover_the_county_has_the_measures_that_others_add_up() {
    let started = Instant::now();
    let answer = post_json("/v1/groups", &json!({"limit": 1000}));
    println!("{} ways in {:?}: {}", answer["ways"]["total"], started.elapsed(), answer["summary"]);
    assert_eq!((&answer["people"], &answer["figure"]), (&json!(738_276), &json!("residents")));
    let flows = post_json("/v1/evaluate", &json!({"changes": []}))["flows"]["after"].clone();
    let known = neighbourhoods();
    let ways = some(&answer["ways"]["items"]);
    for way in ways.iter().take(50).chain(some(&answer["not_dominated"]["items"])) {
        assert_measures(way, &flows, &known);
        assert_eq!(
            way["groups"].as_array().unwrap().len(),
            3,
            "738,276 people are three groups of this range"
        );
    }
    let crossing: Vec<u64> = ways.iter().map(|way| number(&way["patients_crossing"])).collect();
    assert!(crossing.is_sorted(), "ranked by patients who cross");
    let by_groups: u64 = some(&answer["ways"]["by_groups"]).iter().map(|of| number(&of["ways"])).sum();
    assert_eq!(by_groups, number(&answer["ways"]["total"]));
}

#[test]
fn no_way_is_better_in_everything_than_one_that_is_listed_as_not_dominated() {
    let answer = post_json("/v1/groups", &json!({"limit": 1000, "groups": 3}));
    let measures =
        |way: &Value| ["patients_crossing", "balance", "councils_crossed"].map(|of| number(&way[of]));
    let all: Vec<[u64; 3]> = some(&answer["ways"]["items"]).iter().map(measures).collect();
    let front: Vec<[u64; 3]> = some(&answer["not_dominated"]["items"]).iter().map(measures).collect();
    let dominates = |one: &[u64; 3], other: &[u64; 3]| {
        one != other && one.iter().zip(other).all(|(one, other)| one <= other)
    };
    for one in &front {
        assert!(!all.iter().any(|other| dominates(other, one)), "{one:?}");
    }
    if number(&answer["ways"]["total"]) <= 1000 {
        let expected = all.iter().filter(|one| !all.iter().any(|other| dominates(other, one))).count();
        assert_eq!(number(&answer["not_dominated"]["total"]), expected as u64);
    }
    for rank_by in ["balance", "councils"] {
        let ranked = post_json("/v1/groups", &json!({"groups": 3, "rank_by": rank_by, "limit": 30}));
        let of = if rank_by == "balance" { 1 } else { 2 };
        let order: Vec<u64> = some(&ranked["ways"]["items"]).iter().map(|way| measures(way)[of]).collect();
        assert!(
            order.is_sorted() && order[0] == all.iter().map(|one| one[of]).min().unwrap(),
            "{rank_by}: {order:?}"
        );
    }
}

#[test]
fn groups_follow_the_plan_that_is_asked_and_the_people_that_are_counted() {
    let request = json!({"limit": 1, "changes": [{"op": "merge", "from": "N02", "into": "N01"}]});
    let merged = post_json("/v1/groups", &request);
    let all: usize = some(&merged["ways"]["items"][0]["groups"])
        .iter()
        .map(|group| group["neighbourhoods"].as_array().unwrap().len())
        .sum();
    assert_eq!(all, 14);
    let registered = post_json("/v1/groups", &json!({"figure": "registered_by_practice", "limit": 1}));
    assert!(number(&registered["people"]) > 738_276);
    let none = post_json("/v1/groups", &json!({"least": 400_000, "most": 500_000}));
    assert_eq!((&none["ways"]["total"], &none["ways"]["items"]), (&json!(0), &json!([])));
    assert!(
        none["summary"][1].as_str().unwrap().starts_with("There is no way to divide all 15 neighbourhoods")
    );
}

#[test]
fn a_range_that_leaves_more_than_can_be_tried_is_refused_with_what_to_do() {
    let asked = GroupsRequest::read(&json!({"least": 0, "most": 800_000}));
    let refused = groupings(county(), &asked).map(|answer| answer.ways.total);
    if let Ok(total) = refused {
        assert!(total > 1_000_000, "all were tried: {total}");
    } else {
        let answer = post("/v1/groups", &json!({"least": 0, "most": 800_000}).to_string());
        assert_eq!(answer.status, 400);
        assert!(answer.json()["errors"][0]["reason"].as_str().unwrap().contains("narrow the range"));
    }
    let body =
        json!({"least": 3, "most": 2, "figure": "heads", "groups": 0, "rank_by": "x", "limit": 1001, "x": 1});
    let answer = post("/v1/groups", &body.to_string());
    assert_eq!((answer.status.as_u16(), some(&answer.json()["errors"]).len()), (400, 6));
}

#[test]
fn a_group_is_described_as_the_neighbourhood_it_would_be() {
    let groups = example_groups();
    let answer = post_json("/v1/groups/profile", &json!({"groups": groups}));
    // The slow, obvious twin: a draft whose neighbourhoods are merged one by one.
    let mut changes = Vec::new();
    for group in some(&groups) {
        let own = ids(&group["neighbourhoods"]);
        changes.extend(own[1..].iter().map(|from| json!({"op": "merge", "from": from, "into": own[0]})));
    }
    let evaluation = post_json("/v1/evaluate", &json!({"changes": changes}));
    for (group, into) in some(&answer["groups"]).iter().zip(["N01", "N05"]) {
        let merged = some(&evaluation["neighbourhoods"]).iter().find(|one| one["id"] == into).unwrap();
        assert_eq!(group["figures"]["figures"], merged["after"], "{into}");
    }
    assert_eq!(answer["groups"][0]["neighbourhoods"].as_array().unwrap().len(), 4);
    assert_eq!(answer["groups"][0]["profile"]["name"], "North");
    assert_eq!(answer["flows"]["cross_border"], evaluation["flows"]["after"]["cross_border"]);
    let crossing = &answer["flows"]["cross_border"]["between_neighbourhoods"];
    assert_eq!(&answer["grouping"]["patients_crossing"], crossing);
    let known = number(&get_json("/v1/data")["counts"]["practices_in_area"]);
    let practices = some(&answer["practices"]);
    assert!(practices.len() as u64 <= known && practices.len() > 50, "{} of {known}", practices.len());
    for practice in practices {
        let from = some(&practice["patients_from"]);
        let order: Vec<u64> = from.iter().map(|flow| number(&flow["patients"])).collect();
        assert!(order.is_sorted_by(|one, other| one >= other), "{practice}");
        let one = get_json(&format!("/v1/practices/{}", practice["code"].as_str().unwrap()));
        let all: u64 = some(&one["patients_from"]).iter().map(|flow| number(&flow["patients"])).sum();
        assert_eq!(order.iter().sum::<u64>(), all, "each patient is in one group, outside, or unknown");
    }
}

#[test]
fn groups_are_drawn_and_exported() {
    let body = json!({"groups": example_groups()}).to_string();
    let drawn = post("/v1/groups/profile?f=geojson", &body);
    assert_eq!(drawn.header("content-type"), "application/geo+json");
    let drawn = drawn.json();
    assert_eq!(some(&drawn["features"]).len(), 2);
    assert_eq!(drawn["features"][1]["properties"]["name"], "Middle and South");
    assert!(drawn["status"].as_str().unwrap().starts_with("groups of neighbourhoods, decided by nobody"));
    let residents = |place: usize| number(&drawn["features"][place]["properties"]["residents"]);
    assert_eq!(residents(0) + residents(1), 738_276);
    let table = post("/v1/groups/profile?f=csv", &body);
    let text = String::from_utf8(table.body).unwrap();
    assert!(text.contains("E01028422,N01,Banbury,G1,North\n"), "{text}");
    assert_eq!(text.lines().count(), 1 + county().atlas.ground.geography.len());
}

#[test]
fn groups_are_a_picture_with_the_borders_of_their_neighbourhoods() {
    let body = json!({"groups": example_groups()}).to_string();
    let drawn = post("/v1/groups/profile?f=svg", &body);
    assert_eq!((drawn.status.as_u16(), drawn.header("content-type")), (200, "image/svg+xml"));
    let svg = String::from_utf8(drawn.body).unwrap();
    for said in
        ["Groups of neighbourhoods: ", "Middle and South", "Thin: neighbourhoods", "decided by nobody"]
    {
        assert!(svg.replace('\n', " ").contains(said), "{said}");
    }
    let borders = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
    // The map, and its inset where there is one.
    let maps = borders("part") / 15;
    assert!((1..=2).contains(&maps), "{}", borders("part"));
    assert_eq!([borders("part"), borders("zone")], [15 * maps, 2 * maps], "15 neighbourhoods in 2 groups");
    let pixels = post("/v1/groups/profile?f=png", &body);
    assert_eq!(pixels.header("content-type"), "image/png");
    assert_eq!(size(&pixels.body), [1600, 900]);
}

/// The sheet of groups in a scenario's workbook; empty where there is none.
fn sheet(path: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(get_answer(&format!("{path}/export?f=xlsx")).body)).unwrap();
    let rows = book.worksheet_range("Groups");
    rows.map(|range| range.rows().map(<[Data]>::to_vec).collect()).unwrap_or_default()
}

#[test]
fn the_workbook_of_a_scenario_with_groups_has_a_sheet_of_them_and_says_when_they_no_longer_fit() {
    let made = write("POST", "/v1/scenarios", "", &json!({"name": "Grouped on a sheet"}));
    let path = format!("/v1/scenarios/{}", made.json()["id"].as_str().unwrap());
    assert!(sheet(&path).is_empty());
    let kept = write("PUT", &format!("{path}/groups"), "\"1\"", &json!({"groups": example_groups()}));
    assert_eq!(kept.status, 200);
    let rows = sheet(&path);
    let column = |title: &str| {
        rows[0].iter().position(|cell| cell.get_string().is_some_and(|head| head.starts_with(title))).unwrap()
    };
    let described = get_json(&format!("{path}/groups"));
    for (row, group) in rows[1..].iter().zip(some(&described["groups"])) {
        let figures = &group["figures"]["figures"];
        assert_eq!(row[1].get_string(), group["figures"]["name"].as_str());
        assert_eq!(row[column("Residents")].get_float(), figures["residents"].as_f64());
        assert_eq!(row[column("Self-containment")].get_float(), figures["self_containment"].as_f64());
    }
    assert!(rows.len() == 3 && rows[1][2].get_string().unwrap().contains("Banbury"), "{rows:?}");
    let merged = json!({"changes": [{"op": "merge", "from": "N02", "into": "N01"}]});
    assert_eq!(write("POST", &format!("{path}/changes"), "\"2\"", &merged).status, 200);
    let told = sheet(&path);
    assert_eq!(told[0][0].get_string(), Some("The groups do not fit the plan as it is"));
    assert!(told[1][0].get_string().unwrap().starts_with("N02 is not a neighbourhood"), "{told:?}");
}

#[test]
fn groups_that_do_not_divide_all_neighbourhoods_are_refused_with_every_defect() {
    let refused = |groups: Value| {
        let answer = post("/v1/groups/profile", &json!({"groups": groups}).to_string());
        assert_eq!(answer.status, 400);
        some(&answer.json()["errors"]).clone()
    };
    let left = refused(json!([{"name": "North", "neighbourhoods": ["N01", "N99"]}]));
    assert_eq!(left[0]["pointer"], "/groups/0/neighbourhoods/1");
    assert!(left[1]["reason"].as_str().unwrap().contains("N02") && left.len() == 2, "{left:?}");
    assert_eq!(refused(json!([])).len(), 1);
    assert_eq!(refused(json!([{"name": "North"}]))[0]["pointer"], "/groups/0/neighbourhoods");
}

pub fn write(method: &str, path: &str, tag: &str, body: &Value) -> Answered {
    let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
    if !tag.is_empty() {
        request = request.header("if-match", tag);
    }
    send(request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap())
}

#[test]
fn groups_are_kept_with_a_scenario_through_its_changes_and_undone_like_them() {
    let made = write("POST", "/v1/scenarios", "", &json!({"name": "Grouped"}));
    let path = format!("/v1/scenarios/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(get_answer(&format!("{path}/groups")).status, 404);
    let kept = write(
        "PUT",
        &format!("{path}/groups"),
        "\"1\"",
        &json!({"groups": example_groups(), "reason": "board"}),
    );
    assert_eq!((kept.status.as_u16(), &kept.json()["kind"]), (200, &json!("group")));
    assert_eq!((&kept.json()["groups"], &kept.json()["revision"]), (&example_groups(), &json!(2)));
    let change = json!({"changes": [{"op": "move_areas", "areas": ["E01028422"], "to": "N06"}]});
    assert_eq!(
        write("POST", &format!("{path}/changes"), "\"2\"", &change).json()["groups"],
        example_groups()
    );
    let described = get_json(&format!("{path}/groups"));
    let before = get_json(&format!("{path}/revisions/2/groups"));
    let residents = |answer: &Value| number(&answer["groups"][0]["figures"]["figures"]["residents"]);
    assert!(residents(&described) < residents(&before), "an area of Banbury has left the north");
    assert_eq!(described["draft"]["scenario"]["revision"], 3);
    assert_eq!(get_json(&format!("{path}/groups?f=geojson"))["features"].as_array().unwrap().len(), 2);

    let merged = json!({"changes": [{"op": "merge", "from": "N02", "into": "N01"}]});
    assert_eq!(write("POST", &format!("{path}/changes"), "\"3\"", &merged).status, 200);
    let gone = get_answer(&format!("{path}/groups"));
    assert_eq!(gone.status, 409);
    assert_eq!(gone.json()["errors"][0]["value"], "N02", "a neighbourhood of the groups is no longer there");
    let none = write("PUT", &format!("{path}/groups"), "\"4\"", &json!({"groups": []}));
    assert_eq!(none.json().get("groups"), None);
    let undone = write("POST", &format!("{path}/undo"), "\"5\"", &json!({}));
    assert_eq!(undone.json()["groups"], example_groups());
    let lost = write("PUT", &format!("{path}/groups"), "\"1\"", &json!({"groups": example_groups()}));
    assert_eq!(lost.status, 412);
    let bad = write(
        "PUT",
        &format!("{path}/groups"),
        "\"6\"",
        &json!({"groups": [{"name": "x", "neighbourhoods": ["N01"]}]}),
    );
    assert_eq!(bad.status, 400);
}

#[test]
fn a_neighbourhood_in_two_pieces_is_in_groups_that_join_them_alone() {
    let exclave = json!([{"op": "move_areas", "areas": ["E01035737"], "to": "N15"}]);
    let both = json!({"changes": exclave, "least": 112_867, "most": 112_867, "limit": 1000});
    let apart = post_json("/v1/groups", &both);
    assert_eq!(apart["groups"]["total"], 0, "{apart}");
    assert!(
        apart["summary"][1].as_str().unwrap().starts_with("N15 is in more than one piece"),
        "{}",
        apart["summary"]
    );
}

#[test]
fn groups_that_a_change_of_the_plan_leaves_behind_are_told_as_that() {
    let write = |method: &str, path: &str, body: &Value| {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        let request = request.header("if-match", "*").header("content-type", "application/json");
        send(request.body(Body::from(body.to_string())).unwrap())
    };
    let made = write("POST", "/v1/scenarios", &json!({"name": "Grouped", "changes": []}));
    let path = format!("/v1/scenarios/{}", made.json()["id"].as_str().unwrap());
    let kept = write("PUT", &format!("{path}/groups"), &json!({"groups": example_groups()}));
    assert_eq!(kept.status, 200, "{}", String::from_utf8_lossy(&kept.body));
    let merge = json!({"changes": [{"op": "merge", "from": "N13", "into": "N12"}]});
    assert_eq!(write("POST", &format!("{path}/changes"), &merge).status, 200);
    let request = Request::get(format!("{path}/groups")).header("host", "localhost");
    let told = send(request.body(Body::empty()).unwrap());
    assert_eq!((told.status.as_u16(), &told.json()["code"]), (409, &json!("groups_do_not_fit")));
    assert!(
        told.json()["detail"]
            .as_str()
            .unwrap()
            .starts_with("the plan was changed since its groups were kept")
    );
}

#[test]
fn more_groups_than_neighbourhoods_are_refused_as_that() {
    let asked = json!({"groups": 16, "least": 0, "most": 1_000_000});
    let refused = write("POST", "/v1/groups", "", &asked);
    assert_eq!(refused.status, 400);
    let error = refused.json()["errors"][0].clone();
    assert_eq!((&error["pointer"], &error["value"]), (&json!("/groups"), &json!(16)));
    assert_eq!(error["reason"], "there are 15 neighbourhoods, and none can be in two groups");
}
