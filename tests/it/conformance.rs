//! What `/conformance` declares, requirement by requirement: one test each, named after it, in a file for each class.

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

use std::collections::BTreeMap;

use serde_json::Value;

use crate::contract::contract;
use crate::features::{encoded, filtered, matched};
use crate::support::{get_answer, get_json};

const COLLECTIONS: [&str; 5] = ["neighbourhoods", "areas", "practices", "postcodes", "districts"];
const SPATIAL: [&str; 8] = [
    "S_INTERSECTS",
    "S_EQUALS",
    "S_DISJOINT",
    "S_TOUCHES",
    "S_WITHIN",
    "S_OVERLAPS",
    "S_CROSSES",
    "S_CONTAINS",
];
/// A literal of each kind.
const GEOMETRIES: [&str; 7] = [
    "POINT(-1.2578 51.7520)",
    "MULTIPOINT((-1.2578 51.7520),(-1.34 52.06))",
    "LINESTRING(-1.30 51.75,-1.20 51.75)",
    "MULTILINESTRING((-1.30 51.75,-1.20 51.75),(-1.34 52.06,-1.33 52.07))",
    "POLYGON((-1.30 51.72,-1.20 51.72,-1.20 51.79,-1.30 51.79,-1.30 51.72))",
    "MULTIPOLYGON(((-1.30 51.72,-1.20 51.72,-1.20 51.79,-1.30 51.72)))",
    "GEOMETRYCOLLECTION(POINT(-1.2578 51.7520),LINESTRING(-1.30 51.75,-1.20 51.75))",
];

/// A class as it is declared, its tests, and its requirements.
type Class = (&'static str, &'static str, &'static [&'static str]);

macro_rules! class {
    ($uri:literal, $file:literal, [$($requirement:literal),* $(,)?]) => {
        (concat!("http://www.opengis.net/spec/", $uri), include_str!(concat!("conformance/", $file, ".rs")), &[$($requirement),*])
    };
}

const CLASSES: &[Class] = &[
    class!(
        "ogcapi-features-1/1.0/conf/core",
        "core",
        [
            "root-op",
            "root-success",
            "api-definition-op",
            "api-definition-success",
            "conformance-op",
            "conformance-success",
            "http",
            "crs84",
            "fc-md-op",
            "fc-md-success",
            "fc-md-links",
            "fc-md-items",
            "fc-md-items-links",
            "fc-md-extent",
            "sfc-md-op",
            "sfc-md-success",
            "fc-op",
            "fc-limit-definition",
            "fc-limit-response-1",
            "fc-bbox-definition",
            "fc-bbox-response",
            "fc-time-definition",
            "fc-time-response",
            "fc-response",
            "fc-links",
            "fc-rel-type",
            "fc-timeStamp",
            "fc-numberMatched",
            "fc-numberReturned",
            "f-op",
            "f-success",
            "f-links",
            "query-param-unknown",
            "query-param-invalid",
        ]
    ),
    class!("ogcapi-features-1/1.0/conf/geojson", "geojson", ["definition", "content"]),
    class!("ogcapi-features-1/1.0/conf/html", "html", ["definition", "content"]),
    class!(
        "ogcapi-features-1/1.0/conf/oas30",
        "oas30",
        ["oas-definition-1", "oas-definition-2", "oas-impl", "completeness", "exceptions-codes", "security",]
    ),
    class!(
        "ogcapi-features-2/1.0/conf/crs",
        "crs",
        [
            "crs-uri",
            "fc-md-crs-list",
            "fc-md-crs-list-global",
            "fc-md-storageCrs",
            "fc-md-storageCrs-valid-value",
            "fc-bbox-crs-definition",
            "fc-bbox-crs-valid-values",
            "fc-bbox-crs-default-value",
            "fc-bbox-crs-action",
            "bbox-crs-exception",
            "fc-crs-definition",
            "fc-crs-valid-value",
            "fc-crs-default-value",
            "fc-crs-action",
            "crs-exception",
            "ogc-crs-header",
            "ogc-crs-header-value",
            "geojson",
        ]
    ),
    class!(
        "ogcapi-features-3/1.0/conf/queryables",
        "queryables",
        ["queryables-link", "get-queryables-op", "get-queryables-response",]
    ),
    class!(
        "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "queryables_query_parameters",
        ["parameters"]
    ),
    class!(
        "ogcapi-features-3/1.0/conf/filter",
        "filter",
        [
            "filter-param",
            "filter-lang-param",
            "filter-crs-wgs84",
            "filter-crs-param",
            "mixing-expressions",
            "expression-construction",
            "response",
        ]
    ),
    class!(
        "ogcapi-features-3/1.0/conf/features-filter",
        "features_filter",
        [
            "get-queryables-op",
            "queryables-link",
            "filter-param",
            "filter-lang-param",
            "filter-crs-param",
            "response",
        ]
    ),
    class!(
        "ogcapi-features-5/1.0/conf/schemas",
        "schemas",
        [
            "json-schema",
            "properties",
            "additional-keywords",
            "role",
            "role-id",
            "property-seq",
            "unit",
            "definition",
        ]
    ),
    class!("ogcapi-features-5/1.0/conf/queryables", "schemas_queryables", ["link", "op", "response"]),
    class!("ogcapi-features-5/1.0/conf/sortables", "sortables", ["link", "op", "response"]),
    class!(
        "cql2/1.0/conf/cql2-text",
        "cql2_text",
        [
            "escaping",
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
        ]
    ),
    class!(
        "cql2/1.0/conf/cql2-json",
        "cql2_json",
        [
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
        ]
    ),
    class!(
        "cql2/1.0/conf/basic-cql2",
        "basic_cql2",
        ["cql2-filter", "property", "binary-comparison-predicate", "null-predicate",]
    ),
    class!(
        "cql2/1.0/conf/advanced-comparison-operators",
        "advanced_comparison_operators",
        ["like-predicate", "between-predicate", "in-predicate",]
    ),
    class!(
        "cql2/1.0/conf/case-insensitive-comparison",
        "case_insensitive_comparison",
        ["casei-builtin-function"]
    ),
    class!(
        "cql2/1.0/conf/basic-spatial-functions",
        "basic_spatial_functions",
        ["spatial-predicate", "spatial-functions"]
    ),
    class!(
        "cql2/1.0/conf/basic-spatial-functions-plus",
        "basic_spatial_functions_plus",
        ["spatial-data-types"]
    ),
    class!(
        "cql2/1.0/conf/spatial-functions",
        "spatial_functions",
        ["spatial-functions", "spatial-data-types"]
    ),
    class!(
        "ogcapi-tiles-1/1.0/conf/core",
        "tiles_core",
        [
            "tc-op",
            "tc-tilematrix-definition",
            "tc-tilerow-definition",
            "tc-tilecol-definition",
            "tc-success",
            "tc-error",
            "conformance-success",
        ]
    ),
    class!("ogcapi-tiles-1/1.0/conf/tileset", "tileset", ["description"]),
    class!("ogcapi-tiles-1/1.0/conf/tilesets-list", "tilesets_list", ["tileset-links"]),
    class!("ogcapi-tiles-1/1.0/conf/geodata-tilesets", "geodata_tilesets", ["operation", "desc-links"]),
    class!("ogcapi-tiles-1/1.0/conf/mvt", "mvt", ["content"]),
];

#[test]
fn what_is_declared_is_what_is_tested() {
    let declared = get_json("/conformance");
    let tested: Vec<&str> = CLASSES.iter().map(|(class, ..)| *class).collect();
    assert_eq!(strings(&declared["conformsTo"]), tested);
    let mut names = BTreeMap::new();
    for (class, tests, requirements) in CLASSES {
        for requirement in *requirements {
            let name = format!("#[test]\nfn {}", requirement.to_lowercase().replace('-', "_"));
            let found = tests.matches(&format!("{name}()")).count();
            assert_eq!(found, 1, "{class} {requirement}");
        }
        assert_eq!(tests.matches("#[test]").count(), requirements.len(), "{class}");
        names.insert(class, requirements.len());
    }
    println!("{} requirements of {} classes", names.values().sum::<usize>(), names.len());
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
