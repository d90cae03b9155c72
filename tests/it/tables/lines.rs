//! Questions as lines of JSON: what cannot be meant is refused, and what is passed through comes back as it is written.

use axum::body::Body;
use axum::http::Request;

use super::asking::{by_hand, refusal};
use crate::support::{Answered, send};

fn over_http(media: &str, query: &str, sent: &str) -> Answered {
    let request =
        Request::post(format!("/v1/resolve?{query}")).header("host", "x").header("content-type", media);
    send(request.body(Body::from(sent.to_owned())).unwrap())
}

/// The answers to lines, the same by both.
fn answers(sent: &str) -> String {
    let answered = over_http("application/x-ndjson", "", sent);
    let text = String::from_utf8(answered.body).unwrap();
    assert_eq!(String::from_utf8(by_hand(sent.as_bytes(), "").stdout).unwrap(), text);
    text
}

#[test]
fn what_is_said_of_columns_is_refused_by_both_where_there_are_none() {
    let sent = "{\"postcode\":\"OX1 1ND\"}\n";
    for query in [
        "fields=outcome",
        "column=postcode",
        "delimiter=comma",
        "header=present",
        "skip_rows=1",
        "sheet=One",
        "decimal=comma",
        "prefix=x",
        "on_unmatched=drop",
    ] {
        let answered = over_http("application/x-ndjson", query, sent);
        assert_eq!(answered.status, 400, "{query}");
        let ran = by_hand(sent.as_bytes(), query);
        let told = String::from_utf8(ran.stderr).unwrap();
        assert_eq!((ran.status.code(), ran.stdout.len()), (Some(1), 0), "{query}: {told}");
        let name = query.split('=').next().unwrap().replace('_', "-");
        assert!(told.contains(&format!("--{name} is for tables, and these are lines of JSON")), "{told}");
    }
    let counts = tempfile::tempdir().unwrap().path().join("counts.csv");
    assert_eq!(by_hand(sent.as_bytes(), &format!("counts={}", counts.display())).status.code(), Some(1));
}

#[test]
fn a_reference_comes_back_as_it_is_written() {
    let references = [
        "12345678901234567890123",
        "1.10",
        "-0",
        "1E2",
        "null",
        "\"caf\\u00e9\"",
        "{\"a\": 1.10,\"a\":2}",
        "[1.0]",
    ];
    for reference in references {
        for question in
            ["\"postcode\":\"OX1 1ND\"", "\"lon\":-1.25,\"lat\":51.75", "\"postcode\":7", "\"nonsense\":1"]
        {
            let line = format!("{{\"ref\":{reference},{question}}}");
            let answered = answers(&format!("{line}\n"));
            assert!(
                answered.starts_with(&format!("{{\"ref\":{reference},\"outcome\"")),
                "{line}: {answered}"
            );
            let listed = over_http("application/json", "", &format!("{{\"items\":[{line}]}}"));
            let listed = String::from_utf8(listed.body).unwrap();
            assert!(listed.contains(&format!("{{\"ref\":{reference},\"outcome\"")), "{line}: {listed}");
        }
    }
}

#[test]
fn members_go_by_the_names_of_columns_and_those_that_hold_no_question_are_told_once() {
    let sent = "{\"id\":1,\"Postcode\":\"OX1 1ND\",\"name\":\"x\"}\n{\"id\":2,\"Postcode\":null,\"name\":\"y\"}\n\
                {\"LSOA code (2021)\":\"E01028422\",\"practice\":\"Botley\"}\n{\"lat\":\"51.75\",\"long\":\"-1.25\"}\n\
                {\"postcode\":\"OX4 3JX\",\"lon\":-1.25,\"lat\":51.75}\n[1]\n{\"id\":3}\n\
                {\"Home postcode\":\"OX1 1ND\",\"Term postcode\":\"OX4 3JX\"}\n";
    let lines = lines_of(&answers(sent));
    let of = |name: &str| lines.iter().map(|line| line[name].clone()).collect::<Vec<_>>();
    let (matched, wrong) = ("matched", "invalid_format");
    assert_eq!(of("outcome"), [matched, "empty", matched, matched, matched, wrong, wrong, wrong]);
    assert_eq!(lines[4]["input"]["postcode"], "OX4 3JX", "as in a table, a postcode before a point");
    let reason = lines[7]["reason"].as_str().unwrap();
    assert!(reason.contains("\"Home postcode\" and \"Term postcode\""), "{reason}");
    let answered = over_http("application/x-ndjson", "", sent);
    assert_eq!(answered.header("footprint-column"), "Postcode, LSOA code (2021), lat, long, postcode");
    assert_eq!(answered.header("footprint-members-not-read"), "id, name, practice, lon, lat");
    let told = String::from_utf8(by_hand(sent.as_bytes(), "").stderr).unwrap();
    assert!(told.contains("not read: \"id\", \"name\", \"practice\", \"lon\", \"lat\"."), "{told}");
    let plain = by_hand(b"{\"ref\":1,\"postcode\":\"OX1 1ND\"}\n", "");
    assert!(!String::from_utf8(plain.stderr).unwrap().contains("not read"));
}

#[test]
fn our_own_lines_of_postcodes_and_areas_are_answered_as_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_footprint"))
        .args(["export", "--format", "ndjson", "--to"])
        .arg(folder.path())
        .env_remove("FOOTPRINT_DATA")
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    for (name, member) in [("postcodes", "postcode"), ("areas", "area_code")] {
        let sent = std::fs::read(folder.path().join(format!("{name}.ndjson"))).unwrap();
        let exported = lines_of(&String::from_utf8(sent.clone()).unwrap());
        let answered = lines_of(&String::from_utf8(by_hand(&sent, "").stdout).unwrap());
        assert_eq!((exported.len(), exported.len() > 50), (answered.len(), true), "{name}");
        for (own, answer) in exported.iter().zip(&answered) {
            assert_eq!(own["outcome"], answer["outcome"], "{name}: {}", own[member]);
            assert_eq!(own["neighbourhood_id"], answer["neighbourhood"]["id"], "{name}: {}", own[member]);
        }
    }
}

#[test]
fn whatever_is_imported_as_a_table_is_answered_as_one() {
    let sent = "id\tpostcode\n1\tOX1 1ND\n";
    for media in [
        "text/plain",
        "text/plain; charset=utf-8",
        "application/csv",
        "text/tab-separated-values",
        "text/x-csv",
        "Application/Octet-Stream",
    ] {
        let answered = over_http(media, "fields=outcome", sent);
        let text = String::from_utf8(answered.body).unwrap();
        assert_eq!(
            (answered.status.as_u16(), text.as_str()),
            (200, "id\tpostcode\toutcome\n1\tOX1 1ND\tmatched\n"),
            "{media}"
        );
        let import = crate::import::import(
            "preview=true&missing=keep",
            media,
            "LSOA21CD\tneighbourhood\nE01028422\tN02\n",
        );
        assert_eq!(import.status, 200, "{media}");
    }
    assert_eq!(over_http("application/geo+json", "", "{}").status, 415);
    // A text that is lines of JSON is known by its bytes.
    let told = over_http("text/plain", "", "{\"postcode\":\"OX1 1ND\"}\n");
    let line: serde_json::Value = serde_json::from_slice(&told.body).unwrap();
    assert_eq!((told.status.as_u16(), line["outcome"].as_str()), (200, Some("matched")), "{line}");
}

fn lines_of(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn two_members_of_one_name_are_a_defect_of_their_line() {
    let sent = "{\"ref\":1,\"postcode\":\"OX1 1ND\",\"postcode\":\"OX1 4LU\"}\n{\"ref\":2,\"postcode\":\"OX1 1ND\"}\n";
    let answered = answers(sent);
    let lines: Vec<serde_json::Value> =
        answered.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&lines[0]["ref"], &lines[0]["outcome"], &lines[0]["reason"]),
        (&1.into(), &"invalid_format".into(), &"the member \"postcode\" stands twice in one object".into())
    );
    assert_eq!(lines[1]["outcome"], "matched");
    let listed =
        over_http("application/json", "", &format!("{{\"items\":[{}]}}", sent.trim_end().replace('\n', ",")));
    assert_eq!(listed.json()["items"][0]["outcome"], "invalid_format");
    let twice = over_http("application/json", "", "{\"items\":[],\"items\":[{\"postcode\":\"OX1 1ND\"}]}");
    assert_eq!(twice.status, 400, "{}", String::from_utf8_lossy(&twice.body));
    let plan = r#"{"changes":[],"changes":[{"op":"move_areas","areas":["E01028422"],"to":"N02"}]}"#;
    let told = crate::support::post("/v1/evaluate", plan);
    let detail = told.json()["detail"].as_str().unwrap().to_owned();
    assert!(told.status == 400 && detail.contains("\"changes\" stands twice"), "{detail}");
}

#[test]
fn what_stands_beside_a_question_is_weighed_as_in_a_table() {
    let sent = [
        r#"{"gp_code":"K84007","lsoa21cd":"E01028422"}"#,
        r#"{"gp_code":"K84007","patient_lsoa":"E01028422"}"#,
        r#"{"gp_code":"K84007","patient_lsoa":null}"#,
        r#"{"lon":0,"lat":0,"lsoa21cd":"E01028422"}"#,
        r#"{"postcode":null,"practice":"K84007"}"#,
        r#"{"postcode":"","practice":"K84007"}"#,
        r#"{"postcode":"OX1 1ND","home_postcode":"OX4 3JX"}"#,
        r#"{"postcode":"OX1 1ND","home_postcode":"ox11nd"}"#,
        r#"{"practice":"K84007"}"#,
    ];
    let lines = lines_of(&answers(&(sent.join("\n") + "\n")));
    let of = |name: &str| lines.iter().map(|line| line[name].clone()).collect::<Vec<_>>();
    let (matched, wrong, empty) = ("matched", "invalid_format", "empty");
    assert_eq!(of("outcome"), [wrong, matched, empty, matched, empty, empty, wrong, matched, matched]);
    assert_eq!(
        (&lines[1]["area"]["code"], &lines[3]["area"]["code"]),
        (&"E01028422".into(), &"E01028422".into())
    );
    let reason = lines[0]["reason"].as_str().unwrap();
    assert!(reason.contains("\"gp_code\" and \"lsoa21cd\" each hold a place"), "{reason}");
    // The same as a table.
    let told = refusal(b"gp_code,lsoa21cd\nK84007,E01028422\n", "");
    assert!(told.contains("several columns hold places"), "{told}");
    let table = by_hand(b"gp_code,patient_lsoa\nK84007,E01028422\nK84007,\n", "fields=outcome");
    assert!(String::from_utf8(table.stdout).unwrap().ends_with("K84007,E01028422,matched\nK84007,,empty\n"));
    // What was read is told of every way of reading.
    let told = over_http(
        "application/x-ndjson",
        "",
        "{\"practice\":\"K84007\"}\n{\"area\":\"E01028422\",\"x\":1}\n",
    );
    assert_eq!(told.header("footprint-column"), "practice, area");
    assert_eq!(told.header("footprint-members-not-read"), "x");
}

#[test]
fn a_line_of_many_long_names_makes_no_long_header() {
    let names: Vec<String> = (0..40).map(|number| format!("\"{}{number}\":1", "ß".repeat(170))).collect();
    let told =
        over_http("application/x-ndjson", "", &format!("{{\"postcode\":\"OX1 1ND\",{}}}\n", names.join(",")));
    let header = told.header("footprint-members-not-read");
    assert!(header.len() < 2100 && header.ends_with(", and 39 more"), "{}", header.len());
}
