//! What keeps polygons from being a coverage: every defect, each with where.
//!
//! The proof: when every polygon is valid, no two edges cross or touch but in common end points, every edge is cancelled
//! by its neighbour's or lies on an outline, no piece of the outline lies within a polygon, and the outline has no hole,
//! then every place is in exactly one polygon.

use std::collections::BTreeSet;

use geo::{Area, BooleanOps, Contains, InteriorPoint, Intersects, Line, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::coverage::Coverage;
use super::ring::{GridPolygon, double_area_mm2};
use crate::domain::geometry::crs::GridPoint;

/// One defect of a coverage. Owners are numbers as given to `Coverage::build`.
#[derive(Clone, Debug, PartialEq)]
pub enum CoverageDefect {
    /// A polygon crosses or touches itself.
    InvalidGeometry {
        /// Whose polygon.
        owner: u32,
        /// What is wrong with it.
        reason: String,
        /// A vertex near it.
        at: GridPoint,
    },
    /// Two owners hold the same ground, or their borders touch without common vertices (then the area is nought).
    Overlap {
        /// The lesser owner.
        a: u32,
        /// The greater owner.
        b: u32,
        /// Common ground in square metres.
        area_m2: f64,
        /// A place within it; without common ground, a vertex near it.
        at: GridPoint,
    },
    /// Ground that nobody holds, enclosed by the coverage.
    Gap {
        /// Its size in square metres.
        area_m2: f64,
        /// A vertex of its border.
        at: GridPoint,
    },
}

/// Overlaps and gaps below this are an artefact of generalised boundaries: a warning (square metres).
const TOLERATED_M2: f64 = 50.0;
/// A hole at least this large is another authority's land inside the study area, not an error (square metres).
const ENCLAVE_M2: f64 = 1_000_000.0;

impl CoverageDefect {
    /// Whether base areas with this defect cannot be used; the rest is a warning.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::InvalidGeometry { .. } => true,
            Self::Overlap { area_m2, .. } => *area_m2 >= TOLERATED_M2,
            Self::Gap { area_m2, .. } => (TOLERATED_M2..ENCLAVE_M2).contains(area_m2),
        }
    }

    /// What two different owners are told who hold the same ground, by more than is tolerated, where nobody's ground may be another's
    /// too: one of them would be taken in silence. None of any other defect.
    #[must_use]
    pub fn held_twice(&self, name: impl Fn(u32) -> String) -> Option<String> {
        let is_held_twice = matches!(self, Self::Overlap { a, b, .. } if a != b) && self.is_fatal();
        is_held_twice.then(|| {
            let told = self.describe(name);
            format!(
                "{told}: that ground cannot be in both; cut one of the two polygons by the other, or take one out"
            )
        })
    }

    /// The defect in words, owners named by `name`.
    #[must_use]
    pub fn describe(&self, name: impl Fn(u32) -> String) -> String {
        let place = |at: &GridPoint| format!("near {at}");
        match self {
            Self::InvalidGeometry { owner, reason, at } => {
                format!("the polygon of {} is not valid {}: {reason}", name(*owner), place(at))
            }
            Self::Overlap { a, b, area_m2, at } if *area_m2 == 0.0 => {
                format!("{} and {} touch without common vertices {}", name(*a), name(*b), place(at))
            }
            Self::Overlap { a, b, area_m2, at } => {
                format!("{} and {} overlap by {area_m2:.3} m2 {}", name(*a), name(*b), place(at))
            }
            Self::Gap { area_m2, at } => format!("a gap of {area_m2:.3} m2 {}", place(at)),
        }
    }
}

type EdgeBox = GeomWithData<Rectangle<[i64; 2]>, (u32, u32, u32)>;

impl Coverage {
    /// All defects, in order of kind and owner; none when this is a clean coverage.
    #[must_use]
    pub fn defects(&self) -> Vec<CoverageDefect> {
        let mut defects = self.invalid_polygons();
        defects.extend(self.overlaps());
        defects.extend(self.gaps());
        defects
    }

    fn invalid_polygons(&self) -> Vec<CoverageDefect> {
        let mut defects = Vec::new();
        for (owner, polygon) in self.faces() {
            if let Err(error) = polygon.validity() {
                let (reason, at) = (error.to_string(), error.at());
                defects.push(CoverageDefect::InvalidGeometry { owner, reason, at });
            }
        }
        defects
    }

    fn overlaps(&self) -> Vec<CoverageDefect> {
        let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
        let mut found = Vec::new();
        for (a, b, at) in self.crossings().into_iter().chain(self.nested()).chain(self.doubled()) {
            if pairs.insert((a, b)) {
                let (one, other) =
                    (self.polygons[a as usize].to_geo_float(), self.polygons[b as usize].to_geo_float());
                let common = one.intersection(&other);
                let area_m2 = common.unsigned_area() / 1e6;
                let at = within(&common).unwrap_or(at);
                let (a, b) = (self.owner(a), self.owner(b));
                found.push(CoverageDefect::Overlap { a: a.min(b), b: a.max(b), area_m2, at });
            }
        }
        found
    }

    /// Pairs of faces of which an edge of one meets an edge of the other outside common end points.
    fn crossings(&self) -> Vec<(u32, u32, GridPoint)> {
        let mut boxes: Vec<EdgeBox> = Vec::new();
        for (number, arc) in (0u32..).zip(&self.arcs) {
            boxes.extend(arc.vertices.windows(2).map(|ends| {
                let (from, to) = (self.vertex(ends[0]).to_coord(), self.vertex(ends[1]).to_coord());
                GeomWithData::new(
                    Rectangle::from_corners([from.x, from.y], [to.x, to.y]),
                    (number, ends[0], ends[1]),
                )
            }));
        }
        let tree = RTree::bulk_load(boxes);
        let mut found = Vec::new();
        for one in &tree {
            let envelope = AABB::from_corners(one.geom().lower(), one.geom().upper());
            for other in tree.locate_in_envelope_intersecting(&envelope) {
                if one.data < other.data && self.edges_collide(one.data, other.data) {
                    found.extend(self.faces_of(one.data.0, other.data.0, self.vertex(one.data.1)));
                }
            }
        }
        found.sort_unstable();
        found
    }

    fn edges_collide(&self, (_, a1, a2): (u32, u32, u32), (_, b1, b2): (u32, u32, u32)) -> bool {
        let line = |from, to| Line::new(self.vertex(from).to_coord(), self.vertex(to).to_coord());
        let (one, other) = (line(a1, a2), line(b1, b2));
        let common = [a1, a2].into_iter().filter(|end| *end == b1 || *end == b2).count();
        match common {
            0 => one.intersects(&other),
            1 => {
                // Two edges from one vertex collide only when they leave it the same way.
                let (shared, p) = if a1 == b1 || a1 == b2 { (a1, a2) } else { (a2, a1) };
                let q = if shared == b1 { b2 } else { b1 };
                let (s, p, q) =
                    (self.vertex(shared).to_coord(), self.vertex(p).to_coord(), self.vertex(q).to_coord());
                let (px, py, qx, qy) = (p.x - s.x, p.y - s.y, q.x - s.x, q.y - s.y);
                px * qy == py * qx && px * qx + py * qy > 0
            }
            _ => true,
        }
    }

    fn faces_of(&self, one: u32, other: u32, at: GridPoint) -> Vec<(u32, u32, GridPoint)> {
        let faces =
            |arc: u32| [self.arcs[arc as usize].left, self.arcs[arc as usize].right].into_iter().flatten();
        let mut pairs = Vec::new();
        for a in faces(one) {
            pairs.extend(faces(other).filter(|b| *b != a).map(|b| (a.min(b), a.max(b), at)));
        }
        pairs
    }

    /// Pairs of faces of which one lies wholly within the other, whose edges never meet.
    fn nested(&self) -> Vec<(u32, u32, GridPoint)> {
        let outer = self.dissolve(|_| true);
        let mut found = Vec::new();
        for arc in outer.arcs {
            let arc = &self.arcs[arc as usize];
            let Some(face) = arc.left.or(arc.right) else {
                continue;
            };
            let at = self.vertex(arc.vertices[0]);
            for (other, polygon) in (0u32..).zip(&self.polygons) {
                let point = geo::Point(at.to_coord());
                if other != face && polygon.may_hold(at) && polygon.to_geo().contains(&point) {
                    found.push((face.min(other), face.max(other), at));
                }
            }
        }
        found
    }

    /// Pairs of faces that share ground although their edges meet in common vertices alone: what both hold is then a piece of the
    /// outline by itself, for neither cancels the other's edges.
    fn doubled(&self) -> Vec<(u32, u32, GridPoint)> {
        let mut found = Vec::new();
        for rings in self.dissolve(|_| true).polygons {
            let Some(Ok(piece)) = rings.first().map(|ring| GridPolygon::new(vec![self.ring(ring)])) else {
                continue;
            };
            let at = piece.rings()[0][0];
            let Some(within) = piece.to_geo_float().interior_point() else { continue };
            let holds =
                |polygon: &GridPolygon| polygon.may_hold(at) && polygon.to_geo_float().contains(&within);
            let holders: Vec<u32> = (0u32..)
                .zip(&self.polygons)
                .filter(|(_, polygon)| holds(polygon))
                .map(|(face, _)| face)
                .collect();
            found.extend(holders.windows(2).map(|pair| (pair[0], pair[1], at)));
        }
        found
    }

    fn gaps(&self) -> Vec<CoverageDefect> {
        let gap = |hole: &Vec<u32>| {
            let ring = self.ring(hole);
            #[expect(clippy::cast_precision_loss, reason = "an area for people to read")]
            let area_m2 = double_area_mm2(&ring).unsigned_abs() as f64 / 2e6;
            CoverageDefect::Gap { area_m2, at: ring[0] }
        };
        self.enclosed_voids().iter().map(gap).collect()
    }
}

/// A place within some ground, to the millimetre; none where there is no room for one.
fn within(ground: &MultiPolygon<f64>) -> Option<GridPoint> {
    let largest = ground.iter().max_by(|one, other| one.unsigned_area().total_cmp(&other.unsigned_area()))?;
    let place = largest.interior_point()?;
    #[expect(clippy::cast_possible_truncation, reason = "between canonical vertices")]
    let at = GridPoint { easting_mm: place.x().round() as i32, northing_mm: place.y().round() as i32 };
    largest.contains(&geo::Point::new(f64::from(at.easting_mm), f64::from(at.northing_mm))).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::geometry::crs::LonLat;

    /// Squares of a kilometre at places of a board whose first corner is at 450 km east and 200 km north.
    fn squares(places: &[(i32, i32)]) -> Coverage {
        let corner = |x: i32, y: i32| GridPoint {
            easting_mm: 450_000_000 + x * 1_000_000,
            northing_mm: 200_000_000 + y * 1_000_000,
        };
        let square = |&(x, y): &(i32, i32)| {
            let ring = vec![corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)];
            GridPolygon::new(vec![ring]).unwrap()
        };
        let faces = (0u32..).zip(places.iter().map(square)).collect();
        let anywhere = |_| Ok::<_, std::convert::Infallible>(LonLat::from_e7(0, 0).unwrap());
        Coverage::build(places.len(), faces, anywhere).unwrap_or_else(|never| match never {})
    }

    #[test]
    fn ground_that_squares_enclose_by_their_corners_alone_is_a_gap_of_its_size() {
        let around = squares(&[(1, 0), (0, 1), (2, 1), (1, 2)]).defects();
        let [CoverageDefect::Gap { area_m2, at }] = around[..] else { panic!("{around:?}") };
        assert!((area_m2 - 1_000_000.0).abs() < f64::EPSILON, "{area_m2}");
        let corners = [451_000_000, 452_000_000].contains(&at.easting_mm)
            && [201_000_000, 202_000_000].contains(&at.northing_mm);
        assert!(corners, "a corner of the square in the middle: {at}");
        // Three of them enclose nothing.
        assert_eq!(squares(&[(1, 0), (0, 1), (2, 1)]).defects(), []);
        // Two voids that touch each other in a corner are two.
        let two = squares(&[(1, 0), (0, 1), (2, 1), (1, 2), (3, 2), (2, 3)]);
        let sizes: Vec<f64> = two
            .defects()
            .iter()
            .filter_map(|defect| match defect {
                CoverageDefect::Gap { area_m2, .. } => Some(*area_m2),
                _ => None,
            })
            .collect();
        assert_eq!(sizes, [1_000_000.0, 1_000_000.0]);
    }
}
