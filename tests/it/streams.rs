//! Streams of the running service: answered while they are sent, in memory that stays, and over when a client is gone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use crate::server::Server;

/// Sends bytes as one chunk of a chunked body.
fn send(stream: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
    write!(stream, "{:x}\r\n", bytes.len())?;
    stream.write_all(bytes)?;
    stream.write_all(b"\r\n")
}

fn open(server: &Server, media: &str) -> TcpStream {
    let mut stream = server.connect();
    let head =
        "POST /v1/resolve HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n";
    write!(stream, "{head}Content-Type: {media}\r\n\r\n").unwrap();
    stream
}

#[test]
fn a_line_is_answered_before_the_next_is_sent() {
    let server = Server::start();
    let mut stream = open(&server, "application/x-ndjson");
    let mut answer = BufReader::new(stream.try_clone().unwrap());
    let mut next = |wanted: &str| {
        let mut line = String::new();
        while !line.contains(wanted) {
            line.clear();
            assert!(answer.read_line(&mut line).unwrap() > 0, "the answer ended before {wanted}");
        }
    };
    for reference in ["first", "second", "third"] {
        let line = format!("{{\"ref\":\"{reference}\",\"postcode\":\"OX1 1ND\"}}\n");
        send(&mut stream, line.as_bytes()).unwrap();
        next(&format!("\"ref\":\"{reference}\",\"outcome\":\"matched\""));
    }
    send(&mut stream, b"").unwrap();
    next("0\r\n");
}

#[test]
fn memory_stays_while_a_long_table_is_answered() {
    let server = Server::start();
    let mut stream = open(&server, "text/csv");
    let mut answer = stream.try_clone().unwrap();
    let before = server.resident_kb();
    let sending = std::thread::spawn(move || {
        send(&mut stream, b"id,postcode,note\n").unwrap();
        let block = "1,OX1 4LU,a note of some length about this row\n".repeat(2_000);
        for _ in 0..600 {
            send(&mut stream, block.as_bytes()).unwrap();
        }
        send(&mut stream, b"").unwrap();
    });
    let (mut rows, mut most, mut buffer) = (0_usize, 0, vec![0; 1 << 20]);
    loop {
        let count = answer.read(&mut buffer).unwrap();
        if count == 0 {
            break;
        }
        rows += buffer[..count].windows(8).filter(|window| window == b",matched").count();
        most = most.max(server.resident_kb());
    }
    sending.join().unwrap();
    assert!(rows > 1_190_000, "{rows} of 1,200,000 rows were seen whole");
    assert!(most < before + 100_000, "{before} kB before, {most} kB at most");
}

#[test]
fn a_client_that_hangs_up_or_never_reads_holds_up_nobody() {
    let server = Server::start();
    let block = "{\"postcode\":\"OX1 1ND\"}\n".repeat(1_000);
    let mut gone = open(&server, "application/x-ndjson");
    send(&mut gone, block.as_bytes()).unwrap();
    drop(gone);
    // This one sends, and never reads: it is held up by its own answer.
    let mut deaf = open(&server, "application/x-ndjson");
    deaf.set_write_timeout(Some(std::time::Duration::from_secs(1))).unwrap();
    let held_up = (0..2_000).find(|_| send(&mut deaf, block.as_bytes()).is_err());
    assert!(held_up.is_some(), "46 MB were taken from a client that reads nothing");
    assert!(server.resident_kb() < 200_000, "{} kB", server.resident_kb());
    let answer = server.ask("GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK"));
}
