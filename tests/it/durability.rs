//! What was acknowledged is kept, whatever happens to the process.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use crate::server::Server;

const BODY: &str = r#"{"name":"Kept","changes":[{"op":"move_areas","areas":["E01028422"],"to":"N02"}]}"#;

/// Sends a request and reads the whole answer; none when the service is gone.
fn ask(address: &str, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// Makes scenarios one after another until the service is gone, and tells the id of each that it acknowledged.
fn make_until_gone(address: &str, made: &Sender<String>) {
    let request = format!(
        "POST /v1/scenarios HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    while let Some(answer) = ask(address, &request) {
        // Killed while it answers, the client has no acknowledgement.
        let Some((head, body)) = answer.split_once("\r\n\r\n") else { break };
        let Ok(scenario) = serde_json::from_str::<serde_json::Value>(body) else { break };
        assert!(head.starts_with("HTTP/1.1 201"), "{answer}");
        made.send(scenario["id"].as_str().unwrap().to_owned()).unwrap();
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_it_is_killed_while_writing() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for round in 1..=4 {
        let server = Server::start_in(folder.path()).without_log();
        let address = server.address().to_owned();
        let (made, known) = channel();
        let writer = std::thread::spawn(move || make_until_gone(&address, &made));
        // Killed while it writes the next one.
        acknowledged.extend(known.iter().take(5 * round));
        drop(server);
        writer.join().unwrap();
        acknowledged.extend(known);
    }
    assert!(acknowledged.len() >= 5 + 10 + 15 + 20, "{}", acknowledged.len());
    let server = Server::start_in(folder.path()).without_log();
    for id in acknowledged {
        let request =
            format!("GET /v1/scenarios/{id} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = ask(server.address(), &request).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("E01028422"), "{id} is lost: {answer}");
    }
}
