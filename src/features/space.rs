//! The spaces in which geometry is compared, and boxes in them.

use super::crs::Crs;
use crate::domain::ground::places::Site;

/// West, south, east, north.
pub type Box2 = [f64; 4];
/// West, south, east, north in millimetres on the National Grid.
pub type GridBox = [i64; 4];

/// The space in which geometry is compared: what is a straight line there is compared as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Space {
    /// Degrees of longitude and latitude.
    LonLat,
    /// Metres on the National Grid.
    Grid,
}

impl Space {
    /// Where what is given in a reference system is compared. Boxes of EPSG:3857 are boxes of longitude and latitude.
    #[must_use]
    pub fn of(crs: Crs) -> Self {
        if crs == Crs::Epsg27700 { Self::Grid } else { Self::LonLat }
    }

    /// A site as x and y of this space.
    #[must_use]
    pub fn coordinates(self, site: Site) -> [f64; 2] {
        match self {
            Self::LonLat => site.lon_lat.to_position(),
            Self::Grid => [site.grid.easting_m(), site.grid.northing_m()],
        }
    }
}

/// The box around two boxes.
#[must_use]
pub fn around(one: Box2, other: Box2) -> Box2 {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

/// Whether two boxes touch or overlap.
#[must_use]
pub fn meet(one: Box2, other: Box2) -> bool {
    one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3]
}

/// Whether a box holds all of another.
#[must_use]
pub fn holds(one: Box2, other: Box2) -> bool {
    one[0] <= other[0] && one[1] <= other[1] && other[2] <= one[2] && other[3] <= one[3]
}

/// What two boxes have in common; `None` when they do not meet.
#[must_use]
pub fn overlap(one: Box2, other: Box2) -> Option<Box2> {
    let common = [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])];
    (common[0] <= common[2] && common[1] <= common[3]).then_some(common)
}
