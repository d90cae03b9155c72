//! Files in which two columns, or two properties, say different neighbourhoods: neither is taken unasked, whatever they are called.

use serde_json::{Value, json};

use crate::import_areas::preview;
use crate::publishers_as_they_come::{Office, WHOLE, halves};
use crate::support::{county, get_json, prepared};
use footprint::ingest::prepare::Sources;

const GEOJSON: &str = "application/geo+json";

fn reason(told: &Value) -> &str {
    told["errors"][0]["reason"].as_str().unwrap_or_else(|| panic!("no error: {told}"))
}

/// Five areas with a second column, which says something in the fourth row.
fn with_changes(heading: &str, other: &str, elsewhere: &str) -> Value {
    let mut table = format!("LSOA21CD,Neighbourhood,{heading}\n");
    for (area, home) in [("22", "N01"), ("23", "N02"), ("26", "N01"), ("27", "N01"), ("28", "N01")] {
        let value = if area == "26" { other } else { elsewhere };
        table.extend(["E010284", area, ",", home, ",", value, "\n"]);
    }
    preview("missing=keep", "text/csv", table)
}

#[test]
fn a_second_column_that_is_filled_where_something_changes_is_not_passed_over() {
    for (heading, other, elsewhere) in [
        ("Change to", "N02", ""),
        ("Moved to", "Bicester", ""),
        ("Proposed", "\"Thame, Chinnor and Watlington\"", ""),
        ("Change", "N02", "-"),
        ("Change", "N02", "no change"),
        ("Workshop of 3 March", "n02", ""),
        ("Comments", "Bicester", ""),
    ] {
        let told = with_changes(heading, other, elsewhere);
        let error = &told["errors"][0];
        assert_eq!((&error["column"], &error["row"]), (&json!(heading), &json!(4)), "{heading}: {told}");
        assert!(reason(&told).contains("where \"Neighbourhood\" says N01"), "{heading}: {told}");
        assert!(reason(&told).contains("--column \"Neighbourhood\""), "{heading}: {told}");
    }
}

#[test]
fn what_says_something_else_of_an_area_is_no_second_column() {
    for (heading, other, elsewhere) in [
        ("Town", "Bicester", "Banbury"),
        ("registered_mostly_in", "N02", "N01"),
        ("Old neighbourhood", "N01", ""),
        ("Residents", "1520", "1400"),
    ] {
        let told = with_changes(heading, other, elsewhere);
        assert_eq!((&told["errors"], &told["warnings"]), (&json!([]), &json!([])), "{heading}: {told}");
    }
    for (heading, sentence) in
        [("Move?", "Move to N14"), ("Comments", "should be Bicester, as the surgery says")]
    {
        let told = with_changes(heading, &format!("\"{sentence}\""), "");
        let told = told["warnings"].to_string();
        assert!(told.contains("is not read, and speaks of another neighbourhood"), "{heading}: {told}");
        assert!(told.contains(sentence) && told.contains("in row 4"), "{heading}: {told}");
    }
}

#[test]
fn drawn_features_whose_properties_name_two_neighbourhoods_are_defects() {
    let document = get_json("/collections/neighbourhoods/items?f=json&limit=100");
    let ids: Vec<Value> =
        document["features"].as_array().unwrap().iter().map(|feature| feature["id"].clone()).collect();
    let with = |properties: &dyn Fn(usize) -> Value, own: &dyn Fn(usize) -> Value| {
        let mut document = document.clone();
        for (place, feature) in document["features"].as_array_mut().unwrap().iter_mut().enumerate() {
            (feature["properties"], feature["id"]) = (properties(place), own(place));
        }
        preview("", GEOJSON, document.to_string())
    };
    let (own, shifted) =
        (|place: usize| ids[place].clone(), |place: usize| ids[(place + 3) % ids.len()].clone());
    let told = with(&|place| json!({"id": shifted(place), "NBHD": own(place)}), &|_| json!(null));
    assert!(reason(&told).contains("says N04 where \"NBHD\" says N01, and so in 15 rows"), "{told}");
    let told = with(&|place| json!({"id": own(place)}), &shifted);
    assert_eq!(told["errors"][0]["column"], "the feature's own id", "{told}");
    let told = with(&|place| json!({"id": own(place), "nbhd": own(place)}), &own);
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{told}");
}

#[test]
fn data_is_not_made_of_a_table_that_contradicts_itself() {
    let with = |heading: &str, other: &str| {
        let edit = |text: &str| {
            let mut lines = text.lines();
            let mut edited = format!("{},{heading}\n", lines.next().unwrap());
            for line in lines {
                let value = if line.starts_with("E01000001") { other } else { "" };
                edited.extend([line, ",", value, "\n"]);
            }
            edited
        };
        Office::new(&WHOLE).edited("neighbourhoods-of-areas.csv", "plan.csv", edit)
    };
    for (heading, other) in [("proposed neighbourhood", "T2"), ("Change to", "South East"), ("Notes", "T2")] {
        let told = with(heading, other).refused();
        assert!(told.contains(&format!("plan.csv:2: {heading}: \"{other}\" says T2 where")), "{told}");
        assert!(told.contains("take the column that is not meant out of the file"), "{told}");
    }
    for (heading, other) in [("Old neighbourhood", "T1"), ("Place", "South East"), ("Residents", "2")] {
        with(heading, other).made();
    }
    // A draft beside the first is held to its own neighbourhoods.
    let office = Office::new(&WHOLE);
    let option = office.path("option.csv");
    let areas = (1..=36).map(|number| {
        let (home, then) = if number <= 18 { ("A", if number < 9 { "B" } else { "A" }) } else { ("B", "B") };
        format!("E010000{number:02},{home},{then}\n")
    });
    let rows: String = areas.collect();
    std::fs::write(&option, format!("LSOA21CD,neighbourhood,proposed neighbourhood\n{rows}")).unwrap();
    let told = prepared(&Sources { drafts: vec![option], ..office.sources }).map(|_| ()).unwrap_err();
    let told = told.to_string();
    assert!(told.contains("option.csv:2: proposed neighbourhood: \"B\" says B where"), "{told}");
    assert!(told.contains("and so in 8 rows"), "{told}");
}

#[test]
fn data_is_not_made_of_polygons_that_contradict_themselves() {
    let with = |west: &str, east: &str| {
        Office::new(&WHOLE)
            .without("neighbourhoods-of-areas.csv")
            .with("borders.geojson", halves(west, east).as_bytes())
    };
    let properties = |id: &str, other: &str| format!(r#""properties":{{"id":"{id}","NBHD":"{other}"}}"#);
    let told = with(&properties("T1", "T2"), &properties("T2", "T1")).refused();
    assert!(told.contains("\"T1\" says T1 where \"NBHD\" says T2"), "{told}");
    with(&properties("T1", "T1"), &properties("T2", "T2")).made();
}

#[test]
fn codes_that_moved_against_what_stands_beside_them_are_a_defect() {
    let areas: Vec<(String, String)> = county()
        .atlas
        .ground
        .geography
        .areas()
        .take(40)
        .map(|(_, area)| (area.code.to_string(), area.name.clone()))
        .collect();
    let with = |heading: &str, beside: &dyn Fn(usize) -> String, query: &str| {
        let mut table = format!("LSOA21CD,{heading},Neighbourhood\n");
        for (place, (code, _)) in areas.iter().enumerate() {
            table.extend([code, ",", &beside(place), ",N02\n"]);
        }
        preview(&format!("missing=keep{query}"), "text/csv", table)
    };
    let (name, code) = (|place: usize| areas[place].1.clone(), |place: usize| areas[place].0.clone());
    let next = |place: usize| (place + 1) % areas.len();
    for heading in ["LSOA21NM", "Where"] {
        let told = with(heading, &|place| name(next(place)), "");
        assert_eq!(
            (&told["errors"][0]["column"], &told["errors"][0]["row"]),
            (&json!(heading), &json!(2)),
            "{told}"
        );
        assert!(reason(&told).contains("and 40 rows say so: were rows or columns moved"), "{told}");
    }
    let told = with("area_code", &|place| code(next(place)), "");
    assert!(reason(&told).contains("is of another area than E01028423 beside it"), "{told}");
    assert_eq!(told["errors"][0]["column"], "LSOA21CD", "{told}");
    let by_hand = with("area_code", &|place| code(next(place)), "&column=LSOA21CD,Neighbourhood");
    assert_eq!(by_hand["errors"], json!([]), "{by_hand}");
    // One row is enough, and what is right, of 2011 or of no area is left alone.
    let told = with("LSOA21NM", &|place| name(if place == 7 { 9 } else { place }), "");
    assert!(reason(&told).contains("and 1 row says so") && told["errors"][0]["row"] == 9, "{told}");
    for (heading, value) in [
        ("LSOA21NM", &name as &dyn Fn(usize) -> String),
        ("LSOA11CD", &|place| code(next(place))),
        ("Place", &|_| "Oxford".to_owned()),
    ] {
        let told = with(heading, value, "");
        assert_eq!((&told["errors"], &told["warnings"]), (&json!([]), &json!([])), "{heading}: {told}");
    }
}

#[test]
fn postcodes_that_lie_in_other_areas_than_their_rows_say_are_a_defect() {
    let ground = &county().atlas.ground;
    let codes: Vec<String> = ground.geography.areas().map(|(_, area)| area.code.to_string()).collect();
    let table = |shift: usize, of: usize| {
        let mut table = "postcode,lsoa,neighbourhood\n".to_owned();
        let areas = ground.places.all().iter().enumerate();
        let areas =
            areas.filter_map(|(number, place)| Some((place.postcode, ground.area_of_place(number)?.slot())));
        for (number, (postcode, area)) in areas.take(400).enumerate() {
            let area = if number < of { (area + shift) % codes.len() } else { area };
            table.extend([&postcode.to_string(), ",", &codes[area], ",N02\n"]);
        }
        preview("missing=keep", "text/csv", table)
    };
    let told = table(1, 400);
    assert_eq!(told["errors"][0]["column"], "postcode", "{told}");
    assert!(reason(&told).contains("and 400 rows say so"), "{told}");
    let told = table(1, 8);
    assert_eq!(told["errors"], json!([]), "{told}");
    assert!(told["warnings"].to_string().contains("8 rows say another area in \\\"postcode\\\""), "{told}");
    assert!(!table(0, 0)["warnings"].to_string().contains("another area"));
}

#[test]
fn an_id_where_a_name_is_expected_renames_nothing() {
    let told = preview(
        "missing=keep",
        "text/csv",
        "LSOA21CD,Neighbourhood ID,Neighbourhood name\nE01028422,Banbury,N01\nE01028423,Bicester,n03\n",
    );
    assert_eq!((&told["errors"], &told["neighbourhoods"]["renamed"]), (&json!([]), &json!([])), "{told}");
    assert_eq!(told["moves"][0]["to"], "N03", "{told}");
}

#[test]
fn a_practice_that_is_placed_twice_is_placed_nowhere_unasked() {
    let table = |second: &str| {
        let rows = format!("E01028422,N02,K84001=N12\nE01028423,N02,K84001={second}\n");
        preview("missing=keep", "text/csv", format!("LSOA,Neighbourhood,practices_placed\n{rows}"))
    };
    let told = table("N13");
    assert!(reason(&told).contains("K84001 is placed in N12 and in N13: take one of the two out"), "{told}");
    assert_eq!(table("N12")["practices_placed"], json!([{"practice": "K84001", "to": "N12"}]));
}

#[test]
fn a_draft_made_of_a_plan_tells_the_practices_that_it_leaves_out() {
    let office = Office::new(&WHOLE).edited("neighbourhoods-of-areas.csv", "plan.csv", |text| {
        let mut lines = text.lines();
        let rows = lines.next().unwrap().to_owned() + ",practices_placed\n";
        let end = |line: &str| if line.starts_with("E01000001") { "T10001=T4" } else { "" };
        lines.fold(rows, |rows, line| rows + line + "," + end(line) + "\n")
    });
    let told = office.made().report.to_string();
    assert!(
        told.contains("plan.csv: it is a plan that places or closes 1 practice (T10001 in T4)"),
        "{told}"
    );
}
