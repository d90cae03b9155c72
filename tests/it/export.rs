//! `/v1/drafts/{id}/export`, `/v1/scenarios/{id}/export`

use std::io::Cursor;

use axum::body::Body;
use axum::http::Request;
use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::support::{Answered, get_answer, get_json, send, some};

const CAVEAT: &str = "Working draft for illustration; boundaries may not be accurate.";

fn adderbury() -> String {
    scenario(&json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]))
}

fn export(id: &str, query: &str) -> Answered {
    let answer = get_answer(&format!("/v1/scenarios/{id}/export?{query}"));
    assert_eq!(answer.status, 200, "{query}");
    answer
}

fn text(answer: &Answered) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

#[test]
fn boundaries_are_geojson_with_figures_and_what_must_be_said() {
    let id = adderbury();
    let answer = export(&id, "f=geojson");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"adderbury.geojson\"");
    let document = answer.json();
    assert!(document["caveat"].as_str().unwrap().starts_with(CAVEAT));
    assert!(document["permalink"].as_str().unwrap().ends_with(&format!("/v1/scenarios/{id}/revisions/1")));
    assert!(document["sources"].to_string().contains("mid-2022"));
    let impact = get_json(&format!("/v1/scenarios/{id}/impact"));
    let of = |id: &str| -> Value {
        let found = document["features"].as_array().unwrap().iter().find(|feature| feature["id"] == id);
        found.unwrap()["properties"].clone()
    };
    for zone in some(&impact["neighbourhoods"]) {
        let properties = of(zone["id"].as_str().unwrap());
        for (figure, value) in zone["after"].as_object().unwrap() {
            assert_eq!(properties[figure], *value, "{figure}");
        }
    }
    assert_eq!(document["features"].as_array().unwrap().len(), 15);
}

#[test]
fn a_lookup_of_postcodes_has_all_of_them_and_says_what_must_be_said() {
    let csv = text(&export(&adderbury(), "f=csv&of=postcodes&preamble=true"));
    let said: Vec<&str> = csv.lines().filter(|line| line.starts_with('#')).collect();
    assert!(
        said.iter().any(|line| line.contains(CAVEAT))
            && said.iter().any(|line| line.contains("October 2025"))
    );
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    assert_eq!(reader.records().map(Result::unwrap).count(), 38_817);
    assert!(csv.lines().any(|row| row.starts_with("OX17 3DZ,matched,N02,")), "the scenario moved it");
}

#[test]
fn a_lookup_of_areas_has_every_area_once() {
    let csv = text(&export(&adderbury(), "f=csv"));
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let codes: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!((rows.len(), codes.len()), (428, 428));
    let moved = rows.iter().find(|row| &row[0] == "E01028422").unwrap();
    assert!(moved.iter().any(|cell| cell == "N02"));
}

/// The sheets of a workbook, in order.
const SHEETS: [&str; 15] = [
    "Read me",
    "Neighbourhoods",
    "Ranges",
    "Verdicts",
    "What stands out",
    "At a glance",
    "Who lives there",
    "To read with",
    "Moved",
    "Practices",
    "Areas",
    "Flows",
    "Issues",
    "Definitions",
    "Sources",
];

#[test]
fn a_workbook_has_numbers_definitions_and_sources() {
    let id = adderbury();
    let answer = export(&id, "f=xlsx&policy=oxfordshire-50-100k");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body)).unwrap();
    assert_eq!(book.sheet_names(), SHEETS);
    let rows = |book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str| -> Vec<Vec<Data>> {
        book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
    };
    let figures = rows(&mut book, "Neighbourhoods");
    assert_eq!(figures.len(), 16);
    let banbury = figures.iter().find(|row| row[0] == Data::String("N01".to_owned())).unwrap();
    assert_eq!(banbury[2..5], [59_195.0, 57_309.0, -1_886.0].map(Data::Float));
    let (out, people) = (rows(&mut book, "What stands out"), rows(&mut book, "Who lives there"));
    assert_eq!(out.len(), 1 + 15 * 6, "six differences of each of the 15");
    assert_eq!(people.len(), 1 + 15 * (2 + 18 + 8 + 28), "ages, accommodation and indicators of each");
    assert_eq!(figures[0][2], Data::String("Residents before [modelled, mid-2022]".to_owned()));
    let ranges = rows(&mut book, "Ranges");
    let botley = ranges.iter().find(|row| row[0] == Data::String("after".to_owned())).unwrap();
    assert_eq!(
        (&botley[1], &botley[6]),
        (&Data::String("N07".to_owned()), &Data::String("inferred".to_owned()))
    );
    assert_eq!(botley[4..6], [86_179.0, 99_842.0].map(Data::Float), "without and with Botley's 13,663");
    assert_eq!(rows(&mut book, "Verdicts").len(), 1 + 15, "the one rule of the policy in each");
    let facts = rows(&mut book, "At a glance");
    let thame = facts.iter().find(|row| row[0] == Data::String("N14".to_owned())).unwrap();
    let Data::Float(mean_km) = thame[11] else { panic!("{thame:?}") };
    assert_eq!((facts.len(), format!("{mean_km:.2}")), (16, "2.56".to_owned()));
    let notes = format!("{:?}", rows(&mut book, "To read with"));
    assert!(notes.contains("Ethnicity is in none") && notes.contains("Botley Medical Centre"), "{notes}");
    let definitions = get_json("/v1/metrics-definitions")["count"].as_u64().unwrap();
    assert_eq!(rows(&mut book, "Definitions").len() as u64, definitions + 1);
    assert_eq!(rows(&mut book, "Areas").len(), 429);
    let read_me = format!("{:?}", rows(&mut book, "Read me"));
    assert!(read_me.contains(CAVEAT) && read_me.contains("/revisions/1"));
    let flows = rows(&mut book, "Flows");
    let total: f64 = flows[2..]
        .iter()
        .flat_map(|row| &row[1..])
        .filter_map(|cell| match cell {
            Data::Float(people) => Some(*people),
            _ => None,
        })
        .sum();
    assert!((total - 826_255.0).abs() < 0.5, "every patient once: {total}");
}

#[test]
fn the_board_paper_is_a_page_without_script_that_says_what_must_be_said() {
    let id = adderbury();
    let answer = export(&id, "f=html&policy=oxfordshire-50-100k");
    let page = text(&answer);
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    for word in [
        CAVEAT,
        "59,195",
        "57,309",
        "decided by nobody",
        "July 2022",
        "/revisions/1",
        "oxfordshire-50-100k",
        "new issue",
    ] {
        assert!(page.contains(word), "{word}");
    }
    assert!(
        page.contains(&format!("<a href=\"http://footprint.test/app/#scenario={id}@1\">")),
        "a link that people can use"
    );
    assert!(page.contains("<svg") && page.contains("<b>N02</b> Chipping Norton"), "the map has names");
    assert!(!page.contains("<script") && !page.contains("src="));
}

#[test]
fn a_board_paper_judges_by_every_policy_where_none_is_asked_for_and_names_neighbourhoods() {
    let page = text(&export(&adderbury(), "f=html"));
    for policy in ["nhs-national-50k", "pcn-30-50k", "oxfordshire-50-100k"] {
        assert!(page.contains(policy), "{policy}");
    }
    assert!(
        page.contains("neighbourhoods are outside it") && page.contains("; before the change "),
        "{page}"
    );
    assert!(!page.contains("(N0"), "names, and not only codes");
    assert!(page.contains("It depends on the date, or on a range, in N12."), "{page}");
    assert!(page.contains("modelled, mid-2022") && page.contains("counted, July 2022"), "how each is known");
}

#[test]
fn papers_and_workbooks_say_what_a_verdict_depends_on() {
    let id = adderbury();
    let page = text(&export(&id, "f=html&policy=nhs-national-50k"));
    assert!(
        page.contains("57,721")
            && page.contains("63,845")
            && page.contains("the verdict depends on the date")
    );
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(export(&id, "f=xlsx").body)).unwrap();
    let verdicts: Vec<Vec<Data>> =
        book.worksheet_range("Verdicts").unwrap().rows().map(<[Data]>::to_vec).collect();
    let of = |policy: &str, zone: &str| {
        let is_it =
            |row: &&Vec<Data>| row[0] == Data::String(policy.into()) && row[2] == Data::String(zone.into());
        verdicts.iter().find(is_it).unwrap().clone()
    };
    let told = of("nhs-national-50k", "N12");
    assert_eq!((&told[7], &told[11]), (&Data::Float(57_721.0), &Data::Float(63_845.0)));
    assert!(told[17].to_string().contains("the verdict depends on the date"), "{told:?}");
    assert_eq!(of("nhs-national-50k", "N01")[17], Data::Empty, "both dates say the same");
}

#[test]
fn what_people_name_things_is_text_in_every_document() {
    let id = scenario(&json!([{"op": "rename", "id": "N02", "name": "=HYPERLINK(1)<script>&"}]));
    let page = text(&export(&id, "f=html"));
    assert!(page.contains("&lt;script&gt;&amp;") && !page.contains("<script"));
    let csv = text(&export(&id, "f=csv"));
    assert!(csv.contains(",'=HYPERLINK(1)<script>&,") && !csv.contains(",=HYPERLINK"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(export(&id, "f=xlsx").body)).unwrap();
    let formulas = book.worksheet_formula("Neighbourhoods").unwrap();
    assert!(formulas.used_cells().next().is_none(), "no cell is a formula");
}

#[test]
fn a_draft_is_exported_as_it_is() {
    let answer = get_answer("/v1/drafts/illustrative-2026/export?f=geojson");
    assert_eq!(answer.json()["content_digest"], Value::Null);
    let page = text(&get_answer("/v1/drafts/illustrative-2026/export?f=html"));
    assert!(
        page.contains("The draft as it is") && page.contains("Every area and practice stays where it was.")
    );
    assert_eq!(get_answer("/v1/drafts/illustrative-2026/export?f=pdf").status, 400);
    assert_eq!(get_answer("/v1/drafts/illustrative-2026/export?f=xlsx&of=areas").status, 400);
}

/// A body as it was before it was encoded.
fn decoded(answer: &Answered) -> Vec<u8> {
    let (bytes, mut plain) = (&*answer.body, Vec::new());
    match answer.header("content-encoding") {
        "br" => brotli::BrotliDecompress(&mut &*bytes, &mut plain).unwrap(),
        "zstd" => plain = zstd::decode_all(bytes).unwrap(),
        "gzip" => {
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes), &mut plain).unwrap();
        }
        other => panic!("{other:?}"),
    }
    plain
}

#[test]
fn what_is_written_while_it_is_sent_is_whole_in_every_encoding() {
    let id = adderbury();
    for path in [
        format!("/v1/scenarios/{id}/export?f=csv"),
        format!("/v1/scenarios/{id}/export?f=csv&of=postcodes"),
        format!("/v1/scenarios/{id}/impact/postcodes.csv"),
    ] {
        let plain = get_answer(&path);
        assert_eq!(plain.status, 200, "{path}");
        for encoding in ["br", "zstd", "gzip"] {
            let request =
                Request::get(&path).header("host", "footprint.test").header("accept-encoding", encoding);
            let answer = send(request.body(Body::empty()).unwrap());
            assert_eq!(answer.header("content-encoding"), encoding, "{path}");
            assert!(decoded(&answer) == plain.body, "{path} as {encoding}");
        }
    }
    let table = format!("postcode\n{}", "OX1 1ND\n".repeat(5_000));
    for encoding in ["br", "zstd", "gzip"] {
        let request =
            Request::post("/v1/resolve").header("host", "footprint.test").header("content-type", "text/csv");
        let request = request.header("accept-encoding", encoding);
        let answer = send(request.body(Body::from(table.clone())).unwrap());
        assert_eq!(decoded(&answer).split(|byte| *byte == b'\n').count(), 5_002, "{encoding}");
    }
}
