//! What is refused is refused in words that people know: no word of a parser's or a system's own reaches whoever sent it.

use std::process::Command;

use axum::body::Body;
use axum::http::Request;

use crate::support::{Answered, send};

/// What the crates and the system that we read with say of what they cannot read.
const RAW: [&str; 20] = [
    "float literal",
    "invalid digit",
    "empty string",
    "target type",
    "unknown variant",
    "unknown field",
    "missing field",
    "expected ident",
    "EOF while",
    "EOCD",
    "deflate stream",
    "os error",
    "invalid type",
    "Failed to",
    "NotFlag",
    "IsNullPostfix",
    "(code: ",
    "socket address syntax",
    "uri character",
    "invalid Zip",
];

fn detail(answered: &Answered) -> String {
    let body = String::from_utf8_lossy(&answered.body).into_owned();
    for raw in RAW {
        assert!(!body.contains(raw), "{raw:?} in {body}");
    }
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    problem["detail"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_parameter_that_cannot_be_read_is_told_with_what_was_expected_and_found() {
    for (path, told) in [
        (
            "/v1/resolve?lon=-1,25&lat=51",
            "lon: expected a number, with a point for its decimals, found \"-1,25\"",
        ),
        ("/v1/resolve?lon=&lat=51", "lon: expected a number, with a point for its decimals"),
        ("/v1/resolve?lon=x&lat=51", "lon: expected a number, with a point for its decimals, found \"x\""),
        ("/v1/scenarios?limit=a", "limit: expected a whole number, 0 or more, found \"a\""),
        (
            "/v1/scenarios?limit=99999999999999999999",
            "limit: expected a whole number, 0 or more, and not as large, found \"99999999999999999999\"",
        ),
        ("/v1/resolve?postcod=OX1", "unknown parameter `postcod`, expected one of"),
        ("/collections/areas/items?f=none", "f: "),
        (
            "/collections/areas/items?filter=residents%20is%20many",
            "filter: it is not CQL2: it cannot be read from \"many\" on (line 1, column 14)",
        ),
        (
            "/collections/areas/items?filter=residents%20%3E",
            "filter: it is not CQL2: it ends where more is expected",
        ),
        (
            "/collections/areas/items?filter-lang=cql2-json&filter=%7B",
            "filter: it is not CQL2: it is not JSON: it ends in the middle of an object",
        ),
        ("/v1/drafts/illustrative-2026/export?f=none", "f: unknown value none: expected "),
    ] {
        let request = Request::get(path).header("host", "localhost:8080").body(Body::empty()).unwrap();
        let answered = send(request);
        let found = detail(&answered);
        assert!(found.starts_with(told), "{path}: {} {found}", answered.status);
    }
}

#[test]
fn a_body_that_is_no_json_is_told_with_its_place() {
    for (body, told) in [
        (
            "{",
            "the body is not JSON: it ends in the middle of an object, at line 1, column 1; it may have been cut off",
        ),
        (
            "nonsense",
            "the body is not JSON: expected true, false, null or a text in double quotes, at line 1, column 2",
        ),
        (
            "{'changes':[]}",
            "the body is not JSON: expected the name of a member, in double quotes, at line 1, column 2",
        ),
        ("{\"changes\":[]} x", "the body is not JSON: something stands behind its end, at line 1, column 16"),
        ("{\"changes\":[],\"changes\":[]}", "the body: the member \"changes\" stands twice"),
    ] {
        let request =
            Request::post("/v1/evaluate").header("host", "x").header("content-type", "application/json");
        let found = detail(&send(request.body(Body::from(body)).unwrap()));
        assert!(found.starts_with(told), "{body}: {found}");
    }
}

/// Runs a command that must be refused, in a folder of its own with files that are damaged, and answers what is told.
fn refused(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("bad.zip", &b"PK\x03\x04 and no more"[..]),
        ("bad.csv.gz", b"\x1f\x8b\x08\x00 and no more"),
        ("bad.gpkg", b"SQLite format 3\0 and no more"),
        ("cut.geojson", b"{\"type\":"),
        ("cut.json", b"{\"changes\":[{\"op\":"),
        ("other.json", b"{\"a\":1}"),
        ("one.csv", b"postcode\nOX1 1ND\n"),
        ("two.csv", b"postcode\nOX1 1ND\n"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    std::fs::create_dir(folder.path().join("a_folder")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_footprint"));
    let ran = command.args(arguments).current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr).into_owned() + &String::from_utf8_lossy(&ran.stdout);
    assert!(matches!(ran.status.code(), Some(1 | 2)), "{arguments:?}: {:?} {told}", ran.status);
    for raw in RAW {
        assert!(!told.contains(raw), "{arguments:?}: {raw:?} in {told}");
    }
    told
}

#[test]
fn what_a_command_cannot_read_or_write_is_told_in_words() {
    for (arguments, words) in [
        (&["import", "no.csv"][..], "no.csv cannot be read: there is no such file or folder"),
        (&["import", "a_folder"], "a_folder cannot be read: it is a folder, not a file"),
        (&["resolve", "a_folder/"], "is a folder: give a table within it"),
        (&["resolve", "one.csv", "two.csv"], "give one table at a time"),
        (
            &["resolve", "bad.zip"],
            "it is packed by zip and cannot be unpacked: it is damaged, or was cut off on its way",
        ),
        (
            &["import", "bad.zip"],
            "it is packed by zip and cannot be unpacked: it is damaged, or was cut off on its way",
        ),
        (
            &["resolve", "bad.csv.gz"],
            "it is packed by gzip and cannot be unpacked: it is damaged, or was cut off on its way",
        ),
        (&["import", "cut.geojson"], "it ends in the middle of a value"),
        (
            &["evaluate", "cut.json"],
            "cut.json is not JSON: it ends in the middle of a value, at line 1, column 18; it may have been cut off",
        ),
        (&["verify-certificate", "other.json"], "It is a certificate: unknown member a: expected kind"),
        (
            &["check", "nowhere"],
            "manifest.toml: there is no such file or folder; a data directory is made by",
        ),
        (
            &["resolve", "one.csv", "--output", "nowhere/a.csv"],
            "nowhere/a.csv cannot be written: there is no such file or folder",
        ),
        (&["resolve", "one.csv", "--skip-rows", "few"], "expected a whole number"),
        (&["serve", "--bind", "anywhere"], "expected an IP address of this machine and a port"),
        (&["serve", "--public-url", "ht tp"], "expected a URL such as https://footprint.example.org"),
        (
            &["serve", "--bind", "127.0.0.1:0", "--store", "nowhere/a.sqlite"],
            "its file cannot be opened or made",
        ),
        (
            &["serve", "--bind", "127.0.0.1:0", "--store", "bad.gpkg"],
            "the store is damaged: bad.gpkg: file is not a database",
        ),
        (
            &["serve", "--bind", "127.0.0.1:0", "--basemap", "nowhere.pmtiles"],
            "the basemap nowhere.pmtiles cannot be used: it cannot be read: there is no such file",
        ),
    ] {
        let told = refused(arguments);
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
}
