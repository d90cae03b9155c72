//! What `prepare` says of files that are nearly right: the cause, and nothing that is not so.

use footprint::ingest::prepare::Sources;
use serde_json::json;

use crate::publishers::defects;
use crate::publishers_as_they_come::{Office, WHOLE, assert_same, halves};
use crate::publishers_not_whole::says;

#[test]
fn practices_cut_to_some_columns_go_by_their_headings_and_what_is_lacking_is_named() {
    let columns = [12, 9, 0, 1, 25];
    let cut = |headings: &str, columns: &[usize]| {
        let text = std::fs::read(crate::support::fixture("publishers/epraccur.csv")).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
        let mut writer = csv::Writer::from_writer(format!("{headings}\n").into_bytes());
        for record in reader.records() {
            let record = record.unwrap();
            writer.write_record(columns.iter().map(|place| &record[*place])).unwrap();
        }
        writer.into_inner().unwrap()
    };
    let office = |bytes: &[u8]| Office::new(&WHOLE).without("epraccur.csv").with("surgeries.csv", bytes);
    let whole = cut("Status,Postcode,Organisation Code,Name,Prescribing Setting", &columns);
    let made = office(&whole).made();
    let plain = Office::new(&WHOLE).made();
    let codes = |made: &footprint::ingest::prepare::Prepared| {
        let ground = &made.loaded.atlas.ground;
        ground.practices.iter().map(|(_, practice)| practice.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&made), codes(&plain));
    let lacking = cut("Status,Postcode,Organisation Code,Name", &columns[..4]);
    let told = office(&lacking).refused();
    assert!(
        told.contains(
            "as a list of practices (ODS epraccur) it lacks a column of the prescribing setting or role"
        ),
        "{told}"
    );
}

#[test]
fn two_releases_of_patients_are_told_as_two_releases() {
    let older = std::fs::read_to_string(crate::support::fixture("publishers/patients-2026.csv")).unwrap();
    let older = older.replace("01APR2026", "01JAN2026").replace(",ALL,100", ",ALL,97");
    let office = Office::new(&WHOLE).with("zz-older.csv", older.as_bytes());
    let told = defects(&office.sources);
    let [only] = &told[..] else { panic!("{told:#?}") };
    assert!(
        only.contains("zz-older.csv: is of 01JAN2026, and patients-2026.csv of 01APR2026: two releases")
            && only.contains("take the one out that is not meant"),
        "{only}"
    );
}

#[test]
fn neighbourhoods_that_are_refused_are_not_said_to_be_missing() {
    let drawn = halves(r#""properties":{"id":"W"}"#, r#""properties":{"id":"E"}"#);
    let office = |drawn: &str| {
        Office::new(&WHOLE).without("neighbourhoods-of-areas.csv").with("drawn.geojson", drawn.as_bytes())
    };
    let open = drawn.replacen(",[450000,200000]]]", "]]", 1);
    let told = defects(&office(&open).sources);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("ring 1 is not closed"), "{told:#?}");
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"#;
    let kilometres = drawn.replace("000,", ",").replace("000]", "]").replace(crs, "");
    let told = defects(&office(&kilometres).sources);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("the numbers are kilometres of the National Grid"), "{told:#?}");
    let none = Office::new(&WHOLE).without("neighbourhoods-of-areas.csv");
    assert!(defects(&none.sources).iter().any(|line| line.contains("neighbourhoods.geojson: is missing")));
}

#[test]
fn the_properties_of_drawn_neighbourhoods_are_in_the_report() {
    let named = |properties: [&str; 2]| {
        let [west, east] = properties.map(|properties| format!(r#""properties":{{{properties}}}"#));
        let office = Office::new(&WHOLE)
            .without("neighbourhoods-of-areas.csv")
            .with("drawn.geojson", halves(&west, &east).as_bytes());
        office.made().report.to_string()
    };
    let told = named([r#""NBHD26CD":"W","NAME":"West""#, r#""NBHD26CD":"E","NAME":"East""#]);
    let expected = "drawn.geojson: of 2 drawn features the ids are from the property \"NBHD26CD\", and the names are from the property \
                    \"NAME\".";
    assert!(told.contains(expected), "{told}");
    let told = named([r#""NAME":"West""#, r#""NAME":"East""#]);
    assert!(told.contains("the ids are made in the order of the file"), "{told}");
    let told = named([r#""NAME":"One""#, r#""NAME":"One""#]);
    assert!(told.contains("no feature has an id: N01 is made (\"One\")"), "{told}");
}

#[test]
fn a_postcode_without_a_grid_reference_is_told_as_that() {
    let office = Office::new(&["onspd.csv", "epraccur.csv", "patients-2026.csv"]);
    let told = office.made().report.to_string();
    assert!(told.contains("1 live postcode has no grid reference; it is kept, with none"), "{told}");
    assert!(!told.contains("inside no area of the county"), "{told}");
}

#[test]
fn flatgeobuf_is_a_draft_and_other_maps_are_named() {
    let office = Office::new(&WHOLE)
        .with("map.kml", b"<kml xmlns='http://www.opengis.net/kml/2.2'/>")
        .with("map.tab", b"!table\n!version 300\n");
    let made = office.made();
    assert_same(&made, &["areas.csv"]);
    let told = made.report.to_string();
    for name in ["map.kml: is a map (KML), which is not read here", "map.tab: is a map (MapInfo TAB)"] {
        assert!(told.contains(name), "{name}: {told}");
    }
    assert!(told.contains("ogr2ogr converted.geojson"), "{told}");
    let half = |id: &str, west: f64, east: f64| {
        let ring = json!([[west, 51.68], [east, 51.68], [east, 51.76], [west, 51.76], [west, 51.68]]);
        json!({"type": "Feature", "properties": {"id": id}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    };
    let halves = [half("W", -1.30, -1.232), half("E", -1.232, -1.18)];
    let collection =
        serde_json::from_value(json!({"type": "FeatureCollection", "features": halves})).unwrap();
    let bytes = footprint::export::polygons::flatgeobuf::write(&collection).unwrap();
    let option = office.path("option.fgb");
    std::fs::write(&option, bytes).unwrap();
    let sources = Sources { drafts: vec![option], ..office.sources.clone() };
    let made = crate::support::prepared(&sources).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(crate::publishers::table(&made, "drafts/option/neighbourhoods.csv"), "id,name\nE,E\nW,W\n");
}

#[test]
fn copies_beside_the_whole_directory_are_named_as_left_alone() {
    let office = Office::new(&["epraccur.csv", "patients-2026.csv"]);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let bytes = std::fs::read(crate::support::fixture("publishers/onspd.csv")).unwrap();
    for name in ["Data/ONSPD_UK.csv", "Data/multi_csv/ONSPD_TY.csv"] {
        zip.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let made = office.with("ONSPD.zip", &bytes).made();
    says(
        &made.report.to_string(),
        &["Left alone, as copies of what lies beside them: ONSPD.zip/Data/multi_csv."],
    );
}
