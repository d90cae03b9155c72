//! Formulas whose values a workbook does not hold, as programs write them that do not calculate: told, and never read as blank.

use std::io::{Cursor, Read, Write};

use super::asking::{answer, by_hand, over_http, refusal};
use crate::import_areas::preview;
use crate::support::county;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook of one sheet, in which a text that begins with `=` is a formula without a value, as openpyxl writes it.
fn calculated_by_nobody(rows: &[&[&str]]) -> Vec<u8> {
    sheets(&[("Patients", rows)])
}

/// The same of several sheets: the formulas of the first have no values.
fn sheets(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                match cell.strip_prefix('=') {
                    Some(formula) => sheet.write_formula(row, column, formula).unwrap(),
                    None => sheet.write(row, column, *cell).unwrap(),
                };
            }
        }
    }
    let book = book.save_to_buffer().unwrap();
    edited(&book, "xl/worksheets/sheet1.xml", |sheet| sheet.replace("</f><v>0</v>", "</f><v></v>"))
}

/// A workbook with an edit in one of its parts.
fn edited(book: &[u8], part: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_changed = false;
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        if name == part {
            let new = edit(&text);
            is_changed = new != text;
            text = new;
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    assert!(is_changed, "nothing of {part} was changed");
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_question_that_stands_in_formulas_without_values_is_refused() {
    let plain = calculated_by_nobody(&[
        &["ref", "postcode"],
        &["a", "=UPPER(\"ox1 1nd\")"],
        &["b", "OX1 4LU"],
        &["c", "=A1"],
    ]);
    let told = "2 cells of the column \"postcode\" are formulas without values: open the workbook in a spreadsheet and save it \
                there, which calculates them";
    assert_eq!(refusal(&plain, ""), told);
    assert_eq!(refusal(&plain, "column=postcode"), told);
    for (rows, told) in [
        // Nothing else asks, or what asks is of others.
        (
            vec![&["ref", "where"][..], &["a", "=B9"]],
            "1 cell of the column \"where\" is a formula without a value",
        ),
        (vec![&["postcode"][..], &["=B9"]], "1 cell of the column \"postcode\" is a formula without a value"),
        (vec![&["=B9"][..], &["=B9"]], "2 cells of the column #1 are formulas without values"),
        (
            vec![&["GP Postcode", "Postcode"][..], &["RG9 2DR", "=B9"], &["RG9 2DR", "=B9"]],
            "2 cells of the column \"Postcode\" are formulas without values",
        ),
    ] {
        let reason = refusal(&calculated_by_nobody(&rows), "");
        assert!(reason.starts_with(told), "{reason}");
    }
}

#[test]
fn formulas_without_values_beside_the_question_are_told() {
    let rows: [&[&str]; 5] = [
        &["=TODAY()", "", ""],
        &["postcode", "team", "years"],
        &["OX1 1ND", "=VLOOKUP(A1,B1,2)", "7"],
        &["OX1 4LU", "=VLOOKUP(A1,B1,2)", "8"],
        &["OX1 4LU", "South", "9"],
    ];
    let book = calculated_by_nobody(&rows);
    let told = "2 cells of the column \"team\" are formulas without values";
    let preview = over_http(&book, "preview=true").json();
    assert!(preview["understanding"]["warnings"][0].as_str().unwrap().starts_with(told), "{preview}");
    let ran = by_hand(&book, "fields=outcome");
    let stderr = String::from_utf8(ran.stderr).unwrap();
    assert!(stderr.contains(told) && !stderr.contains("#1"), "{stderr}");
    let answered = answer(&book, "fields=outcome");
    assert!(answered.ends_with("postcode,team,years,outcome\nOX1 1ND,,7,matched\nOX1 4LU,,8,matched_near_boundary\nOX1 4LU,South,9,matched_near_boundary\n"), "{answered}");
}

#[test]
fn a_formula_that_gave_no_text_has_a_value() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "postcode").unwrap().write(1, 0, "OX1 1ND").unwrap();
    sheet.write_formula(2, 0, "=IF(1,A9,A9)").unwrap().write(3, 0, "OX1 1ND").unwrap();
    let book = edited(&book.save_to_buffer().unwrap(), "xl/worksheets/sheet1.xml", |sheet| {
        sheet.replace("<c r=\"A3\">", "<c r=\"A3\" t=\"str\">").replace("</f><v>0</v>", "</f><v></v>")
    });
    let answered = answer(&book, "fields=outcome");
    assert_eq!(answered, "postcode,outcome\nOX1 1ND,matched\n,empty\nOX1 1ND,matched\n");
}

#[test]
fn merged_cells_that_cannot_be_read_are_no_table_without_them() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "postcode").unwrap();
    sheet.merge_range(1, 0, 2, 0, "OX1 1ND", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.write(1, 1, "a").unwrap().write(2, 1, "b").unwrap();
    let sound = book.save_to_buffer().unwrap();
    assert_eq!(answer(&sound, "fields=outcome").matches("OX1 1ND").count(), 2);
    let damaged = edited(&sound, "xl/worksheets/sheet1.xml", |sheet| sheet.replace("\"A2:A3\"", "\"A2:3\""));
    let reason = refusal(&damaged, "");
    assert!(reason.starts_with("the workbook cannot be read ("), "{reason}");
}

#[test]
fn formulas_without_values_are_told_of_plans_and_of_publishers_tables() {
    let plan = |rows: &[&[&str]]| preview("missing=keep", XLSX, calculated_by_nobody(rows));
    let refused = plan(&[&["LSOA21CD", "neighbourhood"], &["E01028422", "=A1"], &["E01028423", "N02"]]);
    let reason = refused["errors"][0]["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("1 cell of the column \"neighbourhood\" is a formula without a value"),
        "{refused}"
    );
    let told = plan(&[&["LSOA21CD", "neighbourhood", "residents"], &["E01028422", "N02", "=A1"]]).to_string();
    assert!(told.contains("1 cell of the column \\\"residents\\\" is a formula without a value"), "{told}");

    let book = calculated_by_nobody(&[&["ods_code", "successor", "basis"], &["T10099", "T10001", "=A1"]]);
    let (taken, findings) =
        footprint::ingest::look_at_publishers_file("closed.xlsx", &book, &county().projector);
    assert_eq!(taken.unwrap().rows, 1);
    let told = findings.defects[0].reason.as_str();
    assert!(told.starts_with("1 cell of the column \"basis\" is a formula without a value"), "{told}");
}

#[test]
fn a_sheet_that_would_ask_with_its_values_is_never_passed_over_in_silence() {
    let patients: &[&[&str]] = &[&["ref", "postcode"], &["a", "=B9"]];
    let lookup: &[&[&str]] = &[&["team", "seat"], &["North", "OX1 1ND"]];
    let other = sheets(&[("Patients", patients), ("Lookup", lookup)]);
    let ran = by_hand(&other, "fields=outcome");
    let told = String::from_utf8(ran.stderr).unwrap();
    let expected =
        "the sheet \"Lookup\" of a workbook (not read: Patients), though formulas have no values in Patients";
    assert!(told.contains(expected), "{told}");
    let alike: &[&[&str]] = &[&["ref", "postcode"], &["b", "OX1 4LU"]];
    let reason = refusal(&sheets(&[("North", patients), ("South", alike)]), "");
    assert!(reason.starts_with("the sheets South, North each hold such a table"), "{reason}");
}
