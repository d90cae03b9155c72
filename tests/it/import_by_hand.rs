//! What a caller says of a file of a plan by hand, over HTTP and at a terminal.

use serde_json::{Value, json};

use crate::cli::run;
use crate::import::import;
use crate::import_areas::preview;

fn moves_one() -> Value {
    json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}])
}

/// A workbook with a sheet of each plan: `E01028422` in the neighbourhood named after the sheet.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for home in ["N01", "N02"] {
        let sheet = book.add_worksheet().set_name(format!("Plan {home}")).unwrap();
        sheet.write_row(0, 0, ["area", "neighbourhood"]).unwrap();
        sheet.write_row(1, 0, ["E01028422", home]).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn columns_rows_header_sheet_and_encoding_can_be_said() {
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let cases: [(&str, &str, Vec<u8>); 8] = [
        ("column=Locality", "text/csv", b"area,neighbourhood,Locality\nE01028422,N05,N02\n".to_vec()),
        ("column=%233", "text/csv", b"area,neighbourhood,neighbourhood\nE01028422,N05,N02\n".to_vec()),
        ("column=Unit,Locality", "text/csv", b"Unit,Locality,area\nE01028422,N02,E01028423\n".to_vec()),
        ("column=%231,%232&header=absent", "text/csv", b"E01028422,N02\n".to_vec()),
        ("skip_rows=2", "text/csv", b"area,neighbourhood\nE01028423,N05\narea,neighbourhood\nE01028422,N02\n".to_vec()),
        ("sheet=Plan%20N02", xlsx, workbook()),
        ("encoding=utf-16le", "text/csv", "area,neighbourhood\nE01028422,N02\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("column=where", "application/geo+json", format!(
            "{{\"type\":\"Feature\",\"geometry\":{},\"properties\":{{\"LSOA21CD\":\"E01028422\",\"neighbourhood\":\"N05\",\"where\":\"N02\"}}}}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[-1.3,52.0],[-1.2,52.0],[-1.2,52.1],[-1.3,52.0]]]}"
        ).into_bytes()),
    ];
    for (query, media, body) in cases {
        let told = preview(&format!("missing=keep&{query}"), media, body);
        assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{query}: {told}");
    }
}

#[test]
fn what_is_said_and_is_not_so_is_refused_with_what_there_is() {
    let table = "area,neighbourhood\nE01028422,N02\n";
    let same = "area,neighbourhood,neighbourhood\nE01028422,N05,N02\n";
    let square = "{\"type\":\"Polygon\",\"coordinates\":[[[-1.3,52.0],[-1.2,52.0],[-1.2,52.1],[-1.3,52.0]]]}";
    let features =
        format!("{{\"type\":\"Feature\",\"properties\":{{\"id\":\"N02\"}},\"geometry\":{square}}}");
    let plan = "{\"base\":\"illustrative-2026\",\"changes\":[]}";
    for (query, media, body, words) in [
        ("column=Locality", "text/csv", table, "the column is missing; the columns are area, neighbourhood"),
        ("column=%239", "text/csv", table, "the column is missing"),
        (
            "",
            "text/csv",
            same,
            "several columns are called \"neighbourhood\": choose one by its number, such as #2",
        ),
        ("", "text/csv", "E01028422,N02\nE01028423,N01\n", "--header absent"),
        ("header=absent", "text/csv", "E01028422,N02\n", "column=#1,#2"),
        ("sheet=Plan", "text/csv", table, "this is no workbook"),
        ("column=Locality", "application/geo+json", &features, "no property \"Locality\": they have id"),
        ("sheet=Plan", "application/geo+json", &features, "it is no table"),
        ("skip_rows=1", "application/json", plan, "it is no table"),
        ("skip_rows=9", "text/csv", table, "the table is empty"),
    ] {
        let told = preview(&format!("missing=keep&{query}"), media, body.to_owned());
        let reason = told["errors"][0]["reason"].as_str().unwrap_or_else(|| panic!("{query}: {told}"));
        assert!(reason.contains(words), "{query}: {reason}");
    }
    for query in ["encoding=klingon", "header=maybe", "skip_rows=-1"] {
        assert_eq!(import(&format!("preview=true&{query}"), "text/csv", table).status, 400, "{query}");
    }
}

#[test]
fn the_command_line_reads_the_same_files_and_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let book = file("plans.xlsx", &workbook());
    let kept = folder.path().join("plan.json").to_str().unwrap().to_owned();
    let ran = run(&["import", &book, "--sheet", "plan n02", "--missing", "keep", "--output", &kept], "");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.contains("N01 to N02: 1 area, 1,886 residents"), "{said}");
    let evaluated = run(&["evaluate", &kept], "");
    assert!(
        String::from_utf8_lossy(&evaluated.stdout).starts_with("Moves 1,886 residents (1 area) from Banbury")
    );
    let again = run(&["import", &kept, "--json"], "");
    let told: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((&told["kind"], &told["changes"]), (&json!("plan"), &moves_one()));

    let typo = file("typo.csv", b"area,Neighbourhood\nE01028422,n02\nE01028423,NO2\n");
    let refused = run(&["import", &typo, "--missing", "keep"], "");
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains(&format!("{typo}:3: Neighbourhood: \"NO2\" is not a neighbourhood of")), "{said}");
    assert!(said.contains("did you mean N02?"), "{said}");
    // What is left out is a few lines and a count, not 427.
    let part = file("part.csv", b"area,neighbourhood\nE01028422,N02\n");
    let refused = run(&["import", &part], "");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("427 defects") && said.contains("and 422 more like it"), "{said}");
    assert!(said.lines().count() < 9, "{said}");
}
