//! Access: how far residents have to the nearest practice, and whether it counts in their own neighbourhood. An estimate.
//!
//! The residents of an area are spread evenly over its live postcodes, and each goes the straight line to the main site of
//! an active practice. Roads, branch sites, closed lists and choice are not seen. Which practice is nearest does not depend
//! on any border, so it is found once for each ground ([`NearestPractices`]); a plan then only adds up, and finds the next for those
//! whose nearest practice it closes. Residents of an area
//! without a live postcode have no place to start from: they are told ([`ZoneAccess::unplaced_residents`]), in no mean.
//!
//! Counts are fractions of people, as residents were spread: round a figure once, where it is shown, and not what it is a
//! sum of. In the shipped county the 69,811.7 residents whose nearest practice of the county counts in another
//! neighbourhood are 69,812, but neighbourhoods rounded one by one add up to 69,813.

use crate::domain::boundaries::closures::Closures;
use crate::domain::boundaries::partition::{Partition, ZoneIx};
use crate::domain::boundaries::side::Side;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::nearest_practice::{Among, NearestPractices, Way, distance_mm2, metres};

/// Access of every neighbourhood, and of the county as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// One for each neighbourhood, in the roster's order.
    pub zones: Vec<ZoneAccess>,
    /// All together; percentiles cannot be added, so it is counted by itself.
    pub county: ZoneAccess,
}

/// Access of the residents of one neighbourhood.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct ZoneAccess {
    /// Residents of its areas.
    pub residents: u64,
    /// Of them, in areas without a live postcode: not in any figure below.
    pub unplaced_residents: u64,
    /// To the nearest practice of the county.
    pub here: NearestAccess,
    /// To the nearest practice, those outside the county among them.
    pub everywhere: NearestAccess,
    /// To the nearest practice that counts in their own neighbourhood, wherever its site is; none when no practice does.
    pub own: Option<Distances>,
}

/// Where the nearest practice is.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct NearestAccess {
    /// How far; none without a practice, or without placed residents.
    pub distances: Option<Distances>,
    /// Residents whose nearest practice counts in their own neighbourhood.
    pub residents_own: f64,
    /// Residents whose nearest practice counts in another neighbourhood.
    pub residents_another: f64,
    /// Residents whose nearest practice counts in no neighbourhood.
    pub residents_outside: f64,
}

/// How far people have to go, in metres.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Distances {
    /// Residents it is of.
    pub residents: u64,
    /// Resident-weighted mean.
    pub mean_m: f64,
    /// 90th percentile: the least distance within which at least 90 % of the residents have a practice.
    pub p90_m: f64,
}

/// What is added up: the ways of one ground, under one plan of it.
struct Measure<'a> {
    index: &'a NearestPractices,
    zones: usize,
    partition: &'a Partition,
    homes: &'a [Option<ZoneIx>],
    closures: &'a Closures,
}

impl Access {
    /// Adds up access on one side of the same ground.
    #[must_use]
    pub fn of(index: &NearestPractices, side: Side<'_>) -> Self {
        let Side { roster, partition, homes, closures } = side;
        Measure { index, zones: roster.len(), partition, homes, closures }.access()
    }
}

impl Measure<'_> {
    fn access(&self) -> Access {
        let Self { index, zones, partition, .. } = *self;
        let own = self.own_ways();
        let is_closed = |practice| self.closures.is_closed(practice);
        let [here, everywhere] = [Among::Here, Among::Everywhere].map(|among| {
            if self.closures.is_empty() {
                self.nearest(index.ways(among))
            } else {
                self.nearest(&index.ways_without(among, is_closed))
            }
        });
        let mut sums = vec![ZoneAccess::default(); zones + 1];
        for (owner, people) in (0u32..).zip(index.people()) {
            for slot in [partition.zone_of_owner(owner).slot(), zones] {
                sums[slot].residents += people.residents;
                sums[slot].unplaced_residents += if people.starts == 0 { people.residents } else { 0 };
            }
        }
        let own = self.distances(own.iter().copied());
        for (slot, sum) in sums.iter_mut().enumerate() {
            (sum.here, sum.everywhere, sum.own) = (here[slot], everywhere[slot], own[slot]);
        }
        let county = sums.pop().unwrap_or_default();
        Access { zones: sums, county }
    }

    /// The nearest practice that counts in the postcode's own neighbourhood, of every postcode that has one, shortest first.
    ///
    /// A neighbourhood has a handful of practices, so looking at each is quicker than a tree for every plan.
    fn own_ways(&self) -> Vec<(AreaIx, f64)> {
        let Self { index, zones, partition, homes, .. } = *self;
        let mut sites = vec![Vec::new(); zones];
        for (practice, at) in index.sites() {
            if let Some(zone) = homes[practice.slot()] {
                sites[zone.slot()].push(*at);
            }
        }
        let mut ways = Vec::with_capacity(index.starts().len());
        for start in index.starts() {
            let own = &sites[partition.zone(start.area).slot()];
            if let Some(least) = own.iter().map(|site| distance_mm2(start.at, *site)).min() {
                ways.push((start.area, metres(least)));
            }
        }
        ways.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        ways
    }

    /// Each neighbourhood's access by ways that start with the shortest, and the county's as the last.
    fn nearest(&self, ways: &[Way]) -> Vec<NearestAccess> {
        let Self { index, zones, partition, homes, .. } = *self;
        let distances = self.distances(ways.iter().map(|way| (way.area, way.distance_m)));
        let with = |distances| NearestAccess { distances, ..NearestAccess::default() };
        let mut sums: Vec<NearestAccess> = distances.into_iter().map(with).collect();
        for way in ways {
            let zone = partition.zone(way.area);
            let residents = index.people()[way.area.slot()].residents_a_start();
            for slot in [zone.slot(), zones] {
                let sum = &mut sums[slot];
                match homes[way.practice.slot()] {
                    Some(home) if home == zone => sum.residents_own += residents,
                    Some(_) => sum.residents_another += residents,
                    None => sum.residents_outside += residents,
                }
            }
        }
        sums
    }

    /// Mean and percentile of each neighbourhood, and the county's as the last, of ways that start with the shortest.
    fn distances(&self, ways: impl Iterator<Item = (AreaIx, f64)> + Clone) -> Vec<Option<Distances>> {
        let Self { index, zones, partition, .. } = *self;
        let mut is_reached = vec![false; index.people().len()];
        for (area, _) in ways.clone() {
            is_reached[area.slot()] = true;
        }
        let mut walks = vec![Walk::default(); zones + 1];
        for (owner, people) in (0u32..).zip(index.people()) {
            if is_reached[owner as usize] {
                for slot in [partition.zone_of_owner(owner).slot(), zones] {
                    walks[slot].residents += people.residents;
                }
            }
        }
        for (area, distance_m) in ways {
            let residents = index.people()[area.slot()].residents_a_start();
            for slot in [partition.zone(area).slot(), zones] {
                walks[slot].take(residents, distance_m);
            }
        }
        walks.iter().map(Walk::distances).collect()
    }
}

impl NearestAccess {
    /// Of all of them, the share whose nearest practice counts in their own neighbourhood; none without anybody.
    #[must_use]
    pub fn share_own(&self) -> Option<f64> {
        let everybody = self.residents_own + self.residents_elsewhere();
        (everybody > 0.0).then(|| self.residents_own / everybody)
    }

    /// Residents whose nearest practice counts anywhere but in their own neighbourhood.
    #[must_use]
    pub fn residents_elsewhere(&self) -> f64 {
        self.residents_another + self.residents_outside
    }
}

/// People taken in the order of their distance, of a number known beforehand.
#[derive(Clone, Copy, Debug, Default)]
struct Walk {
    residents: u64,
    taken: f64,
    person_metres: f64,
    p90_m: Option<f64>,
}

impl Walk {
    /// Fractions of people do not always add up to the last bit: so much less than 90 % is 90 %.
    const SLACK_RESIDENTS: f64 = 1e-6;

    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    fn take(&mut self, residents: f64, distance_m: f64) {
        self.taken += residents;
        self.person_metres += residents * distance_m;
        if self.p90_m.is_none() && self.taken + Self::SLACK_RESIDENTS >= 0.9 * self.residents as f64 {
            self.p90_m = Some(distance_m);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    fn distances(&self) -> Option<Distances> {
        let p90_m = self.p90_m.filter(|_| self.residents > 0)?;
        Some(Distances {
            residents: self.residents,
            mean_m: self.person_metres / self.residents as f64,
            p90_m,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(residents: u64, steps: &[(f64, f64)]) -> Option<Distances> {
        let mut walk = Walk { residents, ..Walk::default() };
        for (residents, distance_m) in steps {
            walk.take(*residents, *distance_m);
        }
        walk.distances()
    }

    #[test]
    fn the_percentile_is_the_least_distance_that_nine_in_ten_are_within() {
        let exactly = walk(10, &[(9.0, 100.0), (1.0, 900.0)]).unwrap();
        assert!((exactly.mean_m - 180.0).abs() < 1e-9);
        assert!((exactly.p90_m - 100.0).abs() < 1e-9);
        let short = walk(10, &[(8.9, 100.0), (1.1, 900.0)]).unwrap();
        assert!((short.p90_m - 900.0).abs() < 1e-9);
    }

    #[test]
    fn thirds_of_people_are_not_found_short_of_nine_in_ten() {
        let third = 1.0 / 3.0;
        let mut steps = vec![(third, 100.0); 27];
        steps.extend([(third, 900.0); 3]);
        assert!((walk(10, &steps).unwrap().p90_m - 100.0).abs() < 1e-9);
    }

    #[test]
    fn nobody_and_nowhere_to_go_have_no_distance() {
        assert_eq!(walk(0, &[(0.0, 100.0)]), None);
        assert_eq!(walk(10, &[]), None);
    }
}
