//! OGC 21-065r2, requirements class Advanced Comparison Operators.

use super::{Requirement, filtered, some_areas};
use crate::support::county;

pub const REQUIREMENTS: &[Requirement] = &[
    ("like-predicate", like_predicate),
    ("between-predicate", between_predicate),
    ("in-predicate", in_predicate),
];

#[test]
fn like_predicate() {
    let begins =
        county().atlas.ground.geography.areas().filter(|(_, area)| area.name.starts_with("Oxford 0")).count();
    assert_eq!(filtered("areas", "name LIKE 'Oxford 0%'"), begins as u64);
    assert!(begins > 0);
    assert_eq!(filtered("areas", "name LIKE 'Oxford 001_'"), 4);
    assert_eq!(filtered("areas", "name LIKE 'Oxford 001%'"), 4);
    assert_eq!(filtered("areas", "name LIKE 'Oxford 001'"), 0);
    assert_eq!(filtered("areas", "name NOT LIKE 'Oxford 0%'"), 428 - begins as u64);
}

#[test]
fn between_predicate() {
    let expected = some_areas(|area| (1500..=1600).contains(&area["residents"].as_u64().unwrap()));
    assert_eq!(filtered("areas", "residents BETWEEN 1500 AND 1600"), expected);
    assert_eq!(filtered("areas", "residents NOT BETWEEN 1500 AND 1600"), 428 - expected);
}

#[test]
fn in_predicate() {
    let two: Vec<&str> =
        county().atlas.ground.geography.areas().take(2).map(|(_, area)| area.code.as_str()).collect();
    assert_eq!(filtered("areas", &format!("id IN ('{}', '{}', 'none')", two[0], two[1])), 2);
    assert_eq!(filtered("areas", &format!("id NOT IN ('{}', '{}', 'none')", two[0], two[1])), 426);
}
