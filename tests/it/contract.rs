//! The contract and the service, held to each other both ways.
//!
//! `support::send_to` hands every answer of every test to [`check`], which finds its operation in `openapi.yaml` and
//! validates status, headers, media type and body: a test of anything is a test of the contract too. The tests at the
//! end hold paths and parameters to the router; `contract_document` looks at the document itself. Schemas of OpenAPI 3.0 are read as JSON Schema Draft 4,
//! which they are but for `nullable` and `example`.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, OnceLock};

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, ETAG, LINK};
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::{contract_examples, support};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// First segments of the paths of postcodes.io, which are read in any case and with a slash at the end.
const AS_THERE: [&str; 7] =
    ["postcodes", "outcodes", "terminated_postcodes", "random", "ping", "places", "scotland"];

/// Holds an answer to the contract.
///
/// A path or method that is not documented must be answered 404 or 405 with a problem, and one with a slash at its end may lead to the
/// one without. Of the answers to HEAD no body
/// is looked at, and OPTIONS belongs to CORS.
pub fn check(method: &str, path_and_query: &str, status: u16, headers: &HeaderMap, body: &[u8]) {
    if method == "OPTIONS" {
        return;
    }
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let documented = method.replace("HEAD", "GET").to_lowercase();
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let is_as_there = AS_THERE.iter().any(|known| first.eq_ignore_ascii_case(known));
    let spelled = format!("/{}", path.trim_matches('/').to_ascii_lowercase());
    let template = template_of(path).or_else(|| template_of(&spelled).filter(|_| is_as_there));
    let operation = template.and_then(|template| contract()["paths"][template].get(&documented));
    let what = format!("{method} {} answered {status}", template.unwrap_or(path));
    let Some(operation) = operation else {
        if status == 308 && path.ends_with('/') {
            return;
        }
        assert!([404, 405].contains(&status), "{what}, and is not documented");
        let kind = if is_as_there { ("json", "PcError") } else { ("problem+json", "Problem") };
        let schema = json!({ "$ref": format!("#/components/schemas/{}", kind.1) });
        let page = json!({ "schema": { "type": "string" } });
        let problem = json!({ format!("application/{}", kind.0): { "schema": schema }, "text/html; charset=utf-8": page });
        return check_body(&what, &problem, method, headers, body);
    };
    let response = operation["responses"].get(status.to_string());
    let response = resolved(response.unwrap_or_else(|| panic!("{what}, a status that is not documented")));
    check_headers(&what, response, headers);
    if (200..300).contains(&status) {
        check_query(&what, operation, query);
    }
    match response.get("content") {
        Some(content) => check_body(&what, content, method, headers, body),
        None => assert!(body.is_empty(), "{what} with a body, but none is documented"),
    }
}

fn check_headers(what: &str, response: &'static Value, headers: &HeaderMap) {
    let documented = members(&response["headers"]);
    let documented = documented.map(|(name, header)| (name.to_lowercase(), resolved(header)));
    let documented: BTreeMap<String, &Value> = documented.collect();
    for (name, header) in &documented {
        let is_there = header["required"] != true || headers.contains_key(name);
        assert!(is_there, "{what} without the documented header {name}");
    }
    for name in [ETAG, LINK] {
        let is_known = documented.contains_key(name.as_str()) || !headers.contains_key(&name);
        assert!(is_known, "{what} with {name}, which is not documented");
    }
}

/// What was answered well was asked with documented parameters alone.
fn check_query(what: &str, operation: &'static Value, query: &str) {
    let known = query_parameters(operation);
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        let is_known = known.contains(&*name) || free_parameters(operation).contains(&*name);
        assert!(is_known, "{what} to {name}, which is not documented");
    }
}

fn check_body(what: &str, content: &Value, method: &str, headers: &HeaderMap, body: &[u8]) {
    let media = headers.get(CONTENT_TYPE);
    let media = media.map_or("", |media| media.to_str().unwrap());
    let Some(documented) = content.get(media) else {
        panic!("{what} as {media:?}, which is not documented");
    };
    let essence = media.split(';').next().unwrap_or_default();
    if ["/json", "+json"].iter().any(|json| essence.ends_with(json)) && method != "HEAD" {
        let instance = serde_json::from_slice(body).expect(what);
        assert_valid(what, &documented["schema"], &instance);
    }
}

pub fn assert_valid(what: &str, schema: &Value, instance: &Value) {
    let cut = |text: String| text.chars().take(300).collect::<String>();
    let validator = validator(schema);
    let errors = validator.iter_errors(instance).take(8);
    let told = errors.map(|error| cut(format!("\n  at {:?}: {error}", error.instance_path().as_str())));
    let (told, schema) = (told.collect::<String>(), cut(schema.to_string()));
    assert!(told.is_empty(), "{what}, not as documented in {schema}:{told}");
}

pub fn contract() -> &'static Value {
    static CONTRACT: OnceLock<Value> = OnceLock::new();
    CONTRACT.get_or_init(|| yaml_serde::from_str(include_str!("../../openapi.yaml")).unwrap())
}

/// The path of the contract that a concrete path is of; a literal segment says more than a parameter.
fn template_of(path: &str) -> Option<&'static str> {
    let segments: Vec<&str> = path.split('/').collect();
    let fits = |template: &&str| {
        let parts: Vec<&str> = template.split('/').collect();
        let mut pairs = parts.iter().zip(&segments);
        let fit = |part: &str, given: &str| part == given || (part.starts_with('{') && !given.is_empty());
        parts.len() == segments.len() && pairs.all(|(part, given)| fit(part, given))
    };
    let literals = |template: &&str| template.split('/').filter(|part| !part.starts_with('{')).count();
    let templates = members(&contract()["paths"]).map(|(template, _)| template);
    templates.filter(fits).max_by_key(literals)
}

/// Each schema is compiled once.
fn validator(schema: &Value) -> Arc<Validator> {
    static COMPILED: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap();
    let place = compiled.entry(schema.to_string());
    Arc::clone(place.or_insert_with(|| Arc::new(compile(schema))))
}

fn compile(schema: &Value) -> Validator {
    static SCHEMAS: OnceLock<Value> = OnceLock::new();
    let document = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "allOf": [draft_4(schema)],
        "components": { "schemas": SCHEMAS.get_or_init(|| draft_4(&contract()["components"]["schemas"])) },
    });
    let options = jsonschema::options().with_draft(Draft::Draft4);
    options.should_validate_formats(true).build(&document).unwrap()
}

/// A schema of OpenAPI 3.0 in the words of JSON Schema Draft 4.
fn draft_4(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(draft_4).collect(),
        Value::Object(members) => {
            let converted = members.iter().map(|(name, value)| (name.clone(), draft_4(value)));
            let mut converted: Map<String, Value> = converted.collect();
            converted.remove("example");
            if converted.remove("nullable") == Some(Value::Bool(true)) {
                allow_null(&mut converted);
            }
            converted.into()
        }
        _ => schema.clone(),
    }
}

fn allow_null(schema: &mut Map<String, Value>) {
    assert!(schema.contains_key("type"), "nullable counts only beside a type");
    schema["type"] = json!([schema["type"], "null"]);
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(Value::Null);
    }
}

/// What a reference stands for; anything else stands for itself.
pub fn resolved(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => target(reference).unwrap_or_else(|| panic!("{reference} leads nowhere")),
        None => value,
    }
}

pub fn target(reference: &str) -> Option<&'static Value> {
    contract().pointer(reference.strip_prefix('#')?)
}

pub fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, member)| (name.as_str(), member))
}

pub fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Every operation with its path and method.
pub fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    members(&contract()["paths"]).flat_map(|(path, item)| {
        let operations = members(item).filter(|(method, _)| METHODS.contains(method));
        operations.map(move |(method, operation)| (path, method, operation))
    })
}

fn query_parameters(operation: &'static Value) -> BTreeSet<&'static str> {
    let parameters = items(&operation["parameters"]).map(resolved);
    let asked = parameters.filter(|parameter| parameter["in"] == "query" && !is_free(parameter));
    asked.map(|parameter| text(&parameter["name"])).collect()
}

/// A parameter that stands for many: an object whose members are written as parameters of their own names.
fn is_free(parameter: &Value) -> bool {
    parameter["explode"] == true && parameter["schema"]["type"] == "object"
}

fn free_parameters(operation: &'static Value) -> BTreeSet<&'static str> {
    let parameters = items(&operation["parameters"]).map(resolved).filter(|parameter| is_free(parameter));
    parameters
        .flat_map(|parameter| members(&parameter["schema"]["properties"]))
        .map(|(name, _)| name)
        .collect()
}

/// Calls `visit` with every object of the contract, examples left out, and where it stands.
pub fn walk(value: &'static Value, place: &str, visit: &mut impl FnMut(&str, &'static Value)) {
    if value.is_object() {
        visit(place, value);
    }
    for (name, member) in members(value).filter(|(name, _)| !["example", "examples"].contains(name)) {
        walk(member, &format!("{place}/{name}"), visit);
    }
    for (number, item) in items(value).enumerate() {
        walk(item, &format!("{place}/{number}"), visit);
    }
}

/// Every reference of the contract; those of a discriminator too.
pub fn references() -> BTreeSet<&'static str> {
    let mut references = BTreeSet::new();
    walk(contract(), "", &mut |place, object| {
        if place.ends_with("/discriminator/mapping") {
            references.extend(members(object).map(|(_, reference)| text(reference)));
        }
        references.extend(object["$ref"].as_str());
    });
    references
}

#[test]
fn every_path_of_the_router_is_documented_and_the_other_way_round() {
    // What answers where no route is, and has no path of its own.
    const FALLBACK: &str = ".fallback(move |request| spelling::by_its_one_spelling(again.clone(), request))";
    let source = include_str!("../../src/http/routes.rs");
    assert_eq!(source.matches(FALLBACK).count(), 1, "routes.rs has {FALLBACK} not once");
    let source = source.replace(FALLBACK, "");
    for hiding in [".nest", ".merge(", ".route_service", ".fallback"] {
        let is_plain = !source.contains(hiding);
        assert!(is_plain, "routes.rs has {hiding}, whose paths are not seen here");
    }
    let mut routed = BTreeSet::new();
    for route in source.split(".route(").skip(1) {
        let route = route.split(';').next().unwrap_or_default().trim_start();
        let path = route.strip_prefix('"').and_then(|rest| rest.split('"').next());
        let path = path.unwrap_or_else(|| panic!("the path is not a literal: {route}"));
        for method in METHODS {
            let forms = [" ", ").", "\n"].map(|before| format!("{before}{method}("));
            if forms.iter().any(|form| route.contains(form)) {
                routed.insert((path, method));
            }
        }
    }
    let documented: BTreeSet<_> = operations().map(|(path, method, _)| (path, method)).collect();
    assert!(routed.len() > 15, "the routes were not found: {routed:?}");
    let differing: Vec<_> = routed.symmetric_difference(&documented).collect();
    assert!(differing.is_empty(), "not in both: {differing:?}");
}

#[test]
fn every_query_parameter_is_known_to_its_handler_and_the_other_way_round() {
    // The paths of postcodes.io ignore what they do not know, as they do there.
    let strict = operations().filter(|(_, _, operation)| operation["tags"][0] != "postcodes.io");
    for (path, method, operation) in strict {
        let request = contract_examples::address(path, operation, None, &[]);
        let asked = format!("{}?no_such_one=1", request.split('?').next().unwrap());
        let request = axum::http::Request::builder().method(method.to_uppercase().as_str()).uri(&asked);
        let request = request.header("host", "localhost").header("content-type", "application/json");
        let body = support::send(request.body(axum::body::Body::from("{}")).unwrap()).body;
        let problem: Value = serde_json::from_slice(&body).unwrap();
        let detail = text(&problem["detail"]);
        let is_told = detail.contains("unknown parameter `no_such_one`");
        assert!(is_told, "{method} {asked}: {detail}");
        let known: BTreeSet<&str> = detail.split('`').skip(3).step_by(2).collect();
        // What pins the data is taken before the handler.
        let documented = query_parameters(operation).into_iter().filter(|name| *name != "data").collect();
        assert_eq!(
            known.into_iter().filter(|name| *name != "data").collect::<BTreeSet<_>>(),
            documented,
            "{method} {path}"
        );
    }
}

#[test]
fn what_is_not_documented_is_noticed() {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, "application/json".parse().unwrap());
    headers.insert("x-request-id", "1".parse().unwrap());
    for (path, status, body, told) in [
        ("/no/such/path", 200, "{}", "200, and is not documented"),
        ("/health/live", 202, "{}", "a status that is not documented"),
        ("/health/live", 400, "{}", "json\", which is not documented"),
        ("/health/live", 200, "{\"x\":1}", "not as documented"),
        ("/health/live?x=1", 200, "{}", "to x, which is not documented"),
        ("/v1/drafts", 200, "{}", "without the documented header etag"),
    ] {
        let checked = || check("GET", path, status, &headers, body.as_bytes());
        let noticed = std::panic::catch_unwind(AssertUnwindSafe(checked)).unwrap_err();
        let message = noticed.downcast_ref::<String>().unwrap();
        assert!(message.contains(told), "{path} {status}: {message}");
    }
}
