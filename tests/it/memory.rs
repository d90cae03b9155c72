//! Memory: what is kept of answers stays within its budget, whatever is asked and however much of it.

use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Budget, Settings, router};
use footprint::ingest::{Files, load};
use std::fmt::Write as _;
use tower::ServiceExt;

use crate::server::Server;
use crate::support::{county, runtime};

/// The county in degrees: west, south, east, north.
const COUNTY: [f64; 4] = [-1.72, 51.46, -0.87, 52.17];
const LAYERS: [&str; 5] = ["neighbourhoods", "areas", "practices", "districts", "labels"];
const COLLECTIONS: [&str; 5] = ["neighbourhoods", "areas", "practices", "postcodes", "districts"];

/// Reads of every kind: pages of features and tiles at some zooms.
fn reads(query: &str, zooms: &[u32]) -> Vec<String> {
    let mut paths = vec![];
    for collection in COLLECTIONS {
        let items = format!("/collections/{collection}/items");
        paths.extend((0..10).map(|page| format!("{items}?limit=100&offset={}{query}", page * 100)));
        for format in ["json", "html"] {
            paths.extend(
                zooms.iter().map(|zoom| format!("{items}?zoom-level={zoom}&limit=1000&f={format}{query}")),
            );
        }
    }
    let query = query.replacen('&', "?", 1);
    for layer in LAYERS {
        for zoom in zooms {
            paths.extend(tiles(*zoom).map(|[x, y]| format!("/xyz/{layer}/{zoom}/{x}/{y}{query}")));
        }
    }
    paths
}

/// Some of the tiles of the county at a zoom.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "tiles have small numbers")]
fn tiles(zoom: u32) -> impl Iterator<Item = [u32; 2]> {
    let across = f64::from(1_u32 << zoom);
    let column = |longitude: f64| ((longitude + 180.0) / 360.0 * across) as u32;
    let row = |latitude: f64| {
        let sine = latitude.to_radians().tan().asinh();
        ((1.0 - sine / std::f64::consts::PI) / 2.0 * across) as u32
    };
    let (west, east) = (column(COUNTY[0]), column(COUNTY[2]));
    let (north, south) = (row(COUNTY[3]), row(COUNTY[1]));
    let step = 1 + (east - west) as usize / 6;
    let rows = (north..=south).step_by(step);
    rows.flat_map(move |row| (west..=east).step_by(step).map(move |column| [column, row]))
}

#[test]
fn whatever_is_asked_the_caches_stay_within_their_budget() {
    let budget = Budget::of_mb(8);
    let settings = Settings { cache_budget: budget, ..Settings::default() };
    let app = App::new(load(&Files::Embedded).unwrap(), settings).unwrap();
    let router = router(app.clone());
    let mut most = 0;
    for (number, path) in reads("", &[0, 8, 11, 14]).iter().enumerate() {
        let encoding = ["identity", "gzip"][number % 2];
        let request = Request::get(path).header("host", "footprint.test").header("accept-encoding", encoding);
        let request = request.body(Body::empty()).unwrap();
        let status = runtime().block_on(router.clone().oneshot(request)).unwrap().status();
        assert!(status.is_success(), "{path}: {status}");
        if number % 50 == 0 {
            most = most.max(app.caches().weight());
        }
    }
    assert!(most > budget.bytes() / 3, "hardly anything was kept: {most}");
    assert!(most <= budget.bytes(), "{most} bytes are kept");
}

/// The figure that the README gives. It is of a whole process, so what else the machine does is no matter; but it takes a minute.
#[test]
#[ignore = "takes a minute: run by `make test-long`"]
fn a_service_that_was_asked_everything_holds_150_mb_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_with(folder.path(), &["--store", "scenarios.sqlite"]).without_log();
    println!("at start: {} MB", server.resident_kb() / 1000);
    let zooms: Vec<u32> = (0..15).collect();
    ask_all(&server, &reads("", &zooms));
    println!("after features and tiles: {} MB", server.resident_kb() / 1000);
    let postcodes: Vec<String> = county()
        .atlas
        .ground
        .places
        .all()
        .iter()
        .map(|place| place.postcode.spaced().as_str().to_owned())
        .collect();
    let encoded = postcodes.iter().map(|postcode| postcode.replace(' ', "%20"));
    let each = encoded
        .flat_map(|postcode| [format!("/postcodes/{postcode}"), format!("/v1/resolve?postcode={postcode}")]);
    ask_all(&server, &each.collect::<Vec<_>>());
    for hundred in postcodes.chunks(100) {
        post(&server, "/postcodes", &serde_json::json!({ "postcodes": hundred }));
    }
    println!("after every postcode: {} MB", server.resident_kb() / 1000);
    for number in 0..12 {
        let changes = serde_json::json!([{"op": "rename", "id": "N01", "name": format!("Name {number}")}]);
        let made = post(&server, "/v1/scenarios", &serde_json::json!({ "name": "A", "changes": changes }));
        let id = made.split("\"id\":\"").nth(1).unwrap_or_else(|| panic!("{made}"))[..32].to_owned();
        ask_all(&server, &reads(&format!("&scenario={id}"), &zooms));
        let each = postcodes
            .iter()
            .map(|postcode| format!("/v1/resolve?postcode={}&scenario={id}", postcode.replace(' ', "%20")));
        ask_all(&server, &each.step_by(4).collect::<Vec<_>>());
        println!("after {} scenarios: {} MB", number + 1, server.resident_kb() / 1000);
    }
    let resident_mb = server.resident_kb() / 1000;
    assert!(resident_mb <= 150, "{resident_mb} MB are held");
}

/// Asks for paths, a hundred a connection, in encodings by turns.
fn ask_all(server: &Server, paths: &[String]) {
    for paths in paths.chunks(100) {
        let mut requests = String::new();
        for (number, path) in paths.iter().enumerate() {
            let encoding = ["identity", "gzip", "br"][number % 3];
            let last = if number + 1 == paths.len() { "Connection: close\r\n" } else { "" };
            write!(
                requests,
                "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: {encoding}\r\n{last}\r\n",
                server.address()
            )
            .unwrap();
        }
        let answers = server.ask(&requests);
        // A postcode that is no longer live is 404 alone.
        let count = answers.matches("HTTP/1.1 2").count() + answers.matches("HTTP/1.1 404").count();
        assert!(count >= paths.len(), "{count} of {} were answered", paths.len());
    }
}

fn post(server: &Server, path: &str, body: &serde_json::Value) -> String {
    let body = body.to_string();
    server.ask(&format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        server.address(),
        body.len()
    ))
}
