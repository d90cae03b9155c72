//! What is kept as JSON and cannot be read is told in its place: it is never taken for nothing, and spoils nothing beside it.

use std::io::Cursor;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use calamine::{Reader, Xlsx};
use footprint::http::{App, Settings, router};
use footprint::store::{JobEnd, JobId, Lease, NewJob, NewScenario, ScenarioId, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::store_contract::scenario;
use crate::support::{Answered, runtime, send_to, send_unchecked, toyshire};

/// A service on Toyshire with scenarios that another program may have written.
struct Kept {
    _folder: TempDir,
    store: Store,
    base: String,
    data: String,
    service: Router,
}

impl Kept {
    fn nothing() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let open = || runtime().block_on(Store::open(path.to_str().unwrap())).unwrap();
        let store = open();
        let settings = Settings { store: Some(open()), binds_loopback: true, ..Settings::default() };
        let loaded = toyshire();
        let (base, data) = (loaded.atlas.draft(None).unwrap().id.clone(), loaded.atlas.digest.clone());
        let service = router(App::new(loaded, settings).unwrap());
        Self { _folder: folder, store, base, data, service }
    }

    /// Keeps a scenario of these texts.
    fn keep(&self, groups: Option<&str>, certificate: Option<&str>, changes: &str) -> ScenarioId {
        let id = ScenarioId::random();
        let mut new = NewScenario { base: self.base.clone(), ..scenario(id, 0) };
        (new.content.data, new.content.changes) = (self.data.clone(), changes.to_owned());
        new.content.content_digest = "0".repeat(64);
        new.content.groups = groups.map(str::to_owned);
        new.content.certificate = certificate.map(str::to_owned);
        runtime().block_on(self.store.create(new)).unwrap();
        id
    }

    fn get(&self, path: &str) -> Answered {
        let request = Request::get(path).header("host", "localhost:8080").body(Body::empty()).unwrap();
        send_to(self.service.clone(), request)
    }
}

const NO_GROUPS: Option<&str> = Some("[{\"id\": \"G1\"}");
const NO_CERTIFICATE: Option<&str> = Some("{");

#[test]
fn one_damaged_scenario_is_told_in_its_place_and_the_others_are_listed() {
    let kept = Kept::nothing();
    let whole = kept.keep(None, None, "[]");
    let of = [
        (kept.keep(NO_GROUPS, None, "[]"), "groups"),
        (kept.keep(None, NO_CERTIFICATE, "[]"), "certificate"),
        (kept.keep(None, None, "[{"), "changes"),
    ];
    let list = kept.get("/v1/scenarios").json();
    assert_eq!((&list["total"], &list["count"]), (&json!(4), &json!(4)));
    let item = |list: &Value, id: ScenarioId| {
        let mut items = list["items"].as_array().unwrap().iter();
        items.find(|item| item["id"] == id.to_string()).unwrap().clone()
    };
    assert_eq!(item(&list, whole).get("unreadable"), None);
    for (damaged, member) in of {
        let history = kept.get(&format!("/v1/scenarios/{damaged}/revisions")).json();
        for item in [item(&list, damaged), item(&history, damaged)] {
            assert_eq!(item["unreadable"][0]["member"], member);
            assert!(item["unreadable"][0]["reason"].as_str().unwrap().contains("EOF"), "{item}");
            assert_eq!(item["name"], list["items"][0]["name"]);
            assert!(item[member].is_null(), "it is not taken for nothing: {item}");
            assert_eq!(item["changes"].is_null(), member == "changes");
        }
    }
}

#[test]
fn a_scenario_is_answered_without_what_cannot_be_read_and_says_so() {
    let kept = Kept::nothing();
    let whole = kept.keep(None, None, "[]");
    assert_eq!(kept.get(&format!("/v1/scenarios/{whole}/groups")).status, 404, "none are kept");
    let groups = kept.keep(NO_GROUPS, None, "[]");
    assert_eq!(kept.get(&format!("/v1/scenarios/{groups}/groups")).status, 500, "there are some");
    let certificate = kept.keep(None, NO_CERTIFICATE, "[]");
    for (damaged, member) in [(groups, "groups"), (certificate, "certificate")] {
        let one = kept.get(&format!("/v1/scenarios/{damaged}"));
        assert_eq!((one.status.as_u16(), &one.json()["unreadable"][0]["member"]), (200, &json!(member)));
        for form in ["csv", "csv&of=practices", "geojson", "xlsx", "json", "html", "datapackage", "csvw"] {
            let answer = kept.get(&format!("/v1/scenarios/{damaged}/export?f={form}"));
            assert_eq!(answer.status, 200, "{member}: {form}");
            let left_out = answer.headers.get("footprint-left-out").map(|words| words.to_str().unwrap());
            let is_no_plan = ["html", "datapackage", "csvw"].contains(&form);
            assert_eq!(left_out, (!is_no_plan).then_some("1 part that cannot be read"), "{member}: {form}");
        }
        let table = kept.get(&format!("/v1/scenarios/{damaged}/export?f=csv")).body;
        let cell = "accepted_issues=0 change_reasons=0 groups=0 certificates=0 unreadable=1";
        assert!(String::from_utf8(table).unwrap().contains(cell));
    }
    let paper = |id| String::from_utf8(kept.get(&format!("/v1/scenarios/{id}/export?f=html")).body).unwrap();
    let told = "The certificate that is kept with this plan cannot be read";
    assert!(paper(certificate).contains(told) && !paper(groups).contains(told));
    let book = kept.get(&format!("/v1/scenarios/{groups}/export?f=xlsx")).body;
    let mut book = Xlsx::new(Cursor::new(book)).unwrap();
    let told = book.worksheet_range("Groups").unwrap().get_value((0, 0)).unwrap().to_string();
    assert_eq!(told, "The groups that are kept cannot be read");
    let changes = kept.keep(None, None, "[{");
    assert_eq!(kept.get(&format!("/v1/scenarios/{changes}")).status, 500, "without changes it is no plan");
}

#[test]
fn a_plan_that_was_kept_with_an_id_that_is_reserved_since_still_answers_and_goes_on() {
    let kept = Kept::nothing();
    let ask = |method: &str, path: &str, body: Value| {
        let request = Request::builder().method(method).uri(path).header("host", "localhost:8080");
        let request = request.header("content-type", "application/json").header("if-match", "\"1\"");
        send_to(kept.service.clone(), request.body(Body::from(body.to_string())).unwrap())
    };
    // `t1` is T1's but for case.
    for reserved in ["NA", "0", "unknown", "outside", "total", "t1"] {
        let create = json!({"op": "create", "id": reserved, "name": "Kept", "areas": ["E01000001"]});
        let refused = ask("POST", "/v1/evaluate", json!({"changes": [create]}));
        assert_eq!(refused.status, 400, "{reserved}: a new one is refused");
        let keep = || format!("/v1/scenarios/{}", kept.keep(None, None, &json!([create]).to_string()));
        let path = keep();
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
        let path = keep();
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
    let Kept { _folder, store, service, .. } = Kept::nothing();
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
    // Of one that runs, how far it is; the others are listed beside it.
    let running = runtime().block_on(async {
        let now_ms = jiff::Timestamp::now().as_millisecond();
        let (id, data) = (JobId::random(), "0".repeat(64));
        let (kind, request) = ("suggest".to_owned(), "{}".to_owned());
        store.add_job(NewJob { id, kind, request, data: data.clone(), now_ms }).await.unwrap();
        let lease = Lease { worker: "a test", now_ms, length_ms: 60_000 };
        store.take_job(&data, lease).await.unwrap().unwrap();
        assert!(store.renew_job(id, lease, "{").await.unwrap());
        id
    });
    let request = Request::get("/v1/jobs").header("host", "localhost:8080").body(Body::empty()).unwrap();
    let list = send_unchecked(service.clone(), request).json();
    assert_eq!(list["count"], 4);
    let item =
        list["items"].as_array().unwrap().iter().find(|item| item["id"] == running.to_string()).unwrap();
    assert_eq!((&item["progress"], &item["unreadable"][0]["member"]), (&Value::Null, &json!("progress")));
    assert_eq!(status(running).0, 200);
}
