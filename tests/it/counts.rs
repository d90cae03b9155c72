//! The rows of a table by neighbourhood, with the range that postcodes near a border give: over HTTP, offline, and by hand.

use std::collections::BTreeMap;
use std::process::Command;

use footprint::domain::ground::places::Standing;
use serde_json::{Value, json};

use crate::support::{Answered, county, send, some};

/// Every seventh live postcode of the county, one that is known nowhere, and one that is none.
fn table() -> String {
    let places = county().atlas.ground.places.all().iter();
    let live = places.filter(|place| place.standing == Standing::Live).step_by(7);
    let rows: String = live.flat_map(|place| [place.postcode.to_string(), "\n".to_owned()]).collect();
    format!("postcode\n{rows}ZZ1 1ZZ\nnone\n")
}

fn post(query: &str) -> Answered {
    let request = axum::http::Request::post(format!("/v1/resolve?{query}"));
    let request = request.header("host", "footprint.test").header("content-type", "text/csv");
    let answered = send(request.body(axum::body::Body::from(table())).unwrap());
    assert_eq!(answered.status, 200, "{}", String::from_utf8_lossy(&answered.body));
    answered
}

/// Rows, least and most of each neighbourhood, counted from the table answered row by row.
fn by_hand() -> BTreeMap<String, [i64; 3]> {
    let answered = post("fields=outcome,neighbourhood_id,runner_up_id");
    let mut counts = BTreeMap::<String, [i64; 3]>::new();
    for row in csv::Reader::from_reader(&*answered.body).records().map(Result::unwrap) {
        let (outcome, own, across) = (&row[1], &row[2], &row[3]);
        if own.is_empty() {
            continue;
        }
        let is_near = ["matched_near_boundary", "on_boundary"].contains(&outcome);
        let mut add = |zone: &str, of: [i64; 3]| {
            let sums = counts.entry(zone.to_owned()).or_default();
            (0..3).for_each(|place| sums[place] += of[place]);
        };
        add(own, [1, i64::from(!is_near), 1]);
        if is_near {
            add(across, [0, 0, 1]);
        }
    }
    counts
}

#[test]
fn the_rows_of_a_table_are_counted_by_neighbourhood_with_the_range_that_near_postcodes_give() {
    let (counted, expected) = (post("counts=true").json(), by_hand());
    assert_eq!(counted["rows"], table().lines().count() - 1);
    assert_eq!(counted["unmatched"], 2);
    let mut near = 0;
    for zone in some(&counted["neighbourhoods"]) {
        let rows = zone["rows"].as_i64().unwrap();
        let ends = ["least", "most"].map(|end| zone["range"][end].as_i64().unwrap_or(rows));
        near += ends[1] - rows;
        assert_eq!([rows, ends[0], ends[1]], expected[zone["id"].as_str().unwrap()], "{zone}");
    }
    assert!(near > 20, "{near} rows lie near a border");
    let outcomes: i64 =
        counted["outcomes"].as_object().unwrap().values().map(|rows| rows.as_i64().unwrap()).sum();
    assert_eq!(counted["rows"], outcomes);
    assert!(counted["understood"].to_string().contains("postcode"), "{}", counted["understood"]);
}

#[test]
fn counts_offline_are_those_over_http() {
    let folder = tempfile::tempdir().unwrap();
    let [asked, answered, counts] =
        ["asked.csv", "answered.csv", "counts.csv"].map(|name| folder.path().join(name));
    std::fs::write(&asked, table()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_footprint"));
    command.arg("resolve").arg(&asked).arg("--output").arg(&answered).arg("--counts").arg(&counts);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let mut told: BTreeMap<String, [i64; 3]> = BTreeMap::new();
    for row in csv::Reader::from_path(&counts).unwrap().records().map(Result::unwrap) {
        let number = |place: usize| row[place].parse::<i64>().unwrap();
        told.insert(row[0].to_owned(), [number(2), number(3), number(4)]);
    }
    assert_eq!(told.remove(""), Some([2; 3]), "rows without a neighbourhood");
    assert_eq!(told, by_hand());
}

#[test]
fn counts_are_of_tables_alone() {
    let request = axum::http::Request::post("/v1/resolve?counts=true");
    let request = request.header("host", "footprint.test").header("content-type", "application/json");
    let body = json!({"items": [{"postcode": "OX1 1ND"}]}).to_string();
    let answered = send(request.body(axum::body::Body::from(body)).unwrap());
    let problem: Value = answered.json();
    assert_eq!(answered.status, 400, "{problem}");
    assert!(problem.to_string().contains("counts"), "{problem}");
}

#[test]
fn squares_of_the_grid_that_reach_into_several_have_ranges() {
    let request = axum::http::Request::post("/v1/resolve?counts=true").header("host", "footprint.test");
    let request = request.header("content-type", "text/csv");
    let answered =
        send(request.body(axum::body::Body::from("grid reference\nSP 5 0\nSP 510 060\n")).unwrap());
    let counts = answered.json();
    let of = |id: &str| {
        let all = counts["neighbourhoods"].as_array().unwrap();
        all.iter().find(|found| found["id"] == id).unwrap().clone()
    };
    assert_eq!(counts["outcomes"], json!({"matched": 1, "matched_near_boundary": 1}));
    assert_eq!((&of("N09")["rows"], &of("N09")["range"]["least"]), (&json!(1), &json!(0)), "{counts}");
    assert_eq!((&of("N08")["rows"], &of("N08")["range"]["most"]), (&json!(0), &json!(1)), "{counts}");
    assert_eq!(of("N01")["range"], Value::Null);
}
