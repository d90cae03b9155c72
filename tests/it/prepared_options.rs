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

/// A file of polygons as GDAL writes it in another format; a Shapefile is packed. None where GDAL is not installed.
fn by_gdal(geojson: &str, format: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from.geojson");
    std::fs::write(&from, geojson).unwrap();
    let to = folder.path().join(if format == "GPKG" { "to.gpkg" } else { "to.shp" });
    let ran = std::process::Command::new("ogr2ogr").args(["-f", format]).arg(&to).arg(&from).output();
    let Ok(ran) = ran else {
        crate::support::skip_without("gdal", "ogr2ogr is not installed");
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    if format == "GPKG" {
        return Some(std::fs::read(to).unwrap());
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for ending in ["shp", "shx", "dbf", "prj"] {
        zip.start_file(format!("to.{ending}"), zip::write::SimpleFileOptions::default()).unwrap();
        let bytes = std::fs::read(folder.path().join(format!("to.{ending}"))).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    Some(zip.finish().unwrap().into_inner())
}

/// The positions of each feature: programs begin rings where they like.
fn corners(geojson: &str) -> std::collections::BTreeMap<String, std::collections::BTreeSet<String>> {
    let document: serde_json::Value = serde_json::from_str(geojson).unwrap();
    let features = document["features"].as_array().unwrap().iter();
    let positions = |feature: &serde_json::Value| {
        let rings = feature["geometry"]["coordinates"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|polygon| polygon.as_array().unwrap());
        rings.flat_map(|ring| ring.as_array().unwrap()).map(ToString::to_string).collect()
    };
    features.map(|feature| (feature["properties"].to_string(), positions(feature))).collect()
}

#[test]
fn a_geopackage_or_a_zipped_shapefile_of_gdal_is_prepared_as_the_geojson_it_was_made_of() {
    let drawn =
        halves(r#""properties":{"id":"W","name":"West"}"#, r#""properties":{"id":"E","name":"East"}"#);
    let areas = std::fs::read_to_string(crate::support::fixture("publishers/lsoa.geojson")).unwrap();
    let without = || Office::new(&WHOLE).without("neighbourhoods-of-areas.csv");
    let plain = without().with("drawn.geojson", drawn.as_bytes()).made();
    for (format, ending) in [("GPKG", "gpkg"), ("ESRI Shapefile", "zip")] {
        let (Some(drawn), Some(areas)) = (by_gdal(&drawn, format), by_gdal(&areas, format)) else { return };
        let ours = without().with(&format!("drawn.{ending}"), &drawn);
        let ours = ours.without("lsoa.geojson").with(&format!("areas.{ending}"), &areas);
        let ours = ours.made();
        for file in ["drafts/toy/neighbourhoods.csv", "areas.csv"] {
            assert_eq!(table(&ours, file), table(&plain, file), "{format}: {file}");
        }
        for file in ["drafts/toy/neighbourhoods.geojson", "areas.geojson"] {
            assert_eq!(corners(&table(&ours, file)), corners(&table(&plain, file)), "{format}: {file}");
        }
    }
}

#[test]
fn polygons_beside_a_table_need_no_ids_and_are_compared_with_it() {
    let nameless = halves(r#""properties":{}"#, r#""properties":{"comment":"drawn"}"#);
    let named = halves(r#""properties":{"NAME":"Nowhere"}"#, r#""properties":{"id":"X"}"#);
    let plain = Office::new(&WHOLE).made();
    for (drawn, words) in [
        (
            nameless.clone(),
            "2 polygons have neither an id nor a name: each is compared with the neighbourhood that its middle lies in",
        ),
        (named, "\"Nowhere\" is no neighbourhood of the table, which is the draft: its polygon is left out"),
    ] {
        let made = Office::new(&WHOLE).with("drawn.geojson", drawn.as_bytes()).made();
        let told = made.report.to_string();
        assert!(told.contains(words), "{words} in {told}");
        let file = "drafts/toy/areas.csv";
        assert_eq!(table(&made, file), table(&plain, file), "the table is the draft");
    }
    // Alone they cannot be known by anything, and are told what they need.
    let alone = Office::new(&WHOLE)
        .without("neighbourhoods-of-areas.csv")
        .with("neighbourhood.geojson", nameless.as_bytes());
    let told = alone.refused();
    assert!(told.contains("its features have no ids, and not every one has a name"), "{told}");
}

#[test]
fn an_open_ring_of_a_published_area_is_a_defect_in_the_study_area_and_counted_elsewhere() {
    let opened = |text: &str, code: &str| {
        let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
        for feature in document["features"].as_array_mut().unwrap() {
            if feature["properties"].to_string().contains(code) {
                let geometry = &mut feature["geometry"];
                let place = if geometry["type"] == "Polygon" { "/coordinates/0" } else { "/coordinates/0/0" };
                geometry.pointer_mut(place).unwrap().as_array_mut().unwrap().pop();
            }
        }
        let far = [[500_000, 300_000], [501_000, 300_000], [501_000, 301_000]];
        document["features"].as_array_mut().unwrap().push(serde_json::json!({
            "type": "Feature", "properties": {"LSOA21CD": "E01099999", "LSOA21NM": "Far"},
            "geometry": {"type": "Polygon", "coordinates": [far]}
        }));
        document.to_string()
    };
    let office = |code: &'static str| {
        Office::new(&WHOLE).edited("lsoa.geojson", "LSOA_2021_BFC.geojson", move |text| opened(text, code))
    };
    let elsewhere = "1 area outside the study area (E01099999) has rings that are open or cross themselves: it is not used";
    let far = office("no area").made();
    assert!(far.report.to_string().contains(elsewhere), "{}", far.report);
    let ours = office("E01000008");
    let told = ours.refused();
    assert!(
        told.contains("geometry: E01000008: ring 1 is not closed: its last position must be its first again"),
        "{told}"
    );
    let repaired = Sources { repair: true, ..ours.sources.clone() };
    let repaired = prepared(&repaired).unwrap_or_else(|refused| panic!("{refused}"));
    assert!(
        repaired
            .report
            .to_string()
            .contains("E01000008: an open ring was closed: the polygon has 1000000 m2")
    );
    assert_eq!(table(&repaired, "areas.geojson"), table(&Office::new(&WHOLE).made(), "areas.geojson"));
}

#[test]
fn of_two_lookups_the_newer_is_taken_and_two_of_one_edition_must_agree() {
    let lookup = |year: u32, code: &str, name: &str| {
        format!("LAD{year}CD,LAD{year}NM,ICB{year}CD,ICB{year}NM\nE07000001,Toy District,{code},{name}\n")
    };
    let new = lookup(25, "E54000001", "New Board");
    let units = "kind,code,nhs_code,name,within\nicb,E54000001,,New Board,\n";
    // Names of files do not matter.
    for (newer, older) in [("a.csv", "b.csv"), ("b.csv", "a.csv")] {
        let prepared = Office::new(&WHOLE)
            .with(newer, new.as_bytes())
            .with(older, lookup(24, "E54000002", "Old Board").as_bytes())
            .made();
        assert_eq!(table(&prepared, "units.csv"), units, "{newer}");
        let told = prepared.report.to_string();
        assert!(told.contains(&format!("{older}:2: icb: 36 areas are in another unit here")), "{told}");
        assert!(
            told.contains(&format!("than by that of 2025 in {newer} (E54000001), which is taken")),
            "{told}"
        );
    }
    let office = Office::new(&WHOLE).with("a.csv", new.as_bytes());
    let told = office.with("b.csv", lookup(25, "E54000002", "Another").as_bytes()).refused();
    assert!(
        told.contains("b.csv:2: icb: E07000001 is in E54000002 here, and in E54000001 on a.csv:2"),
        "{told}"
    );
    let twice = Office::new(&WHOLE).with("a.csv", new.as_bytes()).with("b.csv", new.as_bytes());
    assert_eq!(table(&twice.made(), "units.csv"), units);
}

#[test]
fn a_network_that_a_practice_leaves_later_is_still_its_own() {
    let until = |date: &str| {
        Office::new(&WHOLE).edited("epcn.csv", "networks.csv", |text| {
            let rows = text.lines().map(|line| {
                let is_it = line.starts_with("T10001,") && line.contains(",U00001,");
                let line =
                    if is_it { line.replacen(",,Yes", &format!(",{date},Yes"), 1) } else { line.to_owned() };
                line + "\n"
            });
            let edited: String = rows.collect();
            assert!(date.is_empty() || edited.contains(date), "{edited}");
            edited
        })
    };
    // The patients were counted on 1 April 2026.
    for date in ["20991231", "20270331", "31/03/2027", "2027-03-31"] {
        let prepared = until(date).made();
        assert_same(&prepared, &["practices.csv"]);
        let told = prepared.report.to_string();
        assert!(
            told.contains("networks.csv: 1 practice is in a network that it leaves after 2026-04-01"),
            "{told}"
        );
        assert!(told.contains("T10001 until 20"), "{told}");
    }
    let practices = table(&until("20260331").made(), "practices.csv");
    let own = practices.lines().find(|line| line.starts_with("T10001,")).unwrap();
    assert!(!own.contains("U00001"), "{own}");
}
