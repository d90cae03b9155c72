//! What a postcode directory says of a postcode itself: prepared, packed, and answered under the keys of postcodes.io.

use footprint::domain::ground::named::postcode_units::PostcodeUnit;
use footprint::http::{App, Settings, router};
use footprint::ingest::prepare::{Prepared, write_to};
use footprint::ingest::{Files, load, packed};
use serde_json::{Value, json};

use crate::publishers::table;
use crate::publishers_as_they_come::Office;
use crate::support::get_of;

/// What the directory says of TY1 1AA; of TY9 8ZZ when it ended.
const SAID: [(&str, &str); 11] = [
    ("dointr", "198001"),
    ("parish", "E04008001"),
    ("pcon", "E14001001"),
    ("ced", "E99999999"),
    ("itl", "TLJ14"),
    ("ttwa", "E30000250"),
    ("bua24", "E63000250"),
    ("lsoa11", "E01009001"),
    ("oa21", "E00145001"),
    ("ruc21ind", "UN1"),
    ("lep1", "E37000040"),
];

/// The fixture's directory with more said of one postcode.
fn told_more(text: &str) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let postcode = record.get(headers.iter().position(|name| name == "pcds").unwrap()).unwrap();
        let said = |name: &str| SAID.iter().find(|(column, _)| *column == name).map(|(_, value)| *value);
        let cells = headers.iter().zip(&record).map(|(name, value)| match said(name) {
            Some(said) if postcode == "TY1 1AA" => said,
            _ => value,
        });
        writer.write_record(cells).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn made() -> Prepared {
    Office::new(&["epraccur.csv", "patients-2026.csv"])
        .edited("onspd.csv", "directory.csv", told_more)
        .with(
            "constituencies.csv",
            "PCON24CD,PCON24NM\nE14001001,Toyshire North\nE14009999,Elsewhere\n".as_bytes(),
        )
        .with("parishes.csv", "PARNCP25CD,PARNCP25NM\nE04008001,Môn\n".as_bytes())
        .with("ruc.csv", b"RUC21IND,RUC21DESC\nUN1,Urban: Nearer to a major town or city\n")
        .with("wards.csv", b"WD25CD,WD25NM\nE05000001,Toy Ward\n")
        .made()
}

#[test]
fn what_a_directory_says_of_a_postcode_is_kept_with_its_names() {
    let made = made();
    let units = table(&made, "postcode_units.csv");
    assert_eq!(
        units.lines().next().unwrap(),
        "postcode,parish,constituency,itl,travel_to_work,built_up_area,oa21,lsoa11,rural_urban_21,partnership,introduced,ended"
    );
    let row =
        "TY1 1AA,E04008001,E14001001,TLJ14,E30000250,E63000250,E00145001,E01009001,UN1,E37000040,198001,";
    assert!(units.lines().any(|line| line == row), "{units}");
    assert!(units.lines().any(|line| line == "TY9 8ZZ,,,,,,,,,,,201501"), "{units}");
    let named = table(&made, "unit_names.csv");
    assert_eq!(
        named,
        "kind,code,name\nparish,E04008001,Môn\nconstituency,E14001001,Toyshire North\n\
         rural_urban_21,UN1,Urban: Nearer to a major town or city\n",
        "names of what does not occur are left out"
    );
    assert!(table(&made, "areas.csv").contains("E05000001,Toy Ward"));
}

#[test]
fn the_keys_of_postcodes_io_have_it_from_a_directory_and_from_a_packed_file() {
    let made = made();
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &made).unwrap();
    let files = Files::at(Some(folder.path()));
    let file = folder.path().join("toy.footprint");
    std::fs::write(&file, packed::pack(&files, &load(&files).unwrap()).unwrap()).unwrap();
    for files in [files, Files::at(Some(&file))] {
        let loaded = load(&files).unwrap();
        let place = loaded.atlas.ground.places.find("TY1 1AA".parse().unwrap()).unwrap();
        let units = loaded.atlas.ground.postcode_units();
        assert_eq!(units.code(PostcodeUnit::OutputArea, place), Some("E00145001"));
        let router = router(App::new(loaded, Settings::default()).unwrap());
        let result = |path: &str| get_of(&router, path).json()["result"].clone();
        let found = result("/postcodes/TY11AA");
        for (key, value) in [
            ("parish", json!("Môn")),
            ("parliamentary_constituency", json!("Toyshire North")),
            ("parliamentary_constituency_2024", json!("Toyshire North")),
            ("ruc21", json!("Urban: Nearer to a major town or city")),
            ("oa21", json!("E00145001")),
            ("date_of_introduction", json!("198001")),
            ("admin_ward", json!("Toy Ward")),
            ("ttwa", Value::Null),
            ("ced", Value::Null),
        ] {
            assert_eq!(found[key], value, "{key}");
        }
        for (key, value) in [
            ("parish", json!("E04008001")),
            ("parliamentary_constituency", json!("E14001001")),
            ("nuts", json!("TLJ14")),
            ("ttwa", json!("E30000250")),
            ("bua", json!("E63000250")),
            ("lsoa11", json!("E01009001")),
            ("lep1", json!("E37000040")),
            ("ced", Value::Null),
        ] {
            assert_eq!(found["codes"][key], value, "codes.{key}");
        }
        assert_eq!((found.as_object().unwrap().len(), found["codes"].as_object().unwrap().len()), (44, 30));
        assert_eq!(result("/postcodes/TY11AB")["parish"], Value::Null);
        assert_eq!(result("/outcodes/TY1")["parish"], json!(["Môn"]));
        let ended = result("/terminated_postcodes/TY98ZZ");
        assert_eq!((&ended["year_terminated"], &ended["month_terminated"]), (&json!(2015), &json!(1)));
    }
}
