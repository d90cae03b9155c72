//! OGC 17-069r4, requirements class OpenAPI 3.0.

use super::{Requirement, href, links};
use crate::contract::{contract, members, operations};
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[
    ("oas-definition-1", oas_definition_1),
    ("oas-definition-2", oas_definition_2),
    ("oas-impl", oas_impl),
    ("completeness", completeness),
    ("exceptions-codes", exceptions_codes),
    ("security", security),
];

#[test]
fn oas_definition_1() {
    let landing = get_json("/");
    let link = |rel: &str| links(&landing).iter().find(|link| link["rel"] == rel).unwrap()["type"].clone();
    assert_eq!(link("service-desc"), "application/vnd.oai.openapi+json;version=3.0");
    assert_eq!(link("service-doc"), "text/html; charset=utf-8");
    assert_eq!(href(&landing, "service-desc"), "http://footprint.test/api");
}

#[test]
fn oas_definition_2() {
    let api = get_json("/api");
    assert_eq!(api["openapi"], "3.0.3");
    for member in ["info", "paths", "components"] {
        assert!(api[member].is_object(), "{member}");
    }
}

#[test]
fn oas_impl() {
    // Every answer of every test is held to the contract (tests/it/contract.rs); here, that it is the contract that is served.
    let mut served = get_json("/api");
    assert_eq!(
        served["servers"][0]["url"], "http://footprint.test",
        "the one thing that depends on who asks"
    );
    served["servers"] = contract()["servers"].clone();
    assert!(&served == contract());
}

#[test]
fn completeness() {
    for path in
        ["/", "/conformance", "/collections", "/collections/{collection}", "/collections/{collection}/items"]
    {
        assert!(contract()["paths"][path]["get"].is_object(), "{path}");
    }
    for (path, method, operation) in operations() {
        assert!(members(&operation["responses"]).next().is_some(), "{method} {path}");
    }
}

#[test]
fn exceptions_codes() {
    let responses = &contract()["paths"]["/collections/{collection}/items"]["get"]["responses"];
    for status in ["400", "404", "406", "500"] {
        assert!(responses[status].is_object(), "{status}");
    }
    assert_eq!(get_answer("/collections/areas/items?limit=x").status, 400);
    assert_eq!(get_answer("/collections/none/items").status, 404);
}

#[test]
fn security() {
    // Reads are open to everybody, and the contract says so.
    assert_eq!(contract()["security"], serde_json::json!([]));
}
