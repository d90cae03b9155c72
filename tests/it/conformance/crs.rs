//! OGC 18-058r1, requirements class Coordinate Reference Systems by Reference.

use serde_json::{Value, json};

use super::{COLLECTIONS, Requirement, encoded, parameter, status_of, strings};
use crate::support::{get_answer, get_json, some};

pub const REQUIREMENTS: &[Requirement] = &[
    ("crs-uri", crs_uri),
    ("fc-md-crs-list", fc_md_crs_list),
    ("fc-md-crs-list-global", fc_md_crs_list_global),
    ("fc-md-storageCrs", fc_md_storagecrs),
    ("fc-md-storageCrs-valid-value", fc_md_storagecrs_valid_value),
    ("fc-bbox-crs-definition", fc_bbox_crs_definition),
    ("fc-bbox-crs-valid-values", fc_bbox_crs_valid_values),
    ("fc-bbox-crs-default-value", fc_bbox_crs_default_value),
    ("fc-bbox-crs-action", fc_bbox_crs_action),
    ("bbox-crs-exception", bbox_crs_exception),
    ("fc-crs-definition", fc_crs_definition),
    ("fc-crs-valid-value", fc_crs_valid_value),
    ("fc-crs-default-value", fc_crs_default_value),
    ("fc-crs-action", fc_crs_action),
    ("crs-exception", crs_exception),
    ("ogc-crs-header", ogc_crs_header),
    ("ogc-crs-header-value", ogc_crs_header_value),
    ("geojson", geojson),
];

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const EPSG: [&str; 3] = [
    "http://www.opengis.net/def/crs/EPSG/0/4326",
    "http://www.opengis.net/def/crs/EPSG/0/27700",
    "http://www.opengis.net/def/crs/EPSG/0/3857",
];

fn postcode(crs: &str) -> Value {
    get_json(&format!("/collections/postcodes/items/OX11ND?crs={}", encoded(crs)))["geometry"]["coordinates"]
        .clone()
}

fn matched(query: &str) -> u64 {
    get_json(&format!("/collections/postcodes/items?limit=1&{query}"))["numberMatched"].as_u64().unwrap()
}

#[test]
fn crs_uri() {
    for crs in EPSG.into_iter().chain([CRS84]) {
        assert!(postcode(crs).is_array(), "{crs}");
    }
}

#[test]
fn fc_md_crs_list() {
    for collection in COLLECTIONS {
        let listed = get_json(&format!("/collections/{collection}"));
        let listed = strings(&listed["crs"]);
        assert_eq!(listed[0], CRS84, "the default is the first");
        assert!(EPSG.iter().all(|crs| listed.contains(crs)));
    }
}

#[test]
fn fc_md_crs_list_global() {
    let collections = get_json("/collections");
    assert!(strings(&collections["crs"]).len() == 4 && strings(&collections["crs"]).contains(&CRS84));
    for collection in some(&collections["collections"]) {
        assert_eq!(collections["crs"], collection["crs"]);
    }
}

#[test]
fn fc_md_storagecrs() {
    for collection in COLLECTIONS {
        assert_eq!(get_json(&format!("/collections/{collection}"))["storageCrs"], EPSG[1]);
    }
}

#[test]
fn fc_md_storagecrs_valid_value() {
    for collection in COLLECTIONS {
        let described = get_json(&format!("/collections/{collection}"));
        assert!(strings(&described["crs"]).contains(&described["storageCrs"].as_str().unwrap()));
    }
}

#[test]
fn fc_bbox_crs_definition() {
    let schema = &parameter("/collections/{collection}/items", "bbox-crs")["schema"];
    assert_eq!(schema["type"], "string");
}

#[test]
fn fc_bbox_crs_valid_values() {
    for crs in EPSG.into_iter().chain([CRS84]) {
        let bbox = if crs == EPSG[0] { "51,-2,52,-1" } else { "-2,51,-1,52" };
        let bbox = match crs {
            "http://www.opengis.net/def/crs/EPSG/0/27700" => "400000,100000,500000,300000",
            "http://www.opengis.net/def/crs/EPSG/0/3857" => "-222639,6621293,-111319,6800125",
            _ => bbox,
        };
        let query = format!("limit=1&bbox={bbox}&bbox-crs={}", encoded(crs));
        let page = get_json(&format!("/collections/areas/items?{query}"));
        assert!(page["numberMatched"].as_u64() >= Some(363), "{crs}: {}", page["numberMatched"]);
    }
}

#[test]
fn fc_bbox_crs_default_value() {
    let bbox = "bbox=-1.30,51.72,-1.20,51.79";
    assert_eq!(matched(bbox), matched(&format!("{bbox}&bbox-crs={}", encoded(CRS84))));
}

#[test]
fn fc_bbox_crs_action() {
    let lon_lat = matched("bbox=-1.30,51.72,-1.20,51.79");
    assert_eq!(matched(&format!("bbox=51.72,-1.30,51.79,-1.20&bbox-crs={}", encoded(EPSG[0]))), lon_lat);
    let grid = matched(&format!("bbox=448400,203700,455300,211500&bbox-crs={}", encoded(EPSG[1])));
    assert!(grid > lon_lat * 9 / 10 && grid < lon_lat * 11 / 10, "{grid} {lon_lat}");
}

#[test]
fn bbox_crs_exception() {
    assert_eq!(status_of("/collections/areas/items?bbox=1,1,2,2&bbox-crs=EPSG:9999"), 400);
}

#[test]
fn fc_crs_definition() {
    for path in ["/collections/{collection}/items", "/collections/{collection}/items/{id}"] {
        assert_eq!(parameter(path, "crs")["schema"]["type"], "string");
    }
}

#[test]
fn fc_crs_valid_value() {
    for crs in EPSG.into_iter().chain([CRS84]) {
        assert_eq!(
            status_of(&format!("/collections/areas/items?limit=1&crs={}", encoded(crs))),
            200,
            "{crs}"
        );
    }
}

#[test]
fn fc_crs_default_value() {
    assert_eq!(get_json("/collections/postcodes/items/OX11ND")["geometry"]["coordinates"], postcode(CRS84));
}

#[test]
fn fc_crs_action() {
    let (lon_lat, lat_lon) = (postcode(CRS84), postcode(EPSG[0]));
    assert_eq!((&lon_lat[0], &lon_lat[1]), (&lat_lon[1], &lat_lon[0]));
    assert_eq!(postcode(EPSG[1]), json!([451_050, 206_160]));
}

#[test]
fn crs_exception() {
    assert_eq!(status_of("/collections/areas/items?crs=EPSG:9999"), 400);
}

#[test]
fn ogc_crs_header() {
    for path in ["/collections/areas/items?limit=1", "/collections/areas/items/E01028422"] {
        assert!(!get_answer(path).header("content-crs").is_empty());
    }
}

#[test]
fn ogc_crs_header_value() {
    for crs in EPSG.into_iter().chain([CRS84]) {
        let answer = get_answer(&format!("/collections/areas/items?limit=1&crs={}", encoded(crs)));
        assert_eq!(answer.header("content-crs"), format!("<{crs}>"));
    }
}

#[test]
fn geojson() {
    // Without `crs`, GeoJSON is that of RFC 7946: longitude and latitude, and no member that says otherwise.
    let answer = get_answer("/collections/areas/items?limit=1");
    assert_eq!(answer.header("content-crs"), format!("<{CRS84}>"));
    assert_eq!(answer.json().get("crs"), None);
    let place = get_json("/collections/postcodes/items/OX11ND");
    assert_eq!(place["geometry"]["coordinates"], json!([-1.261_861_6, 51.751_820_5]));
}
