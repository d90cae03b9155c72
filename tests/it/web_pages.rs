//! The pages beside the planner's in a browser: find, insight packs, two plans compared, a table answered, a file, a board paper.

use serde_json::json;

use crate::web_app::used;

#[test]
fn the_other_pages_answer_in_words_tables_and_maps() {
    let Some(seen) = used("app_pages.mjs") else { return };
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    let found = text("found");
    assert!(found.contains("OX1 1ND is in Oxford Central, North and Botley"), "{found}");
    assert!(
        found.contains("nearest GP practices") && found.contains("nothing about where you may register"),
        "{found}"
    );
    assert!(text("refused").contains("Enter a full postcode, like OX1 1ND"), "{}", text("refused"));
    for (place, wide) in seen["wide"].as_object().unwrap() {
        assert_eq!(wide, 0, "{place} fits a small telephone");
    }
    for figure in ["51,470", "Alchester Medical Group", "Bicester PCN", "95.4%", "Neighbours"] {
        assert!(text("pack").contains(figure), "{figure}: {}", text("pack"));
    }
    assert!((2..=5).contains(&seen["sheets"].as_u64().unwrap()), "{} pages", seen["sheets"]);
    assert!(text("compared").contains("1 area differs"), "{}", text("compared"));
    assert!(text("compared").contains("1,886"), "{}", text("compared"));
    assert!(text("compared").contains("Practices that count elsewhere\t0\t0\t0"), "{}", text("compared"));
    assert!(text("compared").contains("Practices that close\t0\t1\t+1"), "{}", text("compared"));
    assert_eq!(text("second"), "To compare, revision 1", "a plan is named in the choice too");
    assert!(!text("alike").contains("differ"), "no table without a row: {}", text("alike"));
    assert_eq!(
        (&seen["file"], &seen["workbook"]),
        (&json!("patients-neighbourhoods.csv"), &json!("patients-neighbourhoods.xlsx"))
    );
    let moved = json!({"nearer": true, "right": true, "dragged": true, "names": true, "whole": true});
    assert_eq!(seen["found_map"], moved, "the finder's map");
    let rows: Vec<&str> = seen["answered"].as_str().unwrap().lines().collect();
    assert!(text("understood").contains("postcode"), "{}", text("understood"));
    assert!(text("counted").contains("Oxford Central, North and Botley\t1"), "{}", text("counted"));
    assert!(text("dropped").contains("matched"), "{}", text("dropped"));
    assert_eq!(seen["paper"], 1, "a board paper is one page of A4");
    assert_eq!(seen["papers"], json!([1, 1, 1]), "for many changes too");
    assert!(text("mistyped").contains("NO2") && text("mistyped").contains("N02"), "{}", text("mistyped"));
    assert!(text("brought").contains("1 area with 1,886 residents move"), "{}", text("brought"));
    assert!(text("elsewhere").contains("RG1 1AA is outside Oxfordshire"), "{}", text("elsewhere"));
    assert!(rows[1].starts_with("1,OX1 1ND,matched,N07,") && rows[2].contains("invalid_format"), "{rows:?}");
}
