//! Answers in bulk, as a user meets them: the program over files, and streams and lists over HTTP.
//!
//! Rows a second are of the whole run, start included. Beside them stands what part of the time is cutting CSV into fields,
//! and, over HTTP, a bare server that answers the same bytes, in the same run.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]
#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::post;
use footprint::domain::atlas::Atlas;
use footprint::http::server::serve;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};

const ROWS: usize = 6_000_000;
const LINES: usize = 1_000_000;
/// Connections at once, and how long a server is asked.
const CONNECTIONS: usize = 16;
const ASKED_FOR: Duration = Duration::from_secs(4);

fn main() {
    let loaded = load(&Files::Embedded).unwrap();
    let folder = tempfile::tempdir().unwrap();
    over_files(&loaded.atlas, folder.path());
    over_http(loaded);
}

fn over_files(atlas: &Atlas, folder: &Path) {
    let places = atlas.ground.places.all();
    let mut text = String::from("id,postcode\n");
    for row in 0..ROWS {
        writeln!(text, "{row},{}", places[row * 7919 % places.len()].postcode).unwrap();
    }
    let postcodes = folder.join("postcodes.csv");
    std::fs::write(&postcodes, &text).unwrap();
    let cutting = seconds(|| {
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let (mut record, mut rows) = (csv::ByteRecord::new(), 0);
        while reader.read_byte_record(&mut record).unwrap() {
            rows += 1;
        }
        assert_eq!(rows, ROWS);
    });
    let taken = program(&postcodes, &folder.join("answered.csv"));
    tell("program: postcodes, CSV to CSV", ROWS, taken);
    println!(
        "{:44} {:>10.0} % of the time of two cores (the csv crate over the same bytes, on one)",
        "  of which cutting CSV into fields",
        100.0 * cutting / (2.0 * taken)
    );
    let mut text = String::from("id,easting,northing\n");
    let sites: Vec<_> = places.iter().filter_map(|place| place.site).collect();
    for row in 0..ROWS / 2 {
        let grid = sites[row * 7919 % sites.len()].grid;
        writeln!(text, "{row},{},{}", grid.easting_m(), grid.northing_m()).unwrap();
    }
    let points = folder.join("points.csv");
    std::fs::write(&points, text).unwrap();
    tell("program: points, CSV to CSV", ROWS / 2, program(&points, &folder.join("answered.csv")));
}

fn seconds(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64()
}

fn program(from: &Path, to: &Path) -> f64 {
    seconds(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_footprint"));
        command
            .arg("resolve")
            .arg(from)
            .arg("--output")
            .arg(to)
            .env_remove("FOOTPRINT_DATA")
            .stderr(Stdio::null());
        let status = command.status().unwrap();
        assert!([Some(0), Some(3)].contains(&status.code()), "{status}");
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers of rows")]
fn tell(what: &str, rows: usize, seconds: f64) {
    println!("{what:44} {:>10.0} a second ({rows} in {seconds:.2} s)", rows as f64 / seconds);
}

fn over_http(loaded: footprint::county::Loaded) {
    let places = loaded.atlas.ground.places.all();
    let postcodes: Vec<String> = (0..100).map(|n| places[n * 211].postcode.to_string()).collect();
    let hundred = serde_json::json!({"postcodes": postcodes}).to_string();
    let mut lines = String::new();
    for row in 0..LINES {
        writeln!(
            lines,
            "{{\"ref\":\"{row}\",\"postcode\":\"{}\"}}",
            places[row * 7919 % places.len()].postcode
        )
        .unwrap();
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ours = start(&runtime, router(App::new(loaded, Settings::default()).unwrap()));
    tell("HTTP: lines of JSON, one stream", LINES, seconds(|| stream(ours, lines.into_bytes())));
    let answer = Client::new(ours, &hundred).ask();
    let canned = axum::body::Bytes::from(answer);
    let bare = Router::new()
        .route("/postcodes", post(async move || ([(CONTENT_TYPE, "application/json")], canned.clone())));
    let bare = start(&runtime, bare);
    let [bare, ours] = [bare, ours].map(|address| asked(address, &hundred));
    println!("{:44} {bare:>10.0} requests a second", "HTTP: 100 postcodes, a bare server");
    println!(
        "{:44} {ours:>10.0} requests a second, {:.0} % of it",
        "HTTP: 100 postcodes, ours",
        100.0 * ours / bare
    );
}

fn start(runtime: &tokio::runtime::Runtime, router: Router) -> SocketAddr {
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(serve(listener, router, std::future::pending()));
    address
}

/// Sends lines of JSON while their answers are read.
fn stream(address: SocketAddr, lines: Vec<u8>) {
    let stream = TcpStream::connect(address).unwrap();
    let mut sender = stream.try_clone().unwrap();
    let sending = std::thread::spawn(move || {
        let head = "POST /v1/resolve HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\n";
        write!(sender, "{head}Content-Length: {}\r\n\r\n", lines.len()).unwrap();
        sender.write_all(&lines).unwrap();
    });
    let (mut answer, mut buffer, mut rows) = (stream, vec![0; 1 << 18], 0);
    loop {
        let count = answer.read(&mut buffer).unwrap();
        if count == 0 {
            break;
        }
        rows += memchr::memchr_iter(b'}', &buffer[..count]).count();
    }
    sending.join().unwrap();
    assert!(rows >= LINES, "{rows} of {LINES} lines were answered");
}

/// Requests a second of several connections that each ask again and again.
#[expect(clippy::cast_precision_loss, reason = "numbers of requests")]
fn asked(address: SocketAddr, body: &str) -> f64 {
    let started = Instant::now();
    let counts = std::thread::scope(|scope| {
        let ask = || {
            let mut client = Client::new(address, body);
            let mut count = 0;
            while started.elapsed() < ASKED_FOR {
                client.ask();
                count += 1;
            }
            count
        };
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>()
    });
    counts as f64 / started.elapsed().as_secs_f64()
}

/// A connection that is kept.
struct Client {
    answers: BufReader<TcpStream>,
    request: Vec<u8>,
}

impl Client {
    fn new(address: SocketAddr, body: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        let head = "POST /postcodes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        let request = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        Self { answers: BufReader::new(stream), request: request.into_bytes() }
    }

    fn ask(&mut self) -> Vec<u8> {
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
        body
    }
}
