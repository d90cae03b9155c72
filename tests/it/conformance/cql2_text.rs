//! OGC 21-065r2, requirements class CQL2 Text: the encoding of every class that is declared.

use super::filtered;

#[test]
fn escaping() {
    // A quote within text is doubled; a backslash makes a wildcard an ordinary character.
    assert_eq!(filtered("practices", "name = 'ST BARTHOLOMEW''S'"), 0);
    assert_eq!(filtered("areas", r"name LIKE 'Oxford\_%'"), 0);
    assert!(filtered("areas", "name LIKE 'Oxford_%'") > 0);
}

#[test]
fn basic_cql2() {
    assert_eq!(
        filtered("areas", "NOT (residents <= 2000) AND rural = TRUE OR residents IS NULL"),
        filtered("areas", "residents > 2000 AND rural = TRUE")
    );
}

#[test]
fn advanced_comparison_operators() {
    assert_eq!(
        filtered("areas", "residents BETWEEN 1000 AND 2000 AND imd_decile IN (1, 2) AND name LIKE 'Oxford%'"),
        filtered(
            "areas",
            "residents >= 1000 AND residents <= 2000 AND core20 = TRUE AND name LIKE 'Oxford%'"
        )
    );
}

#[test]
fn case_insensitive_comparison() {
    assert_eq!(filtered("areas", "CASEI(name) = CASEI('OXFORD 001A')"), 1);
}

#[test]
fn basic_spatial_functions() {
    assert_eq!(filtered("neighbourhoods", "S_INTERSECTS(geometry, POINT(-1.2578 51.7520))"), 1);
    assert!(filtered("neighbourhoods", "S_INTERSECTS(geometry, BBOX(-1.3,51.7,-1.2,51.8))") > 1);
}

#[test]
fn basic_spatial_functions_plus() {
    for geometry in super::GEOMETRIES {
        assert!(filtered("areas", &format!("S_INTERSECTS(geometry, {geometry})")) > 0, "{geometry}");
    }
}

#[test]
fn spatial_functions() {
    for function in super::SPATIAL {
        filtered(
            "areas",
            &format!("{function}(geometry, POLYGON((-1.3 51.7,-1.2 51.7,-1.2 51.8,-1.3 51.8,-1.3 51.7)))"),
        );
    }
}
