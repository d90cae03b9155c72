//! What changes when a border moves: two divisions compared on the same ground.

use std::collections::BTreeSet;

use crate::domain::boundaries::partition::{Neighbourhood, Roster, ZoneIx};
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
    /// Neighbourhoods that gained or lost an area or a practice, came, went or changed name, in order of id. One whose id was given to
    /// other ground went, and another came.
    pub touched: Vec<(Option<ZoneIx>, Option<ZoneIx>)>,
}

/// The two sides do not divide the same areas and practices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the two plans do not divide the same areas and practices")]
pub struct DifferentGround;

/// Compares two divisions; a neighbourhood is the same when its id is, unless that was given to other ground.
///
/// # Errors
/// [`DifferentGround`] when either was not made for this ground.
pub fn compare(ground: &Ground, before: Side<'_>, after: Side<'_>) -> Result<Impact, DifferentGround> {
    if !before.fits(ground) || !after.fits(ground) {
        return Err(DifferentGround);
    }
    let same = same_after(ground, before, after);
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
        .filter(|(_, from, to)| is_elsewhere(*from, *to, &same))
        .collect();
    // A list goes elsewhere with its practice, or by itself when a practice closes.
    let lists: Vec<_> = ground
        .practices
        .iter()
        .map(|(ix, _)| (before.registered_in(ix), after.registered_in(ix)))
        .filter(|(from, to)| is_elsewhere(*from, *to, &same))
        .collect();
    let lost =
        practices.iter().filter_map(|(_, from, _)| *from).chain(lists.iter().filter_map(|(from, _)| *from));
    let lost = areas.iter().map(|(_, from, _)| *from).chain(lost);
    let gained = practices.iter().filter_map(|(_, _, to)| *to).chain(lists.iter().filter_map(|(_, to)| *to));
    let gained = areas.iter().map(|(_, _, to)| *to).chain(gained);
    let touched = touched([before.roster, after.roster], &same, &lost.collect(), &gained.collect());
    let figures = Figures::count(ground, after);
    Ok(Impact { after: figures, areas, practices, touched })
}

/// What each neighbourhood before is after, by its slot: the one of its id; none when that is gone, or was given to other ground, so that
/// it is another neighbourhood to whoever lives there.
pub(super) fn same_after(ground: &Ground, before: Side<'_>, after: Side<'_>) -> Vec<Option<ZoneIx>> {
    let areas = ground.geography.areas();
    let zones: BTreeSet<(ZoneIx, ZoneIx)> =
        areas.map(|(ix, _)| (before.partition.zone(ix), after.partition.zone(ix))).collect();
    let was_on_ground = |zone: ZoneIx| zones.iter().any(|(from, _)| *from == zone);
    let is_on_ground = |zone: ZoneIx| zones.iter().any(|(_, to)| *to == zone);
    let is_on_its_ground =
        |from: ZoneIx, to: ZoneIx| zones.contains(&(from, to)) || !was_on_ground(from) || !is_on_ground(to);
    let now = |(zone, known): (ZoneIx, &Neighbourhood)| {
        after.roster.find(&known.id).filter(|now| is_on_its_ground(zone, *now))
    };
    before.roster.iter().map(now).collect()
}

fn touched(
    [before, after]: [&Roster; 2],
    same: &[Option<ZoneIx>],
    lost: &BTreeSet<ZoneIx>,
    gained: &BTreeSet<ZoneIx>,
) -> Vec<(Option<ZoneIx>, Option<ZoneIx>)> {
    let ids: BTreeSet<_> =
        before.iter().chain(after.iter()).map(|(_, neighbourhood)| &neighbourhood.id).collect();
    let pairs = ids.into_iter().flat_map(|id| match (before.find(id), after.find(id)) {
        (Some(gone), Some(new)) if same[gone.slot()] != Some(new) => {
            vec![(Some(gone), None), (None, Some(new))]
        }
        pair => vec![pair],
    });
    let is_touched = |pair: &(Option<ZoneIx>, Option<ZoneIx>)| match *pair {
        (Some(from), Some(to)) => {
            let is_renamed = before.neighbourhood(from).name != after.neighbourhood(to).name;
            is_renamed || lost.contains(&from) || gained.contains(&to)
        }
        _ => true,
    };
    pairs.filter(is_touched).collect()
}

/// `same` has the slot after of every neighbourhood before; none when it is gone.
pub(super) fn is_elsewhere(from: Option<ZoneIx>, to: Option<ZoneIx>, same: &[Option<ZoneIx>]) -> bool {
    match (from, to) {
        (None, None) => false,
        (Some(from), Some(to)) => same[from.slot()] != Some(to),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_is_elsewhere_when_its_neighbourhood_is_another_or_gone() {
        let (one, two) = (ZoneIx::from_owner(0), ZoneIx::from_owner(1));
        let same = [Some(one), None];
        assert!(!is_elsewhere(Some(one), Some(one), &same));
        assert!(is_elsewhere(Some(one), Some(two), &same));
        assert!(is_elsewhere(Some(two), Some(two), &same), "it is gone, and another has its slot");
        assert!(is_elsewhere(None, Some(one), &same) && is_elsewhere(Some(one), None, &same));
        assert!(!is_elsewhere(None, None, &same));
    }
}
