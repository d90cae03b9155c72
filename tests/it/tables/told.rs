//! How a table was understood, and how its rows were answered, is told: on standard error, in headers, before anything is done.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::asking::{by_hand, over_http};
use crate::support::{app, runtime};

#[test]
fn a_preview_says_how_a_table_was_understood_and_answers_its_first_rows() {
    let rows = "1;OX1 1ND;RG9 2DR\n".repeat(30);
    let sent = format!("Caseload;;\nref;Postcode;GP Postcode\n{rows}");
    let answered = over_http(sent.as_bytes(), "preview=true&fields=outcome,neighbourhood_id");
    assert_eq!(answered.status, 200);
    let preview = answered.json();
    let understanding = &preview["understanding"];
    assert_eq!(understanding["delimiter"], ";");
    assert_eq!(understanding["encoding"], "UTF-8");
    assert_eq!(understanding["header_row"], 2);
    assert_eq!(understanding["rows_above"][0], "Caseload;;");
    assert_eq!(understanding["asked_columns"][0], "Postcode");
    assert_eq!((&understanding["valid"], &understanding["why"]), (&30.into(), &"by_name".into()));
    assert_eq!(understanding["others"][0]["column"], "GP Postcode");
    assert_eq!(preview["rows"].as_array().unwrap().len(), 20);
    assert_eq!(preview["rows"][0]["Postcode"], "OX1 1ND");
    assert_eq!(preview["rows"][0]["neighbourhood_id"], "N07");
    assert_eq!(preview["outcomes"]["matched"], 30);
    assert_eq!((&preview["rows_looked_at"], &preview["is_whole"]), (&30.into(), &true.into()));
}

#[test]
fn the_command_line_tells_on_standard_error_and_never_in_the_table() {
    let ran = by_hand(b"x;y\n1;OX1 1ND\n2;\n", "fields=outcome");
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(
        told.contains("Read as UTF-8, separated by semicolons; the first row names the columns."),
        "{told}"
    );
    assert!(
        told.contains(
            "Asked are the postcodes of the column \"y\", by its values: the first value can be read so."
        ),
        "{told}"
    );
    assert!(told.contains("1 matched, 1 empty"), "{told}");
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), "x;y;outcome\n1;OX1 1ND;matched\n2;;empty\n");
}

#[test]
fn rows_by_outcome_are_told_in_trailers() {
    let request = Request::post("/v1/resolve").header("host", "x").header("content-type", "text/csv");
    let request = request.body(Body::from("postcode\nOX1 1ND\nZZ99 3VZ\nOX1 1ND\n")).unwrap();
    let trailers = runtime().block_on(async {
        let response = app().oneshot(request).await.unwrap();
        assert_eq!(
            response.headers()["trailer"],
            "Footprint-Rows, Footprint-Outcomes, Footprint-Rows-Below, Footprint-Repeated-Headings, Footprint-Warnings"
        );
        response.into_body().collect().await.unwrap().trailers().cloned().unwrap()
    });
    assert_eq!(trailers["footprint-rows"], "3");
    assert_eq!(trailers["footprint-outcomes"], "matched=2, pseudo=1");
    assert!(!trailers.contains_key("footprint-warnings"));
}

#[test]
fn what_is_told_at_the_end_is_told_over_http_as_well() {
    let rows = |count: usize| "1,OX1 1ND,OX4 3JX\n".repeat(count);
    let sent = format!("id,postcode,Team base\n{}id,Team base,postcode\n{}", rows(3000), rows(3));
    let request =
        Request::post("/v1/resolve?column=postcode").header("host", "x").header("content-type", "text/csv");
    let request = request.body(Body::from(sent.clone())).unwrap();
    let (headers, trailers) = runtime().block_on(async {
        let response = app().oneshot(request).await.unwrap();
        let headers = response.headers().clone();
        (headers, response.into_body().collect().await.unwrap().trailers().cloned().unwrap())
    });
    assert!(!headers.contains_key("footprint-warnings"), "no row that was looked at repeats them");
    let told = trailers["footprint-warnings"].to_str().unwrap().replace("%2C", ",");
    assert!(told.contains("CAREFUL: 1 row repeats") && told.contains("from row 3002 on"), "{told}");
    let by_hand = String::from_utf8(by_hand(sent.as_bytes(), "column=postcode").stderr).unwrap();
    assert!(by_hand.contains(&told), "{by_hand}");
}

#[test]
fn a_mark_before_lines_of_json_is_ignored_by_both() {
    let sent = "\u{feff}{\"ref\":1,\"postcode\":\"OX1 1ND\"}\r\n{\"ref\":2,\"postcode\":\"OX1 4LU\"}\r\n";
    let request =
        Request::post("/v1/resolve").header("host", "x").header("content-type", "application/x-ndjson");
    let answered = crate::support::send(request.body(Body::from(sent)).unwrap());
    let text = String::from_utf8(answered.body).unwrap();
    assert_eq!(text.matches("\"outcome\":\"matched").count(), 2, "{text}");
    let ran = by_hand(sent.as_bytes(), "");
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), text);
}

#[test]
fn a_file_that_is_not_there_is_no_question() {
    let ran =
        std::process::Command::new(env!("CARGO_BIN_EXE_footprint")).args(["resolve", "patient.csv"]).output();
    let ran = ran.unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(1) && told.contains("there is no file \"patient.csv\""), "{told}");
}

#[test]
fn what_is_told_of_the_first_rows_is_not_told_again_at_the_end() {
    let sent = b"id,postcode\n1,OX1 1ND\nid,postcode\n2,OX4 3JX\nID,Postcode\n3,OX1 1ND\n";
    let told = String::from_utf8(by_hand(sent, "").stderr).unwrap();
    assert_eq!(
        told.matches("2 rows repeat the names of the columns, the first is row 3").count(),
        1,
        "{told}"
    );
    assert!(told.contains("they are no questions, and invalid_format."), "{told}");
    let counted = over_http(sent, "counts=true").json();
    let understood = counted["understood"].as_array().unwrap();
    let repeats = |told: &&serde_json::Value| told.as_str().unwrap().contains("rows repeat");
    assert_eq!(understood.iter().filter(repeats).count(), 1, "{understood:?}");
    // Another order of columns that are not asked changes no answer.
    let sent = b"id,postcode,team\n1,OX1 1ND,A\nteam,postcode,id\nB,OX4 3JX,2\n";
    let told = String::from_utf8(by_hand(sent, "").stderr).unwrap();
    assert!(told.contains("1 row repeats") && !told.contains("CAREFUL"), "{told}");
}
