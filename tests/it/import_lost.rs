//! Exports that lost something on their way, or were edited where nothing is read: told, or refused, and never called the same.

use std::io::Cursor;
use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use calamine::{Data, Reader, Xlsx};
use footprint::export::boundaries;
use footprint::export::lookups::Lookup;
use footprint::export::polygons::geopackage;
use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};
use footprint::store::Store;
use serde_json::{Value, json};

use crate::boundaries::scenario;
use crate::import_areas::preview;
use crate::nudged::{nudged, nudged_files};
use crate::support::{get_answer, get_json, get_of, runtime, send_to};

const GEOJSON: &str = "application/geo+json";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn placing() -> String {
    scenario(&json!([
        {"op": "move_areas", "areas": ["E01028422"], "to": "N02"},
        {"op": "move_practice", "practice": "K84001", "to": "N13"},
        {"op": "close_practice", "practice": "K84007", "to": "K84035"}
    ]))
}

pub fn exported(id: &str, query: &str) -> Vec<u8> {
    let answer = get_answer(&format!("/v1/scenarios/{id}/export?{query}"));
    assert_eq!(answer.status, 200, "{query}");
    answer.body
}

/// Every sheet written again as a program writes it, its cells as `edit` has them: by sheet, row and column from 0.
pub fn saved_again(book: &[u8], edit: impl Fn(&str, usize, usize, &str) -> Option<String>) -> Vec<u8> {
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let mut written = rust_xlsxwriter::Workbook::new();
    for name in read.sheet_names() {
        let range = read.worksheet_range(&name).unwrap();
        let sheet = written.add_worksheet().set_name(&name).unwrap();
        for (row, cells) in range.rows().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (line, place) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                match (edit(&name, row, column, &cell.to_string()), cell) {
                    (Some(text), _) => sheet.write_string(line, place, text).unwrap(),
                    (None, Data::Float(number)) => sheet.write_number(line, place, *number).unwrap(),
                    (None, Data::Empty) => continue,
                    (None, other) => sheet.write_string(line, place, other.to_string()).unwrap(),
                };
            }
        }
    }
    written.save_to_buffer().unwrap()
}

#[test]
fn features_of_a_scenario_that_a_program_saved_anew_say_what_they_lost() {
    let id = placing();
    let whole: Value = serde_json::from_slice(&exported(&id, "f=geojson")).unwrap();
    let told = preview("", GEOJSON, whole.to_string());
    assert_eq!((&told["same_as_exported"], &told["warnings"]), (&json!(true), &json!([])), "{told}");
    let saved = json!({"type": "FeatureCollection", "name": "plan", "features": whole["features"]});
    let told = preview("", GEOJSON, saved.to_string());
    let warned = told["warnings"].to_string();
    assert!(warned.contains(&format!("they are of the scenario {id}@1")), "{warned}");
    assert!(warned.contains("practices that the plan places by hand or closes"), "{warned}");
    assert_eq!(told["practices_placed"], json!([]));
    // Those of a draft have nothing to lose.
    let draft: Value = get_answer("/v1/drafts/illustrative-2026/export?f=geojson").json();
    let saved = json!({"type": "FeatureCollection", "features": draft["features"]});
    let told = preview("", GEOJSON, saved.to_string());
    assert_eq!((&told["warnings"], &told["changes"]), (&json!([]), &json!([])), "{told}");
}

#[test]
fn tables_of_a_scenario_that_lost_its_digest_say_so() {
    let id = placing();
    for (query, kept, says) in [
        ("f=csv", "area_code,neighbourhood_id,status", "of a what-if, decided by nobody"),
        ("f=csv", "area_code,neighbourhood_id,base", "their plan starts from illustrative-2026"),
        ("f=csv&of=exchange", "LSOA21CD,NBHD26CD,NBHD_STATUS", "of a what-if, decided by nobody"),
    ] {
        let mut reader = csv::Reader::from_reader(Cursor::new(exported(&id, query)));
        let header = reader.headers().unwrap().clone();
        let places: Vec<usize> =
            kept.split(',').map(|name| header.iter().position(|own| own == name).unwrap()).collect();
        let mut table = format!("{kept}\n");
        for record in reader.records() {
            let record = record.unwrap();
            let cells: Vec<String> = places.iter().map(|place| format!("\"{}\"", &record[*place])).collect();
            table.extend([&cells.join(","), "\n"]);
        }
        let told = preview("", "text/csv", table);
        let warned = told["warnings"].to_string();
        assert!(warned.contains(says), "{kept}: {warned}");
        assert!(warned.contains("practices that the plan places by hand or closes"), "{kept}: {warned}");
    }
    // Without the columns of one sheet of the workbook.
    let book = saved_again(&exported(&id, "f=xlsx"), |sheet, _, column, _| {
        (sheet == "Areas" && (6..10).contains(&column)).then(String::new)
    });
    let told = preview("sheet=Areas", XLSX, book);
    assert!(told["warnings"].to_string().contains("has lost what that plan is known by"), "{told}");
}

#[test]
fn rows_of_two_plans_are_told_as_such() {
    let [one, two] = [placing(), scenario(&json!([{"op": "rename", "id": "N03", "name": "Else"}]))];
    let [one, two] = [one, two].map(|id| String::from_utf8(exported(&id, "f=csv")).unwrap());
    let half = one.lines().count() / 2;
    let both: Vec<&str> = one.lines().take(half).chain(two.lines().skip(half)).collect();
    let told = preview("", "text/csv", both.join("\n"));
    let all = told["warnings"].to_string() + &told["errors"].to_string();
    assert!(all.contains("its rows say that they are of 2 plans"), "{told}");
}

#[test]
fn a_workbook_that_was_edited_on_a_sheet_that_is_not_read_is_refused() {
    let book = exported(&placing(), "f=xlsx");
    let untouched = saved_again(&book, |_, _, _, _| None);
    let told = preview("", XLSX, untouched);
    assert_eq!((&told["same_as_exported"], &told["errors"]), (&json!(true), &json!([])), "{told}");
    for (sheet, column, from, to, says) in [
        ("Practices", 2, "N13", "N01", "is said of K84001 by the sheet \"Practices\", and N13 by the sheet"),
        ("Neighbourhoods", 1, "Banbury", "Banbury Town", "is said of N01 by the sheet \"Neighbourhoods\""),
        ("Moved", 4, "N02", "N03", "is said of E01028422 by the sheet \"Moved\", and N02 by the sheet"),
    ] {
        let edited = saved_again(&book, |name, _, place, cell| {
            (name == sheet && place == column && cell == from).then(|| to.to_owned())
        });
        let told = preview("", XLSX, edited.clone());
        let errors = told["errors"].as_array().unwrap();
        assert_eq!((&told["importable"], &told["changes"]), (&json!(false), &json!([])), "{sheet}");
        let said = errors.iter().any(|error| error["reason"].as_str().unwrap().contains(says));
        assert!(said && errors[0]["value"] == to, "{sheet}: {told}");
        let by_hand = preview("sheet=Areas", XLSX, edited);
        assert_eq!(by_hand["errors"], json!([]), "{sheet}: the one sheet is meant");
    }
}

/// A service over two drafts that share their ids: `nudged`, and the current one.
fn two_drafts() -> &'static Router {
    static TWO: OnceLock<(Router, tempfile::TempDir)> = OnceLock::new();
    let (router, _) = TWO.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scenarios.sqlite");
        let store = runtime().block_on(Store::open(path.to_str().unwrap())).unwrap();
        let loaded = load(&Files::Memory(nudged_files())).unwrap();
        let settings = Settings { store: Some(store), binds_loopback: true, ..Settings::default() };
        (router(App::new(loaded, settings).unwrap()), folder)
    });
    router
}

fn posted(path: &str, media: &str, body: impl Into<Body>) -> Value {
    let request = Request::post(path).header("host", "localhost").header("content-type", media);
    let answer = send_to(two_drafts().clone(), request.body(body.into()).unwrap());
    assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

#[test]
fn an_exchange_comes_back_over_the_draft_that_it_was_made_of() {
    let look = "/v1/scenarios/import?preview=true&missing=keep";
    let loaded = nudged();
    let draft = loaded.atlas.draft(Some("nudged")).unwrap();
    let mut exchange = Vec::new();
    Lookup::Exchange.write_csv(loaded, draft, &mut exchange).unwrap();
    let package = geopackage::write(&boundaries::features(&loaded.atlas, draft, None, None)).unwrap();
    for (media, bytes) in [("text/csv", exchange), ("application/geopackage+sqlite3", package)] {
        let told = posted(look, media, bytes);
        assert_eq!((&told["base"], &told["changes"]), (&json!("nudged"), &json!([])), "{media}: {told}");
    }
    let plan = json!({"name": "On it", "base": "nudged", "changes": [
        {"op": "move_areas", "areas": ["E01028422"], "to": "N02"}
    ]});
    let made = posted("/v1/scenarios", "application/json", plan.to_string());
    let id = made["id"].as_str().unwrap();
    let path = format!("/v1/scenarios/{id}/export?f=csv&of=exchange");
    let exchange = String::from_utf8(get_of(two_drafts(), &path).body).unwrap();
    let told = posted(look, "text/csv", exchange.clone());
    assert_eq!((&told["base"], &told["same_as_exported"]), (&json!("nudged"), &json!(true)), "{told}");
    assert_eq!(told["content_digest"], made["content_digest"]);
    // A part of it cannot say it.
    let part: Vec<&str> = exchange.lines().filter(|line| !line.starts_with("E01028422")).collect();
    let told = posted(look, "text/csv", part.join("\n"));
    let warned = told["warnings"].to_string();
    assert!(warned.contains("does not say which draft its plan starts from, and was laid over"), "{warned}");
}

#[test]
fn the_layers_of_a_scenario_come_back_as_its_plan_and_a_copy_of_them_tells_what_it_lost() {
    let id = placing();
    let digest = get_json(&format!("/v1/scenarios/{id}"))["content_digest"].clone();
    for layer in ["areas", "neighbourhoods"] {
        let address = format!("/collections/{layer}/items?f=json&limit=1000&scenario={id}");
        let told = preview("", GEOJSON, get_answer(&address).body);
        assert_eq!(told["content_digest"], digest, "{layer}: {told}");
        assert_eq!(told["practices_placed"][0]["practice"], "K84001", "{layer}: {told}");
        let warnings = told["warnings"].to_string();
        assert!(warnings.contains("does not have what says how much else"), "{layer}: {warnings}");

        let mut copy = get_json(&address);
        let members = copy.as_object_mut().unwrap();
        members.retain(|name, _| name == "type" || name == "features");
        let told = preview("", GEOJSON, copy.to_string());
        let warnings = told["warnings"].to_string();
        assert!(warnings.contains(&format!("of the scenario {id}@1")), "{layer}: {warnings}");
        assert!(warnings.contains("practices that the plan places by hand"), "{layer}: {warnings}");

        let page = get_answer(&address.replace("limit=1000", "limit=3")).body;
        let warnings = preview("missing=keep", GEOJSON, page)["warnings"].to_string();
        assert!(warnings.contains("3 of "), "{layer}: {warnings}");

        let of_draft = get_answer(&format!("/collections/{layer}/items?f=json&limit=1000")).body;
        assert_eq!(preview("", GEOJSON, of_draft)["warnings"], json!([]), "{layer}");
    }
}
