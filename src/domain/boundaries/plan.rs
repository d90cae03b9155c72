//! A plan: neighbourhoods and practices while they are being changed, one change after another, each of which can be undone.

use super::closures::Closures;
use super::division::Division;
use super::partition::{Assignment, Divided, Neighbourhood, Roster, Unassigned, ZoneIx};
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::practices::{PracticeIx, Practices};

/// What can be changed: which neighbourhoods there are, who has each area, and which practices count elsewhere than where
/// their site lies, and which close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// By slot: those of the base in its order, then created ones. None: merged or deleted.
    neighbourhoods: Vec<Option<Neighbourhood>>,
    assignment: Assignment,
    placed: Box<[Option<ZoneIx>]>,
    /// Of a practice that closes, the one that takes its list.
    takers: Box<[Option<PracticeIx>]>,
}

/// One step. Later members win over earlier ones of the same area or practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Put areas into neighbourhoods.
    Areas(Vec<(AreaIx, Option<ZoneIx>)>),
    /// Place practices by hand, or (none) where their site lies again.
    Practices(Vec<(PracticeIx, Option<ZoneIx>)>),
    /// Close practices, each with the one that takes its list, or (none) open them again.
    Takers(Vec<(PracticeIx, Option<PracticeIx>)>),
    /// Create or rename the neighbourhood of a slot, or (none) remove it.
    Neighbourhood(ZoneIx, Option<Neighbourhood>),
    /// Several steps as one.
    All(Vec<Change>),
}

impl Plan {
    /// The plan that a division is, before anything is changed. None when no areas are loaded.
    #[must_use]
    pub fn of(division: &Division) -> Option<Self> {
        let assignment = division.partition()?.to_assignment();
        let neighbourhoods =
            division.roster().iter().map(|(_, neighbourhood)| Some(neighbourhood.clone())).collect();
        let mut takers = vec![None; division.homes().len()];
        for (closed, holder) in division.closures().iter() {
            takers[closed.slot()] = Some(holder);
        }
        let placed = vec![None; division.homes().len()].into();
        Some(Self { neighbourhoods, assignment, placed, takers: takers.into() })
    }

    /// The neighbourhoods there are, by slot.
    pub fn neighbourhoods(&self) -> impl Iterator<Item = (ZoneIx, &Neighbourhood)> {
        let slots = self.neighbourhoods.iter().enumerate();
        slots.filter_map(|(slot, neighbourhood)| Some((ZoneIx::from_slot(slot), neighbourhood.as_ref()?)))
    }

    /// A slot that no neighbourhood has had.
    #[must_use]
    pub fn next_slot(&self) -> ZoneIx {
        ZoneIx::from_slot(self.neighbourhoods.len())
    }

    /// The neighbourhood of an area, for now.
    #[must_use]
    pub fn zone(&self, area: AreaIx) -> Option<ZoneIx> {
        self.assignment.zone(area)
    }

    /// Where a practice was placed by hand.
    #[must_use]
    pub fn placed(&self, practice: PracticeIx) -> Option<ZoneIx> {
        self.placed[practice.slot()]
    }

    /// Who takes the list of a practice, where it closes.
    #[must_use]
    pub fn taker(&self, practice: PracticeIx) -> Option<PracticeIx> {
        self.takers[practice.slot()]
    }

    /// Neighbourhoods without any area.
    #[must_use]
    pub fn empty(&self) -> Vec<ZoneIx> {
        self.neighbourhoods().map(|(zone, _)| zone).filter(|zone| !self.assignment.holds(*zone)).collect()
    }

    /// Applies a change and gives back its inverse: applying that restores this plan exactly.
    pub fn apply(&mut self, change: &Change) -> Change {
        match change {
            Change::Areas(moves) => {
                let undo = moves.iter().map(|&(area, zone)| (area, self.assignment.assign(area, zone)));
                Change::Areas(reversed(undo.collect()))
            }
            Change::Practices(moves) => {
                let place = |&(practice, zone): &(PracticeIx, Option<ZoneIx>)| {
                    (practice, std::mem::replace(&mut self.placed[practice.slot()], zone))
                };
                Change::Practices(reversed(moves.iter().map(place).collect()))
            }
            Change::Takers(closed) => {
                let close = |&(practice, taker): &(PracticeIx, Option<PracticeIx>)| {
                    (practice, std::mem::replace(&mut self.takers[practice.slot()], taker))
                };
                Change::Takers(reversed(closed.iter().map(close).collect()))
            }
            Change::Neighbourhood(zone, neighbourhood) => {
                if self.neighbourhoods.len() <= zone.slot() {
                    self.neighbourhoods.resize(zone.slot() + 1, None);
                }
                let before = std::mem::replace(&mut self.neighbourhoods[zone.slot()], neighbourhood.clone());
                while self.neighbourhoods.last().is_some_and(Option::is_none) {
                    self.neighbourhoods.pop();
                }
                Change::Neighbourhood(*zone, before)
            }
            Change::All(changes) => {
                let undo = changes.iter().map(|change| self.apply(change));
                Change::All(reversed(undo.collect()))
            }
        }
    }

    /// The division this has become, on the ground and base it was made from.
    ///
    /// # Errors
    /// [`Unassigned`] with every area that is in no neighbourhood.
    pub fn complete(&self, ground: &Ground, base: &Division) -> Result<Divided, Unassigned> {
        let by_slot = self.assignment.complete()?;
        let roster =
            Roster::new(self.neighbourhoods().map(|(_, neighbourhood)| neighbourhood.clone()).collect());
        let number = |slot: ZoneIx| {
            let neighbourhood =
                self.neighbourhoods[slot.slot()].as_ref().expect("an area's neighbourhood is there");
            roster.find(&neighbourhood.id).expect("the roster was made of these")
        };
        let zone_of = ground.geography.areas().map(|(area, _)| Some(number(by_slot.zone(area)))).collect();
        let partition = Assignment::new(zone_of).complete()?;
        let homes = ground
            .practices
            .iter()
            .map(|(practice, _)| self.home(ground, base, practice).map(number))
            .collect();
        Ok(Divided { roster, partition, homes, closures: self.closures(&ground.practices) })
    }

    /// Who has the list of each practice that closes, for now.
    #[must_use]
    pub fn closures(&self, practices: &Practices) -> Closures {
        Closures::new(practices.iter().filter_map(|(ix, _)| Some((ix, self.taker(ix)?))))
    }

    /// Where a practice counts: nowhere once it closes; where it was placed; else, when its area changed hands, where its area went;
    /// else as before.
    #[must_use]
    pub fn home(&self, ground: &Ground, base: &Division, practice: PracticeIx) -> Option<ZoneIx> {
        if self.taker(practice).is_some() {
            return None;
        }
        let before = base.home(practice)?;
        let followed =
            ground.area_of_practice(practice).map(|area| (base.zone_of_area(area), self.zone(area)));
        match (self.placed(practice), followed) {
            (Some(placed), _) => Some(placed),
            (None, Some((from, to))) if from != to => to,
            _ => Some(before),
        }
    }
}

fn reversed<T>(mut list: Vec<T>) -> Vec<T> {
    list.reverse();
    list
}
