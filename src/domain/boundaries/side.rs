//! One side of a comparison: all of a set of boundaries that figures depend on.

use super::closures::Closures;
use super::partition::{Partition, Roster, ZoneIx};
use crate::domain::ground::Ground;
use crate::domain::ground::practices::PracticeIx;

/// Neighbourhoods, a partition and where practices count: all that figures depend on.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The neighbourhoods.
    pub roster: &'a Roster,
    /// Area to neighbourhood.
    pub partition: &'a Partition,
    /// Practice to neighbourhood.
    pub homes: &'a [Option<ZoneIx>],
    /// Practices that a plan closes, and who has their lists.
    pub closures: &'a Closures,
}

impl Side<'_> {
    /// Whether it divides the areas and practices of this ground.
    #[must_use]
    pub fn fits(&self, ground: &Ground) -> bool {
        self.partition.len() == ground.geography.len() && self.homes.len() == ground.practices.len()
    }

    /// Where those on the list of a practice are registered: where the practice counts, or the one that has its list.
    #[must_use]
    pub fn registered_in(&self, practice: PracticeIx) -> Option<ZoneIx> {
        self.homes[self.closures.holder(practice).slot()]
    }
}
