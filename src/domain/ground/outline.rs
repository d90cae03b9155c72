//! Where the areas end that nothing is known beyond.

use geo::Intersects;
use rstar::primitives::Line;
use rstar::{AABB, PointDistance, RTree};

use crate::domain::geometry::coverage::Coverage;

/// The segments that have an area on one side alone, in millimetres of EPSG:27700.
pub struct Outline(RTree<Line<[f64; 2]>>);

impl Outline {
    /// Of areas.
    #[must_use]
    pub fn of(areas: &Coverage) -> Self {
        let outer = areas.arcs().iter().filter(|arc| arc.left.is_none() || arc.right.is_none());
        let segments = outer.flat_map(|arc| arc.vertices.windows(2)).map(|ends| {
            let [from, to] = [ends[0], ends[1]].map(|end| areas.vertex(end).to_millimetres());
            Line::new(from, to)
        });
        Self(RTree::bulk_load(segments.collect()))
    }

    /// Whether it meets a square, given by two opposite corners in millimetres.
    #[must_use]
    pub fn meets(&self, low: [f64; 2], high: [f64; 2]) -> bool {
        let square = geo::Rect::new(low, high);
        let mut near = self.0.locate_in_envelope_intersecting(&AABB::from_corners(low, high));
        near.any(|line| square.intersects(&geo::Line::new(line.from, line.to)))
    }

    /// The square of the distance to its nearest segment, in square millimetres; none without one.
    #[must_use]
    pub fn distance_2(&self, at: [f64; 2]) -> Option<f64> {
        self.0.nearest_neighbor(&at).map(|line| line.distance_2(&at))
    }
}
