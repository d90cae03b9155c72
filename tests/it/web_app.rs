//! `/app/`: the pages, as they are served, and as a planner uses them in a browser.

use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::clients::{answers_of, installed};
use crate::server::Server;
use crate::support::{get_answer, send, skip_without};

/// Addresses of scripts and styles that a page loads; none when the program was built without its pages.
pub fn assets(page: &str) -> Vec<String> {
    let html = String::from_utf8(get_answer(page).body).unwrap();
    let found = html.split('"').filter(|part| part.starts_with("./assets/"));
    let found: Vec<String> = found.map(|asset| asset.replace("./assets/", "/app/assets/")).collect();
    if found.is_empty() {
        skip_without("browser", "the program was built without its pages, which takes Node");
        assert!(html.contains("make run"), "a page that is not there says how to get it");
    }
    found
}

#[test]
fn a_page_loads_its_own_scripts_and_nothing_else_may_run() {
    let mut nonces = std::collections::BTreeSet::new();
    for page in ["/app/", "/app/profile", "/app/compare", "/app/table"] {
        let answer = get_answer(page);
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, "text/html; charset=utf-8")
        );
        let policy = answer.header("content-security-policy");
        let nonce =
            policy.split("script-src 'nonce-").nth(1).map_or("", |rest| rest.split('\'').next().unwrap());
        assert!(nonce.len() == 32 || assets("/app/").is_empty(), "{policy}");
        assert!(String::from_utf8(answer.body.clone()).unwrap().contains(nonce), "its scripts bear it");
        assert!(nonces.insert(nonce.to_owned()) || nonce.is_empty(), "no two answers have the same");
        assert!(!policy.contains("unsafe") && !policy.contains("script-src 'self'"), "{policy}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(get_answer("/app/nothing").status, 404);
    assert_eq!(get_answer("/app/assets/nothing.js").status, 404);
    assert_eq!(get_answer("/app").header("location"), "app/");
}

#[test]
fn an_asset_is_kept_for_ever_and_all_of_them_are_small_enough_for_a_slow_line() {
    let mut bytes = 0;
    for asset in assets("/app/") {
        let request = Request::get(&asset).header("host", "footprint.test").header("accept-encoding", "br");
        let answer = send(request.body(Body::empty()).unwrap());
        // What is under a kilobyte gains nothing by it.
        let encoding = if answer.body.len() < 1024 { answer.header("content-encoding") } else { "br" };
        assert_eq!((answer.status.as_u16(), answer.header("content-encoding")), (200, encoding), "{asset}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        bytes += answer.body.len();
    }
    println!("the planner's page loads {bytes} bytes before its worker");
    assert!(bytes < 450_000, "{bytes}");
}

/// What a script that uses the pages saw; none where it cannot run.
fn used(script: &str) -> Option<Value> {
    used_of(|| Server::start().without_log(), script)
}

/// The same of a service that is started in another way.
pub fn used_of(start: impl FnOnce() -> Server, script: &str) -> Option<Value> {
    let is_there =
        Path::new("/usr/bin/chromium").exists() && installed().join("node_modules/axe-core").exists();
    if !is_there || assets("/app/").is_empty() {
        skip_without("browser", "chromium, axe-core or the pages are not there");
        return None;
    }
    let modules = installed().join("node_modules");
    let more = [modules.to_str().unwrap()];
    let seen = answers_of(start, "browser", "node", script, &["-e", "require('playwright-core')"], &more)?;
    for (state, found) in seen["axe"].as_object().unwrap() {
        assert_eq!(found, &json!([]), "{state}");
    }
    // The browser tells of every 4xx; those of somebody else's save, and of a service that lets nobody save, are wanted.
    let is_expected = |complaint: &&Value| {
        complaint.as_str().is_some_and(|text| text.contains("412") || text.contains("403"))
    };
    let complaints: Vec<&Value> =
        seen["complaints"].as_array().unwrap().iter().filter(|one| !is_expected(one)).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    Some(seen)
}

#[test]
fn a_planner_searches_moves_undoes_saves_and_shares() {
    let Some(seen) = used("app.mjs") else { return };
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    assert!(text("caveat").contains("not official"), "{seen}");
    assert!(text("search").contains("Oxford Central"), "{}", text("search"));
    assert!(text("moved").contains("Moves 1,886 residents (1 area) from Banbury"), "{}", text("moved"));
    assert_eq!(text("redone"), text("moved"));
    assert!(text("undone").contains("Nothing has moved yet"), "{}", text("undone"));
    assert_eq!(
        (&seen["strokes"], seen["brushed"].as_u64() > Some(0)),
        (&json!(2), true),
        "one stroke, one change"
    );
    assert_eq!(text("summary"), text("api"), "the page says what the service says");
    assert_eq!(seen["paper"], json!({ "isDrawn": true, "left": 0 }), "a map on paper, and none left over");
    assert_eq!(seen["survived"], 2);
    assert!(text("saved").starts_with("Saved as “An afternoon”, revision 1"), "{}", text("saved"));
    assert_eq!((&seen["revision"], &seen["exported"]), (&json!(1), &json!(200)));
    let ops = json!(["move_areas", "move_areas", "rename", "move_areas"]);
    assert_eq!(seen["after"], json!({ "revision": 3, "ops": ops }), "nothing of either is lost");
    assert_eq!(text("opened"), text("shared"));
    assert_eq!(
        (&seen["wide"], &seen["zoomed"]),
        (&json!(0), &json!(0)),
        "it fits a telephone, and a laptop at 200 %"
    );
}

#[test]
fn every_tool_of_the_planner_makes_the_change_it_says() {
    let Some(seen) = used("app_tools.mjs") else { return };
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    assert_eq!((&seen["shape"]["op"], &seen["shape"]["to"]), (&json!("move_by_polygon"), &json!("N03")));
    assert_eq!(seen["set"], json!({ "op": "move_by_set", "set": "ward", "code": "E05011348", "to": "N02" }));
    assert!(text("locked").contains("for their neighbourhood is locked"), "{}", text("locked"));
    assert_eq!(seen["strokes"], 0, "a lock holds against a set");
    assert_eq!(seen["practice"], json!({ "op": "move_practice", "practice": "K84613", "to": "N02" }));
    assert!(text("patients").contains("Bicester\t94.5%"), "{}", text("patients"));
    assert_eq!(seen["renamed"], "Bicester and villages (N03)");
    assert_eq!((&seen["split"]["op"], &seen["split"]["id"]), (&json!("create"), &json!("N16")));
    assert_eq!(seen["merged"], json!({ "op": "merge", "from": "N16", "into": "N03" }));
    assert_eq!((&seen["created"]["op"], &seen["created"]["name"]), (&json!("create"), &json!("The middle")));
    assert_eq!(seen["slid"], "60", "the slider moves by keyboard");
    assert_eq!((&seen["undone"], &seen["redone"]), (&json!([3, 1]), &json!([4, true])), "saved changes too");
    assert_eq!((&seen["branch"], &seen["imported"]), (&json!("Another way"), &json!("Workshop")));
    assert!(seen["others"].as_u64() >= Some(2), "{}", seen["others"]);
    assert!(text("summary").contains("Moves 1,886 residents (1 area) from Banbury"), "{}", text("summary"));
}

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
    assert_eq!(seen["file"], "patients-neighbourhoods.csv");
    let rows: Vec<&str> = seen["answered"].as_str().unwrap().lines().collect();
    assert!(text("understood").contains("postcode"), "{}", text("understood"));
    assert!(text("counted").contains("Oxford Central, North and Botley\t1"), "{}", text("counted"));
    assert!(text("dropped").contains("matched"), "{}", text("dropped"));
    assert!(text("mistyped").contains("NO2") && text("mistyped").contains("N02"), "{}", text("mistyped"));
    assert!(text("brought").contains("1 area with 1,886 residents move"), "{}", text("brought"));
    assert!(text("elsewhere").contains("RG1 1AA is outside Oxfordshire"), "{}", text("elsewhere"));
    assert!(rows[1].starts_with("1,OX1 1ND,matched,N07,") && rows[2].contains("invalid_format"), "{rows:?}");
}

#[test]
fn a_planner_without_a_mouse_does_all_of_it() {
    let Some(seen) = used("app_keyboard.mjs") else { return };
    assert_eq!(seen["tab"], "tab-Areas");
    assert_eq!(seen["moved"], json!({ "op": "move_areas", "areas": ["E01028422"], "to": "N02" }));
    assert_ne!(seen["after"], "BODY", "the focus stays in the panel");
    assert_eq!((&seen["undone"], &seen["saved"]), (&json!(0), &json!("By keyboard")));
    assert!(seen["definition"].as_str().unwrap().contains("mid-2022"), "{}", seen["definition"]);
    assert_eq!(seen["back"], "Residents", "the focus is where it was");
}

#[test]
fn where_nobody_can_save_the_page_says_so_before_anybody_tries() {
    let folder = tempfile::tempdir().unwrap();
    let closed = || Server::start_with(folder.path(), &["--trust-proxy"]).without_log();
    let Some(seen) = used_of(closed, "app_closed.mjs") else { return };
    let why = seen["why"].as_str().unwrap();
    assert!(why.contains("on its own machine") && why.contains("--trust-proxy"), "{why}");
    assert_eq!(seen["disabled"], true);
}
