//! The nearest practice of every live postcode, found once: no border changes it.
//!
//! The straight line to the main site of an active practice. Roads, branch sites, closed lists and choice are not seen.

use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::geography::{AreaIx, Geography};
use super::places::{Places, Standing};
use super::practices::{PracticeIx, Practices, Status};
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::crs::GridPoint;

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
pub struct NearestPractices {
    starts: Box<[Start]>,
    sites: Box<[(PracticeIx, [i64; 2])]>,
    sites_here: Box<[(PracticeIx, [i64; 2])]>,
    areas: Box<[AreaPeople]>,
    here: Box<[Way]>,
    everywhere: Box<[Way]>,
}

/// A live postcode inside an area.
#[derive(Clone, Copy)]
pub(in crate::domain) struct Start {
    place: usize,
    pub(in crate::domain) area: AreaIx,
    /// Easting and northing in millimetres.
    pub(in crate::domain) at: [i64; 2],
}

/// An area's residents, and over how many live postcodes they are spread.
#[derive(Clone, Copy, Default)]
pub(in crate::domain) struct AreaPeople {
    pub(in crate::domain) residents: u64,
    pub(in crate::domain) starts: u32,
}

impl NearestPractices {
    /// Spreads residents over postcodes, and finds the nearest practice of each.
    #[must_use]
    pub fn new(
        (geography, area_index): (&Geography, &AreaIndex),
        places: &Places,
        area_of_place: &[Option<AreaIx>],
        practices: &Practices,
    ) -> Self {
        let mut areas: Box<[AreaPeople]> = geography
            .areas()
            .map(|(_, area)| AreaPeople { residents: area.residents.into(), starts: 0 })
            .collect();
        let mut starts = Vec::new();
        for (number, place) in places.all().iter().enumerate() {
            let inside = (place.standing == Standing::Live).then(|| area_of_place[number]).flatten();
            if let (Some(area), Some(site)) = (inside, place.site) {
                starts.push(Start { place: number, area, at: millimetres(site.grid) });
                areas[area.slot()].starts += 1;
            }
        }
        let mut sites = Vec::new();
        let mut sites_here = Vec::new();
        for (ix, practice) in practices.iter() {
            if let (Status::Active, Some(site)) = (&practice.status, practice.site) {
                sites.push((ix, millimetres(site.grid)));
                if area_index.locate(site.grid) != Hit::Outside {
                    sites_here.push((ix, millimetres(site.grid)));
                }
            }
        }
        let (here, everywhere) = (ways(&starts, &sites_here), ways(&starts, &sites));
        let (sites, sites_here) = (sites.into(), sites_here.into());
        Self { starts: starts.into(), sites, sites_here, areas, here, everywhere }
    }

    /// The nearest practice of every live postcode inside an area, the shortest way first; empty when there is no practice.
    #[must_use]
    pub fn ways(&self, among: Among) -> &[Way] {
        match among {
            Among::Here => &self.here,
            Among::Everywhere => &self.everywhere,
        }
    }

    /// The same without the practices that are closed: the next one for whoever has one of them nearest.
    #[must_use]
    pub fn ways_without(&self, among: Among, is_closed: impl Fn(PracticeIx) -> bool) -> Vec<Way> {
        let sites = match among {
            Among::Here => &self.sites_here,
            Among::Everywhere => &self.sites,
        };
        let open: Vec<_> = sites.iter().filter(|(practice, _)| !is_closed(*practice)).copied().collect();
        let (lost, mut kept): (Vec<Way>, Vec<Way>) =
            self.ways(among).iter().partition(|way| is_closed(way.practice));
        // Starts are in the order of the places.
        let start = |way: &Way| self.starts.binary_search_by_key(&way.place, |start| start.place).ok();
        let starts: Vec<Start> = lost.iter().filter_map(start).map(|number| self.starts[number]).collect();
        kept.extend(ways(&starts, &open));
        shortest_first(&mut kept);
        kept
    }

    /// Every active practice with a site by its straight distance in metres from a point, the nearest first; of equally near ones, in
    /// order of code.
    #[must_use]
    pub fn from(&self, point: GridPoint) -> Vec<(PracticeIx, f64)> {
        let at = millimetres(point);
        let mut found: Vec<(i64, PracticeIx)> =
            self.sites.iter().map(|(practice, site)| (distance_mm2(at, *site), *practice)).collect();
        found.sort_unstable();
        found.into_iter().map(|(square, practice)| (practice, metres(square))).collect()
    }

    /// Areas with residents and without a live postcode to start from, in order of code.
    #[must_use]
    pub fn unplaced_areas(&self) -> Vec<AreaIx> {
        let unplaced = |people: &AreaPeople| people.starts == 0 && people.residents > 0;
        let areas = (0u32..).zip(&self.areas).filter(|(_, people)| unplaced(people));
        areas.map(|(owner, _)| AreaIx::from_owner(owner)).collect()
    }

    /// The people of each area, by slot.
    pub(in crate::domain) fn people(&self) -> &[AreaPeople] {
        &self.areas
    }

    /// Live postcodes that lie inside an area.
    pub(in crate::domain) fn starts(&self) -> &[Start] {
        &self.starts
    }

    /// Active practices with a site.
    pub(in crate::domain) fn sites(&self) -> &[(PracticeIx, [i64; 2])] {
        &self.sites
    }
}

impl AreaPeople {
    /// The residents each of its live postcodes stands for.
    #[expect(clippy::cast_precision_loss, reason = "residents of an area are far below 2^53")]
    pub(in crate::domain) fn residents_a_start(self) -> f64 {
        self.residents as f64 / f64::from(self.starts)
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
    shortest_first(&mut ways);
    ways.into()
}

fn shortest_first(ways: &mut [Way]) {
    ways.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.place.cmp(&b.place)));
}

fn millimetres(point: GridPoint) -> [i64; 2] {
    [point.easting_mm.into(), point.northing_mm.into()]
}

/// The square of a distance in square millimetres: at most 2.1e18 on the National Grid, so it fits in 64 bits.
pub(in crate::domain) fn distance_mm2(a: [i64; 2], b: [i64; 2]) -> i64 {
    let (east, north) = (b[0] - a[0], b[1] - a[1]);
    east * east + north * north
}

/// A distance in metres from its square in square millimetres.
#[expect(
    clippy::cast_precision_loss,
    reason = "a square of 64 bits keeps a distance to a nanometre in a double"
)]
pub(in crate::domain) fn metres(distance_mm2: i64) -> f64 {
    (distance_mm2 as f64).sqrt() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_the_grid_are_as_far_as_they_are() {
        let far = distance_mm2([0, 0], [700_000_000, 1_250_000_000]);
        assert!((metres(far) - 700_000.0_f64.hypot(1_250_000.0)).abs() < 1e-6);
    }
}
