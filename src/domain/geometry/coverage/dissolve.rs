//! Dissolve faces into the outline of a set of them, by cancelling the arcs they share.
//!
//! Arcs with a chosen face on one side only are joined into rings with the inside on the left. Where several meet, the
//! ring turns into the same wedge of inside it came along, and a ring that passes a vertex twice is cut in two there, so
//! polygons that touch in a point stay apart and holes that touch the outline stay holes (OGC Simple Features validity).

use std::cmp::Ordering;
use std::collections::HashMap;

use geo::{Contains, InteriorPoint};
use petgraph::unionfind::UnionFind;
use polylabel::polylabel;

use super::coverage::Coverage;
use super::ring::{GridPolygon, double_area_mm2};
use crate::domain::geometry::crs::GridPoint;

/// How much nearer to the border a label may be than it could.
const LABEL_TOLERANCE_MM: f64 = 5_000.0;

/// The outline of some faces: polygons of open rings of vertex numbers, exterior first, counter-clockwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// For each polygon its rings.
    pub polygons: Vec<Vec<Vec<u32>>>,
    /// Which arcs the outline is made of.
    pub arcs: Vec<u32>,
}

impl Shape {
    /// About how many bytes it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let rings = self.polygons.iter().flatten().map(|ring| size_of_val(ring) + size_of_val(&**ring));
        let polygons = self.polygons.len() * size_of::<Vec<Vec<u32>>>();
        size_of::<Self>() + polygons + rings.sum::<usize>() + size_of_val(&*self.arcs)
    }
}

/// An arc taken so that the inside lies to its left.
#[derive(Clone, Copy)]
struct Side {
    arc: usize,
    forward: bool,
    inside: u32,
}

impl Coverage {
    /// The outline of all faces that `chosen` accepts. Empty when it accepts none.
    pub fn dissolve(&self, chosen: impl Fn(u32) -> bool) -> Shape {
        self.dissolve_each(1, |face| chosen(face).then_some(0)).remove(0)
    }

    /// The outline of each of several groups of faces, numbered from 0, in one pass over the arcs.
    pub fn dissolve_each(&self, groups: usize, group_of: impl Fn(u32) -> Option<usize>) -> Vec<Shape> {
        let mut joined = UnionFind::<u32>::new(self.face_owner.len());
        let mut sides = vec![Vec::new(); groups];
        for (place, arc) in self.arcs.iter().enumerate() {
            let group = |face: Option<u32>| face.and_then(|face| Some((face, group_of(face)?)));
            match (group(arc.left), group(arc.right)) {
                (Some((left, one)), Some((right, other))) if one == other => {
                    joined.union(left, right);
                }
                (left, right) => {
                    for (side, forward) in [(left, true), (right, false)] {
                        if let Some((inside, group)) = side {
                            sides[group].push(Side { arc: place, forward, inside });
                        }
                    }
                }
            }
        }
        sides.iter().map(|sides| self.shape(sides, &joined)).collect()
    }

    /// Rings around ground that no face holds and that faces enclose, if only by touching in corners: counter-clockwise, each
    /// from its least vertex number, in order.
    pub(super) fn enclosed_voids(&self) -> Vec<Vec<u32>> {
        let mut sides = Vec::new();
        for (place, arc) in self.arcs.iter().enumerate() {
            // The void is to the left of a side of it.
            if let (None, Some(_)) | (Some(_), None) = (arc.left, arc.right) {
                sides.push(Side { arc: place, forward: arc.left.is_none(), inside: 0 });
            }
        }
        let rings = self.trace(&sides).into_iter().map(|(_, ring)| from_least(ring));
        let mut enclosed: Vec<Vec<u32>> =
            rings.filter(|ring| double_area_mm2(&self.ring(ring)) > 0).collect();
        enclosed.sort_by_key(|ring| self.vertex(ring[0]));
        enclosed
    }

    fn shape(&self, sides: &[Side], joined: &UnionFind<u32>) -> Shape {
        let arcs =
            sides.iter().map(|side| u32::try_from(side.arc).expect("arcs are counted in 32 bits")).collect();
        Shape { polygons: self.nest(self.trace(sides), joined), arcs }
    }

    /// The length of a shape's outline in metres, interiors included.
    #[must_use]
    pub fn perimeter_m(&self, shape: &Shape) -> f64 {
        shape.arcs.iter().map(|arc| self.arcs[*arc as usize].length_m).sum()
    }

    /// Where a label goes: the place within a shape's largest polygon that is farthest from its border, to a few metres (its pole
    /// of inaccessibility). None for an empty shape.
    #[must_use]
    pub fn label(&self, shape: &Shape) -> Option<GridPoint> {
        let rings = |rings: &Vec<Vec<u32>>| rings.iter().map(|ring| self.ring(ring)).collect();
        let polygons = shape.polygons.iter().filter_map(|polygon| GridPolygon::new(rings(polygon)).ok());
        let largest = polygons.max_by_key(GridPolygon::double_area_mm2)?.to_geo_float();
        let pole = polylabel(&largest, &LABEL_TOLERANCE_MM).ok().filter(|pole| largest.contains(pole));
        let point = pole.or_else(|| largest.interior_point())?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a point within canonical vertices is within their range"
        )]
        Some(GridPoint { easting_mm: point.x().round() as i32, northing_mm: point.y().round() as i32 })
    }

    /// A ring's vertices.
    #[must_use]
    pub fn ring(&self, ring: &[u32]) -> Vec<GridPoint> {
        ring.iter().map(|number| self.vertex(*number)).collect()
    }

    fn path(&self, side: Side) -> Vec<u32> {
        let vertices = &self.arcs[side.arc].vertices;
        if side.forward { vertices.to_vec() } else { vertices.iter().rev().copied().collect() }
    }

    /// Follows the sides into simple rings, each with a face that lies inside along it.
    fn trace(&self, sides: &[Side]) -> Vec<(u32, Vec<u32>)> {
        let paths: Vec<Vec<u32>> = sides.iter().map(|side| self.path(*side)).collect();
        let mut leaving = HashMap::<u32, Vec<usize>>::new();
        for (place, path) in paths.iter().enumerate() {
            leaving.entry(path[0]).or_default().push(place);
        }
        let mut used = vec![false; sides.len()];
        let mut rings = Vec::new();
        for first in 0..sides.len() {
            if used[first] {
                continue;
            }
            let mut ring = Vec::new();
            let mut side = first;
            loop {
                used[side] = true;
                let path = &paths[side];
                ring.extend_from_slice(&path[..path.len() - 1]);
                let is_open = |next: usize| next == first || !used[next];
                match self.turn(path, &leaving, &paths, is_open) {
                    Some(next) if next != first => side = next,
                    _ => break,
                }
            }
            rings
                .extend(cut_where_it_meets_itself(&ring).into_iter().map(|ring| (sides[first].inside, ring)));
        }
        rings
    }

    /// The open side that leaves where `path` ends, first clockwise from the way back. The first side of a ring stays open until the
    /// ring comes back to it, whatever else leaves from there: a polygon that touches it in a corner has a ring of its own.
    fn turn(
        &self,
        path: &[u32],
        leaving: &HashMap<u32, Vec<usize>>,
        paths: &[Vec<u32>],
        is_open: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let node = path[path.len() - 1];
        let back = self.direction(node, path[path.len() - 2]);
        let open = leaving.get(&node)?.iter().copied().filter(|side| is_open(*side));
        open.min_by(|a, b| {
            clockwise(back, self.direction(node, paths[*a][1]), self.direction(node, paths[*b][1]))
        })
    }

    fn direction(&self, from: u32, to: u32) -> (i64, i64) {
        let (from, to) = (self.vertex(from).to_coord(), self.vertex(to).to_coord());
        (to.x - from.x, to.y - from.y)
    }

    /// Puts each hole into the polygon whose inside is connected with the hole's.
    fn nest(&self, rings: Vec<(u32, Vec<u32>)>, joined: &UnionFind<u32>) -> Vec<Vec<Vec<u32>>> {
        let (mut exteriors, mut holes) = (Vec::new(), Vec::new());
        for (inside, ring) in rings {
            let ring = from_least(ring);
            let list = match double_area_mm2(&self.ring(&ring)) {
                1.. => &mut exteriors,
                // Where one neighbour has a vertex on a straight border and the other has none, nothing lies between.
                0 => continue,
                _ => &mut holes,
            };
            list.push((joined.find(inside), ring));
        }
        exteriors.sort_by_key(|(_, ring)| self.vertex(ring[0]));
        holes.sort_by_key(|(_, ring)| self.vertex(ring[0]));
        exteriors
            .into_iter()
            .map(|(piece, exterior)| {
                let own = holes.extract_if(.., |(of, _)| *of == piece).map(|(_, ring)| ring);
                std::iter::once(exterior).chain(own).collect()
            })
            .collect()
    }
}

/// Cuts a ring at every vertex it passes twice, so that each piece is simple.
fn cut_where_it_meets_itself(ring: &[u32]) -> Vec<Vec<u32>> {
    let mut pieces = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    let mut place_of = HashMap::new();
    for &vertex in ring {
        if let Some(&place) = place_of.get(&vertex) {
            let piece = open.split_off(place);
            for passed in &piece {
                place_of.remove(passed);
            }
            pieces.push(piece);
        }
        place_of.insert(vertex, open.len());
        open.push(vertex);
    }
    pieces.push(open);
    pieces
}

/// Starts a ring at its least vertex number, so that a shape is written one way.
fn from_least(mut ring: Vec<u32>) -> Vec<u32> {
    let least = ring.iter().enumerate().min_by_key(|(_, vertex)| **vertex).map_or(0, |(place, _)| place);
    ring.rotate_left(least);
    ring
}

/// Orders two directions by how far clockwise they lie from `start`, exactly.
fn clockwise(start: (i64, i64), a: (i64, i64), b: (i64, i64)) -> Ordering {
    let half = |way| {
        let cross = cross(start, way);
        u8::from(cross > 0 || (cross == 0 && dot(start, way) > 0))
    };
    half(a).cmp(&half(b)).then_with(|| cross(a, b).cmp(&0))
}

fn cross(a: (i64, i64), b: (i64, i64)) -> i64 {
    a.0 * b.1 - a.1 * b.0
}

fn dot(a: (i64, i64), b: (i64, i64)) -> i64 {
    a.0 * b.0 + a.1 * b.1
}
