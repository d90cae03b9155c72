//! Drawn neighbourhoods on the same ground: a defect where an area's neighbourhood depends on whose that ground is, as one of them would be
//! taken in silence, and told elsewhere, since whole areas are given.

use std::collections::{BTreeMap, BTreeSet};

use super::laid::Laid;
use super::layer::Layer;
use super::plan_defect::PlanDefect;
use crate::domain::boundaries::allocate::DoubtfulArea;
use crate::domain::boundaries::partition::Roster;
use crate::domain::geometry::coverage::CoverageDefect;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;
use crate::reading::counted::counted;
use crate::reading::findings::Origin;

/// How many areas, gaps or slivers are named.
const NAMED: usize = 3;

/// Where drawn neighbourhoods overlap, and what depends on it.
pub(super) struct Overlaps<'a> {
    pub held_twice: Vec<&'a CoverageDefect>,
    pub doubtful: Vec<DoubtfulArea>,
    pub roster: &'a Roster,
    /// The first feature of each neighbourhood.
    pub origins: &'a BTreeMap<NeighbourhoodId, Origin>,
}

/// Tells each overlap on which an area depends as a defect, and the others in one sentence.
pub(super) fn tell(layer: &mut Layer<'_>, laid: &mut Laid, overlaps: &Overlaps<'_>) {
    let Overlaps { held_twice, doubtful, roster, origins } = overlaps;
    let (loaded, ids) = (layer.loaded, roster.iter().map(|(_, known)| &known.id).collect::<Vec<_>>());
    let code = |area: AreaIx| loaded.atlas.ground.geography.area(area).code.to_string();
    let id = |owner: u32| ids[owner as usize];
    let (mut harmless, mut told_areas) = (Vec::new(), BTreeSet::new());
    for defect in held_twice {
        let CoverageDefect::Overlap { a, b, area_m2, .. } = defect else { continue };
        let drew = |of: &DoubtfulArea, owner: u32| {
            of.neighbourhoods.iter().any(|zone| zone.slot() == owner as usize)
        };
        let depends = |of: &&DoubtfulArea| drew(of, *a) && drew(of, *b);
        let areas: Vec<AreaIx> = doubtful.iter().filter(depends).map(|of| of.area).collect();
        let codes: Vec<String> = areas.iter().map(|area| code(*area)).collect();
        told_areas.extend(areas);
        let told = defect.held_twice(|owner| id(owner).to_string());
        let Some(reason) = told.filter(|_| !codes.is_empty()) else {
            harmless.push((*area_m2, *defect));
            continue;
        };
        let reason = format!("{reason} ({} would be in either)", some_of(&codes));
        let origin = origins.get(id(*b)).or_else(|| origins.get(id(*a)));
        layer.defects.push(match origin {
            Some(origin) => PlanDefect::at(origin, "geometry", "", reason),
            None => PlanDefect::of_file(reason),
        });
    }
    // What is tolerated as a sliver, and holds the postcodes on which an area depends.
    for DoubtfulArea { area, neighbourhoods } in doubtful.iter().filter(|of| !told_areas.contains(&of.area)) {
        let ids: Vec<String> =
            neighbourhoods.iter().map(|zone| roster.neighbourhood(*zone).id.to_string()).collect();
        let reason =
            format!("the area {} would be in any of {}, which overlap there", code(*area), ids.join(", "));
        layer.defects.push(PlanDefect::of_file(reason));
    }
    harmless.sort_by(|one, other| other.0.total_cmp(&one.0));
    let Some((_, largest)) = harmless.first().filter(|_| doubtful.is_empty()) else { return };
    let all_m2: f64 = harmless.iter().map(|(area_m2, _)| area_m2).sum();
    let largest = largest.describe(|owner| id(owner).to_string());
    let places = counted(harmless.len(), "place");
    laid.warnings.push(format!(
        "drawn neighbourhoods overlap in {places}, by {all_m2:.0} m2 in all (most: {largest}): no area depends on it, as each has most of \
         its live postcodes in one of them alone"
    ));
}

/// What else keeps polygons from being a coverage, in sentences: gaps and slivers, the largest first.
pub(super) fn gaps_and_slivers(defects: &[&CoverageDefect], name: impl Fn(u32) -> String) -> Vec<String> {
    let size = |defect: &CoverageDefect| match defect {
        CoverageDefect::Gap { area_m2, .. } | CoverageDefect::Overlap { area_m2, .. } => *area_m2,
        CoverageDefect::InvalidGeometry { .. } => f64::INFINITY,
    };
    let mut sorted = defects.to_vec();
    sorted.sort_by(|one, other| size(other).total_cmp(&size(one)));
    let (named, more) = sorted.split_at(sorted.len().min(NAMED));
    let mut told: Vec<String> = named.iter().map(|defect| defect.describe(&name)).collect();
    if !more.is_empty() {
        let all_m2: f64 = more.iter().map(|defect| size(defect)).filter(|size| size.is_finite()).sum();
        told.push(format!("and {} more gaps and slivers, {all_m2:.0} m2 in all", more.len()));
    }
    told
}

/// The first of some areas, and how many more there are.
fn some_of(codes: &[String]) -> String {
    let named = codes[..codes.len().min(NAMED)].join(", ");
    match codes.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
