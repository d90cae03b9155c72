//! Whole areas allocated to drawn polygons, so that people can be counted under a free-hand border.
//!
//! The rule: an area goes to the neighbourhood that holds most of its live postcodes (a stand-in for where people live),
//! ties by overlapping land, then by least id.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Area as _, BooleanOps, MultiPolygon};

use super::partition::{Assignment, Partition, Unassigned, ZoneIx};
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::Coverage;
use crate::domain::geometry::crs::GridPoint;
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
    for (area, point) in live_postcodes(ground) {
        let zone = match index.locate(point) {
            Hit::Inside(owner) => Some(ZoneIx::from_owner(owner)),
            Hit::Outside => rest(area),
            Hit::OnBoundary(_) => None,
        };
        if let Some(zone) = zone {
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

/// An area whose neighbourhood depends on whose the ground is that several neighbourhoods drew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtfulArea {
    /// Which.
    pub area: AreaIx,
    /// The neighbourhoods that drew the ground it depends on.
    pub neighbourhoods: BTreeSet<ZoneIx>,
}

/// The areas that an allocation would give to another neighbourhood if ground on which drawn neighbourhoods overlap were another's: where
/// another could have as many of the live postcodes (or, without any, as much of the land) as the one that has it is sure of.
pub fn in_doubt(
    ground: &Ground,
    drawn: &Coverage,
    index: &AreaIndex,
    partition: &Partition,
    rest: impl Fn(AreaIx) -> Option<ZoneIx>,
) -> Vec<DoubtfulArea> {
    let zones = drawn.owners();
    // By area and neighbourhood: the postcodes that it alone holds, and those that it holds at all.
    let (mut sure, mut most) =
        (vec![0u32; ground.geography.len() * zones], vec![0u32; ground.geography.len() * zones]);
    let mut shared_by = BTreeMap::<AreaIx, BTreeSet<ZoneIx>>::new();
    for (area, point) in live_postcodes(ground) {
        let mut holders: Vec<ZoneIx> = index.holders(point).into_iter().map(ZoneIx::from_owner).collect();
        if holders.is_empty() && index.locate(point) == Hit::Outside {
            holders.extend(rest(area));
        }
        let own = |zone: &ZoneIx| area.slot() * zones + zone.slot();
        for zone in &holders {
            most[own(zone)] += 1;
        }
        match &holders[..] {
            [] => {}
            [only] => sure[own(only)] += 1,
            several => shared_by.entry(area).or_default().extend(several),
        }
    }
    let doubtful = |area: AreaIx| {
        let has = partition.zone(area);
        let own = area.slot() * zones..(area.slot() + 1) * zones;
        let (sure, most) = (&sure[own.clone()], &most[own]);
        let mut others = all_zones(drawn).filter(|zone| *zone != has);
        let neighbourhoods: BTreeSet<ZoneIx> = if most.iter().all(|count| *count == 0) {
            let lands = lands(ground, drawn, area, rest(area));
            let land = |zone: ZoneIx| lands[zone.slot()];
            let rivals = others.filter(|zone| land(*zone) > 0.0 && 2.0 * land(*zone) >= land(has));
            let rivals: Vec<ZoneIx> = rivals.collect();
            rivals.first().map(|_| has).into_iter().chain(rivals).collect()
        } else {
            let shared_by = shared_by.get(&area).cloned().unwrap_or_default();
            let could_have = |zone: ZoneIx| most[zone.slot()] > 0 && most[zone.slot()] >= sure[has.slot()];
            if others.any(could_have) { shared_by } else { BTreeSet::new() }
        };
        (!neighbourhoods.is_empty()).then_some(DoubtfulArea { area, neighbourhoods })
    };
    ground.geography.areas().filter_map(|(area, _)| doubtful(area)).collect()
}

/// Every live postcode that has a point, with its area.
fn live_postcodes(ground: &Ground) -> impl Iterator<Item = (AreaIx, GridPoint)> {
    ground.places.all().iter().enumerate().filter_map(|(number, place)| {
        let site = place.site.filter(|_| place.standing == Standing::Live)?;
        Some((ground.area_of_place(number)?, site.grid))
    })
}

fn all_zones(drawn: &Coverage) -> impl Iterator<Item = ZoneIx> {
    let owners = u32::try_from(drawn.owners()).expect("owners are counted in 32 bits");
    (0..owners).map(ZoneIx::from_owner)
}

/// The neighbourhood with most of an area's land, among those tied, or among all when none holds a postcode.
fn by_land(
    ground: &Ground,
    drawn: &Coverage,
    area: AreaIx,
    tied: &[ZoneIx],
    rest: Option<ZoneIx>,
) -> Option<ZoneIx> {
    let lands = lands(ground, drawn, area, rest);
    let mut best: Option<(f64, ZoneIx)> = None;
    for zone in all_zones(drawn).filter(|zone| tied.is_empty() || tied.contains(zone)) {
        let land = lands[zone.slot()];
        if land > best.map_or(0.0, |(most, _)| most) {
            best = Some((land, zone));
        }
    }
    best.map(|(_, zone)| zone)
}

/// How much of an area's land each neighbourhood holds, in square metres; what nobody drew is `rest`'s.
fn lands(ground: &Ground, drawn: &Coverage, area: AreaIx, rest: Option<ZoneIx>) -> Vec<f64> {
    let own = ground.area_polygons(area);
    let land = |zone: ZoneIx| {
        let faces = faces(drawn, zone);
        if faces.0.is_empty() { 0.0 } else { own.intersection(&faces).unsigned_area() }
    };
    let mut lands: Vec<f64> = all_zones(drawn).map(land).collect();
    if let Some(rest) = rest {
        lands[rest.slot()] += (own.unsigned_area() - lands.iter().sum::<f64>()).max(0.0);
    }
    lands
}

fn faces(coverage: &Coverage, zone: ZoneIx) -> MultiPolygon<f64> {
    let of_zone = coverage.faces().filter(|(owner, _)| ZoneIx::from_owner(*owner) == zone);
    of_zone.map(|(_, polygon)| polygon.to_geo_float()).collect()
}
