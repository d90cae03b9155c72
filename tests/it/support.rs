//! What the tests share: the county, Toyshire, and requests whose answers are held to the contract.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use footprint::county::Loaded;
use footprint::http::{App, Basemap, Settings, router};
use footprint::ingest::prepare::{Prepared, Sources, prepare, write_to};
use footprint::ingest::{Files, Refused, load};
use footprint::planning::saved::scenarios::Decision;
use footprint::planning::what_if;
use footprint::store::{NewJob, NewScenario, Store};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

use crate::{basemap, contract};

/// The county within the binary.
pub fn county() -> &'static Loaded {
    static COUNTY: OnceLock<Loaded> = OnceLock::new();
    COUNTY.get_or_init(|| load(&Files::Embedded).unwrap())
}

/// The folder of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Toyshire's source tables, by the shift tables within the binary.
pub fn toy_sources(from: &Path) -> Sources {
    Sources {
        from: vec![from.to_owned()],
        county: Some(fixture("toyshire/county.toml")),
        ..Sources::default()
    }
}

/// Prepares without telling anybody how far it is.
pub fn prepared(sources: &Sources) -> Result<Prepared, Refused> {
    prepare(sources, &mut |_| {})
}

/// Toyshire, prepared and loaded.
pub fn toyshire() -> Loaded {
    load(&Files::Memory(prepared(&toy_sources(&fixture("toyshire"))).unwrap().files)).unwrap()
}

/// Buckinghamshire, prepared from the publishers' files: its folder, and the same loaded. None without the source tables.
pub fn buckinghamshire() -> Option<&'static (tempfile::TempDir, Loaded)> {
    static COUNTY: OnceLock<Option<(tempfile::TempDir, Loaded)>> = OnceLock::new();
    let made = COUNTY.get_or_init(|| {
        let from = vec![shared("data/buckinghamshire")?, shared("data/published")?];
        let made = prepared(&Sources { from, ..Sources::default() }).unwrap();
        let folder = tempfile::tempdir().unwrap();
        write_to(folder.path(), &made).unwrap();
        Some((folder, made.loaded))
    });
    made.as_ref()
}

/// A copy of Toyshire's sources that a test may change.
pub fn toy_copy() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(fixture("toyshire")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    copy
}

/// What a test may need and pass without: names that `FOOTPRINT_REQUIRE` may list.
pub const OPTIONAL: [&str; 8] =
    ["browser", "clients", "gdal", "mount", "nginx", "oracle", "postgres", "sources"];

/// Says why a test passes without having tested anything, for want of something in [`OPTIONAL`]; where `FOOTPRINT_REQUIRE` lists
/// it, the test fails.
pub fn skip_without(wanted: &str, reason: &str) {
    assert!(OPTIONAL.contains(&wanted), "{wanted} is not in support::OPTIONAL");
    assert!(!required().iter().any(|name| name == wanted), "FOOTPRINT_REQUIRE lists {wanted}, and {reason}");
    println!("skipped: {reason} (see .ci/run)");
}

/// What may not be absent, by `FOOTPRINT_REQUIRE`.
fn required() -> Vec<String> {
    let listed = std::env::var("FOOTPRINT_REQUIRE").unwrap_or_default();
    listed.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[test]
fn what_is_required_is_something_that_a_test_may_need() {
    let unknown: Vec<String> =
        required().into_iter().filter(|name| !OPTIONAL.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "FOOTPRINT_REQUIRE lists {unknown:?}; there are {OPTIONAL:?}");
}

/// The folder of source tables beside the project, where there is one; without it the reason is printed.
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !folder.exists() {
        skip_without("sources", &format!("there are no source tables at {}", folder.display()));
        return None;
    }
    Some(folder)
}

/// The runtime all requests of the tests are answered on.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap())
}

/// A scenario in the store whose draft is no longer loaded.
pub const ORPHAN: &str = "00000000000000000000000000000001";

/// All neighbourhoods in two groups, as they are kept.
pub fn example_groups() -> Value {
    let numbers = |numbers: std::ops::RangeInclusive<u32>| -> Vec<String> {
        numbers.map(|number| format!("N{number:02}")).collect()
    };
    json!([
        {"id": "G1", "name": "North", "neighbourhoods": numbers(1..=4)},
        {"id": "G2", "name": "Middle and South", "neighbourhoods": numbers(5..=15)},
    ])
}

/// The job of the contract's examples. It is of data that nobody has, and asked for in an hour, so that it waits as long as tests run.
pub fn example_job() -> NewJob {
    NewJob {
        id: "00112233445566778899aabbccddeeff".parse().unwrap(),
        kind: "suggest".to_owned(),
        request: json!({"policy": "pcn-30-50k", "seconds": 1}).to_string(),
        data: "0".repeat(64),
        now_ms: jiff::Timestamp::now().as_millisecond() + 3_600_000,
    }
}

/// The service over the county, with a store that has the scenario of the contract's examples.
pub fn app() -> Router {
    static APP: OnceLock<(Router, tempfile::TempDir)> = OnceLock::new();
    let (app, _) = APP.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let loaded = load(&Files::Embedded).unwrap();
        let store = runtime().block_on(async {
            let store = Store::open(folder.path().join("scenarios.sqlite").to_str().unwrap()).await.unwrap();
            let decision = Decision::read(&loaded, &what_if::request::Request::of(None, vec![])).unwrap();
            let id = "0123456789abcdef0123456789abcdef".parse().unwrap();
            let decision = decision.grouped(Some(example_groups().to_string()));
            store.create(decision.into_new(id, "An example".to_owned(), None, 0)).await.unwrap();
            store.add_job(example_job()).await.unwrap();
            let decision = Decision::read(&loaded, &what_if::request::Request::of(None, vec![])).unwrap();
            let orphan = decision.into_new(ORPHAN.parse().unwrap(), "Left behind".to_owned(), None, 0);
            store.create(NewScenario { base: "gone".to_owned(), ..orphan }).await.unwrap();
            store
        });
        let ground = folder.path().join("ground.pmtiles");
        basemap::write_raster(&ground);
        let basemap = Some(Basemap::open(&ground).unwrap());
        let settings = Settings { store: Some(store), binds_loopback: true, basemap, ..Settings::default() };
        (router(App::new(loaded, settings).unwrap()), folder)
    });
    app.clone()
}

/// An answer as it came.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answered {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends a request to a router and holds the answer to the contract.
pub fn send_to(router: Router, request: Request<Body>) -> Answered {
    let (method, path) = (request.method().to_string(), request.uri().to_string());
    let answered = send_unchecked(router, request);
    contract::check(&method, &path, answered.status.as_u16(), &answered.headers, &answered.body);
    answered
}

/// Sends a request that the contract does not document.
pub fn send_unchecked(router: Router, request: Request<Body>) -> Answered {
    runtime().block_on(async {
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answered { status: parts.status, headers: parts.headers, body }
    })
}

/// Sends a request to the county's service.
pub fn send(request: Request<Body>) -> Answered {
    send_to(app(), request)
}

/// GET with a Host, as every client sends one.
pub fn get_answer(path: &str) -> Answered {
    get_of(&app(), path)
}

/// The same of another service than the county's.
pub fn get_of(router: &Router, path: &str) -> Answered {
    let request = Request::get(path).header("host", "footprint.test").body(Body::empty()).unwrap();
    send_to(router.clone(), request)
}

/// GET that must succeed, as JSON.
pub fn get_json(path: &str) -> Value {
    let answered = get_answer(path);
    assert_eq!(answered.status, 200, "{path}: {}", String::from_utf8_lossy(&answered.body));
    answered.json()
}

/// The members of a list, of which there are some: what a test says of each of none cannot fail.
pub fn some(list: &Value) -> &Vec<Value> {
    let members = list.as_array().unwrap_or_else(|| panic!("no list: {list}"));
    assert!(!members.is_empty(), "a list of none");
    members
}

/// POST of JSON text.
pub fn post(path: &str, body: &str) -> Answered {
    let request =
        Request::post(path).header("host", "footprint.test").header("content-type", "application/json");
    send(request.body(Body::from(body.to_owned())).unwrap())
}

/// What is found: at once, or by the job that it becomes.
pub fn asked(path: &str, body: &Value) -> Value {
    asked_of(&app(), path, body)
}

/// The same of another service than the county's.
pub fn asked_of(router: &Router, path: &str, body: &Value) -> Value {
    let request = Request::post(path).header("host", "localhost").header("content-type", "application/json");
    let answered = send_to(router.clone(), request.body(Body::from(body.to_string())).unwrap());
    if answered.status == 200 {
        return answered.json();
    }
    assert_eq!(answered.status, 202, "{path}: {}", String::from_utf8_lossy(&answered.body));
    let job = ended_job(router, answered.json()["id"].as_str().unwrap());
    assert_eq!(job["state"], "done", "{}", job["failure"]);
    job["result"].clone()
}

/// A job at its end. Others may be before it.
pub fn ended_job(router: &Router, id: &str) -> Value {
    let path = format!("/v1/jobs/{id}");
    let end = Instant::now() + Duration::from_mins(10);
    loop {
        let job = get_of(router, &path).json();
        if !["waiting", "running"].contains(&job["state"].as_str().unwrap()) {
            return job;
        }
        assert!(Instant::now() < end, "{job}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// POST that must succeed, as JSON.
pub fn post_json(path: &str, body: &Value) -> Value {
    let answered = post(path, &body.to_string());
    assert_eq!(answered.status, 200, "{path}: {}", String::from_utf8_lossy(&answered.body));
    answered.json()
}
