//! OGC 21-065r2, requirements class Basic CQL2.

use footprint::domain::ground::practices::{Practice, Status};

use super::{Requirement, encoded, filtered, status_of};
use crate::support::county;

pub const REQUIREMENTS: &[Requirement] = &[
    ("cql2-filter", cql2_filter),
    ("property", property),
    ("binary-comparison-predicate", binary_comparison_predicate),
    ("null-predicate", null_predicate),
];

fn count(chooses: impl Fn(u32) -> bool) -> u64 {
    county().atlas.ground.geography.areas().filter(|(_, area)| chooses(area.residents)).count() as u64
}

#[test]
fn cql2_filter() {
    let expected = count(|residents| residents > 2000 || residents <= 1500);
    assert!(expected > 0 && expected < 428, "{expected}");
    assert_eq!(filtered("areas", "residents > 2000 OR NOT (residents > 1500) AND TRUE"), expected);
}

#[test]
fn property() {
    assert_eq!(status_of(&format!("/collections/areas/items?filter={}", encoded("nothing = 1"))), 400);
    assert_eq!(filtered("areas", "\"residents\" > 2000"), count(|residents| residents > 2000));
}

#[test]
fn binary_comparison_predicate() {
    // As many as live in one of the areas, so that equality is true of some.
    let some = county().atlas.ground.geography.areas().next().unwrap().1.residents;
    for (operator, expected) in [
        ("=", count(|residents| residents == some)),
        ("<>", count(|residents| residents != some)),
        ("<", count(|residents| residents < some)),
        (">", count(|residents| residents > some)),
        ("<=", count(|residents| residents <= some)),
        (">=", count(|residents| residents >= some)),
    ] {
        assert!(expected > 0 && expected < 428, "{operator}");
        assert_eq!(filtered("areas", &format!("residents {operator} {some}")), expected, "{operator}");
    }
}

#[test]
fn null_predicate() {
    let is_dated = |of: &Practice| matches!(&of.status, Status::Closed { on: Some(_), .. });
    let closed = county().atlas.ground.practices.iter().filter(|(_, practice)| is_dated(practice));
    let closed = closed.count() as u64;
    assert!(closed > 0);
    assert_eq!(filtered("practices", "closed_on IS NOT NULL"), closed);
    assert_eq!(filtered("practices", "closed_on IS NULL"), 268 - closed);
    assert_eq!(filtered("areas", "residents IS NULL"), 0);
    assert_eq!(filtered("areas", "residents IS NOT NULL"), 428);
}
