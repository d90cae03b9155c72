//! Areas that a drawn border cuts or nears: people are counted by whole areas, and some of theirs may live across it.
//!
//! The residents of an area are spread evenly over its live postcodes, as for access. A postcode is surely in a neighbourhood
//! when its point lies in it and no border is nearer than the next postcode; near a border, or on it, it is perhaps in either.

use std::collections::BTreeMap;

use crate::domain::boundaries::division::{Boundaries, Division};
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::placing::Lies;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Standing;

/// An area whose postcodes are not all surely in the neighbourhood it counts in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AstrideArea {
    /// Which.
    pub area: AreaIx,
    /// Its live postcodes.
    pub postcodes: u64,
    /// Those of each neighbourhood that has some, in the roster's order.
    pub sides: Vec<PostcodesOfSide>,
}

/// Live postcodes of an area in one neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostcodesOfSide {
    /// The neighbourhood.
    pub zone: ZoneIx,
    /// Surely in it.
    pub surely: u64,
    /// Surely or perhaps in it.
    pub perhaps: u64,
}

/// Every such area of drawn boundaries, in order of code; none where boundaries are made of areas, whose sums are exact.
#[must_use]
pub fn astride_areas(ground: &Ground, division: &Division) -> Vec<AstrideArea> {
    let (Boundaries::Drawn(_), Some(partition)) = (division.boundaries(), division.partition()) else {
        return Vec::new();
    };
    let mut all = vec![0u64; ground.geography.len()];
    let mut by_side = vec![BTreeMap::<ZoneIx, (u64, u64)>::new(); all.len()];
    for (number, place) in ground.places.all().iter().enumerate() {
        let Some(area) = ground.area_of_place(number).filter(|_| place.standing == Standing::Live) else {
            continue;
        };
        all[area.slot()] += 1;
        let placing = division.placing(ground, number);
        let is_sure = placing.lies == Lies::Inside;
        let across = placing.border.filter(|_| placing.is_ambiguous()).map(|border| border.across);
        for zone in placing.zone.into_iter().chain(across) {
            let (surely, perhaps) = by_side[area.slot()].entry(zone).or_default();
            *surely += u64::from(is_sure);
            *perhaps += 1;
        }
    }
    let areas = ground.geography.areas().zip(all).zip(by_side);
    let astride = areas.filter_map(|(((area, _), postcodes), by_side)| {
        let sides = by_side.into_iter();
        let sides: Vec<PostcodesOfSide> =
            sides.map(|(zone, (surely, perhaps))| PostcodesOfSide { zone, surely, perhaps }).collect();
        let own = sides.iter().find(|side| side.zone == partition.zone(area));
        let is_whole = own.is_none_or(|own| own.surely == postcodes) && sides.len() <= 1;
        (!is_whole).then_some(AstrideArea { area, postcodes, sides })
    });
    astride.collect()
}

impl AstrideArea {
    /// Of so many people of the area, those who may live elsewhere than in the neighbourhood that counts them; rounded up.
    #[must_use]
    pub fn people_elsewhere(&self, people: u64, counted_in: ZoneIx) -> u64 {
        let surely = self.side(counted_in).map_or(0, |side| side.surely);
        (people * (self.postcodes - surely)).div_ceil(self.postcodes)
    }

    /// Of so many people of the area, those who may live in a neighbourhood that does not count them; rounded up.
    #[must_use]
    pub fn people_perhaps_in(&self, people: u64, zone: ZoneIx) -> u64 {
        let perhaps = self.side(zone).map_or(0, |side| side.perhaps);
        (people * perhaps).div_ceil(self.postcodes)
    }

    fn side(&self, zone: ZoneIx) -> Option<&PostcodesOfSide> {
        self.sides.iter().find(|side| side.zone == zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_spread_over_postcodes_and_rounded_up() {
        let side =
            |owner, surely, perhaps| PostcodesOfSide { zone: ZoneIx::from_owner(owner), surely, perhaps };
        let area = AstrideArea {
            area: AreaIx::from_owner(0),
            postcodes: 3,
            sides: vec![side(0, 1, 3), side(1, 0, 2)],
        };
        let zone = ZoneIx::from_owner;
        assert_eq!(area.people_elsewhere(100, zone(0)), 67);
        assert_eq!(area.people_elsewhere(100, zone(2)), 100, "it is counted where none of its postcodes are");
        assert_eq!((area.people_perhaps_in(100, zone(1)), area.people_perhaps_in(100, zone(2))), (67, 0));
    }
}
