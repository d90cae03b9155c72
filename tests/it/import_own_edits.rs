//! Our own exports, edited: what is not read is refused or told, and what is said twice in the same words counts once.

use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::import_areas::preview;
use crate::import_lost::{XLSX, exported, placing, saved_again};
use crate::support::get_answer;

/// The places of the columns of a table by their names, and its rows.
fn table(csv: &[u8]) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(csv);
    let header = reader.headers().unwrap().clone();
    (header, reader.records().map(Result::unwrap).collect())
}

fn written(header: &csv::StringRecord, rows: &[csv::StringRecord]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn a_workbook_of_a_draft_that_was_edited_on_a_sheet_that_is_not_read_is_refused() {
    let book = get_answer("/v1/drafts/illustrative-2026/export?f=xlsx").body;
    let untouched = preview("", XLSX, saved_again(&book, |_, _, _, _| None));
    assert_eq!((&untouched["errors"], &untouched["changes"]), (&json!([]), &json!([])), "{untouched}");
    for (sheet, column) in [("Practices", 2), ("Neighbourhoods", 1)] {
        let edited = saved_again(&book, |of, row, at, _| {
            (of == sheet && (row, at) == (1, column)).then(|| "N14".to_owned())
        });
        let told = preview("", XLSX, edited);
        let reason = told["errors"][0]["reason"].as_str().unwrap_or_default();
        assert!(reason.contains(&format!("by the sheet \"{sheet}\"")), "{sheet}: {told}");
    }
}

#[test]
fn a_workbook_whose_areas_were_edited_says_that_its_other_sheets_are_not_read() {
    let book = exported(&placing(), "f=xlsx");
    let edited = saved_again(&book, |sheet, row, column, text| {
        (sheet == "Areas" && row > 0 && column == 2 && text == "N05").then(|| "N06".to_owned())
    });
    let told = preview("", XLSX, edited);
    let warned = told["warnings"].to_string();
    assert!(warned.contains("it was changed since"), "{warned}");
    assert!(warned.contains("the sheet Areas alone is read"), "{warned}");
}

#[test]
fn a_digest_that_was_cut_is_told_and_is_no_draft() {
    let (header, rows) = table(&exported(&placing(), "f=csv"));
    let place = header.iter().position(|name| name == "plan_digest").unwrap();
    let (base, closed) = ("base", "practices_closed");
    for without in [&[closed][..], &[base][..]] {
        let kept: Vec<usize> = (0..header.len()).filter(|at| !without.contains(&&header[*at])).collect();
        let cut = |row: &csv::StringRecord| {
            let cell =
                |at: &usize| if *at == place { row[*at][..60].to_owned() } else { row[*at].to_owned() };
            kept.iter().map(cell).collect::<csv::StringRecord>()
        };
        let names = kept.iter().map(|at| header[*at].to_owned()).collect();
        let told = preview("", "text/csv", written(&names, &rows.iter().map(cut).collect::<Vec<_>>()));
        let warned = told["warnings"].to_string();
        assert!(warned.contains("of a plan, which is not whole"), "{without:?}: {warned}");
        assert!(!warned.contains("starts from"), "{without:?}: {warned}");
    }
}

#[test]
fn a_closure_that_is_said_twice_counts_once_and_two_takers_are_refused() {
    let (mut header, mut rows) = table(&get_answer("/v1/drafts/illustrative-2026/export?f=csv").body);
    if header.iter().all(|name| name != "practices_closed") {
        header.push_field("practices_closed");
        for row in &mut rows {
            row.push_field("");
        }
    }
    let place = header.iter().position(|name| name == "practices_closed").unwrap();
    let with = |cells: [&str; 2]| -> Value {
        let row = |(number, row): (usize, &csv::StringRecord)| {
            let cell = |(at, text): (usize, &str)| {
                if at == place {
                    cells.get(number).copied().unwrap_or_default().to_owned()
                } else {
                    text.to_owned()
                }
            };
            row.iter().enumerate().map(cell).collect::<csv::StringRecord>()
        };
        let rows: Vec<csv::StringRecord> = rows.iter().enumerate().map(row).collect();
        preview("", "text/csv", written(&header, &rows))
    };
    let told = with(["K84007=K84035", "K84007=K84035"]);
    let closes = json!([{"op": "close_practice", "practice": "K84007", "to": "K84035"}]);
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &closes), "{told}");
    let told = with(["K84007=K84035", "K84007=K84001"]);
    let reason = told["errors"][0]["reason"].as_str().unwrap_or_default();
    assert!(reason.contains("K84007 closes into K84035 and into K84001"), "{told}");
}

#[test]
fn a_column_called_base_that_is_somebody_elses_is_no_claim() {
    let id = scenario(&json!([]));
    let (header, rows) = table(&exported(&id, "f=csv&of=areas"));
    let at = |name: &str| header.iter().position(|own| own == name).unwrap();
    let (area, home) = (at("area_code"), at("neighbourhood_id"));
    let mut csv = "LSOA21CD,Neighbourhood,Base\n".to_owned();
    for (number, row) in rows.iter().enumerate() {
        csv.extend([&row[area], ",", &row[home], ",", &(1000 + number).to_string(), "\n"]);
    }
    let told = preview("", "text/csv", csv);
    assert_eq!((&told["errors"], &told["warnings"]), (&json!([]), &json!([])), "{told}");
}
