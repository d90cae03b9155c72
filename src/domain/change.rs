//! Changes to a plan, each of which gives back the change that undoes it.

use super::atlas::Ground;
use super::division::Division;
use super::geography::AreaIx;
use super::partition::{Assignment, Partition, ZoneIx};
use super::practices::{Practice, PracticeIx};

/// What can be changed: who has each area, and which practices count elsewhere than where their site lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Area to neighbourhood.
    pub assignment: Assignment,
    /// Practices placed by hand; the others count where their site lies, and go with their area.
    pub placed: Box<[Option<ZoneIx>]>,
}

/// One step. Later members win over earlier ones of the same area or practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Put areas into neighbourhoods.
    Areas(Vec<(AreaIx, Option<ZoneIx>)>),
    /// Place practices by hand, or (none) where their site lies again.
    Practices(Vec<(PracticeIx, Option<ZoneIx>)>),
}

impl Plan {
    /// The plan that a division is, before anything is changed. None when no areas are loaded.
    #[must_use]
    pub fn of(division: &Division) -> Option<Self> {
        let assignment = division.partition()?.to_assignment();
        Some(Self { assignment, placed: vec![None; division.homes().len()].into() })
    }

    /// Where each practice counts: where it was placed; else, when its area changed hands, where its area went; else as before.
    #[must_use]
    pub fn homes(&self, ground: &Ground, base: &Division, after: &Partition) -> Box<[Option<ZoneIx>]> {
        let home = |(ix, _): (PracticeIx, &Practice)| {
            let (before, placed) = (base.home(ix)?, self.placed[ix.slot()]);
            let followed =
                ground.area_of_practice(ix).map(|area| (base.zone_of_area(area), after.zone(area)));
            match (placed, followed) {
                (Some(placed), _) => Some(placed),
                (None, Some((from, to))) if from != Some(to) => Some(to),
                _ => Some(before),
            }
        };
        ground.practices.iter().map(home).collect()
    }

    /// Applies a change and gives back its inverse: applying that restores this plan exactly.
    pub fn apply(&mut self, change: &Change) -> Change {
        match change {
            Change::Areas(moves) => {
                let mut undo: Vec<_> =
                    moves.iter().map(|&(area, zone)| (area, self.assignment.assign(area, zone))).collect();
                undo.reverse();
                Change::Areas(undo)
            }
            Change::Practices(moves) => {
                let mut undo: Vec<_> = moves
                    .iter()
                    .map(|&(practice, zone)| {
                        (practice, std::mem::replace(&mut self.placed[practice.slot()], zone))
                    })
                    .collect();
                undo.reverse();
                Change::Practices(undo)
            }
        }
    }
}
