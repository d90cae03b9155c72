//! OGC 21-065r2, requirements class Basic Spatial Functions with additional Spatial Literals.

use super::{GEOMETRIES, filtered};

#[test]
fn spatial_data_types() {
    for geometry in GEOMETRIES {
        let meets = filtered("areas", &format!("S_INTERSECTS(geometry, {geometry})"));
        assert!(meets > 0 && meets < 428, "{geometry}: {meets}");
    }
}
