//! OGC 21-065r2, requirements class Spatial Functions.

use super::{GEOMETRIES, SPATIAL, filtered};

const OXFORD: &str = "POLYGON((-1.30 51.72,-1.20 51.72,-1.20 51.79,-1.30 51.79,-1.30 51.72))";

#[test]
fn spatial_functions() {
    let count = |function: &str| filtered("areas", &format!("{function}(geometry, {OXFORD})"));
    let (meets, within, crossing) = (count("S_INTERSECTS"), count("S_WITHIN"), count("S_OVERLAPS"));
    assert_eq!(meets, within + crossing);
    assert_eq!(count("S_DISJOINT"), 428 - meets);
    assert_eq!([count("S_TOUCHES"), count("S_EQUALS"), count("S_CONTAINS"), count("S_CROSSES")], [0; 4]);
    let crosses = filtered("areas", "S_CROSSES(LINESTRING(-1.30 51.75,-1.20 51.75), geometry)");
    assert_eq!(crosses, filtered("areas", "S_INTERSECTS(geometry, LINESTRING(-1.30 51.75,-1.20 51.75))"));
    assert_eq!(SPATIAL.len(), 8);
}

#[test]
fn spatial_data_types() {
    for geometry in GEOMETRIES {
        let (meets, apart) = (
            filtered("areas", &format!("S_INTERSECTS(geometry, {geometry})")),
            filtered("areas", &format!("S_DISJOINT(geometry, {geometry})")),
        );
        assert_eq!(meets + apart, 428, "{geometry}");
    }
}
