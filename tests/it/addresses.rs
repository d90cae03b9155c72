//! Addresses: those that pin the data, and those that a proxy stands before.

use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Settings, Versions, router};
use footprint::ingest::{Files, load};

use crate::support::{Answered, county, get_answer, get_of, send, send_to, toyshire};

#[test]
fn an_address_that_pins_the_data_may_be_kept_for_a_year() {
    let digest = &county().atlas.digest;
    for pin in [&digest[..], &digest[..16]] {
        for path in [
            "/v1/neighbourhoods",
            "/v1/areas/E01028422",
            "/collections",
            "/collections/areas/schema",
            "/collections/areas/items",
            "/collections/areas/items/E01028422",
        ] {
            let answer = get_answer(&format!("{path}?data={pin}"));
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
        }
    }
    let page = get_answer(&format!("/collections/areas/items?limit=10&data={digest}")).json();
    let next = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next").unwrap();
    assert!(next["href"].as_str().unwrap().contains(digest), "the next page is of the same data");
    let scenario =
        get_answer(&format!("/v1/neighbourhoods?scenario=0123456789abcdef0123456789abcdef&data={digest}"));
    assert_eq!(scenario.header("cache-control"), "private, no-cache");
    assert!(get_answer("/v1/neighbourhoods").header("cache-control").starts_with("public, max-age=60"));
}

#[test]
fn data_that_is_not_loaded_is_gone() {
    let other = "0".repeat(64);
    for pin in ["0000000000000000", &other, &county().atlas.digest[1..]] {
        let answer = get_answer(&format!("/v1/neighbourhoods?data={pin}"));
        assert_eq!(
            (answer.status.as_u16(), answer.json()["code"].as_str()),
            (410, Some("data_gone")),
            "{pin}"
        );
    }
    let versions = Versions::from(App::new(load(&Files::Embedded).unwrap(), Settings::default()).unwrap());
    let service = router(versions.clone());
    let pinned = format!("/v1/neighbourhoods?data={}", county().atlas.digest);
    assert_eq!(get_of(&service, &pinned).status, 200);
    versions.replace(toyshire()).unwrap();
    assert_eq!(get_of(&service, &pinned).status, 410);
}

#[test]
fn what_is_no_digest_is_a_bad_parameter_and_not_gone() {
    let digest = &county().atlas.digest;
    let (upper, long) = ("ABCDEF0123456789".to_owned(), format!("{digest}0"));
    for pin in
        ["", "00", &digest[..15], "no_such_data_here", &upper, &long, &format!("{digest}&data={digest}")]
    {
        for path in ["/v1/neighbourhoods", "/collections/areas/items", "/xyz/areas/8/126/84", "/app/"] {
            let answer = get_answer(&format!("{path}?data={pin}"));
            let code = answer.json()["code"].as_str().unwrap().to_owned();
            assert_eq!((answer.status.as_u16(), &*code), (400, "invalid_parameter"), "{path} {pin}");
        }
    }
}

fn landing(settings: Settings, headers: &[(&str, &str)]) -> String {
    let service = router(App::new(toyshire(), settings).unwrap());
    let mut request = Request::get("/").header("host", "inner:8080");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = send_to(service, request.body(Body::empty()).unwrap()).json();
    answer["links"][0]["href"].as_str().unwrap().to_owned()
}

#[test]
fn links_follow_a_proxy_that_is_trusted_and_no_other() {
    let headers = [
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "maps.example"),
        ("x-forwarded-prefix", "/oxon"),
    ];
    let trusting = || Settings { trusts_proxy: true, ..Settings::default() };
    assert_eq!(landing(trusting(), &headers), "https://maps.example/oxon/");
    assert_eq!(landing(trusting(), &[("forwarded", "proto=https;host=a.example")]), "https://a.example/");
    assert_eq!(landing(trusting(), &[]), "http://inner:8080/");
    assert_eq!(landing(Settings::default(), &headers), "http://inner:8080/");
    let named = Settings { public_url: Some("https://b.example/".to_owned()), ..trusting() };
    assert_eq!(landing(named, &headers), "https://b.example/");
    let evil = Request::get("/").header("host", "a").header("forwarded", "host=evil.example");
    assert!(!String::from_utf8(send(evil.body(Body::empty()).unwrap()).body).unwrap().contains("evil"));
}

#[test]
fn an_answer_that_is_ready_is_sent_to_the_same_question_alone() {
    let path = "/collections/neighbourhoods/items?zoom-level=8&limit=4";
    let ask_of = |path: &str, headers: &[(&str, &str)]| {
        let mut request = Request::get(path);
        for (name, value) in [("host", "footprint.test")].iter().chain(headers) {
            request = request.header(*name, *value);
        }
        send(request.body(Body::empty()).unwrap())
    };
    let ask = |headers: &[(&str, &str)]| ask_of(path, headers);
    let (first, again) = (ask(&[]), ask(&[]));
    let without_id = |answer: &Answered| {
        let mut headers = answer.headers.clone();
        headers.remove("x-request-id");
        headers
    };
    assert_eq!((without_id(&again), &again.body), (without_id(&first), &first.body));
    assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
    for encoding in ["br", "gzip", "deflate"] {
        for _ in 0..2 {
            let tile = ask_of("/xyz/areas/8/126/84", &[("accept-encoding", encoding)]);
            assert_eq!(tile.header("content-encoding"), encoding);
        }
    }
    assert!(String::from_utf8(ask(&[("accept", "text/html")]).body).unwrap().starts_with("<!DOCTYPE html>"));
    assert_eq!(ask(&[("if-none-match", first.header("etag"))]).status, 304);
    let elsewhere = Request::get(path).header("host", "elsewhere.test").body(Body::empty()).unwrap();
    assert!(
        send(elsewhere).json()["links"][0]["href"].as_str().unwrap().starts_with("http://elsewhere.test/")
    );
    let head = Request::head(path).header("host", "footprint.test").body(Body::empty()).unwrap();
    assert!(send(head).body.is_empty());
    assert_eq!(ask(&[]).body, first.body);
}
