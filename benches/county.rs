//! How long it takes to load the real county, to find places in it, and to answer. Run by `make bench`; the figures of the README come from here.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use footprint::county::Loaded;
use footprint::domain::geometry::crs::{Bng, Crs84, GridPoint};
use footprint::domain::ground::postcode::Postcode;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use footprint::planning::resolve::question::Asked;
use footprint::planning::resolve::resolver::Resolver;
use tower::ServiceExt;

/// The county within the binary, or the data that `FOOTPRINT_DATA` names: a country packed, to see how cost grows.
fn county() -> Loaded {
    let data = std::env::var_os("FOOTPRINT_DATA");
    load(&Files::at(data.as_deref().map(std::path::Path::new))).unwrap()
}

/// Every seventh postcode, in an order that no cache can guess, a line each as in a file.
fn postcodes(loaded: &Loaded) -> String {
    let mut all: Vec<String> =
        loaded.atlas.ground.places.all().iter().step_by(7).map(|place| place.postcode.to_string()).collect();
    all.sort_by_key(|postcode| postcode.bytes().rev().collect::<Vec<u8>>());
    all.join("\n")
}

fn points(loaded: &Loaded) -> Vec<GridPoint> {
    let sites = loaded.atlas.ground.places.all().iter().step_by(7).filter_map(|place| place.site);
    let mut points: Vec<GridPoint> = sites.map(|site| site.grid).collect();
    points.sort_by_key(|point| point.easting_mm % 9_973);
    points
}

/// Calls `work` with one item after another, for ever.
fn over<T, R>(criterion: &mut Criterion, name: &str, items: &[T], mut work: impl FnMut(&T) -> R) {
    let mut items = items.iter().cycle();
    criterion.bench_function(name, |bencher| {
        bencher.iter(|| work(black_box(items.next().unwrap())));
    });
}

fn loading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(20);
    group.bench_function("the data, checked", |bencher| bencher.iter(county));
    group.finish();
}

fn locating(criterion: &mut Criterion) {
    let loaded = county();
    let draft = loaded.atlas.draft(None).unwrap();
    let (ground, division) = (&loaded.atlas.ground, &draft.division);
    let (postcodes, points) = (postcodes(&loaded), points(&loaded));
    let postcodes: Vec<&str> = postcodes.lines().collect();
    over(criterion, "postcode: parse, look up, neighbourhood", &postcodes, |text| {
        let place = ground.places.find(text.parse::<Postcode>().unwrap()).unwrap();
        division.locate_place(ground, place).zone()
    });
    over(criterion, "point: projected point to neighbourhood", &points, |point| {
        division.locate(ground, *point).zone()
    });
    over(criterion, "point: nearest border", &points, |point| {
        division.locate(ground, *point).zone().map(|zone| division.nearest_border(*point, zone))
    });
}

fn projecting(criterion: &mut Criterion) {
    let loaded = county();
    let (ground, points) = (&loaded.atlas.ground, points(&loaded));
    let degrees: Vec<_> =
        ground.places.all().iter().step_by(7).filter_map(|place| Some(place.site?.lon_lat)).collect();
    over(criterion, "projection: lon, lat to National Grid", &degrees, |lon_lat| {
        let point = Crs84::from_lon_lat(lon_lat.longitude_deg(), lon_lat.latitude_deg()).unwrap();
        loaded.projector.to_bng(point).unwrap()
    });
    over(criterion, "projection: National Grid to lon, lat", &points, |point| {
        let point = Bng::from_easting_northing(point.easting_m(), point.northing_m()).unwrap();
        loaded.projector.to_crs84(point).unwrap()
    });
}

fn resolving(criterion: &mut Criterion) {
    let loaded = county();
    let (draft, postcodes) = (loaded.atlas.draft(None).unwrap(), postcodes(&loaded));
    let postcodes: Vec<&str> = postcodes.lines().collect();
    over(criterion, "resolve: a postcode to its whole answer", &postcodes, |text| {
        let asked = Asked { postcode: Some((*text).to_owned()), ..Asked::default() };
        Resolver::new(&loaded, draft).asked(&asked).outcome
    });
}

fn answering(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let loaded = county();
    let hundred: Vec<String> = postcodes(&loaded).lines().take(100).map(str::to_owned).collect();
    let hundred = serde_json::json!({ "postcodes": hundred }).to_string();
    let router = router(App::new(loaded, Settings::default()).unwrap());
    let get = |path: &'static str| {
        let request = axum::http::Request::get(path)
            .header("host", "localhost")
            .body(axum::body::Body::empty())
            .unwrap();
        runtime.block_on(router.clone().oneshot(request)).unwrap().status()
    };
    criterion.bench_function("answer: 15 neighbourhoods as GeoJSON", |bencher| {
        bencher.iter(|| get("/collections/neighbourhoods/items"));
    });
    criterion.bench_function("answer: one postcode", |bencher| {
        bencher.iter(|| get("/v1/resolve?postcode=OX1+1ND"));
    });
    criterion.bench_function("answer: 100 postcodes, as postcodes.io", |bencher| {
        bencher.iter(|| {
            let request = axum::http::Request::post("/postcodes")
                .header("host", "localhost")
                .header("content-type", "application/json")
                .body(axum::body::Body::from(hundred.clone()))
                .unwrap();
            runtime.block_on(router.clone().oneshot(request)).unwrap().status()
        });
    });
    criterion.bench_function("answer: liveness (the floor)", |bencher| {
        bencher.iter(|| get("/health/live"));
    });
}

criterion_group!(benches, loading, locating, projecting, resolving, answering);
criterion_main!(benches);
