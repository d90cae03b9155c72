//! Whole areas allocated to drawn polygons, so that people can be counted under a free-hand border.
//!
//! The rule: an area goes to the neighbourhood that holds most of its live postcodes (a stand-in for where people live),
//! ties by overlapping land, then by least id.

use geo::{Area as _, BooleanOps, MultiPolygon};

use super::partition::{Assignment, Partition, Unassigned, ZoneIx};
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::Coverage;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Standing;

/// The rule by name, as answers give it.
pub const RULE: &str = "most live postcodes, then most overlapping land, then least id";

/// Areas to neighbourhoods, and the areas that had to be decided.
pub struct Allocation {
    /// Each area in one neighbourhood.
    pub partition: Partition,
    /// Areas with live postcodes in several neighbourhoods.
    pub split: Vec<SplitArea>,
}

/// An area that a drawn border splits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitArea {
    /// Which.
    pub area: AreaIx,
    /// Live postcodes in each neighbourhood, most first.
    pub postcodes: Vec<(ZoneIx, u32)>,
}

/// Allocates every area to one of the drawn neighbourhoods.
///
/// # Errors
/// [`Unassigned`] with the areas that neither hold a postcode in, nor overlap, any neighbourhood.
pub fn allocate(ground: &Ground, drawn: &Coverage, index: &AreaIndex) -> Result<Allocation, Unassigned> {
    allocate_beside(ground, drawn, index, |_nobody_has_the_rest| None)
}

/// The same where the ground of an area that nobody drew stays with the neighbourhood that `rest` gives.
///
/// # Errors
/// As [`allocate`].
pub fn allocate_beside(
    ground: &Ground,
    drawn: &Coverage,
    index: &AreaIndex,
    rest: impl Fn(AreaIx) -> Option<ZoneIx>,
) -> Result<Allocation, Unassigned> {
    let zones = drawn.owners();
    let mut postcodes = vec![0u32; ground.geography.len() * zones];
    for (number, place) in ground.places.all().iter().enumerate() {
        if let (Standing::Live, Some(site), Some(area)) =
            (place.standing, place.site, ground.area_of_place(number))
            && let Some(zone) = match index.locate(site.grid) {
                Hit::Inside(owner) => Some(ZoneIx::from_owner(owner)),
                Hit::Outside => rest(area),
                Hit::OnBoundary(_) => None,
            }
        {
            postcodes[area.slot() * zones + zone.slot()] += 1;
        }
    }
    let mut zone_of = Vec::new();
    let mut split = Vec::new();
    for (area, _) in ground.geography.areas() {
        let counts = &postcodes[area.slot() * zones..(area.slot() + 1) * zones];
        let mut shares: Vec<(ZoneIx, u32)> = (0u32..)
            .zip(counts)
            .filter(|(_, count)| **count > 0)
            .map(|(owner, count)| (ZoneIx::from_owner(owner), *count))
            .collect();
        shares.sort_by_key(|(zone, count)| (std::cmp::Reverse(*count), *zone));
        let most = shares.first().map_or(0, |(_, count)| *count);
        let tied: Vec<ZoneIx> =
            shares.iter().filter(|(_, count)| *count == most).map(|(zone, _)| *zone).collect();
        zone_of.push(if tied.len() == 1 {
            Some(tied[0])
        } else {
            by_land(ground, drawn, area, &tied, rest(area))
        });
        if shares.len() > 1 {
            split.push(SplitArea { area, postcodes: shares });
        }
    }
    Ok(Allocation { partition: Assignment::new(zone_of).complete()?, split })
}

/// The neighbourhood with most of an area's land, among those tied, or among all when none holds a postcode; what nobody drew
/// is `rest`'s.
fn by_land(
    ground: &Ground,
    drawn: &Coverage,
    area: AreaIx,
    tied: &[ZoneIx],
    rest: Option<ZoneIx>,
) -> Option<ZoneIx> {
    let own = ground.area_polygons(area);
    let mut lands = Vec::with_capacity(drawn.owners());
    let mut left = own.unsigned_area();
    for owner in 0..u32::try_from(drawn.owners()).expect("owners are counted in 32 bits") {
        let faces = faces(drawn, owner);
        let land = if faces.0.is_empty() { 0.0 } else { own.intersection(&faces).unsigned_area() };
        left -= land;
        lands.push((ZoneIx::from_owner(owner), land));
    }
    if let Some(rest) = rest {
        lands[rest.slot()].1 += left.max(0.0);
    }
    let mut best: Option<(f64, ZoneIx)> = None;
    for (zone, land) in lands.into_iter().filter(|(zone, _)| tied.is_empty() || tied.contains(zone)) {
        if land > best.map_or(0.0, |(most, _)| most) {
            best = Some((land, zone));
        }
    }
    best.map(|(_, zone)| zone)
}

fn faces(coverage: &Coverage, owner: u32) -> MultiPolygon<f64> {
    coverage.faces().filter(|(of, _)| *of == owner).map(|(_, polygon)| polygon.to_geo_float()).collect()
}
