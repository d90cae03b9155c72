//! Which row names the columns, and which column is asked where several could be.

use super::asking::{answer, by_hand, outcomes, over_http, refusal};

/// What is told in the header of warnings, as it was before it was encoded for the header.
fn warnings(sent: &[u8], query: &str) -> String {
    let answered = over_http(sent, query);
    let told = answered.headers.get("footprint-warnings").map(|told| told.to_str().unwrap().to_owned());
    told.unwrap_or_default().replace("%2C", ",")
}

fn body(sent: &[u8], query: &str) -> String {
    String::from_utf8(over_http(sent, query).body).unwrap()
}

#[test]
fn the_first_person_never_becomes_the_heading_in_silence() {
    for first in ["prefer not to say", "Oxford OX1 1ND", "no postcode", "see notes"] {
        let sent = format!("1,Smith,{first}\n2,Jones,OX1 1ND\n3,Ax,OX28 3TZ\n");
        let answered = answer(sent.as_bytes(), "fields=outcome");
        let expected =
            format!("1,Smith,{first},invalid_format\n2,Jones,OX1 1ND,matched\n3,Ax,OX28 3TZ,matched\n");
        assert_eq!(answered, expected);
    }
    let sent = b"1,Smith,see notes\n2,Jones,OX1 1ND\n3,Ax,OX28 3TZ\n";
    let told = warnings(sent, "");
    assert!(told.contains("CAREFUL: row 1") && told.contains("\"see notes\""), "{told}");
    // Where nothing beside it tells, it is said on every face.
    let undecided = b"Smith,see notes\nJones,OX1 1ND\nAx,OX28 3TZ\n";
    let told = warnings(undecided, "");
    assert!(told.contains("CAREFUL: row 1") && told.contains("header=absent"), "{told}");
    let told = String::from_utf8(by_hand(undecided, "").stderr).unwrap();
    assert!(told.contains("CAREFUL: row 1") && told.contains("--header absent"), "{told}");
    let preview = body(undecided, "preview=true");
    assert!(preview.contains("CAREFUL: row 1"), "{preview}");
    for header in ["ref,Home address", "Ref,Where", "Team,Address 4"] {
        let sent = format!("{header}\n1,OX1 1ND\n2,OX28 3TZ\n");
        assert!(!warnings(sent.as_bytes(), "").contains("CAREFUL"), "{header}");
    }
}

#[test]
fn a_known_name_over_its_values_is_a_heading_whatever_stands_beside_it() {
    for (header, row) in [
        ("pcds,oa21cd", "OX1 1ND,E00145000"),
        ("PCD7,OA21CD,LSOA21CD", "OX1 1ND,E00145000,E01028521"),
        ("postcode,OA11CD", "OX1 1ND,E00145000"),
        ("GP,Y2025A,Y2026A", "K84007,3,4"),
        ("LSOA21CD,K84007,K84063", "E01028422,3,4"),
        ("Practice,OX1 1ND,OX4 3JX", "K84007,3,4"),
        ("WD24CD,Practice", "E05011348,K84007"),
        ("OA21CD,LSOA21CD,LSOA21NM,MSOA21CD,ObjectId", "E00145000,E01028422,Cherwell 008A,E02005928,0"),
    ] {
        let answered = answer(format!("{header}\n{row}\n").as_bytes(), "fields=outcome");
        assert_eq!(answered, format!("{header},outcome\n{row},matched\n"), "{header}");
    }
}

#[test]
fn a_header_that_is_said_to_be_there_is_the_first_row_also_with_a_blank_name() {
    let sent = b"id,\n1,OX1 1ND\n2,OX4 3JX\n3,OX28 3TZ\n";
    for query in ["", "header=present"] {
        let answered = answer(sent, &format!("fields=outcome&{query}"));
        assert!(answered.starts_with("id,,outcome\n1,OX1 1ND,matched\n"), "{answered}");
        assert_eq!(answered.lines().count(), 4, "{answered}");
    }
    let unread = b"id,\n1,none of these\n2,OX4 3JX\n3,OX1 1ND\n";
    let answered = answer(unread, "fields=outcome&header=present");
    assert_eq!(
        answered,
        "id,,outcome\n1,none of these,invalid_format\n2,OX4 3JX,matched\n3,OX1 1ND,matched\n"
    );
}

#[test]
fn titles_of_key_and_value_are_passed_over_and_what_they_hold_is_told() {
    for (title, table) in [
        ("Surgery,OX4 2HL\n\n", "id,postcode\n1,OX1 1ND\n2,OX28 3TZ\n"),
        ("OX4 3JX\n", "id,postcode\n1,OX1 1ND\n2,OX28 3TZ\n"),
        ("Report for,K84007\n", "id,postcode\n1,OX1 1ND\n2,OX28 3TZ\n"),
        ("Report,Diabetes\nPostcode,OX4 2HL\n", "NHS No,Home\n9434765919,OX1 1ND\n9434765870,OX28 3TZ\n"),
        (
            "Report name:,Diabetes register\nRun on:,28/11/2026 10:22\nOrganisation:,Temple Cowley (K84007),Postcode,OX4 2HL\n\n",
            "NHS Number,Full Name,Postcode\n1,\"SMITH, Bob\",OX1 1ND\n2,\"JONES, Ann\",OX28 3TZ\n",
        ),
    ] {
        let sent = format!("{title}{table}");
        let answered = answer(sent.as_bytes(), "fields=outcome");
        let names = table.lines().next().unwrap();
        assert!(answered.starts_with(&format!("{title}{names},outcome\n")), "{answered}");
        assert_eq!(answered.matches(",matched").count(), 2, "{answered}");
        assert!(warnings(sent.as_bytes(), "").contains("above the names of the columns holds"), "{title}");
    }
    let criteria =
        b"Criteria,Value\nPostcode,OX4*\nAge,>65\n\nNHS number,Surname,Postcode\n1,a,OX4 3JX\n2,b,OX28 3TZ\n";
    assert!(
        answer(criteria, "fields=outcome")
            .contains("NHS number,Surname,Postcode,outcome\n1,a,OX4 3JX,matched\n")
    );
    let reason = refusal(b"Title of it\nRef,Colour\n1,red\n2,blue\n", "");
    assert!(reason.contains("--skip-rows") || reason.contains("--header"), "{reason}");
}

#[test]
fn a_column_right_by_name_and_values_wins_over_what_only_looks_like_a_question() {
    for (header, rows, column) in [
        ("Ref,Practice", "SP5106,K84063\nSP5207,K84063\n", "Practice"),
        ("Asset,LSOA", "SP5106,E01028422\nSU4599,E01028426\n", "LSOA"),
        ("Tile,LSOA", "SP50,E01028422\nSP51,E01028426\n", "LSOA"),
        ("Case,LSOA code", "P10001,E01028422\nP10002,E01028423\n", "LSOA code"),
        ("Item,LSOA", "E1 6AN,E01028422\nN1 9GU,E01028426\n", "LSOA"),
        ("lat,lon,LSOA", "0,0,E01028422\n0,0,E01028426\n", "LSOA"),
        (
            "Patient,GP practice code,LSOA of residence",
            "1,K84007,E01028422\n2,K84063,E01028426\n",
            "LSOA of residence",
        ),
        ("Ward,Practice", "E05011348,K84007\nE05011348,K84063\n", "Practice"),
    ] {
        let answered = over_http(format!("{header}\n{rows}").as_bytes(), "");
        assert_eq!(answered.header("footprint-column"), column, "{header}");
    }
    let told = warnings(b"id,Postcode,LSOA\n1,OX1 1,E01028422\n2,OX28 3,E01028426\n", "");
    assert!(told.contains("CAREFUL") && told.contains("\"Postcode\"") && told.contains("OX1 1"), "{told}");
}

#[test]
fn practice_and_area_of_people_side_by_side_are_refused_with_both_named() {
    for (header, rows) in [
        ("Patient,Practice,LSOA", "1,K84007,E01028422\n2,K84063,E01028426\n"),
        ("PRACTICE_CODE,LSOA_CODE,SEX", "K84007,E01028422,ALL\nK84007,E01028527,ALL\n"),
        ("OA21CD,Practice code", "E00145000,K84007\nE00145001,K84063\n"),
        ("Registered practice,Referring practice", "K84007,K84063\nK84063,K84001\n"),
        ("Location,Practice", "SP5106,K84063\nSP5207,K84063\n"),
    ] {
        let reason = refusal(format!("{header}\n{rows}").as_bytes(), "");
        let named = header.split(',').filter(|name| reason.contains(&format!("{name:?}"))).count();
        assert!(named == 2 && reason.contains("--column"), "{header}: {reason}");
    }
}

#[test]
fn archives_programs_files_and_documents_are_named_for_what_they_are() {
    let mut tar = vec![0; 512];
    tar[..5].copy_from_slice(b"p.csv");
    let sum: u32 = tar.iter().map(|byte| u32::from(*byte)).sum::<u32>() + 8 * 32;
    tar[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    tar.extend_from_slice(b"id,postcode\n1,OX1 1ND\n");
    for (sent, named) in [
        (tar.as_slice(), "tar"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS"),
        (b"<stata_dta><header>", "Stata"),
        (b"ARROW1\0\0\xff\xff", "Arrow"),
        (b"X\n\0\0\0\x03\0\x04", "a file of R"),
        (b"\x80\x04\x95\x10\0\0", "pickle"),
        (b"{\\rtf1 text}", "RTF"),
        (b"[InternetShortcut]\nURL=https://x/y.xlsx\n", "a link to a file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\n", "Git LFS"),
        (b"{\"url\": \"https://docs.google.com/open?id=1\", \"doc_id\": \"1\"}", "Google"),
        (b"{\"items\":[{\"ref\":\"1\",\"postcode\":\"OX1 1ND\"}]}", "JSON document"),
        (b"{\n \"items\": [\n  {\"postcode\": \"OX1 1ND\"}\n ]\n}\n", "JSON document"),
    ] {
        let reason = refusal(sent, "");
        assert!(reason.contains(named) && !reason.contains('\0'), "{named}: {reason}");
    }
}

#[test]
fn digits_that_were_lost_are_told_with_how_far_off_the_points_may_be() {
    let told = warnings(b"id,easting,northing\n1,4.51E+05,2.06E+05\n2,4.51050E+05,2.06160E+05\n", "");
    assert!(told.contains("1 of the first 2 points") && told.contains("500 m"), "{told}");
    let told = warnings(b"id,lat,lon\n1,51.8,-1.3\n2,51.7,-1.2\n", "");
    assert!(told.contains("2 of the first 2 points") && told.contains("6 km"), "{told}");
    assert_eq!(warnings(b"id,lat,lon\n1,51.7520,-1.2577\n", ""), "");
}

#[test]
fn a_heading_that_is_repeated_is_told_and_loudly_where_its_columns_are_in_another_order() {
    let mut sent = "id,gp_postcode,postcode\n".to_owned();
    sent.push_str(&"1,OX4 3JX,OX1 1ND\n".repeat(1200));
    let equal = format!("{sent}id,gp_postcode,postcode\n2,OX4 3JX,OX28 3TZ\n");
    let told = String::from_utf8(by_hand(equal.as_bytes(), "").stderr).unwrap();
    assert!(told.contains("1 row repeats the names of the columns, the first is row 1202"), "{told}");
    let swapped = format!("{sent}id,postcode,gp_postcode\n2,OX28 3TZ,OX4 3JX\n");
    let told = String::from_utf8(by_hand(swapped.as_bytes(), "").stderr).unwrap();
    assert!(
        told.contains("CAREFUL") && told.contains("from row 1202 on the columns are in another order"),
        "{told}"
    );
    let counted = body(swapped.as_bytes(), "counts=true");
    assert!(counted.contains("from row 1202 on the columns are in another order"), "{counted}");
    let early = warnings(
        b"id,gp_postcode,postcode\n1,OX4 3JX,OX1 1ND\nid,postcode,gp_postcode\n2,OX28 3TZ,OX4 3JX\n",
        "",
    );
    assert!(early.contains("from row 3 on"), "{early}");
}

#[test]
fn one_file_is_not_written_over_by_another() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("p.csv"), "id,postcode\n1,OX1 1ND\n").unwrap();
    for (output, counts) in [("a.csv", "a.csv"), ("p.csv", "b.csv"), ("a.csv", "p.csv")] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_footprint"));
        command.arg("resolve").arg(file("p.csv")).arg("--output").arg(file(output));
        command.arg("--counts").arg(file(counts)).env_remove("FOOTPRINT_DATA").env_remove("FOOTPRINT_BIND");
        let ran = command.output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.code() == Some(1) && told.contains("name the same file"), "{told}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn names_of_rows_as_r_writes_them_are_a_column_without_a_name() {
    for (sent, query) in [
        ("\"postcode\",\"age\"\n\"1\",\"OX1 1ND\",3\n\"2\",\"OX28 3TZ\",4\n", ""),
        ("\"postcode\" \"age\"\n\"1\" \"OX1 1ND\" 3\n\"2\" \"OX28 3TZ\" 4\n", "delimiter=space&"),
    ] {
        let answered = answer(sent.as_bytes(), &format!("{query}fields=outcome"));
        let space = if query.is_empty() { ',' } else { ' ' };
        assert!(answered.starts_with(&format!("{space}\"postcode\"")), "{answered}");
        assert_eq!(answered.matches("matched").count(), 2, "{answered}");
        assert!(warnings(sent.as_bytes(), query.trim_end_matches('&')).contains("one field more"), "{sent}");
    }
}

#[test]
fn a_delimiter_within_the_quotes_of_values_is_none() {
    let sent = b"postcode,\"notes; with; many; semicolons; here\"\nOX1 1ND,\"a; b; c; d; e\"\nOX28 3TZ,\"a; b; c; d; e\"\n";
    assert_eq!(outcomes(sent), ["matched", "matched"]);
}

#[test]
fn a_last_column_without_a_name_moves_no_heading() {
    let sent = b"postcode,gp_postcode\nOX1 1ND,OX4 3JX,moved\nOX4 3JX,OX1 1ND,\n";
    let answered = answer(sent, "column=postcode&fields=outcome");
    assert!(answered.starts_with("postcode,gp_postcode,outcome\n"), "{answered}");
    assert!(answered.ends_with("\nOX4 3JX,OX1 1ND,matched\n"), "{answered}");
    assert!(answered.contains("OX1 1ND,OX4 3JX,moved\",,invalid_format"), "{answered}");
}

#[test]
fn a_heading_with_a_note_in_it_is_one_whatever_words_the_note_has() {
    for header in [
        "Postcode (leave blank if unknown)",
        "Home postcode (not verified)",
        "Postcode (confidential)",
        "Postcode moved from",
    ] {
        let answered = answer(format!("ref,{header}\n1,OX1 1ND\n2,OX28 3TZ\n").as_bytes(), "fields=outcome");
        assert_eq!(answered, format!("ref,{header},outcome\n1,OX1 1ND,matched\n2,OX28 3TZ,matched\n"));
    }
    for value in ["postcode unknown", "no postcode", "postcode not known", "unknown (moved)"] {
        let answered = answer(format!("1,{value}\n2,OX1 1ND\n3,OX28 3TZ\n").as_bytes(), "fields=outcome");
        assert!(answered.starts_with(&format!("1,{value},")) && answered.lines().count() == 3, "{answered}");
    }
}

#[test]
fn a_word_of_headings_over_others_like_it_is_told() {
    let told = warnings(b"Ward A,Littlemore\nWard B,OX1 1ND\nWard C,OX4 3JX\n", "");
    assert!(told.contains("CAREFUL: row 1") && told.contains("\"Littlemore\""), "{told}");
    let ward = warnings(b"Ward,Where\nCarfax,OX1 1ND\nCowley,OX4 3JX\n", "");
    assert!(!ward.contains("CAREFUL"), "{ward}");
}

#[test]
fn a_column_without_a_name_is_advised_by_its_number() {
    let told = refusal(b"id,,Second\n1,OX1 1ND,OX4 3JX\n2,OX4 3JX,OX1 1ND\n", "");
    assert!(told.contains("such as \"#2\"") && !told.contains("such as \"\""), "{told}");
}

#[test]
fn a_row_with_more_fields_than_the_heading_is_one_row_whatever_lines_it_holds() {
    let sent = b"id,postcode\n1,OX1 1ND,x,\"note\nmore\"\n2,OX4 3JX\n";
    let answered = over_http(sent, "fields=outcome");
    let text = String::from_utf8(answered.body).unwrap();
    assert_eq!(answered.status, 200, "{text}");
    assert!(text.contains(",,invalid_format\n") && text.ends_with("\n2,OX4 3JX,matched\n"), "{text}");
}
