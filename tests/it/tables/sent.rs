//! Ways to send a file over HTTP: as it is, packed, as a form, and by media types that say no more than that it is one.

use std::io::Write;

use axum::body::Body;
use axum::http::Request;

use crate::support::{Answered, send};

const TABLE: &str = "id,postcode\n1,OX1 1ND\n";
const LINES: &str = "{\"ref\":1,\"postcode\":\"OX1 1ND\"}\n";

fn sent(media: &str, encoding: Option<&str>, query: &str, body: impl Into<Body>) -> Answered {
    let request =
        Request::post(format!("/v1/resolve{query}")).header("host", "x").header("content-type", media);
    let request = match encoding {
        Some(encoding) => request.header("content-encoding", encoding),
        None => request,
    };
    send(request.body(body.into()).unwrap())
}

fn text(answered: &Answered) -> String {
    String::from_utf8(answered.body.clone()).unwrap()
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// A form with parts of so many names, media types and texts; those without a file's name are fields.
fn form(parts: &[(&str, Option<&str>, &str)]) -> String {
    let part = |(name, file, text): &(&str, Option<&str>, &str)| {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\nContent-Type: application/octet-stream\r\n\r\n{text}\r\n"
        )
    };
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("{}--edge--\r\n", parts.concat())
}

#[test]
fn the_one_file_of_a_form_is_answered_and_anything_else_in_it_is_refused_by_name() {
    let media = "multipart/form-data; boundary=edge";
    let one = sent(media, None, "?fields=outcome", form(&[("file", Some("ok.csv"), TABLE)]));
    assert_eq!(one.status, 200);
    assert_eq!(text(&one), "id,postcode,outcome\n1,OX1 1ND,matched\n");
    let lines = sent(media, None, "", form(&[("file", Some("ok.ndjson"), LINES)]));
    assert!(lines.status == 200 && text(&lines).contains("\"outcome\":\"matched\""), "{}", text(&lines));
    let two = sent(media, None, "", form(&[("file", Some("a.csv"), TABLE), ("more", Some("b.csv"), TABLE)]));
    assert!(
        two.status == 400 && text(&two).contains("two files") && text(&two).contains("b.csv"),
        "{}",
        text(&two)
    );
    let field = sent(media, None, "", form(&[("column", None, "id"), ("file", Some("a.csv"), TABLE)]));
    assert!(field.status == 400 && text(&field).contains("column"), "{}", text(&field));
    assert_eq!(sent(media, None, "", form(&[])).status, 400);
}

#[test]
fn a_body_packed_by_gzip_is_unpacked_and_a_damaged_one_is_told() {
    for (media, body, expected) in [
        ("text/csv", TABLE, "matched"),
        ("application/x-ndjson", LINES, "matched"),
        ("application/json", "{\"items\":[{\"postcode\":\"OX1 1ND\"}]}", "matched"),
    ] {
        let answered = sent(media, Some("gzip"), "", gzipped(body));
        assert!(answered.status == 200 && text(&answered).contains(expected), "{media}: {}", text(&answered));
    }
    let damaged = sent("text/csv", Some("gzip"), "", "no gzip");
    assert!(damaged.status == 400 && text(&damaged).contains("gzip"), "{}", text(&damaged));
    assert_eq!(sent("text/csv", Some("br"), "", "x").status, 415);
}

#[test]
fn what_a_body_is_its_bytes_tell_where_its_media_type_does_not() {
    for (media, body) in [
        ("application/octet-stream", LINES),
        ("text/plain; charset=utf-8", LINES),
        ("application/json-seq", "\u{1e}{\"ref\":1,\"postcode\":\"OX1 1ND\"}\n"),
        ("application/octet-stream", "\u{1e}{\"ref\":1,\"postcode\":\"OX1 1ND\"}\n"),
        ("application/x-jsonlines", LINES),
        ("application/jsonl", LINES),
    ] {
        let answered = sent(media, None, "", body);
        assert!(
            answered.status == 200 && text(&answered).starts_with("{\"ref\":1,\"outcome\":\"matched\""),
            "{media}: {}",
            text(&answered)
        );
    }
    for media in ["application/octet-stream", "text/plain", "text/comma-separated-values", "text/x-csv"] {
        assert!(text(&sent(media, None, "?fields=outcome", TABLE)).ends_with(",matched\n"), "{media}");
    }
}

#[test]
fn lines_of_json_have_a_preview() {
    let lines = format!("{}{{\"ref\":2,\"postcode\":\"x\",\"note\":1}}\n", LINES.repeat(30));
    let preview = sent("application/x-ndjson", None, "?preview=true", lines).json();
    assert_eq!(preview["items"].as_array().unwrap().len(), 20);
    assert_eq!(preview["items"][0]["neighbourhood"]["id"], "N07");
    assert_eq!((&preview["outcomes"]["matched"], &preview["rows_looked_at"]), (&30.into(), &31.into()));
    assert_eq!(preview["understanding"]["members_not_read"], serde_json::json!(["note"]));
    assert_eq!(sent("application/json", None, "?preview=true", "{\"items\":[]}").status, 400);
}

#[test]
fn a_charset_that_the_bytes_contradict_is_warned_of() {
    let bytes = b"name,postcode\nJos\xe9,OX1 1ND\n".to_vec();
    let answered = sent("text/csv; charset=utf-8", None, "?preview=true", bytes).json();
    assert!(
        answered["understanding"]["warnings"]
            .to_string()
            .contains("said to be \\\"utf-8\\\", and line 2 is not"),
        "{answered}"
    );
}
