//! What changes when a border moves: two divisions compared on the same ground.

use std::collections::BTreeSet;

use crate::domain::boundaries::partition::{Roster, ZoneIx};
use crate::domain::boundaries::side::Side;
use crate::domain::figures::counting::Figures;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::practices::PracticeIx;

/// Figures after a change, and what moved. Slots before are of the roster before, slots after of the one after.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// Figures after.
    pub after: Figures,
    /// Areas that changed neighbourhood: which, from, to.
    pub areas: Vec<(AreaIx, ZoneIx, ZoneIx)>,
    /// Practices that count elsewhere now: which, from, to.
    pub practices: Vec<(PracticeIx, Option<ZoneIx>, Option<ZoneIx>)>,
    /// Neighbourhoods that gained or lost an area or a practice, came, went or changed name, in order of id.
    pub touched: Vec<(Option<ZoneIx>, Option<ZoneIx>)>,
}

/// The two sides do not divide the same areas and practices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the two plans do not divide the same areas and practices")]
pub struct DifferentGround;

/// Compares two divisions; a neighbourhood is the same when its id is.
///
/// # Errors
/// [`DifferentGround`] when either was not made for this ground.
pub fn compare(ground: &Ground, before: Side<'_>, after: Side<'_>) -> Result<Impact, DifferentGround> {
    if !before.fits(ground) || !after.fits(ground) {
        return Err(DifferentGround);
    }
    let same: Vec<Option<ZoneIx>> =
        before.roster.iter().map(|(_, known)| after.roster.find(&known.id)).collect();
    let now = |zone: ZoneIx| same[zone.slot()];
    let areas: Vec<_> = ground
        .geography
        .areas()
        .map(|(ix, _)| (ix, before.partition.zone(ix), after.partition.zone(ix)))
        .filter(|(_, from, to)| now(*from) != Some(*to))
        .collect();
    let practices: Vec<_> = ground
        .practices
        .iter()
        .map(|(ix, _)| (ix, before.homes[ix.slot()], after.homes[ix.slot()]))
        .filter(|(_, from, to)| from.and_then(now) != *to)
        .collect();
    let lost =
        areas.iter().map(|(_, from, _)| *from).chain(practices.iter().filter_map(|(_, from, _)| *from));
    let gained = areas.iter().map(|(_, _, to)| *to).chain(practices.iter().filter_map(|(_, _, to)| *to));
    let touched = touched(before.roster, after.roster, &lost.collect(), &gained.collect());
    let home = |practice: PracticeIx| after.homes[practice.slot()];
    let figures = Figures::count(ground, after.roster.len(), after.partition, home);
    Ok(Impact { after: figures, areas, practices, touched })
}

fn touched(
    before: &Roster,
    after: &Roster,
    lost: &BTreeSet<ZoneIx>,
    gained: &BTreeSet<ZoneIx>,
) -> Vec<(Option<ZoneIx>, Option<ZoneIx>)> {
    let ids: BTreeSet<_> =
        before.iter().chain(after.iter()).map(|(_, neighbourhood)| &neighbourhood.id).collect();
    let pairs = ids.into_iter().map(|id| (before.find(id), after.find(id)));
    let is_touched = |pair: &(Option<ZoneIx>, Option<ZoneIx>)| match *pair {
        (Some(from), Some(to)) => {
            let is_renamed = before.neighbourhood(from).name != after.neighbourhood(to).name;
            is_renamed || lost.contains(&from) || gained.contains(&to)
        }
        _ => true,
    };
    pairs.filter(is_touched).collect()
}
