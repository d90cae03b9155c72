//! `/collections/{collection}/items` of every collection: reference systems, filters, order, properties, pages for people.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answered, county, get_answer, get_json, send, some};

/// The collections, and how many features each has.
pub const COLLECTIONS: [(&str, u64); 5] =
    [("neighbourhoods", 15), ("areas", 428), ("practices", 268), ("postcodes", 22_294), ("districts", 5)];

pub fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

pub fn matched(collection: &str, query: &str) -> u64 {
    get_json(&format!("/collections/{collection}/items?limit=1&{query}"))["numberMatched"].as_u64().unwrap()
}

pub fn filtered(collection: &str, filter: &str) -> u64 {
    matched(collection, &format!("filter={}", encoded(filter)))
}

fn refused(collection: &str, query: &str) -> String {
    let answer = get_answer(&format!("/collections/{collection}/items?{query}"));
    assert_eq!(answer.status, 400, "{query}");
    answer.json()["detail"].as_str().unwrap().to_owned()
}

#[test]
fn every_collection_is_listed_whole_and_held_to_its_own_schema() {
    for (collection, count) in COLLECTIONS {
        let schema = get_json(&format!("/collections/{collection}/schema"));
        let page = get_json(&format!("/collections/{collection}/items?limit=20"));
        assert_eq!(page["numberMatched"], count, "{collection}");
        for feature in some(&page["features"]) {
            let properties = feature["properties"].as_object().unwrap();
            let declared = schema["properties"].as_object().unwrap();
            let names: Vec<_> = declared.keys().filter(|name| *name != "geometry").collect();
            assert_eq!(properties.keys().collect::<Vec<_>>(), names, "{collection}");
            for (name, value) in properties {
                let fits = match declared[name]["type"].as_str().unwrap() {
                    _ if value.is_null() => true,
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "number" => value.is_number(),
                    kind => kind == "boolean" && value.is_boolean(),
                };
                assert!(fits, "{collection} {name} {value}");
            }
            let id = feature["id"].as_str().unwrap();
            let own = get_json(&format!("/collections/{collection}/items/{id}"));
            assert_eq!(
                (&own["properties"], &own["geometry"]),
                (&feature["properties"], &feature["geometry"])
            );
        }
    }
}

#[test]
fn positions_come_in_each_system_in_the_order_of_its_axes() {
    let site = county()
        .atlas
        .ground
        .places
        .place(county().atlas.ground.places.find("OX1 1ND".parse().unwrap()).unwrap());
    let site = site.site.unwrap();
    let at = |crs: &str| {
        let answer = get_answer(&format!("/collections/postcodes/items/OX11ND?crs={}", encoded(crs)));
        assert_eq!(answer.header("content-crs"), format!("<{crs}>"));
        answer.json()["geometry"]["coordinates"].clone()
    };
    let (lon, lat) = (site.lon_lat.longitude_deg(), site.lon_lat.latitude_deg());
    assert_eq!(at("http://www.opengis.net/def/crs/OGC/1.3/CRS84"), json!([lon, lat]));
    assert_eq!(at("http://www.opengis.net/def/crs/EPSG/0/4326"), json!([lat, lon]));
    assert_eq!(at("http://www.opengis.net/def/crs/EPSG/0/27700"), json!([451_050, 206_160]));
    let mercator = at("http://www.opengis.net/def/crs/EPSG/0/3857");
    let (x, y) = (mercator[0].as_f64().unwrap(), mercator[1].as_f64().unwrap());
    assert!((x - lon * 111_319.490_793_273_58).abs() < 0.001, "{x}");
    let expected = 6_378_137.0 * (lat.to_radians().sin().atanh());
    assert!((y - expected).abs() < 0.001, "{y} {expected}");
    assert!(refused("postcodes", "crs=http://www.opengis.net/def/crs/EPSG/0/4258").contains("27700"));
}

#[test]
fn a_box_may_be_of_any_system_and_chooses_the_same_postcodes() {
    // The box of the National Grid is not one of longitude and latitude: postcodes are counted by hand.
    let (west, south, east, north) = (450_000.0, 205_000.0, 453_000.0, 208_000.0);
    let places = &county().atlas.ground.places;
    let live = places.all().iter().filter(|place| {
        place.standing == footprint::domain::ground::places::Standing::Live
            && place.site.is_some_and(|site| {
                (west..=east).contains(&site.grid.easting_m())
                    && (south..=north).contains(&site.grid.northing_m())
            })
    });
    let by_hand = live.count() as u64;
    assert!(by_hand > 100);
    let grid = encoded("http://www.opengis.net/def/crs/EPSG/0/27700");
    assert_eq!(matched("postcodes", &format!("bbox={west},{south},{east},{north}&bbox-crs={grid}")), by_hand);
    let lon_lat = matched("postcodes", "bbox=-1.27,51.74,-1.24,51.76");
    let reversed = encoded("http://www.opengis.net/def/crs/EPSG/0/4326");
    assert_eq!(matched("postcodes", &format!("bbox=51.74,-1.27,51.76,-1.24&bbox-crs={reversed}")), lon_lat);
    let counted = places.all().iter().filter(|place| {
        place.standing == footprint::domain::ground::places::Standing::Live
            && place.site.is_some_and(|site| {
                let [lon, lat] = site.lon_lat.to_position();
                (-1.27..=-1.24).contains(&lon) && (51.74..=51.76).contains(&lat)
            })
    });
    assert_eq!(counted.count() as u64, lon_lat);
    let mercator = encoded("http://www.opengis.net/def/crs/EPSG/0/3857");
    assert_eq!(
        matched("postcodes", &format!("bbox=-20037508,-20037508,20037508,20037508&bbox-crs={mercator}")),
        22_294
    );
    assert_eq!(matched("areas", "bbox=-180,-90,180,90"), county().atlas.ground.geography.len() as u64);
    assert!(refused("areas", &format!("bbox=95,0,96,1&bbox-crs={reversed}")).contains("latitude 95"));
}

#[test]
fn filters_choose_what_a_loop_chooses() {
    let geography = &county().atlas.ground.geography;
    let count = |chooses: &dyn Fn(&footprint::domain::ground::geography::Area) -> bool| {
        geography.areas().filter(|(_, area)| chooses(area)).count() as u64
    };
    let oxford = |area: &footprint::domain::ground::geography::Area| area.name.starts_with("Oxford ");
    for (filter, expected) in [
        ("residents > 2000", count(&|area| area.residents > 2000)),
        ("residents BETWEEN 1500 AND 1600", count(&|area| (1500..=1600).contains(&area.residents))),
        ("residents NOT BETWEEN 1500 AND 1600", count(&|area| !(1500..=1600).contains(&area.residents))),
        ("name LIKE 'Oxford %'", count(&|area| oxford(area))),
        ("CASEI(name) LIKE CASEI('OXFORD %')", count(&|area| oxford(area))),
        ("CASEI(name) = CASEI('oxford 001a')", count(&|area| area.name == "Oxford 001A")),
        ("imd_decile IN (1, 2)", count(&|area| area.is_core20() == Some(true))),
        ("core20", count(&|area| area.is_core20() == Some(true))),
        (
            "NOT core20 AND rural = TRUE",
            count(&|area| area.is_core20() == Some(false) && area.rural == Some(true)),
        ),
        ("imd_rank IS NOT NULL", count(&|area| area.deprivation.rank_2025.is_some())),
        ("name LIKE 'Oxford %' OR residents > 2000", count(&|area| oxford(area) || area.residents > 2000)),
        ("residents <> 1886", count(&|area| area.residents != 1886)),
    ] {
        assert!(expected > 0 && (expected < 428 || filter == "imd_rank IS NOT NULL"), "{filter}");
        assert_eq!(filtered("areas", filter), expected, "{filter}");
    }
    let as_json = json!({"op": "and", "args": [
        {"op": ">", "args": [{"property": "residents"}, 2000]},
        {"op": "like", "args": [{"op": "casei", "args": [{"property": "name"}]}, {"op": "casei", "args": ["OXFORD %"]}]},
    ]});
    let query = format!("filter-lang=cql2-json&filter={}", encoded(&as_json.to_string()));
    assert_eq!(matched("areas", &query), count(&|area| area.residents > 2000 && oxford(area)));
    let banbury = matched("postcodes", "neighbourhood=N01");
    assert!(banbury > 100 && banbury < 22_294, "{banbury}");
    assert_eq!(banbury, filtered("postcodes", "neighbourhood = 'N01'"));
}

#[test]
fn spatial_filters_are_of_the_feature_as_it_is_drawn() {
    let polygon = "POLYGON((-1.30 51.72,-1.20 51.72,-1.20 51.79,-1.30 51.79,-1.30 51.72))";
    let meets = filtered("areas", &format!("S_INTERSECTS(geometry, {polygon})"));
    let within = filtered("areas", &format!("S_WITHIN(geometry, {polygon})"));
    let disjoint = filtered("areas", &format!("S_DISJOINT(geometry, {polygon})"));
    assert!(within > 0 && within < meets, "{within} {meets}");
    assert_eq!(meets + disjoint, county().atlas.ground.geography.len() as u64);
    assert_eq!(matched("areas", "bbox=-1.30,51.72,-1.20,51.79"), meets);
    assert_eq!(filtered("areas", "S_INTERSECTS(geometry, BBOX(-1.30,51.72,-1.20,51.79))"), meets);
    assert_eq!(filtered("neighbourhoods", "S_CONTAINS(geometry, POINT(-1.2578 51.7520))"), 1);
    assert_eq!(filtered("neighbourhoods", "S_WITHIN(POINT(-1.2578 51.7520), geometry)"), 1);
    let grid = encoded("http://www.opengis.net/def/crs/EPSG/0/27700");
    let filter = encoded("S_CONTAINS(geometry, POINT(451300 206200))");
    assert_eq!(matched("neighbourhoods", &format!("filter-crs={grid}&filter={filter}")), 1);
    let touching = "S_TOUCHES(geometry, POINT(-1.2578 51.7520))";
    assert_eq!(filtered("neighbourhoods", touching), 0);
}

#[test]
fn a_filter_that_is_none_says_why() {
    for (filter, told) in [
        ("colour = 'red'", "\"colour\" is not a queryable; the queryables are id, fid"),
        ("residents = 'many'", "cannot compare a number with a string"),
        ("residents >", "it is not CQL2"),
        ("residents", "residents is a integer, not a boolean"),
        ("S_INTERSECTS(name, POINT(0 0))", "name is not a geometry"),
        ("residents + 1 > 2", "is not supported here"),
        ("T_AFTER(name, DATE('2020-01-01'))", "is not supported here"),
        ("name = NULL", "IS NULL"),
    ] {
        let detail = refused("areas", &format!("filter={}", encoded(filter)));
        assert!(detail.starts_with("filter: ") && detail.contains(told), "{filter}: {detail}");
    }
    // What would take minutes or all of the stack to parse is measured first, and refused by the bound it passes.
    for (hostile, told) in [
        ("(".repeat(60), "60 brackets within each other; 50 are allowed"),
        (format!("{}1=1{}", "(".repeat(50), ")".repeat(49)), "it is not CQL2"),
        ("NOT ".repeat(49) + "a", "\"a\" is not a queryable"),
        ("NOT ".repeat(51) + "core20", "51 NOTs and signs; 50 are allowed"),
        ("a = ".repeat(100) + "a", "\"a\" is not a queryable"),
        ("core20 = ".repeat(201) + "core20", "201 terms; 200 are allowed"),
        (format!("name = '{}'", "x".repeat(4096)), "4105 bytes; 4096 are allowed"),
        (
            format!("{}residents{} > 1", "casei(".repeat(45), ")".repeat(45)),
            "cannot compare a number with a string",
        ),
        ("S_INTERSECTS(geometry, POLYGON((0 0,1 1,NaN 0,0 0)))".to_owned(), "it is not CQL2"),
        ("S_INTERSECTS(geometry, POINT(1e999 0))".to_owned(), "it is not CQL2"),
        ("residents > 1e400".to_owned(), "a number is too large to be compared"),
        ("S_INTERSECTS(geometry, POLYGON((0 0,1 1)))".to_owned(), "a ring has at least four positions"),
        (
            "S_INTERSECTS(geometry, MULTIPOLYGON(((0 0,1 1,0 0))))".to_owned(),
            "a ring has at least four positions",
        ),
        ("\u{0}".repeat(100), "it is not CQL2"),
    ] {
        let detail = refused("areas", &format!("filter={}", encoded(&hostile)));
        assert!(detail.starts_with("filter: ") && detail.contains(told), "{hostile:?}: {detail}");
    }
    let deepest = format!("{}1 = 1{}", "(".repeat(50), ")".repeat(50));
    assert_eq!(filtered("areas", &deepest), 428, "as deep as is allowed, it is a filter");
    let deep = "{\"op\":\"not\",\"args\":[".repeat(200) + "true" + &"]}".repeat(200);
    assert!(
        refused("areas", &format!("filter-lang=cql2-json&filter={}", encoded(&deep))).contains("not CQL2")
    );
}

#[test]
fn features_come_in_the_order_asked_for_with_the_properties_asked_for() {
    let page = get_json("/collections/areas/items?sortby=-residents,name&properties=residents,name&limit=50");
    let features = page["features"].as_array().unwrap();
    let residents: Vec<u64> =
        features.iter().map(|feature| feature["properties"]["residents"].as_u64().unwrap()).collect();
    assert!(residents.is_sorted_by(|one, other| one >= other), "{residents:?}");
    let most = county().atlas.ground.geography.areas().map(|(_, area)| u64::from(area.residents)).max();
    assert_eq!(residents.first().copied(), most);
    assert_eq!(
        features[0]["properties"].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["name", "residents"]
    );
    // A plus sign of a query is a space.
    let first = get_json("/collections/areas/items?sortby=+name&limit=1");
    let least = county().atlas.ground.geography.areas().map(|(_, area)| area.name.clone()).min();
    assert_eq!(first["features"][0]["properties"]["name"].as_str(), least.as_deref());
    assert!(refused("areas", "sortby=colour").contains("sortby: \"colour\" is not a property"));
    assert!(refused("areas", "sortby=-").contains("with - before it for the greatest first"));
    assert!(refused("areas", "properties=colour").contains("properties: \"colour\""));
    assert!(refused("areas", "colour=red").contains("or a property of the collection: id, fid"));
    assert!(refused("areas", "residents=many").contains("residents: expected a whole number"));
}

#[test]
fn all_postcodes_come_across_pages_each_once() {
    let mut seen = std::collections::BTreeSet::new();
    let mut path = "/collections/postcodes/items?limit=5000&properties=id".to_owned();
    loop {
        let page = get_json(&path);
        seen.extend(page["features"].as_array().unwrap().iter().map(|feature| feature["id"].to_string()));
        let links = page["links"].as_array().unwrap();
        let Some(next) = links.iter().find(|link| link["rel"] == "next") else { break };
        path = next["href"].as_str().unwrap().trim_start_matches("http://footprint.test").to_owned();
    }
    assert_eq!(seen.len(), 22_294);
}

fn accepting(path: &str, name: &str, value: &str) -> Answered {
    send(Request::get(path).header("host", "footprint.test").header(name, value).body(Body::empty()).unwrap())
}

#[test]
fn a_browser_gets_pages_that_say_the_caveat_and_hold_no_script() {
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for path in [
        "/",
        "/api",
        "/conformance",
        "/collections",
        "/collections/areas",
        "/collections/areas/schema",
        "/collections/areas/queryables",
        "/collections/areas/sortables",
        "/collections/neighbourhoods/items",
        "/collections/postcodes/items?limit=10",
        "/collections/practices/items/K84001",
    ] {
        let answer = accepting(path, "accept", browser);
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
        let html = String::from_utf8(answer.body).unwrap();
        assert!(html.contains("Working draft for illustration") && html.contains("<h1>"), "{path}");
        assert!(
            !html.contains("<script")
                && answer.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'")
        );
        let other = if path.contains('?') { '&' } else { '?' };
        let html_too = get_answer(&format!("{path}{other}f=html"));
        assert_eq!(html_too.header("content-type"), "text/html; charset=utf-8");
    }
    let page = get_answer("/collections/neighbourhoods/items?f=html");
    let html = String::from_utf8(page.body).unwrap();
    assert!(html.matches("<path ").count() >= 15 && html.contains("Banbury"));
    assert_eq!(accepting("/collections/areas/items", "accept", "image/png").status, 406);
}

/// Within a picture a start tag alone would hold all that follows it, and none of that would be drawn.
#[test]
fn every_element_of_a_page_is_closed() {
    for path in [
        "/?f=html",
        "/api?f=html",
        "/collections/areas?f=html",
        "/collections/neighbourhoods/items?f=html",
        "/collections/practices/items?f=html&limit=20",
        "/collections/practices/items/K84001?f=html",
        "/v1/drafts/illustrative-2026/export?f=html",
    ] {
        let html = String::from_utf8(get_answer(path).body).unwrap();
        let is_named = |tag: &&str| tag.starts_with(|letter: char| letter.is_ascii_lowercase());
        let mut open = Vec::new();
        for tag in html.split('<').skip(1).filter(|tag| is_named(tag) || tag.starts_with('/')) {
            let name: String =
                tag.chars().skip_while(|c| *c == '/').take_while(char::is_ascii_alphanumeric).collect();
            match (tag.starts_with('/'), name.as_str()) {
                // Void elements (HTML, section 13.1.2): they hold nothing, and are closed by none.
                (
                    false,
                    "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta"
                    | "source" | "track" | "wbr",
                ) => {}
                (false, _) => open.push(name),
                (true, _) => assert_eq!(open.pop(), Some(name), "{path}: </{tag}"),
            }
        }
        assert!(open.is_empty() && html.contains("</main>"), "{path}: {open:?}");
    }
}

#[test]
fn a_scenario_is_served_as_a_collection_like_a_draft() {
    let scenario = "0123456789abcdef0123456789abcdef";
    let page = get_json(&format!("/collections/neighbourhoods/items?scenario={scenario}"));
    assert_eq!(
        (page["numberMatched"].as_u64(), page["scenario"].as_str()),
        (Some(15), Some(&*format!("{scenario}@1")))
    );
    let answer = get_answer(&format!("/collections/areas/items?scenario={scenario}&limit=1"));
    assert!(answer.header("cache-control").starts_with("private"));
}

#[test]
fn kept_bytes_are_sent_in_each_encoding_under_a_strong_tag_of_its_own() {
    let path = "/collections/neighbourhoods/items";
    let plain = get_answer(path);
    let mut tags = vec![plain.header("etag").to_owned()];
    for encoding in ["br", "gzip", "zstd"] {
        let answer = accepting_bytes(path, encoding);
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.body.len() * 2 < plain.body.len(), "{encoding}");
        assert!(answer.header("vary").contains("Accept-Encoding"));
        let tag = answer.header("etag").to_owned();
        assert!(tag.starts_with('"') && !tags.contains(&tag), "{tag}");
        let again = Request::get(path)
            .header("host", "footprint.test")
            .header("accept-encoding", encoding)
            .header("if-none-match", &tag);
        assert_eq!(send(again.body(Body::empty()).unwrap()).status, 304);
        tags.push(tag);
    }
    assert_eq!(accepting_bytes(path, "br").body, accepting_bytes(path, "br").body);
}

/// Not held to the contract, which reads bodies as they are.
fn accepting_bytes(path: &str, encoding: &str) -> Answered {
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    let request = Request::get(path).header("host", "footprint.test").header("accept-encoding", encoding);
    crate::support::runtime().block_on(async {
        let response = crate::support::app().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answered { status: parts.status, headers: parts.headers, body }
    })
}

#[test]
fn what_is_compressed_while_it_is_sent_has_a_weak_tag() {
    let answer = accepting_bytes("/v1/neighbourhoods", "gzip");
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert!(answer.header("etag").starts_with("W/\""));
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*answer.body), &mut text).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["count"], 15);
    let scenario = accepting_bytes("/v1/scenarios/0123456789abcdef0123456789abcdef", "gzip");
    assert_eq!(scenario.header("etag"), "\"1\"");
}
