//! The paths of postcodes.io: cases from its public documentation and behaviour, on the real county.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{Answered, app, get_answer, get_json, post, runtime, send, send_unchecked};

fn result(path: &str) -> Value {
    let answer = get_json(path);
    assert_eq!(answer["status"], 200, "{path}");
    answer["result"].clone()
}

fn bulk(query: &str, body: &Value) -> Value {
    let answered = post(&format!("/postcodes{query}"), &body.to_string());
    assert_eq!(answered.status, 200, "{}", String::from_utf8_lossy(&answered.body));
    answered.json()["result"].clone()
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["postcode"].as_str().unwrap()).collect()
}

#[test]
fn a_postcode_has_every_key_there_and_ours() {
    let found = result("/postcodes/ox11nd");
    for (key, value) in [
        ("postcode", json!("OX1 1ND")),
        ("quality", json!(1)),
        ("eastings", json!(451_050)),
        ("northings", json!(206_160)),
        ("country", json!("England")),
        ("longitude", json!(-1.261_861_6)),
        ("latitude", json!(51.751_820_5)),
        ("incode", json!("1ND")),
        ("outcode", json!("OX1")),
        ("admin_district", json!("Oxford")),
        ("lsoa21", json!("Oxford 008A")),
        ("msoa21", json!("Oxford 008")),
        ("lsoa", json!("Oxford 008A")),
        ("msoa", json!("Oxford 008")),
        ("admin_county", json!("Oxfordshire")),
        ("region", json!("South East")),
        ("european_electoral_region", json!("South East")),
        ("ccg", json!("NHS Buckinghamshire, Oxfordshire and Berkshire West ICB - 10Q")),
        ("icb", json!("NHS Buckinghamshire, Oxfordshire and Berkshire West Integrated Care Board")),
        ("pfa", json!("Thames Valley")),
        ("nhs_ha", Value::Null),
        ("parliamentary_constituency", Value::Null),
        ("neighbourhood", json!("Oxford Central, North and Botley")),
        ("neighbourhood_assignment", json!("matched")),
    ] {
        assert_eq!(found[key], value, "{key}");
    }
    for (key, value) in [
        ("admin_district", "E07000178"),
        ("lau2", "E07000178"),
        ("admin_county", "E10000025"),
        ("lsoa", "E01028521"),
        ("lsoa21", "E01028521"),
        ("ccg", "E38000136"),
        ("ccg_id", "10Q"),
        ("icb", "E54000044"),
        ("pfa", "E23000029"),
        ("neighbourhood", "N07"),
    ] {
        assert_eq!(found["codes"][key], value, "{key}");
    }
    assert_eq!(found["codes"]["msoa"], found["codes"]["msoa21"]);
    assert!(found["admin_ward"].is_string() && found["codes"]["admin_ward"].is_string());
    assert_eq!((found.as_object().unwrap().len(), found["codes"].as_object().unwrap().len()), (44, 30));
    assert_eq!(result("/postcodes/OX1%204LU")["neighbourhood_assignment"], "matched_near_boundary");
}

#[test]
fn errors_have_the_status_and_the_text_they_have_there() {
    let cases = [
        ("/postcodes/nonsense", 404, "Invalid postcode"),
        ("/postcodes/O%20X11ND", 404, "Invalid postcode"),
        ("/postcodes/ZZ1%201ZZ", 404, "Postcode not found"),
        ("/postcodes/ZZ1%201ZZ/nearest", 404, "Postcode not found"),
        ("/postcodes/nonsense/nearest", 404, "Postcode not found"),
        ("/postcodes/OX11ND/nearest?limit=x", 400, "Invalid result limit submitted"),
        ("/postcodes/OX11ND/nearest?limit=-1", 400, "Invalid result limit submitted"),
        ("/postcodes/OX11ND/nearest?radius=x", 400, "Invalid lookup radius submitted"),
        ("/postcodes", 400, "No postcode query submitted. Remember to include query parameter"),
        ("/postcodes?q=%20", 400, "No postcode query submitted. Remember to include query parameter"),
        ("/postcodes?lon=-1.25", 400, "No postcode query submitted. Remember to include query parameter"),
        ("/postcodes?lon=x&lat=51", 400, "Invalid longitude/latitude submitted"),
        ("/postcodes?lon=Infinity&lat=51", 400, "Invalid longitude/latitude submitted"),
        ("/postcodes?lon=1e999&lat=51", 400, "Invalid longitude/latitude submitted"),
        ("/postcodes/lon/x/lat/51", 400, "Invalid longitude/latitude submitted"),
        ("/outcodes", 400, "Invalid longitude/latitude submitted"),
        ("/outcodes/ZZ99", 404, "Outcode not found"),
        ("/outcodes/ZZ99/nearest", 404, "Outcode not found"),
        ("/terminated_postcodes/nonsense", 404, "Invalid postcode"),
        ("/terminated_postcodes/OX11ND", 404, "Terminated postcode not found"),
        ("/postcodes/OX11ND/none", 404, "Resource not found"),
        ("/random/none", 404, "Resource not found"),
        ("/Postcodes/OX11ND/none/", 404, "Resource not found"),
        ("/scotland/postcodes/EH11AA", 404, "Resource not found"),
        ("/places", 400, "No valid query submitted. Remember to include every parameter"),
        ("/places?q=", 400, "No valid query submitted. Remember to include every parameter"),
        ("/places/none", 404, "Place not found"),
        ("/postcodes/%FF", 400, "Invalid request"),
        ("/postcodes/OX11ND?callback=alert(1)", 400, "Invalid callback: expected letters, digits, _ and ."),
    ];
    for (path, status, error) in cases {
        let answered = get_answer(path);
        assert_eq!(answered.json(), json!({"status": status, "error": error}), "{path}");
        assert_eq!(answered.status, status, "{path}");
        assert_eq!(answered.header("access-control-allow-origin"), "*");
    }
    let put = send(Request::put("/postcodes").header("host", "x").body(Body::empty()).unwrap());
    assert_eq!((put.status.as_u16(), put.json()["error"].clone()), (405, json!("Method not allowed")));
    let unknown = get_answer("/postcodes/OX11ND?draft=none").json();
    assert!(unknown["error"].as_str().unwrap().contains("is not loaded"));
}

#[test]
fn a_terminated_postcode_is_told_with_where_it_was() {
    let answered = get_answer("/postcodes/GL73JP");
    assert_eq!(answered.status, 404);
    let told = answered.json();
    assert_eq!(told["error"], "Postcode not found");
    assert_eq!(told["terminated"], result("/terminated_postcodes/gl7%203jp"));
    assert_eq!(told["terminated"]["postcode"], "GL7 3JP");
    assert_eq!(told["terminated"]["year_terminated"], Value::Null);
    assert_eq!(result("/postcodes/GL73JP/validate"), false);
}

#[test]
fn validation_and_ping_answer_plainly_and_unknown_parameters_are_ignored() {
    assert_eq!(result("/postcodes/ox1%201nd/validate"), true);
    assert_eq!(result("/postcodes/nonsense/validate"), false);
    assert_eq!(result("/ping"), "pong");
    // A parameter that is not documented is noticed by the contract: the router is asked without it.
    let path = "/postcodes/OX11ND?cache_buster=7";
    let request = Request::get(path).header("host", "x").body(Body::empty()).unwrap();
    let response = runtime().block_on(app().oneshot(request)).unwrap();
    assert_eq!(response.status(), 200);
}

#[test]
fn a_search_is_by_outward_code_then_with_space_then_without() {
    assert_eq!(texts(&result("/postcodes?q=OX11ND")), ["OX1 1ND"]);
    let outward = result("/postcodes?q=ox1&limit=100");
    let found = texts(&outward);
    assert!(found.len() == 100 && found.iter().all(|text| text.starts_with("OX1 ")), "{found:?}");
    let spaced = result("/postcodes?query=OX1%201N");
    assert!(texts(&spaced).iter().all(|text| text.starts_with("OX1 1N")) && !texts(&spaced).is_empty());
    assert_eq!(result("/postcodes?q=nonsense"), Value::Null);
    let completed = result("/postcodes/OX101/autocomplete?limit=3");
    let completed = completed.as_array().unwrap();
    assert_eq!(completed.len(), 3);
    assert!(completed.iter().all(|text| text.as_str().unwrap().replace(' ', "").starts_with("OX101")));
    assert_eq!(result("/postcodes/OX/autocomplete?limit=500").as_array().unwrap().len(), 100);
    assert_eq!(result("/postcodes/OX/autocomplete?limit=0").as_array().unwrap().len(), 10);
    assert_eq!(result("/postcodes/QQ/autocomplete"), Value::Null);
}

#[test]
fn the_nearest_come_first_within_a_radius_and_a_limit() {
    let found = result("/postcodes/OX11ND/nearest");
    let list = found.as_array().unwrap();
    assert_eq!((&list[0]["postcode"], &list[0]["distance"]), (&json!("OX1 1ND"), &json!(0.0)));
    let distances: Vec<f64> = list.iter().map(|item| item["distance"].as_f64().unwrap()).collect();
    assert!(distances.len() > 1, "{found}");
    assert!(
        distances.is_sorted() && distances.len() <= 10 && distances.iter().all(|metres| *metres <= 100.0)
    );
    let wide = result("/postcodes?lon=-1.2618616&lat=51.7518205&limit=200&radius=9000");
    assert_eq!(wide.as_array().unwrap().len(), 100);
    assert_eq!(texts(&result("/postcodes?lon=-1.2618616&lat=51.7518205&limit=3")), &texts(&found)[..3]);
    let either = [
        result("/postcodes/lon/-1.2618616/lat/51.7518205"),
        result("/postcodes/lat/51.7518205/lon/-1.2618616"),
        result("/postcodes?longitude=-1.2618616&latitude=51.7518205"),
    ];
    assert!(either.iter().all(|list| texts(list) == texts(&found)));
    for nowhere in ["lon=-40&lat=51", "lon=200&lat=51", "lon=0&lat=91", "lon=-1.26&lat=51.75&limit=0"] {
        assert_eq!(result(&format!("/postcodes?{nowhere}")), Value::Null, "{nowhere}");
    }
}

#[test]
fn the_wide_search_looks_until_there_are_ten() {
    // Open country: nothing within 100 m.
    let place = "lon=-1.55&lat=51.87";
    assert_eq!(result(&format!("/postcodes?{place}")), Value::Null);
    let found = result(&format!("/postcodes?{place}&widesearch=true&limit=50"));
    assert_eq!(found.as_array().unwrap().len(), 10);
    assert_eq!(result("/postcodes?lon=0.5&lat=51.87&wideSearch=1"), Value::Null, "20 km are the end");
}

#[test]
fn outward_codes_lie_at_the_mean_of_their_postcodes() {
    let found = result("/outcodes/ox1");
    assert_eq!((&found["outcode"], &found["country"]), (&json!("OX1"), &json!(["England"])));
    assert!(found["admin_district"].as_array().unwrap().contains(&json!("Oxford")));
    assert!(!found["admin_ward"].as_array().unwrap().is_empty());
    assert_eq!(found["admin_county"], json!(["Oxfordshire"]));
    let near = result("/outcodes/OX1/nearest");
    assert_eq!(near[0]["outcode"], "OX1");
    let here = format!("/outcodes?lon={}&lat={}&limit=2", found["longitude"], found["latitude"]);
    assert_eq!(result(&here).as_array().unwrap().len(), 2);
    assert_eq!(result("/outcodes?lon=-40&lat=51"), Value::Null);
}

#[test]
fn a_random_postcode_is_live_and_of_the_outward_code_asked_for() {
    let any = result("/random/postcodes")["postcode"].as_str().unwrap().replace(' ', "%20");
    assert_eq!(result(&format!("/postcodes/{any}/validate")), true);
    assert_eq!(result("/random/postcodes?outcode=ox4")["outcode"], "OX4");
    assert_eq!(result("/random/postcodes?outcode=ZZ99"), Value::Null);
    assert_eq!(get_answer("/random/postcodes").header("cache-control"), "no-store");
}

#[test]
fn a_list_of_postcodes_keeps_order_and_query_and_has_null_for_what_is_not_known() {
    let sent = json!({"postcodes": ["ox1 1nd", "ZZ1 1ZZ", "nonsense", 7, null, "OX4 4LA \u{e9}"]});
    let found = bulk("", &sent);
    let queries: Vec<&Value> = found.as_array().unwrap().iter().map(|item| &item["query"]).collect();
    let sent: Vec<&Value> = sent["postcodes"].as_array().unwrap().iter().collect();
    assert_eq!(queries, sent, "each answer stands in the place of its question, what is no text too");
    assert_eq!(found[0]["result"], result("/postcodes/OX11ND"));
    assert!((1..6).all(|place| found[place]["result"].is_null()));
    assert_eq!(bulk("", &json!({"postcodes": []})), json!([]));
}

#[test]
fn a_filter_leaves_the_keys_that_it_names() {
    let found = bulk("?filter=Postcode,%20neighbourhood,nuts,none", &json!({"postcodes": ["OX1 1ND", "x"]}));
    let expected =
        json!({"postcode": "OX1 1ND", "neighbourhood": "Oxford Central, North and Botley", "nuts": null});
    assert_eq!(found[0]["result"], expected);
    assert_eq!(found[1]["result"], Value::Null);
    let near = json!({"geolocations": [{"longitude": -1.261_861_6, "latitude": 51.751_820_5, "limit": 1}]});
    assert_eq!(bulk("?filter=postcode", &near)[0]["result"], json!([{"postcode": "OX1 1ND"}]));
    assert_eq!(bulk("?filter=none", &json!({"postcodes": ["OX1 1ND"]}))[0]["result"], json!({}));
}

#[test]
fn geolocations_are_answered_each_by_its_own_wishes_and_else_by_the_query() {
    let sent = json!({"geolocations": [
        {"longitude": -1.261_861_6, "latitude": 51.751_820_5, "note": "left out", "Limit": 3},
        {"longitude": "-1.2618616", "latitude": "51.7518205", "limit": 1},
        {"longitude": 0, "latitude": 0},
    ]});
    let found = bulk("?limit=2&radius=500", &sent);
    assert_eq!(found[0]["result"].as_array().unwrap().len(), 2);
    let echoed = json!({"limit": "2", "radius": "500", "longitude": -1.261_861_6, "latitude": 51.751_820_5, "Limit": 3});
    assert_eq!(found[0]["query"], echoed);
    assert_eq!((texts(&found[1]["result"]).len(), &found[2]["result"]), (1, &Value::Null));
}

#[test]
fn what_is_no_list_of_a_hundred_is_refused_as_there() {
    let refused = |body: &str| -> Value {
        let answered = post("/postcodes", body);
        assert_eq!(answered.status, 400, "{body:.40}");
        answered.json()["error"].clone()
    };
    let many = |member: &str, item: Value| json!({ member: vec![item; 101] }).to_string();
    let too_many = refused(&many("postcodes", json!("OX1 1ND")));
    assert_eq!(too_many, "Too many postcodes submitted. Up to 100 postcodes can be bulk requested at a time");
    let too_many = refused(&many("geolocations", json!({"longitude": 0, "latitude": 0})));
    assert_eq!(too_many, "Too many locations submitted. Up to 100 locations can be bulk requested at a time");
    let list = "Invalid data submitted. You need to provide a JSON array";
    assert_eq!(refused("{\"postcodes\":\"OX1 1ND\"}"), list);
    assert_eq!(refused("{\"geolocations\":{\"longitude\":0}}"), list);
    for body in ["", "{}", "[]", "{\"postcodes\":null}", "{\"postcode\":[\"OX1 1ND\"]}"] {
        assert!(refused(body).as_str().unwrap().starts_with("Invalid JSON query submitted. \n"), "{body}");
    }
    for body in ["{", "nonsense", "7", "\"OX1 1ND\"", "{\"geolocations\":[1e999]}"] {
        assert!(refused(body).as_str().unwrap().starts_with("Invalid JSON submitted.\n"), "{body}");
    }
    assert_eq!(refused("{\"geolocations\":[{}]}"), "Invalid longitude/latitude submitted");
    assert_eq!(refused("{\"geolocations\":[null]}"), "Invalid longitude/latitude submitted");
    assert!(refused(&format!("{{\"postcodes\":{}", "[".repeat(50_000))).is_string());
    let large = post("/postcodes", &"x".repeat(200_000));
    assert_eq!((large.status.as_u16(), large.json()["status"].clone()), (413, json!(413)));
}

#[test]
fn a_callback_makes_a_script_that_is_safe_to_load() {
    let answered = get_answer("/postcodes/OX11ND/validate?callback=on_reply.now");
    let script = String::from_utf8(answered.body.clone()).unwrap();
    assert_eq!(
        script,
        "/**/ typeof on_reply.now === 'function' && on_reply.now({\"status\":200,\"result\":true});"
    );
    assert_eq!(answered.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(answered.header("x-content-type-options"), "nosniff");
    assert_eq!(get_answer("/postcodes/x?callback=f").header("content-type"), "application/json");
}

#[test]
fn an_answer_has_a_version_and_tells_the_draft_it_used() {
    let answered = get_answer("/postcodes/OX11ND");
    assert_eq!(answered.header("link"), "</v1/drafts/illustrative-2026>; rel=\"describedby\"");
    let again = Request::get("/postcodes/OX11ND")
        .header("host", "x")
        .header("if-none-match", answered.header("etag"));
    let again: Answered = send(again.body(Body::empty()).unwrap());
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let head = send(Request::head("/postcodes/OX11ND").header("host", "x").body(Body::empty()).unwrap());
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
}

#[test]
fn towns_and_villages_are_found_by_name_and_by_code() {
    let names = |path: &str| -> Vec<String> {
        let found = result(path);
        found.as_array().unwrap().iter().map(|place| place["name_1"].as_str().unwrap().to_owned()).collect()
    };
    let abingdon = result("/places?q=ABINGDON")[0].clone();
    for (key, value) in [
        ("code", json!("geonames2657780")),
        ("name_1", json!("Abingdon")),
        ("outcode", json!("OX14")),
        ("district_borough", json!("Vale of White Horse")),
        ("district_borough_type", json!("District")),
        ("county_unitary", json!("Oxfordshire")),
        ("county_unitary_type", json!("County")),
        ("region", json!("South East")),
        ("country", json!("England")),
        ("local_type", Value::Null),
        ("min_eastings", Value::Null),
    ] {
        assert_eq!(abingdon[key], value, "{key}");
    }
    let degrees = |key: &str, published: f64| (abingdon[key].as_f64().unwrap() - published).abs() < 1e-5;
    assert!(degrees("longitude", -1.28278) && degrees("latitude", 51.67109), "{abingdon}");
    assert_eq!(abingdon.as_object().unwrap().len(), 21);
    assert_eq!(result("/places/GEONAMES2657780"), abingdon);
    assert!(names("/places?q=stoke&limit=100").iter().all(|name| name.contains("Stoke")));
    assert_eq!(names("/places?query=abingd&q=x"), ["Abingdon"]);
    assert_eq!(names("/places?q=a&limit=0").len(), names("/places?q=a").len());
    assert_eq!(names("/places?q=nowhere"), Vec::<String>::new());
    assert!(result("/random/places")["code"].as_str().unwrap().starts_with("geonames"));
    // What lies outside the county is known by its name and its point alone.
    let brackley = result("/places?q=brackley")[0].clone();
    assert_eq!(
        (&brackley["name_1"], &brackley["district_borough"], &brackley["country"]),
        (&json!("Brackley"), &Value::Null, &Value::Null)
    );
}

fn asked(method: &str, path: &str, body: &str) -> Answered {
    // A spelling that is not documented is noticed by the contract: the router is asked without it.
    let request = Request::builder().method(method).uri(path).header("host", "x");
    let request =
        request.header("content-type", "application/json").body(Body::from(body.to_owned())).unwrap();
    send_unchecked(app(), request)
}

#[test]
fn paths_of_postcodes_io_are_read_in_any_case_and_with_a_slash_at_their_end() {
    let plain = |path: &str| get_answer(path).json();
    for (path, same) in [
        ("/Postcodes/OX11ND", "/postcodes/OX11ND"),
        ("/postcodes/ox11nd/", "/postcodes/OX11ND"),
        ("/POSTCODES/OX11ND/NEAREST/?limit=3", "/postcodes/OX11ND/nearest?limit=3"),
        ("/Outcodes/OX1/", "/outcodes/OX1"),
        ("/Places?q=abingdon", "/places?q=abingdon"),
        ("/PING", "/ping"),
    ] {
        let answered = asked("GET", path, "");
        assert_eq!((answered.status.as_u16(), answered.json()), (200, plain(same)), "{path}");
        assert_eq!(answered.header("x-content-type-options"), "nosniff");
    }
    let body = r#"{"postcodes":["OX1 1ND"]}"#;
    for path in ["/postcodes/", "/Postcodes"] {
        assert_eq!(asked("POST", path, body).json(), post("/postcodes", body).json(), "{path}");
    }
}

#[test]
fn elsewhere_a_slash_at_the_end_is_taken_off_by_a_redirect() {
    let answered = asked("GET", "/v1/resolve/?postcode=OX1%201ND", "");
    assert_eq!(answered.status, 308);
    assert_eq!(answered.header("location"), "../resolve?postcode=OX1%201ND");
    assert_eq!(asked("GET", "/collections/", "").header("location"), "../collections");
    let unknown = asked("GET", "/none", "");
    assert_eq!(
        (unknown.status.as_u16(), unknown.header("content-type").to_owned()),
        (404, "application/problem+json".to_owned())
    );
}
