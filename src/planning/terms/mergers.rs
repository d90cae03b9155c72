//! Practices that closed and are counted with a successor, as answers tell them beside every figure they enter.

use serde::Serialize;

use crate::domain::boundaries::closures::{CLOSED_BY_PLAN, Closures};
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::mergers::Merger;
use crate::domain::ground::practices::PracticeIx;

/// A practice that is folded into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MergerView<'a> {
    /// The one that closed.
    pub closed: OdsCode,
    /// Its name.
    pub name: &'a str,
    /// When, as an ISO date; null where not known.
    pub closed_on: Option<&'a str>,
    /// The one that has its patients.
    pub successor: OdsCode,
    /// How that is known; null where nobody says.
    pub basis: Option<&'a str>,
    /// Whether it is inferred: what it enters rests on that.
    pub inferred: bool,
    /// The patients it had in the registrations; null where not known.
    pub patients: Option<u32>,
}

/// All of them, those of the data and those of a plan, in order of the code of the one that closed.
#[must_use]
pub fn all<'a>(ground: &'a Ground, closures: &Closures) -> Vec<MergerView<'a>> {
    let of_data = ground.practices.mergers().map(|merger| view(ground, closures, merger));
    let of_plan = closures.iter().map(|(closed, holder)| of_plan(ground, closed, holder));
    let mut all: Vec<MergerView<'_>> = of_data.chain(of_plan).collect();
    all.sort_by_key(|merger| merger.closed);
    all
}

/// Those that one practice has taken over.
#[must_use]
pub fn of<'a>(ground: &'a Ground, closures: &Closures, practice: PracticeIx) -> Vec<MergerView<'a>> {
    let code = ground.practices.practice(practice).code;
    all(ground, closures).into_iter().filter(|merger| merger.successor == code).collect()
}

/// One that a plan closes.
fn of_plan(ground: &Ground, closed: PracticeIx, holder: PracticeIx) -> MergerView<'_> {
    let practice = ground.practices.practice(closed);
    let patients = ground
        .registrations
        .as_ref()
        .map(|registrations| registrations.of_practice(closed).iter().map(|row| row.patients).sum());
    MergerView {
        closed: practice.code,
        name: &practice.name,
        closed_on: None,
        successor: ground.practices.practice(holder).code,
        basis: Some(CLOSED_BY_PLAN),
        inferred: false,
        patients,
    }
}

fn view<'a>(ground: &'a Ground, closures: &Closures, merger: Merger<'a>) -> MergerView<'a> {
    MergerView {
        closed: merger.closed,
        name: merger.name,
        closed_on: merger.on,
        successor: ground.practices.practice(closures.holder(merger.successor)).code,
        basis: merger.basis,
        inferred: merger.is_inferred(),
        patients: merger.patients,
    }
}
