//! The part of a map that is too dense for its names: once more and larger in a corner of it.

use crate::domain::boundaries::partition::ZoneIx;
use crate::markup::labels::Box4;
use crate::markup::svg::Frame;

/// A window of a map, drawn once more.
#[derive(Clone)]
pub struct Inset {
    /// What it shows.
    pub frame: Frame,
    /// Where it stands on the map: left, top, right, bottom.
    pub place: Box4,
    /// Where on the map that is what it shows.
    pub window: Box4,
    /// The neighbourhoods that are named on it, and not on the map.
    pub zones: Vec<ZoneIx>,
}
