//! What `/conformance` declares, requirement by requirement: one test each, in a file for each class, which has the table of both.

mod advanced_comparison_operators;
mod basic_cql2;
mod basic_spatial_functions;
mod basic_spatial_functions_plus;
mod case_insensitive_comparison;
mod core;
mod cql2_json;
mod cql2_text;
mod crs;
mod features_filter;
mod filter;
mod geodata_tilesets;
mod geojson;
mod html;
mod mvt;
mod oas30;
mod queryables;
mod queryables_query_parameters;
mod schemas;
mod schemas_queryables;
mod sortables;
mod spatial_functions;
mod tiles_core;
mod tileset;
mod tilesets_list;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::contract::contract;
use crate::features::{encoded, filtered, matched};
use crate::support::{get_answer, get_json};

const COLLECTIONS: [&str; 5] = ["neighbourhoods", "areas", "practices", "postcodes", "districts"];
const OXFORD: &str = "POLYGON((-1.30 51.72,-1.20 51.72,-1.20 51.79,-1.30 51.79,-1.30 51.72))";
const ACROSS_OXFORD: &str = "LINESTRING(-1.30 51.75,-1.20 51.75)";
/// The smallest outline of all areas, Cherwell 008G.
const CHERWELL_008G: &str = "POLYGON((-1.309143 52.035487,-1.309156 52.035472,-1.324129 52.039474,-1.330444 52.035999,-1.32158 52.03004,\
    -1.32157 52.03004,-1.31679 52.03281,-1.31535 52.03119,-1.30866 52.03201,-1.309143 52.035487))";
/// Each function between an area and something else, and of how many of the 428 areas Shapely finds it true.
const SPATIAL: [(&str, &str, u64); 8] = [
    ("S_INTERSECTS", OXFORD, 89),
    ("S_EQUALS", CHERWELL_008G, 1),
    ("S_DISJOINT", OXFORD, 339),
    ("S_TOUCHES", CHERWELL_008G, 3),
    ("S_WITHIN", OXFORD, 57),
    ("S_OVERLAPS", OXFORD, 32),
    ("S_CROSSES", ACROSS_OXFORD, 16),
    ("S_CONTAINS", "POINT(-1.2578 51.7520)", 1),
];
/// A literal of each kind, and how many areas Shapely finds it meets.
const GEOMETRIES: [(&str, u64); 7] = [
    ("POINT(-1.2578 51.7520)", 1),
    ("MULTIPOINT((-1.2578 51.7520),(-1.34 52.06))", 2),
    (ACROSS_OXFORD, 16),
    ("MULTILINESTRING((-1.30 51.75,-1.20 51.75),(-1.34 52.06,-1.33 52.07))", 19),
    (OXFORD, 89),
    ("MULTIPOLYGON(((-1.30 51.72,-1.20 51.72,-1.20 51.79,-1.30 51.72)))", 67),
    ("GEOMETRYCOLLECTION(POINT(-1.2578 51.7520),LINESTRING(-1.30 51.75,-1.20 51.75))", 16),
];

/// A requirement by its name, and its test.
type Requirement = (&'static str, fn());

/// Each class as it is declared, in that order, with the requirements of its file.
const CLASSES: &[(&str, &[Requirement])] = &[
    ("ogcapi-features-1/1.0/conf/core", core::REQUIREMENTS),
    ("ogcapi-features-1/1.0/conf/geojson", geojson::REQUIREMENTS),
    ("ogcapi-features-1/1.0/conf/html", html::REQUIREMENTS),
    ("ogcapi-features-1/1.0/conf/oas30", oas30::REQUIREMENTS),
    ("ogcapi-features-2/1.0/conf/crs", crs::REQUIREMENTS),
    ("ogcapi-features-3/1.0/conf/queryables", queryables::REQUIREMENTS),
    ("ogcapi-features-3/1.0/conf/queryables-query-parameters", queryables_query_parameters::REQUIREMENTS),
    ("ogcapi-features-3/1.0/conf/filter", filter::REQUIREMENTS),
    ("ogcapi-features-3/1.0/conf/features-filter", features_filter::REQUIREMENTS),
    ("ogcapi-features-5/1.0/conf/schemas", schemas::REQUIREMENTS),
    ("ogcapi-features-5/1.0/conf/queryables", schemas_queryables::REQUIREMENTS),
    ("ogcapi-features-5/1.0/conf/sortables", sortables::REQUIREMENTS),
    ("cql2/1.0/conf/cql2-text", cql2_text::REQUIREMENTS),
    ("cql2/1.0/conf/cql2-json", cql2_json::REQUIREMENTS),
    ("cql2/1.0/conf/basic-cql2", basic_cql2::REQUIREMENTS),
    ("cql2/1.0/conf/advanced-comparison-operators", advanced_comparison_operators::REQUIREMENTS),
    ("cql2/1.0/conf/case-insensitive-comparison", case_insensitive_comparison::REQUIREMENTS),
    ("cql2/1.0/conf/basic-spatial-functions", basic_spatial_functions::REQUIREMENTS),
    ("cql2/1.0/conf/basic-spatial-functions-plus", basic_spatial_functions_plus::REQUIREMENTS),
    ("cql2/1.0/conf/spatial-functions", spatial_functions::REQUIREMENTS),
    ("ogcapi-tiles-1/1.0/conf/core", tiles_core::REQUIREMENTS),
    ("ogcapi-tiles-1/1.0/conf/tileset", tileset::REQUIREMENTS),
    ("ogcapi-tiles-1/1.0/conf/tilesets-list", tilesets_list::REQUIREMENTS),
    ("ogcapi-tiles-1/1.0/conf/geodata-tilesets", geodata_tilesets::REQUIREMENTS),
    ("ogcapi-tiles-1/1.0/conf/mvt", mvt::REQUIREMENTS),
];

#[test]
fn what_is_declared_is_what_is_tested() {
    let declared = get_json("/conformance");
    let tested: Vec<String> =
        CLASSES.iter().map(|(class, _)| format!("http://www.opengis.net/spec/{class}")).collect();
    assert_eq!(strings(&declared["conformsTo"]), tested);
    for (class, requirements) in CLASSES {
        let names: BTreeSet<&str> = requirements.iter().map(|(name, _)| *name).collect();
        assert!(!names.is_empty() && names.len() == requirements.len(), "{class} has each requirement once");
    }
    assert_eq!(CLASSES.iter().map(|(_, requirements)| requirements.len()).sum::<usize>(), 131);
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

fn links(document: &Value) -> &Vec<Value> {
    document["links"].as_array().unwrap()
}

/// The first link of a relation.
fn href<'a>(document: &'a Value, rel: &str) -> &'a str {
    let link = links(document).iter().find(|link| link["rel"] == rel);
    link.unwrap_or_else(|| panic!("no {rel} in {document}"))["href"].as_str().unwrap()
}

/// The properties of the areas, which a test counts by itself.
fn areas() -> Vec<Value> {
    let page = get_json("/collections/areas/items?limit=10000");
    page["features"].as_array().unwrap().iter().map(|feature| feature["properties"].clone()).collect()
}

/// How many areas a closure chooses of their properties; some and not all, or a test of them could not fail.
fn some_areas(chooses: impl Fn(&Value) -> bool) -> u64 {
    let all = areas();
    let chosen = all.iter().filter(|area| chooses(area)).count();
    assert!(chosen > 0 && chosen < all.len(), "{chosen} of {}", all.len());
    chosen as u64
}

/// The status of a path, or of a link to it.
fn status_of(path: &str) -> u16 {
    let path = path.trim_start_matches("http://footprint.test");
    get_answer(if path.is_empty() { "/" } else { path }).status.as_u16()
}

fn documented(path: &str) -> &'static Value {
    &contract()["paths"][path]["get"]
}

/// A parameter as it is documented.
fn parameter(path: &str, name: &str) -> &'static Value {
    let parameters = documented(path)["parameters"].as_array().unwrap().iter();
    let mut resolved = parameters.map(|parameter| match parameter["$ref"].as_str() {
        Some(to) => contract().pointer(to.trim_start_matches('#')).unwrap(),
        None => parameter,
    });
    resolved.find(|parameter| parameter["name"] == name).unwrap_or_else(|| panic!("{path} has no {name}"))
}
