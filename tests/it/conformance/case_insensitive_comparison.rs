//! OGC 21-065r2, requirements class Case-insensitive Comparison.

use super::{Requirement, filtered, some_areas};

pub const REQUIREMENTS: &[Requirement] = &[("casei-builtin-function", casei_builtin_function)];

#[test]
fn casei_builtin_function() {
    let expected = some_areas(|area| area["name"].as_str().unwrap().starts_with("Oxford 0"));
    assert_eq!(filtered("areas", "CASEI(name) LIKE CASEI('oXFORD 0%')"), expected);
    assert_eq!(filtered("areas", "name LIKE 'oXFORD 0%'"), 0);
    assert_eq!(filtered("areas", "CASEI(name) IN (CASEI('oxford 001a'), CASEI('OXFORD 001B'))"), 2);
}
