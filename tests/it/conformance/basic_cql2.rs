//! OGC 21-065r2, requirements class Basic CQL2.

use super::{encoded, filtered, status_of};
use crate::support::county;

fn count(chooses: impl Fn(u32) -> bool) -> u64 {
    county().atlas.ground.geography.areas().filter(|(_, area)| chooses(area.residents)).count() as u64
}

#[test]
fn cql2_filter() {
    assert_eq!(
        filtered("areas", "residents > 2000 OR NOT (residents > 1500) AND TRUE"),
        count(|residents| residents > 2000 || residents <= 1500)
    );
}

#[test]
fn property() {
    assert_eq!(status_of(&format!("/collections/areas/items?filter={}", encoded("nothing = 1"))), 400);
    assert_eq!(filtered("areas", "\"residents\" > 2000"), count(|residents| residents > 2000));
}

#[test]
fn binary_comparison_predicate() {
    for (operator, expected) in [
        ("=", count(|residents| residents == 1500)),
        ("<>", count(|residents| residents != 1500)),
        ("<", count(|residents| residents < 1500)),
        (">", count(|residents| residents > 1500)),
        ("<=", count(|residents| residents <= 1500)),
        (">=", count(|residents| residents >= 1500)),
    ] {
        assert_eq!(filtered("areas", &format!("residents {operator} 1500")), expected, "{operator}");
    }
}

#[test]
fn null_predicate() {
    let closed = filtered("practices", "closed_on IS NULL") + filtered("practices", "closed_on IS NOT NULL");
    assert_eq!(closed, 268);
    assert_eq!(filtered("areas", "residents IS NULL"), 0);
}
