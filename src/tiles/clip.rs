//! What a tile needs of a ring: every edge that meets the tile, whole, and as little as can be of the rest.
//!
//! No edge is cut where it leaves a tile, for the end of a cut would have to be rounded, and the tile beyond would round another.
//! A long edge is halved until its pieces are short: always at the same places, whichever tile asks, so all tiles draw the same
//! line. Then the ring is cut as Sutherland and Hodgman do (Communications of the ACM 17, 1974), by a frame so far around the tile
//! that no edge which meets the tile reaches it. What is left touches itself along the frame alone: a ring that crosses itself,
//! even far outside, is filled wrongly within by whoever cuts it into triangles.

use geo::{Coord, Intersects, Line, LineString, Polygon, Rect};

use super::coordinate::EXTENT;

/// Units from the north-west corner of a tile, x to the east and y to the south.
pub type Position = [i64; 2];

/// How far beyond its square a tile holds everything, in units: what lines and symbols reach over the border.
pub const BUFFER: i64 = 64;
/// The longest edge that is not halved, along either axis.
const LONGEST: i64 = 512;

const LEAST: i64 = -BUFFER;
const MOST: i64 = EXTENT + BUFFER;
/// The frame: whatever meets the tile is within. `MapLibre` takes -8192 to 8191.
const FRAME: [i64; 2] = [LEAST - LONGEST, MOST + LONGEST];
const WHOLE: [Position; 4] = [[LEAST, LEAST], [LEAST, MOST], [MOST, MOST], [MOST, LEAST]];
/// West, east, north, south.
const SIDES: [u8; 4] = [1, 2, 4, 8];

/// What is left of a ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clipped {
    /// No part of it is in the tile.
    Elsewhere,
    /// It holds all of the tile.
    Around,
    /// An edge of it meets the tile.
    Through(Vec<Position>),
}

/// Whether a tile holds a point.
#[must_use]
pub fn holds(position: Position) -> bool {
    beyond(position) == 0
}

/// Whether a tile holds a part of a box, of which two corners are given.
#[must_use]
pub fn may_hold([one, other]: [Position; 2]) -> bool {
    beyond(one) & beyond(other) == 0
}

/// A polygon as a tile needs it, exterior first; `None` when no part of it is in the tile.
#[must_use]
pub fn polygon(rings: &[Vec<Position>], origin: Position) -> Option<Vec<Vec<Position>>> {
    let mut clipped = rings.iter().map(|one| ring(one, origin));
    let mut kept = vec![match clipped.next()? {
        Clipped::Elsewhere => return None,
        Clipped::Around => WHOLE.to_vec(),
        Clipped::Through(exterior) => exterior,
    }];
    for hole in clipped {
        match hole {
            Clipped::Elsewhere => {}
            Clipped::Around => return None,
            Clipped::Through(hole) => kept.push(hole),
        }
    }
    Some(kept)
}

/// What a tile needs of an open ring.
#[must_use]
pub fn ring(ring: &[Position], origin: Position) -> Clipped {
    let mut ring: Vec<Position> = ring.iter().map(|[x, y]| [x - origin[0], y - origin[1]]).collect();
    let sides: Vec<u8> = ring.iter().map(|position| beyond(*position)).collect();
    if sides.iter().fold(u8::MAX, |all, sides| all & sides) != 0 {
        return Clipped::Elsewhere;
    }
    if sides.iter().all(|sides| *sides == 0) {
        return Clipped::Through(ring);
    }
    ring = halved(&ring);
    for axis in 0..2 {
        for (limit, side) in FRAME.into_iter().zip([Side::From, Side::To]) {
            ring = cut(&ring, axis, limit, side);
        }
    }
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if meets(&ring) {
        return Clipped::Through(ring);
    }
    let [x, y] = [EXTENT / 2; 2];
    if outline(&ring).intersects(&Coord { x, y }) { Clipped::Around } else { Clipped::Elsewhere }
}

/// The sides that a position is beyond, as bits.
fn beyond([x, y]: Position) -> u8 {
    let is_beyond = [x < LEAST, x > MOST, y < LEAST, y > MOST];
    SIDES.into_iter().zip(is_beyond).filter(|(_, is)| *is).map(|(side, _)| side).sum()
}

/// With long edges halved that may meet the tile.
fn halved(ring: &[Position]) -> Vec<Position> {
    let mut out = Vec::with_capacity(ring.len());
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        out.push(*from);
        halve(*from, *to, &mut out);
    }
    out
}

fn halve(from: Position, to: Position, out: &mut Vec<Position>) {
    let is_short = (0..2).all(|axis| (from[axis] - to[axis]).abs() <= LONGEST);
    if is_short || beyond(from) & beyond(to) != 0 {
        return;
    }
    // Rounded down: the same whichever end comes first, and in every tile.
    let middle = [0, 1].map(|axis| (from[axis] + to[axis]).div_euclid(2));
    halve(from, middle, out);
    out.push(middle);
    halve(middle, to, out);
}

/// Which side of a limit stays.
#[derive(Clone, Copy)]
enum Side {
    From,
    To,
}

/// What of a ring lies on one side of a limit of an axis.
fn cut(ring: &[Position], axis: usize, limit: i64, side: Side) -> Vec<Position> {
    let stays = |position: &Position| match side {
        Side::From => position[axis] >= limit,
        Side::To => position[axis] <= limit,
    };
    let mut out = Vec::with_capacity(ring.len());
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        if stays(from) {
            out.push(*from);
        }
        if stays(from) != stays(to) {
            out.push(crossing(*from, *to, axis, limit));
        }
    }
    out
}

/// Where an edge crosses a limit, rounded down to the unit: the same whichever end comes first.
fn crossing(one: Position, other: Position, axis: usize, limit: i64) -> Position {
    let [along, across] = [axis, 1 - axis];
    let (from, to) = if one[along] < other[along] { (one, other) } else { (other, one) };
    let [run, rise] = [along, across].map(|axis| i128::from(to[axis] - from[axis]));
    let risen = (rise * i128::from(limit - from[along])).div_euclid(run);
    let mut at = [limit; 2];
    at[across] = from[across] + i64::try_from(risen).expect("it lies between the ends of the edge");
    at
}

fn meets(ring: &[Position]) -> bool {
    let tile = Rect::new(Coord { x: LEAST, y: LEAST }, Coord { x: MOST, y: MOST });
    let mut edges = ring.iter().zip(ring.iter().cycle().skip(1));
    edges.any(|(from, to)| {
        beyond(*from) & beyond(*to) == 0 && Line::new(coord(*from), coord(*to)).intersects(&tile)
    })
}

fn outline(ring: &[Position]) -> Polygon<i64> {
    Polygon::new(ring.iter().map(|position| coord(*position)).collect::<LineString<i64>>(), vec![])
}

fn coord([x, y]: Position) -> Coord<i64> {
    Coord { x, y }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_within_is_as_it_was_and_one_elsewhere_is_gone() {
        let square = vec![[5000, 10], [5000, 500], [5600, 500], [5600, 10]];
        let moved = square.iter().map(|[x, y]| [x - EXTENT, *y]).collect();
        assert_eq!(ring(&square, [EXTENT, 0]), Clipped::Through(moved));
        assert_eq!(ring(&square, [0, 0]), Clipped::Elsewhere);
        // Beyond no one side, but past the corner.
        let corner = [[-5000, 2000], [-4000, 2000], [2000, -4000], [2000, -5000]];
        assert_eq!(ring(&corner, [0, 0]), Clipped::Elsewhere);
    }

    #[test]
    fn an_edge_that_two_share_crosses_a_limit_at_one_place() {
        let edges = [([0, 0], [7, 3]), ([-5, 11], [8, -2]), ([3, 9], [-4, -8]), ([-9, 1], [10, 2])];
        for (from, to) in edges {
            for axis in [0, 1] {
                for limit in from[axis].min(to[axis])..=from[axis].max(to[axis]) {
                    let [there, back] = [crossing(from, to, axis, limit), crossing(to, from, axis, limit)];
                    assert_eq!(there, back, "{from:?} to {to:?} at {limit}");
                }
            }
        }
    }

    #[test]
    fn what_lies_around_covers_the_tile_unless_in_a_hole() {
        let around = |by: i64| vec![[-by, -by], [-by, by], [by, by], [by, -by]];
        assert_eq!(ring(&around(1_000_000_000), [0, 0]), Clipped::Around);
        assert_eq!(polygon(&[around(100_000)], [0, 0]), Some(vec![WHOLE.to_vec()]));
        assert_eq!(polygon(&[around(100_000), around(90_000)], [0, 0]), None);
    }

    #[test]
    fn what_leaves_a_tile_and_comes_back_touches_itself_along_the_frame_alone() {
        // Two tongues reach in from the west, and the ring goes from one to the other and back by ways that cross when drawn straight.
        let ring_of = [
            [-900, 100],
            [300, 200],
            [-100, 300],
            [-3000, 900],
            [-2500, 2600],
            [-90, 2700],
            [400, 2800],
            [-700, 2900],
            [-9000, 1500],
        ];
        let Clipped::Through(kept) = ring(&ring_of, [0, 0]) else { panic!("it meets the tile") };
        let on_frame = |at: &Position| at.iter().any(|along| FRAME.contains(along));
        let edges: Vec<_> = kept.iter().zip(kept.iter().cycle().skip(1)).collect();
        for (place, (a, b)) in edges.iter().enumerate() {
            for (c, d) in edges.iter().skip(place + 2) {
                let is_next = std::ptr::eq(*d, *a);
                let both_on_frame = [a, b, c, d].iter().all(|at| on_frame(at));
                let [one, other] = [Line::new(coord(**a), coord(**b)), Line::new(coord(**c), coord(**d))];
                let touches_frame_only =
                    [a, b].iter().any(|at| on_frame(at)) && [c, d].iter().any(|at| on_frame(at));
                assert!(
                    is_next || both_on_frame || touches_frame_only || !one.intersects(&other),
                    "{one:?} {other:?}"
                );
            }
        }
        assert!(ring_of[..3].iter().skip(1).all(|at| kept.contains(at)), "what meets the tile is as it was");
    }

    #[test]
    fn an_edge_through_several_tiles_is_one_line_in_all_of_them() {
        let across = vec![[-30_000, 1_111], [40_001, 3_999], [0, 200_000]];
        // The pieces of it that cross the seam between two columns, as a tile of either has them.
        let crossing = |column: i64| match ring(&across, [column * EXTENT, 0]) {
            Clipped::Through(ring) => {
                assert!(ring.iter().flatten().all(|along| (FRAME[0]..=FRAME[1]).contains(along)));
                let whole: Vec<_> = ring.iter().map(|[x, y]| [x + column * EXTENT, *y]).collect();
                let pieces = whole
                    .iter()
                    .zip(whole.iter().cycle().skip(1))
                    .map(|(from, to)| [*from.min(to), *from.max(to)]);
                let is_across = |[from, to]: &[Position; 2]| {
                    from[0] <= EXTENT
                        && to[0] > EXTENT
                        && [from, to].iter().all(|at| (0..=EXTENT).contains(&at[1]))
                };
                pieces.filter(is_across).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let (west, east) = (crossing(0), crossing(1));
        assert_eq!((&west, west.len()), (&east, 1));
    }
}
