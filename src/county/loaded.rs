//! The atlas of a county, its projector, and the policies its plans can be judged by.

use super::policies::Policies;
use crate::domain::atlas::Atlas;
use crate::projection::Projector;

/// An atlas, and what its data directory brought beside it.
pub struct Loaded {
    /// All ground facts.
    pub atlas: Atlas,
    /// Converts points as the atlas's own were.
    pub projector: Projector,
    /// Those compiled in, and the county's own.
    pub policies: Policies,
}
