//! What the publishers' files say a second time, by a point, a border or a code: compared with what is found, and told with its number.

use footprint::ingest::prepare::Sources;
use footprint::ingest::{Files, load};

use crate::publishers::table;
use crate::publishers_as_they_come::{Office, WHOLE};
use crate::publishers_not_whole::{fixture, says, warnings};
use crate::support::prepared;

/// Rectangles with ids, on the National Grid.
fn drawn(neighbourhoods: &[(&str, [u32; 4])]) -> String {
    let feature = |(id, [west, south, east, north]): &(&str, [u32; 4])| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\",\"name\":\"{id}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
             [[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"
        )
    };
    let features: Vec<String> = neighbourhoods.iter().map(feature).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"EPSG:27700\"}}}},\"features\":[{}]}}",
        features.join(",")
    )
}

fn of_drawn(neighbourhoods: &[(&str, [u32; 4])]) -> Office {
    let office = Office::new(&WHOLE).without("neighbourhoods-of-areas.csv");
    office.with("nb.geojson", drawn(neighbourhoods).as_bytes())
}

#[test]
fn areas_that_a_drawn_border_cuts_are_counted_and_the_worst_named_by_prepare_and_by_check() {
    // Six squares of a column, 45 % of each west of the border; their postcodes lie east of it.
    let made =
        of_drawn(&[("W", [450_000, 200_000, 453_450, 206_000]), ("E", [453_450, 200_000, 456_000, 206_000])]);
    let made = made.made();
    let words = "6 of 36 areas are cut by its borders; each counts whole on one side, 600 residents together. The worst: E01000004 \
                 (counted in E, 45 % of its land elsewhere)";
    says(&warnings(&made), &[words]);
    let loaded = load(&Files::Memory(made.files.clone())).unwrap();
    assert!(
        loaded.atlas.warnings.iter().any(|warning| warning.contains(words)),
        "{:?}",
        loaded.atlas.warnings
    );

    // Along the areas' own borders nothing is cut.
    let along =
        of_drawn(&[("W", [450_000, 200_000, 453_000, 206_000]), ("E", [453_000, 200_000, 456_000, 206_000])]);
    let told = warnings(&along.made());
    assert!(!told.contains("are cut by") && !told.contains("beyond every area"), "{told}");

    // A draft to be compared is told of as well.
    let office = Office::new(&WHOLE);
    let option = office.path("option.geojson");
    let cut = [("W", [450_000, 200_000, 453_450, 206_000]), ("E", [453_450, 200_000, 456_000, 206_000])];
    std::fs::write(&option, drawn(&cut)).unwrap();
    let sources = Sources { drafts: vec![option], ..office.sources.clone() };
    let told = warnings(&prepared(&sources).unwrap_or_else(|refused| panic!("{refused}")));
    says(&told, &["option: 6 of 36 areas are cut by its borders"]);
}

#[test]
fn a_neighbourhood_drawn_far_beyond_every_area_is_told_with_how_far() {
    let far =
        of_drawn(&[("W", [440_000, 200_000, 453_000, 206_000]), ("E", [453_000, 200_000, 456_000, 206_000])]);
    says(
        &warnings(&far.made()),
        &[
            "W reaches 10.0 km beyond every area, near easting 440000",
            "places there are answered as lying in it",
        ],
    );
    let near =
        of_drawn(&[("W", [449_500, 200_000, 453_000, 206_000]), ("E", [453_000, 200_000, 456_000, 206_000])]);
    assert!(!warnings(&near.made()).contains("beyond every area"));
}

/// A postcode directory with an edit of the cells of each row: easting, northing, area.
fn directory(edit: impl Fn(&str, &mut [String; 3])) -> Office {
    let columns = ["oseast1m", "osnrth1m", "lsoa21"];
    let edited = |text: &str| {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let places = columns.map(|column| header.iter().position(|name| name == column).unwrap());
        let postcode = header.iter().position(|name| name == "pcds").unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        for record in reader.records() {
            let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
            let mut own = places.map(|place| cells[place].clone());
            edit(&cells[postcode].clone(), &mut own);
            for (place, cell) in places.into_iter().zip(own) {
                cells[place] = cell;
            }
            writer.write_record(&cells).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    Office::new(&["epraccur.csv", "patients-2026.csv", "onspd.csv"]).edited(
        "onspd.csv",
        "directory.csv",
        edited,
    )
}

#[test]
fn the_area_published_with_each_postcode_is_compared_with_its_point() {
    let same = directory(|_, _| {}).made();
    assert!(!warnings(&same).contains("said to be in another area"), "{}", warnings(&same));
    let one = directory(|postcode, [_, _, area]| {
        if postcode == "TY1 1AA" {
            *area = "E01000036".to_owned();
        }
    });
    says(
        &warnings(&one.made()),
        &[
            "directory.csv: 1 of 73 postcodes in use is said to be in another area than their point lies in, which is used; the first: \
           TY1 1AA is said to be in E01000036, its point lies in E01000001",
        ],
    );
    // Twelve of 73 lie beside the area that is said, as along generalised borders; or far from it.
    let beside = |metres: u32| {
        directory(move |postcode, [easting, ..]| {
            let is_moved =
                ["TY1 1", "TY2 1"].iter().any(|area| postcode.starts_with(area)) && postcode.ends_with('B');
            if let (true, Ok(own)) = (is_moved, easting.parse::<u32>()) {
                *easting = (own + metres).to_string();
            }
        })
    };
    let told = warnings(&beside(450).made());
    says(
        &told,
        &["postcodes in use are said to be in another area", "along borders generalised to 200 m (BSC)"],
    );
    says(&beside(750).refused(), &["or the areas' borders generalised (take the full resolution, BFC)"]);
    let shifted = directory(|_, [easting, ..]| {
        if let Ok(metres) = easting.parse::<u32>() {
            *easting = (metres + 600).to_string();
        }
    });
    says(
        &shifted.refused(),
        &["are eastings and northings swapped, the points of another coordinate system"],
    );
    let swapped = directory(|_, [easting, northing, _]| std::mem::swap(easting, northing));
    says(
        &swapped.refused(),
        &["73 of 73 postcodes in use are said to be in another area", "no area of the county"],
    );
    let addresses = Office::new(&WHOLE)
        .edited("nsul.csv", "addresses.csv", |text| text.replace(",E01000003,", ",E01000030,"));
    says(
        &addresses.refused(),
        &["1 of 3 addresses is said to be in another area", "E01000030, its point lies in E01000003"],
    );
}

#[test]
fn a_directory_beside_code_point_open_says_where_it_differs_and_is_one() {
    let text = fixture("onspd.csv");
    let apart = text.replacen("450500,200500", "453500,200500", 1);
    // Its area is moved with it, so that only the two points differ.
    let apart = apart.replacen("E01000001,E02000001", "E01000004,E02000001", 1);
    let office = Office::new(&WHOLE).with("directory.csv", apart.as_bytes());
    says(
        &warnings(&office.made()),
        &[
            "directory.csv: 1 postcode lies more than 1 km from where Code-Point Open has it, which is used; TY1 1AA is 3.0 km away",
        ],
    );
    let plain = Office::new(&WHOLE).with("directory.csv", text.as_bytes());
    assert!(!warnings(&plain.made()).contains("more than 1 km"));
    let twice = plain.with("another.csv", text.as_bytes());
    says(&twice.refused(), &["pcds: TY1 1AA stands on", "already"]);
}

#[test]
fn rows_by_codes_of_2011_are_counted_and_moved_each_by_itself() {
    let with = |rows: &str| {
        let changes = fixture("lsoa11-to-lsoa21.csv");
        Office::new(&WHOLE)
            .with("changes.csv", changes.as_bytes())
            .edited("patients-2026.csv", "p.csv", |text| format!("{text}{rows}"))
            .made()
    };
    let plain = with("");
    assert!(!plain.report.to_string().contains("of 2011"), "{}", plain.report);
    let stray = with("GP_PRAC_PAT_LIST,01APR2026,T10002,,E01009001,ALL,7\r\n");
    says(
        &stray.report.to_string(),
        &[
            "1 of 43 rows of registrations, with 7 patients, are by LSOAs of 2011 that are no longer used, the others by those of 2021",
        ],
    );
    assert!(!stray.report.to_string().contains("Patients are counted by LSOA of 2011"));
    // 100 residents each: the first of the two has the odd one.
    for row in ["T10002,E01000001,4", "T10002,E01000002,3"] {
        assert!(table(&stray, "registrations.csv").contains(row), "{row}");
    }
    let old = Office::new(&["ty.csv", "epraccur.csv", "patients-2021.csv", "lsoa11-to-lsoa21.csv"]).made();
    says(
        &old.report.to_string(),
        &[
            "Patients are counted by LSOA of 2011, and were moved to those of 2021",
            "rows, with 200 patients, are of areas that were changed",
        ],
    );
}

#[test]
fn files_of_several_dates_that_are_added_up_are_told_and_a_successor_named_is_no_complaint() {
    let of = |practice: &'static str, is_in: bool| {
        move |text: &str| -> String {
            let keep = |line: &&str| line.starts_with("PUBLICATION") || line.contains(practice) == is_in;
            text.lines().filter(keep).map(|line| line.to_owned() + "\r\n").collect()
        }
    };
    let old = of("T10003", true)(&fixture("patients-2026.csv")).replace("01APR2026", "01JAN2020");
    let mixed = Office::new(&WHOLE)
        .edited("patients-2026.csv", "new.csv", of("T10003", false))
        .with("old.csv", old.as_bytes());
    says(
        &warnings(&mixed.made()),
        &[
            "the files of NHS England registered patients by LSOA are of several dates, and are added up: 01APR2026 and 01JAN2020",
        ],
    );
    let row = "GP_PRAC_PAT_LIST,01APR2026,T77777,,E01000001,ALL,55\r\n";
    let unknown = || Office::new(&WHOLE).edited("patients-2026.csv", "p.csv", |text| format!("{text}{row}"));
    says(&warnings(&unknown().made()), &["T77777 (55 patients) is not among the practices"]);
    let named =
        unknown().edited("successors.csv", "s.csv", |text| format!("{text}T77777,T10001,x\r\n")).made();
    assert!(!warnings(&named).contains("T77777"), "{}", warnings(&named));
    says(&table(&named, "registrations.csv"), &["T10001,E01000001,155"]);
}
