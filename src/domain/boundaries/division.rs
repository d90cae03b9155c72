//! The study area divided into neighbourhoods: the one place where a point, postcode, practice or area finds its
//! neighbourhood.
//!
//! By area, a point goes through its area; drawn, through the drawn polygon. Either way the postcode is resolved as its
//! point is, so the two can never disagree. What is found is decided upon in `placing`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::allocate::{Allocation, SplitArea};
use super::border_index::{BorderIndex, NearestBorder};
use super::closures::Closures;
use super::partition::Divided;
use super::partition::{Partition, Roster, ZoneIx};
use super::placing::{Addresses, BorderSearch, Located, Placing, PracticePlacing};
use super::placings::Placings;
use super::side::Side;
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::{Coverage, CoverageDefect, Shape};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::geometry::outline::Outline;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::{Place, Standing};
use crate::domain::ground::practices::{Activity, Practice, PracticeIx, Status};

/// Neighbourhoods over the ground.
pub struct Division {
    roster: Roster,
    boundaries: Boundaries,
    /// Where the main site of each practice lies, open or not.
    sites: Box<[Option<ZoneIx>]>,
    /// Where each practice counts.
    homes: Box<[Option<ZoneIx>]>,
    closures: Closures,
    pub(super) borders: BorderIndex,
    placings: Placings,
    /// Of drawn polygons; gathered when first asked for.
    pub(super) outline_drawn: OnceLock<Outline>,
}

/// How the borders are known.
pub enum Boundaries {
    /// Dissolved from whole areas.
    ByArea(Partition),
    /// Free polygons.
    Drawn(Box<Drawing>),
}

/// Free polygons, a face's owner being its neighbourhood's place in the roster.
pub struct Drawing {
    /// The polygons.
    pub coverage: Coverage,
    /// Points to polygons.
    pub index: AreaIndex,
    /// Whole areas allocated for counting people; none when no areas are loaded.
    pub allocation: Option<Allocation>,
    /// Gaps, overlaps and invalid rings: told, not refused.
    pub defects: Vec<CoverageDefect>,
}

/// Addresses of one postcode in one neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneAddresses {
    /// The neighbourhood; none outside every one.
    pub zone: Option<ZoneIx>,
    /// Addresses there.
    pub addresses: u64,
}

impl Division {
    /// Divides the ground by whole areas.
    #[must_use]
    pub fn by_area(ground: &Ground, roster: Roster, partition: Partition) -> Self {
        let zone_of = |owner| partition.zone(AreaIx::from_owner(owner));
        let borders = BorderIndex::new(&ground.areas, zone_of, false);
        Self::with_sites(ground, roster, Boundaries::ByArea(partition), borders)
    }

    /// The same with practices counting where a plan has them, and those closed that it closes.
    #[must_use]
    pub fn planned(ground: &Ground, divided: Divided) -> Self {
        let Divided { roster, partition, homes, closures } = divided;
        Self { homes, closures, ..Self::by_area(ground, roster, partition) }
    }

    /// Divides the ground by drawn polygons.
    #[must_use]
    pub fn drawn(ground: &Ground, roster: Roster, drawing: Drawing) -> Self {
        let borders = BorderIndex::new(&drawing.coverage, ZoneIx::from_owner, !drawing.defects.is_empty());
        Self::with_sites(ground, roster, Boundaries::Drawn(Box::new(drawing)), borders)
    }

    /// What figures depend on; none without areas.
    #[must_use]
    pub fn side(&self) -> Option<Side<'_>> {
        let (roster, partition) = (&self.roster, self.partition()?);
        Some(Side { roster, partition, homes: &self.homes, closures: &self.closures })
    }

    fn with_sites(ground: &Ground, roster: Roster, boundaries: Boundaries, borders: BorderIndex) -> Self {
        let (sites, homes, placings) = (Box::default(), Box::default(), Placings::default());
        let closures = Closures::default();
        let outline_drawn = OnceLock::new();
        let mut division =
            Self { roster, boundaries, sites, homes, closures, borders, placings, outline_drawn };
        let practices = ground.practices.iter();
        division.sites = practices.map(|(ix, _)| division.locate_practice(ground, ix)?.zone()).collect();
        let open = ground.practices.iter().zip(&division.sites);
        division.homes =
            open.map(|((_, practice), site)| site.filter(|_| practice.status == Status::Active)).collect();
        division
    }

    /// The neighbourhoods.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// How the borders are known.
    #[must_use]
    pub fn boundaries(&self) -> &Boundaries {
        &self.boundaries
    }

    /// Area to neighbourhood: as decided, or as allocated to drawn polygons. None when no areas are loaded.
    #[must_use]
    pub fn partition(&self) -> Option<&Partition> {
        match &self.boundaries {
            Boundaries::ByArea(partition) => Some(partition),
            Boundaries::Drawn(drawing) => drawing.allocation.as_ref().map(|allocation| &allocation.partition),
        }
    }

    /// Areas that a drawn border splits, with their shares.
    #[must_use]
    pub fn split_areas(&self) -> &[SplitArea] {
        match &self.boundaries {
            Boundaries::ByArea(_) => &[],
            Boundaries::Drawn(drawing) => {
                drawing.allocation.as_ref().map_or(&[], |allocation| &allocation.split)
            }
        }
    }

    /// Where each practice counts: the neighbourhood of its main site, unless a plan placed it. None when outside, not active,
    /// or closed by the plan.
    #[must_use]
    pub fn homes(&self) -> &[Option<ZoneIx>] {
        &self.homes
    }

    /// Where one practice counts.
    #[must_use]
    pub fn home(&self, practice: PracticeIx) -> Option<ZoneIx> {
        self.homes[practice.slot()]
    }

    /// Practices that the plan closes, and who has their lists.
    #[must_use]
    pub fn closures(&self) -> &Closures {
        &self.closures
    }

    /// Where those on the list of a practice are registered: where the practice counts, or the one that has its list.
    #[must_use]
    pub fn registered_in(&self, practice: PracticeIx) -> Option<ZoneIx> {
        self.home(self.closures.holder(practice))
    }

    /// Whether a practice sees patients, by the data and the plan.
    #[must_use]
    pub fn activity(&self, ground: &Ground, practice: PracticeIx) -> Activity {
        if self.closures.is_closed(practice) {
            return Activity::Closed;
        }
        ground.practices.practice(practice).status.activity()
    }

    /// Where the main site of a practice lies, wherever the practice counts, and whether or not it is open.
    #[must_use]
    pub fn site_of(&self, practice: PracticeIx) -> Option<ZoneIx> {
        self.sites[practice.slot()]
    }

    /// The neighbourhood of an area.
    #[must_use]
    pub fn zone_of_area(&self, area: AreaIx) -> Option<ZoneIx> {
        self.partition().map(|partition| partition.zone(area))
    }

    /// The neighbourhood of an owner of the coverage that the outlines are made of.
    #[must_use]
    pub fn zone_of_owner(&self, owner: u32) -> ZoneIx {
        match &self.boundaries {
            Boundaries::ByArea(partition) => partition.zone_of_owner(owner),
            Boundaries::Drawn(_) => ZoneIx::from_owner(owner),
        }
    }

    /// Where a point lies.
    #[must_use]
    pub fn locate(&self, ground: &Ground, point: GridPoint) -> Located {
        match &self.boundaries {
            Boundaries::ByArea(partition) => {
                areas_to_zones(ground.area_index.locate(point), |area| partition.zone(area))
            }
            Boundaries::Drawn(drawing) => {
                let area = match ground.area_index.locate(point) {
                    Hit::Inside(owner) => Some(AreaIx::from_owner(owner)),
                    Hit::OnBoundary(owners) => owners.first().copied().map(AreaIx::from_owner),
                    Hit::Outside => None,
                };
                match drawing.index.locate(point) {
                    Hit::Inside(_) => {
                        let zones = drawing.index.holders(point).into_iter().map(ZoneIx::from_owner);
                        in_zones(&zones.collect::<Vec<_>>(), area)
                    }
                    Hit::OnBoundary(owners) => {
                        on_zones(owners.into_iter().map(ZoneIx::from_owner).collect(), area)
                    }
                    Hit::Outside => Located::Outside { area },
                }
            }
        }
    }

    /// Where the main site of a practice lies: as its point, by a shorter way where its area is known. None without a point.
    fn locate_practice(&self, ground: &Ground, practice: PracticeIx) -> Option<Located> {
        let site = ground.practices.practice(practice).site?;
        Some(match (&self.boundaries, ground.area_of_practice(practice)) {
            (Boundaries::ByArea(partition), Some(area)) => {
                Located::In { zone: partition.zone(area), area: Some(area) }
            }
            _ => self.locate(ground, site.grid),
        })
    }

    /// Where a postcode lies: as its point, by a shorter way where its area is known.
    #[must_use]
    pub fn locate_place(&self, ground: &Ground, place: usize) -> Located {
        match (&self.boundaries, ground.area_of_place(place)) {
            (Boundaries::ByArea(partition), Some(area)) => {
                Located::In { zone: partition.zone(area), area: Some(area) }
            }
            (Boundaries::ByArea(_), None) if !is_on_border(ground, place) => Located::Outside { area: None },
            _ => match ground.places.place(place).site {
                Some(site) => self.locate(ground, site.grid),
                None => Located::Outside { area: None },
            },
        }
    }

    /// The nearest border of `zone` with another neighbourhood, seen from a point.
    #[must_use]
    pub fn nearest_border(&self, point: GridPoint, zone: ZoneIx) -> Option<NearestBorder> {
        self.borders.nearest(point, zone)
    }

    /// How a postcode lies among the neighbourhoods, its nearest border with it: found once, then remembered.
    #[must_use]
    pub fn placing(&self, ground: &Ground, place: usize) -> Placing {
        let area = || match ground.area_of_place(place) {
            None if is_on_border(ground, place) => self.locate_place(ground, place).area(),
            area => area,
        };
        let count = ground.places.all().len();
        self.placings.kept(count, place, area, || self.find_placing(ground, place))
    }

    fn find_placing(&self, ground: &Ground, place: usize) -> Placing {
        let &Place { standing, site, .. } = ground.places.place(place);
        let Some(site) = site else { return Placing::nowhere(standing) };
        let located = self.locate_place(ground, place);
        let nearest = located.zone().and_then(|zone| self.nearest_border(site.grid, zone));
        let addresses = match self.address_shares(ground, place) {
            Some(shares) => Addresses::Counted { places: shares.len() },
            None => Addresses::OnePoint { reach_m: ground.places.reach_m(place) },
        };
        Placing::of_postcode(&located, nearest, standing, addresses)
    }

    /// How a point lies among the neighbourhoods.
    #[must_use]
    pub fn placing_of_point(&self, ground: &Ground, point: GridPoint, border: BorderSearch) -> Placing {
        let located = self.locate(ground, point);
        let zone = located.zone().filter(|_| border == BorderSearch::Made);
        Placing::of_point(&located, zone.and_then(|zone| self.nearest_border(point, zone)))
    }

    /// How a practice lies among the neighbourhoods, and where it counts.
    #[must_use]
    pub fn placing_of_practice(&self, ground: &Ground, practice: PracticeIx) -> PracticePlacing {
        let Practice { site, .. } = ground.practices.practice(practice);
        let placing = match (site, self.locate_practice(ground, practice)) {
            (Some(site), Some(located)) => {
                let nearest = located.zone().and_then(|zone| self.nearest_border(site.grid, zone));
                Placing::of_point(&located, nearest)
            }
            _ => Placing::nowhere(Standing::Live),
        };
        PracticePlacing::new(placing, self.home(practice), self.activity(ground, practice))
    }

    /// The neighbourhoods that touch a point on a border, or hold it where they overlap, and were not chosen, in order; empty
    /// elsewhere.
    #[must_use]
    pub fn others_at(&self, ground: &Ground, point: GridPoint) -> Vec<ZoneIx> {
        match self.locate(ground, point) {
            Located::OnBoundary { others, .. } | Located::InSeveral { others, .. } => others,
            Located::In { .. } | Located::Outside { .. } => vec![],
        }
    }

    /// The addresses of a postcode by neighbourhood, most first. None when they are not counted, and in a drawn draft,
    /// where an area is no evidence of the side of a border.
    #[must_use]
    pub fn address_shares(&self, ground: &Ground, place: usize) -> Option<Vec<ZoneAddresses>> {
        let Boundaries::ByArea(partition) = &self.boundaries else {
            return None;
        };
        let counts = ground.address_shares().of_place(place);
        let mut by_zone = BTreeMap::<Option<ZoneIx>, u64>::new();
        for count in counts {
            let zone = count.area.map(|area| partition.zone(area));
            *by_zone.entry(zone).or_default() += u64::from(count.addresses);
        }
        let mut shares: Vec<ZoneAddresses> =
            by_zone.into_iter().map(|(zone, addresses)| ZoneAddresses { zone, addresses }).collect();
        shares.sort_by_key(|share| (std::cmp::Reverse(share.addresses), share.zone));
        (!shares.is_empty()).then_some(shares)
    }

    /// The coverage the outlines are made of, and the outline of each neighbourhood in it, in the roster's order.
    #[must_use]
    pub fn outlines<'a>(&'a self, ground: &'a Ground) -> (&'a Coverage, Vec<Shape>) {
        let zones = self.roster.len();
        match &self.boundaries {
            Boundaries::ByArea(partition) => {
                let areas = &ground.areas;
                let zone = |face| Some(partition.zone_of_owner(areas.owner(face)).slot());
                (areas, areas.dissolve_each(zones, zone))
            }
            Boundaries::Drawn(drawing) => {
                let coverage = &drawing.coverage;
                let zone = |face| Some(ZoneIx::from_owner(coverage.owner(face)).slot());
                (coverage, coverage.dissolve_each(zones, zone))
            }
        }
    }
}

fn is_on_border(ground: &Ground, place: usize) -> bool {
    u32::try_from(place).is_ok_and(|place| ground.places_on_border().binary_search(&place).is_ok())
}

fn areas_to_zones(hit: Hit, zone_of: impl Fn(AreaIx) -> ZoneIx) -> Located {
    match hit {
        Hit::Inside(owner) => {
            let area = AreaIx::from_owner(owner);
            Located::In { zone: zone_of(area), area: Some(area) }
        }
        Hit::OnBoundary(owners) => {
            let areas: Vec<AreaIx> = owners.into_iter().map(AreaIx::from_owner).collect();
            let least = areas.iter().copied().map(&zone_of).min();
            let area = areas.iter().copied().find(|area| Some(zone_of(*area)) == least);
            on_zones(areas.into_iter().map(zone_of).collect(), area)
        }
        Hit::Outside => Located::Outside { area: None },
    }
}

/// Of the neighbourhoods that hold a point, in order, the least is chosen and the others are told.
fn in_zones(zones: &[ZoneIx], area: Option<AreaIx>) -> Located {
    match zones.split_first() {
        None => Located::Outside { area },
        Some((&zone, [])) => Located::In { zone, area },
        Some((&chosen, others)) => Located::InSeveral { chosen, others: others.to_vec(), area },
    }
}

/// A border between areas of one neighbourhood is no border; else the least is chosen and the others are told.
fn on_zones(mut zones: Vec<ZoneIx>, area: Option<AreaIx>) -> Located {
    zones.sort_unstable();
    zones.dedup();
    match zones.split_first() {
        None => Located::Outside { area },
        Some((&zone, [])) => Located::In { zone, area },
        Some((&chosen, others)) => Located::OnBoundary { chosen, others: others.to_vec(), area },
    }
}
