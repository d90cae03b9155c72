//! Simplify a coverage: the same faces and neighbours, with fewer vertices on the arcs between them.
//!
//! An arc is simplified once, for both faces beside it, so no gap and no overlap can open. Vertices go in order of the area of
//! the triangle they make with those beside them (M. Visvalingam and J. D. Whyatt, *Line generalisation by repeated elimination of
//! points*, The Cartographic Journal 30(1), 1993), and only while no other vertex lies in that triangle: whatever crossed the
//! new edge would have to end within it, since nothing crossed the old two. So arcs never cross, and a face keeps at least a
//! triangle, since an edge that is there already is not made a second time. Nodes, where three faces meet or the outline turns,
//! stay where they are, so neighbours stay neighbours. All of it in integers.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::coverage::{Arc, Coverage, Parts};
use super::dissolve::Shape;
use super::ring::GridPolygon;
use crate::domain::geometry::crs::GridPoint;

type Point = GeomWithData<[i64; 2], u32>;

/// The vertices of all arcs while some of them go.
struct Chains<'a> {
    vertices: &'a [GridPoint],
    /// The vertices before and after each that is inside an arc.
    beside: Vec<Option<[u32; 2]>>,
    /// Edges there are, by their ends in order.
    edges: HashSet<(u32, u32)>,
    /// Vertices there are.
    index: RTree<Point>,
}

impl Coverage {
    /// The same coverage with its arcs simplified: what is left out at a vertex is a triangle of no more than the square of
    /// `tolerance_m` metres. Numbers of vertices, faces and owners are the same.
    #[must_use]
    pub fn simplified(&self, tolerance_m: f64) -> Self {
        let mut chains = Chains::of(self);
        chains.thin(double_area_limit(tolerance_m));
        let arcs: Vec<Arc> = self.arcs.iter().map(|arc| chains.arc(arc)).collect();
        self.with_arcs(arcs)
    }

    /// A coverage of the outlines of groups of faces: a border within a group is gone, and a vertex where only such a border
    /// ended is no node any more. An owner is a group; a group has a face for each of its polygons.
    #[must_use]
    pub fn grouped(&self, outlines: &[Shape]) -> Self {
        let mut faces = Vec::new();
        let mut positions = std::collections::HashMap::new();
        for (group, shape) in (0u32..).zip(outlines) {
            for rings in &shape.polygons {
                for number in rings.iter().flatten() {
                    positions.insert(self.vertex(*number), self.position(*number));
                }
                let rings = rings.iter().map(|ring| self.ring(ring)).collect();
                // An outline's rings enclose something, or they would not be there.
                faces.extend(GridPolygon::new(rings).ok().map(|polygon| (group, polygon)));
            }
        }
        let built = Self::build(outlines.len(), faces, |vertex| {
            Ok::<_, std::convert::Infallible>(positions[&vertex])
        });
        built.unwrap_or_else(|never| match never {})
    }

    fn with_arcs(&self, arcs: Vec<Arc>) -> Self {
        let bare = Self { arcs, ..self.clone() };
        let faces = self.face_owner.len();
        let shapes = bare.dissolve_each(faces, |face| Some(face as usize));
        let polygons = self.faces().zip(shapes).map(|((owner, before), shape)| {
            let rings = shape.polygons.into_iter().next().unwrap_or_default();
            let rings = rings.iter().map(|ring| bare.ring(ring)).collect();
            (owner, GridPolygon::new(rings).unwrap_or_else(|_invalid_before| before.clone()))
        });
        let vertices = self.vertices.iter().copied().zip(self.positions.iter().copied()).collect();
        let owners = self.owners();
        Self::of_parts(Parts { vertices, faces: polygons.collect(), arcs: bare.arcs, owners })
    }
}

impl<'a> Chains<'a> {
    fn of(coverage: &'a Coverage) -> Self {
        let mut beside = vec![None; coverage.vertices.len()];
        let (mut edges, mut points) = (HashSet::new(), Vec::new());
        let mut seen = vec![false; coverage.vertices.len()];
        for arc in &coverage.arcs {
            for ends in arc.vertices.windows(2) {
                edges.insert(ordered(ends[0], ends[1]));
            }
            for three in arc.vertices.windows(3) {
                beside[three[1] as usize] = Some([three[0], three[2]]);
            }
            for number in &arc.vertices {
                if !std::mem::replace(&mut seen[*number as usize], true) {
                    points.push(Point::new(millimetres(coverage.vertex(*number)), *number));
                }
            }
        }
        Self { vertices: &coverage.vertices, beside, edges, index: RTree::bulk_load(points) }
    }

    /// Takes vertices out, the least triangle first, while one is within the limit and can go.
    fn thin(&mut self, limit: i64) {
        let mut waiting = BinaryHeap::new();
        for number in 0..self.beside.len() {
            let number = u32::try_from(number).expect("vertices are counted in 32 bits");
            self.wait(number, limit, &mut waiting);
        }
        while let Some(Reverse((area, number))) = waiting.pop() {
            // What changed since it began to wait, waits under its new area.
            if self.double_area(number) != Some(area) || !self.can_go(number) {
                continue;
            }
            let Some([before, after]) = self.take_out(number) else { continue };
            for neighbour in [before, after] {
                self.wait(neighbour, limit, &mut waiting);
            }
        }
    }

    fn wait(&self, number: u32, limit: i64, waiting: &mut BinaryHeap<Reverse<(i64, u32)>>) {
        if let Some(area) = self.double_area(number).filter(|area| *area <= limit) {
            waiting.push(Reverse((area, number)));
        }
    }

    /// Twice the area of the triangle at a vertex inside an arc, in square millimetres.
    fn double_area(&self, number: u32) -> Option<i64> {
        let [before, after] = self.beside[number as usize]?;
        let [a, b, c] = [before, number, after].map(|number| self.vertices[number as usize]);
        Some(turn(a, b, c).abs())
    }

    /// Whether the edge from the vertex before to the one after would meet nothing.
    fn can_go(&self, number: u32) -> bool {
        let Some([before, after]) = self.beside[number as usize] else { return false };
        if before == after || self.edges.contains(&ordered(before, after)) {
            return false;
        }
        let corners = [before, number, after];
        let [a, b, c] = corners.map(|number| self.vertices[number as usize]);
        let [least, most] = [i32::min, i32::max].map(|pick| {
            let axis = |of: fn(GridPoint) -> i32| i64::from(pick(pick(of(a), of(b)), of(c)));
            [axis(|at| at.easting_mm), axis(|at| at.northing_mm)]
        });
        let mut near = self.index.locate_in_envelope_intersecting(&AABB::from_corners(least, most));
        !near.any(|point| {
            !corners.contains(&point.data) && is_in(self.vertices[point.data as usize], [a, b, c])
        })
    }

    fn take_out(&mut self, number: u32) -> Option<[u32; 2]> {
        let [before, after] = self.beside[number as usize].take()?;
        if let Some([_, next]) = &mut self.beside[before as usize] {
            *next = after;
        }
        if let Some([last, _]) = &mut self.beside[after as usize] {
            *last = before;
        }
        self.edges.remove(&ordered(before, number));
        self.edges.remove(&ordered(number, after));
        self.edges.insert(ordered(before, after));
        self.index.remove(&Point::new(millimetres(self.vertices[number as usize]), number));
        Some([before, after])
    }

    /// An arc with what is left of its vertices.
    fn arc(&self, arc: &Arc) -> Arc {
        let last = arc.vertices.len() - 1;
        let stays = |place: &usize| {
            *place == 0 || *place == last || self.beside[arc.vertices[*place] as usize].is_some()
        };
        let vertices: Box<[u32]> = (0..=last).filter(stays).map(|place| arc.vertices[place]).collect();
        let at = |number: u32| self.vertices[number as usize];
        let length_m = vertices.windows(2).map(|ends| at(ends[0]).distance_m(at(ends[1]))).sum();
        Arc { vertices, left: arc.left, right: arc.right, length_m }
    }
}

fn ordered(one: u32, other: u32) -> (u32, u32) {
    (one.min(other), one.max(other))
}

fn millimetres(point: GridPoint) -> [i64; 2] {
    [point.easting_mm.into(), point.northing_mm.into()]
}

/// Twice the signed area of a triangle, positive when counter-clockwise: below 2^62 anywhere on the grid.
fn turn(a: GridPoint, b: GridPoint, c: GridPoint) -> i64 {
    let [[ax, ay], [bx, by], [cx, cy]] = [a, b, c].map(millimetres);
    (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
}

/// Whether a point lies in a triangle or on its border.
fn is_in(point: GridPoint, [a, b, c]: [GridPoint; 3]) -> bool {
    let turns = [turn(a, b, point), turn(b, c, point), turn(c, a, point)];
    if turn(a, b, c) == 0 {
        // A flat triangle is the stretch between its farthest corners, whose box was asked already.
        return turns.iter().all(|turn| *turn == 0);
    }
    turns.iter().all(|turn| *turn >= 0) || turns.iter().all(|turn| *turn <= 0)
}

#[expect(clippy::cast_possible_truncation, reason = "a tolerance is far below the size of the country")]
fn double_area_limit(tolerance_m: f64) -> i64 {
    let tolerance_mm = (tolerance_m * 1000.0).round() as i64;
    2 * tolerance_mm * tolerance_mm
}
