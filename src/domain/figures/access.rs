//! Access: how far residents have to the nearest practice, and whether it counts in their own neighbourhood. An estimate.
//!
//! The residents of an area are spread evenly over its live postcodes, and each goes the straight line to the main site of
//! an active practice. Roads, branch sites, closed lists and choice are not seen. Which practice is nearest does not depend
//! on any border, so it is found once for each ground ([`AccessIndex`]); a plan then only adds up. Residents of an area
//! without a live postcode have no place to start from: they are told ([`ZoneAccess::unplaced_residents`]), in no mean.
//!
//! Counts are fractions of people, as residents were spread: round a figure once, where it is shown, and not what it is a
//! sum of. In the shipped county the 69,811.7 residents whose nearest practice of the county counts in another
//! neighbourhood are 69,812, but neighbourhoods rounded one by one add up to 69,813.

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::domain::atlas::Ground;
use crate::domain::boundaries::partition::{Partition, ZoneIx};
use crate::domain::geometry::area_index::Hit;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Standing;
use crate::domain::ground::practices::{PracticeIx, Status};

/// Which practices may be the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// The county's own: active, with a site in one of its areas or on a border of one.
    Here,
    /// All active ones with a site that are loaded; outside, these are the ones where residents of the county are registered.
    Everywhere,
}

/// From a live postcode to its nearest practice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// The postcode's number in the ground's places.
    pub place: usize,
    /// The area it lies inside.
    pub area: AreaIx,
    /// The nearest practice; of several equally near, the least ODS code.
    pub practice: PracticeIx,
    /// Straight distance in metres.
    pub distance_m: f64,
}

/// The nearest practice of every live postcode that lies inside an area, found once for all plans of a ground.
pub struct AccessIndex {
    starts: Box<[Start]>,
    sites: Box<[(PracticeIx, [i64; 2])]>,
    areas: Box<[AreaPeople]>,
    here: Box<[Way]>,
    everywhere: Box<[Way]>,
}

/// A live postcode inside an area.
#[derive(Clone, Copy)]
struct Start {
    place: usize,
    area: AreaIx,
    at: [i64; 2],
}

/// An area's residents, and over how many live postcodes they are spread.
#[derive(Clone, Copy, Default)]
struct AreaPeople {
    residents: u64,
    starts: u32,
}

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

impl AccessIndex {
    /// Spreads residents over postcodes, and finds the nearest practice of each.
    #[must_use]
    pub fn new(ground: &Ground) -> Self {
        let mut areas: Box<[AreaPeople]> = ground
            .geography
            .areas()
            .map(|(_, area)| AreaPeople { residents: area.residents.into(), starts: 0 })
            .collect();
        let mut starts = Vec::new();
        for (number, place) in ground.places.all().iter().enumerate() {
            let inside = (place.standing == Standing::Live).then(|| ground.area_of_place(number)).flatten();
            if let (Some(area), Some(site)) = (inside, place.site) {
                starts.push(Start { place: number, area, at: millimetres(site.grid) });
                areas[area.slot()].starts += 1;
            }
        }
        let mut sites = Vec::new();
        let mut sites_here = Vec::new();
        for (ix, practice) in ground.practices.iter() {
            if let (Status::Active, Some(site)) = (&practice.status, practice.site) {
                sites.push((ix, millimetres(site.grid)));
                if ground.area_index.locate(site.grid) != Hit::Outside {
                    sites_here.push((ix, millimetres(site.grid)));
                }
            }
        }
        let (here, everywhere) = (ways(&starts, &sites_here), ways(&starts, &sites));
        Self { starts: starts.into(), sites: sites.into(), areas, here, everywhere }
    }

    /// The nearest practice of every live postcode inside an area, the shortest way first; empty when there is no practice.
    #[must_use]
    pub fn ways(&self, among: Among) -> &[Way] {
        match among {
            Among::Here => &self.here,
            Among::Everywhere => &self.everywhere,
        }
    }

    /// Areas with residents and without a live postcode to start from, in order of code.
    #[must_use]
    pub fn unplaced_areas(&self) -> Vec<AreaIx> {
        let unplaced = |people: &AreaPeople| people.starts == 0 && people.residents > 0;
        let areas = (0u32..).zip(&self.areas).filter(|(_, people)| unplaced(people));
        areas.map(|(owner, _)| AreaIx::from_owner(owner)).collect()
    }

    /// Adds up access under a plan of the same ground: `zones` neighbourhoods, and the one each practice counts in.
    #[must_use]
    pub fn measure(&self, zones: usize, partition: &Partition, homes: &[Option<ZoneIx>]) -> Access {
        let own = self.own_ways(zones, partition, homes);
        let here = self.nearest(zones, partition, homes, &self.here);
        let everywhere = self.nearest(zones, partition, homes, &self.everywhere);
        let mut sums = vec![ZoneAccess::default(); zones + 1];
        for (owner, people) in (0u32..).zip(&self.areas) {
            for slot in [partition.zone_of_owner(owner).slot(), zones] {
                sums[slot].residents += people.residents;
                sums[slot].unplaced_residents += if people.starts == 0 { people.residents } else { 0 };
            }
        }
        let own = self.distances(zones, partition, own.iter().copied());
        for (slot, sum) in sums.iter_mut().enumerate() {
            (sum.here, sum.everywhere, sum.own) = (here[slot], everywhere[slot], own[slot]);
        }
        let county = sums.pop().unwrap_or_default();
        Access { zones: sums, county }
    }

    /// The nearest practice that counts in the postcode's own neighbourhood, of every postcode that has one, shortest first.
    ///
    /// A neighbourhood has a handful of practices, so looking at each is quicker than a tree for every plan.
    fn own_ways(&self, zones: usize, partition: &Partition, homes: &[Option<ZoneIx>]) -> Vec<(AreaIx, f64)> {
        let mut sites = vec![Vec::new(); zones];
        for (practice, at) in &self.sites {
            if let Some(zone) = homes[practice.slot()] {
                sites[zone.slot()].push(*at);
            }
        }
        let mut ways = Vec::with_capacity(self.starts.len());
        for start in &self.starts {
            let own = &sites[partition.zone(start.area).slot()];
            if let Some(least) = own.iter().map(|site| distance_mm2(start.at, *site)).min() {
                ways.push((start.area, metres(least)));
            }
        }
        ways.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        ways
    }

    /// Each neighbourhood's access by ways that start with the shortest, and the county's as the last.
    fn nearest(
        &self,
        zones: usize,
        partition: &Partition,
        homes: &[Option<ZoneIx>],
        ways: &[Way],
    ) -> Vec<NearestAccess> {
        let distances = self.distances(zones, partition, ways.iter().map(|way| (way.area, way.distance_m)));
        let with = |distances| NearestAccess { distances, ..NearestAccess::default() };
        let mut sums: Vec<NearestAccess> = distances.into_iter().map(with).collect();
        for way in ways {
            let zone = partition.zone(way.area);
            let residents = self.areas[way.area.slot()].residents_a_start();
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
    fn distances(
        &self,
        zones: usize,
        partition: &Partition,
        ways: impl Iterator<Item = (AreaIx, f64)> + Clone,
    ) -> Vec<Option<Distances>> {
        let mut is_reached = vec![false; self.areas.len()];
        for (area, _) in ways.clone() {
            is_reached[area.slot()] = true;
        }
        let mut walks = vec![Walk::default(); zones + 1];
        for (owner, people) in (0u32..).zip(&self.areas) {
            if is_reached[owner as usize] {
                for slot in [partition.zone_of_owner(owner).slot(), zones] {
                    walks[slot].residents += people.residents;
                }
            }
        }
        for (area, distance_m) in ways {
            let residents = self.areas[area.slot()].residents_a_start();
            for slot in [partition.zone(area).slot(), zones] {
                walks[slot].take(residents, distance_m);
            }
        }
        walks.iter().map(Walk::distances).collect()
    }
}

impl NearestAccess {
    /// Residents whose nearest practice counts anywhere but in their own neighbourhood.
    #[must_use]
    pub fn residents_elsewhere(&self) -> f64 {
        self.residents_another + self.residents_outside
    }
}

impl AreaPeople {
    /// The residents each of its live postcodes stands for.
    #[expect(clippy::cast_precision_loss, reason = "residents of an area are far below 2^53")]
    fn residents_a_start(self) -> f64 {
        self.residents as f64 / f64::from(self.starts)
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

/// The nearest site of every start, the shortest way first. Squares of distances are compared as integers, so a tie is a tie.
fn ways(starts: &[Start], sites: &[(PracticeIx, [i64; 2])]) -> Box<[Way]> {
    let points = sites.iter().map(|(practice, at)| GeomWithData::new(*at, *practice)).collect();
    let tree: RTree<GeomWithData<[i64; 2], PracticeIx>> = RTree::bulk_load(points);
    let mut ways = Vec::with_capacity(starts.len());
    for &Start { place, area, at } in starts {
        let equally_near = tree.nearest_neighbors(&at).into_iter();
        if let Some(site) = equally_near.min_by_key(|site| site.data) {
            let distance_m = metres(distance_mm2(at, *site.geom()));
            ways.push(Way { place, area, practice: site.data, distance_m });
        }
    }
    ways.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.place.cmp(&b.place)));
    ways.into()
}

fn millimetres(point: GridPoint) -> [i64; 2] {
    [point.easting_mm.into(), point.northing_mm.into()]
}

/// The square of a distance in square millimetres: at most 2.1e18 on the National Grid, so it fits in 64 bits.
fn distance_mm2(a: [i64; 2], b: [i64; 2]) -> i64 {
    let (east, north) = (b[0] - a[0], b[1] - a[1]);
    east * east + north * north
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a square of 64 bits keeps a distance to a nanometre in a double"
)]
fn metres(distance_mm2: i64) -> f64 {
    (distance_mm2 as f64).sqrt() / 1000.0
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

    #[test]
    fn the_corners_of_the_grid_are_as_far_as_they_are() {
        let far = distance_mm2([0, 0], [700_000_000, 1_250_000_000]);
        assert!((metres(far) - 700_000.0_f64.hypot(1_250_000.0)).abs() < 1e-6);
    }
}
