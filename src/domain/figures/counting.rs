//! Footprints: the figures of each neighbourhood, as integer sums over its areas and practices.

use std::iter::Sum;
use std::ops::Add;

use super::flows::FlowMatrix;
use crate::domain::atlas::Ground;
use crate::domain::boundaries::contiguity::pieces;
use crate::domain::boundaries::partition::{Partition, ZoneIx};
use crate::domain::ground::practices::PracticeIx;

/// Sums over a neighbourhood's areas and practices. Integers only; means and rates are derived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    /// Areas.
    pub areas: u64,
    /// Residents of its areas.
    pub residents: u64,
    /// Residents of its areas in IMD 2025 deciles 1 and 2.
    pub core20_residents: u64,
    /// Twice the land of its areas in square millimetres.
    pub double_area_mm2: i64,
    /// Practices with their main site in it, or moved to it.
    pub practices: u64,
    /// Published list sizes of those practices added up.
    pub list_size: u64,
}

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

impl Footprint {
    /// Land in square metres.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "an exact integer of at most 2^53 before it is divided, on county scale"
    )]
    pub fn area_m2(&self) -> f64 {
        self.double_area_mm2 as f64 / 2e6
    }
}

impl Add for Footprint {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            areas: self.areas + other.areas,
            residents: self.residents + other.residents,
            core20_residents: self.core20_residents + other.core20_residents,
            double_area_mm2: self.double_area_mm2 + other.double_area_mm2,
            practices: self.practices + other.practices,
            list_size: self.list_size + other.list_size,
        }
    }
}

impl Sum for Footprint {
    fn sum<I: Iterator<Item = Self>>(footprints: I) -> Self {
        footprints.fold(Self::default(), Add::add)
    }
}

impl Figures {
    /// Adds up the ground under a partition, practices counted where `home_of` puts them.
    #[must_use]
    pub fn count(
        ground: &Ground,
        zones: usize,
        partition: &Partition,
        home_of: impl Fn(PracticeIx) -> Option<ZoneIx>,
    ) -> Self {
        let mut footprints = vec![Footprint::default(); zones];
        for (ix, _) in ground.geography.areas() {
            let sum = &mut footprints[partition.zone(ix).slot()];
            *sum = *sum + ground.area_footprint(ix);
        }
        for (ix, practice) in ground.practices.iter() {
            if let Some(zone) = home_of(ix) {
                let sum = &mut footprints[zone.slot()];
                sum.practices += 1;
                sum.list_size += u64::from(practice.list_size.unwrap_or(0));
            }
        }
        let count =
            |registrations| FlowMatrix::count(zones, registrations, |area| partition.zone(area), &home_of);
        let flows = ground.registrations.as_ref().map(count);
        Self { footprints, flows, pieces: pieces(ground, zones, partition) }
    }

    /// All neighbourhoods together.
    #[must_use]
    pub fn total(&self) -> Footprint {
        self.footprints.iter().copied().sum()
    }
}
