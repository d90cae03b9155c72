//! What stands below a table, between its lines, and within its values: told, and neither answered nor lost.

use super::asking::{answer, by_hand, cells, outcomes, over_http};

fn told(sent: &str) -> String {
    String::from_utf8(by_hand(sent.as_bytes(), "fields=outcome").stderr).unwrap()
}

#[test]
fn rows_below_a_table_are_passed_on_unanswered_and_told() {
    let table = "ref,postcode,n\n1,OX1 1ND,3\n2,,4\n";
    let below = "Total,,7\n\nSource: ONS, 2024\nCounted by residents of the area,,\n";
    let answered = answer(format!("{table}{below}").as_bytes(), "fields=outcome,area_code");
    assert_eq!(
        answered,
        "ref,postcode,n,outcome,area_code\n1,OX1 1ND,3,matched,E01028521\n2,,4,empty,\nTotal,,7,,\n\n\
         Source: ONS, 2024,,,\nCounted by residents of the area,,,,\n"
    );
    let said = told(&format!("{table}{below}"));
    assert!(said.contains("3 rows below the table, from row 4, not read: \"Total, 7\"."), "{said}");
    assert!(said.contains("2 rows in") && said.contains("1 matched, 1 empty"), "{said}");
    let preview = over_http(format!("{table}{below}").as_bytes(), "preview=true").json();
    assert_eq!((&preview["rows_below"], &preview["rows_looked_at"]), (&3.into(), &2.into()), "{preview}");
    assert!(preview["sentences"].to_string().contains("3 rows below the table"), "{preview}");
    let counts = over_http(format!("{table}{below}").as_bytes(), "counts=true").json();
    assert_eq!((&counts["rows_below"], &counts["rows"]), (&3.into(), &2.into()), "{counts}");
    let dropped = over_http(format!("{table}{below}").as_bytes(), "fields=outcome&on_unmatched=drop").body;
    assert_eq!(String::from_utf8(dropped).unwrap(), "ref,postcode,n,outcome\n1,OX1 1ND,3,matched\n");
}

#[test]
fn a_person_at_the_end_and_a_total_in_the_middle_are_rows() {
    let sent = "name,postcode,n\nN01 total,,3\nAnn,OX1 1ND,1\nTotal,OX1 4LU,2\nAnn Smith,,\n";
    assert_eq!(outcomes(sent.as_bytes()), ["empty", "matched", "matched_near_boundary", "empty"]);
    assert!(!told(sent).contains("below the table"));
    let long = format!("ref,postcode\n{}Total,7\n", "1,OX1 1ND\n".repeat(200_000));
    let answered = over_http(long.as_bytes(), "fields=outcome");
    assert!(answered.body.ends_with(b"1,OX1 1ND,matched\nTotal,7,\n"));
    let counts = over_http(long.as_bytes(), "counts=true").json();
    assert_eq!((&counts["rows"], &counts["rows_below"]), (&200_000.into(), &1.into()));
}

#[test]
fn blank_lines_at_the_end_and_two_returns_before_a_feed_make_no_rows() {
    for sent in [
        "ref,postcode\n1,OX1 1ND\n\n\n\n",
        "ref,postcode\r\r\n1,OX1 1ND\r\r\n",
        "ref,postcode\r\n1,OX1 1ND\r\n\r\n",
    ] {
        let ran = by_hand(sent.as_bytes(), "fields=outcome");
        assert_eq!(ran.status.code(), Some(0), "{sent:?}: {}", String::from_utf8_lossy(&ran.stderr));
        let text = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(text.replace('\r', "").trim_end(), "ref,postcode,outcome\n1,OX1 1ND,matched", "{sent:?}");
    }
    let within = "ref,postcode\n1,OX1 1ND\n\n2,OX1 1ND\n";
    assert_eq!(outcomes(within.as_bytes()), ["matched", "empty", "matched"], "a line within keeps its row");
}

#[test]
fn rows_within_a_value_are_told_as_a_quote_that_may_be_open() {
    let sent =
        "ref,name,postcode\n1,\"Bob,OX1 1ND\n2,Ann,OX1 4LU\n3,Cat,OX1 4LU\n4,Dan\",OX1 1ND\n5,Eve,OX1 1ND\n";
    let said = told(sent);
    assert!(said.contains("(the first is row 2) holds a value with 3 lines that look like rows"), "{said}");
    let answered = over_http(sent.as_bytes(), "fields=outcome");
    assert!(answered.header("footprint-warnings").contains("a quote may have been left open"));
    let honest = "ref,address,postcode\n1,\"12, High Street\nOxford, Oxon\",OX1 1ND\n";
    assert!(!told(honest).contains("quote"));
    let preview = over_http(sent.as_bytes(), "preview=true").json();
    assert!(preview["sentences"].to_string().contains("3 lines that look like rows"), "{preview}");
}

#[test]
fn a_table_of_areas_may_end_in_a_total() {
    let sent = "LSOA code,residents\nE01028422,1886\nTotal,1886\n";
    assert_eq!(cells(&answer(sent.as_bytes(), "fields=outcome")), ["matched", ""]);
}
