//! OGC 21-065r2, requirements class Spatial Functions.

use super::{GEOMETRIES, Requirement, SPATIAL, filtered};

pub const REQUIREMENTS: &[Requirement] =
    &[("spatial-functions", spatial_functions), ("spatial-data-types", spatial_data_types)];

#[test]
fn spatial_functions() {
    for (function, geometry, expected) in SPATIAL {
        assert_eq!(filtered("areas", &format!("{function}(geometry, {geometry})")), expected, "{function}");
    }
    // The other way round, where that means the same.
    for (function, geometry, expected) in SPATIAL {
        let turned = match function {
            "S_WITHIN" => "S_CONTAINS",
            "S_CONTAINS" => "S_WITHIN",
            // A line crosses an area, and an area a line.
            same => same,
        };
        assert_eq!(filtered("areas", &format!("{turned}({geometry}, geometry)")), expected, "{turned}");
    }
}

#[test]
fn spatial_data_types() {
    for (geometry, meets) in GEOMETRIES {
        let apart = filtered("areas", &format!("S_DISJOINT(geometry, {geometry})"));
        assert_eq!(apart, 428 - meets, "{geometry}");
    }
}
