//! `/v1/neighbourhoods`, `/v1/practices`, `/v1/areas`, `/v1/drafts`, `/v1/data` and health.

use serde_json::{Value, json};

use crate::support::{county, get_answer, get_json};

#[test]
fn neighbourhoods_are_listed_with_figures_that_add_up() {
    let list = get_json("/v1/neighbourhoods");
    assert_eq!(list["count"], 15);
    let sum = |figure: &str| -> u64 {
        list["items"].as_array().unwrap().iter().map(|item| item["figures"][figure].as_u64().unwrap()).sum()
    };
    assert_eq!((sum("residents"), sum("areas"), sum("practices")), (738_276, 428, 65));
    assert_eq!((sum("registered_by_residence"), sum("registered_by_practice")), (804_238, 805_039));
    assert_eq!(get_json("/v1/neighbourhoods/N14")["figures"]["registered_at_home"], 27_618);
    assert_eq!(get_answer("/v1/neighbourhoods/N99").status, 404);
}

#[test]
fn practices_are_found_by_words_and_by_network() {
    assert_eq!(get_json("/v1/practices")["count"], 268);
    let found = |query: &str| -> Vec<String> {
        let list = get_json(&format!("/v1/practices?{query}"));
        let items = list["items"].as_array().unwrap().iter();
        let codes: Vec<String> = items.map(|item| item["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(list["count"], codes.len(), "{query}");
        codes
    };
    // One is called so, and its network is called after four places of which it is one.
    assert_eq!(found("q=islip"), ["K84003", "K84042", "K84045", "K84082"]);
    assert_eq!(found("q=ISLIP%20Surgery"), ["K84003"]);
    assert_eq!(found("pcn=U12754"), ["K84004", "K84007", "K84031"]);
    assert_eq!(found("pcn=U12754&q=donnington"), ["K84004"], "both hold");
    assert_eq!(found("q=no%20such%20practice"), [""; 0]);
    assert_eq!(found("pcn=U00000"), [""; 0]);
    assert_eq!(get_answer("/v1/practices?pcn=x").status, 400);
}

#[test]
fn a_practice_tells_its_registrations_and_three_views() {
    let practice = get_json("/v1/practices/K84001");
    assert_eq!((&practice["registrations"], &practice["list_size"]), (&json!(10_643), &json!(10_509)));
    assert_eq!(practice["neighbourhood"]["id"], "N15");
    let closed = get_json("/v1/practices/K84025");
    assert_eq!((&closed["status"], &closed["successor"]), (&json!("closed"), &json!("K84016")));
    assert_eq!(closed["views"], Value::Null);
    assert_eq!(get_json("/v1/practices/K84065")["network"], Value::Null);
    assert_eq!(get_answer("/v1/practices/Z99999").status, 404);
    assert_eq!(get_answer("/v1/practices/nonsense").status, 400);
}

#[test]
fn an_area_tells_what_is_published_about_it() {
    let area = get_json("/v1/areas/E01028422");
    assert_eq!((&area["residents"], &area["neighbourhood"]["id"]), (&json!(1_886), &json!("N01")));
    assert_eq!(area["deprivation"]["rank_2025"], 26_644);
    assert_eq!(area["msoa"]["name"], "Bodicote, Adderbury & Bloxham");
    assert_eq!((&area["rural"], &area["core20"]), (&json!(true), &json!(false)));
    assert!((area["area_m2"].as_f64().unwrap() / 1e6 - 9.1419).abs() < 1e-3);
    assert_eq!(get_answer("/v1/areas/E01999999").status, 404);
}

#[test]
fn drafts_say_which_is_current_and_that_it_is_not_the_boards() {
    let drafts = get_json("/v1/drafts");
    assert_eq!(drafts["items"][0]["current"], true);
    assert!(drafts["items"][0]["status"].as_str().unwrap().contains("not official"));
    assert_eq!(get_json("/v1/drafts/illustrative-2026")["kind"], "by_area");
    assert_eq!(get_answer("/v1/drafts/none").status, 404);
}

#[test]
fn the_data_names_source_licence_vintage_and_digest_of_every_file() {
    let data = get_json("/v1/data");
    assert_eq!(data["digest"], county().atlas.digest);
    assert_eq!(data["counts"]["postcodes_live"], 22_294);
    let files = data["files"].as_array().unwrap();
    assert_eq!(files.len(), 17);
    for file in files {
        for member in ["source", "licence", "vintage"] {
            let text = file[member].as_str().unwrap();
            assert!(!text.is_empty() && text != "not stated", "{} of {}", member, file["path"]);
        }
        assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
    }
    assert!(data["notes"][0].as_str().unwrap().contains("not the Health and Wellbeing Board's"));
}

#[test]
fn health_says_live_and_ready_with_the_version_of_the_data() {
    assert_eq!(get_json("/health/live")["status"], "live");
    let ready = get_json("/health/ready");
    assert_eq!((&ready["status"], &ready["data"]), (&json!("ready"), &json!(county().atlas.digest)));
}

#[test]
fn towns_and_villages_are_listed_with_where_they_are() {
    let places = get_json("/v1/places");
    let items = places["items"].as_array().unwrap();
    assert_eq!(places["count"], items.len());
    let adderbury = items.iter().find(|place| place["name"] == "Adderbury").unwrap();
    assert_eq!(adderbury["population"], 2819);
    let near = |member: &str, degrees: f64| (adderbury[member].as_f64().unwrap() - degrees).abs() < 1e-4;
    assert!(near("lon", -1.31192) && near("lat", 52.0169), "{adderbury}");
}
