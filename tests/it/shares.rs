//! Addresses counted by area: a postcode astride a border is answered with each share, and one that only looks so is not.

use std::path::Path;

use footprint::county::Loaded;
use footprint::ingest::{Files, load};
use footprint::planning::resolve::resolver::Resolver;
use serde_json::{Value, json};

use crate::support::{toy_copy, toy_sources, toyshire};

fn with_shares(rows: &str) -> Loaded {
    let folder = toy_copy();
    std::fs::write(
        folder.path().join("postcode_shares.csv"),
        format!("postcode,area_code,addresses\n{rows}"),
    )
    .unwrap();
    load(&Files::Memory(prepared(folder.path()).unwrap())).unwrap()
}

fn prepared(folder: &Path) -> Result<std::collections::BTreeMap<String, Vec<u8>>, String> {
    crate::support::prepared(&toy_sources(folder))
        .map(|prepared| prepared.files)
        .map_err(|refused| refused.to_string())
}

fn answer(loaded: &Loaded, postcode: &str) -> Value {
    let draft = loaded.atlas.draft(None).unwrap();
    let asked = serde_json::value::to_raw_value(&json!({ "postcode": postcode })).unwrap();
    serde_json::to_value(Resolver::new(loaded, draft).item(&asked)).unwrap()
}

#[test]
fn a_postcode_with_addresses_on_both_sides_is_answered_with_each_share() {
    // The third column of squares is of T1, the fourth of T2.
    let loaded =
        with_shares("TY1 1DA,E01000003,9\nTY1 1DA,E01000004,2\nTY1 1DA,E01000010,1\nTY1 1DA,E01999999,3\n");
    let found = answer(&loaded, "TY1 1DA");
    assert_eq!(found["outcome"], "matched_near_boundary");
    assert_eq!((&found["ambiguous"], &found["ambiguity_rule"]), (&json!(true), &json!("address_shares")));
    let share = |id: Option<&str>, addresses: u64, share: f64| {
        let name = id.map(|id| {
            found["shares"].as_array().unwrap().iter().find(|of| of["neighbourhood"]["id"] == id).unwrap()
                    ["neighbourhood"]["name"]
                    .clone()
        });
        json!({"neighbourhood": id.map(|id| json!({"id": id, "name": name})), "addresses": addresses, "share": share})
    };
    let outside = found["shares"].as_array().unwrap().iter().find(|of| of["neighbourhood"].is_null());
    assert_eq!(outside.unwrap()["addresses"], 3);
    assert_eq!(found["shares"][0], share(Some("T1"), 9, 0.6));
    let all: u64 =
        found["shares"].as_array().unwrap().iter().map(|of| of["addresses"].as_u64().unwrap()).sum();
    assert_eq!(all, 15);
    let table = footprint::bulk::fields::Fields::every();
    let draft = loaded.atlas.draft(None).unwrap();
    let answers = footprint::bulk::answers::Answers::new(&loaded, draft, &table);
    let mut out = Vec::new();
    let row = answers.postcode(b"TY1 1DA");
    answers.push(&mut out, &row, footprint::bulk::fields::Field::Shares, &answers.zone_fields(b','));
    assert_eq!(
        (row.outcome.as_str(), String::from_utf8(out).unwrap()),
        ("matched_near_boundary", "T1:9 -:3 T2:3".to_owned())
    );
}

#[test]
fn a_postcode_whose_addresses_are_all_here_is_no_longer_ambiguous_and_without_counts_the_rule_is_named() {
    let near = toyshire();
    let places = near.atlas.ground.places.all();
    let astride = places.iter().find(|place| answer(&near, &place.postcode.to_string())["ambiguous"] == true);
    let Some(astride) = astride.map(|place| place.postcode.to_string()) else {
        panic!("Toyshire has a postcode near its border");
    };
    let told = answer(&near, &astride);
    assert_eq!(told["ambiguity_rule"], "nearest_postcode_point");
    assert!(told.get("shares").is_none());
    let area = told["area"]["code"].as_str().unwrap();
    let counted = answer(&with_shares(&format!("{astride},{area},7\n")), &astride);
    assert_eq!((&counted["outcome"], &counted["ambiguous"]), (&json!("matched"), &json!(false)));
    assert_eq!(
        (&counted["shares"][0]["share"], &counted["ambiguity_rule"]),
        (&json!(1.0), &json!("address_shares"))
    );
}

#[test]
fn counts_that_cannot_be_of_this_data_are_told_all_of_them() {
    let folder = toy_copy();
    let rows = "postcode,area_code,addresses\nTY1 1DA,E01000003,0\nZZ1 1ZZ,E01000003,1\nTY1 1DA,E01000003,2\nTY1 1DA,E01000003,3\n";
    std::fs::write(folder.path().join("postcode_shares.csv"), rows).unwrap();
    let told = prepared(folder.path()).unwrap_err();
    for place in [
        "postcode_shares.csv:2: addresses",
        "postcode_shares.csv:3: postcode: ZZ1 1ZZ",
        "postcode_shares.csv:5: postcode",
    ] {
        assert!(told.contains(place), "{place} is not in {told}");
    }
}
