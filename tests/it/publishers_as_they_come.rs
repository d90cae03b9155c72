//! The publishers' files as offices have them: saved again, with columns of their own, with rows that are wrong.

use std::path::PathBuf;

use footprint::ingest::prepare::{Prepared, Sources};

use crate::publishers::{made, sources, table};
use crate::support::{fixture, prepared};

pub const WHOLE: [&str; 3] = ["ty.csv", "epraccur.csv", "patients-2026.csv"];

/// A folder whose files are made of fixtures, and given as further sources.
pub struct Office {
    folder: tempfile::TempDir,
    pub sources: Sources,
}

impl Office {
    pub fn new(files: &[&str]) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), sources: sources(files) }
    }

    /// In place of a fixture, the same with an edit, under a name.
    pub fn edited(mut self, fixture_name: &str, name: &str, edit: impl Fn(&str) -> String) -> Self {
        let from = fixture("publishers").join(fixture_name);
        let text = String::from_utf8_lossy(&std::fs::read(&from).unwrap()).into_owned();
        self.sources.from.retain(|path| *path != from);
        self.with(name, edit(&text).as_bytes())
    }

    pub fn with(mut self, name: &str, bytes: &[u8]) -> Self {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        self.sources.from.push(path);
        self
    }

    pub fn without(mut self, fixture_name: &str) -> Self {
        self.sources.from.retain(|path| !path.ends_with(fixture_name));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn made(&self) -> Prepared {
        prepared(&self.sources).unwrap_or_else(|refused| panic!("{refused}"))
    }

    pub fn refused(&self) -> String {
        prepared(&self.sources).map(|_| ()).unwrap_err().to_string()
    }
}

/// Tables are the same as those of the fixtures as they are.
pub fn assert_same(prepared: &Prepared, files: &[&str]) {
    let plain = made(&WHOLE);
    for file in files {
        assert_eq!(table(prepared, file), table(&plain, file), "{file}");
    }
}

const TABLES: [&str; 5] =
    ["postcodes.csv", "practices.csv", "registrations.csv", "areas.csv", "districts.csv"];

#[test]
fn workbooks_and_texts_that_are_no_table_known_here_are_left_alone_and_named() {
    let package = std::fs::read(fixture("publishers/codepo_gb.zip")).unwrap();
    let office = Office::new(&["epraccur.csv", "patients-2026.csv"])
        .with("codepo_gb.zip", &package)
        .with("~$ePCN.xlsx", &[0; 55]);
    let prepared = office.made();
    assert_same(&prepared, &TABLES);
    let told = prepared.report.to_string();
    for line in [
        "~$ePCN.xlsx: is left alone",
        "Left alone, as texts for people: codepo_gb.zip/Doc/Code-Point_Open_Column_Headers.csv, codepo_gb.zip/Doc/Codelist.xlsx, \
         codepo_gb.zip/Doc/NHS_Codelist.xls",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
}

#[test]
fn columns_of_networks_go_by_their_headings() {
    let workbook = std::fs::read(fixture("publishers/epcn-inserted.xlsx")).unwrap();
    let office = Office::new(&WHOLE).without("epcn.csv").with("of any name.xlsx", &workbook);
    let prepared = office.made();
    assert!(
        table(&prepared, "practices.csv").contains("U00001,TOY SOUTH")
            || table(&prepared, "practices.csv").contains("U00001,Toy South")
    );
    assert_same(&prepared, &["practices.csv"]);

    let headed = "PCN Name,PCN Code,Partner Organisation Code,Practice to PCN Relationship End Date\n\
                  TOY SOUTH,U00001,T10001,\nFORMER PCN,U09999,T10001,20200101\nTOY SOUTH,U00001,T10002,\n\
                  TOY NORTH,U00002,T10003,\nTOY SOUTH,U00001,T10005,\n";
    let office = Office::new(&WHOLE).without("epcn.csv").with("networks.csv", headed.as_bytes());
    assert_same(&office.made(), &["practices.csv"]);

    let lacking = headed.replace("Practice to PCN Relationship End Date", "Until");
    let told = Office::new(&WHOLE).without("epcn.csv").with("networks.csv", lacking.as_bytes()).refused();
    assert!(
        told.contains("networks.csv: a table of networks needs a column of the end of the membership"),
        "{told}"
    );
}

#[test]
fn numbers_of_the_national_grid_without_a_system_are_read_as_such_and_told() {
    let crs = r#""crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, "#;
    let office =
        Office::new(&WHOLE).edited("lsoa.geojson", "LSOA_2021_BFC.geojson", |text| text.replace(crs, ""));
    let prepared = office.made();
    assert_same(&prepared, &["areas.geojson"]);
    assert!(prepared.report.to_string().contains("they are read as EPSG:27700"));
}

pub fn halves(west: &str, east: &str) -> String {
    let feature = |properties: &str, from: u32| {
        format!(
            r#"{{"type":"Feature",{properties},"geometry":{{"type":"Polygon","coordinates":[[[{from},200000],[{to},200000],[{to},206000],[{from},206000],[{from},200000]]]}}}}"#,
            to = from + 3000
        )
    };
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[{},{}]}}"#,
        feature(west, 450_000),
        feature(east, 453_000)
    )
}

#[test]
fn neighbourhoods_drawn_under_any_name_and_with_any_id_are_read() {
    let roster = |west: &str, east: &str, name: &str| {
        let office = Office::new(&WHOLE)
            .without("neighbourhoods-of-areas.csv")
            .with(name, halves(west, east).as_bytes());
        table(&office.made(), "drafts/toy/neighbourhoods.csv")
    };
    let west = |properties: &str| format!(r#""properties":{{{properties}}}"#);
    let numeric =
        roster(&west(r#""id":1,"name":"West""#), &west(r#""id":2,"name":"East""#), "borders.geojson");
    assert_eq!(numeric, "id,name\n1,West\n2,East\n");
    let shouted =
        roster(&west(r#""ID":"W","NAME":"West""#), &west(r#""ID":"E","NAME":"East""#), "borders.json");
    assert_eq!(shouted, "id,name\nE,East\nW,West\n");
    let of_feature = roster(
        &format!(r#""id":"W",{}"#, west(r#""name":"West""#)),
        &format!(r#""id":"E",{}"#, west(r#""name":"East""#)),
        "b.geojson",
    );
    assert_eq!(of_feature, "id,name\nE,East\nW,West\n");
    let named_only = roster(&west(r#""NAME":"West""#), &west(r#""NAME":"East""#), "neighbourhoods.geojson");
    assert_eq!(named_only, "id,name\nN01,West\nN02,East\n");
    let one = roster(
        &west(r#""id":"A","name":"All""#),
        &west(r#""id":"A","name":"All""#),
        "neighbourhoods.geojson",
    );
    assert_eq!(one, "id,name\nA,All\n");
}

#[test]
fn delimiters_encodings_and_words_for_nothing_are_read_as_in_any_table() {
    let semicolons = |text: &str| text.replace(',', ";");
    let office = Office::new(&WHOLE).edited("neighbourhoods-of-areas.csv", "lookup.csv", semicolons).edited(
        "patients-2026.csv",
        "patients.csv",
        |text| text.replace(',', "\t"),
    );
    assert_same(&office.made(), &TABLES);

    let utf16 = |text: &str| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes);
        units.collect::<Vec<u8>>()
    };
    let lookup = std::fs::read_to_string(fixture("publishers/neighbourhoods-of-areas.csv")).unwrap();
    let office =
        Office::new(&WHOLE).without("neighbourhoods-of-areas.csv").with("lookup.txt", &utf16(&lookup));
    assert_same(&office.made(), &TABLES);

    // As R writes a table: a column of row numbers, and NA for nothing.
    let written_by_r = |text: &str| {
        let row = |(number, line): (usize, &str)| {
            let blank = |cell: &str| if cell.is_empty() { "NA".to_owned() } else { cell.to_owned() };
            let cells: Vec<String> = line.trim_end().split(',').map(blank).collect();
            format!("{},{}\n", if number == 0 { String::new() } else { number.to_string() }, cells.join(","))
        };
        text.lines().enumerate().map(row).collect::<String>()
    };
    let plain = made(&["onspd.csv", "epraccur.csv", "patients-2026.csv"]);
    let again = Office::new(&["onspd.csv", "epraccur.csv", "patients-2026.csv"]).edited(
        "onspd.csv",
        "onspd-r.csv",
        written_by_r,
    );
    assert_eq!(table(&again.made(), "postcodes.csv"), table(&plain, "postcodes.csv"));
}

#[test]
fn a_postcode_has_ended_in_a_month_and_in_nothing_else() {
    let files = ["onspd.csv", "epraccur.csv", "patients-2026.csv"];
    let ending = |ended: &'static str| {
        let edit = move |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            // `doterm` is the fifth column, and the first four hold no comma.
            for line in &mut lines[1..10] {
                let mut cells: Vec<&str> = line.splitn(6, ',').collect();
                cells[4] = ended;
                *line = cells.join(",");
            }
            lines.join("\n") + "\n"
        };
        Office::new(&files).edited("onspd.csv", "onspd-ended.csv", edit)
    };
    let plain = made(&files);
    for blank in ["0", "NA", ""] {
        assert_eq!(table(&ending(blank).made(), "postcodes.csv"), table(&plain, "postcodes.csv"), "{blank}");
    }
    for ended in ["202406", "202406.0"] {
        let live = |prepared: &Prepared| table(prepared, "postcodes.csv").lines().count();
        assert_eq!(live(&ending(ended).made()) + 9, live(&plain), "{ended}");
    }
    for wrong in ["Jan-15", "1900-01-01", "202413", "15"] {
        let told = ending(wrong).refused();
        assert!(told.contains("onspd-ended.csv:2: doterm"), "{wrong}: {told}");
    }
}

#[test]
fn a_bad_row_elsewhere_is_told_and_one_of_the_study_area_is_a_defect() {
    let far = r#""T10009","FAR AWAY","Y59","QU9","","","LEEDS","","","LS1","19740401","","A","","10Q","","","","","","","0","","10Q","","4","""#;
    let with = |row: &str| {
        Office::new(&WHOLE).edited("epraccur.csv", "practices-of-all.csv", |text| format!("{text}{row}\n"))
    };
    let prepared = with(far).made();
    assert_same(&prepared, &["practices.csv", "registrations.csv"]);
    let told = prepared.report.to_string();
    assert!(told.contains("practices-of-all.csv: 1 row outside the study area cannot be read and is left out; the first is line 9"), "{told}");

    let near = far.replace("LS1", "TY2 1");
    let told = with(&near).refused();
    assert!(told.contains("practices-of-all.csv:9: postcode: \"TY2 1\" is a postcode sector"), "{told}");
    assert!(told.contains("leave it out with --allow-defects 1"), "{told}");
    let mut office = with(&near);
    office.sources.allowed_defects = 1;
    let prepared = office.made();
    assert_same(&prepared, &["practices.csv"]);
    assert!(prepared.report.to_string().contains("practices-of-all.csv:9: postcode: the row is left out"));

    // Wherever its postcode may be, its patients live here.
    let told = with(&far.replace("T10009", "T10001")).refused();
    assert!(told.contains("\"LS1\" is a postcode district"), "{told}");
}

#[test]
fn rows_of_a_postcode_file_are_judged_by_their_district_and_their_postcode() {
    let edit = |from: &str, to: &str| {
        let (from, to) = (from.to_owned(), to.to_owned());
        Office::new(&WHOLE).edited("ty.csv", "codes.csv", move |text| {
            format!("{}{text}", text.lines().next().unwrap().replace(&from, &to) + "\n")
        })
    };
    let told = edit("TY1 1AA", "T?1 1AA").refused();
    assert!(told.contains("codes.csv:1: postcode"), "{told}");
    let far = Office::new(&WHOLE).edited("ty.csv", "codes.csv", |text| {
        format!("\"LS1 1AA\",\"10\",\"north\",\"433000\",\"E92000001\",\"\",\"\",\"\",\"E08000035\",\"E05000001\"\n{text}")
    });
    let prepared = far.made();
    assert_same(&prepared, &["postcodes.csv"]);
    assert!(prepared.report.to_string().contains("codes.csv: 1 row outside the study area"));
}

#[test]
fn what_a_file_lacks_is_told_also_when_all_is_refused() {
    let ended = |text: &str| {
        let row = |(number, line): (usize, &str)| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if number > 0 {
                cells[4] = "202001".to_owned();
            }
            cells.join(",") + "\n"
        };
        text.lines().enumerate().map(row).collect::<String>()
    };
    let told = Office::new(&["onspd.csv", "epraccur.csv"])
        .edited("onspd.csv", "ended.csv", ended)
        .with("notes.csv", b"a,b\n1,2\n")
        .with("nobody.csv", b"PRACTICE_CODE,LSOA_CODE,NUMBER_OF_PATIENTS\n")
        .refused();
    for line in [
        "no postcode in use is of the study area",
        "in use: each has a date in doterm",
        "notes.csv: is no layout known here, and is left alone (its first row: a, b)",
        "nobody.csv: was taken for NHS England registered patients by LSOA, and no row of it is used",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
}

#[test]
fn a_publishers_file_is_known_even_by_the_name_of_a_joined_table() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |file: &str, name: &str| {
        std::fs::copy(fixture("publishers").join(file), folder.path().join(name)).unwrap()
    };
    copy("ty.csv", "postcodes.csv");
    copy("epraccur.csv", "practices.csv");
    copy("patients-2026.csv", "registrations.csv");
    copy("iod2025.csv", "areas.csv");
    let mut sources = sources(&[]);
    sources.from.retain(|path| !path.ends_with("iod2025.csv"));
    sources.from.push(folder.path().to_owned());
    let prepared = prepared(&sources).unwrap_or_else(|refused| panic!("{refused}"));
    assert_same(&prepared, &TABLES);
}

#[test]
fn a_practice_that_closed_with_patients_and_no_successor_is_told_with_their_number() {
    let office = Office::new(&WHOLE).edited("epraccur.csv", "epraccur.csv", |text| {
        text.replacen("\"19740401\",\"\",\"A\"", "\"19740401\",\"\",\"D\"", 1)
    });
    let told = office.made().report.to_string();
    assert!(told.contains("T10001 (South West Surgery) is dormant, and"), "{told}");
    let told = made(&WHOLE).report.to_string();
    assert!(!told.contains("is closed, and"), "its successor is named: {told}");
}

/// A list of practices with one column more before the town, and the last left out.
fn with_moved_columns(text: &str, more: &str) -> String {
    let row = |line: &str| {
        let mut cells: Vec<&str> = line.trim_end_matches('\r').split(',').collect();
        cells.insert(6, more);
        cells.pop();
        cells.join(",") + "\r\n"
    };
    text.lines().map(row).collect()
}

#[test]
fn practices_are_found_by_their_headings_wherever_the_columns_stand() {
    let turned = |text: &str| -> String {
        let row = |line: &str| line.trim_end_matches('\r').rsplit(',').collect::<Vec<_>>().join(";") + "\r\n";
        text.lines().map(row).collect()
    };
    let files = ["practices.csv", "registrations.csv"];
    let moved = Office::new(&WHOLE)
        .without("epraccur.csv")
        .edited("epraccur-2026.csv", "a.csv", |text| with_moved_columns(text, "\"W3W\""));
    assert_same(&moved.made(), &files);
    let turned = Office::new(&WHOLE).without("epraccur.csv").edited("epraccur-2026.csv", "b.csv", turned);
    assert_same(&turned.made(), &files);
    let nameless = Office::new(&WHOLE)
        .without("epraccur.csv")
        .edited("epraccur-2026.csv", "c.csv", |text| text.replace("Status Code", "Condition"));
    let told = nameless.refused();
    assert!(told.contains("c.csv: a table of practices needs a column of the status"), "{told}");
}

#[test]
fn practices_without_headings_whose_columns_have_moved_are_refused() {
    let office =
        Office::new(&WHOLE).edited("epraccur.csv", "d.csv", |text| with_moved_columns(text, "\"x\""));
    let told = office.refused();
    for expected in [
        "d.csv: column 10 should hold postcodes",
        "d.csv: column 13 should hold a status (A, C, D, P, ACTIVE or INACTIVE)",
    ] {
        assert!(told.contains(expected), "{expected:?} is not in {told}");
    }
    let swapped = Office::new(&WHOLE).edited("epraccur.csv", "e.csv", |text| {
        text.lines().map(|line| line.replace(",\"4\",", ",\"B\",") + "\r\n").collect()
    });
    let told = swapped.refused();
    assert!(told.contains("e.csv: column 26 should hold prescribing settings (4) or roles (RO76)"), "{told}");
}
