//! The atlas of a county, and its projector.

use crate::domain::atlas::Atlas;
use crate::projection::Projector;

/// An atlas, and the projector that its data directory brought.
pub struct Loaded {
    /// All ground facts.
    pub atlas: Atlas,
    /// Converts points as the atlas's own were.
    pub projector: Projector,
}
