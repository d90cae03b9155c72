//! What a revision keeps as JSON and cannot be read is a failure that is told, and never an answer as if nothing were kept.

use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Settings, router};
use footprint::store::{JobEnd, JobId, Lease, NewJob, NewScenario, ScenarioId, Store};
use serde_json::{Value, json};

use crate::store_contract::scenario;
use crate::support::{runtime, send_to, send_unchecked, toyshire};

#[test]
fn groups_and_certificates_that_cannot_be_read_are_no_scenario_without_any() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let open = || runtime().block_on(Store::open(path.to_str().unwrap())).unwrap();
    let store = open();
    let settings = Settings { store: Some(open()), binds_loopback: true, ..Settings::default() };
    let loaded = toyshire();
    let (base, data) = (loaded.atlas.draft(None).unwrap().id.clone(), loaded.atlas.digest.clone());
    let service = router(App::new(loaded, settings).unwrap());
    let status = |path: &str| {
        let request = Request::get(path).header("host", "localhost:8080").body(Body::empty()).unwrap();
        send_to(service.clone(), request).status
    };
    let kept = |groups: Option<&str>, certificate: Option<&str>, changes: &str| {
        let id = ScenarioId::random();
        let mut new = NewScenario { base: base.clone(), ..scenario(id, 0) };
        (new.content.data, new.content.changes) = (data.clone(), changes.to_owned());
        new.content.content_digest = "0".repeat(64);
        new.content.groups = groups.map(str::to_owned);
        new.content.certificate = certificate.map(str::to_owned);
        runtime().block_on(store.create(new)).unwrap();
        id
    };
    let whole = kept(None, None, "[]");
    assert_eq!(status(&format!("/v1/scenarios/{whole}")), 200);
    assert_eq!(status(&format!("/v1/scenarios/{whole}/export?f=html")), 200);
    assert_eq!(status(&format!("/v1/scenarios/{whole}/groups")), 404, "none are kept");
    let groups = kept(Some("[{\"id\": \"G1\"}"), None, "[]");
    assert_eq!(status(&format!("/v1/scenarios/{groups}/groups")), 500);
    for damaged in [groups, kept(None, Some("{"), "[]")] {
        for path in ["", "/revisions", "/export?f=html", "/export?f=xlsx"] {
            assert_eq!(status(&format!("/v1/scenarios/{damaged}{path}")), 500, "{path}");
        }
    }
    let changes = kept(None, None, "[{");
    assert_eq!(status(&format!("/v1/scenarios/{changes}")), 500);
}

#[test]
fn a_plan_that_was_kept_with_an_id_that_is_reserved_since_still_answers_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let open = || runtime().block_on(Store::open(path.to_str().unwrap())).unwrap();
    let store = open();
    let settings = Settings { store: Some(open()), binds_loopback: true, ..Settings::default() };
    let loaded = toyshire();
    let (base, data) = (loaded.atlas.draft(None).unwrap().id.clone(), loaded.atlas.digest.clone());
    let service = router(App::new(loaded, settings).unwrap());
    let ask = |method: &str, path: &str, body: Value| {
        let request = Request::builder().method(method).uri(path).header("host", "localhost:8080");
        let request = request.header("content-type", "application/json").header("if-match", "\"1\"");
        send_to(service.clone(), request.body(Body::from(body.to_string())).unwrap())
    };
    // `t1` is T1's but for case.
    for reserved in ["NA", "0", "unknown", "outside", "total", "t1"] {
        let create = json!({"op": "create", "id": reserved, "name": "Kept", "areas": ["E01000001"]});
        let refused = ask("POST", "/v1/evaluate", json!({"changes": [create]}));
        assert_eq!(refused.status, 400, "{reserved}: a new one is refused");
        let kept = || {
            let id = ScenarioId::random();
            let mut new = NewScenario { base: base.clone(), ..scenario(id, 0) };
            (new.content.data, new.content.changes) = (data.clone(), json!([create]).to_string());
            (new.content.content_digest, new.content.certificate) = ("0".repeat(64), None);
            new.content.groups = None;
            runtime().block_on(store.create(new)).unwrap();
            format!("/v1/scenarios/{id}")
        };
        let path = kept();
        for part in ["", "/impact", "/export?f=html", "/export?f=csv", "/export?f=xlsx", "/export?f=geojson"]
        {
            let answer = ask("GET", &format!("{path}{part}"), Value::Null);
            assert_eq!(answer.status, 200, "{reserved}{part}: {}", String::from_utf8_lossy(&answer.body));
        }
        let scenario = path.rsplit('/').next().unwrap();
        let found =
            ask("GET", &format!("/v1/resolve?area=E01000001&scenario={scenario}"), Value::Null).json();
        assert_eq!(found["neighbourhood"]["id"], reserved);
        let rename = json!({"op": "rename", "id": reserved, "name": "Kept and renamed"});
        let more = ask("POST", &format!("{path}/changes"), json!({"changes": [rename]}));
        assert_eq!(more.status, 200, "{reserved}: {}", String::from_utf8_lossy(&more.body));
        let other = json!({"op": "create", "id": "Total", "name": "New", "areas": ["E01000002"]});
        let path = kept();
        let replaced = ask("PUT", &format!("{path}/changes"), json!({"changes": [create, other]}));
        assert_eq!(replaced.status, 400, "{reserved}: another one is new");
        let errors = &replaced.json()["errors"];
        assert_eq!(errors.as_array().map(Vec::len), Some(1), "{errors}");
        assert_eq!(errors[0]["pointer"], "/changes/1/id");
        let replaced = ask("PUT", &format!("{path}/changes"), json!({"changes": [create, rename]}));
        assert_eq!(replaced.status, 200, "{reserved}: {}", String::from_utf8_lossy(&replaced.body));
    }
}

#[test]
fn a_job_that_cannot_be_read_is_no_job_without_a_result() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let open = || runtime().block_on(Store::open(path.to_str().unwrap())).unwrap();
    let store = open();
    let settings = Settings { store: Some(open()), binds_loopback: true, ..Settings::default() };
    let loaded = toyshire();
    let service = router(App::new(loaded, settings).unwrap());
    let ended = |request: &str, result: &str| {
        runtime().block_on(async {
            let now_ms = jiff::Timestamp::now().as_millisecond();
            let (id, data) = (JobId::random(), "0".repeat(64));
            let (kind, request) = ("suggest".to_owned(), request.to_owned());
            store.add_job(NewJob { id, kind, request, data: data.clone(), now_ms }).await.unwrap();
            let lease = Lease { worker: "a test", now_ms, length_ms: 60_000 };
            store.take_job(&data, lease).await.unwrap().unwrap();
            let end = JobEnd::Done(result.to_owned());
            assert!(store.end_job(id, "a test", &end, now_ms).await.unwrap());
            id
        })
    };
    let status = |id: JobId| {
        let request = Request::get(format!("/v1/jobs/{id}")).header("host", "localhost:8080");
        // The results are none of ours.
        let answer = send_unchecked(service.clone(), request.body(Body::empty()).unwrap());
        (answer.status.as_u16(), answer.json()["result"].clone())
    };
    assert_eq!(status(ended("{}", "{\"found\": 1}")), (200, json!({"found": 1})));
    for (request, result) in [("{}", "{\"found\": "), ("{", "{}")] {
        assert_eq!(status(ended(request, result)).0, 500, "{request} {result}");
    }
}
