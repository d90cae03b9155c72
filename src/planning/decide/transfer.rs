//! Areas that change hands together.

/// Areas that go from one neighbourhood to another, by slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transfer {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) areas: Vec<usize>,
}
