//! Values as people and spreadsheets write them.

use std::fmt::Write as _;

use super::asking::{answer, by_hand, cells, outcomes, over_http, refusal};

#[test]
fn what_a_spreadsheet_puts_around_a_value_is_taken_off() {
    let sent = "ref,postcode\na,=\"OX1 1ND\"\nb,\"=\"\"OX1 1ND\"\"\"\nc,'OX1 1ND\nd,\"'OX1 1ND'\"\n";
    assert_eq!(outcomes(sent.as_bytes()), ["matched"; 4]);
}

#[test]
fn what_is_not_seen_is_ignored_as_white_space_is() {
    let unseen = [
        '\u{200b}', '\u{200c}', '\u{ad}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}', '\u{a0}',
        '\u{202f}', '\u{202c}',
    ];
    let mut sent = "kind,postcode\n".to_owned();
    for character in unseen {
        writeln!(sent, "end,OX1 1ND{character}\nmid,OX1{character}1ND\nstart,{character}OX1 1ND").unwrap();
    }
    sent.push_str("full width,ＯＸ１ １ＮＤ\n");
    let answered = answer(sent.as_bytes(), "fields=outcome,postcode");
    assert!(answered.starts_with("kind,postcode,outcome,canonical_postcode\n"), "{answered}");
    let rows: Vec<&str> = answered.lines().skip(1).collect();
    assert!(rows.len() == 31 && rows.iter().all(|row| row.ends_with(",matched,OX1 1ND")), "{answered}");
    assert_eq!(outcomes("n,area\n1,E01028422\u{200b}\n2,\u{feff}e01028422\0\n".as_bytes()), ["matched"; 2]);
}

#[test]
fn words_for_a_missing_value_are_nothing_asked() {
    for (column, value) in [("postcode", "OX1 1ND"), ("practice code", "K84007"), ("area code", "E01028422")]
    {
        let missing = ["NA", "NULL", "#N/A", "nan", "N/A", "-", "\\N", "Unknown", "", "\u{a0}", "None"];
        let rows = missing.map(|word| format!("x,{word}")).join("\n");
        let sent = format!("ref,{column}\na,{value}\n{rows}\n");
        let mut expected = vec!["matched"];
        expected.extend(["empty"; 11]);
        assert_eq!(outcomes(sent.as_bytes()), expected, "{column}");
    }
    assert_eq!(outcomes(b"lon,lat\n-1.25,51.75\nNA,NA\n-1.25,\n"), ["matched", "empty", "invalid_format"]);
}

#[test]
fn decimal_commas_are_read_and_thousands_are_not_taken_for_them() {
    let sent = b"id;lat;lon\n1;51,7520;-1,2577\n2;51,7413;-1,2580\n";
    let answered = answer(sent, "fields=outcome,lon,lat&prefix=its_");
    assert!(answered.contains("1;51,7520;-1,2577;matched;-1.2577;51.752\n"), "{answered}");
    let thousands = answer(b"easting;northing\n451,050;206,160\n", "fields=outcome,easting&prefix=its_");
    assert!(thousands.ends_with(";matched;451050\n"), "{thousands}");
    let by_hand =
        answer(b"easting;northing\n451050,5;206160\n", "fields=outcome,easting&decimal=comma&prefix=its_");
    assert!(by_hand.ends_with(";matched;451050.5\n"), "{by_hand}");
    assert_eq!(
        outcomes("lon,lat\n\u{2212}1.2577,51.7520\n".as_bytes()),
        ["matched"],
        "a minus sign of print"
    );
}

#[test]
fn one_odd_decimal_comma_spoils_its_own_row_alone_and_is_told() {
    let dots = "-1.2577,51.7520\n".repeat(99);
    let sent = format!("lon,lat\n{dots}\"-1,2577\",\"51,7520\"\n");
    let answered = answer(sent.as_bytes(), "fields=reason,outcome");
    assert_eq!(cells(&answered)[..99], vec!["matched"; 99]);
    let odd = answered.lines().last().unwrap();
    assert!(odd.contains("has decimals behind a comma") && odd.ends_with(",invalid_format"), "{odd}");
    let told = String::from_utf8(by_hand(sent.as_bytes(), "").stderr).unwrap();
    assert!(told.contains("99 of the first 100 values can be read so."), "{told}");
    assert!(told.contains("2 numbers have decimals behind a comma"), "{told}");
    let commas = "-1,2577;51,7520\n".repeat(99);
    let answered = answer(format!("lon;lat\n{commas}-1.2577;51.752\n").as_bytes(), "fields=reason,outcome");
    assert_eq!(cells(&answered)[..99], vec!["matched"; 99]);
    let odd = answered.lines().last().unwrap();
    assert!(odd.contains("has decimals behind a dot") && odd.ends_with(";invalid_format"), "{odd}");
    // Metres that are grouped stay so beside one with a decimal comma.
    let grouped = "451,050;206,160\n".repeat(9);
    let sent = format!("easting;northing\n{grouped}451050,5;206160\n");
    let mut expected = vec!["matched"; 9];
    expected.push("invalid_format");
    assert_eq!(outcomes(sent.as_bytes()), expected);
}

#[test]
fn a_grid_reference_is_the_centre_of_its_square_and_its_precision_is_told() {
    let sent = b"ref,gridref\n1,SP 51050 06070\n2,SP510060\n3,SP5106\n";
    let answered = answer(sent, "fields=outcome,easting,northing,reason");
    let rows: Vec<&str> = answered.lines().skip(1).collect();
    assert!(
        rows[0].contains("matched,451050.5,206070.5,answered for the centre of the square of 1 m"),
        "{}",
        rows[0]
    );
    assert!(
        rows[1].contains("matched,451050,206050,answered for the centre of the square of 100 m"),
        "{}",
        rows[1]
    );
    assert!(
        rows[2].contains("matched,451500,206500,answered for the centre of the square of 1 km"),
        "{}",
        rows[2]
    );
}

#[test]
fn longitude_and_latitude_that_are_swapped_are_told_and_never_corrected() {
    let answered = answer(b"ref,lon,lat\n1,51.7520,-1.2577\n2,51.7413,-1.2580\n", "fields=reason,outcome");
    assert_eq!(cells(&answered), ["outside_area"; 2]);
    assert!(answered.contains("longitude and latitude look swapped"), "{answered}");
    let told = by_hand(b"lon,lat\n51.7520,-1.2577\n", "").stderr;
    assert!(String::from_utf8(told).unwrap().contains("Longitude and latitude look swapped"));
    let grid = answer(b"easting,northing\n206160,451050\n", "fields=reason,outcome");
    assert!(
        grid.contains("easting and northing look swapped") && grid.ends_with(",outside_area\n"),
        "{grid}"
    );
    let metres = answer(b"easting,northing\n1.25,51.75\n", "fields=reason,outcome");
    assert!(metres.contains("look like degrees"), "{metres}");
}

#[test]
fn a_row_says_why_it_was_answered_so() {
    let sent = b"ref,postcode\na,nonsense\nb,\nc,OX1 4LU,more\n";
    let answered = answer(sent, "fields=outcome,reason");
    assert!(
        answered.contains("a,nonsense,invalid_format,\"\"\"nonsense\"\" is not a postcode: expected"),
        "{answered}"
    );
    assert!(answered.contains("b,,empty,nothing was asked"), "{answered}");
    assert!(answered.contains("invalid_format,the row has more fields than there are columns"), "{answered}");
}

#[test]
fn points_that_would_be_found_if_they_were_read_another_way_are_told_and_never_corrected() {
    for (sent, how) in [
        ("easting,northing\n206160,451050\n", "with easting and northing the other way round"),
        ("easting,northing\n451.05,206.16\n", "as kilometres"),
        ("easting,northing\n-1.2619,51.7518\n", "as longitude and latitude"),
        ("lat,lon\n51.7518,1.2619\n", "with a minus before the longitude"),
    ] {
        let told = by_hand(sent.as_bytes(), "fields=outcome");
        let words = String::from_utf8(told.stderr).unwrap();
        let expected = format!("Of the first 1 points 0 lie in a neighbourhood; read {how}");
        assert!(words.contains(&expected), "{expected:?} is not in {words}");
        assert!(!String::from_utf8(told.stdout).unwrap().contains(",matched"));
        let preview = over_http(sent.as_bytes(), "preview=true").json();
        assert!(preview["understanding"]["warnings"].to_string().contains(how), "{preview}");
    }
    let right = by_hand(b"lat,lon\n51.7518,-1.2619\n", "fields=outcome");
    assert!(!String::from_utf8(right.stderr).unwrap().contains("they were not read so"));
}

#[test]
fn quotes_that_csv_does_not_take_off_are_taken_off() {
    let sent = "ref, postcode\n1, \"OX1 1ND\"\n2,\u{201c}OX1 1ND\u{201d}\n3,\u{2018}OX1 1ND\u{2019}\n";
    assert_eq!(cells(&answer(sent.as_bytes(), "fields=outcome")), ["matched"; 3]);
}

#[test]
fn a_table_that_is_read_as_one_column_or_is_an_array_is_never_answered_in_silence() {
    let told = by_hand(b"ref^postcode\n1^OX1 1ND\n", "");
    assert!(String::from_utf8(told.stderr).unwrap().contains("--delimiter says what stands between them"));
    let array = by_hand(b"[{\"postcode\":\"OX1 1ND\"}]", "");
    assert!(!array.status.success());
    assert!(String::from_utf8(array.stderr).unwrap().contains("it is a JSON array, not a table"));
}

#[test]
fn points_that_stand_in_one_column_are_told_with_what_to_do() {
    for (point, what) in [
        ("\"51.7520, -1.2577\"", "whole points"),
        ("POINT (-1.2577 51.7520)", "points as well-known text"),
        ("SRID=4326;POINT(-1.2577 51.7520)", "points as well-known text"),
    ] {
        let told = refusal(format!("ref,where\na,{point}\nb,{point}\nc,\n").as_bytes(), "delimiter=comma");
        let value = point.trim_matches('"');
        assert_eq!(
            told,
            format!(
                "the column \"where\" holds {what}, such as {value:?}: put the two numbers of each point into a column each, called lat and \
                 lon, or easting and northing"
            )
        );
    }
    let beside = "postcode,where\nOX1 1ND,\"51.7520, -1.2577\"\n";
    assert_eq!(cells(&answer(beside.as_bytes(), "fields=outcome")), ["matched"], "it asks for postcodes");
}

#[test]
fn a_code_with_its_name_behind_it_is_the_code() {
    let sent =
        "2021 super output area,residents\nE01028422 : Cherwell 008A,1886\nE01028423 Cherwell 008B,1\n";
    assert_eq!(outcomes(sent.as_bytes()), ["matched", "matched"]);
    let one = crate::support::get_json("/v1/resolve?area=E01028422%20:%20Cherwell%20008A");
    assert_eq!(one["area"]["code"], "E01028422");
}

#[test]
fn addresses_are_read_for_the_postcodes_they_end_in_where_nothing_else_is_asked_and_that_is_told() {
    let rows = "Ann,\"12 High Street, Oxford, OX1 1ND\"\nBob,\"Flat 1, Oxford ox14lu\"\nCat,\"Mill Lane, Oxford\"\nDan,\"3 Mill Lane OX1 1ND\"\n";
    for header in ["name,Home address\n", ""] {
        let sent = format!("{header}{rows}");
        let preview = over_http(sent.as_bytes(), "preview=true").json();
        let warnings = preview["understanding"]["warnings"].to_string();
        assert!(
            warnings.contains("CAREFUL: ") && warnings.contains("the postcode at the end of each value"),
            "{preview}"
        );
        let outcomes: Vec<&str> =
            preview["rows"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["matched", "matched_near_boundary", "invalid_format", "matched"], "{header:?}");
    }
    let beside = "Address,Postcode\n\"1 High Street, OX4 3JX\",OX1 1ND\n\"2 High Street, OX4 3JX\",OX1 1ND\n";
    let preview = over_http(beside.as_bytes(), "preview=true").json();
    assert_eq!(preview["understanding"]["asked_columns"][0], "Postcode", "{preview}");
    let theirs =
        "Home address,GP postcode\n\"1 High Street, OX4 3JX\",OX1 1ND\n\"2 High Street, OX4 3JX\",OX1 1ND\n";
    let told = refusal(theirs.as_bytes(), "");
    assert!(told.contains("several columns hold postcodes") && told.contains("--column"), "{told}");
}

#[test]
fn columns_called_x_and_y_are_a_point_where_their_values_can_be_nothing_else() {
    for (names, first, second, asks) in [
        ("X,Y", "451000,206000", "452000,207000", "easting_northing"),
        ("x_coord,y_coord", "-1.25,51.75", "-1.26,51.76", "lon_lat"),
        ("POINT_X,POINT_Y", "451000.5,206000", "452000,207000", "easting_northing"),
    ] {
        let preview = over_http(format!("{names}\n{first}\n{second}\n").as_bytes(), "preview=true").json();
        let understanding = &preview["understanding"];
        assert_eq!(
            (&understanding["asks"], &understanding["why"]),
            (&asks.into(), &"by_values".into()),
            "{preview}"
        );
        assert_eq!(preview["rows"][0]["outcome"], "matched", "{preview}");
    }
    let told = refusal(b"X,Y\n120,340\n200,10\n", "");
    assert!(told.contains("--column X,Y"), "{told}");
    let told = refusal(b"postcode,practice\nOX1 1ND,K84001\n", "column=postcode,practice");
    assert!(told.contains("are no point"), "{told}");
    let both = over_http(b"postcode,easting,northing\nOX1 1ND,451000,206000\n", "preview=true").json();
    assert_eq!(both["understanding"]["others"][0]["column"], "easting,northing", "{both}");
    assert_eq!(both["understanding"]["others"][0]["holds"], "easting_northing");
}

#[test]
fn a_spacing_that_makes_another_district_is_no_postcode_and_what_it_may_be_is_told() {
    let sent = "postcode\nOX11 ND\nox14 lu\n OX11\u{a0}ND\nOX1 1 ND\nOX 11 ND\nOX 11ND\nOX11N D\n";
    let answered = answer(sent.as_bytes(), "fields=reason,outcome");
    assert!(answered.contains("did you mean OX1 1ND?"), "{answered}");
    let wrong = "invalid_format";
    let right = "matched";
    assert_eq!(outcomes(sent.as_bytes()), [wrong, wrong, wrong, right, right, right, right]);
}

#[test]
fn of_two_postcodes_in_a_value_neither_is_answered() {
    let sent = "ref,Address\n1,\"12 High Street, OX1 1ND\"\n2,OX1 1ND or OX28 3TZ\n3,from OX1 1ND to OX28 3TZ\n\
                4,\"3 Mill Lane, OX28 3TZ\"\n5,\"4 Mill Lane, OX28 3TZ\"\n6,\"5 Mill Lane, OX28 3TZ\"\n";
    let answered = answer(sent.as_bytes(), "fields=outcome,reason");
    for row in ["2,OX1 1ND or OX28 3TZ,", "3,from OX1 1ND to OX28 3TZ,"] {
        let found = answered.lines().find(|line| line.starts_with(row)).unwrap();
        let told = "holds 2 postcodes, and one is needed: OX1 1ND, OX28 3TZ";
        assert!(found.contains(",invalid_format,") && found.contains(told), "{answered}");
    }
    assert_eq!(answered.matches(",matched").count(), 4, "{answered}");
}
