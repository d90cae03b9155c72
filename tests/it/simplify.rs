//! Simplified coverages: at every zoom no gap, no overlap, the same neighbours, and nobody vanishes.

use std::collections::BTreeSet;

use footprint::domain::geometry::coverage::Coverage;
use footprint::features::zoom::{EXACT, tolerance_m};
use proptest::prelude::*;

use crate::support::{county, get_json};

fn neighbours(coverage: &Coverage) -> BTreeSet<(u32, u32)> {
    coverage.shared_borders().iter().map(|border| (border.a, border.b)).collect()
}

fn vertices(coverage: &Coverage) -> usize {
    coverage.arcs().iter().map(|arc| arc.vertices.len()).sum()
}

fn land(coverage: &Coverage) -> Vec<i64> {
    (0..u32::try_from(coverage.owners()).unwrap()).map(|owner| coverage.double_area_mm2(owner)).collect()
}

/// Holds a simplified coverage to the exact one; gives the greatest change of an owner's land, as a share.
fn held(exact: &Coverage, simplified: &Coverage) -> f64 {
    assert_eq!(simplified.defects(), [], "a coverage still");
    assert_eq!(neighbours(simplified), neighbours(exact));
    let mut most: f64 = 0.0;
    for (before, after) in land(exact).into_iter().zip(land(simplified)) {
        assert!(after > 0, "nobody vanishes");
        #[expect(clippy::cast_precision_loss, reason = "a share for people to read")]
        let error = (after - before) as f64 / before as f64;
        most = most.max(error.abs());
    }
    most
}

#[test]
fn at_every_zoom_areas_and_neighbourhoods_are_coverages_with_the_same_neighbours() {
    let atlas = &county().atlas;
    let draft = atlas.draft(None).unwrap();
    let neighbourhoods = draft.coverage(&atlas.ground).grouped(&draft.outlines);
    for exact in [&atlas.ground.areas, &neighbourhoods] {
        let mut last = 0;
        for zoom in 0..EXACT {
            let simplified = exact.simplified(tolerance_m(zoom).unwrap());
            let most = held(exact, &simplified);
            println!(
                "zoom {zoom}: {} of {} vertices, land of an owner changes by {:.3} % at most",
                vertices(&simplified),
                vertices(exact),
                most * 100.0
            );
            assert!(vertices(&simplified) >= last, "a nearer zoom has no fewer vertices");
            last = vertices(&simplified);
        }
        let near = exact.simplified(tolerance_m(12).unwrap());
        assert!(held(exact, &near) < 0.001, "a thousandth at zoom 12");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_tolerance_leaves_a_coverage(exponent in 0.0_f64..5.0) {
        let atlas = &county().atlas;
        let simplified = atlas.ground.areas.simplified(10_f64.powf(exponent));
        held(&atlas.ground.areas, &simplified);
    }
}

#[test]
fn a_page_for_a_zoom_is_smaller_and_says_by_how_much_each_outline_is_off() {
    let page =
        |query: &str| get_json(&format!("/collections/neighbourhoods/items?{query}"))["features"].clone();
    let (exact, near, far) = (page(""), page("zoom-level=11"), page("zoom-level=7"));
    let size = |features: &serde_json::Value| features.to_string().len();
    assert!(size(&far) < size(&near) && size(&near) < size(&exact));
    for feature in near.as_array().unwrap() {
        assert!(feature["area_error"].as_f64().unwrap().abs() < 0.001, "{}", feature["id"]);
    }
    assert_eq!(page("zoom-level=14"), exact);
    assert_eq!(exact[0].get("area_error"), None);
}
