//! Practices that closed and whose patients are counted with a successor: what every figure of the successor rests on.

use super::codes::OdsCode;
use super::practices::{PracticeIx, Practices, Status};

/// A practice that is folded into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merger<'a> {
    /// The one that closed.
    pub closed: OdsCode,
    /// Its name.
    pub name: &'a str,
    /// When, where known.
    pub on: Option<&'a str>,
    /// The one that has its patients now.
    pub successor: PracticeIx,
    /// How that is known, where it is said.
    pub basis: Option<&'a str>,
    /// The patients it had in the registrations, where known.
    pub patients: Option<u32>,
}

impl Merger<'_> {
    /// Whether the successor is inferred and not stated by anybody.
    #[must_use]
    pub fn is_inferred(&self) -> bool {
        self.basis.is_some_and(|basis| basis.trim_start().to_ascii_lowercase().starts_with("inferred"))
    }
}

impl Practices {
    /// Every practice that closed and has a successor among them, in order of code.
    pub fn mergers(&self) -> impl Iterator<Item = Merger<'_>> {
        self.iter().filter_map(|(_, practice)| match &practice.status {
            Status::Closed { on, successor: Some(successor), basis, patients } => Some(Merger {
                closed: practice.code,
                name: &practice.name,
                on: on.as_deref(),
                successor: self.find(*successor)?,
                basis: basis.as_deref(),
                patients: *patients,
            }),
            _ => None,
        })
    }
}
