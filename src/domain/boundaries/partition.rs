//! Which area is in which neighbourhood: total by type, and changed only by changes that can be undone.

use super::closures::Closures;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;

/// A neighbourhood's slot in its [`Roster`]; issued by it alone, never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneIx(u16);

/// A neighbourhood as people know it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Neighbourhood {
    /// Short stable code.
    pub id: NeighbourhoodId,
    /// What people call it.
    pub name: String,
}

/// The neighbourhoods of a draft or scenario, in order of id, which is the order they are shown in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    neighbourhoods: Vec<Neighbourhood>,
}

/// Area to neighbourhood while it is being changed: an area may have none for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    zone_of: Box<[Option<ZoneIx>]>,
}

/// Area to neighbourhood, each area in exactly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    zone_of: Box<[ZoneIx]>,
}

/// Areas that no neighbourhood has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} areas are in no neighbourhood", .0.len())]
pub struct Unassigned(pub Vec<AreaIx>);

/// A plan made whole: every area in exactly one neighbourhood, slots numbered as the roster numbers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divided {
    /// The neighbourhoods.
    pub roster: Roster,
    /// Area to neighbourhood.
    pub partition: Partition,
    /// Where each practice counts.
    pub homes: Box<[Option<ZoneIx>]>,
    /// Practices that close, and who has their lists.
    pub closures: Closures,
}

impl Roster {
    /// Takes neighbourhoods in any order; ids must differ (`ingest` has checked).
    #[must_use]
    pub fn new(mut neighbourhoods: Vec<Neighbourhood>) -> Self {
        neighbourhoods.sort_by(|a, b| a.id.cmp(&b.id));
        Self { neighbourhoods }
    }

    /// How many neighbourhoods there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.neighbourhoods.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.neighbourhoods.is_empty()
    }

    /// All of them, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ZoneIx, &Neighbourhood)> {
        self.neighbourhoods.iter().enumerate().map(|(place, neighbourhood)| (zone(place), neighbourhood))
    }

    /// The slot of an id.
    #[must_use]
    pub fn find(&self, id: &NeighbourhoodId) -> Option<ZoneIx> {
        self.neighbourhoods.binary_search_by(|neighbourhood| neighbourhood.id.cmp(id)).ok().map(zone)
    }

    /// The neighbourhood in a slot.
    #[must_use]
    pub fn neighbourhood(&self, zone: ZoneIx) -> &Neighbourhood {
        &self.neighbourhoods[zone.slot()]
    }
}

impl ZoneIx {
    /// Position in arrays kept by neighbourhood; a drawn draft's neighbourhoods own its faces under this number.
    #[must_use]
    pub fn slot(self) -> usize {
        usize::from(self.0)
    }

    /// The slot of a position in arrays kept by neighbourhood.
    #[must_use]
    pub(in crate::domain) fn from_slot(slot: usize) -> Self {
        zone(slot)
    }

    /// The neighbourhood of an owner number in a drawn draft's coverage.
    #[must_use]
    pub(in crate::domain) fn from_owner(owner: u32) -> Self {
        zone(owner as usize)
    }
}

impl Assignment {
    /// An assignment with a slot an area.
    #[must_use]
    pub fn new(zone_of: Vec<Option<ZoneIx>>) -> Self {
        Self { zone_of: zone_of.into() }
    }

    /// The neighbourhood of an area, if it has one.
    #[must_use]
    pub fn zone(&self, area: AreaIx) -> Option<ZoneIx> {
        self.zone_of[area.slot()]
    }

    /// Puts an area into a neighbourhood, or none, and gives back where it was.
    pub fn assign(&mut self, area: AreaIx, zone: Option<ZoneIx>) -> Option<ZoneIx> {
        std::mem::replace(&mut self.zone_of[area.slot()], zone)
    }

    /// Whether some area is in a neighbourhood.
    #[must_use]
    pub fn holds(&self, zone: ZoneIx) -> bool {
        self.zone_of.contains(&Some(zone))
    }

    /// The partition this has become.
    ///
    /// # Errors
    /// [`Unassigned`] with every area that is in no neighbourhood.
    pub fn complete(&self) -> Result<Partition, Unassigned> {
        let zone_of: Option<Box<[ZoneIx]>> = self.zone_of.iter().copied().collect();
        let missing = || {
            let places = (0u32..).zip(&self.zone_of).filter(|(_, zone)| zone.is_none());
            Unassigned(places.map(|(owner, _)| AreaIx::from_owner(owner)).collect())
        };
        zone_of.map(|zone_of| Partition { zone_of }).ok_or_else(missing)
    }
}

impl Partition {
    /// The neighbourhood of an area.
    #[must_use]
    pub fn zone(&self, area: AreaIx) -> ZoneIx {
        self.zone_of[area.slot()]
    }

    /// The neighbourhood of an owner number of the area coverage.
    #[must_use]
    pub fn zone_of_owner(&self, owner: u32) -> ZoneIx {
        self.zone(AreaIx::from_owner(owner))
    }

    /// How many areas are divided.
    #[must_use]
    pub fn len(&self) -> usize {
        self.zone_of.len()
    }

    /// Whether there are no areas.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zone_of.is_empty()
    }

    /// The same, open to change.
    #[must_use]
    pub fn to_assignment(&self) -> Assignment {
        Assignment { zone_of: self.zone_of.iter().copied().map(Some).collect() }
    }
}

fn zone(place: usize) -> ZoneIx {
    ZoneIx(u16::try_from(place).expect("neighbourhoods are counted in 16 bits"))
}
