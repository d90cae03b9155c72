//! How far a point is from the border of its neighbourhood with another, and which neighbourhood lies across.
//!
//! An R-tree finds the nearest segments. Points are asked in their thousands, so in front of it the ground is cut into cells: each
//! keeps, from when it is first asked, the segments around it, and answers alone where none beyond them can be nearer.

use std::collections::BTreeSet;

use geo::Intersects;
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, PointDistance, RTree};

use super::partition::ZoneIx;
use crate::domain::geometry::cells::{Cell, Cells};
use crate::domain::geometry::coverage::Coverage;
use crate::domain::geometry::crs::GridPoint;

/// A segment, with its number among the stretches.
type Segment = GeomWithData<Line<[f64; 2]>, u32>;

/// A cell with more segments around it than this is no quicker than the tree.
const MOST_AROUND: usize = 192;

/// The segments between neighbourhoods, in millimetres of EPSG:27700.
#[derive(Default)]
pub struct BorderIndex {
    tree: RTree<Segment>,
    stretches: Box<[Stretch]>,
    cells: Cells<Option<Box<Around>>>,
}

/// The nearest border with another neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestBorder {
    /// Straight distance to it in metres.
    pub distance_m: f64,
    /// The neighbourhood on the other side; of several equally near, the first in display order.
    pub across: ZoneIx,
}

/// The numbers of all segments within `reach` of the middle of a cell; some may be beyond. Only numbers: there are tens of thousands
/// of cells, and each scenario that is asked has its own.
struct Around {
    middle: [f64; 2],
    reach: f64,
    segments: Box<[u32]>,
}

/// A segment, made ready for asking how far it is.
struct Stretch {
    from: [f64; 2],
    along: [f64; 2],
    /// One over the square of its length; nought for a point.
    per_length_2: f64,
    sides: [Option<ZoneIx>; 2],
}

/// The best so far: the square of its distance, and what lies across.
type Best = Option<(f64, ZoneIx)>;

impl BorderIndex {
    /// Indexes the arcs with a different neighbourhood on each side. The outline of the study area is no such border.
    ///
    /// `zone_of` gives the neighbourhood of an owner of the coverage. With `keep_unmatched`, arcs that no neighbour shares
    /// count too: in a drawn draft with gaps they are where one neighbourhood ends.
    #[must_use]
    pub fn new(coverage: &Coverage, zone_of: impl Fn(u32) -> ZoneIx, keep_unmatched: bool) -> Self {
        let (mut segments, mut stretches) = (Vec::new(), Vec::new());
        let mut bounds = AABB::from_points(&[] as &[[f64; 2]]);
        for arc in coverage.arcs() {
            let at = |vertex: &u32| coverage.vertex(*vertex).to_millimetres();
            for vertex in &arc.vertices {
                bounds = rstar::Envelope::merged(&bounds, &AABB::from_point(at(vertex)));
            }
            let zone = |face: Option<u32>| face.map(|face| zone_of(coverage.owner(face)));
            let sides = [zone(arc.left), zone(arc.right)];
            let matched = sides.iter().all(Option::is_some);
            if sides[0] == sides[1] || !(matched || keep_unmatched) {
                continue;
            }
            for ends in arc.vertices.windows(2) {
                let line = Line::new(at(&ends[0]), at(&ends[1]));
                let number = u32::try_from(stretches.len()).expect("borders have fewer segments than 2^32");
                segments.push(GeomWithData::new(line, number));
                stretches.push(Stretch::of(line, sides));
            }
        }
        let cells = Cells::over(bounds.lower(), bounds.upper());
        Self { tree: RTree::bulk_load(segments), stretches: stretches.into(), cells }
    }

    /// The nearest border between `zone` and another neighbourhood, seen from a point; none when there is no such border.
    #[must_use]
    pub fn nearest(&self, point: GridPoint, zone: ZoneIx) -> Option<NearestBorder> {
        let at = point.to_millimetres();
        let around = self.cells.at(at, |cell| Around::of(&self.tree, cell)).and_then(Option::as_deref);
        let best = around.and_then(|around| around.nearest(&self.stretches, at, zone));
        let best = best.or_else(|| self.nearest_by_tree(at, zone));
        best.map(|(distance_2, across)| NearestBorder { distance_m: distance_2.sqrt() / 1000.0, across })
    }

    /// The neighbourhoods on either side of every border that meets a square, given by two opposite corners in millimetres.
    pub(super) fn zones_of_borders_in(&self, low: [f64; 2], high: [f64; 2]) -> BTreeSet<ZoneIx> {
        let square = geo::Rect::new(low, high);
        let near = self.tree.locate_in_envelope_intersecting(&AABB::from_corners(low, high));
        let meeting = near.filter(|segment| {
            let Line { from, to } = *segment.geom();
            square.intersects(&geo::Line::new(from, to))
        });
        meeting.flat_map(|segment| self.stretches[segment.data as usize].sides).flatten().collect()
    }

    fn nearest_by_tree(&self, at: [f64; 2], zone: ZoneIx) -> Best {
        let mut best = None;
        for segment in self.tree.nearest_neighbor_iter(&at) {
            let Some(across) = other_side(self.stretches[segment.data as usize].sides, zone) else {
                continue;
            };
            let distance_2 = segment.distance_2(&at);
            if best.is_some_and(|(least, _)| distance_2 > least) {
                break;
            }
            best = nearer(best, (distance_2, across));
        }
        best
    }
}

fn nearer(best: Best, next: (f64, ZoneIx)) -> Best {
    match best {
        Some((least, first)) if least < next.0 || (least <= next.0 && first <= next.1) => best,
        _ => Some(next),
    }
}

impl Around {
    /// From anywhere in the cell the nearest of all borders is among them; none when they are too many.
    fn of(tree: &RTree<Segment>, Cell { middle, size }: Cell) -> Option<Box<Self>> {
        let nearest = tree.nearest_neighbor(&middle)?.distance_2(&middle).sqrt();
        // Half a diagonal to the middle and half one back, and a little for rounding.
        let reach = nearest + size * 1.5;
        let near = tree.locate_within_distance(middle, reach * reach);
        let segments: Box<[u32]> = near.take(MOST_AROUND + 1).map(|segment| segment.data).collect();
        (segments.len() <= MOST_AROUND).then(|| Box::new(Self { middle, reach, segments }))
    }

    /// The nearest border, where none beyond these can be nearer.
    fn nearest(&self, stretches: &[Stretch], at: [f64; 2], zone: ZoneIx) -> Best {
        let mut best = None;
        for stretch in self.segments.iter().map(|number| &stretches[*number as usize]) {
            if let Some(across) = other_side(stretch.sides, zone) {
                best = nearer(best, (stretch.distance_2(at), across));
            }
        }
        let off = (at[0] - self.middle[0]).hypot(at[1] - self.middle[1]);
        best.filter(|(distance_2, _)| distance_2.sqrt() < self.reach - off)
    }
}

impl Stretch {
    fn of(Line { from, to }: Line<[f64; 2]>, sides: [Option<ZoneIx>; 2]) -> Self {
        let along = [to[0] - from[0], to[1] - from[1]];
        let length_2 = along[0] * along[0] + along[1] * along[1];
        let per_length_2 = if length_2 > 0.0 { length_2.recip() } else { 0.0 };
        Self { from, along, per_length_2, sides }
    }

    fn distance_2(&self, at: [f64; 2]) -> f64 {
        let away = [at[0] - self.from[0], at[1] - self.from[1]];
        let share = (away[0] * self.along[0] + away[1] * self.along[1]) * self.per_length_2;
        let share = share.clamp(0.0, 1.0);
        let off = [away[0] - share * self.along[0], away[1] - share * self.along[1]];
        off[0] * off[0] + off[1] * off[1]
    }
}

fn other_side(sides: [Option<ZoneIx>; 2], zone: ZoneIx) -> Option<ZoneIx> {
    match sides {
        [Some(left), Some(right)] if left == zone => Some(right),
        [Some(left), Some(right)] if right == zone => Some(left),
        [Some(only), None] | [None, Some(only)] if only != zone => Some(only),
        _ => None,
    }
}
