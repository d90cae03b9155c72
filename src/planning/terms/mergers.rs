//! Practices that closed and are counted with a successor, as answers tell them beside every figure they enter.

use serde::Serialize;

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

/// All of them, in order of the code of the one that closed.
#[must_use]
pub fn all(ground: &Ground) -> Vec<MergerView<'_>> {
    ground.practices.mergers().map(|merger| view(ground, merger)).collect()
}

/// Those that one practice has taken over.
#[must_use]
pub fn of(ground: &Ground, practice: PracticeIx) -> Vec<MergerView<'_>> {
    let taken = ground.practices.mergers().filter(|merger| merger.successor == practice);
    taken.map(|merger| view(ground, merger)).collect()
}

fn view<'a>(ground: &'a Ground, merger: Merger<'a>) -> MergerView<'a> {
    MergerView {
        closed: merger.closed,
        name: merger.name,
        closed_on: merger.on,
        successor: ground.practices.practice(merger.successor).code,
        basis: merger.basis,
        inferred: merger.is_inferred(),
        patients: merger.patients,
    }
}
