//! Changes to a plan, each of which gives back the change that undoes it.

use super::geography::AreaIx;
use super::partition::{Assignment, ZoneIx};
use super::practices::PracticeIx;

/// What can be changed: who has each area, and which neighbourhood each practice counts in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Area to neighbourhood.
    pub assignment: Assignment,
    /// Practice to neighbourhood: its site's, or where it was moved. None: outside, or closed.
    pub homes: Box<[Option<ZoneIx>]>,
}

/// One step. Later members win over earlier ones of the same area or practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Put areas into neighbourhoods.
    Areas(Vec<(AreaIx, Option<ZoneIx>)>),
    /// Count practices in neighbourhoods.
    Practices(Vec<(PracticeIx, Option<ZoneIx>)>),
}

impl Plan {
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
                        (practice, std::mem::replace(&mut self.homes[practice.slot()], zone))
                    })
                    .collect();
                undo.reverse();
                Change::Practices(undo)
            }
        }
    }
}
