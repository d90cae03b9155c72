//! Tables of areas as offices have them, imported: what is known by another spelling is found, what is not is told, and nothing new
//! is made unasked.

use axum::body::Body;
use serde_json::{Value, json};

use crate::import::{import, imported, names_kept};
use crate::support::{county, get_answer};

const MOVES_ONE: &str = r#"[{"op":"move_areas","areas":["E01028422"],"to":"N02"}]"#;

fn moves_one() -> Value {
    serde_json::from_str(MOVES_ONE).unwrap()
}

/// What a file would change.
pub fn preview(query: &str, media: &str, body: impl Into<Body>) -> Value {
    let answer = import(&format!("preview=true&{query}"), media, body);
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// Every area with the base's neighbourhood, or as `other` says.
fn whole_plan(other: impl Fn(&str) -> Option<&'static str>) -> String {
    let (atlas, mut table) = (&county().atlas, "lsoa21cd,neighbourhood\n".to_owned());
    let division = &atlas.draft(None).unwrap().division;
    for (ix, area) in atlas.ground.geography.areas() {
        let home = &division.roster().neighbourhood(division.zone_of_area(ix).unwrap()).id;
        let home = other(area.code.as_str()).unwrap_or(home.as_str());
        table.extend([area.code.as_str(), ",", home, "\n"]);
    }
    table
}

fn utf_16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_table_is_read_however_it_is_written() {
    let tables: [(&str, Vec<u8>); 9] = [
        ("UTF-16 with tabs", utf_16("area\tneighbourhood\r\nE01028422\tN02\r\n")),
        ("sep=", b"sep=;\r\narea;neighbourhood\r\nE01028422;N02\r\n".to_vec()),
        ("ONS's heading", b"LSOA code (2021),neighbourhood\nE01028422,N02\n".to_vec()),
        ("lower case", b"area,neighbourhood\ne01028422,n02\n".to_vec()),
        ("a name for an id", "area,neighbourhood\nE01028422,chipping norton, X\n".replace(", X", "").into_bytes()),
        ("all quoted, semicolons", b"\"area\";\"neighbourhood\"\r\n\"E01028422\";\"N02\"\r\n".to_vec()),
        ("lone carriage returns", b"area,neighbourhood\rE01028422,N02\r".to_vec()),
        ("a quoted preamble", b"\"# Oxfordshire: Workshop, plan\",,\r\n\"# Status: working draft, \"\"A\"\"\",,\r\narea,neighbourhood,\r\nE01028422,N02,\r\n".to_vec()),
        ("titles above", b"Plan of the workshop,\n,\narea,neighbourhood\nE01028422,N02\n".to_vec()),
    ];
    let name = county().atlas.draft(None).unwrap().division.roster().iter().nth(1).unwrap().1.name.clone();
    for (what, mut table) in tables {
        if what == "a name for an id" {
            table = format!("area,neighbourhood\nE01028422,\"{}\"\n", name.to_uppercase()).into_bytes();
        }
        let told = preview("missing=keep", "text/csv", table);
        assert_eq!(told["changes"], moves_one(), "{what}: {told}");
        assert_eq!(told["errors"], json!([]), "{what}");
        assert_eq!(told["areas_moved"], 1, "{what}");
    }
}

#[test]
fn a_name_in_windows_1252_keeps_its_dash() {
    let table =
        b"area,neighbourhood,neighbourhood_name\r\nE01028422,N99,Adderbury \x96 Deddington\r\n".to_vec();
    let refused = preview("missing=keep", "text/csv", table.clone());
    assert_eq!(refused["errors"][0]["value"], "N99");
    let told = preview("missing=keep&new=create", "text/csv", table);
    assert_eq!(
        told["neighbourhoods"]["new"],
        json!([{"id": "N99", "name": "Adderbury – Deddington", "areas": 1}])
    );
}

#[test]
fn a_total_is_told_and_left_out() {
    let table = "area,neighbourhood,residents\r\nE01028422,N02,1886\r\nTotal,,1886\r\n";
    let told = preview("missing=keep", "text/csv", table);
    assert_eq!((&told["changes"], &told["rows"]), (&moves_one(), &json!(1)), "{told}");
    let warnings = told["warnings"].to_string();
    assert!(warnings.contains("1 row below the table, from row 3, not read"), "{warnings}");
    let within = "area,neighbourhood,residents\r\nTotal,,1886\r\nE01028422,N02,1886\r\n,N02 total,1886\r\nE01028423,N02,1\r\n";
    let warnings = preview("missing=keep", "text/csv", within)["warnings"].to_string();
    assert!(warnings.contains("row 2 is a total") && warnings.contains("row 4 names no area"), "{warnings}");
}

#[test]
fn codes_with_their_names_and_ids_with_what_is_not_seen_are_read_as_questions_are() {
    for table in [
        "area,neighbourhood\nE01028422 : Cherwell 008A,N02\n",
        "area,neighbourhood\nE01028422,N\u{200b}02\n",
        "area,neighbourhood\r\r\nE01028422,N02\r\r\n\r\r\n",
        "area,neighbourhood,note\nE01028422,N02,x\n\nSource: ONS, 2024\nDrawn up by the working group\n",
    ] {
        let told = preview("missing=keep", "text/csv", table);
        assert_eq!(told["changes"], moves_one(), "{table:?}: {told}");
        let is_told = told["warnings"].to_string().contains("2 rows below the table, from row 4, not read");
        assert_eq!(is_told, table.contains("Source"), "{told}");
    }
    let open =
        "area,neighbourhood,note\nE01028422,N02,\"x\nE01028423,N01,y\nE01028426,N05,z\nE01028427,N05,a\"\n";
    let told = preview("missing=keep", "text/csv", open);
    assert!(told["warnings"].to_string().contains("a quote may have been left open"), "{told}");
}

#[test]
fn a_name_beside_an_area_is_the_areas() {
    let told =
        preview("missing=keep", "text/csv", "lsoa_code,name,neighbourhood\nE01028422,Cherwell 008A,N02\n");
    assert_eq!(told["changes"], moves_one(), "{told}");
    assert_eq!(told["neighbourhoods"]["renamed"], json!([]));
}

#[test]
fn words_for_no_neighbourhood_are_never_one() {
    for word in ["0", "-1", "NA", "Unassigned", "n/a", "#N/A"] {
        let table = format!("area,neighbourhood\nE01028422,N02\nE01028423,N02\nE01028426,{word}\n");
        let kept = preview("missing=keep&new=create", "text/csv", table.clone());
        assert_eq!(kept["neighbourhoods"], json!({"new": [], "gone": [], "renamed": []}), "{word}: {kept}");
        assert!(kept["warnings"].to_string().contains("stay where the base has them"), "{word}: {kept}");
        let refused = preview("", "text/csv", table);
        let error = &refused["errors"][0];
        assert_eq!((&error["row"], &error["value"]), (&json!(4), &json!(word)), "{refused}");
        assert_eq!(refused["importable"], false);
    }
}

#[test]
fn an_area_that_is_not_loaded_and_has_no_neighbourhood_is_told_and_left_out() {
    // E01028424 was split in 2021.
    let table = "area,neighbourhood\nE01028422,N02\nE01028423,N02\nE01028424,0\n";
    let told = preview("missing=keep", "text/csv", table);
    assert_eq!((&told["errors"], &told["changes"][0]["to"]), (&json!([]), &json!("N02")), "{told}");
    assert!(told["warnings"].to_string().contains("E01028424 is not among the areas"), "{told}");
}

#[test]
fn a_code_of_2011_is_told_with_the_areas_that_took_its_ground() {
    let table = "LSOA11CD,neighbourhood\nE01028422,N02\nE01028475,N02\nE01001043,0\n";
    let told = preview("missing=keep", "text/csv", table);
    let errors = told["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{told}");
    assert_eq!((&errors[0]["row"], &errors[0]["value"]), (&json!(3), &json!("E01028475")));
    assert_eq!(errors[0]["suggestions"], json!(["E01035727", "E01035728", "E01035729"]));
    assert!(errors[0]["reason"].as_str().unwrap().contains("the area became E01035727, "), "{told}");
    let mended = table.replace("E01028475,N02", "E01035727,N02\nE01035728,N02\nE01035729,N02");
    assert_eq!(preview("missing=keep", "text/csv", mended)["importable"], true);
}

#[test]
fn our_lookup_of_postcodes_is_no_change() {
    let postcodes = get_answer("/v1/drafts/illustrative-2026/export?f=csv&of=postcodes").body;
    let told = preview("", "text/csv", postcodes);
    assert_eq!((&told["errors"], &told["changes"]), (&json!([]), &json!([])), "{}", told["errors"]);
    assert!(told["warnings"].to_string().contains("a table of postcodes"));
}

#[test]
fn what_is_not_known_is_told_with_what_may_have_been_meant_and_made_only_when_asked() {
    let table = whole_plan(|code| (code == "E01028427").then_some("NO2"));
    let row = table.lines().position(|line| line.starts_with("E01028427")).unwrap() + 1;
    let answer = import("name=Typo", "text/csv", table.clone());
    assert_eq!(answer.status, 400);
    let errors = answer.json()["errors"].clone();
    assert_eq!(errors.as_array().unwrap().len(), 1, "{errors}");
    let error = &errors[0];
    assert_eq!(
        (&error["row"], &error["column"], &error["value"], &error["suggestions"]),
        (&json!(row), &json!("neighbourhood"), &json!("NO2"), &json!(["N02"]))
    );
    assert!(error["reason"].as_str().unwrap().contains("did you mean N02?"), "{error}");
    let made = preview("new=create", "text/csv", table);
    assert_eq!(made["neighbourhoods"]["new"], json!([{"id": "NO2", "name": "NO2", "areas": 1}]));
}

#[test]
fn one_unknown_name_in_many_rows_is_one_defect_with_its_count() {
    let told = preview("", "text/csv", whole_plan(|_| Some("Greater Somewhere")));
    let errors = told["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{told}");
    assert!(errors[0]["reason"].as_str().unwrap().contains("428 rows"), "{told}");
}

#[test]
fn a_name_that_is_new_is_made_under_an_id_that_is_told() {
    let table = whole_plan(|code| (code == "E01028427").then_some("Upper Cherwell"));
    let told = preview("new=create", "text/csv", table);
    assert_eq!(told["neighbourhoods"]["new"], json!([{"id": "N16", "name": "Upper Cherwell", "areas": 1}]));
    assert!(told["warnings"].to_string().contains("is made as N16"), "{told}");
}

#[test]
fn a_table_of_something_else_is_refused_in_one_sentence() {
    let practices = get_answer("/v1/drafts/illustrative-2026/export?f=csv&of=practices").body;
    let table = "postcode,neighbourhood\nOX1 1ND,N07\nOX1 4LU,N08\n";
    for told in [preview("", "text/csv", table), preview("", "text/csv", "ods_code,name\nK84001,A\n")] {
        assert_eq!(told["errors"].as_array().unwrap().len(), 1, "{told}");
        assert!(told["errors"][0]["reason"].as_str().unwrap().contains("a row for each area"), "{told}");
    }
    let answer = import("name=Practices", "text/csv", practices);
    assert_eq!(answer.status, 400);
    assert!(answer.body.len() < 1_000, "{} bytes", answer.body.len());
    assert_eq!(import("name=None&missing=keep", "text/csv", "area,neighbourhood\n").status, 400, "no row");
}

#[test]
fn a_preview_says_everything_that_would_change_and_keeps_nothing() {
    let is_kept = || names_kept().contains(&"Made of what was shown".to_owned());
    let table = "area,neighbourhood,neighbourhood_name\nE01028422,N02,A new name\nE01028426,N16,Sixteenth\n";
    let named = "name=Made%20of%20what%20was%20shown&missing=keep&new=create";
    let told = preview(named, "text/csv", table);
    assert_eq!(told["kind"], "area_table");
    assert_eq!(told["columns"]["area"], "area");
    let moves: Vec<(&Value, &Value)> =
        told["moves"].as_array().unwrap().iter().map(|moved| (&moved["to"], &moved["areas"])).collect();
    assert_eq!(moves, [(&json!("N02"), &json!(["E01028422"])), (&json!("N16"), &json!(["E01028426"]))]);
    assert_eq!(told["neighbourhoods"]["renamed"][0]["to"], "A new name");
    assert!(!is_kept(), "nothing is kept");
    let made = imported(named, "text/csv", table);
    assert!(is_kept());
    assert_eq!(made["content_digest"], told["content_digest"], "what is made is what was shown");
}

#[test]
fn a_form_plain_text_and_no_name_for_a_preview_are_taken() {
    let table = "area,neighbourhood\nE01028422,N02\n";
    assert_eq!(
        imported("name=Plain&missing=keep", "text/plain; charset=utf-8", table)["changes"],
        moves_one()
    );
    let form = format!(
        "--x\r\nContent-Disposition: form-data; name=\"other\"; filename=\"\"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"plan.csv\"\r\nContent-Type: text/csv\r\n\r\n{table}\r\n--x--\r\n"
    );
    let told = preview("missing=keep", "multipart/form-data; boundary=x", form);
    assert_eq!(told["changes"], moves_one());
    assert_eq!(import("missing=keep", "text/csv", table).status, 400, "what is kept has a name");
    let none = "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--x--\r\n";
    assert_eq!(import("preview=true", "multipart/form-data; boundary=x", none).status, 400);
}

#[test]
fn a_form_with_two_files_or_with_options_is_refused_by_their_names() {
    let part = |name: &str, file: &str, body: &str| {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\nContent-Type: text/csv\r\n\r\n{body}\r\n"
        )
    };
    let plan = part("file", "plan.csv", "area,neighbourhood\nE01028422,N02");
    let other = part("second", "other.csv", "area,neighbourhood\nE01028422,N03");
    let forms = [
        (format!("{plan}{other}--x--\r\n"), "the form has two files, \"plan.csv\" and \"other.csv\""),
        (format!("{plan}{}--x--\r\n", part("preview", "", "true")), "the field \"preview\" of the form"),
        (format!("{}{plan}--x--\r\n", part("missing", "", "keep")), "give it in the query (?missing=…)"),
    ];
    for (form, told) in forms {
        let answer = import("name=Of+a+form&missing=keep", "multipart/form-data; boundary=x", form);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert_eq!(answer.status, 400, "{detail}");
        assert!(detail.contains(told), "{detail}");
    }
    assert!(!names_kept().contains(&"Of a form".to_owned()), "nothing is kept");
}
