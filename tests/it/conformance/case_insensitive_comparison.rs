//! OGC 21-065r2, requirements class Case-insensitive Comparison.

use super::filtered;

#[test]
fn casei_builtin_function() {
    assert_eq!(
        filtered("areas", "CASEI(name) LIKE CASEI('oXFORD 0%')"),
        filtered("areas", "name LIKE 'Oxford 0%'")
    );
    assert_eq!(filtered("areas", "CASEI(name) IN (CASEI('oxford 001a'), CASEI('OXFORD 001B'))"), 2);
}
