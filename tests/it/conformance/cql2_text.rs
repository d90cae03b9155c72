//! OGC 21-065r2, requirements class CQL2 Text: the encoding of every class that is declared.

use footprint::http::{App, Settings, router};
use footprint::ingest::{Files, load};

use super::{GEOMETRIES, Requirement, SPATIAL, encoded, filtered, some_areas};
use crate::support::{get_of, prepared, toy_copy, toy_sources};

pub const REQUIREMENTS: &[Requirement] = &[
    ("escaping", escaping),
    ("basic-cql2", basic_cql2),
    ("advanced-comparison-operators", advanced_comparison_operators),
    ("case-insensitive-comparison", case_insensitive_comparison),
    ("basic-spatial-functions", basic_spatial_functions),
    ("basic-spatial-functions-plus", basic_spatial_functions_plus),
    ("spatial-functions", spatial_functions),
];

#[test]
fn escaping() {
    // A quote within text is doubled.
    assert_eq!(filtered("practices", "name = 'St. Clement''s Surgery'"), 1);
    assert_eq!(filtered("practices", "name LIKE '%''S %'"), 4);
    assert_eq!(filtered("practices", "name = 'St. Clement''''s Surgery'"), 0);
    // A backslash makes a wildcard an ordinary character: of Toyshire's squares one has both in its name.
    let copy = toy_copy();
    let file = copy.path().join("areas.csv");
    let named = std::fs::read_to_string(&file).unwrap();
    assert_eq!(named.matches("Square 20").count(), 1);
    std::fs::write(&file, named.replace("Square 20", "Square %_")).unwrap();
    let toyshire = load(&Files::Memory(prepared(&toy_sources(copy.path())).unwrap().files)).unwrap();
    let service = router(App::new(toyshire, Settings::default()).unwrap());
    let like = |pattern: &str| {
        let path = format!("/collections/areas/items?filter={}", encoded(&format!("name LIKE '{pattern}'")));
        get_of(&service, &path).json()["numberMatched"].as_u64().unwrap()
    };
    assert_eq!([like("Square __"), like("Square %"), like("Square 1_")], [36, 36, 6]);
    assert_eq!([like(r"Square \%_"), like(r"Square _\_"), like(r"Square \%\_")], [1; 3]);
    assert_eq!([like(r"Square 1\_"), like(r"Square \%")], [0; 2]);
}

#[test]
fn basic_cql2() {
    let expected = some_areas(|area| area["residents"].as_u64() > Some(2000) && area["rural"] == true);
    let text = "NOT (residents <= 2000) AND rural = TRUE OR residents IS NULL";
    assert_eq!(filtered("areas", text), expected);
}

#[test]
fn advanced_comparison_operators() {
    let text = "residents BETWEEN 1000 AND 2000 AND imd_decile IN (1, 2) AND name LIKE 'Oxford%'";
    let expected = some_areas(|area| {
        (1000..=2000).contains(&area["residents"].as_u64().unwrap())
            && [1, 2].contains(&area["imd_decile"].as_u64().unwrap())
            && area["name"].as_str().unwrap().starts_with("Oxford")
    });
    assert_eq!(filtered("areas", text), expected);
}

#[test]
fn case_insensitive_comparison() {
    assert_eq!(filtered("areas", "CASEI(name) = CASEI('OXFORD 001A')"), 1);
    assert_eq!(filtered("areas", "name = 'OXFORD 001A'"), 0);
}

#[test]
fn basic_spatial_functions() {
    assert_eq!(filtered("neighbourhoods", "S_INTERSECTS(geometry, POINT(-1.2578 51.7520))"), 1);
    assert_eq!(filtered("neighbourhoods", "S_INTERSECTS(geometry, BBOX(-1.3,51.7,-1.2,51.8))"), 6);
}

#[test]
fn basic_spatial_functions_plus() {
    for (geometry, meets) in GEOMETRIES {
        assert_eq!(filtered("areas", &format!("S_INTERSECTS(geometry, {geometry})")), meets, "{geometry}");
    }
}

#[test]
fn spatial_functions() {
    for (function, geometry, expected) in SPATIAL {
        assert_eq!(filtered("areas", &format!("{function}(geometry, {geometry})")), expected, "{function}");
    }
}
