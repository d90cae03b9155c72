//! OGC 19-079r2, requirements class Features Filter.

use super::{COLLECTIONS, Requirement, encoded, filtered, href, matched, parameter, status_of};
use crate::support::{get_json, some};

pub const REQUIREMENTS: &[Requirement] = &[
    ("get-queryables-op", get_queryables_op),
    ("queryables-link", queryables_link),
    ("filter-param", filter_param),
    ("filter-lang-param", filter_lang_param),
    ("filter-crs-param", filter_crs_param),
    ("response", response),
];

const ITEMS: &str = "/collections/{collection}/items";

#[test]
fn get_queryables_op() {
    for collection in COLLECTIONS {
        assert_eq!(status_of(&format!("/collections/{collection}/queryables")), 200);
    }
}

#[test]
fn queryables_link() {
    for collection in COLLECTIONS {
        let described = get_json(&format!("/collections/{collection}"));
        assert!(
            href(&described, "http://www.opengis.net/def/rel/ogc/1.0/queryables").ends_with("/queryables")
        );
    }
}

#[test]
fn filter_param() {
    assert_eq!(parameter(ITEMS, "filter")["in"], "query");
    for (collection, count) in crate::features::COLLECTIONS {
        assert_eq!(filtered(collection, "id IS NULL"), 0);
        assert_eq!(filtered(collection, "id IS NOT NULL"), count);
    }
}

#[test]
fn filter_lang_param() {
    assert_eq!(parameter(ITEMS, "filter-lang")["in"], "query");
    let json = encoded(r#"{"op":"=","args":[{"property":"neighbourhood"},"N07"]}"#);
    for collection in ["areas", "practices", "postcodes"] {
        let text = filtered(collection, "neighbourhood = 'N07'");
        assert!(text > 0, "{collection}");
        assert_eq!(
            matched(collection, &format!("filter-lang=cql2-json&filter={json}")),
            text,
            "{collection}"
        );
    }
}

#[test]
fn filter_crs_param() {
    // One box in two systems, whose edges are straight in both.
    let crs = encoded("http://www.opengis.net/def/crs/EPSG/0/3857");
    let metres = encoded("S_INTERSECTS(geometry, BBOX(-144715,6751500,-133584,6764100))");
    let degrees = "S_INTERSECTS(geometry, BBOX(-1.2999970,51.7302645,-1.2000055,51.8003146))";
    for collection in COLLECTIONS {
        let chosen = matched(collection, &format!("filter-crs={crs}&filter={metres}"));
        assert!(chosen > 0, "{collection}");
        assert_eq!(chosen, filtered(collection, degrees), "{collection}");
    }
}

#[test]
fn response() {
    let page = get_json(&format!("/collections/practices/items?filter={}", encoded("neighbourhood = 'N07'")));
    let figures = get_json("/v1/neighbourhoods/N07")["figures"].clone();
    assert_eq!(page["numberMatched"], figures["practices"]);
    assert_eq!(page["numberMatched"].as_u64().unwrap(), page["features"].as_array().unwrap().len() as u64);
    assert!(some(&page["features"]).iter().all(|feature| feature["properties"]["neighbourhood"] == "N07"));
}
