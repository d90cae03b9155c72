//! Which column holds the question.

use super::asking::{answer, by_hand, outcomes, over_http, refusal};

#[test]
fn of_two_columns_of_postcodes_neither_is_taken_in_silence() {
    let sent = b"nhs_ref,GP Postcode,Patient Postcode\n1,RG9 2DR,OX1 1ND\n2,RG9 2DR,OX1 4LU\n";
    let reason = refusal(sent, "");
    for told in ["\"GP Postcode\"", "\"Patient Postcode\"", "--column"] {
        assert!(reason.contains(told), "{reason}");
    }
    let chosen = answer(sent, "column=Patient+Postcode&fields=outcome");
    assert!(
        chosen.ends_with("1,RG9 2DR,OX1 1ND,matched\n2,RG9 2DR,OX1 4LU,matched_near_boundary\n"),
        "{chosen}"
    );
    let unnamed = refusal(b"1,RG9 2DR,OX1 1ND\n2,RG9 2DR,OX1 4LU\n", "");
    assert!(unnamed.contains("#2") && unnamed.contains("#3"), "{unnamed}");
}

#[test]
fn values_decide_over_names() {
    let sent =
        b"ref,Area,Address 1,Address 4\n1,Oxford,1 Any Street,OX1 1ND\n2,Oxford,2 Any Street,OX1 4LU\n";
    assert_eq!(outcomes(sent), ["matched", "matched_near_boundary"]);
    let answered = over_http(sent, "");
    assert_eq!(answered.header("footprint-column"), "Address 4");
    assert_eq!(answered.header("footprint-column-why"), "by_values");
    let told = String::from_utf8(by_hand(sent, "").stderr).unwrap();
    assert!(told.contains("the column \"Address 4\", by its values: 2 of the first 2 values"), "{told}");
    let practice = b"Practice,Code\nThe Hart Surgery,K84001\nHedena Health,K84009\n";
    assert_eq!(outcomes(practice), ["matched", "matched"]);
}

#[test]
fn a_plain_name_goes_before_one_of_something_and_the_other_is_told() {
    let sent = b"ref,practice_postcode,postcode\n1,RG9 2DR,OX1 1ND\n2,RG9 2DR,OX1 4LU\n";
    assert_eq!(outcomes(sent), ["matched", "matched_near_boundary"]);
    let told = String::from_utf8(by_hand(sent, "").stderr).unwrap();
    assert!(told.contains("Not taken") && told.contains("practice_postcode"), "{told}");
}

#[test]
fn the_place_of_others_never_wins_over_another_full_column() {
    for names in [
        "id,GP Practice Postcode,Home address",
        "id,Surgery Postcode,Home",
        "id,Post Code (GP),Address5",
        "id,Postcode of practice,Addr4",
        "id,School Postcode,Addr",
        "Practice Address,Postcode,PCode",
        "id,Postcode,Patient Postcode",
    ] {
        let reason = refusal(format!("{names}\n1,RG9 2DR,OX1 1ND\n2,RG9 2DR,OX1 4LU\n").as_bytes(), "");
        let [_, first, second] = names.split(',').collect::<Vec<_>>()[..] else { panic!("{names}") };
        for told in [first, second] {
            assert!(reason.contains(&format!("{told:?}")), "{names}: {reason}");
        }
        assert_eq!(
            reason.contains(&format!("such as {first:?}")),
            names.contains("Patient"),
            "{names}: {reason}"
        );
    }
}

#[test]
fn the_place_of_others_is_told_loudly_where_it_is_the_only_one() {
    let sent = b"id,Name of practice,GP Practice Postcode\n1,x,OX1 1ND\n2,y,OX1 4LU\n";
    assert_eq!(outcomes(sent), ["matched", "matched_near_boundary"]);
    let told = String::from_utf8(by_hand(sent, "").stderr).unwrap();
    let careful =
        "CAREFUL: by its name (\"gp\") the column \"GP Practice Postcode\" says where something else is";
    assert!(told.contains(careful), "{told}");
    let preview = over_http(sent, "preview=true").json();
    assert!(preview["understanding"]["warnings"][0].as_str().unwrap().starts_with(careful), "{preview}");
    let answered = over_http(sent, "");
    assert!(answered.header("footprint-warnings").starts_with("CAREFUL: by its name"));
    let meant = by_hand(sent, "column=GP Practice Postcode").stderr;
    assert!(!String::from_utf8(meant).unwrap().contains("CAREFUL"));
    let plain = b"id,Postcode\n1,OX1 1ND\n";
    assert!(over_http(plain, "").headers.get("footprint-warnings").is_none());
}

#[test]
fn the_same_postcodes_in_several_spellings_are_one_question() {
    assert_eq!(outcomes(b"pcd,pcd8,pcds\nOX11ND,OX1  1ND,OX1 1ND\n"), ["matched"]);
}

#[test]
fn headings_of_publishers_and_people_are_known() {
    for heading in ["LSOA code (2021)", "LSOA21CD", "lsoa21", "Area Code"] {
        assert_eq!(outcomes(format!("n,{heading}\n1,E01028422\n").as_bytes()), ["matched"], "{heading}");
    }
    for heading in ["GP practice code", "ODS Code", "Registered practice"] {
        assert_eq!(outcomes(format!("n,{heading}\n1,K84007\n").as_bytes()), ["matched"], "{heading}");
    }
}

#[test]
fn a_header_of_one_name_is_a_header() {
    // pandas leaves the name of its row numbers blank.
    let told = answer(b",postcode\n0,OX1 1ND\n1,OX1 4LU\n", "fields=outcome");
    assert_eq!(told, ",postcode,outcome\n0,OX1 1ND,matched\n1,OX1 4LU,matched_near_boundary\n");
    let told = answer(b",postcode,\n0,OX1 1ND,a\n", "fields=outcome");
    assert!(told.starts_with(",postcode,,outcome\n"), "{told}");
    let told = answer(b"ref,,home,\n1,x,OX1 1ND,a\n2,y,OX1 4LU,b\n", "fields=outcome");
    assert!(told.starts_with("ref,,home,,outcome\n"), "{told}");
}

#[test]
fn under_headings_of_groups_the_practices_postcode_is_not_taken_in_silence() {
    let sent = b",Patient,,Practice,\nID,Home postcode,Age,Code,Postcode\n1,OX1 1ND,5,K84001,OX4 4LA\n2,OX1 4LU,6,K84001,OX4 4LA\n";
    let refused = over_http(sent, "");
    assert_eq!(refused.status, 400);
    let told = refused.json()["detail"].as_str().unwrap().to_owned();
    assert!(told.contains("\"Home postcode\"") && told.contains("\"Postcode\""), "{told}");
    let chosen = answer(sent, "fields=outcome&column=Home%20postcode");
    assert!(chosen.contains("1,OX1 1ND,5,K84001,OX4 4LA,matched\n"), "{chosen}");
}
