//! OGC 21-065r2, requirements class Basic Spatial Functions with additional Spatial Literals.

use super::{GEOMETRIES, Requirement, filtered};

pub const REQUIREMENTS: &[Requirement] = &[("spatial-data-types", spatial_data_types)];

#[test]
fn spatial_data_types() {
    for (geometry, meets) in GEOMETRIES {
        assert_eq!(filtered("areas", &format!("S_INTERSECTS(geometry, {geometry})")), meets, "{geometry}");
        assert_eq!(filtered("areas", &format!("S_INTERSECTS({geometry}, geometry)")), meets, "{geometry}");
    }
}
