//! What goes out comes back: every export of a plan, imported, is the same plan or says what it lacks.

use serde_json::json;

use crate::boundaries::scenario;
use crate::groups::write;
use crate::import::imported;
use crate::import_areas::preview;
use crate::support::{example_groups, get_answer, get_json, some};

fn busy() -> String {
    scenario(&json!([
        {"op": "move_areas", "areas": ["E01028422"], "to": "N02"},
        {"op": "create", "id": "N16", "name": "=New; \"and\" odd #4, name", "areas": ["E01028426", "E01028427"]},
        {"op": "merge", "from": "N15", "into": "N14"},
        {"op": "rename", "id": "N03", "name": "Another name"},
        {"op": "move_practice", "practice": "K84060", "to": "N08"},
        {"op": "close_practice", "practice": "K84007", "to": "K84063"},
        {"op": "close_practice", "practice": "K84063", "to": "K84060"}
    ]))
}

#[test]
fn a_scenario_as_it_is_read_is_a_plan() {
    let id = busy();
    let path = format!("/v1/scenarios/{id}");
    let told = preview("", "application/json", get_answer(&path).body);
    assert_eq!(told["kind"], "plan");
    assert_eq!(told["content_digest"], get_json(&path)["content_digest"]);
    assert_eq!(told["same_as_exported"], true);
    assert_eq!(told["practices_placed"], json!([{"practice": "K84060", "to": "N08"}]));
    assert_eq!(told["warnings"], json!([]));
    let back = imported("name=Back", "application/json", get_answer(&path).body);
    assert_eq!(back["changes"], get_json(&path)["changes"], "the changes are the very same");
}

fn digest(id: &str) -> serde_json::Value {
    get_json(&format!("/v1/scenarios/{id}"))["content_digest"].clone()
}

fn exported(id: &str, query: &str) -> Vec<u8> {
    let answer = get_answer(&format!("/v1/scenarios/{id}/export?{query}"));
    assert_eq!(answer.status, 200, "{query}");
    answer.body
}

#[test]
fn every_export_of_a_plan_is_the_same_plan_when_it_is_imported() {
    let id = busy();
    let closed = json!([{"practice": "K84007", "to": "K84060"}, {"practice": "K84063", "to": "K84060"}]);
    for (query, media) in [
        ("f=json", "application/json"),
        ("f=csv", "text/csv"),
        ("f=csv&preamble=true", "text/csv"),
        ("f=csv&excel=true", "text/csv"),
        ("f=csv&of=exchange", "text/csv"),
        ("f=csv&of=postcodes", "text/csv"),
        ("f=geojson", "application/geo+json"),
        ("f=xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ] {
        let told = preview("", media, exported(&id, query));
        assert_eq!(told["errors"], json!([]), "{query}");
        assert_eq!(told["content_digest"], digest(&id), "{query}: {}", told["warnings"]);
        assert_eq!(told["same_as_exported"], true, "{query}");
        assert_eq!(told["practices_placed"], json!([{"practice": "K84060", "to": "N08"}]), "{query}");
        assert_eq!(told["practices_closed"], closed, "{query}");
    }
}

#[test]
fn a_table_that_lost_its_columns_of_practices_is_another_plan_and_says_what_it_lacks() {
    let changes = [
        json!({"op": "close_practice", "practice": "K84007", "to": "K84063"}),
        json!({"op": "move_practice", "practice": "K84060", "to": "N08"}),
    ];
    for change in changes {
        let id = scenario(&json!([change]));
        for query in ["f=csv&of=exchange", "f=csv&of=postcodes", "f=csv"] {
            let csv = String::from_utf8(exported(&id, query)).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            let is_kept = |place: &usize| !records[0][*place].to_lowercase().contains("practices_");
            let kept: Vec<usize> = (0..records[0].len()).filter(is_kept).collect();
            let mut writer = csv::Writer::from_writer(vec![]);
            for record in &records {
                writer.write_record(kept.iter().map(|place| &record[*place])).unwrap();
            }
            let told = preview("", "text/csv", writer.into_inner().unwrap());
            assert_eq!(told["same_as_exported"], false, "{query}");
            let warned = told["warnings"].to_string();
            assert!(
                warned.contains("which practices the plan places by hand or closes"),
                "{query}: {warned}"
            );
        }
    }
}

#[test]
fn a_table_saved_again_by_a_spreadsheet_comes_back() {
    let id = busy();
    let csv = String::from_utf8(exported(&id, "f=csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let mut writer = csv::WriterBuilder::new();
    let quoting = csv::QuoteStyle::Always;
    let mut saved =
        writer.delimiter(b';').quote_style(quoting).terminator(csv::Terminator::CRLF).from_writer(vec![]);
    for record in reader.records() {
        saved.write_record(&record.unwrap()).unwrap();
    }
    let told = preview("", "text/csv", saved.into_inner().unwrap());
    assert_eq!(told["content_digest"], digest(&id), "{}", told["warnings"]);
}

#[test]
fn an_export_that_was_edited_is_no_longer_trusted_with_new_neighbourhoods() {
    let id = busy();
    let csv = String::from_utf8(exported(&id, "f=csv")).unwrap();
    let edited: String = csv
        .lines()
        .map(|line| {
            let line = if line.starts_with("E01028428") {
                line.replacen(",N01,", ",NO2,", 1)
            } else {
                line.to_owned()
            };
            line + "\n"
        })
        .collect();
    assert_ne!(edited, csv);
    let told = preview("", "text/csv", edited);
    let values: Vec<&str> =
        told["errors"].as_array().unwrap().iter().map(|error| error["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["N16", "NO2"], "{told}");
    assert!(told["warnings"].to_string().contains("it was changed since"), "{told}");
}

#[test]
fn a_geopackage_that_is_exported_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out");
    let formats = ["--format", "exchange", "--boundaries", "geopackage"];
    let ran = crate::cli::run(&[&["export", "--to", to.to_str().unwrap()], &formats[..]].concat(), "");
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let package = std::fs::read(to.join("neighbourhoods.gpkg")).unwrap();
    assert_eq!(&package[68..72], b"GPKG", "the application's id");
    let told = preview("", "application/geopackage+sqlite3", package);
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    assert_eq!(told["kind"], "neighbourhood_features");
    let exchange = std::fs::read(to.join("exchange.csv")).unwrap();
    let header = "LSOA21CD,LSOA21NM,NBHD26CD,NBHD26NM,NBHD_STATUS,NBHD_VERSION,NBHD_PRACTICES_PLACED,NBHD_PRACTICES_CLOSED,NBHD_ANNOTATIONS\n";
    assert!(exchange.starts_with(header.as_bytes()));
    let told = preview("", "text/csv", exchange);
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
}

#[test]
fn a_zipped_shapefile_is_imported() {
    use shapefile::dbase::{FieldName, TableWriterBuilder};
    let document = get_json("/collections/neighbourhoods/items?f=json&limit=100");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.shp");
    let name = |text: &str| FieldName::try_from(text).unwrap();
    let table = TableWriterBuilder::new().add_character_field(name("NBHD26CD"), 16);
    let mut writer = shapefile::Writer::from_path(&path, table).unwrap();
    for feature in document["features"].as_array().unwrap() {
        let mut rings = Vec::new();
        for polygon in feature["geometry"]["coordinates"].as_array().unwrap() {
            for (place, ring) in polygon.as_array().unwrap().iter().enumerate() {
                let number = |position: &serde_json::Value, axis: usize| position[axis].as_f64().unwrap();
                let points = ring.as_array().unwrap().iter();
                let points = points.map(|at| shapefile::Point::new(number(at, 0), number(at, 1))).collect();
                rings.push(if place == 0 {
                    shapefile::PolygonRing::Outer(points)
                } else {
                    shapefile::PolygonRing::Inner(points)
                });
            }
        }
        let mut record = shapefile::dbase::Record::default();
        let id = feature["properties"]["id"].as_str().unwrap().to_owned();
        record.insert("NBHD26CD".to_owned(), shapefile::dbase::FieldValue::Character(Some(id)));
        writer.write_shape_and_record(&shapefile::Polygon::with_rings(rings), &record).unwrap();
    }
    drop(writer);
    let wgs_84 =
        "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]]]";
    std::fs::write(folder.path().join("plan.prj"), wgs_84).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for ending in ["shp", "dbf", "prj"] {
        zip.start_file(format!("a plan/plan.{ending}"), zip::write::SimpleFileOptions::default()).unwrap();
        let bytes = std::fs::read(folder.path().join(format!("plan.{ending}"))).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    let told = preview("", "application/zip", zip.finish().unwrap().into_inner());
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
    assert_eq!(told["rows"], 15);
}

#[test]
fn tables_have_no_preamble_unless_it_is_asked_for_and_say_where_they_are_described() {
    let id = busy();
    let path = format!("/v1/scenarios/{id}/export?f=csv");
    let answer = get_answer(&path);
    let text = String::from_utf8(answer.body.clone()).unwrap();
    assert!(text.starts_with("area_code,area_name,outcome,"), "{}", &text[..200]);
    assert!(
        text.lines()
            .all(|line| line.contains("a what-if, decided by nobody") || line.starts_with("area_code"))
    );
    assert!(text.contains("odd #4, name"), "whole");
    let links: Vec<_> =
        answer.headers.get_all("link").iter().map(|link| link.to_str().unwrap().to_owned()).collect();
    let described = |format: &str| {
        let link = links.iter().find(|link| link.contains(format)).unwrap();
        assert!(link.contains("rel=\"describedby\""), "{link}");
        let address = link.trim_start_matches('<').split('>').next().unwrap();
        let path = address.splitn(4, '/').nth(3).unwrap();
        get_json(&format!("/{path}"))
    };
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let csvw = described("f=csvw");
    let columns: Vec<&str> = csvw["tableSchema"]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["name"].as_str().unwrap())
        .collect();
    assert_eq!(columns, header);
    let package = described("f=datapackage");
    assert!(package["description"].as_str().unwrap().contains("Working draft for illustration"));
    assert_eq!(package["resources"].as_array().unwrap().len(), 5);
    let excel = String::from_utf8(get_answer(&format!("{path}&excel=true")).body).unwrap();
    assert_eq!(excel, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let preamble = String::from_utf8(get_answer(&format!("{path}&preamble=true")).body).unwrap();
    assert!(preamble.starts_with("# ") && preamble.ends_with(&text));
    assert_eq!(get_answer(&format!("/v1/scenarios/{id}/export?f=geojson&excel=true")).status, 400);
}

#[test]
fn a_new_neighbourhood_that_is_called_as_another_comes_back() {
    for name in ["Banbury", "N02", "n01"] {
        let areas = json!(["E01028422", "E01028427"]);
        let id = scenario(&json!([{"op": "create", "id": "N20", "name": name, "areas": areas}]));
        for (query, media) in [
            ("f=csv", "text/csv"),
            ("f=geojson", "application/geo+json"),
            ("f=xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ] {
            let told = preview("", media, exported(&id, query));
            assert_eq!(told["same_as_exported"], true, "{query} {name}");
            // That two are called alike is told, and nothing else.
            for warning in told["warnings"].as_array().unwrap() {
                let warning = warning.as_str().unwrap();
                assert!(
                    warning.ends_with(&format!("would all be called {name:?}")),
                    "{query} {name}: {warning}"
                );
            }
            assert_eq!(told["content_digest"], digest(&id), "{query} {name}");
        }
    }
}

#[test]
fn a_plan_of_other_data_says_so() {
    let mut plan: serde_json::Value = serde_json::from_slice(&exported(&busy(), "f=json")).unwrap();
    assert_eq!(preview("", "application/json", plan.to_string().into_bytes())["warnings"], json!([]));
    plan["data"] = json!("0".repeat(64));
    let told = preview("", "application/json", plan.to_string().into_bytes());
    let warning = told["warnings"][0].as_str().unwrap();
    assert!(
        warning.starts_with("the file says that its plan was written on the data 000000000000;"),
        "{warning}"
    );
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[test]
fn what_is_kept_beside_a_plan_comes_back_or_is_told_as_left_out() {
    let accepted = json!({"op": "accept_issue", "issue": "patients_elsewhere:E01028422", "reason": "known; \"since\" 2019"});
    let id = scenario(&json!([
        {"op": "move_areas", "areas": ["E01028422"], "to": "N02", "reason": "a village"},
        {"op": "accept_issue", "issue": "patients_elsewhere:E01028422", "reason": "not read yet"},
        accepted
    ]));
    let (all, reasons) = ("1 accepted issue and 1 reason of a change", "1 reason of a change");
    for (query, media, left_out) in [
        ("f=csv", "text/csv", Some(all)),
        ("f=csv&of=exchange", "text/csv", Some(all)),
        ("f=csv&of=postcodes", "text/csv", Some(all)),
        ("f=geojson", "application/geo+json", Some(reasons)),
        ("f=xlsx", XLSX, Some(reasons)),
        ("f=json", "application/json", None),
    ] {
        let answer = get_answer(&format!("/v1/scenarios/{id}/export?{query}"));
        let header = answer.headers.get("footprint-left-out").map(|words| words.to_str().unwrap().to_owned());
        assert_eq!(header.as_deref(), left_out, "{query}");
        let told = preview("", media, answer.body);
        assert_eq!(told["content_digest"], digest(&id), "{query}: {}", told["warnings"]);
        assert_eq!(told["same_as_exported"], left_out.is_none(), "{query}");
        let warned = told["warnings"].to_string();
        match left_out {
            Some(words) => assert!(warned.contains(&format!("also has {words}, which")), "{query}: {warned}"),
            None => assert_eq!(warned, "[]", "{query}"),
        }
        let brings = some(&told["changes"]).contains(&accepted);
        assert_eq!(brings, !query.starts_with("f=csv"), "{query}: {}", told["changes"]);
    }
}

#[test]
fn groups_and_a_file_that_lost_the_count_of_what_was_kept_are_told() {
    let id = scenario(&json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]));
    let csv = String::from_utf8(exported(&id, "f=csv")).unwrap();
    let cell = "accepted_issues=0 change_reasons=0 groups=0 certificates=0";
    assert!(csv.contains(cell), "{}", &csv[..400]);
    assert_eq!(preview("", "text/csv", csv.clone())["same_as_exported"], true);
    let told = preview("", "text/csv", csv.replace(cell, ""));
    assert_eq!(told["same_as_exported"], false);
    assert!(
        told["warnings"].to_string().contains("how much else was kept with its plan"),
        "{}",
        told["warnings"]
    );
    let groups = json!({"groups": example_groups()});
    let words = format!("{} groups of neighbourhoods", some(&groups["groups"]).len());
    let put = write("PUT", &format!("/v1/scenarios/{id}/groups"), "\"1\"", &groups);
    assert_eq!(put.status, 200, "{}", String::from_utf8_lossy(&put.body));
    for (query, media) in [("f=json", "application/json"), ("f=csv", "text/csv"), ("f=xlsx", XLSX)] {
        let answer = get_answer(&format!("/v1/scenarios/{id}/export?{query}"));
        assert_eq!(answer.header("footprint-left-out"), words, "{query}");
        let told = preview("", media, answer.body);
        assert_eq!(told["same_as_exported"], false, "{query}");
        assert!(told["warnings"].to_string().contains(&words), "{query}");
    }
    let as_read = preview("", "application/json", get_answer(&format!("/v1/scenarios/{id}")).body);
    assert_eq!(as_read["same_as_exported"], false);
}
