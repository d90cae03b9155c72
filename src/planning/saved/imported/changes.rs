//! The changes that lead from a draft to a plan that was brought: what an import keeps is a scenario like any other.

use crate::domain::boundaries::partition::{Neighbourhood, Roster};
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::domain::ground::geography::AreaIx;
use crate::ingest::plan::laid::LaidPlan;
use crate::planning::what_if::operation::{ChangeRequest, Operation};

/// The changes that make `plan` of `base`: create, move areas, place practices, close some, rename, delete, in that order. None for the same
/// plan.
#[must_use]
pub fn changes(ground: &Ground, base: &Draft, plan: &LaidPlan) -> Vec<ChangeRequest> {
    let (old, new) = (base.division.roster(), &plan.roster);
    let mut operations = Vec::new();
    for (zone, neighbourhood) in new.iter() {
        let areas: Vec<GssCode> = ground
            .geography
            .areas()
            .filter(|(ix, _)| plan.partition.zone(*ix) == zone && has_moved(base, plan, *ix))
            .map(|(_, area)| area.code)
            .collect();
        let Neighbourhood { id, name } = neighbourhood.clone();
        if old.find(&id).is_none() {
            operations.push(Operation::Create { id, name, areas });
        } else if !areas.is_empty() {
            operations.push(Operation::MoveAreas { areas, to: id });
        }
    }
    let place = |(practice, to): &(_, NeighbourhoodId)| Operation::MovePractice {
        practice: *practice,
        to: to.clone(),
    };
    operations.extend(plan.practices.placed.iter().map(place));
    let close = |&(practice, to): &(_, _)| Operation::ClosePractice { practice, to };
    operations.extend(plan.practices.closed.iter().map(close));
    for (_, known) in old.iter() {
        let id = known.id.clone();
        match new.find(&id).map(|zone| &new.neighbourhood(zone).name) {
            Some(name) if *name != known.name => {
                operations.push(Operation::Rename { id, name: name.clone() });
            }
            Some(_) => {}
            None => operations.extend(any_of(new).map(|to| Operation::Delete { id, reassign_to: to })),
        }
    }
    (0..).zip(operations).map(|(number, operation)| ChangeRequest::new(number, operation)).collect()
}

fn has_moved(base: &Draft, plan: &LaidPlan, area: AreaIx) -> bool {
    let was = base.division.zone_of_area(area).map(|zone| &base.division.roster().neighbourhood(zone).id);
    was != Some(&plan.roster.neighbourhood(plan.partition.zone(area)).id)
}

/// Who takes what a deleted neighbourhood still has; by then that is nothing.
fn any_of(roster: &Roster) -> Option<NeighbourhoodId> {
    roster.iter().next().map(|(_, neighbourhood)| neighbourhood.id.clone())
}
