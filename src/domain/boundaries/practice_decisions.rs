//! What a plan decides of practices, by their codes: as it is kept, exchanged and known again.

use crate::domain::ground::codes::{NeighbourhoodId, OdsCode};

/// Practices that count elsewhere than their site lies, and practices that close.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PracticeDecisions {
    /// Practices placed by hand, each with the neighbourhood it counts in.
    pub placed: Vec<(OdsCode, NeighbourhoodId)>,
    /// Practices that close, each with the one that has its list.
    pub closed: Vec<(OdsCode, OdsCode)>,
}
