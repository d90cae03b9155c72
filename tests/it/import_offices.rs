//! Files of plans as offices have them: what they do not say clearly is asked for, and never guessed.

use std::io::{Cursor, Write};

use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::import_areas::preview;
use crate::support::{get_answer, get_json};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn table(text: impl Into<Vec<u8>>) -> Value {
    preview("missing=keep", "text/csv", text.into())
}

fn moves_one() -> Value {
    json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}])
}

/// Every area with its neighbourhood of the draft.
fn base_areas() -> Vec<(String, String)> {
    let lookup = get_answer("/v1/drafts/illustrative-2026/export?f=csv").body;
    let mut reader = csv::Reader::from_reader(&lookup[..]);
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|own| own == name).unwrap();
    let (area, home) = (at("area_code"), at("neighbourhood_id"));
    reader.records().map(Result::unwrap).map(|row| (row[area].to_owned(), row[home].to_owned())).collect()
}

fn reason(told: &Value) -> &str {
    told["errors"][0]["reason"].as_str().unwrap_or_else(|| panic!("no error: {told}"))
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn columns_that_name_different_neighbourhoods_are_told_and_one_is_chosen_by_hand() {
    for (heading, column, value) in [
        ("LSOA,Neighbourhood,Neighbourhood ID", "Neighbourhood", "N01"),
        ("LSOA,New Neighbourhood,Neighbourhood", "New Neighbourhood", "N01"),
        ("LSOA,Proposed,Neighbourhood", "Proposed", "N01"),
    ] {
        let sent = format!("{heading}\nE01028422,N01,N02\nE01028423,N02,N02\n");
        let told = table(sent.clone());
        let error = &told["errors"][0];
        assert_eq!(
            (&error["column"], &error["value"], &error["row"]),
            (&json!(column), &json!(value), &json!(2)),
            "{told}"
        );
        assert!(reason(&told).contains("says N01 where") && reason(&told).contains("--column"), "{told}");
        let chosen = preview("missing=keep&column=%233", "text/csv", sent);
        assert_eq!(
            (&chosen["errors"], &chosen["changes"]),
            (&json!([]), &moves_one()),
            "{heading}: {chosen}"
        );
    }
    // The same neighbourhood by its name and its id, and towns of such names, are no contradiction.
    for sent in [
        "LSOA,Neighbourhood,Neighbourhood ID\nE01028422,\"Chipping Norton, Charlbury and Deddington\",N02\n",
        "LSOA,Town,Neighbourhood\nE01028422,Banbury,N02\n",
        "LSOA,Neighbourhood,Old neighbourhood\nE01028422,N02,\n",
    ] {
        let told = table(sent);
        assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{sent}: {told}");
    }
}

#[test]
fn properties_that_name_different_neighbourhoods_are_told_too() {
    let mut document = get_json("/collections/neighbourhoods/items?f=json&limit=100");
    for feature in document["features"].as_array_mut().unwrap() {
        let id = feature["properties"]["id"].clone();
        feature["properties"] = json!({"neighbourhood_id": "N01", "neighbourhood": id});
        feature.as_object_mut().unwrap().remove("id");
    }
    let told = preview("", "application/geo+json", document.to_string());
    assert!(reason(&told).contains("where \"neighbourhood_id\" says N01"), "{told}");
    let chosen = preview("column=neighbourhood", "application/geo+json", document.to_string());
    assert_eq!((&chosen["errors"], &chosen["changes"]), (&json!([]), &json!([])), "{chosen}");
}

#[test]
fn a_name_in_another_case_is_the_same_name_unless_an_export_says_so() {
    let told = table("LSOA,Neighbourhood,Neighbourhood name\nE01028423,N01,BANBURY\nE01028426,N01,banbury\n");
    assert_eq!((&told["errors"], &told["neighbourhoods"]["renamed"]), (&json!([]), &json!([])), "{told}");
    let told = table("LSOA,Neighbourhood,Neighbourhood name\nE01028422,N01,Banbury North\n");
    assert_eq!(told["neighbourhoods"]["renamed"][0]["to"], "Banbury North", "{told}");
    let id = scenario(&json!([{"op": "rename", "id": "N01", "name": "BANBURY"}]));
    let csv = get_answer(&format!("/v1/scenarios/{id}/export?f=csv")).body;
    let told = preview("", "text/csv", csv);
    assert_eq!(
        (&told["same_as_exported"], &told["neighbourhoods"]["renamed"][0]["to"]),
        (&json!(true), &json!("BANBURY"))
    );
}

#[test]
fn names_in_mac_roman_are_read_and_those_of_dos_are_told() {
    let mac = &b"LSOA,Neighbourhood,Neighbourhood name\nE01028422,N01,Caf\x8e Quarter of Jericho\xd5s\n"[..];
    let told = table(mac);
    assert_eq!(told["neighbourhoods"]["renamed"][0]["to"], "Café Quarter of Jericho’s", "{told}");
    assert!(told["understood"].as_str().unwrap().contains("in Mac Roman"), "{told}");
    let told = table(&b"LSOA,Neighbourhood,Neighbourhood name\nE01028422,N01,Caf\x82 Quarter\n"[..]);
    assert!(told["warnings"].to_string().contains("make no sense in Windows-1252"), "{told}");
}

#[test]
fn a_workbook_of_options_is_refused_and_merged_cells_are_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, home) in [("Option A", "N03"), ("Option B", "N02")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["LSOA", "Neighbourhood"]).unwrap();
        sheet.write_row(1, 0, ["E01028422", home]).unwrap();
    }
    let options = book.save_to_buffer().unwrap();
    let told = preview("missing=keep", XLSX, options.clone());
    assert!(reason(&told).starts_with("the sheets Option A, Option B each hold such a table"), "{told}");
    assert_eq!(preview("missing=keep&sheet=Option%20B", XLSX, options)["changes"], moves_one());
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Neighbourhood", "LSOA"]).unwrap();
    sheet.merge_range(1, 0, 2, 0, "N02", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.write(1, 1, "E01028423").unwrap().write(2, 1, "E01028422").unwrap();
    let told = preview("missing=keep", XLSX, book.save_to_buffer().unwrap());
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{told}");
    assert!(
        told["understood"].as_str().unwrap().contains("1 merged cell read as the one above it"),
        "{told}"
    );
}

#[test]
fn features_are_found_in_an_archive_within_an_archive_and_a_web_page_is_named() {
    let features = get_answer("/collections/neighbourhoods/items?f=json&limit=100").body;
    let packed = zip("outer/inner.zip", &zip("drawn.geojson", &features));
    let told = preview("", "application/zip", packed);
    assert_eq!((&told["errors"], &told["kind"]), (&json!([]), &json!("neighbourhood_features")), "{told}");
    let told = table("\u{feff}<html><table><tr><td>LSOA<td>Neighbourhood</table></html>");
    assert!(reason(&told).starts_with("it is a web page, not a table"), "{told}");
}

#[test]
fn a_defect_says_its_value_once_and_its_row_as_the_file_counts_it() {
    for (rows, row, value, words, meant) in [
        ("\nE01028423,2\n", 5, "2", "is not a neighbourhood of", json!(["N02"])),
        ("\nE01028423,N02\n\n\nE01 028422,N02\n", 8, "E01 028422", "is not a GSS code", json!([])),
    ] {
        let told = table(format!("\n\nLSOA,Neighbourhood\n{rows}"));
        let error = &told["errors"][0];
        assert_eq!((&error["row"], &error["value"]), (&json!(row), &json!(value)), "{told}");
        assert_eq!(error.get("suggestions").unwrap_or(&json!([])), &meant, "{told}");
        assert!(reason(&told).starts_with(words), "{told}");
    }
    let told =
        preview("missing=keep&skip_rows=4", "text/csv", "a\n\nb\n\nLSOA,Neighbourhood\nE01028422,N02\n");
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{told}");
}

#[test]
fn a_neighbourhood_may_be_said_by_its_name_alone() {
    let name = "\"Chipping Norton, Charlbury and Deddington\"";
    let told = table(format!("LSOA21CD,Neighbourhood name\nE01028422,{name}\nE01028423,{name}\n"));
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{told}");
    assert_eq!(told["columns"], json!({"area": "LSOA21CD", "neighbourhood": "Neighbourhood name"}));
    let told = table("LSOA21CD,Neighbourhood name\nE01028422,Chiping Norton\n");
    assert!(reason(&told).contains("is not a neighbourhood of"), "{told}");
}

#[test]
fn of_an_old_and_a_new_neighbourhood_one_is_chosen_by_hand() {
    let sent = "LSOA21CD,Old neighbourhood,New neighbourhood\nE01028422,N03,N02\n";
    let told = table(sent);
    assert_eq!(
        reason(&told),
        "no column is called neighbourhood, and \"Old neighbourhood\", \"New neighbourhood\" may say it: choose the one that is \
         meant with column (such as --column \"New neighbourhood\")"
    );
    let chosen = preview("missing=keep&column=New%20neighbourhood", "text/csv", sent);
    assert_eq!((&chosen["errors"], &chosen["changes"]), (&json!([]), &moves_one()), "{chosen}");
}

#[test]
fn an_archive_with_a_map_and_a_table_is_refused_with_both_named() {
    let packed = |files: &[(&str, &[u8])]| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        preview("missing=keep", "application/zip", writer.finish().unwrap().into_inner())
    };
    let map = get_json("/collections/neighbourhoods/items?f=json&limit=100").to_string();
    let (map, table) = (map.as_bytes(), &b"LSOA,Neighbourhood\nE01028422,N02\n"[..]);
    for files in [[("p.geojson", map), ("plan.csv", table)], [("a.csv", table), ("z/map.json", map)]] {
        let told = packed(&files);
        assert!(reason(&told).contains("the archive holds a map and a table"), "{told}");
        assert!(files.iter().all(|(name, _)| reason(&told).contains(name)), "{told}");
    }
    let told = packed(&[("p.geojson", map), ("base.shp", b"x")]);
    assert!(reason(&told).contains("maps of two kinds, \"p.geojson\" and \"base.shp\""), "{told}");
    for (map, other) in [("p.fgb", "plan.csv"), ("p.geojson", "plan.csv.gz"), ("p.geojson", "plan.parquet")] {
        let told = packed(&[(map, b"x"), (other, table)]);
        let names = format!("a map and a table, {map:?} and {other:?}");
        assert!(reason(&told).contains(&names), "{told}");
    }
    let told = packed(&[("p.geojson", map), ("__MACOSX/plan.csv", table), ("readme.pdf", b"%PDF")]);
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    let told = packed(&[("plan.csv", table), ("datapackage.json", b"{\"resources\": []}")]);
    assert_eq!(told["changes"], moves_one(), "{told}");
}

#[test]
fn a_list_in_blocks_as_of_a_pivot_table_is_refused_and_isolated_blanks_stay() {
    let blocks =
        "Neighbourhood,LSOA\nN01,E01028422\n,E01028426\n,E01028427\nN02,E01028423\n,E01028428\n,E01028429\n";
    for query in ["missing=keep", ""] {
        let told = preview(query, "text/csv", blocks);
        assert!(reason(&told).contains("is blank in 4 rows, and each neighbourhood stands once"), "{told}");
        assert_eq!(told["errors"].as_array().unwrap().len(), 1, "{told}");
        assert_eq!(
            (&told["errors"][0]["row"], &told["errors"][0]["column"]),
            (&json!(3), &json!("Neighbourhood"))
        );
    }
    let mut areas = base_areas();
    areas.sort_by_key(|(_, home)| home != "N03");
    let listed = areas.iter().filter(|(_, home)| ["N01", "N03"].contains(&home.as_str()));
    let mut head = "";
    let mut unsorted = "Neighbourhood,LSOA\n".to_owned();
    for (area, home) in listed {
        let told = if home == head { "" } else { home };
        unsorted.extend([told, ",", area, "\n"]);
        head = home;
    }
    let told = preview("missing=keep", "text/csv", unsorted);
    assert!(reason(&told).contains("as in a pivot table"), "{told}");
    let sparse = "Neighbourhood,LSOA\n,E01028423\n,E01028426\nN02,E01028422\n,E01028427\n,E01028428\n";
    let told = preview("missing=keep", "text/csv", sparse);
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{told}");
}

#[test]
fn labels_of_id_and_name_are_read_and_errors_of_spreadsheets_are_never_names() {
    for label in
        ["N02 - Chipping Norton, Charlbury and Deddington", "chipping norton, charlbury and deddington (N02)"]
    {
        let told = table(format!("LSOA,Neighbourhood\nE01028422,\"{label}\"\n"));
        assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{told}");
    }
    let labelled: String = base_areas()
        .iter()
        .map(|(area, home)| {
            if home == "N01" { format!("{area},{home},N01 - Banbury\n") } else { format!("{area},{home},\n") }
        })
        .collect();
    let told = table(format!("LSOA,Neighbourhood ID,Neighbourhood name\n{labelled}"));
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    for error in ["#REF!", "#NAME?", "#DIV/0!", "#GETTING_DATA", "Err:502"] {
        let told = preview(
            "missing=keep&new=create",
            "text/csv",
            format!("LSOA,Neighbourhood\nE01028422,{error}\n"),
        );
        assert!(reason(&told).contains("a spreadsheet writes for a formula that failed"), "{told}");
    }
}

#[test]
fn an_area_that_is_said_twice_in_the_same_words_counts_once() {
    let told = table("LSOA,Neighbourhood\nE01028422,N02\nE01028422,N02\n");
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &moves_one()), "{told}");
    assert!(
        told["warnings"].to_string().contains("1 row says of an area what another row says already"),
        "{told}"
    );
    let told = table("LSOA,Neighbourhood\nE01028422,N02\nE01028422,N03\n");
    assert!(reason(&told).contains("stands twice"), "{told}");
}
