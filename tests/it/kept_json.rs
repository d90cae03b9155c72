//! What a revision keeps as JSON and cannot be read is a failure that is told, and never an answer as if nothing were kept.

use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Settings, router};
use footprint::store::{NewScenario, ScenarioId, Store};

use crate::store_contract::scenario;
use crate::support::{runtime, send_to, toyshire};

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
