//! One rule for the status of a practice, whoever is asked: an active one counts at its site, a dormant or a closed one nowhere,
//! and each face says which it is.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use footprint::county::Loaded;
use footprint::domain::figures::flows::To;
use footprint::http::{App, Settings, router};
use footprint::ingest::packed::pack;
use footprint::ingest::{Files, load};
use footprint::planning::terms::figures::ZoneFigures;
use serde_json::{Value, json};

use crate::support::{get_of, prepared, send_to, toy_copy, toy_sources};

/// Toyshire with a dormant practice, T10004, beside the one that closed.
fn files() -> Files {
    let folder = toy_copy();
    let path = folder.path().join("practices.csv");
    let practices = std::fs::read_to_string(&path).unwrap();
    let dormant = practices.replace(
        "T10004,North East Surgery,TY5 1FA,454500,204500,active",
        "T10004,North East Surgery,TY5 1FA,454500,204500,dormant",
    );
    assert_ne!(practices, dormant);
    std::fs::write(path, dormant).unwrap();
    Files::Memory(prepared(&toy_sources(folder.path())).unwrap().files)
}

fn packed(files: &Files) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("toy.footprint");
    std::fs::write(&path, pack(files, &load(files).unwrap()).unwrap()).unwrap();
    load(&Files::at(Some(&path))).unwrap()
}

/// What a face says of a practice: its outcome where it gives one, its status where it gives one, its neighbourhood.
type Said = (Option<String>, Option<String>, Option<String>);

fn said(document: &Value, outcome: &str, status: &str, home: &str) -> Said {
    let text = |place: &str| document.pointer(place).and_then(Value::as_str).map(str::to_owned);
    (text(outcome), text(status), text(home))
}

fn post(service: &Router, media: &str, query: &str, body: &str) -> Vec<u8> {
    let request = Request::post(format!("/v1/resolve{query}")).header("host", "localhost");
    let request = request.header("content-type", media).body(Body::from(body.to_owned())).unwrap();
    send_to(service.clone(), request).body
}

/// A row of a table by its column's names.
fn row(bytes: &[u8], code: &str, [outcome, status, home]: [&str; 3]) -> Said {
    let mut reader = csv::Reader::from_reader(bytes);
    let names = reader.headers().unwrap().clone();
    let record = reader.records().map(Result::unwrap).find(|record| &record[0] == code).unwrap();
    let cell = |name: &str| {
        let place = names.iter().position(|known| known == name).unwrap();
        Some(record[place].to_owned()).filter(|text| !text.is_empty())
    };
    (cell(outcome), cell(status), cell(home))
}

/// Every face that tells a practice.
fn faces(service: &Router, code: &str) -> Vec<(&'static str, Said)> {
    let json = |path: String| get_of(service, &path).json();
    let asked = json!({"items": [{"practice": code}]}).to_string();
    let items: Value = serde_json::from_slice(&post(service, "application/json", "", &asked)).unwrap();
    let line = format!("{{\"practice\":\"{code}\"}}\n");
    let line: Value = serde_json::from_slice(&post(service, "application/x-ndjson", "", &line)).unwrap();
    let fields = "?fields=outcome,practice_status,neighbourhood_id";
    let table = post(service, "text/csv", fields, &format!("practice code\n{code}\n"));
    let lookup = get_of(service, "/v1/drafts/toy/export?f=csv&of=practices").body;
    let columns = ["outcome", "practice_status", "neighbourhood_id"];
    let resolved = |document: &Value| said(document, "/outcome", "/practice/status", "/neighbourhood/id");
    let profile = |path: String| said(&json(path), "", "/status", "/neighbourhood/id");
    let listed = json(format!("/v1/practices?q={code}"))["items"][0].clone();
    let feature = json(format!("/collections/practices/items/{code}"));
    vec![
        ("one", resolved(&json(format!("/v1/resolve?practice={code}")))),
        ("many", resolved(&items["items"][0])),
        ("lines", resolved(&line)),
        ("table", row(&table, code, columns)),
        ("lookup", row(&lookup, code, columns)),
        ("collection", said(&feature, "", "/properties/status", "/properties/neighbourhood")),
        ("list", said(&listed, "", "/status", "/neighbourhood/id")),
        ("profile", profile(format!("/v1/practices/{code}"))),
    ]
}

#[test]
fn every_face_gives_a_practice_the_same_status_and_neighbourhood() {
    let files = files();
    for loaded in [load(&files).unwrap(), packed(&files)] {
        let service = router(App::new(loaded, Settings::default()).unwrap());
        for (code, outcome, status, home) in [
            ("T10001", "matched", "active", Some("T1")),
            ("T10004", "practice_dormant", "dormant", None),
            ("T10009", "practice_closed", "closed", None),
        ] {
            for (face, (said_outcome, said_status, said_home)) in faces(&service, code) {
                assert_eq!(said_status.as_deref(), Some(status), "{face} of {code}");
                assert_eq!(said_home.as_deref(), home, "{face} of {code}");
                assert!(
                    said_outcome.as_deref().is_none_or(|said| said == outcome),
                    "{face} of {code}: {said_outcome:?}"
                );
            }
        }
        let dormant = get_of(&service, "/v1/resolve?practice=T10004").json();
        assert!(dormant["reason"].as_str().unwrap().contains("it is dormant"), "{dormant}");
        assert!(
            dormant["location"].is_object() && dormant["area"].is_object(),
            "where its site lies is told"
        );
    }
}

#[test]
fn patients_of_a_dormant_practice_are_registered_outside_in_every_sum() {
    let (plain, dormant) = (crate::support::toyshire(), load(&files()).unwrap());
    let figures = |loaded: &Loaded, id: &str| {
        let draft = &loaded.atlas.drafts[0];
        let zone = draft.division.roster().find(&id.parse().unwrap()).unwrap();
        ZoneFigures::of_draft(&loaded.atlas.ground, draft, zone)
    };
    let (before, after) = (figures(&plain, "T4"), figures(&dormant, "T4"));
    assert_eq!(after.practices + 1, before.practices);
    assert_eq!(after.residents, before.residents);
    assert_eq!(after.registered_by_residence, before.registered_by_residence, "people live where they live");
    assert!(after.registered_by_practice < before.registered_by_practice);
    let flows = dormant.atlas.drafts[0].figures.as_ref().and_then(|figures| figures.flows.as_ref()).unwrap();
    let plain_flows =
        plain.atlas.drafts[0].figures.as_ref().and_then(|figures| figures.flows.as_ref()).unwrap();
    assert!(flows.registered(To::Outside) > plain_flows.registered(To::Outside));
}

#[test]
fn a_branch_surgery_is_told_by_fields_of_its_own() {
    let service = router(App::new(load(&files()).unwrap(), Settings::default()).unwrap());
    let branch = get_of(&service, "/v1/resolve?practice=T10001002").json();
    assert_eq!(branch["outcome"], "matched");
    assert_eq!(
        (&branch["practice"]["code"], &branch["practice"]["branch"]),
        (&json!("T10001"), &json!("T10001002"))
    );
    let practice = get_of(&service, "/v1/resolve?practice=T10001").json();
    assert_eq!(practice["practice"].get("branch"), None);
    let fields = "?fields=outcome,practice_code,branch_code";
    let table =
        post(&service, "text/csv", fields, "practice code\nT10001\nT10001002\nT10004009\nT99999001\n");
    assert_eq!(
        String::from_utf8(table).unwrap(),
        "practice code,outcome,practice_code,branch_code\nT10001,matched,T10001,\nT10001002,matched,T10001,T10001002\n\
         T10004009,practice_dormant,T10004,T10004009\nT99999001,not_found,,T99999001\n"
    );
}
