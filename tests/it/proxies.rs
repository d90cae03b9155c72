//! Who may write when a proxy stands in front: nobody by the rule of this machine, since the proxy is on it and its clients are not.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, Version};
use footprint::http::{App, Settings, router};
use tempfile::TempDir;

use crate::server::{Server, signal};
use crate::support::{send, send_to, skip_without, toyshire};

/// nginx with nothing said but where to: Debian's starts with `proxy_pass` alone, as a person in a hurry has it.
pub struct Nginx {
    folder: TempDir,
    running: Child,
}

impl Nginx {
    fn start(behind: &str) -> Option<Self> {
        Self::start_as(&format!("location / {{ proxy_pass http://{behind}; }}"))
    }

    /// The same with more to its server than where it listens for us.
    pub fn start_as(within: &str) -> Option<Self> {
        let Some(program) =
            ["/usr/sbin/nginx", "/usr/bin/nginx"].map(PathBuf::from).into_iter().find(|path| path.exists())
        else {
            skip_without("nginx", "nginx is not installed");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let path = folder.path().display();
        let bodies: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {path}/{name};\n"))
            .concat();
        let user = if std::env::var("USER").is_ok_and(|user| user != "root") { "" } else { "user root;" };
        let config = format!(
            "{user} daemon off; pid {path}/pid; error_log {path}/error.log;\nevents {{}}\nhttp {{\n{bodies}\
             access_log off;\nserver {{ listen unix:{path}/socket; {within} }}\n}}"
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, config).unwrap();
        let mut command = Command::new(program);
        command.arg("-c").arg(&file).arg("-e").arg(folder.path().join("error.log"));
        let running = command.stderr(Stdio::null()).spawn().unwrap();
        let nginx = Self { folder, running };
        let end = Instant::now() + Duration::from_secs(20);
        while UnixStream::connect(nginx.socket()).is_err() {
            let log = std::fs::read_to_string(nginx.folder.path().join("error.log")).unwrap_or_default();
            assert!(Instant::now() < end, "nginx does not start: {log}");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(nginx)
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = UnixStream::connect(self.socket()).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let quit = signal(&self.running, "TERM");
        let _ended_already = quit.and_then(|_| self.running.wait());
    }
}

fn request(method: &str, path: &str, host: &str) -> String {
    let body = r#"{"name":"From outside"}"#;
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn behind_a_bare_nginx_everybody_reads_and_nobody_writes() {
    let server = Server::start().without_log();
    let Some(nginx) = Nginx::start(server.address()) else { return };
    let outside = "footprint.example.org";
    let read = nginx.ask(&request("GET", "/v1/resolve?postcode=OX1%201ND", outside));
    assert!(read.starts_with("HTTP/1.1 200"), "{read}");
    for host in [outside, "localhost", server.address()] {
        let written = nginx.ask(&request("POST", "/v1/scenarios", host));
        assert!(written.starts_with("HTTP/1.1 403"), "as {host}: {written}");
        let listed = nginx.ask(&request("GET", "/v1/scenarios", host));
        assert!(listed.starts_with("HTTP/1.1 403"), "as {host}: {listed}");
    }
    let here = server.ask(&request("POST", "/v1/scenarios", server.address()));
    assert!(here.starts_with("HTTP/1.1 201"), "{here}");
}

/// A request to write, as from this machine, with something more to it.
fn writing() -> axum::http::request::Builder {
    let request = Request::post("/v1/scenarios").header("host", "localhost:8080");
    request.header("content-type", "application/json")
}

#[test]
fn whatever_a_proxy_leaves_on_a_request_keeps_it_from_writing() {
    let body = || Body::from(r#"{"name":"From outside"}"#);
    let traces = [
        ("forwarded", "for=192.0.2.1"),
        ("via", "1.1 proxy"),
        ("x-real-ip", "192.0.2.1"),
        ("x-forwarded-for", "192.0.2.1"),
        ("x-forwarded-host", "footprint.example.org"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-server", "proxy"),
        ("x-client-ip", "192.0.2.1"),
        ("cf-connecting-ip", "192.0.2.1"),
        ("true-client-ip", "192.0.2.1"),
    ];
    for (name, value) in traces {
        let answer = send(writing().header(name, value).body(body()).unwrap());
        assert_eq!(answer.status, 403, "{name}");
        assert!(answer.json()["detail"].as_str().unwrap().contains("proxy"), "{}", answer.json());
    }
    let old = send(writing().version(Version::HTTP_10).body(body()).unwrap());
    assert_eq!(old.status, 403, "HTTP/1.0 is what nginx speaks to those behind it");
    assert_eq!(send(writing().body(body()).unwrap()).status, 201);
}

#[test]
fn a_refused_write_is_told_which_setting_closed_it() {
    let own = Settings { binds_loopback: true, ..Settings::default() };
    let closed = [
        (
            Settings { public_url: Some("https://footprint.example.org".to_owned()), ..own.clone() },
            "--public-url",
        ),
        (Settings { trusts_proxy: true, ..own.clone() }, "--trust-proxy"),
        (Settings { binds_loopback: false, ..own }, "--bind"),
    ];
    for (settings, option) in closed {
        let service = router(App::new(toyshire(), settings).unwrap());
        let answer = send_to(service, writing().body(Body::from(r#"{"name":"Mine"}"#)).unwrap());
        assert_eq!(answer.status, 403);
        assert!(answer.json()["detail"].as_str().unwrap().contains(option), "{}", answer.json());
    }
}

#[test]
fn that_nobody_can_save_is_told_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let public = ["--public-url", "https://footprint.example.org"];
    let closed = Server::start_with(folder.path(), &public);
    assert!(closed.told().contains("scenarios cannot be saved"), "{}", closed.told());
    assert!(closed.told().contains("--public-url"), "{}", closed.told());
    let open = Server::start();
    assert!(!open.told().contains("cannot be saved"), "{}", open.told());
}
