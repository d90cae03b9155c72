//! Files as programs of an office write them: a preview and an answer say the same of each, and nothing is read by half in silence.

use std::io::{Cursor, Write};

use super::asking::{answer, by_hand, outcomes, over_http, refusal};

const TABLE: &str = "ref,postcode,team\r\na,OX1 1ND,Kidlington\r\nb,OX1 4LU,Café Nord\r\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of these sheets, each with its rows.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            sheet.write_row(row, 0, cells.iter().copied()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn a_preview_of_every_writing_shows_the_same_rows_and_the_answer_gives_them() {
    let windows: Vec<u8> = TABLE.chars().map(|symbol| u8::try_from(u32::from(symbol)).unwrap()).collect();
    let mac: Vec<u8> = windows.iter().map(|byte| if *byte == 0xe9 { 0x8e } else { *byte }).collect();
    let rows: [&[&str]; 3] =
        [&["ref", "postcode", "team"], &["a", "OX1 1ND", "Kidlington"], &["b", "OX1 4LU", "Café Nord"]];
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("UTF-8", TABLE.into()),
        ("a mark", format!("\u{feff}{TABLE}").into_bytes()),
        ("UTF-16LE", utf_16(TABLE, u16::to_le_bytes)),
        ("UTF-16BE with a mark", utf_16(&format!("\u{feff}{TABLE}"), u16::to_be_bytes)),
        ("Windows-1252", windows),
        ("Mac Roman", mac),
        ("semicolons", TABLE.replace(',', ";").into_bytes()),
        ("tabs", TABLE.replace(',', "\t").into_bytes()),
        ("pipes", TABLE.replace(',', "|").into_bytes()),
        ("sep=", format!("sep=,\r\n{TABLE}").into_bytes()),
        ("titles", format!("Caseload,,\r\nof us,,\r\n,,\r\n{TABLE}").into_bytes()),
        ("carriage returns", TABLE.replace("\r\n", "\r").into_bytes()),
        ("gzip", gzip(TABLE.as_bytes())),
        ("gzip in gzip", gzip(&gzip(TABLE.as_bytes()))),
        ("zip", zip(&[("out/patients.csv", TABLE.as_bytes()), ("out/logo.png", b"\x89PNG")])),
        ("zip in zip", zip(&[("inner.zip", &zip(&[("patients.csv", TABLE.as_bytes())]))])),
        ("gzip in zip", zip(&[("patients.csv.gz", &gzip(TABLE.as_bytes()))])),
        ("a workbook", workbook(&[("Patients", &rows)])),
        ("a workbook in zip", zip(&[("patients.xlsx", &workbook(&[("Patients", &rows)]))])),
    ];
    for (what, bytes) in forms {
        let answered = over_http(&bytes, "preview=true&fields=outcome,neighbourhood_id");
        assert_eq!(answered.status, 200, "{what}: {}", String::from_utf8_lossy(&answered.body));
        let told = answered.json();
        let row =
            |number: usize, name: &str| told["rows"][number][name].as_str().unwrap_or_default().to_owned();
        let shown = [row(0, "postcode"), row(0, "neighbourhood_id"), row(1, "team"), row(1, "outcome")];
        assert_eq!(shown, ["OX1 1ND", "N07", "Café Nord", "matched_near_boundary"], "{what}: {told}");
        assert_eq!(told["understanding"]["warnings"], serde_json::json!([]), "{what}");
        let answer = answer(&bytes, "fields=outcome,neighbourhood_id");
        assert!(answer.contains("Café Nord") && answer.contains("N07"), "{what}: {answer}");
    }
}

#[test]
fn columns_that_are_equally_good_are_refused_before_anything_is_shown() {
    for heading in ["Postcode 1,Postcode 2", "Postcode,Postcode", "Home postcode,Work postcode"] {
        let sent = format!("ref,{heading}\na,OX1 1ND,OX1 4LU\nb,OX1 4LU,OX1 1ND\n");
        let reason = refusal(sent.as_bytes(), "");
        assert!(reason.starts_with("several columns hold postcodes"), "{reason}");
        assert_eq!(over_http(sent.as_bytes(), "preview=true").status, 400);
    }
    let halves =
        refusal(b"ref,Postcode area,Postcode sector,Practice\na,OX1,1ND,K84007\nb,OX1,4LU,K84049\n", "");
    let expected = "the columns \"Postcode area\" and \"Postcode sector\" hold the two halves of postcodes: put them into one \
                    column, as in OX1 1ND";
    assert_eq!(halves, expected);
}

#[test]
fn a_quote_that_is_not_closed_takes_its_own_line_and_no_other() {
    let stray =
        b"ref,postcode,name\n1,OX1 1ND,\"Bob Smith\n2,OX1 4LU,Ann\n3,OX4 3JX,\"Cat\"\n4,OX1 1ND,Neil\n";
    assert_eq!(outcomes(stray), ["invalid_format", "matched_near_boundary", "matched", "matched"]);
    let shown = over_http(stray, "preview=true").json();
    assert_eq!(shown["rows_looked_at"], 4, "{shown}");
    let (mut many, mut expected) = ("ref,postcode,address\n".to_owned(), Vec::new());
    for row in 0..3000 {
        let stray = row % 7 == 3;
        let address = if stray { "\"Rose Cottage" } else { "\"Mill, Lane\"" };
        many.extend([row.to_string().as_str(), ",OX1 1ND,", address, "\n"]);
        expected.push(if stray { "invalid_format" } else { "matched" });
    }
    assert_eq!(outcomes(many.as_bytes()), expected);
}

#[test]
fn nobody_is_taken_for_the_names_of_the_columns() {
    for first in ["ZZZSECUR", "NFA", "N/A", "OX1", "OX1 1N"] {
        let sent = format!("1,Smith,{first}\n2,Jones,OX1 1ND\n3,Lee,OX1 1ND\n");
        let answered = answer(sent.as_bytes(), "fields=outcome");
        assert_eq!(answered.lines().count(), 3, "{first}: {answered}");
        assert!(answered.starts_with(&format!("1,Smith,{first},")), "{answered}");
    }
}

#[test]
fn of_a_workbook_the_sheet_that_asks_is_read_and_of_two_that_ask_none() {
    let table: &[&[&str]] = &[&["ref", "postcode"], &["a", "OX1 1ND"]];
    let cover: &[&[&str]] = &[&["Our report"], &["1 High Street"], &["OX1 1ND"], &["Tel. 01865 000000"]];
    let asked = answer(&workbook(&[("Cover", cover), ("Data", table)]), "fields=outcome");
    assert_eq!(asked, "ref,postcode,outcome\na,OX1 1ND,matched\n");
    let reason = refusal(&workbook(&[("North", table), ("South", table)]), "");
    assert!(
        reason.starts_with("the sheets North, South each hold such a table, and only one would be read"),
        "{reason}"
    );
    answer(&workbook(&[("North", table), ("South", table)]), "sheet=South");
    let other: &[&[&str]] = &[&["postcode", "surgery"], &["OX1 1ND", "A"]];
    let both = workbook(&[("Surgeries", other), ("North", table)]);
    assert!(refusal(&both, "").starts_with("the sheets Surgeries, North each hold such a table"));
    let told = by_hand(&both, "sheet=North").stderr;
    assert!(String::from_utf8(told).unwrap().contains("(not read: Surgeries)"));
}

#[test]
fn what_is_no_table_is_named_whatever_it_is_called() {
    let word: &[(&str, &[u8])] = &[("Index/Document.iwa", b"x"), ("preview.jpg", b"y")];
    let mut itself = TABLE.as_bytes().to_vec();
    for _ in 0..4 {
        itself = gzip(&itself);
    }
    for (bytes, expected) in [
        ("\u{feff}<html><table><tr><td>OX1 1ND</table></html>".as_bytes().to_vec(), "a web page"),
        (b"\r\n <TABLE border=1><tr><td>postcode".to_vec(), "a web page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), "a web page (MHTML)"),
        ("\u{feff}<?xml version=\"1.0\"?><Workbook/>".as_bytes().to_vec(), "an XML document"),
        (zip(word), "a document of Numbers, Pages or Keynote"),
        (zip(&[("ppt/presentation.xml", b"x")]), "a presentation (PowerPoint)"),
        (b" \n\t\n\0\0\n".to_vec(), "the table is empty"),
        (itself, "packed more than 3 times over"),
    ] {
        let reason = over_http(&bytes, "").json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(reason.contains(expected), "{expected}: {reason}");
        let ran = by_hand(&bytes, "");
        // At a terminal the outer gzip is unpacked as it is read, and does not count.
        if !expected.starts_with("packed") {
            let told = String::from_utf8(ran.stderr).unwrap();
            assert!(ran.status.code() == Some(1) && told.contains(expected), "{expected}: {told}");
        }
    }
}

#[test]
fn words_that_make_no_sense_in_the_encoding_that_was_found_are_told() {
    let dos = b"ref,postcode,team\na,OX1 1ND,Caf\x82 Nord\n";
    let preview = over_http(dos, "preview=true").json();
    let told = preview["understanding"]["warnings"][0].as_str().unwrap_or_default().to_owned();
    assert!(told.starts_with("Read so, words such as \"Caf‚\" make no sense in Windows-1252"), "{told}");
    assert!(told.contains("name its encoding with the parameter encoding"), "{told}");
    let said = String::from_utf8(by_hand(dos, "").stderr).unwrap();
    assert!(said.contains(&told.replace("the parameter encoding", "--encoding")), "{said}");
}

#[test]
fn rows_and_columns_of_a_sheet_keep_their_numbers() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(4, 2, ["ref", "postcode", "postcode"]).unwrap();
    sheet.write_row(5, 2, ["a", "OX1 1ND", "OX1 4LU"]).unwrap();
    let book = book.save_to_buffer().unwrap();
    let answered = answer(&book, "column=%235&fields=outcome,neighbourhood_id");
    assert!(answered.ends_with(",,a,OX1 1ND,OX1 4LU,matched_near_boundary,N09\n"), "{answered}");
    assert_eq!(over_http(&book, "preview=true&column=%235").json()["understanding"]["header_row"], 5);
}

/// A workbook as programs of before 2007 write it.
fn old_workbook() -> Vec<u8> {
    std::fs::read(crate::support::fixture("tables/patients.xls")).unwrap()
}

fn u32_at(bytes: &[u8], place: usize) -> usize {
    usize::try_from(u32::from_le_bytes(bytes[place..place + 4].try_into().unwrap())).unwrap()
}

#[test]
fn a_workbook_of_before_2007_is_read_and_a_damaged_one_is_refused_without_filling_the_memory() {
    let sound = old_workbook();
    let asked = answer(&sound, "fields=outcome");
    assert!(
        asked.starts_with("ref,postcode,outcome\na,OX1 1ND,matched\nb,OX1 4LU,matched_near_boundary\n"),
        "{asked}"
    );
    // The directory is its own next sector.
    let mut endless = sound.clone();
    let (table, directory) = (u32_at(&sound, 76), u32_at(&sound, 48));
    let next = (table + 1) * 512 + directory * 4;
    endless.copy_within(48..52, next);
    // A cell of the last row and column of all.
    let mut wide = sound.clone();
    let cell = memchr::memmem::rfind(&sound, b"\xfd\x00\x0a\x00").unwrap();
    wide[cell + 4..cell + 8].fill(0xff);
    // Half of it.
    let cut = sound[..sound.len() / 2].to_vec();
    for (damaged, expected) in
        [(endless, "it is damaged"), (wide, "its cells lie too far apart"), (cut, "cannot be read")]
    {
        let reason = refusal(&damaged, "");
        assert!(reason.contains(expected), "{expected}: {reason}");
    }
}

#[test]
fn lines_in_a_cell_of_a_workbook_are_no_open_quote() {
    let rows: [&[&str]; 3] =
        [&["id", "note", "postcode"], &["1", "a\n2,b,OX1 1ND\nc", "OX1 1ND"], &["2", "", "OX28 3TZ"]];
    let sent = workbook(&[("Patients", &rows)]);
    let told = by_hand(&sent, "");
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("2 matched") && !told.contains("quote"), "{told}");
}
