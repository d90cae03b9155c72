//! Files as they are handed over: polygons as programs save them, sheets that are alike, descriptions of nothing, folders of other things.

use std::path::{Path, PathBuf};
use std::process::Command;

use footprint::ingest::prepare::Prepared;

use crate::publishers::{made, table};
use crate::publishers_as_they_come::{Office, WHOLE, assert_same, halves};
use crate::publishers_not_whole::{fixture, says, warnings};

const WEST: &str = r#""properties":{"id":"W","name":"West"}"#;
const EAST: &str = r#""properties":{"id":"E","name":"East"}"#;

fn without_table() -> Office {
    Office::new(&WHOLE).without("neighbourhoods-of-areas.csv")
}

/// Two halves and one more feature without a geometry.
fn with_bare(properties: &str, geometry: &str) -> String {
    let bare = format!(r#",{{"type":"Feature",{properties},"geometry":{geometry}}}]}}"#);
    let text = halves(WEST, EAST);
    text.strip_suffix("]}").unwrap().to_owned() + &bare
}

#[test]
fn a_feature_without_a_geometry_is_a_defect_when_it_is_a_neighbourhoods_and_is_counted_else() {
    let plain = table(
        &without_table().with("d.geojson", halves(WEST, EAST).as_bytes()).made(),
        "drafts/toy/neighbourhoods.geojson",
    );
    for geometry in
        ["null", r#"{"type":"Polygon","coordinates":[]}"#, r#"{"type":"MultiPolygon","coordinates":[]}"#]
    {
        let of = |properties: &str| {
            let text = with_bare(properties, geometry);
            without_table().with("d.geojson", text.as_bytes())
        };
        says(
            &of(r#""properties":{"id":"N","name":"North"}"#).refused(),
            &[
                "d.geojson:3: geometry: the neighbourhood \"N\" has no geometry: draw it, or take the feature out",
            ],
        );
        for nobody in [r#""properties":null"#, r#""id":7,"properties":{"id":null,"comment":"x"}"#] {
            let made = of(nobody).made();
            says(
                &warnings(&made),
                &["d.geojson: feature 3 has no geometry and nothing to be known by, and is left out"],
            );
            assert_eq!(table(&made, "drafts/toy/neighbourhoods.geojson"), plain);
        }
        let again = of(WEST).made();
        says(
            &warnings(&again),
            &["d.geojson:3: geometry: it has no geometry; \"W\" has one in another feature"],
        );
    }
}

#[test]
fn a_published_area_without_a_geometry_is_a_defect_of_the_county_and_told_elsewhere() {
    let emptied = |code: &str, named: &str| {
        let mut document: serde_json::Value = serde_json::from_str(&fixture("lsoa.geojson")).unwrap();
        let features = document["features"].as_array_mut().unwrap();
        features.push(
            serde_json::json!({"type": "Feature", "properties": {"LSOA21CD": named}, "geometry": null}),
        );
        for feature in features.iter_mut().filter(|feature| feature["properties"]["LSOA21CD"] == code) {
            feature["geometry"] = serde_json::Value::Null;
        }
        Office::new(&WHOLE).without("lsoa.geojson").with("l.geojson", document.to_string().as_bytes())
    };
    says(&emptied("E01000008", "E01099999").refused(), &["l.geojson:8: geometry: E01000008 has no geometry"]);
    let far = emptied("none", "E01099999").made();
    says(
        &warnings(&far),
        &[
            "l.geojson: 1 row outside the study area cannot be read and is left out; the first is line 37, geometry",
        ],
    );
    let nameless = emptied("none", "").made();
    says(&warnings(&nameless), &["l.geojson: feature 37 has no geometry and nothing to be known by"]);
}

/// A folder of what GDAL makes of features; none where GDAL is not installed.
fn by_gdal(geojson: &str, arguments: &[&str], to: &str) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from.geojson");
    std::fs::write(&from, geojson).unwrap();
    let ran = Command::new("ogr2ogr").arg(folder.path().join(to)).arg(&from).args(arguments).output();
    let Ok(ran) = ran else {
        crate::support::skip_without("gdal", "ogr2ogr is not installed");
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    std::fs::remove_file(from).unwrap();
    Some(folder)
}

#[test]
fn a_layer_of_a_geopackage_may_be_called_by_one_letter_and_one_of_wards_is_told_as_that() {
    let plain = table(
        &without_table().with("d.geojson", halves(WEST, EAST).as_bytes()).made(),
        "drafts/toy/neighbourhoods.csv",
    );
    for layer in ["n", "a", "name"] {
        let Some(folder) = by_gdal(&halves(WEST, EAST), &["-nln", layer], "g.gpkg") else { return };
        let bytes = std::fs::read(folder.path().join("g.gpkg")).unwrap();
        assert_eq!(
            table(&without_table().with("g.gpkg", &bytes).made(), "drafts/toy/neighbourhoods.csv"),
            plain,
            "{layer}"
        );
    }
    let wards = halves(
        r#""properties":{"WD25CD":"E05000001","WD25NM":"a"}"#,
        r#""properties":{"WD25CD":"E05000002","WD25NM":"b"}"#,
    );
    let Some(folder) = by_gdal(&wards, &["-nln", "wards"], "w.gpkg") else { return };
    let bytes = std::fs::read(folder.path().join("w.gpkg")).unwrap();
    says(
        &warnings(&Office::new(&WHOLE).with("w.gpkg", &bytes).made()),
        &[
            "w.gpkg: is a GeoPackage (its layers and their columns: wards: fid, geom, WD25CD, WD25NM), no layout known here",
        ],
    );
}

#[test]
fn a_shapefile_is_read_from_its_parts_in_a_folder_by_itself_or_beside_others_in_an_archive() {
    let Some(shapes) = by_gdal(&halves(WEST, EAST), &[], "of.shp") else { return };
    let folder = shapes.path();
    let plain = table(
        &without_table().with("d.geojson", halves(WEST, EAST).as_bytes()).made(),
        "drafts/toy/neighbourhoods.csv",
    );
    let check = |path: PathBuf| {
        let mut office = without_table();
        office.sources.from.push(path);
        let made = office.made();
        assert_eq!(table(&made, "drafts/toy/neighbourhoods.csv"), plain);
        assert!(!made.report.to_string().contains("left alone"), "{}", made.report);
    };
    check(folder.to_owned());
    check(folder.join("of.shp"));
    let archive = folder.join("all.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    let mut names: Vec<String> = vec!["of.shp".into(), "of.shx".into(), "of.dbf".into(), "of.prj".into()];
    std::fs::write(folder.join("epraccur.csv"), fixture("epraccur.csv")).unwrap();
    names.push("epraccur.csv".into());
    for name in &names {
        zip.start_file(format!("in/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &std::fs::read(folder.join(name)).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    let mut office = without_table().without("epraccur.csv");
    office.sources.from.push(archive);
    assert_eq!(
        table(&office.made(), "drafts/toy/neighbourhoods.csv"),
        plain,
        "what lies beside the shapes is read too"
    );
    std::fs::remove_file(folder.join("of.dbf")).unwrap();
    let mut office = Office::new(&WHOLE);
    office.sources.from.push(folder.join("of.shp"));
    says(
        &warnings(&office.made()),
        &["of.shp: is a Shapefile without its table, and is left alone: put the .dbf"],
    );
}

/// A workbook of sheets, each with the registrations.
fn workbook(sheets: &[&str]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in (0..).zip(fixture("patients-2026.csv").lines()) {
            for (column, cell) in (0..).zip(line.trim_end().split(',')) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn sheets_that_are_alike_are_refused_until_one_is_chosen_and_so_is_what_cannot_be_opened() {
    let office =
        || Office::new(&WHOLE).without("patients-2026.csv").with("p.xlsx", &workbook(&["Data", "Data Copy"]));
    says(
        &office().refused(),
        &[
            "p.xlsx: the sheets Data, Data Copy each hold such a table, and only one would be read: choose it with --sheet \"p.xlsx=Data\"",
        ],
    );
    let chosen = |file: &str, sheet: &str| {
        let mut office = office();
        office.sources.sheets = vec![(file.to_owned(), sheet.to_owned())];
        office
    };
    let made = chosen("p.xlsx", "Data Copy").made();
    assert_eq!(table(&made, "registrations.csv"), table(&Office::new(&WHOLE).made(), "registrations.csv"));
    says(&chosen("p.xlsx", "Nowhere").refused(), &["p.xlsx: there is no sheet \"Nowhere\""]);
    says(&chosen("q.xlsx", "Data").refused(), &["--sheet: no file of the sources is called \"q.xlsx\""]);
    let damaged = &workbook(&["Data"])[..900];
    let cut = Office::new(&WHOLE).without("patients-2026.csv").with("p.xlsx", damaged);
    says(&cut.refused(), &["p.xlsx: ", "if it is not needed, take it out of the sources"]);
}

/// A folder of the sources of Toyshire, and what the program says of it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("src")).unwrap();
        for source in Office::new(&WHOLE).sources.from {
            std::fs::copy(&source, folder.path().join("src").join(source.file_name().unwrap())).unwrap();
        }
        std::fs::copy(crate::support::fixture("toyshire/county.toml"), folder.path().join("src/county.toml"))
            .unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn edited(&self, name: &str, edit: impl Fn(String) -> String) {
        let path = self.path(name);
        std::fs::write(&path, edit(std::fs::read_to_string(&path).unwrap())).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_footprint"));
        let output = command.args(arguments).current_dir(self.0.path()).env_remove("FOOTPRINT_DATA").output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn prepare(&self) -> (Option<i32>, String) {
        self.run(&["prepare", "--from", "src", "--to", "out", "--allow-large-changes"])
    }
}

#[test]
fn what_county_toml_describes_and_is_not_there_is_told_and_so_is_another_one() {
    let folder = Folder::new();
    let more = "\n[[drafts]]\nid = \"planx\"\ntitle = \"X\"\nstatus = \"s\"\ncaveat = \"c\"\n[[sources]]\nfile = \"nowhere.csv\"\n\
                title = \"t\"\nsource = \"s\"\nlicence = \"l\"\nvintage = \"v\"\n[[sources]]\nfile = \"drafts/areas.csv\"\ntitle = \"t\"\n\
                source = \"s\"\nlicence = \"l\"\nvintage = \"v\"\n";
    let own = std::fs::read_to_string(folder.path("src/county.toml")).unwrap();
    std::fs::create_dir(folder.path("src/sub")).unwrap();
    std::fs::write(folder.path("src/sub/county.toml"), &own).unwrap();
    folder.edited("src/county.toml", |text| text + more);
    let (code, told) = folder.prepare();
    assert_eq!(code, Some(0), "{told}");
    says(
        &told,
        &[
            "[[drafts]] describes \"planx\", and no draft is called so, so that its title and caveat are said of none: the drafts are toy",
            "[[sources]] describes \"nowhere.csv\", and no file of the data directory is called so",
            "src/sub/county.toml: describes the county too, and is not read: src/county.toml is",
        ],
    );
    assert!(!told.contains("describes \"drafts/areas.csv\""), "{told}");
    std::fs::remove_file(folder.path("src/county.toml")).unwrap();
    says(
        &folder.prepare().1,
        &["src/sub/county.toml: is not read: put it directly into a folder that is given"],
    );
}

#[test]
fn county_toml_is_read_in_any_encoding_and_its_dates_as_people_write_them() {
    let folder = Folder::new();
    let own =
        std::fs::read_to_string(folder.path("src/county.toml")).unwrap().replace("Toyshire\"", "Toyshîre\"");
    let title = || {
        let (code, told) = folder.prepare();
        assert_eq!(code, Some(0), "{told}");
        std::fs::read_to_string(folder.path("out/manifest.toml")).unwrap()
    };
    std::fs::write(folder.path("src/county.toml"), &own).unwrap();
    let plain = title();
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(own.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = own.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [utf16, windows, own.replace("\"2026-01-01\"", "2026-01-01").into_bytes()] {
        std::fs::write(folder.path("src/county.toml"), bytes).unwrap();
        assert_eq!(title(), plain);
    }
    std::fs::write(folder.path("src/county.toml"), own.replace("2026-01-01", "01/01/2026")).unwrap();
    let (code, told) = folder.prepare();
    assert_eq!(code, Some(1), "{told}");
    says(&told, &["county.toml: the date \"01/01/2026\" of a draft is not one such as 2026-01-31"]);
}

#[test]
fn what_changes_is_told_with_its_dates_and_another_county_is_stopped() {
    let folder = Folder::new();
    assert_eq!(folder.prepare().0, Some(0));
    folder.edited("src/patients-2026.csv", |text| text.replace("01APR2026", "01APR2019"));
    let (_, told) = folder.prepare();
    says(&told, &["1 files of another date: registrations.csv from \"", "01APR2026", "01APR2019"]);
    assert!(!told.contains("changes."), "{told}");
    folder.edited("src/county.toml", |text| text.replace("\"Toyshire\"", "\"Othershire\""));
    let (code, told) = folder.run(&["prepare", "--from", "src", "--to", "out"]);
    assert_eq!(code, Some(1), "{told}");
    says(&told, &["Large change: the county was Toyshire and is Othershire"]);
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn files_that_no_earlier_run_wrote_are_not_replaced_by_prepare_or_pack() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("out")).unwrap();
    std::fs::write(folder.path("out/README.md"), "mine").unwrap();
    for more in [&[][..], &["--dry-run"][..]] {
        let (code, told) = folder.run(&[&["prepare", "--from", "src", "--to", "out"][..], more].concat());
        assert_eq!(code, Some(1), "{told}");
        says(&told, &["files stand there that no earlier run wrote, and they would be replaced: README.md"]);
    }
    assert_eq!(read(&folder.path("out/README.md")), b"mine");
    assert!(!folder.path("out/areas.csv").exists());
    let (code, told) = folder.run(&["prepare", "--from", "src", "--to", "./src"]);
    assert_eq!(code, Some(1), "{told}");
    says(&told, &["--to is src of --from"]);

    std::fs::remove_file(folder.path("out/README.md")).unwrap();
    assert_eq!(folder.prepare().0, Some(0));
    // A run that was cut before its manifest is taken up by the next.
    std::fs::remove_file(folder.path("out/manifest.toml")).unwrap();
    let (code, told) = folder.prepare();
    assert_eq!(code, Some(0), "{told}");
    let areas = read(&folder.path("out/areas.csv"));
    let (code, told) = folder.run(&["pack", "--data", "out", "--to", "out/areas.csv"]);
    assert_eq!(code, Some(1), "{told}");
    says(&told, &["out/areas.csv is there, and is no packed file"]);
    assert_eq!(read(&folder.path("out/areas.csv")), areas);
    for _ in 0..2 {
        assert_eq!(folder.run(&["pack", "--data", "out", "--to", "toy.footprint"]).0, Some(0));
    }
}

#[test]
fn a_directory_may_have_postcodes_in_any_of_their_columns() {
    let renamed =
        |text: &str| text.replacen("pcd,pcd2,pcds,", "none,pcd2,pcd7,", 1).replace("TY1 1AA", "TY11AA");
    let files = ["epraccur.csv", "patients-2026.csv", "onspd.csv"];
    let made = Office::new(&files).edited("onspd.csv", "d.csv", renamed).made();
    assert_eq!(table(&made, "postcodes.csv"), table(&Office::new(&files).made(), "postcodes.csv"));
}

#[test]
fn columns_are_known_by_what_people_call_them() {
    let plain = made(&WHOLE);
    for headings in
        ["LSOA code (2021),Neighbourhood ID,Neighbourhood name", "LSOA21,Neighborhood,Neighbourhood Name"]
    {
        let office = Office::new(&WHOLE).edited("neighbourhoods-of-areas.csv", "option.csv", |text| {
            text.replacen("LSOA21CD,neighbourhood,name", headings, 1)
        });
        let homes = |prepared: &Prepared| {
            let is_homes = |file: &&String| file.starts_with("drafts/") && file.ends_with("/areas.csv");
            let file = prepared.files.keys().map(ToString::to_string).collect::<Vec<_>>();
            table(prepared, file.iter().find(is_homes).unwrap())
        };
        assert_eq!(homes(&office.made()), homes(&plain), "{headings}");
    }
    let patients = Office::new(&WHOLE).edited("patients-2026.csv", "patients.csv", |text| {
        text.replacen("PRACTICE_CODE", "Practice code", 1).replacen("LSOA_CODE", "LSOA code", 1).replacen(
            "NUMBER_OF_PATIENTS",
            "Number of patients",
            1,
        )
    });
    assert_same(&patients.made(), &["registrations.csv"]);
}
