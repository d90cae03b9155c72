//! Asks the same table over HTTP and on the command line, and holds both answers to each other.

use std::process::{Command, Output};

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::support::{Answered, send};

/// A table, as it stands in a file of this name, with the parameters that HTTP takes; `--skip-rows` is `skip_rows` there.
pub fn over_http(bytes: &[u8], query: &str) -> Answered {
    let media = if bytes.starts_with(b"PK") || bytes.starts_with(b"\x1f\x8b") {
        "application/octet-stream"
    } else {
        "text/csv"
    };
    let request = Request::post(format!("/v1/resolve?{query}"));
    let request = request.header("host", "x").header("content-type", media);
    send(request.body(Body::from(bytes.to_vec())).unwrap())
}

/// The same on the command line.
pub fn by_hand(bytes: &[u8], query: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("patients.data");
    std::fs::write(&file, bytes).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_footprint"));
    command.arg("resolve").arg(&file).env_remove("FOOTPRINT_DATA").env_remove("FOOTPRINT_BIND");
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        command.arg(format!("--{}={value}", name.replace('_', "-")));
    }
    command.output().unwrap()
}

/// The answer to a table, the same by both.
pub fn answer(bytes: &[u8], query: &str) -> String {
    let answered = over_http(bytes, query);
    let text = String::from_utf8(answered.body.clone()).unwrap();
    assert_eq!(answered.status, 200, "{text}");
    let ran = by_hand(bytes, query);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), text, "{told}");
    let is_all = !text
        .lines()
        .any(|line| WITHOUT.iter().any(|outcome| line.split([',', ';', '\t']).any(|cell| cell == *outcome)));
    assert_eq!(ran.status.code(), Some(if is_all { 0 } else { 3 }), "{told}\n{text}");
    text
}

const WITHOUT: [&str; 11] = [
    "outside_area",
    "not_found",
    "invalid_format",
    "no_grid_reference",
    "practice_closed",
    "practice_dormant",
    "empty",
    "elsewhere",
    "pseudo",
    "retired_code",
    "other_kind",
];

/// The outcome of each row of a table, in order, the same by both.
pub fn outcomes(bytes: &[u8]) -> Vec<String> {
    cells(&answer(bytes, "fields=outcome"))
}

/// The last cell of each row below the header.
pub fn cells(text: &str) -> Vec<String> {
    let last = |line: &str| line.rsplit([',', ';', '\t']).next().unwrap_or_default().to_owned();
    let header = text.lines().position(|line| line.contains("outcome")).unwrap();
    text.lines().skip(header + 1).map(last).collect()
}

/// A piece of a sentence as it is said at a terminal.
fn at_a_terminal(piece: &Value) -> String {
    let Some(option) = piece["option"].as_str() else { return piece.as_str().unwrap().to_owned() };
    let name = option.replace('_', "-");
    match piece["value"].as_str() {
        Some(value) if value.contains(['#', ' ']) => format!("--{name} '{value}'"),
        Some(value) => format!("--{name} {value}"),
        None => format!("--{name}"),
    }
}

/// Why a table is refused, the same by both but for the names of options, with exit code 1 and a 400.
pub fn refusal(bytes: &[u8], query: &str) -> String {
    let answered = over_http(bytes, query);
    assert_eq!(answered.status, 400, "{}", String::from_utf8_lossy(&answered.body));
    let problem = answered.json();
    let detail = problem["detail"].as_str().unwrap().to_owned();
    let detail = match problem["pieces"].as_array() {
        Some(pieces) => {
            assert!(!detail.contains("--"), "an option by its name at a terminal: {detail}");
            pieces.iter().map(at_a_terminal).collect()
        }
        None => detail,
    };
    let ran = by_hand(bytes, query);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!((ran.status.code(), ran.stdout.len()), (Some(1), 0), "{told}");
    let reason = detail.strip_prefix("the table cannot be answered: ").unwrap().to_owned();
    assert!(told.contains(&reason) && told.contains("patients.data"), "{told}\n{reason}");
    reason
}
