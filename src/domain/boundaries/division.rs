//! The study area divided into neighbourhoods: the one place where a point, postcode or area finds its neighbourhood.
//!
//! By area, a point goes through its area; drawn, through the drawn polygon. Either way the postcode is resolved as its
//! point is, so the two can never disagree.

use std::collections::BTreeMap;

use super::allocate::{Allocation, SplitArea};
use super::border_index::{BorderIndex, NearestBorder};
use super::partition::{Partition, Roster, ZoneIx};
use super::placing::{Placing, Placings};
use crate::domain::boundaries::partition::Divided;
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::{Coverage, CoverageDefect, Shape};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Site;
use crate::domain::ground::practices::{PracticeIx, Status};

/// Neighbourhoods over the ground.
pub struct Division {
    roster: Roster,
    boundaries: Boundaries,
    homes: Box<[Option<ZoneIx>]>,
    borders: BorderIndex,
    placings: Placings,
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

/// Where a point was found. On a border the choice is the least id, and is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Located {
    /// Inside a neighbourhood.
    In {
        /// Which.
        zone: ZoneIx,
        /// The area that holds the point (on a border between areas: the first by code).
        area: Option<AreaIx>,
    },
    /// On the border of several neighbourhoods.
    OnBoundary {
        /// The one of least id.
        chosen: ZoneIx,
        /// The others, in order.
        others: Vec<ZoneIx>,
        /// The first area by code in the chosen one that touches the point.
        area: Option<AreaIx>,
    },
    /// In no neighbourhood.
    Outside,
}

impl Division {
    /// Divides the ground by whole areas.
    #[must_use]
    pub fn by_area(ground: &Ground, roster: Roster, partition: Partition) -> Self {
        let zone_of = |owner| partition.zone(AreaIx::from_owner(owner));
        let borders = BorderIndex::new(&ground.areas, zone_of, false);
        Self::with_sites(ground, roster, Boundaries::ByArea(partition), borders)
    }

    /// The same with practices counting where a plan has them.
    #[must_use]
    pub fn planned(ground: &Ground, divided: Divided) -> Self {
        let Divided { roster, partition, homes } = divided;
        Self { homes, ..Self::by_area(ground, roster, partition) }
    }

    /// Divides the ground by drawn polygons.
    #[must_use]
    pub fn drawn(ground: &Ground, roster: Roster, drawing: Drawing) -> Self {
        let borders = BorderIndex::new(&drawing.coverage, ZoneIx::from_owner, !drawing.defects.is_empty());
        Self::with_sites(ground, roster, Boundaries::Drawn(Box::new(drawing)), borders)
    }

    fn with_sites(ground: &Ground, roster: Roster, boundaries: Boundaries, borders: BorderIndex) -> Self {
        let mut division =
            Self { roster, boundaries, homes: Box::default(), borders, placings: Placings::default() };
        division.homes = ground
            .practices
            .iter()
            .map(|(ix, practice)| match (&practice.status, practice.site) {
                (Status::Active, Some(site)) => {
                    division.locate_site(ground, site, ground.area_of_practice(ix))
                }
                _ => None,
            })
            .collect();
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

    /// Where each practice counts: the neighbourhood of its main site. None when outside, or not active.
    #[must_use]
    pub fn homes(&self) -> &[Option<ZoneIx>] {
        &self.homes
    }

    /// Where one practice counts.
    #[must_use]
    pub fn home(&self, practice: PracticeIx) -> Option<ZoneIx> {
        self.homes[practice.slot()]
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
                    Hit::Inside(owner) => Located::In { zone: ZoneIx::from_owner(owner), area },
                    Hit::OnBoundary(owners) => {
                        on_zones(owners.into_iter().map(ZoneIx::from_owner).collect(), area)
                    }
                    Hit::Outside => Located::Outside,
                }
            }
        }
    }

    /// Where the main site of a practice lies, by a shorter way where its area is known.
    fn locate_site(&self, ground: &Ground, site: Site, area: Option<AreaIx>) -> Option<ZoneIx> {
        match (&self.boundaries, area) {
            (Boundaries::ByArea(partition), Some(area)) => Some(partition.zone(area)),
            _ => self.locate(ground, site.grid).zone(),
        }
    }

    /// Where a postcode lies: as its point, by a shorter way where its area is known.
    #[must_use]
    pub fn locate_place(&self, ground: &Ground, place: usize) -> Located {
        match (&self.boundaries, ground.area_of_place(place)) {
            (Boundaries::ByArea(partition), Some(area)) => {
                Located::In { zone: partition.zone(area), area: Some(area) }
            }
            (Boundaries::ByArea(_), None) if !is_on_border(ground, place) => Located::Outside,
            _ => match ground.places.place(place).site {
                Some(site) => self.locate(ground, site.grid),
                None => Located::Outside,
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
        self.placings.of_place(ground, self, place)
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

impl Located {
    /// The neighbourhood, chosen on a border.
    #[must_use]
    pub fn zone(&self) -> Option<ZoneIx> {
        match self {
            Self::In { zone, .. } => Some(*zone),
            Self::OnBoundary { chosen, .. } => Some(*chosen),
            Self::Outside => None,
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
        Hit::Outside => Located::Outside,
    }
}

/// A border between areas of one neighbourhood is no border; else the least is chosen and the others are told.
fn on_zones(mut zones: Vec<ZoneIx>, area: Option<AreaIx>) -> Located {
    zones.sort_unstable();
    zones.dedup();
    match zones.split_first() {
        None => Located::Outside,
        Some((&zone, [])) => Located::In { zone, area },
        Some((&chosen, others)) => Located::OnBoundary { chosen, others: others.to_vec(), area },
    }
}
