//! What a county may bring beside the least: several drafts, units, populated places, and rings to be mended.

use std::path::Path;

use footprint::ingest::prepare::Sources;

use crate::publishers::{defects, table};
use crate::publishers_as_they_come::{Office, WHOLE, assert_same, halves};
use crate::support::prepared;

#[test]
fn several_drafts_are_prepared_and_each_answers_under_its_own_name() {
    let office = Office::new(&WHOLE);
    let options = office.path("Option B.geojson");
    let west = r#""properties":{"id":"W","name":"West"}"#;
    let east = r#""properties":{"id":"E","name":"East"}"#;
    std::fs::write(&options, halves(west, east)).unwrap();
    let sources = Sources { drafts: vec![options.clone()], ..office.sources.clone() };
    let prepared = prepared(&sources).unwrap_or_else(|refused| panic!("{refused}"));
    let ids: Vec<&str> = prepared.loaded.atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
    assert_eq!((ids, prepared.loaded.atlas.current), (vec!["toy", "option-b"], 0));
    assert_same(&prepared, &["drafts/toy/areas.csv"]);
    assert!(table(&prepared, "manifest.toml").contains("title = \"Option B\""));
    assert_eq!(table(&prepared, "drafts/option-b/neighbourhoods.csv"), "id,name\nE,East\nW,West\n");

    let twice = Sources { drafts: vec![options.clone(), options], ..office.sources.clone() };
    assert!(defects(&twice).iter().any(|line| line.contains("a draft \"option-b\" is there already")));
    let none =
        Sources { drafts: vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")], ..office.sources };
    assert!(defects(&none).iter().any(|line| line.contains("Cargo.toml: is no draft")));
}

#[test]
fn units_come_from_a_directory_with_its_names_and_codes_or_from_a_lookup() {
    let with_codes = |text: &str| {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        for record in reader.records() {
            let value = |(column, cell): (&str, &str)| match column {
                "rgn" => "E12000008".to_owned(),
                "icb" => "E54000044".to_owned(),
                "pfa" => "E99999999".to_owned(),
                _ => cell.to_owned(),
            };
            writer.write_record(header.iter().zip(record.unwrap().iter()).map(value)).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    let office = Office::new(&["onspd.csv", "epraccur.csv", "patients-2026.csv"])
        .edited("onspd.csv", "directory.csv", with_codes)
        .with(
            "Region names.csv",
            b"RGN20CD,RGN20CDO,RGN20NM\nE12000008,J,South East\nE99999999,,(pseudo) Wales\n",
        );
    let units = "kind,code,nhs_code,name,within\nregion,E12000008,,South East,\nicb,E54000044,,,\n";
    assert_eq!(table(&office.made(), "units.csv"), units);

    let lookup = |of: &dyn Fn(u32) -> u32| {
        let row = |square: u32| {
            let board = of(square);
            format!(
                "E010000{square:02},Square,E3800000{board},1{board}Q,Sub {board},E54000044,QU9,The Board,E07000001,Toy District\n"
            )
        };
        let header =
            "LSOA21CD,LSOA21NM,SICBL24CD,SICBL24CDH,SICBL24NM,ICB24CD,ICB24CDH,ICB24NM,LAD24CD,LAD24NM\n";
        header.to_owned() + &(1..=36).map(row).collect::<String>()
    };
    let made = |text: String| {
        table(&Office::new(&WHOLE).with("lookup of areas.csv", text.as_bytes()).made(), "units.csv")
    };
    let one = "kind,code,nhs_code,name,within\nicb,E54000044,QU9,The Board,\nsub_icb,E38000001,11Q,Sub 1,\n";
    assert_eq!(made(lookup(&|_| 1)), one);
    let several = made(lookup(&|square| 1 + square % 2));
    assert_eq!(several.lines().count(), 1 + 1 + 36, "{several}");
    assert!(several.contains("sub_icb,E38000002,12Q,Sub 2,E01000001\n"), "{several}");
}

#[test]
fn populated_places_are_cut_to_the_county_and_carry_their_licence() {
    let geonames =
        b"name,latitude,longitude,population,geonames_id\nToyton,51.70,-1.27,1200,7\nFarton,55.0,-1.27,,8\n";
    let prepared = Office::new(&WHOLE).with("towns.csv", geonames).made();
    let places = table(&prepared, "places.csv");
    assert!(places.lines().count() == 2 && places.contains("geonames7,Toyton,,,"), "{places}");
    let manifest = table(&prepared, "manifest.toml");
    assert!(
        manifest.contains("Made up for tests. Place names: GeoNames (geonames.org), CC BY 4.0."),
        "{manifest}"
    );
    assert!(manifest.contains("licence = \"CC BY 4.0\""), "{manifest}");

    let row = |id: &str, name: &str, kind: &str, local: &str| {
        format!(
            "{id},http://data.ordnancesurvey.co.uk/id/1,{name},,,,{kind},{local},450500,200500{}\n",
            ",".repeat(24)
        )
    };
    let open_names = row("osgb4000000000000001", "Toyton", "populatedPlace", "Village")
        + &row("osgb4000000000000002", "High Street", "transportNetwork", "Named Road");
    let prepared = Office::new(&WHOLE).with("SP40.csv", open_names.as_bytes()).made();
    let expected = "code,name,other_name,kind,easting,northing,population\nosgb4000000000000001,Toyton,,Village,450500,200500,\n";
    assert_eq!(table(&prepared, "places.csv"), expected);
}

#[test]
fn rings_that_cross_themselves_are_a_defect_and_are_mended_on_request() {
    let west = r#""properties":{"id":"W","name":"West"}"#;
    let east = r#""properties":{"id":"E","name":"East"}"#;
    let open = halves(west, east).replacen(",[450000,200000]]]", "]]", 1);
    let office =
        Office::new(&WHOLE).without("neighbourhoods-of-areas.csv").with("drawn.geojson", open.as_bytes());
    let told = office.refused();
    assert!(told.contains("drawn.geojson:1: geometry: ring 1 is not closed"), "{told}");
    let repaired = Sources { repair: true, ..office.sources.clone() };
    let repaired = prepared(&repaired).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(table(&repaired, "drafts/toy/neighbourhoods.csv"), "id,name\nE,East\nW,West\n");
    assert!(repaired.report.to_string().contains("an open ring was closed"));
}
