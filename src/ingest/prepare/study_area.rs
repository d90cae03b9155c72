//! The study area, to cut whole-country files to: what lies in it, and what lies near it.

use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::{Coverage, GridPolygon};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::outline::Outline;
use crate::projection::{ProjectionError, Projector};

/// Practices this near are kept though they lie outside: people cross a border (metres).
pub const COLLAR_M: f64 = 5_000.0;

/// Polygons together, with their outline.
pub struct StudyArea {
    index: AreaIndex,
    outline: Outline,
}

impl StudyArea {
    /// Of polygons, each under a number.
    ///
    /// # Errors
    /// As converting a vertex to longitude and latitude.
    pub fn new(faces: Vec<(u32, GridPolygon)>, projector: &Projector) -> Result<Self, ProjectionError> {
        let owners = faces.iter().map(|(owner, _)| *owner as usize + 1).max().unwrap_or(0);
        let coverage = Coverage::build(owners, faces, |vertex| projector.lon_lat(vertex))?;
        let outline = Outline::of(&coverage);
        // Whether polygons overlap is not known yet, so all that hold a point are looked at.
        let index = AreaIndex::known(&coverage, false);
        Ok(Self { index, outline })
    }

    /// The number of the polygon that holds a point (on a border the least).
    pub fn holder(&self, point: GridPoint) -> Option<u32> {
        match self.index.locate(point) {
            Hit::Inside(owner) => Some(owner),
            Hit::OnBoundary(owners) => owners.first().copied(),
            Hit::Outside => None,
        }
    }

    /// Whether a point lies in it, or no further from it than the collar is wide.
    pub fn is_near(&self, point: GridPoint) -> bool {
        let at = point.to_millimetres();
        self.holder(point).is_some()
            || self.outline.distance_2(at).is_some_and(|square| square.sqrt() / 1000.0 <= COLLAR_M)
    }
}
