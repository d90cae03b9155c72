//! What maps ask for: tiles made and tiles kept, features, and outlines simplified over a whole country. Run by `make bench`.
//!
//! Over HTTP, requests a second are `wrk`'s, beside those of a bare server that answers the same bytes in the same run.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]
#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::collections::BTreeSet;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Request};
use axum::routing::get;
use footprint::county::Loaded;
use footprint::domain::geometry::coverage::{Coverage, GridPolygon};
use footprint::domain::geometry::crs::{Crs84, GridPoint};
use footprint::features::collection::Collection;
use footprint::features::zoom::tolerance_m;
use footprint::http::server::serve;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use footprint::projection::Projector;
use footprint::tiles::coordinate::TileCoord;
use footprint::tiles::kind::LayerKind;
use http_body_util::BodyExt;
use tower::ServiceExt;

fn main() {
    let loaded = load(&Files::Embedded).unwrap();
    for (kind, zoom) in [
        (LayerKind::Of(Collection::Neighbourhoods), 10),
        (LayerKind::Of(Collection::Areas), 10),
        (LayerKind::Of(Collection::Areas), 8),
    ] {
        tiles(&loaded, kind, zoom);
    }
    pages(load(&Files::Embedded).unwrap());
    over_http(load(&Files::Embedded).unwrap());
    country(&loaded.projector);
}

/// All tiles of a zoom that hold something, each made anew.
fn tiles(loaded: &Loaded, kind: LayerKind, zoom: u8) {
    let draft = loaded.atlas.draft(None).unwrap();
    let started = Instant::now();
    let exact = kind.collection().prepare(loaded, draft).unwrap();
    let simplified = exact.simplified(&loaded.atlas.ground, draft, zoom).unwrap();
    let layer = kind.layer(loaded, draft, &simplified.rows(&loaded.atlas.ground, draft), zoom);
    let prepared = started.elapsed();
    let across = TileCoord::across(zoom);
    let tile = |x: u32, y: u32| TileCoord::new(&zoom.to_string(), &x.to_string(), &y.to_string()).unwrap();
    let around = |share: f64| -> std::ops::RangeInclusive<u32> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the world")]
        let at = (share * f64::from(across)) as u32;
        at.saturating_sub(across / 256 + 1)..=at + across / 256 + 1
    };
    let mut times = Vec::new();
    for x in around(0.4964) {
        for y in around(0.3308) {
            let mut best = Duration::MAX;
            let mut bytes = Vec::new();
            for _ in 0..20 {
                let started = Instant::now();
                bytes = layer.tile(tile(x, y)).unwrap();
                best = best.min(started.elapsed());
            }
            if !bytes.is_empty() {
                times.push((best, bytes.len()));
            }
        }
    }
    times.sort_unstable();
    let (slowest, size) = times[times.len() - 1];
    println!(
        "{:44} {:>10.0} us the slowest ({size} bytes), {:.0} us the middle of {} tiles; the layer once {:.0} ms",
        format!("tile made: {kind} at zoom {zoom}"),
        slowest.as_secs_f64() * 1e6,
        times[times.len() / 2].0.as_secs_f64() * 1e6,
        times.len(),
        prepared.as_secs_f64() * 1e3,
    );
}

/// A page that nobody asked for before: written anew.
fn pages(loaded: Loaded) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let router = router(App::new(loaded, Settings::default()).unwrap());
    let page = |name: &str, path: &dyn Fn(usize) -> String| {
        let mut times: Vec<Duration> = (0..21)
            .map(|number| {
                let request =
                    Request::get(path(number)).header("host", "localhost").body(Body::empty()).unwrap();
                let started = Instant::now();
                runtime.block_on(async {
                    let response = router.clone().oneshot(request).await.unwrap();
                    assert!(response.status().is_success());
                    response.into_body().collect().await.unwrap()
                });
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!("{name:44} {:>10.2} ms, the middle of 21", times[10].as_secs_f64() * 1e3);
    };
    // The first time, how each postcode lies among the neighbourhoods is found too, and kept.
    for (name, limit) in [("page made: 1,000 postcodes, first", 1000), ("page made: 1,000 postcodes", 999)] {
        page(name, &|number| format!("/collections/postcodes/items?limit={limit}&offset={}", number * 1000));
    }
    page("page made: 15 neighbourhoods", &|number| {
        format!("/collections/neighbourhoods/items?limit={}", 15 + number)
    });
    page("page made: 428 areas", &|number| format!("/collections/areas/items?limit={}", 500 + number));
}

fn over_http(loaded: Loaded) {
    if Command::new("wrk").arg("--version").output().is_err() {
        println!("over HTTP: skipped, for wrk is not installed");
        return;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = router(App::new(loaded, Settings::default()).unwrap());
    let ours = start(&runtime, service.clone());
    for (name, path) in [
        ("15 neighbourhoods", "/collections/neighbourhoods/items"),
        ("15 neighbourhoods for zoom 9", "/collections/neighbourhoods/items?zoom-level=9"),
        ("a kept tile", "/xyz/neighbourhoods/10/507/338"),
        ("a kept tile of areas", "/xyz/areas/10/507/338"),
    ] {
        let (media, bytes) = runtime.block_on(answer(&service, path));
        let size = bytes.len();
        let answer = move || std::future::ready(([(CONTENT_TYPE, media.clone())], bytes.clone()));
        let bare = start(&runtime, Router::new().route("/", get(answer)));
        let (mut bare_best, mut ours_best): (f64, f64) = (0.0, 0.0);
        for _ in 0..3 {
            bare_best = bare_best.max(asked(bare, "/"));
            ours_best = ours_best.max(asked(ours, path));
        }
        println!(
            "{:44} {ours_best:>10.0} requests a second, {:.0} % of a bare server's {bare_best:.0} ({size} bytes; the best of three)",
            format!("HTTP: {name}"),
            100.0 * ours_best / bare_best,
        );
    }
}

fn start(runtime: &tokio::runtime::Runtime, router: Router) -> SocketAddr {
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(serve(listener, router, std::future::pending()));
    address
}

async fn answer(service: &Router, path: &str) -> (HeaderValue, Bytes) {
    let request = Request::get(path).header("host", "localhost").body(Body::empty()).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    let media = response.headers()[CONTENT_TYPE].clone();
    (media, response.into_body().collect().await.unwrap().to_bytes())
}

/// Requests a second.
fn asked(address: SocketAddr, path: &str) -> f64 {
    let url = format!("http://{address}{path}");
    let output = Command::new("wrk").args(["-t1", "-c16", "-d3s", &url]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(!told.contains("Non-2xx"), "{told}");
    told.split("Requests/sec:").nth(1).unwrap().lines().next().unwrap().trim().parse().unwrap()
}

/// 35,672 areas of England and Wales, simplified for every zoom; each is held to what a coverage is.
fn country(projector: &Projector) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/scale/lsoa21_bsc_england_wales.geojson.gz");
    let Ok(file) = std::fs::File::open(&file) else {
        println!("a country simplified: skipped, {} is not there", file.display());
        return;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let collection: geojson::FeatureCollection = text.parse().unwrap();
    let mut faces = Vec::new();
    for (owner, feature) in (0_u32..).zip(&collection.features) {
        let polygons: geo::MultiPolygon<f64> = feature.geometry.clone().unwrap().try_into().unwrap();
        for polygon in polygons {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            let on_grid = |at: &geo::Coord<f64>| -> GridPoint {
                projector.to_bng(Crs84::from_lon_lat(at.x, at.y).unwrap()).unwrap().to_grid()
            };
            let open = |ring: &geo::LineString<f64>| ring.0[1..].iter().map(on_grid).collect::<Vec<_>>();
            faces.push((owner, GridPolygon::new(rings.map(open).collect()).unwrap()));
        }
    }
    let owners = collection.features.len();
    let exact = Coverage::build(owners, faces, |vertex| projector.lon_lat(vertex)).unwrap();
    let neighbours = |coverage: &Coverage| -> BTreeSet<(u32, u32)> {
        coverage.shared_borders().iter().map(|border| (border.a, border.b)).collect()
    };
    let vertices = |coverage: &Coverage| coverage.arcs().iter().map(|arc| arc.vertices.len()).sum::<usize>();
    let (before, borders) = (exact.defects().len(), neighbours(&exact));
    println!(
        "a country: {owners} owners, {} vertices on arcs, {before} defects as published",
        vertices(&exact)
    );
    for zoom in (0..14).rev() {
        let started = Instant::now();
        let simplified = exact.simplified(tolerance_m(zoom).unwrap());
        let taken = started.elapsed();
        let lost = (0..u32::try_from(owners).unwrap())
            .filter(|owner| simplified.double_area_mm2(*owner) <= 0)
            .count();
        println!(
            "  zoom {zoom:2}: {:>8} vertices in {:.2} s, {} defects, {lost} vanished, neighbours {}",
            vertices(&simplified),
            taken.as_secs_f64(),
            simplified.defects().len(),
            if neighbours(&simplified) == borders { "the same" } else { "NOT the same" },
        );
    }
}
