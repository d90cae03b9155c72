//! Points as people name and write them: read where they can mean one thing, else named for what they are.

use super::asking::{answer, by_hand, outcomes, over_http, refusal};

fn told(table: &str) -> String {
    String::from_utf8(by_hand(table.as_bytes(), "fields=outcome").stderr).unwrap()
}

#[test]
fn points_are_found_by_the_names_that_programs_give_them() {
    let degrees = [
        "geo_lng,geo_lat",
        "Longitude (decimal degrees),Latitude (decimal degrees)",
        "long_wgs84,lat_wgs84",
        "x_long,y_lat",
        "POINT_X,POINT_Y",
        "centroid_x,centroid_y",
        "home_lon,home_lat",
    ];
    for names in degrees {
        let table = format!("{names}\n-1.2618,51.7518\n");
        assert_eq!(
            answer(table.as_bytes(), "fields=neighbourhood_id").lines().nth(1),
            Some("-1.2618,51.7518,N07"),
            "{names}"
        );
    }
    for names in ["OSGB_X,OSGB_Y", "POINT_X,POINT_Y", "centroid_x,centroid_y", "home_easting,home_northing"] {
        let table = format!("{names}\n451050,206160\n");
        assert_eq!(
            answer(table.as_bytes(), "fields=neighbourhood_id").lines().nth(1),
            Some("451050,206160,N07"),
            "{names}"
        );
    }
    let said = told("centroid_x,centroid_y\n451050,206160\n");
    assert!(said.contains("can be nothing but metres of the British National Grid"), "{said}");
}

#[test]
fn numbers_with_signs_letters_or_units_are_read_and_told() {
    for (table, example) in [
        ("lat,lon\n51.7518°,-1.2618°\n", "-1.2618°"),
        ("lat,lon\n51.7518 N,1.2618W\n", "1.2618W"),
        ("lat,lon\n\"51°45'06\"\"N\",\"1°15'43\"\"W\"\n", "1°15'43\"W"),
        ("easting,northing\n451050m,206160 m\n", "451050m"),
    ] {
        let answered = answer(table.as_bytes(), "fields=neighbourhood_id");
        assert!(answered.lines().nth(1).unwrap().ends_with(",N07"), "{table}: {answered}");
        assert!(
            told(table).contains(&format!(
                "2 numbers are written with a sign, a letter or a unit, such as \"{example}\""
            )),
            "{}",
            told(table)
        );
    }
    // Letters that stand on the other axis, and a minus beside a letter, may mean two things.
    let mixed =
        "lat,lon\n51.7518,-1.2618\n51.7518,-1.2618\n51.7518,-1.2618\n51.7518,51.7 N\n51.7518,-1.26 W\n";
    assert_eq!(
        outcomes(mixed.as_bytes()),
        ["matched", "matched", "matched", "invalid_format", "invalid_format"]
    );
    let words = refusal(b"lat,lon\nnorth,west\n", "");
    assert!(words.contains("\"lon\" and \"lat\" are called as those of a point, and their values are not numbers, such as \"west\""), "{words}");
}

#[test]
fn points_of_several_things_are_named_in_pairs_and_other_units_are_named() {
    let pairs = refusal(b"id,gp_lat,gp_lon,home_lat,home_lon\n1,51.6,-1.1,51.7518,-1.2618\n", "");
    for said in
        ["\"gp_lon\" and \"gp_lat\"", "\"home_lon\" and \"home_lat\"", "such as \"home_lon,home_lat\""]
    {
        assert!(pairs.contains(said), "{pairs}");
    }
    let one = told("gp_lat,gp_lon\n51.7518,-1.2618\n");
    assert!(one.contains("CAREFUL: by its name (\"gp\")"), "{one}");
    for (names, unit) in [
        ("oseast100m,osnrth100m", "hundreds of metres"),
        ("oseast100m,osnorth100m", "hundreds of metres"),
        ("Easting (km),Northing (km)", "kilometres"),
    ] {
        let table = format!("{names}\n4510,2061\n");
        for query in ["", "column=%231,%232"] {
            let said = refusal(table.as_bytes(), query);
            assert!(said.contains(&format!("are by their names in {unit}")), "{said}");
        }
    }
    let none = refusal(b"a,b\nx,y\n", "");
    assert!(none.contains("as in --column X,Y") && none.contains("the columns are a, b"), "{none}");
}

#[test]
fn whole_points_and_lists_are_named_for_what_they_are() {
    for (value, what) in [
        ("POINT (451050 206160)", "points as well-known text"),
        ("\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[-1.2618,51.7518]}\"", "points as GeoJSON"),
        ("0101000020E6100000A52C431CEBE2F4BFA089B0E1E9E14940", "points as well-known binary"),
        ("51.75 -1.25", "whole points"),
        ("\"[51.75, -1.25]\"", "whole points"),
    ] {
        let said = refusal(format!("id,place\n1,{value}\n").as_bytes(), "");
        assert!(said.contains(&format!("the column \"place\" holds {what}")), "{said}");
    }
    let answered = answer(b"51.7518,-1.2618\n51.76,-1.26\n", "fields=neighbourhood_id,outcome");
    assert_eq!(answered.lines().next(), Some("51.7518,-1.2618,N07,matched"), "{answered}");
    let mixed = refusal(b"OX1 1ND\nK84007\nE01028422\n", "");
    assert!(mixed.contains("the list holds postcodes and practice codes"), "{mixed}");
    for (table, what) in [
        ("id,LSOA\n1,Cherwell 008A\n", "areas"),
        ("id,Practice\n1,Temple Cowley Health Centre\n", "practices"),
    ] {
        let said = refusal(table.as_bytes(), "");
        assert!(said.contains(&format!("names of {what}, and {what} are read by their")), "{said}");
    }
}

#[test]
fn a_preview_names_options_apart_and_a_row_below_the_table_is_no_row() {
    let table = "id,postcode,n\n1,OX1 1ND,3\n2,OX28 3TZ,4\nTotal,,7\n";
    let preview = over_http(table.as_bytes(), "preview=true").json();
    assert_eq!(preview["rows"].as_array().unwrap().len(), 2, "{preview}");
    let said = preview["sentences"].to_string();
    assert!(said.contains("not read: \\\"Total, 7\\\""), "{said}");
    let beside = over_http(b"id,postcode,GP postcode\n1,OX1 1ND,OX4 2HL\n", "preview=true").json();
    let said = beside["sentences"].to_string();
    assert!(said.contains("the parameter column chooses") && !said.contains("--"), "{said}");
    assert!(beside["pieces"].to_string().contains("{\"option\":\"column\"}"), "{}", beside["pieces"]);
}
