//! The command line, as a person runs it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::support::{fixture, toy_copy};

pub fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_footprint"));
    command.args(arguments).env_remove("FOOTPRINT_DATA").env_remove("FOOTPRINT_BIND");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn questions_are_answered_from_arguments_and_from_standard_input_alike() {
    let by_arguments = run(&["resolve", "OX1 1ND", "K84007", "-1.25,51.75"], "");
    let by_lines = run(&["resolve"], "OX1 1ND\nK84007\n-1.25,51.75\n");
    assert_eq!(by_arguments.status.code(), Some(0));
    assert_eq!(text(&by_arguments.stdout), text(&by_lines.stdout));
    let lines: Vec<&str> = text(&by_lines.stdout).lines().collect();
    assert!(lines[0].starts_with("input,outcome,neighbourhood_id"));
    assert!(lines[1].starts_with("OX1 1ND,matched,N07,"), "{}", lines[1]);
    assert!(text(&by_lines.stderr).contains("3 matched"));
}

#[test]
fn a_question_without_a_neighbourhood_is_answered_and_told_by_the_exit_code() {
    let output = run(&["resolve", "--format", "ndjson"], "OX1 1ND\n\nnonsense\n");
    assert_eq!(output.status.code(), Some(3));
    let outcomes: Vec<String> = text(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["outcome"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(outcomes, ["matched", "empty", "invalid_format"]);
}

#[test]
fn a_what_if_is_told_in_words_or_as_the_answer_of_the_service() {
    let changes = r#"{"changes":[{"op":"move_areas","areas":["E01028422"],"to":"N02"}]}"#;
    let words = run(&["evaluate", "-"], changes);
    assert_eq!(words.status.code(), Some(0));
    assert!(text(&words.stdout).starts_with("Moves 1,886 residents (1 area) from Banbury"));
    assert!(text(&words.stdout).contains("not official"));
    let whole = run(&["evaluate", "--json", "-"], changes);
    let answer: serde_json::Value = serde_json::from_slice(&whole.stdout).unwrap();
    assert_eq!(answer["flows"]["before"]["total"], 826_255);
    let refused =
        run(&["evaluate", "-"], r#"{"changes":[{"op":"move_areas","areas":["E01999999"],"to":"N99"}]}"#);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("/changes/0/areas/0")
            && text(&refused.stderr).contains("/changes/0/to")
    );
    assert_eq!(run(&["evaluate", "nowhere.json"], "").status.code(), Some(1));
}

#[test]
fn a_county_is_prepared_checked_and_used_and_a_broken_one_refused() {
    let to = tempfile::tempdir().unwrap();
    let (from, data) = (fixture("toyshire"), to.path().to_str().unwrap().to_owned());
    let prepared = run(&["prepare", "--from", from.to_str().unwrap(), "--to", &data], "");
    assert_eq!(prepared.status.code(), Some(0), "{}", text(&prepared.stderr));
    assert!(text(&prepared.stderr).contains("postcodes.csv"));
    let checked = run(&["check", &data], "");
    assert_eq!(checked.status.code(), Some(0));
    assert!(text(&checked.stdout).contains("Toyshire") && text(&checked.stdout).contains("4 neighbourhoods"));
    assert_eq!(run(&["resolve", "--data", &data, "TY1 1AA"], "").status.code(), Some(0));
    std::fs::write(to.path().join("postcodes.csv"), "postcode\n").unwrap();
    let refused = run(&["check", &data], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("altered"));
}

#[test]
fn a_dry_run_writes_nothing_and_a_defect_exits_with_one() {
    let (folder, to) = (toy_copy(), tempfile::tempdir().unwrap());
    let target = to.path().join("data");
    let arguments =
        ["prepare", "--dry-run", "--from", folder.path().to_str().unwrap(), "--to", target.to_str().unwrap()];
    assert_eq!(run(&arguments, "").status.code(), Some(0));
    std::fs::write(folder.path().join("practices.csv"), "name\n").unwrap();
    let refused = run(&arguments, "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("practices.csv:1: ods_code: the column is missing"));
    assert!(!target.exists());
}

#[test]
fn help_says_what_each_command_does_and_a_wrong_command_exits_with_two() {
    let help = run(&["--help"], "");
    for command in ["serve", "resolve", "evaluate", "prepare", "check"] {
        assert!(text(&help.stdout).contains(command));
        assert_eq!(run(&[command, "--help"], "").status.code(), Some(0));
    }
    assert!(text(&help.stdout).contains("illustrative draft"));
    assert_eq!(run(&["paint"], "").status.code(), Some(2));
}

#[test]
fn a_file_is_answered_whole_in_order_and_on_all_cores() {
    let folder = tempfile::tempdir().unwrap();
    let (sent, answered) = (folder.path().join("patients.csv"), folder.path().join("answered.csv"));
    let places = crate::support::county().atlas.ground.places.all();
    let rows: Vec<String> =
        (0..60_000).map(|row| format!("{row},{}", places[row % places.len()].postcode)).collect();
    std::fs::write(&sent, format!("id,postcode\n{}\n", rows.join("\n"))).unwrap();
    let ran = run(
        &[
            "resolve",
            sent.to_str().unwrap(),
            "--output",
            answered.to_str().unwrap(),
            "--fields",
            "outcome,neighbourhood_id",
        ],
        "",
    );
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran.stderr));
    let told = text(&ran.stderr);
    assert!(
        told.contains("60,000 rows in")
            && told.contains("terminated_matched")
            && told.contains("illustrative"),
        "{told}"
    );
    let answered = std::fs::read_to_string(answered).unwrap();
    let mut lines = answered.lines();
    assert_eq!(lines.next(), Some("id,postcode,outcome,neighbourhood_id"));
    for (row, line) in rows.iter().zip(lines.by_ref()) {
        assert!(line.starts_with(&format!("{row},")) && line.contains("matched"), "{line}");
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn standard_input_is_a_table_or_lines_and_what_it_is_not_is_told() {
    let table = run(&["resolve", "-", "--on-unmatched", "only"], "x,OX1 1ND\ny,ZZ1 1ZZ\n");
    assert_eq!((table.status.code(), text(&table.stdout)), (Some(3), "y,ZZ1 1ZZ,not_found,,,\n"));
    let lines = run(&["resolve", "-"], "{\"ref\":1,\"postcode\":\"OX1 1ND\"}\n");
    assert!(text(&lines.stdout).starts_with("{\"ref\":1,\"outcome\":\"matched\"") && lines.status.success());
    let refused = run(&["resolve", "-"], "a,b\n1,2\n");
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));
    assert!(text(&refused.stderr).contains("no column looks like"), "{}", text(&refused.stderr));
    assert_eq!(run(&["resolve", "OX1 1ND", "--fields", "all"], "").status.code(), Some(1));
    assert_eq!(run(&["resolve", "-", "--fields", "nonsense"], "").status.code(), Some(2));
}

#[test]
fn lookups_and_boundaries_are_exported_with_a_descriptor_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("lookups");
    let ran = run(&["export", "--to", to.to_str().unwrap(), "--format", "csv,ndjson"], "");
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran.stderr));
    let file = |name: &str| std::fs::read_to_string(to.join(name)).unwrap();
    let descriptor: serde_json::Value = serde_json::from_str(&file("datapackage.json")).unwrap();
    assert!(descriptor["description"].as_str().unwrap().contains("not official"));
    let resources = descriptor["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 7);
    for (name, rows) in [("postcodes", 38_817), ("areas", 428), ("practices", 268)] {
        let table = file(&format!("{name}.csv"));
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let header = reader.headers().unwrap().clone();
        let path = format!("{name}.csv");
        let resource = resources.iter().find(|resource| resource["path"] == path.as_str()).unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert!(fields.iter().zip(&header).all(|(field, name)| field["name"] == name), "{name}");
        assert_eq!(resource["bytes"], table.len());
        let objects = file(&format!("{name}.ndjson"));
        let objects = objects.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut count = 0;
        for (row, object) in reader.records().zip(objects) {
            for (name, cell) in header.iter().zip(row.unwrap().iter()) {
                let value = &object[name];
                let same = match value {
                    serde_json::Value::Null => cell.is_empty(),
                    serde_json::Value::String(text) => text == cell,
                    number => number.as_f64() == cell.parse().ok(),
                };
                assert!(same && !object[name.to_owned() + "x"].is_object(), "{name}: {cell} and {value}");
            }
            count += 1;
        }
        assert_eq!(count, rows, "{name}");
    }
    assert!(
        file("postcodes.csv")
            .contains("\nOX1 1ND,matched,N07,\"Oxford Central, North and Botley\",714.551,N09,")
    );
    let polygons: geojson::FeatureCollection =
        file("neighbourhoods.geojson").parse::<geojson::GeoJson>().unwrap().try_into().unwrap();
    assert_eq!(polygons.features.len(), 15);
}

#[test]
fn completions_are_printed_for_a_shell() {
    let ran = run(&["completions", "bash"], "");
    assert!(ran.status.success() && text(&ran.stdout).contains("_footprint()"));
}
