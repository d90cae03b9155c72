//! Where drawn neighbourhoods and whole areas do not fit each other: areas that a border cuts, and neighbourhoods that reach beyond
//! every area.
//!
//! People are counted by whole areas, and points are answered by the drawn polygons: what is counted in one neighbourhood may live in
//! another, and a point far outside the county may be answered. Neither can be seen from sums.

use super::partition::{Partition, ZoneIx};
use super::within::Drawn;
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::{Coverage, GridPolygon};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;

/// An area of which no more than this share lies elsewhere counts as whole: borders are drawn to some metres.
const TOLERATED_SHARE: f64 = 0.01;

/// An area that counts whole in one neighbourhood, and of which land lies elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutArea {
    /// Which.
    pub area: AreaIx,
    /// The share of its land that is in other neighbourhoods or in none, over 0.01.
    pub elsewhere: f64,
}

/// How far a neighbourhood reaches beyond every area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Which.
    pub zone: ZoneIx,
    /// In metres.
    pub distance_m: f64,
    /// Its vertex that lies as far.
    pub at: GridPoint,
}

/// Every area that drawn borders cut, most of which lies elsewhere first (of equal ones in order of code).
#[must_use]
pub fn cut_areas(
    ground: &Ground,
    drawn: &Coverage,
    index: &AreaIndex,
    partition: &Partition,
) -> Vec<CutArea> {
    let mut is_touched = vec![false; ground.geography.len()];
    for (owner, face) in ground.areas.faces() {
        let area = AreaIx::from_owner(owner);
        let zone = partition.zone(area);
        is_touched[area.slot()] |= vertices(face).any(|vertex| !is_in(index.locate(vertex), zone));
    }
    for vertex in drawn.faces().flat_map(|(_, face)| vertices(face)) {
        if let Hit::Inside(owner) = ground.area_index.locate(vertex) {
            is_touched[AreaIx::from_owner(owner).slot()] = true;
        }
    }
    let mut polygons = vec![Vec::new(); drawn.owners()];
    for (owner, face) in drawn.faces() {
        polygons[ZoneIx::from_owner(owner).slot()].push(face.clone());
    }
    let zones: Vec<Drawn> = polygons.iter().map(|polygons| Drawn::new(polygons)).collect();
    let touched = ground.geography.areas().filter(|(area, _)| is_touched[area.slot()]);
    let cut = touched.map(|(area, _)| {
        let inside = zones[partition.zone(area).slot()].land_share(&ground.area_polygons(area));
        CutArea { area, elsewhere: 1.0 - inside }
    });
    let mut cut: Vec<CutArea> = cut.filter(|area| area.elsewhere > TOLERATED_SHARE).collect();
    cut.sort_by(|one, other| {
        other.elsewhere.total_cmp(&one.elsewhere).then(one.area.slot().cmp(&other.area.slot()))
    });
    cut
}

/// Neighbourhoods with a vertex further than so many metres from every area, in the roster's order, each with the furthest one.
#[must_use]
pub fn beyond_areas(ground: &Ground, drawn: &Coverage, further_than_m: f64) -> Vec<Reach> {
    let mut furthest: Vec<Option<Reach>> = vec![None; drawn.owners()];
    for (owner, face) in drawn.faces() {
        let zone = ZoneIx::from_owner(owner);
        let best = &mut furthest[zone.slot()];
        for at in vertices(face).filter(|vertex| ground.area_index.locate(*vertex) == Hit::Outside) {
            let Some(square) = ground.outline().distance_2(at.to_millimetres()) else { continue };
            let distance_m = square.sqrt() / 1000.0;
            if distance_m > best.map_or(further_than_m, |best| best.distance_m) {
                *best = Some(Reach { zone, distance_m, at });
            }
        }
    }
    furthest.into_iter().flatten().collect()
}

fn vertices(face: &GridPolygon) -> impl Iterator<Item = GridPoint> + '_ {
    face.rings().iter().flatten().copied()
}

fn is_in(hit: Hit, zone: ZoneIx) -> bool {
    match hit {
        Hit::Inside(owner) => ZoneIx::from_owner(owner) == zone,
        Hit::OnBoundary(owners) => owners.into_iter().any(|owner| ZoneIx::from_owner(owner) == zone),
        Hit::Outside => false,
    }
}
