//! OGC 21-065r2, requirements class Advanced Comparison Operators.

use super::filtered;
use crate::support::county;

#[test]
fn like_predicate() {
    let begins =
        county().atlas.ground.geography.areas().filter(|(_, area)| area.name.starts_with("Oxford 0")).count();
    assert_eq!(filtered("areas", "name LIKE 'Oxford 0%'"), begins as u64);
    assert_eq!(filtered("areas", "name LIKE 'Oxford 001_'"), filtered("areas", "name LIKE 'Oxford 001%'"));
    assert_eq!(filtered("areas", "name NOT LIKE 'Oxford 0%'"), 428 - begins as u64);
}

#[test]
fn between_predicate() {
    assert_eq!(
        filtered("areas", "residents BETWEEN 1500 AND 1600"),
        filtered("areas", "residents >= 1500 AND residents <= 1600")
    );
}

#[test]
fn in_predicate() {
    let two: Vec<&str> =
        county().atlas.ground.geography.areas().take(2).map(|(_, area)| area.code.as_str()).collect();
    assert_eq!(filtered("areas", &format!("id IN ('{}', '{}', 'none')", two[0], two[1])), 2);
    assert_eq!(filtered("areas", &format!("id NOT IN ('{}', '{}', 'none')", two[0], two[1])), 426);
}
