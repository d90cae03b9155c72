//! A packed file answers as the directory it was made of, and is opened whole or not at all.

use std::path::Path;
use std::process::Command;

use axum::body::Body;
use axum::http::Request;
use footprint::county::Loaded;
use footprint::http::{App, Settings, router};
use footprint::ingest::packed::{pack, unpack};
use footprint::ingest::{Files, load};
use serde_json::json;

use crate::nudged::nudged_files;
use crate::support::{county, fixture, get_of, send_to};

fn packed(files: &Files) -> Vec<u8> {
    pack(files, &load(files).unwrap()).unwrap()
}

fn opened(bytes: &[u8]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("county.footprint");
    std::fs::write(&path, bytes).unwrap();
    load(&Files::at(Some(&path))).unwrap()
}

#[test]
fn a_packed_county_knows_what_the_directory_knows() {
    let (whole, packed) = (county(), opened(&packed(&Files::Embedded)));
    assert_eq!((&packed.atlas.digest, &packed.atlas.warnings), (&whole.atlas.digest, &whole.atlas.warnings));
    let [one, other] = [&whole.atlas.ground, &packed.atlas.ground];
    assert_eq!(one.places.all(), other.places.all());
    assert_eq!(one.places.reaches_m(), other.places.reaches_m());
    for number in 0..one.places.all().len() {
        assert_eq!(one.area_of_place(number), other.area_of_place(number));
    }
    assert_eq!(one.places_on_border(), other.places_on_border());
    assert_eq!(one.areas.vertices(), other.areas.vertices());
    assert_eq!(one.neighbouring_areas(), other.neighbouring_areas());
    assert_eq!(whole.atlas.drafts[0].outlines, packed.atlas.drafts[0].outlines);
}

#[test]
fn a_packed_county_answers_byte_by_byte_as_the_directory_does() {
    let drawn = Files::Memory(nudged_files());
    for files in [Files::Embedded, drawn] {
        let services = [load(&files).unwrap(), opened(&packed(&files))]
            .map(|loaded| router(App::new(loaded, Settings::default()).unwrap()));
        for path in [
            "/v1/data",
            "/v1/drafts",
            "/v1/neighbourhoods",
            "/v1/practices?q=islip",
            "/v1/areas/E01028422",
            "/v1/resolve?postcode=OX14LU&explain=true",
            "/v1/resolve?lon=-1.25&lat=51.75",
            "/v1/resolve?practice=K84007",
            "/collections/neighbourhoods/items",
            "/postcodes/OX11ND",
        ] {
            let [one, other] = services.each_ref().map(|service| get_of(service, path));
            assert_eq!((one.status, one.body), (other.status, other.body), "{path}");
            assert_eq!(one.headers.get("etag"), other.headers.get("etag"), "{path}");
        }
        let body = json!({
            "changes": [{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}],
            "include": ["access", "borders", "postcodes"],
        });
        let [one, other] = services.map(|service| {
            let request = Request::post("/v1/evaluate").header("host", "localhost");
            let request = request.header("content-type", "application/json");
            send_to(service, request.body(Body::from(body.to_string())).unwrap())
        });
        assert_eq!((one.status.as_u16(), one.body), (200, other.body));
    }
}

#[test]
fn a_file_that_is_cut_altered_or_of_another_kind_is_refused_in_one_line() {
    let toy = fixture_files();
    let bytes = packed(&toy);
    let read = |bytes: &[u8]| unpack(bytes)?.tables.read();
    let reason = |bytes: &[u8]| read(bytes).err().map(|error| error.to_string());
    assert_eq!(reason(&bytes), None);
    for length in [0, 7, 8, 51, 52, bytes.len() / 2, bytes.len() - 1] {
        let told = reason(&bytes[..length]).unwrap();
        assert!(told.contains("no packed file") || told.contains("cut"), "{length}: {told}");
    }
    for place in (52..bytes.len()).step_by(bytes.len() / 50) {
        let mut altered = bytes.clone();
        altered[place] ^= 0x10;
        assert!(reason(&altered).unwrap().contains("altered"), "byte {place}");
    }
    let mut digest = bytes.clone();
    digest[20] ^= 1;
    assert!(reason(&digest).unwrap().contains("altered"));
    let mut later = bytes.clone();
    later[8] = 9;
    assert!(reason(&later).unwrap().contains("format 9"));
    let longer = [bytes.as_slice(), b"more"].concat();
    assert!(reason(&longer).unwrap().contains("added to"));
}

fn fixture_files() -> Files {
    let prepared = crate::support::prepared(&crate::support::toy_sources(&fixture("toyshire")));
    Files::Memory(prepared.unwrap().files)
}

fn footprint(arguments: &[&str], folder: &Path) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_footprint"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("FOOTPRINT_DATA")
        .output()
        .unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(told).unwrap())
}

#[test]
fn the_command_packs_a_directory_and_every_command_opens_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (code, told) = footprint(&["pack", "--to", "county.footprint"], folder.path());
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains(&county().atlas.digest), "{told}");
    let (code, told) = footprint(&["check", "county.footprint"], folder.path());
    assert!(code == Some(0) && told.contains("22294"), "{told}");
    let (code, told) =
        footprint(&["resolve", "--data", "county.footprint", "--format", "csv", "OX1 1ND"], folder.path());
    assert!(code == Some(0) && told.contains("OX1 1ND,matched,N07"), "{told}");
    let (code, told) =
        footprint(&["pack", "--data", "county.footprint", "--to", "again.footprint"], folder.path());
    assert!(code == Some(1) && told.contains("data directory"), "{told}");
    std::fs::write(folder.path().join("bad.footprint"), "nothing of the kind").unwrap();
    let (code, told) = footprint(&["check", "bad.footprint"], folder.path());
    assert!(code == Some(1) && told.contains("is no packed file"), "{told}");
}
