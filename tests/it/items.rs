//! `/collections/neighbourhoods/items`

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{county, get_answer, get_json, some};

const ITEMS: &str = "/collections/neighbourhoods/items";

fn ids(page: &Value) -> Vec<&str> {
    page["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap()).collect()
}

#[test]
fn all_fifteen_neighbourhoods_come_as_geojson_with_caveat_and_figures() {
    let answer = get_answer(ITEMS);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let page = answer.json();
    assert_eq!((page["numberMatched"].as_u64(), page["numberReturned"].as_u64()), (Some(15), Some(15)));
    assert_eq!(ids(&page)[..2], ["N01", "N02"]);
    let banbury = &page["features"][0];
    assert_eq!(banbury["geometry"]["type"], "MultiPolygon");
    let properties = &banbury["properties"];
    assert_eq!((properties["fid"].as_u64(), properties["residents"].as_u64()), (Some(1), Some(59_195)));
    assert!(properties["status"].as_str().unwrap().contains("not official"));
    assert!(properties["caveat"].as_str().unwrap().starts_with("Working draft for illustration"));
}

#[test]
fn rings_are_closed_right_handed_and_of_seven_decimals_at_most() {
    let page = get_json(ITEMS);
    for feature in some(&page["features"]) {
        for polygon in some(&feature["geometry"]["coordinates"]) {
            for (place, ring) in polygon.as_array().unwrap().iter().enumerate() {
                let ring: Vec<(f64, f64)> = ring
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|position| (position[0].as_f64().unwrap(), position[1].as_f64().unwrap()))
                    .collect();
                assert_eq!(ring.first(), ring.last());
                let double_area: f64 = ring.windows(2).map(|p| p[0].0 * p[1].1 - p[1].0 * p[0].1).sum();
                assert_eq!(double_area > 0.0, place == 0, "{}", feature["id"]);
                assert!(ring.iter().all(|(lon, lat)| is_short(*lon) && is_short(*lat)));
            }
        }
    }
}

fn is_short(degrees: f64) -> bool {
    degrees.to_string().split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 7)
}

#[test]
fn a_border_is_written_with_the_same_positions_on_both_sides() {
    let page = get_json(ITEMS);
    let mut sides = std::collections::BTreeMap::<[String; 4], usize>::new();
    for feature in some(&page["features"]) {
        for ring in
            feature["geometry"]["coordinates"].as_array().unwrap().iter().flat_map(|p| p.as_array().unwrap())
        {
            for ends in ring.as_array().unwrap().windows(2) {
                let (a, b) = (&ends[0], &ends[1]);
                let (a, b) = if (a[0].as_f64(), a[1].as_f64()) < (b[0].as_f64(), b[1].as_f64()) {
                    (a, b)
                } else {
                    (b, a)
                };
                let edge = [&a[0], &a[1], &b[0], &b[1]].map(ToString::to_string);
                *sides.entry(edge).or_default() += 1;
            }
        }
    }
    let single = sides.values().filter(|count| **count == 1).count();
    assert!(sides.values().all(|count| *count <= 2));
    assert_eq!(single, 2_272, "the edges of the county's outline");
}

#[test]
fn a_box_chooses_by_geometry_and_not_by_the_box_around_it() {
    let all = get_json(&format!("{ITEMS}?bbox=-1.8,51.4,-0.8,52.2"));
    assert_eq!(all["numberMatched"], 15);
    let page = get_json(&format!("{ITEMS}?bbox=-1.2619,51.7517,-1.2618,51.7519"));
    assert_eq!(ids(&page), ["N07"]);
    assert_eq!(ids(&get_json(&format!("{ITEMS}?bbox=-1.2619,51.7517,0,-1.2618,51.7519,100"))), ["N07"]);
    assert_eq!(get_json(&format!("{ITEMS}?bbox=0,0,1,1"))["numberMatched"], 0);
}

#[test]
fn a_box_across_the_antimeridian_is_the_two_boxes_beside_it() {
    let matched = |collection: &str, query: &str| {
        let path = format!("/collections/{collection}/items?limit=10000&properties=&{query}");
        let page = get_json(&path);
        let ids: BTreeSet<String> = ids(&page).into_iter().map(str::to_owned).collect();
        assert_eq!(
            page["numberMatched"].as_u64().unwrap() as usize,
            ids.len().max(page["numberReturned"].as_u64().unwrap() as usize),
            "{path}"
        );
        (page["numberMatched"].as_u64().unwrap(), ids)
    };
    let crs = |code: &str| format!("bbox-crs=http://www.opengis.net/def/crs/EPSG/0/{code}");
    for collection in ["neighbourhoods", "areas", "practices", "postcodes", "districts"] {
        // As the standard's own tests send it.
        assert_eq!(matched(collection, "bbox=177,65,-177,70").0, 0, "{collection}");
        // All round the world but for a strip through the county.
        let across = matched(collection, "bbox=-1.20,51,-1.30,53");
        let (west, east) =
            (matched(collection, "bbox=-180,51,-1.30,53"), matched(collection, "bbox=-1.20,51,180,53"));
        assert!(west.0 > 0 && east.0 > 0, "{collection}");
        let in_both = west.1.intersection(&east.1).count() as u64;
        assert_eq!(across.0, west.0 + east.0 - in_both, "{collection}");
        for (query, what) in [
            ("bbox=-1.20,51,0,-1.30,53,100".to_owned(), "six numbers"),
            (format!("bbox=51,-1.20,53,-1.30&{}", crs("4326")), "latitude first"),
            (format!("bbox=51,-1.20,-5,53,-1.30,5&{}", crs("4326")), "latitude first, six numbers"),
            (format!("bbox=-133583.389,6621293.723,-144715.338,6982997.921&{}", crs("3857")), "metres"),
            ("filter=S_INTERSECTS(geometry,BBOX(-1.20,51,-1.30,53))".to_owned(), "in a filter"),
        ] {
            assert_eq!(matched(collection, &query).0, across.0, "{collection}: {what}");
        }
    }
    for query in [
        format!("bbox=460000,200000,450000,210000&{}", crs("27700")),
        format!("bbox=53,-1.20,51,-1.30&{}", crs("4326")),
        "bbox=-1.20,53,-1.30,51".to_owned(),
        "bbox=-1.20,51,NaN,-1.30,53,1".to_owned(),
        "filter=S_INTERSECTS(geometry,BBOX(-1.30,53,-1.20,51))".to_owned(),
    ] {
        assert_eq!(get_answer(&format!("{ITEMS}?{query}")).status, 400, "{query}");
    }
}

#[test]
fn pages_are_linked_both_ways_and_keep_every_parameter() {
    let mut path = format!("{ITEMS}?limit=4&datetime=2026-01-01%2F..&bbox=-2,51,0,53&f=json");
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let page = get_json(&path);
        seen.extend(ids(&page).into_iter().map(str::to_owned));
        pages += 1;
        let link = |rel: &str| {
            let found = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == rel);
            found.map(|link| link["href"].as_str().unwrap().to_owned())
        };
        assert_eq!(link("prev").is_some(), pages > 1);
        let Some(next) = link("next") else { break };
        assert!(
            next.starts_with("http://footprint.test/")
                && next.contains("datetime=")
                && next.contains("bbox=")
        );
        next.trim_start_matches("http://footprint.test").clone_into(&mut path);
    }
    assert_eq!((pages, seen.len()), (4, 15));
    assert!(seen.is_sorted());
}

#[test]
fn a_limit_above_the_greatest_is_taken_as_the_greatest_and_nought_is_refused() {
    assert_eq!(get_json(&format!("{ITEMS}?limit=1000000"))["numberReturned"], 15);
    for query in [
        "limit=0",
        "limit=-1",
        "limit=x",
        "offset=-1",
        "bbox=1,2,3",
        "bbox=1,2,3,x",
        "bbox=1,2,2,1",
        "bbox=NaN,1,2,3",
        "bbox=-181,1,2,3",
        "datetime=yesterday",
        "datetime=2026-99-99",
        "datetime=2026-01-01T00:00:00/x",
        "datetime=2026-02-01/2026-01-01",
        "datetime=../..",
        "datetime=/",
        "datetime=",
        "draft=",
        "scenario=",
        "filter=",
        "crs=",
        "limit=",
        "sortby=",
        "f=xml",
        "colour=red",
    ] {
        assert_eq!(get_answer(&format!("{ITEMS}?{query}")).status, 400, "{query}");
    }
    assert_eq!(get_json(&format!("{ITEMS}?offset=18446744073709551615"))["numberReturned"], 0);
}

#[test]
fn one_feature_has_its_own_url() {
    let feature = get_json(&format!("{ITEMS}/N10"));
    assert_eq!((&feature["id"], &feature["type"]), (&"N10".into(), &"Feature".into()));
    assert_eq!(feature["properties"]["core20_residents"], 10_831);
    assert_eq!(feature["links"][0]["href"], format!("http://footprint.test{ITEMS}/N10"));
    assert_eq!(get_answer(&format!("{ITEMS}/N99")).status, 404);
    assert_eq!(get_answer("/collections/hospitals/items").status, 404);
    assert_eq!(get_answer(&format!("{ITEMS}?draft=none")).status, 404);
}

#[test]
fn every_label_lies_in_its_neighbourhood() {
    for feature in some(&get_json(ITEMS)["features"]) {
        let (lon, lat) = (&feature["properties"]["label_lon"], &feature["properties"]["label_lat"]);
        let answer = get_json(&format!("/v1/resolve?lon={lon}&lat={lat}"));
        assert_eq!(answer["neighbourhood"]["id"], feature["id"]);
    }
    assert_eq!(county().atlas.drafts.len(), 1);
}
