//! Publishers' layouts as people hand them on: with headings in their own order and words, with columns left out, with a file missing. What
//! is not there is told, and never taken for something else in silence.

use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};

use crate::publishers::{defects, table};
use crate::publishers_as_they_come::{Office, WHOLE, assert_same};
use crate::publishers_not_whole::{fixture, says, warnings};
use crate::support::{get_of, prepared, toy_copy, toy_sources};

/// Some columns of a table without a header, under headings.
fn cut(file: &str, headings: &str, places: &[usize]) -> String {
    let text = fixture(file);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let cells: Vec<&str> = places.iter().map(|place| record.get(*place).unwrap()).collect();
        format!("{}\n", cells.join(","))
    });
    format!("{headings}\n{}", rows.collect::<Vec<_>>().concat())
}

fn instead(file: &str, name: &str, text: &str) -> Office {
    Office::new(&WHOLE).without(file).with(name, text.as_bytes())
}

#[test]
fn practices_in_a_list_that_people_keep_are_read_and_what_it_does_not_say_is_told() {
    let list = cut("epraccur.csv", "ODS Code,Practice Name,Postcode,Status", &[0, 1, 9, 12]);
    // One of them is no practice, which only the prescribing setting says.
    let list: String = list
        .lines()
        .filter(|row| !row.contains("CORNER SHOP"))
        .map(|row| format!("{row}\n"))
        .collect::<Vec<_>>()
        .concat();
    let office = instead(
        "epraccur.csv",
        "surgeries.csv",
        &list.replace(",C\n", ",Closed\n").replace(",A\n", ",Open\n"),
    );
    let made = office.made();
    let told = made.report.to_string();
    says(
        &told,
        &[
            "taken for: a list of practices",
            "surgeries.csv: it has no column of the prescribing setting or role: every row is taken for a GP practice",
        ],
    );
    let practices = |made: &footprint::ingest::prepare::Prepared| -> Vec<(String, String)> {
        let ground = &made.loaded.atlas.ground;
        let known = ground.practices.iter().map(|(_, practice)| practice);
        known
            .map(|practice| (practice.code.to_string(), format!("{:?}", practice.status.activity())))
            .collect()
    };
    assert_eq!(practices(&made), practices(&Office::new(&WHOLE).made()));

    let list = cut("epraccur.csv", "Practice Code,Practice,Post code", &[0, 1, 9]);
    let list: String = list
        .lines()
        .filter(|row| !row.contains("T10099"))
        .map(|row| format!("{row}\n"))
        .collect::<Vec<_>>()
        .concat();
    let office = instead("epraccur.csv", "list.csv", &list).without("successors.csv");
    says(
        &warnings(&office.made()),
        &["list.csv: it has no column of the status: every practice is taken for an open one"],
    );
    // Two columns that say the status are not left out for none.
    let twice = cut(
        "epraccur.csv",
        "Organisation Code,Name,Postcode,Status,Status Code,Role",
        &[0, 1, 9, 12, 12, 25],
    );
    says(
        &instead("epraccur.csv", "twice.csv", &twice).refused(),
        &["Status, Status Code: several columns say the status"],
    );
    // Any organisations are not taken for practices.
    let any = cut("epraccur.csv", "Organisation Code,Name,Postcode,Status", &[0, 1, 9, 12]);
    says(&instead("epraccur.csv", "any.csv", &any).refused(), &["practices.csv: is missing"]);
}

#[test]
fn a_practice_that_stands_twice_with_equal_fields_counts_once() {
    let double = |text: &str, other: &str| {
        let first = text.lines().next().unwrap().to_owned();
        format!("{first}\n{}", text.replacen("SOUTH WEST SURGERY", other, 1))
    };
    let office =
        Office::new(&WHOLE).edited("epraccur.csv", "e.csv", |text| double(text, "SOUTH WEST SURGERY"));
    let made = office.made();
    assert_same(&made, &["practices.csv"]);
    says(
        &warnings(&made),
        &["e.csv: 1 row says what an earlier row says already, on line 2: it counts once"],
    );
    let office = Office::new(&WHOLE).edited("epraccur.csv", "e.csv", |text| double(text, "SOUTH SURGERY"));
    says(
        &office.refused(),
        &["e.csv:2: code: T10001 stands on", "e.csv:1 already, with \"South West Surgery\", TY2 1BA, active"],
    );
}

#[test]
fn patients_of_a_practice_and_area_count_once_where_all_fields_of_the_rows_are_equal() {
    let again = |change: &str| {
        let change = change.to_owned();
        move |text: &str| {
            let rows: Vec<&str> = text.lines().skip(1).take(5).collect();
            format!("{text}{}\r\n", rows.join("\r\n").replace("01APR2026", &change))
        }
    };
    let made = Office::new(&WHOLE).edited("patients-2026.csv", "p.csv", again("01APR2026")).made();
    assert_same(&made, &["registrations.csv"]);
    says(
        &warnings(&made),
        &["p.csv: 5 rows say what earlier rows say already, the first on line 44: each counts once"],
    );
    // Of another day they are other patients.
    let office = Office::new(&WHOLE).edited("patients-2026.csv", "p.csv", again("01MAY2026"));
    says(&office.refused(), &["T10001 with E01000001 stands on"]);
}

#[test]
fn networks_by_codes_and_names_alone_are_read() {
    let list = "PCN Code,PCN Name,Practice Code,Practice Name\nU00001,TOY SOUTH,T10001,A\nU00001,TOY SOUTH,T10002,B\n\
                U00002,TOY NORTH,T10003,C\nU00001,TOY SOUTH,T10005,D\n";
    let made = instead("epcn.csv", "pcns.csv", list).made();
    assert_same(&made, &["practices.csv"]);
    says(
        &warnings(&made),
        &["pcns.csv: it has no column of the end of a membership: each is taken for one that goes on"],
    );
    let twice = format!("{list}U09999,FORMER PCN,T10001,A\n");
    says(&instead("epcn.csv", "pcns.csv", &twice).refused(), &["T10001 is in U00001 and in U09999 at once"]);
}

#[test]
fn code_point_open_with_headings_is_read_by_these_in_any_order() {
    let whole = "Postcode,Positional_quality_indicator,Eastings,Northings,Country_code,NHS_regional_HA_code,NHS_HA_code,\
                 Admin_county_code,Admin_district_code,Admin_ward_code";
    let headed = cut("ty.csv", whole, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let made = instead("ty.csv", "headed.csv", &headed).made();
    assert_same(&made, &["postcodes.csv"]);
    assert!(!warnings(&made).contains("headed.csv"), "{}", warnings(&made));
    let exchanged = cut(
        "ty.csv",
        "Postcode,PQ,Northings,Eastings,Admin_district_code,Admin_ward_code",
        &[0, 1, 3, 2, 8, 9],
    );
    assert_same(&instead("ty.csv", "exchanged.csv", &exchanged).made(), &["postcodes.csv"]);
}

#[test]
fn a_table_of_postcodes_with_their_points_stands_in_for_the_publishers_and_never_ends_theirs() {
    let own = cut("ty.csv", "Post code,X coord,Y coord", &[0, 2, 3])
        .replace("X coord", "Easting")
        .replace("Y coord", "Northing");
    let made = instead("ty.csv", "own.csv", &own).made();
    says(&made.report.to_string(), &["taken for: postcodes with their points"]);
    let points = |text: String| -> Vec<String> {
        text.lines().skip(1).map(|row| row.split(',').take(3).collect::<Vec<_>>().join(",")).collect()
    };
    let plain = Office::new(&WHOLE).made();
    assert_eq!(points(table(&made, "postcodes.csv")), points(table(&plain, "postcodes.csv")));

    let few: String = own.lines().take(3).map(|row| format!("{row}\n")).collect::<Vec<_>>().concat();
    let beside =
        Office::new(&["epraccur.csv", "patients-2026.csv", "onspd.csv"]).with("sites.csv", few.as_bytes());
    let made = beside.made();
    says(
        &warnings(&made),
        &["sites.csv: is a table of postcodes beside the publishers' files of them, which are used"],
    );
    assert_eq!(table(&made, "postcodes.csv").lines().count(), 75);
}

#[test]
fn a_postcode_directory_without_its_indicator_ends_or_districts_is_read_and_that_is_told() {
    let without = |column: &str| {
        let text = fixture("onspd.csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let kept: Vec<usize> = (0..header.len()).filter(|place| &header[*place] != column).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(kept.iter().map(|place| &header[*place])).unwrap();
        for record in reader.records() {
            let record = record.unwrap();
            writer.write_record(kept.iter().map(|place| &record[*place])).unwrap();
        }
        let files = ["epraccur.csv", "patients-2026.csv"];
        Office::new(&files).with("directory.csv", &writer.into_inner().unwrap()).made()
    };
    let made = without("osgrdind");
    says(
        &warnings(&made),
        &["directory.csv: it has no column such as gridind: how exact their points are is not known"],
    );
    assert_eq!(table(&made, "postcodes.csv").lines().count(), 75);
    let made = without("doterm");
    says(
        &warnings(&made),
        &["directory.csv: it has no column such as doterm: which postcodes have ended is not known"],
    );
    assert!(
        table(&made, "postcodes.csv").contains("TY9 8ZZ")
            && !made.files.contains_key("postcodes_terminated.csv")
    );
    let made = without("oslaua");
    says(
        &warnings(&made),
        &["directory.csv: it has no column such as lad..cd: a postcode is of the county where its point is"],
    );
    assert!(table(&made, "postcodes.csv").contains("TY1 1AA"));
}

#[test]
fn closed_practices_go_by_what_people_call_them() {
    let own = fixture("successors.csv")
        .replace("ods_code,successor,basis", "closed practice,successor practice,why");
    assert_same(&instead("successors.csv", "closed.csv", &own).made(), &["practices.csv"]);
}

#[test]
fn a_missing_file_of_residents_is_one_defect_that_names_it() {
    let told = defects(&Office::new(&WHOLE).without("iod2025.csv").sources);
    assert_eq!(told.len(), 1, "{told:#?}");
    says(
        &told[0],
        &[
            "areas.csv: is missing: residents and districts of the areas are taken from the Indices of Deprivation 2025, File 7",
        ],
    );
    let office =
        Office::new(&["ty.csv", "epraccur.csv", "patients-2026.csv", "iod2019.csv"]).without("iod2025.csv");
    let told = defects(&office.sources);
    assert_eq!(told.len(), 1, "{told:#?}");
    says(&told[0], &["iod2019.csv is File 7 of 2019, of LSOAs of 2011, and says neither"]);
}

#[test]
fn tables_of_areas_that_lack_some_of_the_county_are_told_and_deciles_need_no_table_of_changes() {
    let row = |text: &str| text.lines().take(2).map(|row| format!("{row}\n")).collect::<Vec<_>>().concat();
    let office = Office::new(&WHOLE).edited("iod2019.csv", "old.csv", row);
    let made = office.made();
    says(
        &warnings(&made),
        &[
            "old.csv: 35 of 36 areas are not in it, and they have no decile of 2019: E01000002, E01000003, E01000004, E01000005, E01000006 and 30 more",
        ],
    );
    let first = table(&made, "areas.csv");
    let header: Vec<&str> = first.lines().next().unwrap().split(',').collect();
    let place = header.iter().position(|name| *name == "imd2019_decile").unwrap();
    let decile = |line: usize| first.lines().nth(line).unwrap().split(',').nth(place).unwrap().to_owned();
    assert_eq!((decile(1), decile(2)), ("1".to_owned(), String::new()));

    let rows = |of: std::ops::Range<usize>| -> String {
        of.map(|number| format!("E010000{number:02},E38000001,One,E54000001,Board,E07000001,Toyland\n"))
            .collect::<Vec<_>>()
            .concat()
    };
    let lookup = format!("LSOA21CD,SICBL25CD,SICBL25NM,ICB25CD,ICB25NM,LAD25CD,LAD25NM\n{}", rows(1..30));
    let told = warnings(&Office::new(&WHOLE).with("lk.csv", lookup.as_bytes()).made());
    says(
        &told,
        &[
            "lk.csv: 7 of 36 areas are not in it, and what they are in is as their district's, or not known: E01000030",
            "lk.csv:2: name of the district: E07000001 is called \"Toyland\" here, and \"Toy District\" in ",
        ],
    );
}

#[test]
fn a_postcode_in_no_area_is_named_with_the_area_of_its_point_exchanged() {
    let office = Office::new(&WHOLE).edited("ty.csv", "cp.csv", |text| {
        text.replacen("\"450500\",\"200500\"", "\"200500\",\"450500\"", 1)
    });
    says(
        &warnings(&office.made()),
        &[
            "1 live postcode lies inside no area of the county; it is kept, with none: TY1 1AA (in E01000001, were its easting and northing exchanged)",
        ],
    );
}

#[test]
fn a_practice_with_a_closing_date_before_its_patients_were_counted_is_closed_and_told() {
    let closes = |date: &'static str| {
        move |text: &str| {
            text.replacen("\"19740401\",\"\",\"A\"", &format!("\"19740401\",\"{date}\",\"A\""), 1)
        }
    };
    let made = Office::new(&WHOLE).edited("epraccur.csv", "e.csv", closes("20240101")).made();
    says(
        &warnings(&made),
        &[
            "e.csv: 1 practice is open by its status, and closed by its closing date, which decides, as patients were counted on 2026-04-01 \
             (T10001 on 2024-01-01)",
        ],
    );
    let practices = table(&made, "practices.csv");
    assert!(
        practices
            .lines()
            .any(|row| row.starts_with("T10001,") && row.contains(",closed,") && row.contains("2024-01-01")),
        "{practices}"
    );
    let made = Office::new(&WHOLE).edited("epraccur.csv", "e.csv", closes("20991231")).made();
    assert_same(&made, &["practices.csv"]);
}

#[test]
fn suppressed_counts_are_told_as_such_and_one_option_leaves_them_out() {
    for hidden in ["*", "<5", "[c]"] {
        let office = Office::new(&WHOLE).edited("patients-2026.csv", "p.csv", |text| {
            text.replacen("E01000002,ALL,100", &format!("E01000002,ALL,{hidden}"), 1)
        });
        let told = office.refused();
        says(
            &told,
            &[
                &format!("p.csv:3: NUMBER_OF_PATIENTS: {hidden:?} cannot be read: it is a suppressed count"),
                "1 row of the study area cannot be used (1 of them with a suppressed count, of how many patients is not known): mend what is \
                 wrong, or leave it out with --allow-defects 1",
            ],
        );
        let mut allowed = office;
        allowed.sources.allowed_defects = 1;
        let made = allowed.made();
        assert!(!table(&made, "registrations.csv").contains("T10001,E01000002"), "the count is not known");
    }
}

#[test]
fn a_practice_without_a_postcode_is_taken_by_its_coordinates_and_without_both_it_is_refused() {
    let list = |place: &str| {
        let list = cut("epraccur.csv", "ODS Code,Practice Name,Postcode,Status", &[0, 1, 9, 12]);
        let rows = list.lines().skip(1).filter(|row| !row.contains("CORNER SHOP")).map(|row| {
            let (row, place) = if row.starts_with("T10001") {
                (row.replace("TY2 1BA", ""), place)
            } else {
                (row.to_owned(), ",")
            };
            format!("{row},{place}\n")
        });
        format!(
            "ODS Code,Practice Name,Postcode,Status,Eastings,Northings\n{}",
            rows.collect::<Vec<_>>().concat()
        )
    };
    let made = instead("epraccur.csv", "s.csv", &list("451500,201500")).made();
    says(&warnings(&made), &["s.csv: 1 practice has no postcode, and is where the coordinates are: T10001"]);
    let practices = table(&made, "practices.csv");
    assert!(practices.contains("\nT10001,South West Surgery,,451500,201500,active,"), "{practices}");
    // It is answered as it was by its postcode, which is told to be none.
    let plain = Office::new(&WHOLE).made();
    let answered = |made: &footprint::ingest::prepare::Prepared| {
        let loaded = load(&Files::Memory(made.files.clone())).unwrap();
        let app = router(App::new(loaded, Settings::default()).unwrap());
        get_of(&app, "/v1/practices/T10001").json()
    };
    let (by_point, by_postcode) = (answered(&made), answered(&plain));
    assert_eq!(
        (&by_point["postcode"], &by_postcode["postcode"]),
        (&serde_json::Value::Null, &"TY2 1BA".into())
    );
    for of in ["neighbourhood", "area", "views"] {
        assert_eq!(by_point[of], by_postcode[of], "{of}");
    }
    says(
        &instead("epraccur.csv", "s.csv", &list(",")).refused(),
        &[
            "s.csv:2: Postcode: is blank, and so are coordinates: give the practice's postcode, or its easting and northing",
        ],
    );

    // So it is in the joined layout.
    let folder = toy_copy();
    let path = folder.path().join("practices.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let first = text.lines().nth(1).unwrap().to_owned();
    let postcode = first.split(',').nth(2).unwrap().to_owned();
    std::fs::write(&path, text.replacen(&format!(",{postcode},"), ",,", 1)).unwrap();
    let made = prepared(&toy_sources(folder.path())).unwrap_or_else(|refused| panic!("{refused}"));
    says(&warnings(&made), &["practices.csv: 1 practice has no postcode, and is where the coordinates are"]);
}
