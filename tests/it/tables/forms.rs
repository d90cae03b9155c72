//! How a table is written and what holds it.

use std::io::{Cursor, Write};

use super::asking::{answer, outcomes, over_http, refusal};

const TABLE: &str = "ref,postcode\na,OX1 1ND\nb,OX1 4LU\n";
const ANSWERED: &str = "ref,postcode,outcome\na,OX1 1ND,matched\nb,OX1 4LU,matched_near_boundary\n";

fn asked(bytes: &[u8]) -> String {
    answer(bytes, "fields=outcome")
}

#[test]
fn a_carriage_return_alone_ends_a_line() {
    let sent = b"ref,postcode\ra,OX1 1ND\rb,OX4 4LA\rc,ox1 4lu\r";
    assert_eq!(outcomes(sent), ["matched", "terminated_matched", "matched_near_boundary"]);
    assert_eq!(asked(b"ref,postcode\r\na,OX1 1ND\rb,OX1 4LU\r\n").lines().count(), 3, "both in one file");
}

#[test]
fn the_line_that_names_the_separator_is_taken_and_kept_where_it_was() {
    let answered = asked(b"sep=;\r\nref;postcode\r\na;OX1 1ND\r\nb;OX1 4LU\r\n");
    let expected =
        "sep=;\r\nref;postcode;outcome\r\na;OX1 1ND;matched\r\nb;OX1 4LU;matched_near_boundary\r\n";
    assert_eq!(answered, expected);
    assert!(asked(b"sep=|\nref|postcode\na,b|OX1 1ND\n").ends_with("a,b|OX1 1ND|matched\n"));
}

#[test]
fn every_delimiter_and_encoding_gives_the_same_answer() {
    for delimiter in [";", "\t", "|"] {
        assert_eq!(asked(TABLE.replace(',', delimiter).as_bytes()), ANSWERED.replace(',', delimiter));
    }
    let utf_16: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(asked(&utf_16), ANSWERED);
    let marked: Vec<u8> = format!("\u{feff}{TABLE}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(asked(&marked), format!("\u{feff}{ANSWERED}"));
    assert_eq!(outcomes(b"ref,postcode,name\na,OX1 1ND,Jos\xe9\n"), ["matched"], "Windows-1252");
    let greek = b"ref,postcode,name\na,OX1 1ND,\xc1\n";
    assert!(answer(greek, "fields=outcome&encoding=iso-8859-7").contains('\u{391}'));
    let quoted = "\"ref\",\"postcode\"\n\"a\",\"OX1 1ND\"\n";
    assert_eq!(asked(quoted.as_bytes()), "\"ref\",\"postcode\",outcome\n\"a\",\"OX1 1ND\",matched\n");
}

#[test]
fn a_header_may_hold_years() {
    let answered = asked(b"postcode,2022,2023,2024\nOX1 1ND,5,6,7\nOX1 4LU,1,2,3\n");
    assert!(answered.starts_with("postcode,2022,2023,2024,outcome\nOX1 1ND,5,6,7,matched\n"), "{answered}");
    let unknown = asked(b"where they live,2022,2023\nOX1 1ND,5,6\nOX1 4LU,1,2\n");
    assert!(unknown.starts_with("where they live,2022,2023,outcome\n"), "{unknown}");
}

#[test]
fn titles_above_the_header_are_passed_on_and_told() {
    let sent = "Caseload extract,,\nRun on 01/11/2026,,\n,,\nref,Postcode,Team\n1,OX1 1ND,A\n2,OX1 4LU,B\n";
    let answered = asked(sent.as_bytes());
    let expected =
        "Caseload extract,,\nRun on 01/11/2026,,\n,,\nref,Postcode,Team,outcome\n1,OX1 1ND,A,matched\n";
    assert!(answered.starts_with(expected), "{answered}");
    let short = "Caseload extract\nRun on 1 November, by us\n\nref,Postcode,Team\n1,OX1 1ND,A\n2,OX1 4LU,B\n";
    assert_eq!(outcomes(short.as_bytes()), ["matched", "matched_near_boundary"]);
    let by_hand = answer(b"x,y,z\nref,where,team\n1,OX1 1ND,A\n", "fields=outcome&skip_rows=1");
    assert_eq!(by_hand, "x,y,z\nref,where,team,outcome\n1,OX1 1ND,A,matched\n");
    let headless = answer(b"Caseload,,\n1,OX1 1ND,A\n2,OX1 4LU,B\n", "fields=outcome");
    assert_eq!(headless, "Caseload,,\n1,OX1 1ND,A,matched\n2,OX1 4LU,B,matched_near_boundary\n");
}

#[test]
fn padding_by_nul_is_no_part_of_a_value_nor_a_row() {
    let nul = "\0".repeat(20);
    let sent = format!("ref,postcode\na,OX1 1ND{nul}\nb,OX1 4LU{nul}\n");
    assert_eq!(outcomes(sent.as_bytes()), ["matched", "matched_near_boundary"]);
    assert_eq!(outcomes(format!("{TABLE}{nul}").as_bytes()).len(), 2);
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Made by us").unwrap();
    let sheet = book.add_worksheet().set_name("Patients").unwrap();
    for (row, cells) in TABLE.lines().enumerate() {
        for (column, cell) in cells.split(',').enumerate() {
            sheet.write(u32::try_from(row).unwrap() + 2, u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    let others = book.add_worksheet().set_name("Others").unwrap().write(0, 0, "OX1 1ND").unwrap();
    others.set_hidden(true);
    book.save_to_buffer().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An `OpenDocument` spreadsheet of one sheet.
fn open_document() -> Vec<u8> {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |line: &str| {
        format!("<table:table-row>{}</table:table-row>", line.split(',').map(cell).collect::<String>())
    };
    let rows: String = TABLE.lines().map(row).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Patients\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry \
         manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/></manifest:manifest>";
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

#[test]
fn a_workbook_is_read_by_its_sheet_with_a_table_or_the_one_named() {
    assert_eq!(asked(&workbook()), format!("\n\n{ANSWERED}"));
    assert_eq!(answer(&workbook(), "fields=outcome&sheet=Others"), "OX1 1ND,matched\n");
    let unknown = refusal(&workbook(), "sheet=People");
    assert_eq!(unknown, "there is no sheet \"People\": the sheets are Notes, Patients, Others");
    assert_eq!(asked(&open_document()), ANSWERED);
    assert_eq!(refusal(TABLE.as_bytes(), "sheet=People"), "a sheet is chosen, and this is no workbook");
}

#[test]
fn what_is_packed_is_unpacked_and_what_is_no_table_is_named() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(TABLE.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    assert_eq!(asked(&gzip), ANSWERED);
    assert_eq!(asked(&zipped(&[("out/patients.csv", TABLE.as_bytes()), ("out/readme.pdf", b"x")])), ANSWERED);
    assert_eq!(asked(&zipped(&[("patients.xlsx", &workbook())])), format!("\n\n{ANSWERED}"));
    let beside: [(&str, &[u8]); 5] = [
        ("readme.txt", b"Patients, as of November.\n\nAsk Ann, Bob, or Carol.\n"),
        ("licence.pdf", b"%PDF"),
        ("patients.csv", TABLE.as_bytes()),
        ("__MACOSX/._patients.csv", b"x"),
        (".DS_Store", b"x"),
    ];
    assert_eq!(asked(&zipped(&beside)), ANSWERED);
    let from = "\"patients.csv\" of a zip archive (not read: readme.txt%2C licence.pdf)";
    assert_eq!(over_http(&zipped(&beside), "").header("footprint-from"), from);
    let two =
        refusal(&zipped(&[("a.csv", TABLE.as_bytes()), ("b.txt", b"a\tb\n1\t2\n3\t4\n"), beside[0]]), "");
    assert!(two.contains("several files (a.csv, b.txt)"), "{two}");
    let several = refusal(&zipped(&[("a.csv", b"x"), ("b.csv", b"y")]), "");
    assert!(several.contains("several files (a.csv, b.csv)"), "{several}");
    let pdf = refusal(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "");
    assert!(pdf.contains("it is a PDF document, not a table: save the table as CSV"), "{pdf}");
    assert!(refusal(b"<!DOCTYPE html><html></html>", "").contains("a web page"));
    let spaced = format!("{}<html></html>", "\r\n".repeat(600));
    assert!(refusal(spaced.as_bytes(), "").contains("a web page"));
    let comment = format!("<?xml version=\"1.0\"?><!-- {} --><kml xmlns=\"x\"/>", "x".repeat(200));
    assert!(refusal(comment.as_bytes(), "").contains("a map (KML)"));
    let cut = refusal(&gzip[..gzip.len() - 9], "");
    assert!(cut.contains("cannot be unpacked"), "{cut}");
}

#[test]
fn a_quote_behind_a_comma_within_a_value_takes_no_delimiter_away() {
    for (delimiter, query) in [("\t", "tab"), (";", "semicolon"), ("|", "pipe")] {
        let sent = ["id,props,postcode", "1,{},OX1 1ND", "2,{},OX28 3TZ"].join("\n").replace(',', delimiter);
        let sent = sent.replace("{}", "{\"a\":1,\"b\":2}") + "\n";
        let answered = answer(sent.as_bytes(), "fields=outcome");
        assert_eq!(answered.matches(&format!("{delimiter}matched")).count(), 2, "{query}: {answered}");
    }
}

#[test]
fn a_text_that_begins_as_something_else_is_read_as_the_table_it_is() {
    for sent in ["{3F2504E0-4F89},OX1 1ND\n{3F2504E0-4F90},OX28 3TZ\n", "FEA1001,OX1 1ND\nFEA1002,OX28 3TZ\n"]
    {
        let answered = answer(sent.as_bytes(), "fields=outcome");
        assert_eq!(answered, sent.replace('\n', ",matched\n"));
    }
    let answered = answer(b"10\t\tBob Hill\tOX1 1ND\n11\t\tAnn Lee\tOX28 3TZ\n", "fields=outcome");
    assert_eq!(answered.matches("\tmatched\n").count(), 2, "{answered}");
}
