//! Borders in common with a set that was drawn: what lies within a distance of its border, by length.
//!
//! A drawn border follows ours by eye, never vertex by vertex, so identity would find nothing. For each of our segments the
//! part within the distance of one of theirs is an interval (a segment's neighbourhood is convex); the intervals of all near
//! ones are joined and added up. Exact but for rounding.

use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};

use super::coterminosity::BorderCoincidence;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::geometry::coverage::Coverage;

/// How near a drawn border counts as the same, in metres.
pub const NEAR_M: f64 = 10.0;

type Segment = GeomWithData<Line<[f64; 2]>, ()>;

/// The border of a drawn set, to be asked what lies near it. Millimetres of EPSG:27700.
pub struct NearBorder {
    segments: RTree<Segment>,
}

impl NearBorder {
    /// Indexes the borders between different owners; with `keep_unmatched` those that no neighbour shares too.
    #[must_use]
    pub fn new(coverage: &Coverage, keep_unmatched: bool) -> Self {
        let mut segments = Vec::new();
        for arc in coverage.arcs() {
            let owner = |face: Option<u32>| face.map(|face| coverage.owner(face));
            let (left, right) = (owner(arc.left), owner(arc.right));
            let is_matched = left.is_some() && right.is_some();
            if left == right || !(is_matched || keep_unmatched) {
                continue;
            }
            for ends in arc.vertices.windows(2) {
                let [from, to] = [ends[0], ends[1]].map(|end| coverage.vertex(end).to_millimetres());
                segments.push(GeomWithData::new(Line::new(from, to), ()));
            }
        }
        Self { segments: RTree::bulk_load(segments) }
    }

    /// Of the border between the neighbourhoods of areas, each arc once, what lies within [`NEAR_M`] of this border.
    #[must_use]
    pub fn coincidence(&self, areas: &Coverage, zone_of: impl Fn(u32) -> ZoneIx) -> BorderCoincidence {
        let mut found = BorderCoincidence::default();
        for arc in areas.arcs() {
            let (Some(left), Some(right)) = (arc.left, arc.right) else { continue };
            if zone_of(areas.owner(left)) == zone_of(areas.owner(right)) {
                continue;
            }
            found.internal_m += arc.length_m;
            for ends in arc.vertices.windows(2) {
                let [from, to] = [ends[0], ends[1]].map(|end| areas.vertex(end).to_millimetres());
                found.coincident_m += self.near_mm(from, to) / 1e3;
            }
        }
        found.share = (found.internal_m > 0.0).then(|| found.coincident_m / found.internal_m);
        found
    }

    /// The length in millimetres of the part of a segment within [`NEAR_M`] of this border.
    fn near_mm(&self, from: [f64; 2], to: [f64; 2]) -> f64 {
        let reach = NEAR_M * 1e3;
        let corner =
            |pick: fn(f64, f64) -> f64, by: f64| [pick(from[0], to[0]) + by, pick(from[1], to[1]) + by];
        let window = AABB::from_corners(corner(f64::min, -reach), corner(f64::max, reach));
        let near = self.segments.locate_in_envelope_intersecting(&window);
        let line = |segment: &Segment| [segment.geom().from, segment.geom().to];
        let intervals = near.filter_map(|segment| interval([from, to], line(segment), reach)).collect();
        covered(intervals) * length([from, to])
    }
}

/// The part of the line from 0 to 1 that some intervals cover together.
fn covered(mut intervals: Vec<(f64, f64)>) -> f64 {
    intervals.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut sum, mut reached) = (0.0, 0.0f64);
    for (start, end) in intervals {
        sum += (end - start.max(reached)).max(0.0);
        reached = reached.max(end);
    }
    sum
}

/// Where, from 0 to 1 along `ours`, the distance to `theirs` is at most `reach`: beside it, or around one of its ends.
fn interval(ours: [[f64; 2]; 2], theirs: [[f64; 2]; 2], reach: f64) -> Option<(f64, f64)> {
    let parts = [beside(ours, theirs, reach), around(ours, theirs[0], reach), around(ours, theirs[1], reach)];
    parts.into_iter().flatten().reduce(|(a, b), (start, end)| (a.min(start), b.max(end)))
}

/// Where a segment runs within a circle.
fn around([from, to]: [[f64; 2]; 2], centre: [f64; 2], radius: f64) -> Option<(f64, f64)> {
    let (along, away) = (less(to, from), less(from, centre));
    let (a, half_b, c) = (dot(along, along), dot(along, away), dot(away, away) - radius * radius);
    if a == 0.0 {
        return (c <= 0.0).then_some((0.0, 1.0));
    }
    let discriminant = half_b * half_b - a * c;
    if discriminant < 0.0 {
        return None;
    }
    let root = discriminant.sqrt();
    clip((-half_b - root) / a, (-half_b + root) / a)
}

/// Where a segment runs within the rectangle of that half width along another.
fn beside([from, to]: [[f64; 2]; 2], theirs: [[f64; 2]; 2], reach: f64) -> Option<(f64, f64)> {
    let long = length(theirs);
    if long == 0.0 {
        return None;
    }
    let [x, y] = less(theirs[1], theirs[0]).map(|part| part / long);
    let place = |point: [f64; 2]| {
        let away = less(point, theirs[0]);
        (dot(away, [x, y]), dot(away, [-y, x]))
    };
    let ((s, p), (s_to, p_to)) = (place(from), place(to));
    let (start, end) = between(s, s_to - s, 0.0, long)?;
    let (also_start, also_end) = between(p, p_to - p, -reach, reach)?;
    clip(start.max(also_start), end.min(also_end))
}

/// The t for which `at + t * by` lies between two values.
fn between(at: f64, by: f64, least: f64, most: f64) -> Option<(f64, f64)> {
    if by == 0.0 {
        return (least..=most).contains(&at).then_some((0.0, 1.0));
    }
    let (one, other) = ((least - at) / by, (most - at) / by);
    Some((one.min(other), one.max(other)))
}

fn clip(start: f64, end: f64) -> Option<(f64, f64)> {
    let (start, end) = (start.max(0.0), end.min(1.0));
    (start <= end).then_some((start, end))
}

fn less(one: [f64; 2], other: [f64; 2]) -> [f64; 2] {
    [one[0] - other[0], one[1] - other[1]]
}

fn dot(one: [f64; 2], other: [f64; 2]) -> f64 {
    one[0] * other[0] + one[1] * other[1]
}

fn length([from, to]: [[f64; 2]; 2]) -> f64 {
    let along = less(to, from);
    dot(along, along).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(ours: [[f64; 2]; 2], theirs: [[f64; 2]; 2]) -> Option<(f64, f64)> {
        interval(ours, theirs, 10.0)
    }

    #[test]
    fn a_parallel_segment_is_near_to_the_reach_beyond_its_ends() {
        let ours = [[0.0, 0.0], [100.0, 0.0]];
        assert_eq!(near(ours, [[40.0, 0.0], [60.0, 0.0]]), Some((0.3, 0.7)));
        let (start, end) = near(ours, [[40.0, 6.0], [60.0, 6.0]]).unwrap();
        assert!((start - 0.32).abs() < 1e-12 && (end - 0.68).abs() < 1e-12, "{start} {end}");
        assert_eq!(near(ours, [[40.0, 10.5], [60.0, 10.5]]), None);
    }

    #[test]
    fn a_crossing_segment_is_near_where_it_crosses() {
        let (start, end) = near([[0.0, 0.0], [100.0, 0.0]], [[50.0, -50.0], [50.0, 50.0]]).unwrap();
        assert!((start - 0.4).abs() < 1e-12 && (end - 0.6).abs() < 1e-12);
    }

    #[test]
    fn an_interval_agrees_with_sampling_distances() {
        let lines = [
            [[3.0, 7.0], [91.0, 40.0]],
            [[20.0, 30.0], [45.0, 18.0]],
            [[-9.0, 2.0], [4.0, -8.0]],
            [[60.0, 60.0], [60.0, 60.0]],
        ];
        for ours in lines {
            for theirs in lines {
                let found = near(ours, theirs);
                for step in 0..=1000 {
                    let t = f64::from(step) / 1000.0;
                    let at = [0, 1].map(|axis| ours[0][axis] + t * (ours[1][axis] - ours[0][axis]));
                    let along = less(theirs[1], theirs[0]);
                    let long = dot(along, along);
                    let s = if long == 0.0 {
                        0.0
                    } else {
                        (dot(less(at, theirs[0]), along) / long).clamp(0.0, 1.0)
                    };
                    let distance = length([at, [0, 1].map(|axis| theirs[0][axis] + s * along[axis])]);
                    let is_in = found.is_some_and(|(start, end)| (start..=end).contains(&t));
                    assert!(
                        is_in == (distance <= 10.0) || (distance - 10.0).abs() < 1e-6,
                        "{ours:?} {theirs:?} {t}"
                    );
                }
            }
        }
    }

    #[test]
    fn intervals_that_overlap_count_once() {
        assert!((covered(vec![(0.5, 0.7), (0.1, 0.3), (0.2, 0.4)]) - 0.5).abs() < 1e-12);
        assert!(covered(vec![]).abs() < 1e-12);
    }
}
