//! Tables and lines of any size, over HTTP: every row answered, in order, whatever stands in it.

use std::io::Cursor;

use axum::body::Body;
use axum::http::Request;
use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::support::{Answered, send};

fn stream(media: &str, query: &str, body: impl Into<Body>) -> Answered {
    let request =
        Request::post(format!("/v1/resolve{query}")).header("host", "x").header("content-type", media);
    send(request.body(body.into()).unwrap())
}

fn table(query: &str, body: impl Into<Body>) -> String {
    let answered = stream("text/csv", query, body);
    let text = String::from_utf8(answered.body).unwrap();
    assert_eq!(answered.status, 200, "{text}");
    text
}

fn lines(body: impl Into<Body>) -> Vec<Value> {
    let answered = stream("application/x-ndjson", "", body);
    assert_eq!(answered.status, 200);
    let text = String::from_utf8(answered.body).unwrap();
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

#[test]
fn all_columns_are_kept_and_the_answer_is_appended() {
    let sent = "id,Home Postcode,note\r\n1,ox1 1nd,\"a, \"\"b\"\"\"\r\n2,ZZ1 1ZZ,\r\n3,,x\r\n4,nonsense,\"two\nlines\"\r\n";
    let expected = "id,Home Postcode,note,outcome,neighbourhood_id,neighbourhood_name,area_code\r\n\
        1,ox1 1nd,\"a, \"\"b\"\"\",matched,N07,\"Oxford Central, North and Botley\",E01028521\r\n\
        2,ZZ1 1ZZ,,not_found,,,\r\n3,,x,empty,,,\r\n4,nonsense,\"two\nlines\",invalid_format,,,\r\n";
    assert_eq!(table("", sent), expected);
}

#[test]
fn columns_fields_prefix_and_rows_are_as_asked() {
    let sent = "a;b\nOX1 1ND;OX4 4LA\nZZ1 1ZZ;OX1 4LU\n";
    let fields = "fields=neighbourhood_id,outcome&prefix=fp_&column=b";
    assert_eq!(
        table(&format!("?{fields}"), sent),
        "a;b;fp_neighbourhood_id;fp_outcome\nOX1 1ND;OX4 4LA;N10;terminated_matched\nZZ1 1ZZ;OX1 4LU;N09;matched_near_boundary\n"
    );
    assert_eq!(
        table("?column=%231&fields=outcome&on_unmatched=only", sent),
        "a;b;outcome\nZZ1 1ZZ;OX1 4LU;not_found\n"
    );
    assert_eq!(
        table("?column=a&fields=outcome&on_unmatched=drop", sent),
        "a;b;outcome\nOX1 1ND;OX4 4LA;matched\n"
    );
    let all = table("?fields=all", "postcode\nOX1 4LU\n");
    let row = all.lines().nth(1).unwrap();
    assert!(row.starts_with("OX1 4LU,matched_near_boundary,N09,East Oxford and Temple Cowley,8.8"), "{row}");
    let end = ",E01028541,E07000178,451325,204995,-1.2580496,51.7413215,";
    assert!(row.ends_with(&format!(",N07,\"Oxford Central, North and Botley\"{end}")), "{row}");
    let why =
        table("?fields=reason,postcode,practice_status,ambiguity_rule&prefix=its_", "postcode\nox14lu\n");
    let reason = "the border is nearer than the next postcode point: some addresses may lie across it";
    assert_eq!(why.lines().nth(1), Some(&*format!("ox14lu,{reason},OX1 4LU,,nearest_postcode_point")));
}

#[test]
fn points_practices_and_areas_are_asked_as_well() {
    let fields = "?fields=outcome,neighbourhood_id";
    assert_eq!(
        table(fields, "lon,lat\n-1.25,51.75\n-40,51\n1e999,51\n,\n"),
        "lon,lat,outcome,neighbourhood_id\n-1.25,51.75,matched,N07\n-40,51,outside_area,\n1e999,51,invalid_format,\n,,empty,\n"
    );
    assert_eq!(
        table(fields, "easting\tnorthing\n451000\t206000\n"),
        "easting\tnorthing\toutcome\tneighbourhood_id\n451000\t206000\tmatched\tN07\n"
    );
    assert_eq!(
        table(fields, "ODS code\nK84007\nK84049\nZ99999\n"),
        "ODS code,outcome,neighbourhood_id\nK84007,matched,N09\nK84049,practice_closed,\nZ99999,not_found,\n"
    );
    assert_eq!(table(fields, "x,E01028422\n"), "x,E01028422,matched,N01\n", "no header");
}

#[test]
fn encodings_are_told_apart_and_the_answer_is_utf_8() {
    let text = "name,postcode\ncaf\u{e9},OX1 1ND\n";
    let expected = "name,postcode,outcome\ncaf\u{e9},OX1 1ND,matched\n";
    let utf_16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat()
    };
    let windows_1252: Vec<u8> = text.chars().map(|character| character as u8).collect();
    let ask = |body: Vec<u8>| table("?fields=outcome", body);
    assert_eq!(ask(text.into()), expected);
    assert_eq!(ask(windows_1252.clone()), expected);
    assert_eq!(ask(utf_16(b"", u16::to_le_bytes)), expected);
    let marked = format!("\u{feff}{expected}");
    assert_eq!(ask(utf_16(b"\xff\xfe", u16::to_le_bytes)), marked);
    assert_eq!(ask(utf_16(b"\xfe\xff", u16::to_be_bytes)), marked);
    assert_eq!(ask(format!("\u{feff}{text}").into()), marked);
    let said = stream("text/csv; charset=windows-1252", "?fields=outcome", windows_1252);
    assert_eq!(String::from_utf8(said.body).unwrap(), expected);
    // An old spreadsheet's row far behind rows in UTF-8.
    let mut mixed = format!("name,postcode\n{}", "caf\u{e9},OX1 1ND\n".repeat(10_000)).into_bytes();
    mixed.extend_from_slice(b"caf\xe9,OX1 1ND\n");
    let answered = ask(mixed);
    assert!(answered.ends_with("caf\u{e9},OX1 1ND,matched\n") && answered.lines().count() == 10_002);
}

#[test]
fn a_broken_row_is_told_and_those_behind_it_are_answered() {
    let sent =
        "id,postcode\n1,OX1 1ND\n2,OX1 1ND,more,than,there,is\n3\n4,\"OX1 1ND\n5,OX1 1ND\n\n6,OX1 1ND,\n";
    let expected = "id,postcode,outcome\n1,OX1 1ND,matched\n\"2,OX1 1ND,more,than,there,is\",,invalid_format\n3,,empty\n\
        \"4,\"\"OX1 1ND\",,invalid_format\n5,OX1 1ND,matched\n,,empty\n6,OX1 1ND,matched\n";
    assert_eq!(table("?fields=outcome", sent), expected);
}

#[test]
fn what_is_no_table_is_refused_before_anything_is_answered() {
    for (query, body, told) in [
        ("", "", "empty"),
        ("", "a,b\n1,2\n", "no column looks like"),
        ("?column=postcode", "a,b\n1,2\n", "there is no column"),
        ("?column=%239", "OX1 1ND\n", "no column #9"),
        ("", "postcode,outcome\nOX1 1ND,x\n", "choose a prefix"),
        ("?fields=nonsense", "postcode\n", "not a field"),
        ("?delimiter=xx", "postcode\n", "expected auto"),
        ("?on_unmatched=burn", "postcode\n", "on_unmatched: unknown value burn: expected "),
    ] {
        let answered = stream("text/csv", query, body);
        let detail = answered.json()["detail"].as_str().unwrap().to_owned();
        assert!(answered.status == 400 && detail.contains(told), "{query} {body:?}: {detail}");
    }
    assert_eq!(stream("text/csv; charset=klingon", "", "postcode\n").status, 400);
    assert_eq!(stream("application/x-ndjson", "?prefix=a", "{}\n").status, 400);
    assert_eq!(stream("text/html", "", "{}").status, 415);
    let packed = Request::post("/v1/resolve")
        .header("host", "x")
        .header("content-type", "text/csv")
        .header("content-encoding", "br");
    assert_eq!(send(packed.body(Body::from("x")).unwrap()).status, 415);
}

#[test]
fn lines_are_answered_one_by_one_whatever_stands_in_them() {
    let deep = "[".repeat(10_000);
    let sent = format!(
        "{{\"ref\":\"a\",\"postcode\":\"OX1 1ND\"}}\r\n{{\"ref\":null,\"lon\":-1.25,\"lat\":51.75}}\n\n{deep}\n\
         {{\"postcode\":\"OX1 1ND\n{{\"lon\":1e999,\"lat\":1}}\n{{\"lon\":-1}}\n\"text\"\n{{\"ref\":[1],\"other\":1}}\n\
         {{\"ref\":{{\"a\":1}},\"practice\":\"K84001\"}}"
    );
    let answers = lines(sent);
    let outcomes: Vec<&str> = answers.iter().map(|answer| answer["outcome"].as_str().unwrap()).collect();
    let wrong = "invalid_format";
    assert_eq!(
        outcomes,
        ["matched", "matched", "empty", wrong, wrong, wrong, wrong, wrong, wrong, "matched"]
    );
    assert_eq!(
        (&answers[0]["ref"], &answers[1]["ref"], &answers[8]["ref"]),
        (&json!("a"), &Value::Null, &json!([1]))
    );
    assert!(answers[1].as_object().unwrap().contains_key("ref"));
    assert!(answers[3]["reason"].as_str().unwrap().contains("not JSON: it ends in the middle of a list"));
    assert!(answers[8]["reason"].as_str().unwrap().contains("unknown member \"other\""));
}

#[test]
fn a_line_of_ten_megabytes_is_answered_and_those_around_it_too() {
    let long = "x".repeat(10 * 1024 * 1024);
    let answers = lines(format!(
        "{{\"postcode\":\"OX1 1ND\"}}\n{{\"postcode\":\"{long}\"}}\n{{\"postcode\":\"OX1 1ND\"}}\n"
    ));
    let outcomes: Vec<&str> = answers.iter().map(|answer| answer["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["matched", "invalid_format", "matched"]);
    assert!(answers[1]["reason"].as_str().unwrap().contains("longer than 1 MiB"));
    let answered = table("?fields=outcome", format!("note,postcode\n{long},OX1 1ND\ny,OX1 1ND\n"));
    assert!(answered.ends_with(",OX1 1ND,matched\ny,OX1 1ND,matched\n") && answered.len() > long.len());
}

#[test]
fn an_answered_table_is_a_workbook_too_with_its_rows_as_they_came_and_counts_of_them() {
    let sent = "id,code,postcode\n1,007,ox1 1nd\n2,=1+1,OX1 1ND\n3,,nonsense\n";
    let answered = stream("text/csv", "?f=xlsx", sent);
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!((answered.status.as_u16(), answered.header("content-type")), (200, media));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answered.body)).unwrap();
    let rows = |book: &mut Xlsx<_>, sheet: &str| -> Vec<Vec<Data>> {
        book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    };
    let answers = rows(&mut book, "Answers");
    let text = |words: &str| Data::String(words.to_owned());
    assert_eq!(answers[0][..4], ["id", "code", "postcode", "outcome"].map(text));
    assert_eq!(answers[1][..4], [Data::Float(1.0), text("007"), text("ox1 1nd"), text("matched")]);
    assert_eq!((&answers[2][1], answers.len()), (&text("=1+1"), 4));
    let counted = rows(&mut book, "By neighbourhood");
    let own = vec![text("N07"), text("Oxford Central, North and Botley"), Data::Float(2.0)];
    assert_eq!((counted.len(), &counted[7]), (17, &own), "each by its id, and its name beside it");
    assert_eq!(counted[16][1..], [text("(none)"), Data::Float(1.0)]);
    assert!(rows(&mut book, "Sources").iter().any(|row| row[1].to_string().contains("illustration")));
    let long = format!("postcode\n{}", "OX1 1ND\n".repeat(400_000));
    let refused = stream("text/csv", "?f=xlsx", long);
    assert_eq!(refused.status, 413, "a table that is too long for a workbook");
    assert_eq!(stream("application/x-ndjson", "?f=xlsx", "{}").status, 400);
    assert_eq!(stream("text/csv", "?f=pdf", sent).status, 400);
}

#[test]
fn a_neighbourhood_that_is_called_as_a_formula_is_none_in_a_table() {
    let id = scenario(&json!([{"op": "rename", "id": "N02", "name": "=1+1 \"North\""}]));
    let answered = table(&format!("?scenario={id}&fields=all"), "area\nE01028423\n");
    assert!(answered.contains("\"'=1+1 \"\"North\"\"\""), "{answered}");
    for delimiter in ["%3B", "%09"] {
        let answered = table(&format!("?scenario={id}&delimiter={delimiter}"), "area\nE01028423\n");
        assert!(answered.contains("'=1+1"), "{answered}");
        assert!(!answered.contains(",=") && !answered.contains("\"="), "{answered}");
    }
    let read = lines_of(&format!("?scenario={id}"), "{\"area\": \"E01028423\"}\n");
    assert_eq!(read["neighbourhood"]["name"], "=1+1 \"North\"", "JSON has names as they are");
}

fn lines_of(query: &str, body: &'static str) -> Value {
    serde_json::from_slice(&stream("application/x-ndjson", query, body).body).unwrap()
}
