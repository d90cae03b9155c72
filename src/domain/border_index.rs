//! How far a point is from the border of its neighbourhood with another, and which neighbourhood lies across.

use rstar::primitives::{GeomWithData, Line};
use rstar::{PointDistance, RTree};

use super::coverage::Coverage;
use super::crs::GridPoint;
use super::partition::ZoneIx;

type Segment = GeomWithData<Line<[f64; 2]>, [Option<ZoneIx>; 2]>;

/// An R-tree of the segments between neighbourhoods, in millimetres of EPSG:27700.
#[derive(Default)]
pub struct BorderIndex {
    segments: RTree<Segment>,
}

/// The nearest border with another neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestBorder {
    /// Straight distance to it in metres.
    pub distance_m: f64,
    /// The neighbourhood on the other side; of several equally near, the first in display order.
    pub across: ZoneIx,
}

impl BorderIndex {
    /// Indexes the arcs with a different neighbourhood on each side. The outline of the study area is no such border.
    ///
    /// `zone_of` gives the neighbourhood of an owner of the coverage. With `keep_unmatched`, arcs that no neighbour shares
    /// count too: in a drawn draft with gaps they are where one neighbourhood ends.
    #[must_use]
    pub fn new(coverage: &Coverage, zone_of: impl Fn(u32) -> ZoneIx, keep_unmatched: bool) -> Self {
        let mut segments = Vec::new();
        for arc in coverage.arcs() {
            let zone = |face: Option<u32>| face.map(|face| zone_of(coverage.owner(face)));
            let sides = [zone(arc.left), zone(arc.right)];
            let matched = sides.iter().all(Option::is_some);
            if sides[0] == sides[1] || !(matched || keep_unmatched) {
                continue;
            }
            for ends in arc.vertices.windows(2) {
                let [from, to] = [ends[0], ends[1]].map(|end| coverage.vertex(end).to_millimetres());
                segments.push(GeomWithData::new(Line::new(from, to), sides));
            }
        }
        Self { segments: RTree::bulk_load(segments) }
    }

    /// The nearest border between `zone` and another neighbourhood, seen from a point; none when there is no such border.
    #[must_use]
    pub fn nearest(&self, point: GridPoint, zone: ZoneIx) -> Option<NearestBorder> {
        let at = point.to_millimetres();
        let mut best: Option<(f64, ZoneIx)> = None;
        for segment in self.segments.nearest_neighbor_iter(&at) {
            let Some(across) = other_side(segment.data, zone) else {
                continue;
            };
            let distance_2 = segment.distance_2(&at);
            match best {
                Some((least, _)) if distance_2 > least => break,
                Some((_, first)) if first <= across => {}
                _ => best = Some((distance_2, across)),
            }
        }
        best.map(|(distance_2, across)| NearestBorder { distance_m: distance_2.sqrt() / 1000.0, across })
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
