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
pub fn used(script: &str) -> Option<Value> {
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
    // Wanted are those of somebody else's save, of a service that lets nobody save or is gone for a moment, and of a change or a file
    // that is refused.
    let is_expected = |complaint: &&Value| {
        let wanted = ["412 ", "403 ", "503 ", "400 "];
        complaint.as_str().is_some_and(|text| wanted.iter().any(|status| text.starts_with(status)))
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
    for family in seen["type"].as_array().unwrap() {
        assert!(family.as_str().unwrap().starts_with("system-ui, "), "one sans for all: {family}");
    }
    assert_eq!((&seen["rows"], &seen["left"], &seen["suggestions"]), (&json!(15), &json!(0), &json!(0)));
    assert!(text("search").contains("Oxford Central"), "{}", text("search"));
    assert!(text("village").contains("Bodicote, Adderbury & Bloxham"), "{}", text("village"));
    assert!(text("place").contains("Cherwell 016F"), "a place opens that place: {}", text("place"));
    assert!(text("islip").contains("Islip, Arncott & Chesterton MSOA"), "{}", text("islip"));
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
    let printed = json!({"heads": true, "named": true, "whole": true, "clear": true, "controls": 0});
    assert_eq!(seen["printed"], printed);
    assert_eq!(seen["survived"], 2);
    assert!(text("saved").starts_with("Saved as “An afternoon”"), "{}", text("saved"));
    assert!(text("title").starts_with("An afternoon · "), "{}", text("title"));
    assert_eq!((&seen["revision"], &seen["exported"]), (&json!(1), &json!(200)));
    let ops = json!(["move_areas", "move_areas", "rename", "move_areas"]);
    assert_eq!(seen["after"], json!({ "revision": 3, "ops": ops }), "nothing of either is lost");
    assert_eq!(text("opened"), text("shared"));
    assert!(text("looking").contains("Edit a copy"), "{}", text("looking"));
    assert_eq!(
        (&seen["phone"], &seen["zoomed"]),
        (&json!(0), &json!(0)),
        "it fits a telephone, and a laptop at 200 %"
    );
}

#[test]
fn nothing_that_a_planner_did_is_lost() {
    let Some(seen) = used("app_lost.mjs") else { return };
    let words = |pointer: &str| seen.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    assert_eq!(
        seen["inFlight"],
        json!({ "made": 1, "here": 2, "there": 2 }),
        "a stroke while it is saved, once"
    );
    assert!(
        words("/offline/words").contains("not reached") && words("/offline/shown").contains("kept here"),
        "{seen}"
    );
    assert_eq!(
        (&seen["offline"]["here"], &seen["back"]["there"]),
        (&json!(2), &json!(2)),
        "undone while offline"
    );
    assert!(words("/back/summary").contains("(2 areas) from Banbury"), "{}", words("/back/summary"));
    assert_eq!(seen["failed"], 1, "a request that fails takes nothing back");
    assert!(words("/refused/words").contains("Moving Cherwell 006A to"), "{}", words("/refused/words"));
    assert_eq!(seen["refused"]["here"], json!(["E01028422", "E01028431"]), "the one that is refused, alone");
    assert!(words("/emptied/words").contains("without any area"), "{}", words("/emptied/words"));
    assert_eq!((&seen["emptied"]["zones"], &seen["merged"]), (&json!(16), &json!(15)));
    assert_eq!(seen["again"], json!([0, 1]), "to start again is undone");
    assert_eq!(seen["tabs"], json!([["N02"], ["N03"]]), "each tab has its own");
    assert_eq!(seen["closed"]["before"], seen["closed"]["after"], "{}", seen["closed"]);
    assert_eq!(seen["heard"], json!(["N02"]), "a tab hears of what another saved");
    assert!(words("/both/words").contains("Yours: Chipping Norton"), "{}", words("/both/words"));
    assert_eq!((&seen["both"]["waiting"], &seen["both"]["changes"][2]), (&json!(1), &json!("N03")));
    assert!(words("/pasted/there").contains("From a link"), "{}", words("/pasted/there"));
    assert_eq!(seen["pasted"]["back"], json!(["N02"]));
    assert!(words("/bad").contains("“nonsense”") && words("/bad").contains("“nowhere”"), "{}", words("/bad"));
    assert_eq!(
        (&seen["form"], &seen["sticks"], &seen["ghost"]),
        (&json!("Half a na"), &json!(false), &json!(""))
    );
}

/// What the script of every tool saw of a practice that it closed, opened again, and closed by an undo.
fn a_practice_closed_when_it_was_confirmed(seen: &Value) {
    let words = seen["closingWords"].as_str().unwrap();
    let closed = &seen["closed"];
    assert_eq!(closed["unclosed"], 1, "nothing closes before it is confirmed");
    assert_eq!(closed["change"], json!({ "op": "close_practice", "practice": "K84052", "to": "K84613" }));
    assert!(words.contains("no data tells") && words.contains("No implication"), "{}", words);
    assert!(closed["legend"].as_str().unwrap().contains("closed in this plan"), "{closed}");
    assert_eq!(closed["focus"], "Open again", "the focus is where it is taken back");
    let panel = closed["panel"].as_str().unwrap();
    assert!(panel.contains("Closed in this plan: 1 practice") && panel.contains("Open again"), "{panel}");
    assert_eq!(seen["inSight"], true, "no table of practices is wider than the panel");
    assert_eq!(seen["elsewhere"], 1, "listed wherever it counted");
    let held = &seen["heldClosed"];
    assert!(
        held[0].as_str().unwrap().contains("Bicester is locked") && held[1] == "close_practice",
        "{held}"
    );
    assert_eq!((&seen["opened"], &seen["closedAgain"]), (&json!([false, 0]), &json!("close_practice")));
}

/// What the script of every tool saw of the map as it was beside the map as it is.
fn slid_by_key_and_by_hand(seen: &Value) {
    assert_eq!(seen["slid"], "60", "the slider moves by keyboard");
    assert!((30..=40).contains(&seen["dragged"].as_i64().unwrap()), "and by hand: {}", seen["dragged"]);
}

#[test]
fn every_tool_of_the_planner_makes_the_change_it_says() {
    let Some(seen) = used("app_tools.mjs") else { return };
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(seen["labels"], 15, "every neighbourhood has its name on the map");
    assert_eq!((&seen["shape"]["op"], &seen["shape"]["to"]), (&json!("move_by_polygon"), &json!("N03")));
    assert!(seen["box"].as_u64() > Some(1) && seen["msoa"].as_u64() > Some(1), "{seen}");
    assert!(text("hover").ends_with("people to Bicester"), "{}", text("hover"));
    assert_eq!(seen["card"], json!([0, "N01"]), "nothing moves before it is confirmed");
    assert_eq!(seen["set"], json!({ "op": "move_by_set", "set": "ward", "code": "E05011348", "to": "N02" }));
    assert_eq!(seen["locks"], json!(["🔒 Banbury"]));
    assert!(text("locked").contains("for their neighbourhood is locked"), "{}", text("locked"));
    assert_eq!(seen["strokes"], 0, "a lock holds against a set");
    assert_eq!(seen["practice"], json!({ "op": "move_practice", "practice": "K84613", "to": "N02" }));
    assert!(text("patients").contains("Bicester\t94.5%"), "{}", text("patients"));
    a_practice_closed_when_it_was_confirmed(&seen);
    assert!(
        text("legend").contains("its patients live there") && !text("flowless").contains("live"),
        "{seen}"
    );
    assert_eq!(seen["renamed"][1], true, "the name on the map follows: {}", seen["renamed"]);
    assert_eq!((&seen["split"][0]["op"], &seen["split"][1]), (&json!("create"), &json!(true)));
    assert_eq!(seen["merged"], json!([{ "op": "merge", "from": "N16", "into": "N03" }, false]));
    assert_eq!((&seen["created"]["op"], &seen["created"]["name"]), (&json!("create"), &json!("The middle")));
    assert!(
        text("judged").contains("Patients of practices here"),
        "the figure that is judged: {}",
        text("judged")
    );
    assert!(text("wrongRange").contains("70,000 is more than 65,000"), "{}", text("wrongRange"));
    assert!(text("range").contains("Outside 40,000 to 65,000 residents"), "{}", text("range"));
    let shares: Vec<f64> = seen["sorted"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|share| share.as_str()?.trim_end_matches('%').parse().ok())
        .collect();
    assert!(shares.len() == 16 && shares.is_sorted_by(|one, other| one >= other), "{shares:?}");
    slid_by_key_and_by_hand(&seen);
    assert_eq!(
        (&seen["undone"], &seen["redone"]),
        (&json!([2, 1]), &json!([3, true])),
        "an undo is saved too"
    );
    assert_eq!(seen["branch"], "All tools, another way");
    for told in ["E01099999", "not among the areas", "NO2", "N02"] {
        assert!(text("wrong").contains(told), "{told}: {}", text("wrong"));
    }
    assert!(text("preview").contains("1 area with 1,886 residents move"), "{}", text("preview"));
    assert_eq!(seen["untaken"], true, "a look changes nothing");
    assert_eq!(seen["imported"], json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]));
    assert_eq!(
        (&seen["beginning"], &seen["backAt"]),
        (&json!(true), &json!(true)),
        "opened from far down, and back again"
    );
    assert!(text("noReason").contains("Write why"), "{}", text("noReason"));
    assert_eq!(seen["accepted"], json!(["accept_issue", "two teams look after them already"]));
    assert!(seen["acceptedShown"][0].as_str().unwrap().contains("two teams"), "{}", seen["acceptedShown"]);
    assert_eq!(seen["reopened"], false);
    assert!(seen["others"].as_u64() >= Some(2) && seen["before"] == true, "{}", seen["others"]);
    assert!(text("summary").contains("Moves 1,886 residents (1 area) from Banbury"), "{}", text("summary"));
}

#[test]
fn a_planner_with_a_telephone_or_without_a_graphics_card_has_every_tool() {
    let Some(seen) = used("app_touch.mjs") else { return };
    assert!(seen["share"].as_f64() > Some(0.85) && seen["wide"] == 0, "the map fills the screen: {seen}");
    for tool in ["brush", "box", "lasso", "pick"] {
        assert_eq!(seen[tool], 1, "{tool}");
    }
    let belt: Vec<f64> = seen["belt"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    assert!(belt[0] < 60.0 && belt[1] > belt[0] && seen["belt"][2] == true, "one line: {}", seen["belt"]);
    assert_eq!((&seen["pinched"], &seen["fits"]), (&json!(true), &json!(true)));
    let heights: Vec<u64> = seen["heights"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    assert!(heights.len() == 3 && heights.is_sorted(), "{heights:?}");
    assert_eq!(seen["shown"], true, "a tab that is pressed shows what it holds, however low the sheet");
    assert_eq!(seen["keyed"], true, "a telephone has the key in the menu of layers");
    assert_eq!(
        (&seen["drawn"]["areas"], &seen["drawn"]["changes"], &seen["drawn"]["labels"]),
        (&json!(428), &json!(1), &json!(15))
    );
    assert!(seen["drawn"]["moved"].as_u64() > Some(0), "{}", seen["drawn"]);
    assert_eq!(seen["beside"], true, "the key covers nothing of the county");
    let (least, most) = (seen["dots"][0].as_u64().unwrap(), seen["dots"][1].as_u64().unwrap());
    assert!(least > 2 && most >= least + 5, "a longer list, a larger dot: {}", seen["dots"]);
    assert!(
        seen["silent"].as_str().unwrap().contains("not official"),
        "without a script too: {}",
        seen["silent"]
    );
    assert!(seen["ways"].as_array().unwrap().len() > 1, "{}", seen["ways"]);
}

#[test]
fn a_planner_without_a_mouse_does_all_of_it() {
    let Some(seen) = used("app_keyboard.mjs") else { return };
    assert_eq!(seen["tab"], "tab-areas");
    assert_eq!(seen["turned"], json!([0, "Move Cherwell 008A to"]), "turning through a list moves nothing");
    assert_eq!(seen["confirm"], "Move Cherwell 008A");
    assert_eq!(seen["moved"], json!({ "op": "move_areas", "areas": ["E01028422"], "to": "N02" }));
    assert_eq!(seen["after"], true, "the focus stays in the panel");
    assert!(seen["told"].as_str().unwrap().contains("Moves 1,886 residents"), "{}", seen["told"]);
    assert!(seen["option"].as_str().unwrap().starts_with("Islip"), "{}", seen["option"]);
    assert_eq!(
        (&seen["closed"], &seen["typed"]),
        (&json!(true), &json!("false")),
        "letters are written in a field"
    );
    assert_eq!(seen["keys"], json!(["true", "false"]), "single keys can be switched off");
    assert_eq!((&seen["undone"], &seen["saved"]), (&json!(0), &json!("By keyboard")));
    assert!(seen["definition"].as_str().unwrap().contains("mid-2022"), "{}", seen["definition"]);
    assert_eq!(seen["back"], "Residents", "the focus is where it was");
}

#[test]
fn what_could_work_is_asked_followed_stopped_opened_and_compared() {
    let Some(seen) = used("app_could.mjs") else { return };
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    assert!(text("wrong").contains("66,000 is more than 35,000"), "{}", text("wrong"));
    for told in [
        "The least change that meets the policy moves 4,096 residents in 3 areas.",
        "It is proven: no plan that moves 4,095 residents or fewer exists in which",
        "patients live in one neighbourhood and are registered in another",
        "4,096 people in 3 areas",
        "every neighbourhood is in the range",
    ] {
        assert!(text("proven").contains(told), "{told}: {}", text("proven"));
    }
    let caveats = seen["caveats"].as_array().unwrap();
    assert!(seen["cards"].as_u64() > Some(0) && seen["cards"] == caveats.len(), "{caveats:?}");
    for caveat in caveats {
        assert!(caveat.as_str().unwrap().contains("no view of anyone"), "{caveat}");
    }
    assert_eq!(
        (&seen["opened"]["reasons"], &seen["undone"]),
        (&json!(true), &json!(0)),
        "{}",
        seen["opened"]
    );
    assert!(seen["opened"]["said"].as_str().unwrap().contains("no view of anyone"), "{}", seen["opened"]);
    assert!(text("locks").contains("Banbury"), "{}", text("locks"));
    assert_eq!(seen["fixed"], json!({"neighbourhoods": ["N01"]}));
    assert!(text("impossible").contains("What would remove this reason"), "{}", text("impossible"));
    assert!(text("wrongGroups").contains("300,000 is more than 200,000"), "{}", text("wrongGroups"));
    assert!(text("groups").contains("3 groups") && text("groups").contains("Didcot"), "{}", text("groups"));
    let [ways, caveats] = [0_usize, 1].map(|place| seen["groupCaveats"][place].as_u64().unwrap());
    assert!(ways > 0 && ways == caveats, "each way with the caveat: {}", seen["groupCaveats"]);
    let frontier = &seen["frontier"];
    let plans = frontier["points"].as_u64().unwrap();
    assert!(plans > 4 && frontier["rows"] == plans, "{frontier}");
    assert!(frontier["said"].as_str().unwrap().contains("none better than another in both"), "{frontier}");
    assert_eq!(frontier["byKey"], format!("Plan 2 of {plans}"));
    assert_eq!(frontier["byPoint"], format!("Plan {plans} of {plans}"));
    let people = frontier["people"].as_str().unwrap().replace(',', "");
    assert_eq!(frontier["opened"].to_string(), people, "it opens to its own figures: {frontier}");
    assert_eq!(frontier["stopped"], 0, "a search changes nothing");
    assert!(seen["kept"]["certificate"].is_object(), "with its certificate: {}", seen["kept"]);
    assert!(
        seen["named"]["certificate"].is_object(),
        "opened and named, it is still certified: {}",
        seen["named"]
    );
    assert!(seen["named"]["groups"].as_array().is_some_and(|groups| groups.len() > 1), "{}", seen["named"]);
    assert_eq!(seen["stopped"], 0, "a search changes nothing");
    assert!(text("compared").contains("4,096"), "{}", text("compared"));
    assert!(seen["kept"]["name"].as_str().unwrap().starts_with("What could work"), "{}", seen["kept"]);
    assert_eq!(seen["wide"], 0, "it fits a telephone");
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
