//! Features without a geometry: programs write one for each row of a table that nothing was drawn for.

use super::feature::{NoPolygons, PolygonFeature, RawPolygon};
use crate::reading::findings::{At, Findings, Origin};

/// The polygons of a geometry without those of no position; `is_other` where it has points or lines too.
pub(super) fn drawn_polygons(
    mut polygons: Vec<RawPolygon>,
    is_other: bool,
) -> Result<Vec<RawPolygon>, NoPolygons> {
    polygons.retain(|rings| rings.iter().any(|ring| !ring.is_empty()));
    match (polygons.is_empty(), is_other) {
        (false, _) => Ok(polygons),
        (true, true) => Err(NoPolygons::Other("expected a Polygon or MultiPolygon".to_owned())),
        (true, false) => Err(NoPolygons::NoGeometry),
    }
}

/// The features that have a geometry. Of the others each that is `called` something is handed to `lacking`, and the rest is counted
/// and told.
pub fn with_geometry(
    features: Vec<At<PolygonFeature>>,
    called: impl Fn(&PolygonFeature) -> Option<String>,
    mut lacking: impl FnMut(Origin, String, &mut Findings),
    findings: &mut Findings,
) -> Vec<At<PolygonFeature>> {
    let (drawn, bare): (Vec<_>, Vec<_>) = features.into_iter().partition(|at| !at.row.polygons.is_empty());
    let mut nameless: Vec<Origin> = Vec::new();
    for At { row, origin } in bare {
        match called(&row) {
            Some(called) => lacking(origin, called, findings),
            None => nameless.push(origin),
        }
    }
    let numbers: Vec<u64> = nameless.iter().map(|origin| origin.line).collect();
    if let (Some(first), Some(reason)) = (nameless.first(), empty_features(&numbers)) {
        findings.warning(&first.file, reason);
    }
    drawn
}

/// What is said of the features of these numbers, which are left out; none where there are none.
#[must_use]
pub fn empty_features(numbers: &[u64]) -> Option<String> {
    match numbers {
        [] => None,
        [only] => Some(format!("feature {only} has no geometry and nothing to be known by, and is left out")),
        [first, ..] => Some(format!(
            "{} features have no geometry and nothing to be known by, and are left out; the first is feature {first}",
            numbers.len()
        )),
    }
}
