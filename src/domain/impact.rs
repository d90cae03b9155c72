//! What changes when a border moves: two plans compared on the same ground.

use super::atlas::Ground;
use super::footprint::Figures;
use super::geography::AreaIx;
use super::partition::{Partition, ZoneIx};
use super::practices::PracticeIx;

/// A partition and where practices count: all that figures depend on.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Area to neighbourhood.
    pub partition: &'a Partition,
    /// Practice to neighbourhood.
    pub homes: &'a [Option<ZoneIx>],
}

/// Figures after a change, and what moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// Figures after.
    pub after: Figures,
    /// Areas that changed neighbourhood: which, from, to.
    pub areas: Vec<(AreaIx, ZoneIx, ZoneIx)>,
    /// Practices that count elsewhere now: which, from, to.
    pub practices: Vec<(PracticeIx, Option<ZoneIx>, Option<ZoneIx>)>,
    /// Neighbourhoods that gained or lost an area or a practice, in order.
    pub touched: Vec<ZoneIx>,
}

/// The two sides do not divide the same areas and practices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the two plans do not divide the same areas and practices")]
pub struct DifferentGround;

/// Compares two plans with the same `zones` neighbourhoods.
///
/// # Errors
/// [`DifferentGround`] when either was not made for this ground.
pub fn compare(
    ground: &Ground,
    zones: usize,
    before: Side<'_>,
    after: Side<'_>,
) -> Result<Impact, DifferentGround> {
    let fits = |side: Side<'_>| {
        side.partition.len() == ground.geography.len() && side.homes.len() == ground.practices.len()
    };
    if !fits(before) || !fits(after) {
        return Err(DifferentGround);
    }
    let areas: Vec<_> = ground
        .geography
        .areas()
        .map(|(ix, _)| (ix, before.partition.zone(ix), after.partition.zone(ix)))
        .filter(|(_, from, to)| from != to)
        .collect();
    let practices: Vec<_> = ground
        .practices
        .iter()
        .map(|(ix, _)| (ix, before.homes[ix.slot()], after.homes[ix.slot()]))
        .filter(|(_, from, to)| from != to)
        .collect();
    let mut touched: Vec<ZoneIx> = areas.iter().flat_map(|(_, from, to)| [*from, *to]).collect();
    touched.extend(practices.iter().flat_map(|(_, from, to)| [*from, *to]).flatten());
    touched.sort_unstable();
    touched.dedup();
    let figures = Figures::count(ground, zones, after.partition, |practice| after.homes[practice.slot()]);
    Ok(Impact { after: figures, areas, practices, touched })
}
