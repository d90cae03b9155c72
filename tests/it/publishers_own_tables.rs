//! A county's own tables of areas and neighbourhoods: what stands beside the codes, what stands twice, and what is of elsewhere.

use footprint::ingest::prepare::Sources;

use crate::publishers::{defects, table};
use crate::publishers_as_they_come::{Office, WHOLE, assert_same};
use crate::publishers_not_whole::{fixture, says, warnings};
use crate::support::{prepared, toy_copy, toy_sources};

const LOOKUP: &str = "neighbourhoods-of-areas.csv";

/// The county with another table of its areas.
fn with_lookup(text: &str) -> Office {
    Office::new(&WHOLE).without(LOOKUP).with("plan.csv", text.as_bytes())
}

/// The rows of the table of areas, each with its code, id and name, and a column more.
fn with_column(heading: &str, value: impl Fn(usize) -> String) -> String {
    let lookup = fixture(LOOKUP);
    let mut rows = lookup.lines();
    let header = rows.next().unwrap();
    let rows = rows.enumerate().map(|(place, row)| format!("{row},{}\n", value(place)));
    format!("{header},{heading}\n{}", rows.collect::<Vec<_>>().concat())
}

/// Names of the areas in their order.
fn names() -> Vec<String> {
    let file = fixture("iod2025.csv");
    file.lines().skip(1).map(|row| row.split(',').nth(1).unwrap().to_owned()).collect()
}

/// A postcode of each area, by the points of both.
fn postcodes_of_areas() -> Vec<String> {
    let plain = Office::new(&WHOLE).made();
    let ground = &plain.loaded.atlas.ground;
    let places = ground.places.all();
    let one_in = |area| {
        let place = (0..places.len()).find(|place| ground.area_of_place(*place) == Some(area)).unwrap();
        places[place].postcode.to_string()
    };
    ground.geography.areas().map(|(area, _)| one_in(area)).collect()
}

#[test]
fn a_name_a_code_or_a_postcode_of_another_area_beside_the_codes_is_refused() {
    let names = names();
    let in_areas = postcodes_of_areas();
    let postcodes = |place: usize| in_areas[place].clone();
    let right: [(&str, &dyn Fn(usize) -> String); 3] = [
        ("LSOA21NM", &|place| names[place].clone()),
        ("ONS reference", &|place| format!("E010000{:02}", place + 1)),
        ("Postcode", &|place| postcodes(place)),
    ];
    for (heading, value) in right {
        let office = with_lookup(&with_column(heading, value));
        let made = office.made();
        assert_same(&made, &["drafts/toy/areas.csv"]);
        assert!(!warnings(&made).contains("another area"), "{}", warnings(&made));

        // One column a cell lower, as when it is sorted or pasted alone.
        let moved = with_column(heading, |place| value((place + 1) % 36));
        let told = with_lookup(&moved).refused();
        let first = value(1);
        says(
            &told,
            &[&format!(
                "plan.csv:2: {heading}: {first:?} is of another area than E01000001 beside it, and 36 rows say so: were rows or columns \
                 moved against each other? Put them right, or take {heading:?} out"
            )],
        );
        let office = Office::new(&WHOLE);
        let option = office.path("option.csv");
        std::fs::write(&option, &moved).unwrap();
        let sources = Sources { drafts: vec![option], ..office.sources.clone() };
        let told = defects(&sources).join("\n");
        says(
            &told,
            &[&format!("option.csv:2: {heading}: {first:?} is of another area than E01000001 beside it")],
        );
    }
    // A code of 2011 is of another area, and one postcode in fifty may lie next door.
    let older = with_column("LSOA11CD", |place| format!("E010000{:02}", (place + 1) % 36 + 1));
    assert_same(&with_lookup(&older).made(), &["drafts/toy/areas.csv"]);
    let of_board = with_column("ICB25CD", |_| "E54000044".to_owned());
    assert_same(&with_lookup(&of_board).made(), &["drafts/toy/areas.csv"]);
    let one = with_column("Postcode", |place| postcodes(if place == 3 { 4 } else { place }));
    says(
        &warnings(&with_lookup(&one).made()),
        &["plan.csv: 1 row says another area in \"Postcode\" than in \"LSOA21CD\""],
    );
}

#[test]
fn a_table_in_the_joined_layout_is_held_to_the_names_of_its_areas_too() {
    let folder = toy_copy();
    let path = folder.path().join("neighbourhood_areas.csv");
    let names = names();
    let text = std::fs::read_to_string(&path).unwrap();
    let rows =
        text.lines().skip(1).enumerate().map(|(place, row)| format!("{row},{}\n", names[(place + 1) % 36]));
    std::fs::write(
        &path,
        format!("area_code,neighbourhood_id,area_name\n{}", rows.collect::<Vec<_>>().concat()),
    )
    .unwrap();
    let refused = prepared(&toy_sources(folder.path())).map(|_| ()).unwrap_err().to_string();
    says(
        &refused,
        &["neighbourhood_areas.csv:2: area_name: \"Square 10\" is of another area than E01000001 beside it"],
    );
}

#[test]
fn a_row_that_stands_twice_counts_once_and_one_that_contradicts_another_is_refused() {
    let lookup = fixture(LOOKUP);
    let again = format!("{lookup}E01000001,T1,South West\n");
    let made = with_lookup(&again).made();
    assert_same(&made, &["drafts/toy/areas.csv"]);
    says(
        &warnings(&made),
        &["plan.csv: 1 row says what an earlier row says already, on line 38: it counts once"],
    );
    let other = format!("{lookup}E01000001,T2,South East\n");
    says(
        &with_lookup(&other).refused(),
        &["plan.csv:38: area_code: E01000001 stands on", "plan.csv:2 already"],
    );

    // Two tables that are equal are one; two that are not are two drafts, which is one defect.
    let equal = Office::new(&WHOLE).with("zz.csv", lookup.as_bytes()).made();
    says(
        &warnings(&equal),
        &["zz.csv: 36 rows say what earlier rows say already, the first on line 2: each counts once"],
    );
    assert_same(&equal, &["drafts/toy/areas.csv"]);
    let older = lookup.replacen("E01000001,T1,South West", "E01000001,T2,South East", 1);
    let office = Office::new(&WHOLE).with("zz.csv", older.as_bytes());
    let told = defects(&office.sources);
    assert_eq!(told.len(), 1, "{told:#?}");
    says(
        &told[0],
        &[
            "zz.csv: 1 area is in another neighbourhood here than in ",
            "as E01000001 in T2 and not in T1: two drafts. Take one of the two files out, or name it with --draft zz.csv",
        ],
    );
}

#[test]
fn an_id_in_another_case_is_the_one_that_was_met_first_and_a_blank_one_is_told_as_blank() {
    let lookup = fixture(LOOKUP);
    let lower = lookup.replacen("E01000002,T1,", "E01000002,t1,", 1);
    let made = with_lookup(&lower).made();
    assert_same(&made, &["drafts/toy/areas.csv", "drafts/toy/neighbourhoods.csv"]);
    says(
        &warnings(&made),
        &["plan.csv:3: neighbourhood: t1 is taken for T1, which differs in its capitals alone, in 1 row"],
    );
    let blank = lookup.replacen("E01000002,T1,", "E01000002,,", 1);
    says(
        &with_lookup(&blank).refused(),
        &["plan.csv:3: neighbourhood: is blank: every area needs a neighbourhood, by its id or its name"],
    );
    let without_names: String = lookup
        .lines()
        .map(|row| format!("{}\n", row.rsplit_once(',').unwrap().0))
        .collect::<Vec<_>>()
        .concat();
    says(
        &warnings(&with_lookup(&without_names).made()),
        &["plan.csv: it has no names of neighbourhoods: each is called by its id"],
    );
}

#[test]
fn neighbourhoods_in_a_column_that_is_called_name_are_read_where_they_hold_several_areas() {
    let lookup = fixture(LOOKUP);
    let names_alone: String = lookup
        .lines()
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            format!("{},{}\n", cells[0], cells[2])
        })
        .collect::<Vec<_>>()
        .concat();
    let made = with_lookup(&names_alone).made();
    let homes = table(&made, "drafts/toy/neighbourhoods.csv");
    assert!(homes.contains("N01,South West") && homes.lines().count() == 5, "{homes}");
    // Names of areas are no neighbourhoods.
    let names = names();
    let of_areas: String = (0..36)
        .map(|place| format!("E010000{:02},{}\n", place + 1, names[place]))
        .collect::<Vec<_>>()
        .concat();
    says(
        &with_lookup(&format!("LSOA21CD,name\n{of_areas}")).refused(),
        &["plan.csv: is no layout known here"],
    );
}

#[test]
fn areas_of_other_counties_are_said_to_be_of_elsewhere_and_one_option_leaves_them_out() {
    let lookup = fixture(LOOKUP);
    let foreign = format!("{lookup}E01017700,T9,Other county\nW01000003,T9,Other county\n");
    let told = defects(&with_lookup(&foreign).sources);
    assert_eq!(told.len(), 2, "{told:#?}");
    says(
        &told.join("\n"),
        &[
            "plan.csv:38: area_code: E01017700 is in no file of areas, and no file has its border: it is of another county",
            "plan.csv:39: area_code: W01000003 is an area of Wales, and no file has its border",
        ],
    );
    let mut office = with_lookup(&foreign);
    office.sources.allowed_defects = 2;
    let made = office.made();
    assert_same(&made, &["drafts/toy/areas.csv", "drafts/toy/neighbourhoods.csv"]);
    let told = made.report.to_string();
    says(&told, &["Left out, as --allow-defects 2 allows: 2 rows that cannot be used", "E01017700"]);
    let retired = format!("{lookup}E01028475,T4,North East\n");
    says(
        &with_lookup(&retired).refused(),
        &["E01028475 is a code of 2011 that is no longer used: the area became E01035727"],
    );
    // One that File 7 knows is said to be in its district.
    let office = with_lookup(&format!("{lookup}E01017700,T9,Other county\n")).edited(
        "iod2025.csv",
        "iod.csv",
        |text| format!("{text}E01017700,Elsewhere 001A,E06000045,Southampton,20.5,1234.0,5.0,100\r\n"),
    );
    says(
        &office.refused(),
        &["E01017700 is in Southampton (E06000045) by File 7, and no file has its border"],
    );
}

#[test]
fn a_repeated_heading_is_read_where_both_columns_hold_the_same_and_refused_where_they_differ() {
    let repeated = |of: &str| {
        let lookup = fixture(LOOKUP);
        let rows = lookup.lines().skip(1).map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            let again = if of.is_empty() { cells[1] } else { of };
            format!("{},{},{again}\n", cells[0], cells[1])
        });
        format!("LSOA21CD,Neighbourhood,Neighbourhood\n{}", rows.collect::<Vec<_>>().concat())
    };
    let made = with_lookup(&repeated("")).made();
    assert_same(&made, &["drafts/toy/areas.csv"]);
    says(
        &warnings(&made),
        &["several columns are called \"Neighbourhood\", and hold the same in every row: the first is read"],
    );
    says(
        &with_lookup(&repeated("T2")).refused(),
        &["several columns are called \"Neighbourhood\": choose one by its number"],
    );
}

#[test]
fn a_draft_is_called_after_its_file_by_words_with_single_dashes() {
    let office = Office::new(&WHOLE);
    let option = office.path("Option B (final) – äöü.csv");
    std::fs::write(&option, fixture(LOOKUP)).unwrap();
    let sources = Sources { drafts: vec![option], ..office.sources.clone() };
    let made = prepared(&sources).unwrap_or_else(|refused| panic!("{refused}"));
    let ids: Vec<&str> = made.loaded.atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
    assert_eq!(ids, ["toy", "option-b-final"]);
}
