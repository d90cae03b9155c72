//! Counting: the footprint of each neighbourhood, the flows between them, and how many pieces each is in.

use super::flows::FlowMatrix;
use crate::domain::boundaries::contiguity::pieces;
use crate::domain::boundaries::side::Side;
use crate::domain::ground::Ground;
use crate::domain::ground::footprint::{Footprint, known_sum};

/// Footprints of all neighbourhoods, the flows between them, and how many pieces each is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// One for each neighbourhood, in the roster's order.
    pub footprints: Vec<Footprint>,
    /// None when no registrations are loaded.
    pub flows: Option<FlowMatrix>,
    /// Pieces of the graph of contiguous areas, for each neighbourhood.
    pub pieces: Vec<u32>,
}

impl Figures {
    /// Adds up the ground on one side: practices where they count, and their lists with whoever has them.
    #[must_use]
    pub fn count(ground: &Ground, side: Side<'_>) -> Self {
        let (zones, partition) = (side.roster.len(), side.partition);
        let mut footprints = vec![Footprint::default(); zones];
        for (ix, _) in ground.geography.areas() {
            let sum = &mut footprints[partition.zone(ix).slot()];
            *sum = *sum + ground.area_footprint(ix);
        }
        for (ix, practice) in ground.practices.iter() {
            if let Some(zone) = side.registered_in(ix) {
                let sum = &mut footprints[zone.slot()];
                sum.practices += u64::from(!side.closures.is_closed(ix));
                sum.list_size = known_sum(sum.list_size, practice.list_size.map(u64::from));
            }
        }
        let home_of = |practice| side.registered_in(practice);
        let count =
            |registrations| FlowMatrix::count(zones, registrations, |area| partition.zone(area), home_of);
        let flows = ground.registrations.as_ref().map(count);
        Self { footprints, flows, pieces: pieces(ground, zones, partition) }
    }

    /// All neighbourhoods together.
    #[must_use]
    pub fn total(&self) -> Footprint {
        self.footprints.iter().copied().sum()
    }
}
