//! Drawn neighbourhoods that overlap: refused where data is made, and told where data was made before.

use axum::body::Body;
use axum::http::Request;
use footprint::digest::sha256;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use serde_json::{Value, json};

use crate::publishers_as_they_come::{Office, WHOLE, halves};
use crate::support::send_to;

fn drawn() -> String {
    halves(r#""properties":{"id":"W","name":"West"}"#, r#""properties":{"id":"E","name":"East"}"#)
}

fn office(drawn: &str) -> Office {
    Office::new(&WHOLE).without("neighbourhoods-of-areas.csv").with("drawn.geojson", drawn.as_bytes())
}

#[test]
fn what_an_import_refuses_prepare_refuses_in_the_same_words() {
    let whole = drawn();
    let feature = whole.rfind(r#"{"type":"Feature""#).unwrap();
    let (before, after) = whole.split_at(feature);
    let overlapping = before.to_owned() + &after.replace("[453000,", "[452000,");
    let told = office(&overlapping).refused();
    let reason = "drawn.geojson:1: geometry: E and W overlap by 6000000.000 m2 near easting 452500.000, northing 203000.000: that \
                  ground cannot be in both; cut one of the two polygons by the other, or take one out";
    assert!(told.contains(reason), "{told}");
    // A sliver of 6 m2 is told and no more.
    let sliver = before.to_owned() + &after.replace("[453000,", "[452999.999,");
    let told = office(&sliver).made().report.to_string();
    assert!(told.contains("E and W overlap by 6.000 m2"), "{told}");
}

/// A data directory as `prepare` made it before it refused overlaps.
fn made_before() -> Files {
    let mut files = office(&drawn()).made().files;
    let path = "drafts/toy/neighbourhoods.geojson";
    let mut document: Value = serde_json::from_slice(&files[path]).unwrap();
    let features = document["features"].as_array_mut().unwrap();
    let east = features.iter_mut().find(|feature| feature["properties"]["id"] == "E").unwrap();
    east["geometry"] =
        serde_json::from_str(&east["geometry"].to_string().replace("453000.0", "452000.0")).unwrap();
    let overlapping = document.to_string().into_bytes();
    let manifest = String::from_utf8(files["manifest.toml"].clone()).unwrap();
    let manifest = manifest.replace(&sha256(&files[path]), &sha256(&overlapping));
    files.insert(path.to_owned(), overlapping);
    files.insert("manifest.toml".to_owned(), manifest.into_bytes());
    Files::Memory(files)
}

#[test]
fn a_place_in_two_neighbourhoods_of_older_data_is_ambiguous_and_both_are_named() {
    let loaded = load(&made_before()).unwrap();
    assert!(loaded.atlas.warnings.iter().any(|told| told.contains("E and W overlap by 6000000.000 m2")));
    let app = router(App::new(loaded, Settings::default()).unwrap());
    let send = |request: Request<Body>| {
        let answered = send_to(app.clone(), request);
        assert_eq!(answered.status, 200, "{}", String::from_utf8_lossy(&answered.body));
        answered
    };
    let get = |path: &str| send(Request::get(path).header("host", "localhost").body(Body::empty()).unwrap());
    for question in ["easting=452500&northing=200500", "postcode=TY1%201DA"] {
        let told = get(&format!("/v1/resolve?{question}")).json();
        let expected = json!(["on_boundary", "E", true, "overlapping_neighbourhoods", 0.0, "W"]);
        let found = json!([
            told["outcome"],
            told["neighbourhood"]["id"],
            told["ambiguous"],
            told["ambiguity_rule"],
            told["distance_to_boundary_m"],
            told["also_on_boundary_of"][0]["id"]
        ]);
        assert_eq!(found, expected, "{question}: {told}");
        assert!(told["reason"].as_str().unwrap().contains("several neighbourhoods, which overlap"), "{told}");
    }
    assert_eq!(get("/v1/resolve?easting=451500&northing=200500").json()["ambiguous"], false);
    let table = Request::post("/v1/resolve?fields=outcome,neighbourhood_id,runner_up_id,ambiguity_rule");
    let table = table.header("host", "localhost").header("content-type", "text/csv");
    let told = send(table.body(Body::from("postcode\nTY1 1DA\n")).unwrap()).body;
    assert_eq!(
        String::from_utf8(told).unwrap().lines().nth(1),
        Some("TY1 1DA,on_boundary,E,W,overlapping_neighbourhoods")
    );
}
