//! What is known, told apart: what stands in for a code, what is elsewhere, retired, or of another kind.

use footprint::domain::ground::postcode::Postcode;
use serde_json::{Value, json};

use super::asking::{answer, outcomes};
use crate::support::{get_answer, post_json};

fn reasons(sent: &str) -> Vec<(String, String)> {
    let answered = answer(sent.as_bytes(), "fields=outcome,reason");
    let mut reader = csv::Reader::from_reader(answered.as_bytes());
    let row = |row: csv::StringRecord| (row[row.len() - 2].to_owned(), row[row.len() - 1].to_owned());
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn hold(sent: &str, expected: &[(&str, &str)]) {
    let found = reasons(sent);
    assert_eq!(found.len(), expected.len());
    for ((outcome, reason), (should, words)) in found.iter().zip(expected) {
        assert!(
            outcome == should && reason.contains(words),
            "{outcome}: {reason}; expected {should}: {words}"
        );
    }
}

#[test]
fn pseudo_postcodes_are_answered_by_their_meaning() {
    hold(
        "ref,postcode\na,OX1 1ND\nb,ZZ99 3VZ\nc,ZZ99 3WZ\nd,ZZ99 3CZ\ne,ZZZSECUR\nf,zz993vz\n",
        &[
            ("matched", ""),
            ("pseudo", "no fixed abode"),
            ("pseudo", "address not known"),
            ("pseudo", "England or the United Kingdom, not otherwise stated"),
            ("pseudo", "secret"),
            ("pseudo", "no fixed abode"),
        ],
    );
}

#[test]
fn a_branch_is_answered_as_its_practice_and_default_codes_by_their_meaning() {
    hold(
        "ref,practice code\n1,K84007\n2,K84007001\n3,K84007 \n4,k84007\n5,V81999\n6,V81997\n7,V81998\n8,FA123\n9,K84007-01\n",
        &[
            ("matched", ""),
            ("matched", "K84007001 is written as a branch of K84007; no list of branches is loaded"),
            ("matched", ""),
            ("matched", ""),
            ("pseudo", "the practice is not known"),
            ("pseudo", "no registered practice"),
            ("pseudo", "not applicable"),
            ("invalid_format", "FA123"),
            ("invalid_format", "K84007-01"),
        ],
    );
    let branch = get_answer("/v1/resolve?practice=K84007001");
    assert_eq!(branch.status, 200);
    assert_eq!(branch.json()["input"], json!({"practice": "K84007", "branch": "K84007001"}));
    assert_eq!(branch.json()["neighbourhood"]["id"], "N09");
}

#[test]
fn postcodes_of_elsewhere_are_told_from_those_that_are_not_found() {
    hold(
        "ref,postcode\n1,IM2 6BG\n2,JE3 7DW\n3,GY1 1AA\n4,BT1 5GS\n5,GX11 1AA\n6,BF1 0AX\n7,EH1 1YZ\n8,CF10 3NP\n9,SW1A 1AA\n10,AL4 0JB\n11,OX1 1CC\n12,ZZ1 1ZZ\n13,BX1 1LT\n14,XX10 1DD\n",
        &[
            ("elsewhere", "the Isle of Man, a Crown dependency"),
            ("elsewhere", "Jersey, a Crown dependency"),
            ("elsewhere", "Guernsey, a Crown dependency"),
            ("elsewhere", "Belfast"),
            ("elsewhere", "Gibraltar"),
            ("elsewhere", "BFPO"),
            ("elsewhere", "Edinburgh"),
            ("elsewhere", "Cardiff"),
            ("elsewhere", "South West London"),
            ("elsewhere", "whether AL4 0JB exists is not known here"),
            ("not_found", "may lie just outside"),
            ("not_found", "no postcode area ZZ is known here"),
            ("elsewhere", "BX stands for no place"),
            ("elsewhere", "XX stands for no place"),
        ],
    );
}

#[test]
fn a_mistyped_district_is_never_called_elsewhere() {
    hold(
        "ref,postcode\n0,OX1 1ND\n1,OX01 1ND\n2,RG09 2DR\n3,SN07 7YE\n4,OX1A 1ND\n5,OX4O 1ND\n6,OX1 O1ND\n7,B1A 1AA\n8,EC9Z 1AA\n9,OX00 1ND\n10,OX0 1ND\n11,OX77 1ND\n",
        &[
            ("matched", ""),
            ("invalid_format", "did you mean OX1 1ND?"),
            ("invalid_format", "did you mean RG9 2DR?"),
            ("invalid_format", "did you mean SN7 7YE?"),
            ("invalid_format", "did you mean OX1 1ND?"),
            ("invalid_format", "did you mean OX4 1ND or OX40 1ND?"),
            ("invalid_format", "did you mean OX1 1ND or OX10 1ND?"),
            ("invalid_format", "did you mean B1 1AA?"),
            ("invalid_format", "did you mean EC9 1AA or EC92 1AA?"),
            ("invalid_format", "is not a postcode"),
            ("not_found", "no postcode district OX0 is known here"),
            ("elsewhere", "no postcode of OX77 is loaded, and others of OX are: it may be mistyped"),
        ],
    );
}

#[test]
fn dashes_and_punctuation_about_a_postcode_are_told_with_what_was_meant() {
    for text in ["OX1\u{2013}1ND", "(OX1 1ND)", "OX1 1ND.", "\"OX1 1ND,\"", "OX1-1ND"] {
        let sent = format!("ref,postcode\n0,OX1 4LU\n1,{text}\n");
        hold(&sent, &[("matched_near_boundary", ""), ("invalid_format", "did you mean OX1 1ND?")]);
    }
}

#[test]
fn forms_of_old_are_elsewhere_and_nothing_is_suggested_that_there_is_not() {
    hold(
        "ref,postcode\n1,BFPO 57\n2,bfpo 1234\n3,GIR 0AA\n4,1    OX1 1ND\n5,OX1 1ND\n6,OX1 4LU\n7,OX1 1ND\n8,OX1 1ND\n",
        &[
            ("elsewhere", "British Forces (BFPO)"),
            ("elsewhere", "British Forces (BFPO)"),
            ("elsewhere", "no longer in use"),
            ("invalid_format", "\"1    OX1 1ND\" is not a postcode"),
            ("matched", ""),
            ("matched_near_boundary", ""),
            ("matched", ""),
            ("matched", ""),
        ],
    );
    let told = get_answer("/v1/resolve?postcode=BFPO%2057").json();
    assert_eq!(told["outcome"], "elsewhere", "{told}");
    hold(
        "practice\nK84001\nFA123\n",
        &[("matched", ""), ("invalid_format", "\"FA123\" is not the ODS code of a GP practice or a network")],
    );
}

#[test]
fn retired_codes_and_units_of_another_kind_are_said_to_be_so() {
    let sent = "ref,lsoa11cd\n1,E01028422\n2,E01028475\n3,E01028505\n4,E02005928\n5,E00145000\n6,W01000001\n7,W01000007\n8,E07000178\n9,E23000029\n10,E54000044\n11,E10000025\n";
    hold(
        sent,
        &[
            ("matched", ""),
            ("retired_code", "E01035727 (in N"),
            ("retired_code", "E01035730 (in N"),
            ("other_kind", "a middle layer super output area (MSOA)"),
            ("other_kind", "a census output area in England"),
            ("retired_code", "W01002008 (not loaded here)"),
            ("other_kind", "(LSOA) in Wales"),
            ("other_kind", "Oxford) is a local authority district"),
            ("other_kind", "a police force area in England, Thames Valley, not of an area here"),
            (
                "other_kind",
                "an integrated care board (ICB) in England, NHS Buckinghamshire, Oxfordshire and Berkshire West",
            ),
            ("other_kind", "a county in England, Oxfordshire"),
        ],
    );
    let retired = get_answer("/v1/resolve?area=E01028475");
    assert_eq!(retired.status, 200);
    let became: Vec<Value> = retired.json()["became"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["area"]["code"].clone())
        .collect();
    assert_eq!(became, [json!("E01035727"), json!("E01035728"), json!("E01035729")]);
    assert!(retired.json()["neighbourhood"].is_null());
}

#[test]
fn the_residents_of_another_unit_are_shared_out_as_its_areas_are() {
    let district = get_answer("/v1/resolve?area=E07000178").json();
    assert_eq!(district["outcome"], "other_kind");
    let shares = district["lies_in"].as_array().unwrap();
    let residents: u64 = shares.iter().map(|share| share["residents"].as_u64().unwrap()).sum();
    let atlas = &crate::support::county().atlas;
    let is_of_oxford =
        |area: &footprint::domain::ground::geography::Area| area.district.as_str() == "E07000178";
    let areas = atlas.ground.geography.areas().filter(|(_, area)| is_of_oxford(area));
    assert_eq!(residents, areas.map(|(_, area)| u64::from(area.residents)).sum::<u64>());
    assert!(shares.is_sorted_by_key(|share| std::cmp::Reverse(share["residents"].as_u64())));
    let whole: f64 = shares.iter().map(|share| share["share"].as_f64().unwrap()).sum();
    assert!((whole - 1.0).abs() < 1e-9);
}

#[test]
fn alone_what_is_elsewhere_or_stands_in_is_a_404_that_says_so() {
    for (query, outcome) in [
        ("postcode=SW1A+1AA", "elsewhere"),
        ("postcode=ZZ99+3VZ", "pseudo"),
        ("postcode=ZZZSECUR", "pseudo"),
        ("practice=V81999", "pseudo"),
        ("postcode=OX1+1CC", "not_found"),
    ] {
        let answered = get_answer(&format!("/v1/resolve?{query}"));
        assert_eq!(
            (answered.status.as_u16(), &answered.json()["outcome"]),
            (404, &json!(outcome)),
            "{query}"
        );
    }
    for query in ["postcode=NA", "postcode=%23N/A", "area="] {
        assert_eq!(get_answer(&format!("/v1/resolve?{query}")).status, 400, "{query}");
    }
}

#[test]
fn lists_and_lines_tell_them_apart_as_tables_do() {
    let items = json!({"items": [
        {"postcode": "ZZ99 3VZ"}, {"postcode": "SW1A 1AA"}, {"area": "E01028475"}, {"area": "E07000178"},
        {"grid_reference": "SP 510 060"}, {"postcode": "=\"OX1 1ND\""}, {"postcode": "N/A"}, {"practice": "K84007001"},
    ]});
    let answered = post_json("/v1/resolve", &items);
    let told: Vec<&str> =
        answered["items"].as_array().unwrap().iter().map(|item| item["outcome"].as_str().unwrap()).collect();
    let expected =
        ["pseudo", "elsewhere", "retired_code", "other_kind", "matched", "matched", "empty", "matched"];
    assert_eq!(told, expected);
}

#[test]
fn a_practice_says_its_status_in_a_column() {
    let answered =
        answer(b"practice code\nK84007\nK84049\n", "fields=outcome,practice_status&on_unmatched=keep");
    assert!(answered.ends_with("K84007,matched,active\nK84049,practice_closed,closed\n"), "{answered}");
}

#[test]
fn a_table_of_a_column_that_is_all_of_another_kind_is_still_answered() {
    assert_eq!(outcomes(b"MSOA21CD\nE02005928\n"), ["other_kind"]);
}

fn why_no_postcode(text: &str) -> String {
    text.parse::<Postcode>().unwrap_err().to_string()
}

#[test]
fn what_is_no_postcode_is_named_for_what_it_is() {
    for (text, expected) in [
        ("OX1", "\"OX1\" is a postcode district, and a whole postcode is needed"),
        ("OX28 3", "\"OX28 3\" is a postcode sector, and a whole postcode is needed"),
        ("OX1 1ND / OX4 3JX", "holds 2 postcodes, and one is needed: OX1 1ND, OX4 3JX"),
        ("OX1 1ND (home)", "did you mean OX1 1ND?"),
        ("OX1%201ND", "did you mean OX1 1ND?"),
        ("OX4=203JX", "did you mean OX4 3JX?"),
        ("OX1=C2=A01ND", "did you mean OX1 1ND?"),
        ("OX1\u{c2}\u{a0}1ND", "did you mean OX1 1ND?"),
        ("OX4+3JX", "did you mean OX4 3JX?"),
    ] {
        let said = why_no_postcode(text);
        assert!(said.contains(expected) && !said.contains('\\'), "{text:?}: {said}");
    }
    assert!(!why_no_postcode("nonsense").contains("did you mean"));
}

#[test]
fn codes_of_networks_and_letters_for_digits_in_practices_are_told() {
    let reason =
        |value: &str| answer(format!("practice_code\n{value}\n").as_bytes(), "fields=outcome,reason");
    assert!(reason("K84OO7").contains("did you mean K84007?"), "{}", reason("K84OO7"));
    let network = footprint::ingest::load(&footprint::ingest::Files::Embedded).unwrap();
    let network =
        network.atlas.ground.practices.iter().find_map(|(_, practice)| practice.network.clone()).unwrap();
    let said = reason(&network.code.to_string());
    assert!(
        said.contains(&format!("is a primary care network ({}), not a practice", network.name)),
        "{said}"
    );
}

#[test]
fn districts_that_cannot_be_are_refused_with_what_may_have_been_meant() {
    for (text, meant) in [
        ("OX01 1ND", &["OX1 1ND"][..]),
        ("RG09 2DR", &["RG9 2DR"]),
        ("SN07 7YE", &["SN7 7YE"]),
        ("OX1A 1ND", &["OX1 1ND"]),
        ("OX4O 1ND", &["OX4 1ND", "OX40 1ND"]),
        ("OX1 O1ND", &["OX1 1ND", "OX10 1ND"]),
        ("0X1 1ND", &["OX1 1ND"]),
        ("OX1 IND", &["OX1 1ND"]),
        ("OX1 1NDD", &["OX1 1ND"]),
        ("OX1-1ND", &["OX1 1ND"]),
        ("OX1\u{2013}1ND", &["OX1 1ND"]),
        ("(OX1 1ND)", &["OX1 1ND"]),
        ("OX1 1ND.", &["OX1 1ND"]),
        ("OX1 1ND,", &["OX1 1ND"]),
        ("B1A 1AA", &["B1 1AA"]),
        ("EC9Z 1AA", &["EC92 1AA", "EC9 1AA"]),
        ("OX00 1ND", &[]),
        ("B01 1AA", &["B1 1AA"]),
        ("nonsense", &[]),
        ("1 High Street", &[]),
        ("2022", &[]),
    ] {
        let error = text.parse::<Postcode>().unwrap_err();
        let mut told: Vec<String> = error.suggestions().iter().map(ToString::to_string).collect();
        let mut meant: Vec<String> = meant.iter().map(ToString::to_string).collect();
        told.sort();
        meant.sort();
        assert_eq!(told, meant, "{text}");
        let ends_so = meant.is_empty() || error.to_string().ends_with('?');
        assert!(ends_so && meant.iter().all(|meant| error.to_string().contains(meant)), "{error}");
        assert_eq!(Postcode::read(text.as_bytes()), None, "{text}");
    }
    for text in [
        "E1W 1AA", "N1C 4AA", "NW1W 8AA", "SE1P 4AA", "WC2A 1AA", "EC4V 1AA", "CR0 1AA", "OX10 0AA",
        "ZZ99 3VZ",
    ] {
        assert!(text.parse::<Postcode>().is_ok(), "{text}");
    }
}
