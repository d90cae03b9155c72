//! Practices that closed and whose patients are counted with a successor: what every figure of the successor rests on.

use super::practices::{PracticeIx, Practices, Status};

/// A practice that is folded into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merger<'a> {
    /// The one that closed.
    pub closed: PracticeIx,
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
        self.iter().filter_map(|(closed, _)| self.merger(closed))
    }

    /// One practice, where it closed and has a successor among them.
    #[must_use]
    pub fn merger(&self, closed: PracticeIx) -> Option<Merger<'_>> {
        let practice = self.practice(closed);
        let Status::Closed { successor, basis, patients, .. } = &practice.status else { return None };
        Some(Merger {
            closed,
            successor: self.find((*successor)?)?,
            basis: basis.as_deref(),
            patients: *patients,
        })
    }
}
