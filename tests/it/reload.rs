//! New data while the service runs: at SIGHUP or when the files change, whole or not at all, one version a request.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use footprint::http::{App, Replaced, Settings, Versions, router};
use footprint::ingest::prepare::write_to;
use footprint::ingest::{Files, load};
use serde_json::Value;

use crate::server::Server;
use crate::support::{get_of, prepared, runtime, toy_copy, toy_sources, toyshire};

fn write_data(from: &Path, to: &Path) {
    write_to(to, &prepared(&toy_sources(from)).unwrap()).unwrap();
}

fn ready(server: &Server) -> Value {
    let answer = server.ask("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap()
}

/// Asks until it holds; what is waited for is some seconds away at most.
fn until(server: &Server, holds: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let answer = ready(server);
        if holds(&answer) {
            return answer;
        }
        assert!(Instant::now() < end, "still {answer}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn rename_a_neighbourhood(sources: &Path, from: &str, to: &str) {
    let path = sources.join("neighbourhoods.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    std::fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn new_data_answers_once_its_files_stand_still_and_a_bad_one_is_refused_and_told() {
    let (sources, folder) = (toy_copy(), tempfile::tempdir().unwrap());
    let data = folder.path().join("data");
    write_data(sources.path(), &data);
    let arguments = ["--data", data.to_str().unwrap()];
    let server = Server::start_with(folder.path(), &arguments).without_log();
    let first = ready(&server);
    assert_eq!(first["refused"], Value::Null);

    let areas = data.join("areas.csv");
    let good = std::fs::read(&areas).unwrap();
    std::fs::write(&areas, b"cut off").unwrap();
    let refused = until(&server, |answer| !answer["refused"].is_null());
    assert_eq!(refused["data"], first["data"], "the data before goes on");
    assert!(refused["refused"]["defects"].as_u64() >= Some(1));

    std::fs::write(&areas, good).unwrap();
    let mended = until(&server, |answer| answer["refused"].is_null());
    assert_eq!(mended["data"], first["data"], "it is the data that answered already");

    rename_a_neighbourhood(sources.path(), "South West", "Renamed");
    write_data(sources.path(), &data);
    let second = until(&server, |answer| answer["data"] != first["data"]);
    assert_eq!(second["refused"], Value::Null);
}

#[test]
fn sighup_loads_the_data_anew() {
    let (sources, folder) = (toy_copy(), tempfile::tempdir().unwrap());
    let data = folder.path().join("data");
    write_data(sources.path(), &data);
    let server = Server::start_with(folder.path(), &["--data", data.to_str().unwrap()]);
    let first = ready(&server);
    rename_a_neighbourhood(sources.path(), "South West", "Renamed");
    write_data(sources.path(), &data);
    server.signal("HUP");
    until(&server, |answer| answer["data"] != first["data"]);
    let (code, log) = server.terminate();
    assert_eq!(code, Some(0));
    assert!(log.contains("SIGHUP: loading the data anew") && log.contains("the new data answers"), "{log}");
}

#[test]
fn a_stream_that_began_with_one_version_ends_with_it() {
    let versions = Versions::from(App::new(toyshire(), Settings::default()).unwrap());
    let service = router(versions.clone());
    let (listener, address) = runtime().block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    });
    let served =
        runtime().spawn(footprint::http::server::serve(listener, service.clone(), std::future::pending()));
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head =
        "POST /v1/resolve HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n";
    write!(stream, "{head}Content-Type: application/x-ndjson\r\n\r\n").unwrap();
    let mut answer = BufReader::new(stream.try_clone().unwrap());
    let mut ask = |reference: &str| {
        let line = format!("{{\"ref\":\"{reference}\",\"area\":\"E01000001\"}}\n");
        write!(stream, "{:x}\r\n{line}\r\n", line.len()).unwrap();
        let mut answered = String::new();
        while !answered.contains(reference) {
            answered.clear();
            assert!(answer.read_line(&mut answered).unwrap() > 0, "the answer ended before {reference}");
        }
        answered
    };
    assert!(ask("before").contains("\"outcome\":\"matched\""));
    let county = load(&Files::Embedded).unwrap();
    let digest = county.atlas.digest.clone();
    assert_eq!(versions.replace(county).unwrap(), Replaced::With(digest.clone()));
    assert!(ask("after").contains("\"outcome\":\"matched\""), "the version it began with knows the area");
    assert_eq!(get_of(&service, "/v1/data").json()["digest"], digest);
    assert_eq!(get_of(&service, "/v1/areas/E01000001").status, 404, "the new version does not");
    assert_eq!(versions.replace(load(&Files::Embedded).unwrap()).unwrap(), Replaced::Unchanged);
    served.abort();
}
