//! What every answer does: problems, conditions, CORS, HEAD, media types, request ids.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};

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
