//! OGC 21-065r2, requirements class Basic Spatial Functions.

use super::{Requirement, filtered, matched};

pub const REQUIREMENTS: &[Requirement] =
    &[("spatial-predicate", spatial_predicate), ("spatial-functions", spatial_functions)];

#[test]
fn spatial_predicate() {
    assert_eq!(filtered("neighbourhoods", "S_INTERSECTS(geometry, POINT(-1.2578 51.7520))"), 1);
    assert_eq!(filtered("neighbourhoods", "S_INTERSECTS(POINT(-1.2578 51.7520), geometry)"), 1);
}

#[test]
fn spatial_functions() {
    let by_box = filtered("areas", "S_INTERSECTS(geometry, BBOX(-1.30,51.72,-1.20,51.79))");
    assert_eq!(by_box, matched("areas", "bbox=-1.30,51.72,-1.20,51.79"));
    assert_eq!(by_box, 89, "as Shapely counts them");
}
