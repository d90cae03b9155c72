//! The publishers' own files: a made-up county in every layout, the county we ship from its real ones, and another county.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use footprint::domain::ground::places::Standing;
use footprint::domain::ground::practices::Status;
use footprint::http::{App, Settings, router};
use footprint::ingest::prepare::{Prepared, Sources};
use serde_json::json;

use crate::support::{county, fixture, get_of, prepared, send_to, shared};

/// Toyshire in the publishers' layouts, which need nothing of each other.
const COMMON: [&str; 6] = [
    "epcn.csv",
    "gp-reg-pat-prac-all.csv",
    "iod2025.csv",
    "lsoa.geojson",
    "neighbourhoods-of-areas.csv",
    "successors.csv",
];

pub fn sources(files: &[&str]) -> Sources {
    let from = COMMON.iter().chain(files).map(|file| fixture("publishers").join(file)).collect();
    Sources { from, county: Some(fixture("toyshire/county.toml")), ..Sources::default() }
}

pub fn made(files: &[&str]) -> Prepared {
    prepared(&sources(files)).unwrap_or_else(|refused| panic!("{refused}"))
}

pub fn table(prepared: &Prepared, file: &str) -> String {
    String::from_utf8(prepared.files[file].clone()).unwrap()
}

pub fn defects(sources: &Sources) -> Vec<String> {
    let refused = prepared(sources).map(|_| ()).unwrap_err();
    refused.findings.defects.iter().map(ToString::to_string).collect()
}

#[test]
fn every_layout_of_a_county_gives_the_same_county() {
    let newest = made(&["nspl.zip", "epraccur-2026.csv", "patients-2026.csv"]);
    let oldest =
        made(&["onspd.csv", "epraccur.csv", "patients-2021.csv", "lsoa11-to-lsoa21.csv", "iod2019.csv"]);
    for file in ["postcodes.csv", "postcodes_terminated.csv", "registrations.csv"] {
        assert_eq!(table(&newest, file), table(&oldest, file), "{file}");
    }
    // Only the older registrations have patients of the practice that closed, beside those of its successor.
    let practices = |made: &Prepared| -> Vec<String> {
        let text = table(made, "practices.csv");
        text.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned()).collect()
    };
    assert_eq!(practices(&newest), practices(&oldest));
    let toy = table(&made(&["ty.csv", "epraccur.csv", "patients-2026.csv"]), "postcodes.csv");
    assert_eq!(toy.lines().count(), 75 - 1);
    let newest = table(&newest, "postcodes.csv");
    assert!(newest.contains("TY9 8YY,,,E07000001"), "a postcode of the district without a grid reference");
    for line in toy.lines() {
        let point = line.rsplit_once(',').unwrap().0;
        assert!(newest.contains(point), "{line}");
    }
}

#[test]
fn what_follows_from_the_files_is_what_they_say() {
    let prepared = made(&[
        "ty.csv",
        "nspl.zip",
        "epraccur.csv",
        "patients-2021.csv",
        "lsoa11-to-lsoa21.csv",
        "iod2019.csv",
        "nsul.csv",
    ]);
    let terminated = table(&prepared, "postcodes_terminated.csv");
    assert!(terminated.contains("TY9 8ZZ") && !terminated.contains("BT1 1AA"), "{terminated}");
    let practices = table(&prepared, "practices.csv");
    assert!(practices.contains("T10099,South West Health Centre,TY1 1AA"), "{practices}");
    assert!(
        practices.contains("closed,10Q,U00001") || practices.contains("2025-04-30,T10001,made up"),
        "{practices}"
    );
    assert!(!practices.contains("Corner Shop") && !practices.contains("Former"), "{practices}");
    let registrations = table(&prepared, "registrations.csv");
    for row in ["T10001,E01000001,100", "T10001,E01000002,100", "T10001,UNKNOWN,3", "T10001,W01000001,2"] {
        assert!(registrations.contains(row), "{row} in {registrations}");
    }
    let shares = table(&prepared, "postcode_shares.csv");
    assert!(shares.contains("TY9 9ZZ,E01000003,1") && shares.contains("TY9 9ZZ,E01000004,2"), "{shares}");
    let areas = table(&prepared, "areas.csv");
    let split = areas.lines().find(|line| line.starts_with("E01000001")).unwrap();
    let whole = areas.lines().find(|line| line.starts_with("E01000003")).unwrap();
    assert!(split.contains("E02000001") && split.contains("E05000001"), "{split}");
    assert!(split.contains(",1234,1,20.5,,"), "an area that was split has no decile of 2019: {split}");
    assert!(!whole.contains("20.5,,"), "{whole}");
    let taken: Vec<String> = prepared.report.to_string().lines().map(str::to_owned).collect();
    assert!(
        taken.iter().any(|line| line.contains("nspl.zip/Data/NSPL_NOV_2025_UK.csv") && line.contains("2025"))
    );
    assert!(
        !taken.iter().any(|line| line.contains("multi_csv") && line.contains("taken for")),
        "the split files repeat the whole one: {taken:#?}"
    );
    let manifest = table(&prepared, "manifest.toml");
    assert!(manifest.contains("04JAN2021") && manifest.contains("OS Code-Point Open"), "{manifest}");
}

#[test]
fn what_does_not_fit_is_told_with_its_place_and_nothing_is_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str, edit: &dyn Fn(String) -> String| -> PathBuf {
        let text =
            String::from_utf8_lossy(&std::fs::read(fixture("publishers").join(name)).unwrap()).into_owned();
        let path = folder.path().join(format!("edited-{name}"));
        std::fs::write(&path, edit(text)).unwrap();
        path
    };
    let with = |files: &[&str], edited: Vec<PathBuf>| {
        let mut sources = sources(files);
        sources.from.extend(edited);
        sources
    };
    let twice = copy("patients-2026.csv", &|text| {
        let row = text.lines().nth(1).unwrap().replace(",100", ",101");
        format!("{text}{row}\r\n")
    });
    let told = defects(&with(&["ty.csv", "epraccur.csv"], vec![twice]));
    assert!(
        told.iter().any(|line| line.contains("edited-patients-2026.csv:") && line.contains("stands on")),
        "{told:#?}"
    );

    let more = copy("patients-2026.csv", &|text| text.replacen(",ALL,100", ",ALL,101", 1));
    let told = defects(&with(&["ty.csv", "epraccur.csv", "patients-2026.csv"], vec![more]));
    assert!(
        told.iter().any(|line| line.contains("patients-2026.csv:2 already, with 100 patients")),
        "{told:#?}"
    );

    let wrong = copy("ty.csv", &|text| {
        text.replacen("\"450500\"", "\"north\"", 1).replacen("\"450600\"", "\"9450600\"", 1)
    });
    let told = defects(&with(&["epraccur.csv"], vec![wrong]));
    assert!(told.iter().any(|line| line.contains("edited-ty.csv:1: easting")), "{told:#?}");
    assert!(told.iter().any(|line| line.contains("edited-ty.csv:2: easting")), "{told:#?}");

    let claimed = copy("onspd.csv", &|text| text.replacen("npark", "lad25cd", 1));
    let told = defects(&with(&["epraccur.csv"], vec![claimed]));
    assert!(
        told.iter().any(|line| line.contains("oslaua, lad25cd: several columns say the district")),
        "{told:#?}"
    );

    let unlisted = copy("iod2025.csv", &|text| text.replacen("E01000003,", "E01999999,", 1));
    let mut lacking = with(&["ty.csv", "epraccur.csv"], vec![unlisted]);
    lacking.from.retain(|path| !path.ends_with("iod2025.csv") || path.ends_with("edited-iod2025.csv"));
    let told = defects(&lacking);
    assert!(told.iter().any(|line| line.contains("E01000003 is in no table")), "{told:#?}");

    std::fs::write(folder.path().join("notes.csv"), "a,b\n1,2\n").unwrap();
    let prepared =
        prepared(&with(&["ty.csv", "epraccur.csv"], vec![folder.path().join("notes.csv")])).unwrap();
    assert!(
        prepared
            .report
            .warnings
            .iter()
            .any(|warning| warning.to_string().contains("notes.csv: is no layout"))
    );
}

#[test]
fn a_row_that_two_files_have_is_taken_once() {
    let folder = tempfile::tempdir().unwrap();
    let again = folder.path().join("again.csv");
    std::fs::copy(fixture("publishers/patients-2026.csv"), &again).unwrap();
    let mut twice = sources(&["ty.csv", "epraccur.csv", "patients-2026.csv"]);
    twice.from.push(again);
    let twice = prepared(&twice).unwrap();
    let once = made(&["ty.csv", "epraccur.csv", "patients-2026.csv"]);
    assert_eq!(table(&twice, "registrations.csv"), table(&once, "registrations.csv"));
    assert!(twice.report.warnings.iter().any(|warning| warning.reason.contains("count once")));
}

fn footprint(arguments: &[&Path]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_footprint"))
        .args(arguments)
        .env_remove("FOOTPRINT_DATA")
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn the_command_says_what_would_change_and_stops_at_large_changes() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("data");
    let run = |files: &[&str], more: &[&str]| {
        let mut arguments: Vec<PathBuf> = vec!["prepare".into(), "--to".into(), to.clone()];
        for path in sources(files).from {
            arguments.extend(["--from".into(), path]);
        }
        arguments.extend(more.iter().map(Into::into));
        footprint(&arguments.iter().map(PathBuf::as_path).collect::<Vec<_>>())
    };
    let (code, told) = run(&["ty.csv", "epraccur.csv", "patients-2026.csv"], &[]);
    assert!(code == Some(0) && told.contains("Wrote"), "{told}");
    let (code, told) = run(&["ty.csv", "epraccur.csv", "patients-2026.csv"], &["--dry-run"]);
    assert!(
        code == Some(0) && told.contains("no postcode, practice, answer, name, date or sum changes"),
        "{told}"
    );
    let (code, told) = run(&["nspl.zip", "epraccur.csv", "patients-2026.csv"], &["--dry-run"]);
    assert!(code == Some(0) && told.contains("postcodes that are new: TY9 8YY, TY9 8ZZ"), "{told}");
    let few = folder.path().join("ty-few.csv");
    let text = std::fs::read_to_string(fixture("publishers/ty.csv")).unwrap();
    std::fs::write(&few, text.lines().take(60).collect::<Vec<_>>().join("\n")).unwrap();
    let few = few.to_str().unwrap();
    let (code, told) = run(&["epraccur.csv", "patients-2026.csv"], &["--from", few]);
    assert!(code == Some(1) && told.contains("postcodes.csv had 73 rows and has 60"), "{told}");
    let (code, told) = run(&["epraccur.csv", "patients-2026.csv"], &["--from", few, "--allow-large-changes"]);
    assert!(code == Some(0) && told.contains("Wrote"), "{told}");
}

/// The county's own tables that the publishers do not have, beside their files.
fn oxfordshire() -> Option<(Sources, tempfile::TempDir)> {
    let (own, published) = (shared("data/oxfordshire")?, shared("data/published")?);
    let folder = tempfile::tempdir().unwrap();
    for file in [
        "lsoa.geojson",
        "lsoa_attributes.csv",
        "districts.geojson",
        "neighbourhood_lsoa.csv",
        "neighbourhoods.csv",
    ] {
        std::fs::copy(own.join(file), folder.path().join(file)).unwrap();
    }
    // As a table of successors alone, it is told from a county's own table of closed practices by its columns.
    let closed = std::fs::read_to_string(own.join("practices_closed.csv")).unwrap();
    std::fs::write(folder.path().join("successors.csv"), closed).unwrap();
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/county.toml");
    Some((
        Sources {
            from: vec![folder.path().to_owned(), published],
            county: Some(county),
            ..Sources::default()
        },
        folder,
    ))
}

#[test]
fn the_shipped_county_comes_out_of_the_publishers_files() {
    let Some((sources, _folder)) = oxfordshire() else { return };
    let made = prepared(&sources).unwrap();
    let (ours, shipped) = (&made.loaded.atlas.ground, &county().atlas.ground);
    let read =
        |file: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file)).unwrap();
    assert!(made.files["postcodes.csv"] == read("postcodes.csv"), "live postcodes to the byte");

    // Practices: the same, and seven more within 5 km where no resident is registered. Places differ only where Code-Point
    // Open of that region was not delivered; names only where ours are written better, of practices outside.
    let more: Vec<&str> = ["J83024", "J83047", "K81004", "K81047", "K81078", "K81081", "K81636"].to_vec();
    let is_more = |code: &str| more.contains(&code);
    let codes: Vec<String> = ours.practices.iter().map(|(_, practice)| practice.code.to_string()).collect();
    assert_eq!(codes.iter().filter(|code| is_more(code)).count(), 7);
    assert_eq!(codes.len() - 7, 268);
    let mut named_otherwise = Vec::new();
    for (_, theirs) in shipped.practices.iter() {
        let practice = ours.practices.practice(ours.practices.find(theirs.code).unwrap());
        assert_eq!(
            (practice.postcode, practice.status.activity()),
            (theirs.postcode, theirs.status.activity())
        );
        if practice.status == Status::Active {
            assert_eq!(practice.list_size, theirs.list_size, "{}", theirs.code);
            assert_eq!(practice.network, theirs.network, "{}", theirs.code);
        }
        if practice.site.is_some() && theirs.site.is_some() {
            assert_eq!(practice.site, theirs.site, "{}", theirs.code);
        }
        if practice.name != theirs.name {
            named_otherwise.push(theirs.code.to_string());
        }
    }
    assert!(
        named_otherwise.iter().all(|code| !code.starts_with("K84") || code == "K84605"),
        "{named_otherwise:?}"
    );

    // Registrations: to the patient, but that an area of 2011 outside the county is split evenly where the residents of its
    // parts are not known.
    let counts = |prepared: &[u8]| -> BTreeMap<(String, String), u64> {
        let mut reader = csv::Reader::from_reader(prepared);
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| ((row[0].to_owned(), row[1].to_owned()), row[2].parse().unwrap())).collect()
    };
    let (ours, shipped) = (counts(&made.files["registrations.csv"]), counts(&read("registrations.csv")));
    assert_eq!(ours.values().sum::<u64>(), shipped.values().sum::<u64>());
    let differ = |key: &&(String, String)| ours.get(*key) != shipped.get(*key);
    let different: Vec<&(String, String)> = shipped.keys().filter(differ).collect();
    let within: Vec<String> =
        county().atlas.ground.geography.areas().map(|(_, area)| area.code.to_string()).collect();
    assert!(different.iter().all(|(_, area)| !within.contains(area)), "{different:?}");
    assert!(different.len() < 40, "{different:?}");
}

#[test]
fn another_county_works_from_such_files_end_to_end() {
    let (Some(own), Some(published)) = (shared("data/buckinghamshire"), shared("data/published")) else {
        return;
    };
    let made = prepared(&Sources { from: vec![own, published], ..Sources::default() })
        .unwrap_or_else(|refused| panic!("{:?}", &refused.findings.defects[0]));
    let told = made.report.to_string();
    for rough in ["B01 is in 10 pieces", "count once", "have no coordinates"] {
        assert!(told.contains(rough), "{rough} in {told}");
    }
    let ground = &made.loaded.atlas.ground;
    let residents: u64 = ground.geography.areas().map(|(_, area)| u64::from(area.residents)).sum();
    assert_eq!((ground.geography.len(), residents), (334, 560_409));
    let live = ground.places.all().iter().filter(|place| place.standing == Standing::Live).count();
    assert_eq!(live, 16_159);
    let service = router(App::new(made.loaded, Settings::default()).unwrap());
    let answer = get_of(&service, "/v1/resolve?postcode=HP20%201UA").json();
    assert!(answer["neighbourhood"]["id"].as_str().unwrap().starts_with('B'), "{answer}");
    let zones = get_of(&service, "/v1/neighbourhoods").json();
    let (from, to) = (&zones["items"][1]["id"], &zones["items"][2]["id"]);
    let body =
        json!({"changes": [{"op": "merge", "from": from, "into": to}], "include": ["access", "borders"]});
    let request = axum::http::Request::post("/v1/evaluate")
        .header("host", "localhost")
        .header("content-type", "application/json");
    let answer = send_to(service, request.body(axum::body::Body::from(body.to_string())).unwrap());
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert!(!answer.json()["summary"].as_array().unwrap().is_empty());
}
