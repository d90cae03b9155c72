//! Whether a polygon is valid, as OGC Simple Features has it (06-103r4, 6.1.11): no ring crosses or touches itself, and holes lie apart
//! from each other within the exterior, touching in points at most.
//!
//! Edges are compared exactly, on integers, and only with those near them: geo's own check compares each with every other, which
//! takes hours for a file of a country's coast.

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{Area, BooleanOps, Contains, Coord, InteriorPoint, Intersects, Line, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::ring::GridPolygon;
use crate::domain::geometry::crs::GridPoint;

/// Why a polygon is not valid. Rings are numbered from 1, the exterior first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPolygon {
    /// A ring meets itself elsewhere than at the ends of edges that follow each other.
    #[error("ring {ring} crosses or touches itself")]
    SelfIntersection {
        /// Which.
        ring: usize,
        /// A vertex near it.
        at: GridPoint,
    },
    /// Two rings cross, or run along one another.
    #[error("rings {one} and {other} cross, or run along one another")]
    CrossingRings {
        /// The first.
        one: usize,
        /// The second.
        other: usize,
        /// A vertex near it.
        at: GridPoint,
    },
    /// A hole lies outside the exterior, or within another hole.
    #[error("ring {ring}, a hole, lies outside the exterior or within another hole")]
    MisplacedHole {
        /// Which.
        ring: usize,
        /// A vertex of it.
        at: GridPoint,
    },
}

impl InvalidPolygon {
    /// A vertex near the place.
    #[must_use]
    pub fn at(&self) -> GridPoint {
        match self {
            Self::SelfIntersection { at, .. }
            | Self::CrossingRings { at, .. }
            | Self::MisplacedHole { at, .. } => *at,
        }
    }
}

/// An edge: its ring, its place in it, and its ends.
#[derive(Clone, Copy)]
struct Edge {
    ring: usize,
    place: usize,
    from: GridPoint,
    line: Line<i64>,
}

impl GridPolygon {
    /// Whether the polygon is valid.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn validity(&self) -> Result<(), InvalidPolygon> {
        self.meeting_edges()?;
        if self.rings().len() > 1 { self.holes() } else { Ok(()) }
    }

    fn edges(&self) -> impl Iterator<Item = Edge> {
        self.rings().iter().enumerate().flat_map(|(ring, vertices)| {
            let next = vertices.iter().cycle().skip(1);
            vertices.iter().zip(next).enumerate().map(move |(place, (from, to))| Edge {
                ring,
                place,
                from: *from,
                line: Line::new(from.to_coord(), to.to_coord()),
            })
        })
    }

    fn meeting_edges(&self) -> Result<(), InvalidPolygon> {
        let boxed = |edge: Edge| {
            let Line { start, end } = edge.line;
            GeomWithData::new(Rectangle::from_corners([start.x, start.y], [end.x, end.y]), edge)
        };
        let tree = RTree::bulk_load(self.edges().map(boxed).collect());
        for edge in self.edges() {
            let Line { start, end } = edge.line;
            let around = AABB::from_corners([start.x, start.y], [end.x, end.y]);
            for near in tree.locate_in_envelope_intersecting(&around) {
                let other = near.data;
                if (edge.ring, edge.place) < (other.ring, other.place) {
                    meeting(&edge, &other)?;
                }
            }
        }
        Ok(())
    }

    /// Holes that no edge crosses lie wholly on one side of every other ring.
    fn holes(&self) -> Result<(), InvalidPolygon> {
        let filled = |ring: &Vec<GridPoint>| GridPolygon::new(vec![ring.clone()]).ok();
        let rings: Vec<GridPolygon> = self.rings().iter().filter_map(filled).collect();
        let Some((exterior, holes)) = rings.split_first() else { return Ok(()) };
        let exterior = MultiPolygon::from(exterior.to_geo_float());
        let exterior = IntervalTreeMultiPolygon::new(&exterior);
        let holes: Vec<Polygon<f64>> = holes.iter().map(GridPolygon::to_geo_float).collect();
        let boxed = |(place, hole): (usize, &Polygon<f64>)| {
            let corners = hole.exterior().coords().map(|corner| [corner.x, corner.y]);
            let around = AABB::from_points(&corners.collect::<Vec<_>>());
            GeomWithData::new(Rectangle::from_aabb(around), place)
        };
        let tree = RTree::bulk_load(holes.iter().enumerate().map(boxed).collect());
        for (place, hole) in holes.iter().enumerate() {
            let Some(within) = hole.interior_point() else { continue };
            let mut around = tree.locate_all_at_point(&[within.x(), within.y()]);
            let is_nested = around.any(|near| near.data != place && holes[near.data].contains(&within));
            if is_nested || !exterior.contains(&within.0) {
                let at = self.rings()[place + 1][0];
                return Err(InvalidPolygon::MisplacedHole { ring: place + 2, at });
            }
        }
        self.holes_through_vertices()
    }

    /// Rings that cross in a vertex of both cross no edge: then what they go around an odd number of times is not what the exterior
    /// has without the holes.
    fn holes_through_vertices(&self) -> Result<(), InvalidPolygon> {
        let polygon = self.to_geo_float();
        let around = polygon.union(&MultiPolygon::new(Vec::new())).unsigned_area();
        #[expect(clippy::cast_precision_loss, reason = "compared with a tolerance")]
        let summed = self.double_area_mm2() as f64 / 2.0;
        let length: f64 = self.edges().map(|edge| edge.length_mm()).sum();
        // The union may move each vertex by a part of a millimetre.
        if (around - summed).abs() <= length {
            return Ok(());
        }
        Err(InvalidPolygon::CrossingRings { one: 1, other: 2, at: self.rings()[1][0] })
    }
}

impl Edge {
    #[expect(clippy::cast_precision_loss, reason = "a length in millimetres is below 2^53")]
    fn length_mm(&self) -> f64 {
        let Coord { x, y } = self.line.delta();
        (x as f64).hypot(y as f64)
    }
}

fn meeting(one: &Edge, other: &Edge) -> Result<(), InvalidPolygon> {
    if one.ring == other.ring {
        let follows = one.line.end == other.line.start || one.line.start == other.line.end;
        if !follows && one.line.intersects(&other.line) {
            return Err(InvalidPolygon::SelfIntersection { ring: one.ring + 1, at: one.from });
        }
    } else if cross(one.line, other.line) {
        return Err(InvalidPolygon::CrossingRings { one: one.ring + 1, other: other.ring + 1, at: one.from });
    }
    Ok(())
}

/// Whether two edges cross within both, or have more than a point in common.
fn cross(one: Line<i64>, other: Line<i64>) -> bool {
    let sides = [side(one, other.start), side(one, other.end), side(other, one.start), side(other, one.end)];
    if sides == [0; 4] {
        let along = |point: Coord<i64>| {
            let (delta, from) = (one.delta(), point - one.start);
            delta.x * from.x + delta.y * from.y
        };
        let (start, end) = (along(other.start), along(other.end));
        return start.min(end).max(0) < start.max(end).min(along(one.end));
    }
    sides[0] * sides[1] < 0 && sides[2] * sides[3] < 0
}

/// On which side of a line a point lies: 1 left, -1 right, 0 on it. Exact within the National Grid.
fn side(line: Line<i64>, point: Coord<i64>) -> i64 {
    let (delta, from) = (line.delta(), point - line.start);
    (delta.x * from.y - delta.y * from.x).signum()
}

#[cfg(test)]
mod tests {
    use geo::Validation;
    use proptest::prelude::*;

    use super::*;

    fn polygon(rings: &[&[(i32, i32)]]) -> GridPolygon {
        let ring = |ring: &&[(i32, i32)]| {
            ring.iter().map(|&(easting_mm, northing_mm)| GridPoint { easting_mm, northing_mm }).collect()
        };
        GridPolygon::new(rings.iter().map(ring).collect()).unwrap()
    }

    const SQUARE: &[(i32, i32)] = &[(0, 0), (1000, 0), (1000, 1000), (0, 1000)];

    #[test]
    fn rings_that_cross_or_touch_themselves_are_told_with_their_place() {
        let crossing = polygon(&[&[(0, 0), (1000, 0), (1000, 1000), (500, -500), (0, 1000)]]);
        let error = crossing.validity().unwrap_err();
        assert!(matches!(error, InvalidPolygon::SelfIntersection { ring: 1, .. }), "{error}");
        let touching = polygon(&[&[(0, 0), (500, 0), (1000, 0), (1000, 500), (500, 0), (0, 500)]]);
        assert!(touching.validity().is_err());
        assert_eq!(polygon(&[SQUARE]).validity(), Ok(()));
    }

    #[test]
    fn holes_may_touch_in_points_and_not_more() {
        let told = |hole: &[(i32, i32)]| polygon(&[SQUARE, hole]).validity();
        assert_eq!(told(&[(200, 200), (400, 200), (400, 400)]), Ok(()));
        assert_eq!(told(&[(0, 500), (400, 200), (400, 800)]), Ok(()), "it touches the exterior");
        assert!(told(&[(0, 200), (400, 200), (0, 800)]).is_err(), "it runs along the exterior");
        assert!(told(&[(500, 500), (1500, 500), (700, 900)]).is_err(), "it leaves the exterior");
        let outside = told(&[(1500, 500), (1600, 500), (1500, 600)]).unwrap_err();
        assert!(matches!(outside, InvalidPolygon::MisplacedHole { ring: 2, .. }), "{outside}");
        let nested =
            polygon(&[SQUARE, &[(100, 100), (900, 100), (500, 900)], &[(450, 300), (550, 300), (500, 400)]]);
        assert!(matches!(nested.validity(), Err(InvalidPolygon::MisplacedHole { ring: 3, .. })));
    }

    proptest! {
        /// The same as geo's check, on a small board where everything happens.
        #[test]
        fn the_same_is_valid_as_by_comparing_every_edge_with_every_other(
            exterior in prop::collection::vec((0..8i32, 0..8i32), 3..9),
            hole in prop::collection::vec((0..8i32, 0..8i32), 3..5),
            has_hole in any::<bool>(),
        ) {
            let scaled = |ring: &[(i32, i32)]| -> Vec<GridPoint> {
                ring.iter().map(|&(x, y)| GridPoint { easting_mm: x * 1000, northing_mm: y * 1000 }).collect()
            };
            let mut rings = vec![scaled(&exterior)];
            rings.extend(has_hole.then(|| scaled(&hole)));
            if let Ok(polygon) = GridPolygon::new(rings) {
                prop_assert_eq!(polygon.validity().is_ok(), polygon.to_geo_float().is_valid(), "{:?}", polygon);
            }
        }
    }
}
