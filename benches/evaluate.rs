//! How long a what-if takes on the real county: its parts, the whole, and the whole over HTTP. Run by `make bench`.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

use criterion::{Criterion, criterion_group, criterion_main};
use footprint::county::Loaded;
use footprint::domain::figures::counting::Figures;
use footprint::domain::figures::equity;
use footprint::http::server::serve;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use footprint::planning::what_if::evaluate::evaluate;
use footprint::planning::what_if::request::Request;
use serde_json::{Value, json};

fn county() -> Loaded {
    load(&Files::Embedded).unwrap()
}

/// One area of Banbury to the next neighbourhood.
fn one_move() -> Value {
    json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}])
}

/// A circle of so many vertices around the middle of Oxford, 4 km across.
fn circle(vertices: u32) -> Value {
    let corner = |number: u32| {
        let angle = f64::from(number % vertices) / f64::from(vertices) * std::f64::consts::TAU;
        json!([-1.25 + 0.029 * angle.cos(), 51.75 + 0.018 * angle.sin()])
    };
    json!({"type": "Polygon", "coordinates": [(0..=vertices).map(corner).collect::<Vec<_>>()]})
}

fn counting(criterion: &mut Criterion) {
    let loaded = county();
    let (ground, division) = (&loaded.atlas.ground, &loaded.atlas.draft(None).unwrap().division);
    let (side, zones) = (division.side().unwrap(), division.roster().len());
    criterion.bench_function("figures: populations, flows and equity of the whole county", |bencher| {
        bencher.iter(|| {
            let figures = Figures::count(ground, black_box(side));
            (figures, equity::count(ground, zones, side.partition))
        });
    });
    criterion.bench_function("borders: all 15 dissolved", |bencher| {
        bencher.iter(|| black_box(division).outlines(ground).1);
    });
}

fn evaluating(criterion: &mut Criterion) {
    let loaded = county();
    let body = |include: Value| Request::read(&json!({"changes": one_move(), "include": include}));
    let first = body(json!([]));
    criterion.bench_function("what-if: one moved area, its first figures", |bencher| {
        bencher.iter(|| evaluate(&loaded, black_box(&first)).unwrap().impact().touched.len());
    });
    for (name, include) in [
        ("what-if: every metric but access, in words and JSON", json!(["boundary_sets"])),
        ("what-if: the same with access", json!(["boundary_sets", "access"])),
        (
            "what-if: the same with borders and postcodes",
            json!(["boundary_sets", "access", "borders", "postcodes"]),
        ),
    ] {
        let body = body(include);
        criterion.bench_function(name, |bencher| {
            bencher
                .iter(|| serde_json::to_vec(&evaluate(&loaded, black_box(&body)).unwrap().answer()).unwrap());
        });
    }
}

fn drawing(criterion: &mut Criterion) {
    let loaded = county();
    let mut group = criterion.benchmark_group("what-if, a circle over Oxford");
    group.sample_size(10);
    for vertices in [100, 10_000] {
        let change = json!({"op": "move_by_polygon", "geometry": circle(vertices), "to": "N11"});
        let body = Request::read_list(None, &json!([change]));
        group.bench_function(format!("{vertices} vertices"), |bencher| {
            bencher.iter(|| evaluate(&loaded, black_box(&body)).unwrap().impact().touched.len());
        });
    }
    group.finish();
}

/// A connection that is kept, and asked again and again.
struct Client {
    answers: BufReader<TcpStream>,
    request: Vec<u8>,
}

impl Client {
    fn new(address: SocketAddr, body: &Value) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        let body = body.to_string();
        let head = "POST /v1/evaluate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        let request = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        Self { answers: BufReader::new(stream), request: request.into_bytes() }
    }

    /// Asks, and reads the whole answer.
    fn ask(&mut self) -> usize {
        self.answers.get_mut().write_all(&self.request).unwrap();
        let (mut line, mut length) = (String::new(), None);
        self.answers.read_line(&mut line).unwrap();
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        while line != "\r\n" {
            line.clear();
            self.answers.read_line(&mut line).unwrap();
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().ok();
            }
        }
        let mut body = vec![0; length.unwrap()];
        self.answers.read_exact(&mut body).unwrap();
        body.len()
    }
}

fn over_http(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = router(App::new(county(), Settings::default()).unwrap());
    let server = runtime.spawn(serve(listener, router, async move { drop(stopped.await) }));
    let policy = "oxfordshire-50-100k";
    for (name, body) in [
        ("HTTP: evaluate one moved area, by a policy", json!({"changes": one_move(), "policy": policy})),
        (
            "HTTP: the same with access",
            json!({"changes": one_move(), "policy": policy, "include": ["access"]}),
        ),
    ] {
        let mut client = Client::new(address, &body);
        criterion.bench_function(name, |bencher| bencher.iter(|| client.ask()));
    }
    stop.send(()).unwrap();
    runtime.block_on(server).unwrap();
}

criterion_group!(benches, counting, evaluating, drawing, over_http);
criterion_main!(benches);
