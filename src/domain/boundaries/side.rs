//! One side of a comparison: all of a set of boundaries that figures depend on.

use super::partition::{Partition, Roster, ZoneIx};
use crate::domain::ground::Ground;

/// Neighbourhoods, a partition and where practices count: all that figures depend on.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The neighbourhoods.
    pub roster: &'a Roster,
    /// Area to neighbourhood.
    pub partition: &'a Partition,
    /// Practice to neighbourhood.
    pub homes: &'a [Option<ZoneIx>],
}

impl Side<'_> {
    /// Whether it divides the areas and practices of this ground.
    #[must_use]
    pub fn fits(&self, ground: &Ground) -> bool {
        self.partition.len() == ground.geography.len() && self.homes.len() == ground.practices.len()
    }
}
