//! The publishers' files that are not whole, are of other places or dates, or contradict each other: refused, or told.

use std::path::{Path, PathBuf};
use std::process::Command;

use footprint::ingest::prepare::{Prepared, write_to};

use crate::publishers::table;
use crate::publishers_as_they_come::{Office, WHOLE};

pub fn warnings(prepared: &Prepared) -> String {
    let warnings: Vec<String> = prepared.report.warnings.iter().map(ToString::to_string).collect();
    warnings.join("\n")
}

/// Checks that each of some texts is said.
pub fn says(told: &str, texts: &[&str]) {
    for text in texts {
        assert!(told.contains(text), "{text:?} is not in {told}");
    }
}

fn whole() -> Office {
    Office::new(&WHOLE)
}

#[test]
fn two_files_that_contradict_each_other_are_refused_and_two_that_agree_are_taken_once() {
    let june = |text: &str| text.replace("01/05/2025", "01/06/2025").replace(",900", ",950");
    for [one, other] in [["a.csv", "z.csv"], ["z.csv", "a.csv"]] {
        let office = whole().edited("gp-reg-pat-prac-all.csv", one, str::to_owned);
        let office = office.with(other, june(&fixture("gp-reg-pat-prac-all.csv")).as_bytes());
        says(&office.refused(), &["T10001 stands on", "already, with 9"]);
    }
    let again = whole().with("again.csv", fixture("iod2025.csv").as_bytes());
    says(&warnings(&again.made()), &["36 rows stand in another file too, with the same values"]);
    let other = |text: &str| text.replace("1234.0,5.0,100", "1234.0,5.0,200");
    let revised = whole().with("b.csv", other(&fixture("iod2025.csv")).as_bytes());
    says(&revised.refused(), &["E01000002 stands on", "already, with 100 residents"]);
    let row = "E01000001,Square 00,E07000001,Toy District,20.5,1234.0,1.0,500\r\n";
    let twice = whole().edited("iod2025.csv", "c.csv", |text| format!("{text}{row}"));
    says(
        &twice.refused(),
        &["c.csv:38: LSOA code (2021): E01000001 stands on", "c.csv:2 already, with 100 residents"],
    );
}

pub fn fixture(name: &str) -> String {
    let bytes = std::fs::read(crate::support::fixture("publishers").join(name)).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn registrations_of_other_areas_are_refused_and_areas_without_any_are_told() {
    let elsewhere = whole().edited("patients-2026.csv", "p.csv", |text| text.replace(",E010000", ",E020000"));
    says(
        &elsewhere.refused(),
        &["36 of 36 areas (3600 of 3600 residents; the first is E01000001) have nobody registered"],
    );
    let part = whole().edited("patients-2026.csv", "p.csv", |text| text.replace(",E0100003", ",E0105003"));
    says(
        &warnings(&part.made()),
        &["7 of 36 areas (700 of 3600 residents; the first is E01000030) have nobody registered"],
    );
    let cut = whole().edited("patients-2026.csv", "p.csv", |text| text.replace(",E01000001,", ",E0100000,"));
    says(
        &warnings(&cut.made()),
        &["1 row has an lsoa_code that is no code of an LSOA, the first \"E0100000\" on line 2"],
    );
    let of_two_dates =
        whole().edited("patients-2026.csv", "p.csv", |text| text.replacen("01APR2026", "01JAN2020", 1));
    says(&warnings(&of_two_dates.made()), &["p.csv: its rows are of several dates: 01JAN2020 and 01APR2026"]);
    assert!(!warnings(&whole().made()).contains("nobody registered"));
}

#[test]
fn areas_without_a_postcode_are_told_and_postcodes_that_lie_in_none_are_refused() {
    let first = |text: &str| text.lines().take(40).collect::<Vec<_>>().join("\r\n");
    let cut = whole().edited("ty.csv", "ty1.csv", first).made();
    says(
        &warnings(&cut),
        &["no postcode in use: is the file of a postcode area missing? The postcodes are of TY"],
    );
    assert!(!warnings(&whole().made()).contains("no postcode in use"));
    let swapped = |text: &str| -> String {
        let row = |line: &str| {
            let mut fields: Vec<&str> = line.split(',').collect();
            fields.swap(2, 3);
            fields.join(",") + "\r\n"
        };
        text.lines().map(row).collect()
    };
    says(&whole().edited("ty.csv", "s.csv", swapped).refused(), &["are eastings and northings swapped"]);
    says(
        &whole().without("lsoa.geojson").refused(),
        &["areas.geojson: are missing: the borders of the areas"],
    );
}

#[test]
fn a_district_that_was_coded_anew_keeps_its_postcodes() {
    let anew = whole().edited("ty.csv", "new.csv", |text| text.replace("E07000001", "E07000099")).made();
    assert_eq!(
        table(&anew, "postcodes.csv").lines().count(),
        table(&whole().made(), "postcodes.csv").lines().count()
    );
    says(
        &warnings(&anew),
        &["postcodes are of the district E07000099, which the tables of areas do not know"],
    );
}

#[test]
fn areas_that_a_table_of_neighbourhoods_lacks_are_named() {
    let cut = whole().edited("neighbourhoods-of-areas.csv", "n.csv", |text| {
        text.lines().filter(|line| !line.starts_with("E01000036")).collect::<Vec<_>>().join("\n")
    });
    let told = warnings(&cut.made());
    says(
        &told,
        &[
            "1 of the 36 areas of Toy District (E07000001) is in no neighbourhood, and left out with 100 residents: E01000036",
        ],
    );
    assert!(!warnings(&whole().made()).contains("in no neighbourhood"));
}

#[test]
fn a_table_of_neighbourhoods_may_have_names_alone_and_totals_but_no_area_without_one() {
    let named = |heading: &'static str| {
        move |text: &str| -> String {
            let row = |line: &str| {
                let fields: Vec<&str> = line.trim_end().split(',').collect();
                let name =
                    if fields[0] == "E01000005" { fields[2].to_uppercase() } else { fields[2].to_owned() };
                format!("{},{name}\n", fields[0])
            };
            text.lines().map(row).collect::<String>().replace(",name\n", heading) + "Total,36\n"
        }
    };
    for heading in [",Neighbourhood\n", ",Neighbourhood name\n"] {
        let made = whole().edited("neighbourhoods-of-areas.csv", "n.csv", named(heading)).made();
        let roster = table(&made, "drafts/toy/neighbourhoods.csv");
        assert_eq!(roster.lines().collect::<Vec<_>>()[1], "N01,South West", "{heading}: {roster}");
        assert_eq!(roster.lines().count(), 5, "{roster}");
        says(
            &warnings(&made),
            &[
                "N01 to N04 are made, in the order of the file (N01 is \"South West\")",
                "1 row below the table, from row 38, not read",
            ],
        );
    }
    // Ids among names are no names.
    let mixed =
        |text: &str| named(",Neighbourhood\n")(text).replacen("E01000001,South West", "E01000001,N05", 1);
    let told = whole().edited("neighbourhoods-of-areas.csv", "n.csv", mixed).refused();
    says(&told, &["n.csv:3: Neighbourhood: \"South West\" is not a neighbourhood id"]);
    for word in ["0", "Unassigned", "n/a"] {
        let edit = |text: &str| text.replacen("E01000001,T1,South West", &format!("E01000001,{word},"), 1);
        let told = whole().edited("neighbourhoods-of-areas.csv", "n.csv", edit).refused();
        says(&told, &["says that the area has no neighbourhood"]);
    }
}

#[test]
fn numbers_are_read_as_offices_save_them() {
    let saved = whole()
        .edited("patients-2026.csv", "p.csv", |text| text.replace(",ALL,100", ",ALL,100.0"))
        .edited("gp-reg-pat-prac-all.csv", "l.csv", |text| text.replace(",1000", ",\"1,000\""));
    let (saved, plain) = (saved.made(), whole().made());
    for file in ["registrations.csv", "practices.csv"] {
        assert_eq!(table(&saved, file), table(&plain, file), "{file}");
    }
    let short = whole().edited("patients-2026.csv", "p.csv", |text| text.replace(",ALL,100", ",ALL,1E+02"));
    says(&short.refused(), &["NUMBER_OF_PATIENTS: \"1E+02\" cannot be read: expected a whole number"]);
}

#[test]
fn successors_that_cannot_be_are_refused() {
    let with = |rows: &str| {
        let closed = |text: &str| {
            text.replace("\"TY5 1FA\",\"19740401\",\"\",\"A\"", "\"TY5 1FA\",\"19740401\",\"20250101\",\"C\"")
        };
        whole()
            .edited("epraccur.csv", "e.csv", closed)
            .edited("successors.csv", "s.csv", |text| format!("{text}{rows}"))
    };
    says(
        &with("T10004,T10003,a\nT10004,T10002,b\n").refused(),
        &["s.csv:4: successor: T10004 has the successor T10003 on"],
    );
    says(&with("T10004,T10004,a\n").refused(), &["the patients of T10004 come back to it"]);
    says(&with("T10003,T10002,a\n").refused(), &["T10003 is open by the table of practices"]);
    let unknown = with("T10004,T10003,a\nT77777,T77778,b\n").made();
    says(&warnings(&unknown), &["neither T77777 nor T77778 is among the practices"]);
    says(&table(&unknown, "practices.csv"), &["T10004,North East Surgery"]);
}

#[test]
fn practices_that_lack_a_list_or_a_place_are_named_and_a_column_that_a_spreadsheet_dropped_is_no_harm() {
    let other = |text: &str| text.replace(",T10004,", ",T99999,");
    let told = warnings(&whole().edited("gp-reg-pat-prac-all.csv", "l.csv", other).made());
    says(&told, &["open practices of the study area without a list: 1 (T10004)"]);
    let moved = whole().edited("epraccur.csv", "e.csv", |text| text.replace("TY5 1FA", "TY5 9FA"));
    let made = moved.made();
    says(
        &warnings(&made),
        &["open practices whose postcode is not loaded", "T10004 North East Surgery (TY5 9FA)"],
    );
    says(&table(&made, "practices.csv"), &["T10004"]);
    let dropped = whole()
        .edited("epraccur.csv", "e.csv", |text| text.replace(",\"\"\r\n", "\r\n").replace(",\"\"\n", "\n"))
        .made();
    assert_eq!(table(&dropped, "practices.csv"), table(&whole().made(), "practices.csv"));
}

#[test]
fn what_was_prepared_before_is_no_source_and_stays_whole_when_nothing_can_be_written() {
    let office = whole();
    let within = office.path("out");
    let made = office.made();
    write_to(&within, &made).unwrap();
    let folder = within.parent().unwrap().to_owned();
    for source in &office.sources.from {
        let _copied = std::fs::copy(source, folder.join(source.file_name().unwrap())).unwrap();
    }
    let run = |more: &[&str]| {
        let mut arguments: Vec<PathBuf> =
            vec!["prepare".into(), "--from".into(), folder.clone(), "--to".into(), within.clone()];
        let county = crate::support::fixture("toyshire/county.toml");
        arguments.extend(["--county".into(), county]);
        arguments.extend(more.iter().map(PathBuf::from));
        let output = Command::new(env!("CARGO_BIN_EXE_footprint"))
            .args(arguments)
            .env_remove("FOOTPRINT_DATA")
            .output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, told) = run(&[]);
    assert_eq!(code, Some(0), "{told}");
    says(
        &told,
        &[
            "is a data directory that was prepared before",
            "no postcode, practice, answer, name, date or sum changes",
        ],
    );
    let areas = std::fs::read_to_string(folder.join("iod2025.csv")).unwrap();
    std::fs::write(folder.join("iod2025.csv"), areas.replace("1234.0,5.0,100", "1234.0,5.0,1000")).unwrap();
    let (code, told) = run(&[]);
    assert_eq!(code, Some(1), "{told}");
    says(&told, &["residents from 3600 to 35100", "residents were 3600 and are 35100"]);
    // A folder stands where a file is to be written first.
    let last = made.files.keys().last().unwrap();
    std::fs::create_dir_all(within.join(format!("{last}.partial")).join("in the way")).unwrap();
    let before = everything(&within);
    let (code, told) = run(&["--allow-large-changes"]);
    assert_ne!(code, Some(0), "{told}");
    assert_eq!(everything(&within), before);
}

/// All files of a prepared directory, with their bytes.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                files.push((entry.clone(), std::fs::read(entry).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn patients_are_those_of_all_sexes_by_any_word_for_them_and_rows_of_one_sex_are_told() {
    let words = whole().edited("patients-2026.csv", "p.csv", |text| text.replace(",ALL,", ",Persons,"));
    assert_eq!(table(&words.made(), "registrations.csv"), table(&whole().made(), "registrations.csv"));
    let parts = whole().edited("patients-2026.csv", "p.csv", |text| text.replace(",ALL,", ",FEMALE,"));
    says(&warnings(&parts.made()), &["each count the patients of one sex or age", "no row of it is used"]);
    let odd = whole().edited("patients-2026.csv", "p.csv", |text| text.replacen(",ALL,", ",N/K of 3,", 1));
    says(&odd.refused(), &["SEX", "expected ALL, or a sex whose rows are left out"]);
}
