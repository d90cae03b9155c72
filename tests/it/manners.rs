//! What every answer does: problems, conditions, CORS, HEAD, media types, request ids.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, Version};
use serde_json::{Value, json};

use crate::contract::{members, operations};
use crate::contract_examples::{address, left_out};
use crate::support::{Answered, get_answer, post, send};

fn with(method: Method, path: &str, headers: &[(&str, &str)]) -> Answered {
    let mut request = Request::builder().method(method).uri(path).header("host", "footprint.test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(Body::empty()).unwrap())
}

#[test]
fn whatever_goes_wrong_is_a_problem_document_with_a_request_id() {
    let wrong = [
        get_answer("/nowhere"),
        get_answer("/v1/resolve?x=1"),
        get_answer("/v1/neighbourhoods/%FF"),
        with(Method::DELETE, "/v1/evaluate", &[]),
        with(Method::PUT, "/", &[]),
        with(Method::GET, "/v1/data", &[("accept", "image/png")]),
        post("/v1/evaluate", "{"),
        post("/v1/evaluate", &format!("\"{}\"", "x".repeat(2_000_000))),
    ];
    for answer in wrong {
        assert!(answer.status.is_client_error());
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["status"], answer.status.as_u16());
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        assert_eq!(problem["code"], problem["type"].as_str().unwrap().rsplit(':').next().unwrap());
        assert_eq!(problem["request_id"], answer.header("x-request-id"));
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[test]
fn a_method_that_is_not_taken_names_those_that_are() {
    let answer = with(Method::DELETE, "/v1/resolve", &[]);
    assert_eq!(answer.status, 405);
    let allowed: BTreeSet<&str> = answer.header("allow").split(',').map(str::trim).collect();
    assert_eq!(allowed, BTreeSet::from(["GET", "HEAD", "POST"]));
}

#[test]
fn a_version_the_client_has_is_not_sent_again() {
    for path in [
        "/",
        "/api",
        "/collections",
        "/collections/neighbourhoods/items",
        "/v1/data",
        "/v1/neighbourhoods",
        "/v1/resolve?postcode=OX1+1ND",
        "/v1/practices/K84001",
    ] {
        let first = get_answer(path);
        let etag = first.header("etag").to_owned();
        assert!(etag.starts_with('"') && etag.ends_with('"'), "{path}: {etag}");
        assert!(first.header("cache-control").starts_with("public, max-age=60"));
        assert!(first.header("vary").contains("Accept"));
        for condition in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
            let again = with(Method::GET, path, &[("if-none-match", &condition)]);
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path} {condition}");
            assert_eq!(again.header("etag"), etag);
        }
        assert_eq!(with(Method::GET, path, &[("if-none-match", "\"other\"")]).status, 200);
    }
}

#[test]
fn head_is_get_without_the_body() {
    for path in ["/collections/neighbourhoods/items", "/v1/resolve?postcode=OX1+1ND"] {
        let (get, head) = (get_answer(path), with(Method::HEAD, path, &[]));
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(head.header("etag"), get.header("etag"));
        assert_eq!(head.header("content-length"), get.body.len().to_string());
    }
}

#[test]
fn pages_of_other_origins_may_read_answers_and_their_headers() {
    let preflight = with(
        Method::OPTIONS,
        "/v1/evaluate",
        &[
            ("origin", "https://maps.example.org"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ],
    );
    assert_eq!(preflight.status, 200);
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
    let answer = with(Method::GET, "/v1/data", &[("origin", "https://maps.example.org")]);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-expose-headers").contains("etag"));
}

#[test]
fn geojson_is_given_to_clients_that_accept_json_or_anything() {
    let path = "/collections/neighbourhoods/items";
    for accept in ["application/json", "application/geo+json", "*/*", "text/html;q=0.1, */*"] {
        let answer = with(Method::GET, path, &[("accept", accept)]);
        assert_eq!(answer.header("content-type"), "application/geo+json", "{accept}");
    }
    assert_eq!(with(Method::GET, path, &[("accept", "text/csv")]).status, 406);
    let forced = with(Method::GET, &format!("{path}?f=json"), &[("accept", "text/csv")]);
    assert_eq!(forced.status, 200, "f says more than Accept");
}

#[test]
fn who_takes_no_encoding_is_told_which_there_are_and_nothing_keeps_that_answer() {
    let answer = with(Method::GET, "/v1/data", &[("accept-encoding", "identity;q=0")]);
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (406, "no-store"));
    assert_eq!((answer.header("etag"), answer.json()["code"].as_str()), ("", Some("not_acceptable")));
    assert!(answer.json()["detail"].as_str().unwrap().contains("Accept-Encoding"), "{}", answer.json());
}

/// The media types of a GET that honours Accept, each as the contract has it.
fn offered() -> Vec<(String, Vec<&'static str>)> {
    let honouring = operations()
        .filter(|(_, method, operation)| *method == "get" && operation["responses"].get("406").is_some());
    let content = |operation: &'static Value| {
        members(&operation["responses"]["200"]["content"]).map(|(media, _)| media).collect()
    };
    honouring
        .map(|(path, _, operation)| {
            (address(path, operation, None, &left_out(path, "draft")[0]), content(operation))
        })
        .collect()
}

#[test]
fn each_type_that_the_contract_has_is_given_to_who_asks_for_it_with_its_parameters_or_others() {
    let offered = offered();
    assert!(offered.len() > 20, "only {} resources honour Accept", offered.len());
    for (path, types) in offered {
        assert_eq!(with(Method::GET, &path, &[("accept", "image/x-none")]).status, 406, "{path}");
        for media in types {
            let essence = media.split(';').next().unwrap();
            for accept in [
                media.to_owned(),
                format!("{media};q=0.7, image/png;q=0.9"),
                format!("{essence}; charset=utf-8"),
                format!("{essence};charset=\"UTF-8\";q=1.0"),
            ] {
                let answer = with(Method::GET, &path, &[("accept", &accept)]);
                assert_eq!(
                    (answer.status.as_u16(), answer.header("content-type")),
                    (200, media),
                    "{path} {accept}"
                );
            }
        }
    }
}

#[test]
fn every_link_of_the_landing_page_is_answered_as_the_type_it_names() {
    let landing = get_answer("/?f=json").json();
    let links = landing["links"].as_array().unwrap();
    assert!(links.iter().any(|link| link["rel"] == "service-desc"));
    for link in links.iter().filter(|link| link["rel"] != "alternate" && link["templated"] != true) {
        let (href, media) = (link["href"].as_str().unwrap(), link["type"].as_str().unwrap());
        let path = href.strip_prefix("http://footprint.test").unwrap();
        let answer = with(Method::GET, path, &[("accept", media)]);
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, media), "{path}");
    }
}

fn with_hosts(path: &str, method: Method, version: Version, hosts: &[&str]) -> Answered {
    let mut request = Request::builder().method(method).uri(path).version(version);
    for host in hosts {
        request = request.header("host", *host);
    }
    send(request.body(Body::empty()).unwrap())
}

#[test]
fn a_request_has_one_host() {
    let long_ago = "/v1/neighbourhoods";
    assert_eq!(with_hosts(long_ago, Method::GET, Version::HTTP_11, &["localhost"]).status, 200);
    for path in [
        long_ago,
        "/",
        "/v1/resolve?postcode=OX1+1ND",
        "/collections/areas/items",
        "/postcodes/OX11ND",
        "/health/live",
    ] {
        for hosts in
            [&[][..], &["localhost", "localhost"], &["localhost", "other"], &[""], &["a b"], &["user@host"]]
        {
            let answer = with_hosts(path, Method::GET, Version::HTTP_11, hosts);
            assert_eq!(answer.status, 400, "{path} {hosts:?}");
            assert!(String::from_utf8_lossy(&answer.body).contains("Host"), "{path} {hosts:?}");
        }
        assert_eq!(with_hosts(path, Method::OPTIONS, Version::HTTP_11, &[]).status, 400);
        assert_eq!(with_hosts(path, Method::HEAD, Version::HTTP_11, &[]).status, 400);
        assert_eq!(with_hosts(path, Method::GET, Version::HTTP_10, &[]).status, 200, "it had none then");
        assert_eq!(with_hosts(path, Method::GET, Version::HTTP_11, &["[::1]:8080"]).status, 200);
    }
}

#[test]
fn a_parameter_that_is_empty_is_refused_by_name() {
    for (path, name) in [
        ("/v1/neighbourhoods?draft=", "draft"),
        ("/v1/resolve?postcode=OX1+1ND&scenario=", "scenario"),
        ("/v1/resolve?postcode=OX1+1ND&compare=", "compare"),
        ("/v1/drafts/illustrative-2026/diff?with=", "with"),
        ("/v1/practices?pcn=", "pcn"),
        ("/xyz/areas?draft=", "draft"),
        ("/xyz/areas/8/126/84?scenario=", "scenario"),
        ("/collections/areas/items/E01028422?draft=", "draft"),
        ("/?f=", "f"),
        ("/postcodes/OX11ND?scenario=", "scenario"),
        ("/outcodes/OX1?draft=", "draft"),
    ] {
        let answer = get_answer(path);
        assert_eq!(answer.status, 400, "{path}");
        assert!(String::from_utf8_lossy(&answer.body).contains(name), "{path}");
    }
    for path in ["/v1/practices?q=", "/collections/areas/items?limit=1&properties="] {
        assert_eq!(get_answer(path).status, 200, "{path}");
    }
}

/// Addresses that are told back when they are wrong; `{}` stands for what was sent.
const TOLD_BACK: [&str; 44] = [
    "/{}",
    "/?{}=1",
    "/?f={}",
    "/v1/resolve?postcode={}",
    "/v1/resolve?lon={}&lat=1",
    "/v1/resolve?practice={}",
    "/v1/resolve?area={}",
    "/v1/resolve?{}=1",
    "/v1/resolve?postcode=OX1&explain={}",
    "/v1/neighbourhoods?draft={}",
    "/v1/neighbourhoods?scenario={}",
    "/v1/neighbourhoods?data={}",
    "/v1/neighbourhoods/{}",
    "/v1/practices/{}",
    "/v1/practices?pcn={}",
    "/v1/areas/{}",
    "/v1/drafts/{}",
    "/v1/drafts/illustrative-2026/diff?with={}",
    "/v1/drafts/illustrative-2026/diff?with=illustrative-2026&policy={}",
    "/v1/drafts/illustrative-2026/diff?with=illustrative-2026&include={}",
    "/v1/drafts/illustrative-2026/export?f={}",
    "/v1/scenarios/{}",
    "/v1/scenarios/0123456789abcdef0123456789abcdef/revisions/{}",
    "/collections/{}",
    "/collections/{}/items",
    "/collections/areas/items/{}",
    "/collections/areas/items?{}=1",
    "/collections/areas/items?draft={}",
    "/collections/areas/items?crs={}",
    "/collections/areas/items?properties={}",
    "/collections/areas/items?sortby={}",
    "/collections/areas/items?bbox={}",
    "/collections/areas/items?datetime={}",
    "/collections/areas/items?residents={}",
    "/collections/areas/items?filter={}%3D1",
    "/collections/areas/items?filter={}(1)%3D1",
    "/collections/areas/items?filter={}%20{}",
    "/tileMatrixSets/{}",
    "/collections/areas/tiles/{}",
    "/xyz/{}",
    "/xyz/areas/{}/1/1",
    "/xyz/areas/1/{}/{}",
    "/app/{}",
    "/app/assets/{}.js",
];

/// What-ifs with a long value in every place.
fn long_bodies(long: &str) -> Vec<Value> {
    let change = |change: Value| json!({ "changes": [change] });
    vec![
        json!({ long: 1 }),
        json!({ "base": long, "changes": [] }),
        json!({ "policy": long, "changes": [] }),
        json!({ "include": [long], "changes": [] }),
        change(json!({ "op": long })),
        change(json!({ "op": "move_areas", "areas": [long], "to": long, long: 1 })),
        change(json!({ "op": "move_practice", "practice": long, "to": "N01" })),
        change(json!({ "op": "move_by_set", "set": long, "code": long, "to": "N01" })),
        change(json!({ "op": "move_by_polygon", "rule": long, "geometry": { "type": long }, "to": "N01" })),
    ]
}

#[test]
fn what_was_sent_is_told_back_cut() {
    let long = "x".repeat(3000);
    let mut answers: Vec<Answered> =
        TOLD_BACK.iter().map(|path| get_answer(&path.replace("{}", &long))).collect();
    answers.extend(long_bodies(&long).iter().map(|body| post("/v1/evaluate", &body.to_string())));
    for query in ["column={}", "delimiter={}", "fields={}", "header={}", "{}=1"] {
        let request = Request::post(format!("/v1/resolve?{}", query.replace("{}", &long)));
        let request = request.header("host", "footprint.test").header("content-type", "text/csv");
        answers.push(send(request.body(Body::from("postcode\nOX1 1ND\n")).unwrap()));
    }
    for answer in &answers {
        let told = String::from_utf8_lossy(&answer.body);
        assert!(answer.status.is_client_error(), "{told}");
        assert!(!told.contains(&long[..201]), "{told}");
    }
    assert!(
        answers.iter().filter(|answer| String::from_utf8_lossy(&answer.body).contains(&long[..200])).count()
            > 20
    );
    let many = post("/v1/resolve", &json!({ "items": [{ "postcode": long }, { &*long: 1 }] }).to_string());
    assert!(!String::from_utf8_lossy(&many.body).contains(&long[..201]));
}

#[test]
fn no_answer_may_be_taken_for_another_kind_than_it_says() {
    let answers = [
        get_answer("/"),
        get_answer("/v1/resolve?postcode=OX1+1ND"),
        get_answer("/collections/neighbourhoods/items"),
        get_answer("/xyz/areas/10/508/339"),
        get_answer("/postcodes/OX11ND"),
        get_answer("/v1/drafts/current/export?f=csv"),
        get_answer("/nowhere"),
        get_answer("/postcodes/nowhere"),
        post("/v1/evaluate", "{"),
        with(Method::OPTIONS, "/v1/evaluate", &[("origin", "https://maps.example.org")]),
    ];
    for answer in answers {
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{}", answer.status);
    }
}

#[test]
fn answers_of_the_moment_are_not_stored() {
    assert_eq!(post("/v1/evaluate", "{\"changes\":[]}").header("cache-control"), "no-store");
    assert_eq!(get_answer("/health/ready").header("cache-control"), "no-store");
}

#[test]
fn a_request_id_that_is_brought_is_kept() {
    let answer = with(Method::GET, "/health/live", &[("x-request-id", "from-the-proxy")]);
    assert_eq!(answer.header("x-request-id"), "from-the-proxy");
}

#[test]
fn a_request_id_that_is_none_is_replaced() {
    for nonsense in ["a b", "x\"y", &"x".repeat(65)] {
        let id = with(Method::GET, "/health/live", &[("x-request-id", nonsense)]);
        let id = id.header("x-request-id");
        assert!(!id.is_empty() && id != nonsense, "{id}");
    }
}
