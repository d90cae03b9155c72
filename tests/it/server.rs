//! The running binary: limits that fire, an orderly end, and logs without what people asked.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The service on a port of its own; killed when dropped.
pub struct Server {
    /// Removed with it, where it is its own.
    folder: Option<tempfile::TempDir>,
    child: Child,
    address: String,
    /// What it said until it listened.
    told: String,
}

impl Server {
    /// Starts it in a folder of its own.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Self::start_in(folder.path());
        server.folder = Some(folder);
        server
    }

    /// Starts it in a folder, where its store is, and waits for the line that says where it listens.
    pub fn start_in(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// The same with more arguments.
    pub fn start_with(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = serving("json").current_dir(folder).args(arguments).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let (mut told, mut line) = (String::new(), String::new());
        while !line.contains("serving at http://") {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "it ended: {told}");
            told.push_str(&line);
        }
        let address = line.split("http://").nth(1).unwrap().split('"').next().unwrap().to_owned();
        child.stderr = Some(log.into_inner());
        Self { folder: None, child, address, told }
    }

    /// What it said until it listened.
    pub fn told(&self) -> &str {
        &self.told
    }

    /// Lets its log go, so that a full pipe never stops it.
    pub fn without_log(mut self) -> Self {
        let mut log = self.child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        self
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Memory it holds, in kilobytes.
    pub fn resident_kb(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    pub fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a signal, by its name.
    pub fn signal(&self, name: &str) {
        assert!(signal(&self.child, name).unwrap().success());
    }

    /// Sends SIGTERM, and gives back its exit code and its log.
    pub fn terminate(self) -> (Option<i32>, String) {
        self.signal("TERM");
        self.ended()
    }

    /// Sends SIGTERM to one whose log was let go, and gives back its exit code.
    pub fn terminate_without_log(mut self) -> Option<i32> {
        self.signal("TERM");
        self.child.wait().unwrap().code()
    }

    /// Waits for its end; its exit code, and its log.
    fn ended(mut self) -> (Option<i32>, String) {
        let code = self.child.wait().unwrap().code();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (code, log)
    }
}

/// Sends a signal by its name. A bare machine has no program `kill`, but its shell has the command.
pub fn signal(child: &Child, name: &str) -> io::Result<ExitStatus> {
    Command::new("sh").arg("-c").arg(format!("kill -{name} {}", child.id())).status()
}

/// The command that serves on a port of its own, with logs of this format.
fn serving(log_format: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_footprint"));
    command.args(["serve", "--bind", "127.0.0.1:0", "--log-format", log_format]).env_remove("FOOTPRINT_DATA");
    command.stderr(Stdio::piped());
    command
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_ended = self.child.kill();
        let _already_waited = self.child.wait();
    }
}

#[test]
fn it_answers_logs_the_route_and_never_the_postcode_and_ends_on_sigterm() {
    let server = Server::start();
    let answer = server
        .ask("GET /v1/resolve?postcode=OX1%201ND HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("\"N07\""), "{answer}");
    let (code, log) = server.terminate();
    assert_eq!(code, Some(0));
    assert!(!log.contains("did not finish in time"), "idle, there is nothing to wait for: {log}");
    assert!(log.contains("\"/v1/resolve\"") && log.contains("\"status\":200"), "{log}");
    assert!(!log.contains("OX1") && !log.contains("postcode"), "{log}");
    let is_object =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok_and(|line| line.is_object());
    assert!(log.lines().all(is_object), "one object a line, and nothing for people: {log}");
}

#[test]
fn a_start_ends_with_where_the_map_and_the_planners_page_are_and_a_question_that_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = serving("text").current_dir(folder.path()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let lines: Vec<String> = log.by_ref().lines().take(4).map(Result::unwrap).collect();
    child.stderr = Some(log.into_inner());
    let address = lines[0].split("http://").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    let server = Server { folder: Some(folder), child, address, told: String::new() };
    assert!(lines[1].starts_with("The map:"), "{lines:#?}");
    for line in &lines[1..] {
        let rest = line.split(server.address()).nth(1).unwrap();
        let path: String = rest.chars().take_while(|character| !"' :".contains(*character)).collect();
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = server.ask(&request);
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{line}: {answer}");
        let is_question = line.starts_with("A question");
        assert_eq!(answer.contains("\"outcome\":\"matched"), is_question, "{line}: {answer}");
    }
    assert!(!lines[0].contains('\u{1b}'), "no colours in a file: {}", lines[0]);
}

#[test]
fn a_client_that_never_ends_its_headers_is_let_go_and_holds_up_nobody() {
    let server = Server::start();
    let mut dripping = server.connect();
    dripping.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").unwrap();
    dripping.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let answer = server.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK"));
    // Until the service ends the connection; a client that is never let go is told by the minute's end.
    let let_go = match dripping.read_to_end(&mut Vec::new()) {
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    };
    assert!(let_go, "it is still held after a minute");
}

#[test]
fn a_request_under_way_is_finished_after_sigterm() {
    let server = Server::start();
    let mut stream = server.connect();
    let body = "{\"changes\":[]}";
    let head = format!(
        "POST /v1/evaluate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Expect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The handler asks for the body, so the request is under way.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    server.signal("TERM");
    // Nobody new is taken any more, so it has heard.
    let end = Instant::now() + Duration::from_mins(1);
    while TcpStream::connect(&server.address).is_ok() {
        assert!(Instant::now() < end, "it still takes connections");
        std::thread::sleep(Duration::from_millis(10));
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 OK"), "{}", String::from_utf8_lossy(&answer));
    let (code, log) = server.ended();
    assert_eq!(code, Some(0));
    assert!(!log.contains("did not finish in time"), "{log}");
}

#[test]
fn a_port_in_use_is_told_with_what_to_do() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_footprint"))
        .current_dir(folder.path())
        .args(["serve", "--bind", &server.address])
        .env_remove("FOOTPRINT_DATA")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains(&format!("cannot listen on {}", server.address())), "{told}");
    assert!(told.contains("--bind 127.0.0.1:8080") && told.contains("make run PORT=8080"), "{told}");
}
