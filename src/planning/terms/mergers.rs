//! Practices that closed and are counted with a successor, as answers tell them beside every figure they enter.

use std::borrow::Cow;

use serde::Serialize;

use crate::domain::boundaries::closures::{Closures, Successor};
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::practices::{PracticeIx, Status};
use crate::planning::terms::words::grouped;

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
    pub basis: Option<Cow<'a, str>>,
    /// Whether it is inferred: what it enters rests on that.
    pub inferred: bool,
    /// The patients it had in the registrations; null where not known.
    pub patients: Option<u64>,
}

/// All of them, those of the data and those of a plan, in order of the code of the one that closed.
#[must_use]
pub fn all<'a>(ground: &'a Ground, closures: &Closures) -> Vec<MergerView<'a>> {
    let closed = closed(ground, closures);
    closed.map(|(practice, successor)| view(ground, practice, successor)).collect()
}

/// Those that one practice has taken over.
#[must_use]
pub fn of<'a>(ground: &'a Ground, closures: &Closures, practice: PracticeIx) -> Vec<MergerView<'a>> {
    let closed = closed(ground, closures).filter(|(_, successor)| successor.practice == practice);
    closed.map(|(practice, successor)| view(ground, practice, successor)).collect()
}

/// Practices that closed, in order of code, each with the one that has its patients.
pub(in crate::planning) fn closed<'a>(
    ground: &'a Ground,
    closures: &Closures,
) -> impl Iterator<Item = (PracticeIx, Successor<'a>)> {
    let practices = &ground.practices;
    practices.iter().filter_map(|(ix, _)| Some((ix, closures.successor(practices, ix)?)))
}

/// One in a sentence; `there` says where the successor counts, or nothing.
#[must_use]
pub fn sentence(ground: &Ground, closed: PracticeIx, successor: &Successor<'_>, there: &str) -> String {
    let patients = patients(ground, closed);
    format!(
        "{} closed, and its {}patients are counted with {}{there}: {}.",
        ground.practices.practice(closed).called(),
        patients.map_or_else(String::new, |patients| format!("{} ", grouped(patients))),
        ground.practices.practice(successor.practice).called(),
        successor.basis.as_deref().unwrap_or_default(),
    )
}

/// The patients that a practice which closed had. By the data they are counted with its successor already, and its status says how
/// many they were.
pub(in crate::planning) fn patients(ground: &Ground, closed: PracticeIx) -> Option<u64> {
    match &ground.practices.practice(closed).status {
        Status::Closed { patients, .. } => patients.map(u64::from),
        Status::Active | Status::Dormant => {
            ground.registrations.as_ref().map(|registrations| registrations.patients_of(closed))
        }
    }
}

fn view<'a>(ground: &'a Ground, closed: PracticeIx, successor: Successor<'a>) -> MergerView<'a> {
    let practice = ground.practices.practice(closed);
    MergerView {
        closed: practice.code,
        name: &practice.name,
        closed_on: practice.status.closed_on(),
        successor: ground.practices.practice(successor.practice).code,
        basis: successor.basis,
        inferred: successor.is_inferred,
        patients: patients(ground, closed),
    }
}
