//! A plan that was brought, as the changes that lead to it from a draft: what an import keeps is a scenario like any other.

use serde::Serialize;

use crate::domain::boundaries::allocate::SplitArea;
use crate::domain::boundaries::division::Division;
use crate::domain::boundaries::partition::{Neighbourhood, Roster};
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::domain::ground::geography::AreaIx;
use crate::planning::what_if::operation::{ChangeRequest, Operation};

/// An area that a drawn border splits, and who was given the whole of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplitAreaView {
    /// GSS code.
    pub area: String,
    /// Id of the neighbourhood it was given to.
    pub neighbourhood: String,
    /// Its live postcodes in each neighbourhood, most first.
    pub postcodes: Vec<PostcodesIn>,
}

/// Live postcodes of an area in one neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct PostcodesIn {
    pub neighbourhood: String,
    pub count: u32,
}

/// The areas that a plan's drawn borders split; none of a plan made of areas.
#[must_use]
pub fn split_areas(ground: &Ground, plan: &Division) -> Vec<SplitAreaView> {
    let id = |zone| plan.roster().neighbourhood(zone).id.to_string();
    let view = |split: &SplitArea| SplitAreaView {
        area: ground.geography.area(split.area).code.to_string(),
        neighbourhood: plan.zone_of_area(split.area).map(id).unwrap_or_default(),
        postcodes: split
            .postcodes
            .iter()
            .map(|(zone, count)| PostcodesIn { neighbourhood: id(*zone), count: *count })
            .collect(),
    };
    plan.split_areas().iter().map(view).collect()
}

/// The changes that make `plan` of `base`: create, move areas, rename, delete, in that order. None for the same plan.
#[must_use]
pub fn changes(ground: &Ground, base: &Draft, plan: &Division) -> Vec<ChangeRequest> {
    let (old, new) = (base.division.roster(), plan.roster());
    let mut operations = Vec::new();
    for (zone, neighbourhood) in new.iter() {
        let areas: Vec<GssCode> = ground
            .geography
            .areas()
            .filter(|(ix, _)| plan.zone_of_area(*ix) == Some(zone) && has_moved(base, plan, *ix))
            .map(|(_, area)| area.code)
            .collect();
        let Neighbourhood { id, name } = neighbourhood.clone();
        if old.find(&id).is_none() {
            operations.push(Operation::Create { id, name, areas });
        } else if !areas.is_empty() {
            operations.push(Operation::MoveAreas { areas, to: id });
        }
    }
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

fn has_moved(base: &Draft, plan: &Division, area: AreaIx) -> bool {
    let id = |division: &Division| {
        division.zone_of_area(area).map(|zone| division.roster().neighbourhood(zone).id.clone())
    };
    id(&base.division) != id(plan)
}

/// Who takes what a deleted neighbourhood still has; by then that is nothing.
fn any_of(roster: &Roster) -> Option<NeighbourhoodId> {
    roster.iter().next().map(|(_, neighbourhood)| neighbourhood.id.clone())
}
