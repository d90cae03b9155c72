//! The examples of `openapi.yaml`, each sent as it stands, and the values that its schemas refuse.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use footprint::planning::saved::scenarios::Decision;
use footprint::planning::what_if;
use footprint::store::{Edit, Store};
use serde_json::Value;

use crate::contract::{contract, items, members, operations, resolved, text};
use crate::support::{Answered, app, example_job, get_json, runtime, send_to};

/// The scenario of the examples.
const EXAMPLE: &str = "0123456789abcdef0123456789abcdef";
/// Parameters of which one set is sent at a time.
const ALTERNATIVES: [&[&[&str]]; 2] = [
    &[&["draft"], &["scenario"]],
    &[
        &["postcode"],
        &["lon", "lat"],
        &["easting", "northing"],
        &["grid_reference"],
        &["practice"],
        &["area"],
    ],
];

/// A parameter and what is sent of it.
pub type Sent<'a> = (&'static Value, &'a str);

fn is_asked(path: &str) -> bool {
    // The name of an asset is known to its page alone, and /app leads to a page.
    !["/app", "/app/assets/{asset}"].contains(&path)
}

fn parameters(operation: &'static Value) -> impl Iterator<Item = &'static Value> {
    items(&operation["parameters"]).map(resolved)
}

fn is_of_query(parameter: &Value) -> bool {
    parameter["in"] == "query"
}

fn schema_of(parameter: &'static Value) -> &'static Value {
    resolved(&parameter["schema"])
}

/// A value as it is written in an address.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// A value as a segment of a path: a plus would stand for itself there.
fn in_path(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
}

/// What a parameter's examples say: its own, else the first value of one that must be there.
fn example(parameter: &'static Value) -> Option<String> {
    let is_needed = parameter["required"] == true;
    let first = schema_of(parameter)["enum"].get(0).filter(|_| is_needed);
    parameter.get("example").or(first).map(written)
}

/// The address of an operation with the examples of its parameters, those left out that `leaves_out` names, and one that is given.
pub fn address(
    path: &str,
    operation: &'static Value,
    given: Option<Sent<'_>>,
    leaves_out: &[&str],
) -> String {
    let (mut path, mut query) = (path.to_owned(), form_urlencoded::Serializer::new(String::new()));
    for parameter in parameters(operation) {
        let name = text(&parameter["name"]);
        let value = match given {
            Some((other, value)) if std::ptr::eq(other, parameter) => Some(value.to_owned()),
            _ if leaves_out.contains(&name) => None,
            _ => example(parameter),
        };
        let Some(value) = value else { continue };
        match text(&parameter["in"]) {
            "path" => path = path.replace(&format!("{{{name}}}"), &in_path(&value)),
            "query" => {
                query.append_pair(name, &value);
            }
            _ => {}
        }
    }
    let query = query.finish();
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// Every way to leave out all alternatives but one of each kind; of `kept` where it is one of them.
pub fn left_out(path: &str, kept: &str) -> Vec<Vec<&'static str>> {
    let mut ways: Vec<Vec<&str>> = vec![vec![]];
    for sets in ALTERNATIVES {
        if sets.len() > 2 && path != "/v1/resolve" {
            continue;
        }
        let with_kept: Vec<&&[&str]> = sets.iter().filter(|set| set.contains(&kept)).collect();
        let chosen = if with_kept.is_empty() { sets.iter().collect() } else { with_kept };
        let others = |set: &[&'static str]| -> Vec<&'static str> {
            sets.concat().into_iter().filter(|name| !set.contains(name)).collect()
        };
        ways = ways
            .iter()
            .flat_map(|way| chosen.iter().map(|set| [way.clone(), others(set)].concat()))
            .collect();
    }
    ways
}

fn get(path: &str) -> Answered {
    send_to(app(), Request::get(path).header("host", "localhost").body(Body::empty()).unwrap())
}

fn said(answer: &Answered) -> String {
    String::from_utf8_lossy(&answer.body).chars().take(600).collect()
}

#[test]
fn every_get_is_answered_with_the_examples_of_its_parameters_and_with_each_value_of_an_enum() {
    // An example in text is no filter in JSON.
    let is_of_another = |name: &str, value: &str| name == "filter-lang" && value == "cql2-json";
    let mut asked = BTreeSet::new();
    for (path, _, operation) in operations().filter(|(path, method, _)| *method == "get" && is_asked(path)) {
        for way in left_out(path, "") {
            asked.insert(address(path, operation, None, &way));
        }
        for parameter in parameters(operation).filter(|parameter| is_of_query(parameter)) {
            let (name, schema) = (text(&parameter["name"]), schema_of(parameter));
            let values = items(&schema["enum"]).chain(items(&resolved(&schema["items"])["enum"]));
            for value in values.map(written).filter(|value| !is_of_another(name, value)) {
                let way = left_out(path, name).swap_remove(0);
                asked.insert(address(path, operation, Some((parameter, &value)), &way));
            }
        }
    }
    assert!(asked.len() > 180, "only {} requests were made", asked.len());
    for address in asked {
        // `of` is of tables, and the first document is one.
        let answer = get(&address);
        assert_eq!(answer.status, 200, "{address}: {}", said(&answer));
    }
}

/// A service whose store has the scenario of the examples and nothing else, where something can be undone and something redone.
pub fn service() -> (Router, Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let loaded = load(&Files::Embedded).unwrap();
    let location = folder.path().join("scenarios.sqlite");
    let store = runtime().block_on(Store::open(location.to_str().unwrap())).unwrap();
    let settings = Settings { store: Some(store.clone()), binds_loopback: true, ..Settings::default() };
    (router(App::new(loaded, settings).unwrap()), store, folder)
}

async fn as_in_the_examples(store: &Store) {
    let id = EXAMPLE.parse().unwrap();
    if let Some(current) = store.current(id).await.unwrap() {
        store.delete(id, current.number).await.unwrap();
    }
    let job = example_job();
    if store.job(job.id, job.now_ms).await.unwrap().is_none() {
        store.add_job(job).await.unwrap();
    }
    let decided =
        || Decision::read(crate::support::county(), &what_if::request::Request::of(None, vec![])).unwrap();
    let mut now =
        store.create(decided().into_new(id, "An example".to_owned(), None, 0)).await.unwrap().number;
    for _ in 0..2 {
        let next = decided().into_next(Edit::Change, "An example".to_owned(), None, 0);
        now = store.append(id, now, next, None).await.unwrap().revision.number;
    }
    store.undo(id, now, "local", 0).await.unwrap();
}

/// The examples of a body, each with its media type. What is bytes, or a form with a file, needs none.
fn bodies(operation: &'static Value) -> Vec<(&'static str, &'static Value)> {
    let mut found = Vec::new();
    for (media, content) in members(&operation["requestBody"]["content"]) {
        let several = members(&content["examples"]).map(|(_, example)| &example["value"]);
        let before = found.len();
        found.extend(content.get("example").into_iter().chain(several).map(|example| (media, example)));
        let is_of_bytes = content["schema"]["format"] == "binary" || media == "multipart/form-data";
        assert!(
            found.len() > before || is_of_bytes,
            "{} has no example in {media}",
            operation["operationId"]
        );
    }
    found
}

fn request(
    method: &str,
    address: &str,
    operation: &'static Value,
    media: &str,
    body: String,
) -> Request<Body> {
    let mut request = Request::builder().method(method.to_uppercase().as_str()).uri(address);
    request = request.header("host", "localhost");
    if !media.is_empty() {
        request = request.header("content-type", media);
    }
    for parameter in parameters(operation).filter(|parameter| parameter["in"] == "header") {
        request = request.header(text(&parameter["name"]), text(&parameter["example"]));
    }
    request.body(Body::from(body)).unwrap()
}

/// Parameters of a table go with a table alone.
fn of_tables(operation: &'static Value, media: &str) -> Vec<&'static str> {
    const TABLES: [&str; 11] = [
        "column",
        "delimiter",
        "header",
        "skip_rows",
        "sheet",
        "encoding",
        "decimal",
        "prefix",
        "fields",
        "on_unmatched",
        "preview",
    ];
    let is_of_one = |name: &&str| TABLES.contains(name);
    let names = parameters(operation).map(|parameter| text(&parameter["name"]));
    if media == "text/csv" { vec![] } else { names.filter(is_of_one).collect() }
}

#[test]
fn every_example_of_a_request_is_answered_as_it_stands() {
    let (service, store, _folder) = service();
    let mut seen = 0;
    for (path, method, operation) in operations().filter(|(_, method, _)| *method != "get") {
        let given = bodies(operation).into_iter().map(|(media, body)| (media, written_body(media, body)));
        let given: Vec<_> =
            if operation.get("requestBody").is_some() { given.collect() } else { vec![("", String::new())] };
        for (media, body) in given {
            for way in left_out(path, "draft") {
                runtime().block_on(as_in_the_examples(&store));
                let address = address(path, operation, None, &[way, of_tables(operation, media)].concat());
                let answer =
                    send_to(service.clone(), request(method, &address, operation, media, body.clone()));
                assert!(
                    answer.status.is_success(),
                    "{method} {address} {media}: {} {}",
                    answer.status,
                    said(&answer)
                );
                seen += 1;
            }
        }
    }
    assert!(seen >= 18, "only {seen} examples were sent");
}

fn written_body(media: &str, body: &Value) -> String {
    if media == "application/x-www-form-urlencoded" {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(members(body).map(|(name, value)| (name, written(value))));
        return form.finish();
    }
    body.as_str().map_or_else(|| body.to_string(), str::to_owned)
}

/// Values that a schema has no place for.
fn refused_by(schema: &'static Value) -> Vec<String> {
    let mut values = Vec::new();
    if schema.get("enum").is_some() || schema.get("pattern").is_some() {
        values.extend(["no_such_one".to_owned(), String::new()]);
    }
    if schema["minLength"].as_u64().is_some_and(|least| least > 0) {
        values.push(String::new());
    }
    values.extend(schema["minimum"].as_f64().map(|least| (least - 1.0).to_string()));
    values.extend(schema["maximum"].as_f64().map(|most| (most + 1.0).to_string()));
    match text(&schema["type"]) {
        "integer" | "number" | "boolean" => values.extend(["x".to_owned(), String::new()]),
        "array" => values.extend(refused_by(resolved(&schema["items"]))),
        _ => {}
    }
    values
}

#[test]
fn what_a_parameters_schema_refuses_is_refused_by_name_and_not_called_the_body() {
    let (service, store, _folder) = service();
    runtime().block_on(as_in_the_examples(&store));
    // The paths of postcodes.io read parameters as they do there.
    let strict =
        operations().filter(|(path, _, operation)| operation["tags"][0] != "postcodes.io" && is_asked(path));
    let mut seen = 0;
    for (path, method, operation) in strict {
        for parameter in parameters(operation).filter(|parameter| is_of_query(parameter)) {
            let (name, schema) = (text(&parameter["name"]), schema_of(parameter));
            for value in refused_by(schema) {
                // More than the most is taken as the most there (OGC 17-069r4, /req/core/fc-limit-response-1).
                if name == "limit" && path.starts_with("/collections") && value == "10001" {
                    continue;
                }
                let way = left_out(path, name).swap_remove(0);
                let address = address(path, operation, Some((parameter, &value)), &way);
                let media = if operation.get("requestBody").is_some() { "text/csv" } else { "" };
                let body = "postcode\nOX1 1ND\n".to_owned();
                let answer = send_to(service.clone(), request(method, &address, operation, media, body));
                let told = said(&answer);
                assert_eq!(answer.status, 400, "{method} {address}: {told}");
                assert_eq!(answer.json()["code"], "invalid_parameter", "{address}: {told}");
                assert!(told.contains(name) && !told.contains("the body"), "{address}: {told}");
                seen += 1;
            }
        }
    }
    assert!(seen > 250, "only {seen} values were refused");
}

#[test]
fn a_member_that_is_null_is_refused_where_its_schema_has_no_null() {
    let (service, store, _folder) = service();
    runtime().block_on(as_in_the_examples(&store));
    let ours = operations().filter(|(_, _, operation)| operation["tags"][0] != "postcodes.io");
    let mut seen = 0;
    for (path, method, operation) in ours {
        let content = &operation["requestBody"]["content"]["application/json"];
        let schema = resolved(&content["schema"]);
        let several = members(&content["examples"]).map(|(_, example)| &example["value"]);
        let Some(body) = content.get("example").into_iter().chain(several).next() else { continue };
        for (member, _) in
            members(&schema["properties"]).filter(|(_, property)| resolved(property)["nullable"] != true)
        {
            let mut body = body.clone();
            body[member] = Value::Null;
            let address = address(
                path,
                operation,
                None,
                &left_out(path, "draft")[0]
                    .iter()
                    .copied()
                    .chain(of_tables(operation, ""))
                    .collect::<Vec<_>>(),
            );
            let answer = send_to(
                service.clone(),
                request(method, &address, operation, "application/json", body.to_string()),
            );
            assert_eq!(answer.status, 400, "{method} {path} with {member} null: {}", said(&answer));
            assert!(said(&answer).contains(member), "{path} {member}: {}", said(&answer));
            seen += 1;
        }
    }
    assert!(seen > 15, "only {seen} members were null");
}

#[test]
fn the_policy_of_the_contracts_examples_is_one_of_those_there_are() {
    let listed = get_json("/v1/policies");
    let listed: Vec<&Value> = items(&listed["items"]).map(|policy| &policy["id"]).collect();
    assert!(listed.contains(&&contract()["components"]["schemas"]["PolicyId"]["example"]), "{listed:?}");
}
