//! `footprint prepare`: the shipped data comes from the sources, the same bytes every time; what is wrong is all told.

use std::path::Path;

use footprint::ingest::prepare::{Sources, write_to};
use footprint::ingest::{Files, load};

use crate::support::{prepared, shared, toy_copy, toy_sources};

/// What describes the county we ship.
const COUNTY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/county.toml");

/// Every defect of sources that cannot be prepared, as lines.
fn defects(folder: &Path) -> Vec<String> {
    let refused = prepared(&toy_sources(folder)).map(|_| ()).unwrap_err();
    refused.findings.defects.iter().map(ToString::to_string).collect()
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_shipped_data_is_what_prepare_makes_of_the_sources_to_the_byte() {
    let (Some(from), Some(places), Some(cohorts)) =
        (shared("data/oxfordshire"), shared("data/places"), shared("data/cohorts"))
    else {
        return;
    };
    let Some(published) = shared("data/published") else { return };
    let cohorts = ["ages_census2021.csv", "accommodation_census2021.csv", "iod2025_indicators.csv"]
        .map(|file| cohorts.join(file))
        .to_vec();
    let changes = vec![published.join("lsoa11_to_lsoa21_exact.csv")];
    let prepared = prepared(&Sources {
        from: [vec![from, places], cohorts, changes].concat(),
        county: Some(COUNTY.into()),
        ..Sources::default()
    })
    .unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for (name, bytes) in &prepared.files {
        assert!(std::fs::read(shipped.join(name)).unwrap() == *bytes, "{name} differs: run `make prepare`");
    }
    assert_eq!(prepared.report.tables.len(), 15);
    let [of_few] = &prepared.report.warnings[..] else { panic!("{:?}", prepared.report.warnings) };
    assert!(of_few.reason.ends_with("7 together: E82064, H85005, J83031, K81622, Y03671"), "{of_few}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = toy_copy();
    let once = prepared(&toy_sources(folder.path())).unwrap();
    assert_eq!(once.files, prepared(&toy_sources(folder.path())).unwrap().files);
}

#[test]
fn what_is_taken_from_within_the_program_keeps_its_source() {
    let folder = toy_copy();
    let made = prepared(&toy_sources(folder.path())).unwrap();
    let manifest = std::str::from_utf8(&made.files["manifest.toml"]).unwrap();
    let (_, shifts) = manifest.split_once("path = \"ostn15/ostn_east_shift_82140\"").unwrap();
    assert!(shifts.split("[[files]]").next().unwrap().contains("licence = \"BSD 2-clause\""), "{shifts}");
}

#[test]
fn rows_in_another_order_give_the_same_bytes() {
    let folder = toy_copy();
    let once = prepared(&toy_sources(folder.path())).unwrap();
    let path = folder.path().join("postcodes.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let turned: Vec<&str> = rows.lines().rev().collect();
    std::fs::write(path, format!("\u{feff}{header}\r\n{}\r\n", turned.join("\r\n"))).unwrap();
    assert_eq!(once.files, prepared(&toy_sources(folder.path())).unwrap().files);
}

#[test]
fn every_defect_of_every_table_is_told_with_file_line_and_column() {
    let folder = toy_copy();
    let path = folder.path();
    edit(path, "postcodes.csv", "TY1 1AA,450500", "TY1 1AB,450500");
    edit(path, "postcodes.csv", "TY1 1BA,451500", "TY1-1BA,451500");
    edit(path, "postcodes.csv", "TY1 1DA,452500", "TY1 1DA,4525000");
    edit(path, "practices.csv", "T10003,North West Surgery", "T10002,North West Surgery");
    edit(path, "practices.csv", ",T10001,announced", ",T10077,announced");
    edit(path, "registrations.csv", "T10008,", "T10099,");
    edit(path, "neighbourhood_areas.csv", "E01000001,T1", "E01000001,T7");
    edit(path, "areas.csv", "E01000036", "E01000037");
    let told = defects(path);
    for expected in [
        "postcodes.csv:3: postcode: TY1 1AB stands on postcodes.csv:2 already",
        "postcodes.csv:4: postcode: \"TY1-1BA\" is not a postcode",
        "postcodes.csv:6: easting: easting 4525000 is outside 0 to 700000",
        "practices.csv:4: ods_code: T10002 stands on practices.csv:3 already",
        "practices.csv:8: successor: T10077 is not among the practices",
        "registrations.csv:38: ods_code: T10099 is not among the practices",
        "areas.geojson:36: area_code: E01000036 is not among the areas",
        "areas.geojson: E01000037 has no polygon",
    ] {
        assert!(told.iter().any(|line| line.starts_with(expected)), "{expected:?} is not in {told:#?}");
    }
}

#[test]
fn areas_that_overlap_or_leave_a_gap_are_refused_with_size_and_place() {
    let folder = toy_copy();
    edit(
        folder.path(),
        "areas.geojson",
        "[451000, 200000], [451000, 201000]",
        "[451200, 200000], [451200, 201000]",
    );
    let told = defects(folder.path());
    assert!(
        told.iter().any(|line| line.contains("E01000001 and E01000002 overlap by 200000.000 m2")),
        "{told:#?}"
    );
    let folder = toy_copy();
    edit(
        folder.path(),
        "areas.geojson",
        "[[451000, 201000], [452000, 201000], [452000, 202000], [451000, 202000], [451000, 201000]]",
        "[[451000, 201000], [452000, 201000], [451900, 201900], [451000, 202000], [451000, 201000]]",
    );
    let told = defects(folder.path());
    assert!(told.iter().any(|line| line.contains("a gap of 100000.000 m2")), "{told:#?}");
}

#[test]
fn a_polygon_that_crosses_itself_is_refused_by_name() {
    let folder = toy_copy();
    edit(
        folder.path(),
        "areas.geojson",
        "[[451000, 201000], [452000, 201000], [452000, 202000], [451000, 202000], [451000, 201000]]",
        "[[451000, 201000], [452000, 201000], [451000, 202000], [453000, 204000], [451000, 201000]]",
    );
    let told = defects(folder.path());
    let crossing = |line: &String| {
        line.starts_with("areas.geojson:8: geometry: ring 1 crosses or touches itself, near easting 45")
            && line.ends_with("(repair mends it)")
    };
    assert!(told.iter().any(crossing), "{told:#?}");
    assert!(told.iter().any(|line| line == "areas.geojson: E01000008 has no polygon"), "{told:#?}");
}

#[test]
fn an_area_in_no_neighbourhood_or_in_two_and_an_empty_neighbourhood_are_refused() {
    let folder = toy_copy();
    edit(folder.path(), "neighbourhood_areas.csv", "E01000001,T1\n", "");
    edit(folder.path(), "neighbourhood_areas.csv", "E01000002,T1\n", "E01000002,T1\nE01000002,T2\n");
    edit(folder.path(), "neighbourhoods.csv", "T4,North East\n", "T4,North East\nT5,Nowhere\n");
    let told = defects(folder.path());
    for expected in ["E01000001 is in no neighbourhood", "E01000002 stands on", "no area is in T5"] {
        assert!(told.iter().any(|line| line.contains(expected)), "{expected:?} is not in {told:#?}");
    }
}

#[test]
fn what_the_sources_say_twice_must_agree() {
    let folder = toy_copy();
    let with_totals = "ods_code,name,postcode,easting,northing,status,pcn_code,pcn_name,list_size,closed_on,successor,basis,registrations_2022,neighbourhood_id";
    let path = folder.path().join("practices.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut rows = text.lines().skip(1).map(|row| match &row[..6] {
        "T10002" => format!("{row},999,T1"),
        "T10003" => format!("{row},900,T3"),
        _ => format!("{row},,"),
    });
    std::fs::write(&path, format!("{with_totals}\n{}\n", rows.by_ref().collect::<Vec<_>>().join("\n")))
        .unwrap();
    let told = defects(folder.path());
    assert!(
        told.iter()
            .any(|line| line
                == "practices.csv:3: registrations_2022: is 999, its registrations add up to 1000"),
        "{told:#?}"
    );
    assert!(told.iter().any(|line| line.starts_with("practices.csv:3: neighbourhood_id")), "{told:#?}");
    assert_eq!(told.len(), 2, "{told:#?}");
}

#[test]
fn the_district_that_a_table_gives_a_postcode_is_compared_with_its_areas() {
    let folder = toy_copy();
    let plain = prepared(&toy_sources(folder.path())).unwrap().report.to_string();
    assert!(!plain.contains("another district"), "{plain}");
    let path = folder.path().join("postcodes.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen(",E07000001,", ",E07000179,", 2)).unwrap();
    let told = prepared(&toy_sources(folder.path())).unwrap().report.to_string();
    let words = "postcodes.csv:2: lad_code: 2 postcodes have another district than the area that their point lies in, and are answered \
                 with it; the first: TY1 1AA is E07000179, E07000001 by its area";
    assert!(told.contains(words), "{told}");
}

#[test]
fn nothing_is_written_of_sources_with_a_defect_and_stale_files_go() {
    let (folder, to) = (toy_copy(), tempfile::tempdir().unwrap());
    write_to(to.path(), &prepared(&toy_sources(folder.path())).unwrap()).unwrap();
    load(&Files::Directory(to.path().to_owned())).map(|_| ()).unwrap();
    std::fs::write(to.path().join("notes.txt"), "mine").unwrap();
    std::fs::remove_file(folder.path().join("registrations.csv")).unwrap();
    write_to(to.path(), &prepared(&toy_sources(folder.path())).unwrap()).unwrap();
    assert!(!to.path().join("registrations.csv").exists(), "a file of the earlier manifest is removed");
    assert!(to.path().join("notes.txt").exists(), "other files are left alone");
    load(&Files::Directory(to.path().to_owned())).map(|_| ()).unwrap();
}

#[test]
fn only_neighbourhoods_postcodes_and_practices_load_too_and_a_what_if_says_what_is_lacking() {
    let Some(from) = shared("data/oxfordshire") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for file in ["neighbourhoods.geojson", "postcodes.csv", "practices.csv"] {
        std::fs::copy(from.join(file), folder.path().join(file)).unwrap();
    }
    let sources = Sources { from: vec![folder.path().to_owned()], ..Sources::default() };
    let drawn = load(&Files::Memory(prepared(&sources).unwrap().files)).unwrap();
    let (atlas, county) = (&drawn.atlas, &crate::support::county().atlas);
    assert_eq!(atlas.drafts[0].kind(), "drawn");
    assert_eq!(atlas.drafts[0].division.homes().iter().flatten().count(), 65);
    for place in atlas.ground.places.all() {
        let (here, there) =
            (atlas.ground.places.find(place.postcode), county.ground.places.find(place.postcode));
        let zone = |atlas: &footprint::domain::atlas::Atlas, number: usize| {
            let zone = atlas.drafts[0].division.locate_place(&atlas.ground, number).zone().unwrap();
            atlas.drafts[0].division.roster().neighbourhood(zone).id.clone()
        };
        assert_eq!(zone(atlas, here.unwrap()), zone(county, there.unwrap()), "{}", place.postcode);
    }
    let body = serde_json::json!({"changes": [{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]});
    let error = footprint::planning::what_if::evaluate::evaluate(
        &drawn,
        &footprint::planning::what_if::request::Request::read(&body),
    )
    .map(|_| ())
    .unwrap_err();
    assert!(error.to_string().contains("no areas"), "{error}");
}

#[test]
fn without_neighbourhoods_postcodes_or_practices_it_says_which_are_needed() {
    let folder = tempfile::tempdir().unwrap();
    let sources = Sources { from: vec![folder.path().to_owned()], ..Sources::default() };
    let refused = prepared(&sources).map(|_| ()).unwrap_err().to_string();
    for needed in ["postcodes.csv", "practices.csv", "neighbourhoods.geojson"] {
        assert!(refused.contains(needed), "{refused}");
    }
}

#[test]
fn altered_missing_and_unlisted_files_are_refused_all_at_once() {
    let (folder, to) = (toy_copy(), tempfile::tempdir().unwrap());
    write_to(to.path(), &prepared(&toy_sources(folder.path())).unwrap()).unwrap();
    let loaded =
        |path: &Path| load(&Files::Directory(path.to_owned())).map(|_| ()).map_err(|error| error.to_string());
    assert!(loaded(&to.path().join("nowhere")).unwrap_err().contains("footprint prepare"));
    edit(to.path(), "postcodes.csv", "450500", "450501");
    std::fs::remove_file(to.path().join("practices.csv")).unwrap();
    let told = loaded(to.path()).unwrap_err();
    assert!(told.contains("postcodes.csv: altered") && told.contains("practices.csv: "), "{told}");
    edit(to.path(), "manifest.toml", "format = 1", "format = 9");
    assert!(loaded(to.path()).unwrap_err().contains("format 9"));
    edit(to.path(), "manifest.toml", "format = 9", "format = \"x\" y");
    assert!(loaded(to.path()).unwrap_err().contains("manifest.toml"));
}

#[test]
fn a_drawn_draft_over_areas_allocates_them_and_lists_those_it_splits() {
    let folder = toy_copy();
    std::fs::remove_file(folder.path().join("neighbourhood_areas.csv")).unwrap();
    // Two halves whose border runs through the third column of squares, at 452,550: between its two postcodes.
    let half = |id: &str, west: u32, east: u32| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\",\"name\":\"{id}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
            [[[{west},200000],[{east},200000],[{east},206000],[{west},206000],[{west},200000]]]}}}}"
        )
    };
    let crs = "{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::27700\"}}";
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"crs\":{crs},\"features\":[{},{}]}}",
        half("W", 450_000, 452_550),
        half("E", 452_550, 456_000)
    );
    std::fs::write(folder.path().join("neighbourhoods.geojson"), text).unwrap();
    std::fs::write(folder.path().join("neighbourhoods.csv"), "id,name\nW,West\nE,East\n").unwrap();
    let toy = load(&Files::Memory(prepared(&toy_sources(folder.path())).unwrap().files)).unwrap();
    let division = &toy.atlas.drafts[0].division;
    assert_eq!(toy.atlas.drafts[0].kind(), "drawn");
    let split = division.split_areas();
    assert_eq!(split.len(), 6, "one square of each row");
    assert!(
        split.iter().all(|area| area.postcodes.iter().all(|(_, count)| *count == 1)),
        "a tie by postcodes"
    );
    let west = division.roster().find(&"W".parse().unwrap());
    assert_eq!(division.zone_of_area(split[0].area), west, "55 % of the land lies west");
}

#[test]
fn a_drawn_neighbourhood_that_crosses_itself_or_stays_open_is_refused_and_mended_on_request() {
    let crs = "{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::27700\"}}";
    let whole = "[450000,200000],[456000,200000],[456000,206000],[450000,206000]";
    // A tail beyond the county crosses itself; an open ring does not come back to its first position.
    let crossing = format!(
        "{whole},[449000,206000],[449500,207000],[449000,207000],[449500,206000],[450000,203000],[450000,200000]"
    );
    for (ring, word) in [(crossing, "crosses or touches itself"), (whole.to_owned(), "is not closed")] {
        let folder = toy_copy();
        std::fs::remove_file(folder.path().join("neighbourhood_areas.csv")).unwrap();
        std::fs::write(folder.path().join("neighbourhoods.csv"), "id,name\nA,All\n").unwrap();
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"crs\":{crs},\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"id\":\"A\"}},\
             \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}}}]}}"
        );
        std::fs::write(folder.path().join("neighbourhoods.geojson"), text).unwrap();
        let told = defects(folder.path());
        assert!(
            told.iter()
                .any(|line| line.contains("neighbourhoods.geojson:1: geometry") && line.contains(word)),
            "{told:?}"
        );
        let mended = Sources { repair: true, ..toy_sources(folder.path()) };
        let warnings = prepared(&mended).unwrap().report.to_string();
        assert!(warnings.contains("mended") || warnings.contains("an open ring was closed"), "{warnings}");
    }
}
