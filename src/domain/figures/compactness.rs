//! How compact a neighbourhood's outline is: three published ratios of 0 to 1, where 1 is a circle or convex.
//!
//! Everything is planar on canonical vertices (EPSG:27700). Areas are exact integers, and so is every decision on the way to
//! the smallest circle: only its centre and radius are rounded, once, at the end. No ratio says that an outline is right; a
//! valley or a ring road may be why it is long.

use geo::convex_hull::quick_hull;

use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::geometry::coverage::{Coverage, Shape, double_area_mm2};
use crate::domain::geometry::crs::GridPoint;

/// Three ratios of an outline, each over 0 and at most 1.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Compactness {
    /// 4 pi A / P^2: land against a circle of the same perimeter, holes and the county's outline in the perimeter.
    ///
    /// Polsby and Popper, The Third Criterion, Yale Law and Policy Review 9 (1991).
    pub polsby_popper: f64,
    /// A / area of the smallest circle around it.
    ///
    /// Reock, A Note: Measuring Compactness as a Requirement of Legislative Apportionment, Midwest Journal of Political
    /// Science 5 (1961).
    pub reock: f64,
    /// A / area of the convex hull.
    pub hull_ratio: f64,
}

/// The smallest circle around some points, in metres of EPSG:27700. Its centre may lie off the National Grid.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct BoundingCircle {
    /// Easting of the centre in metres.
    pub easting_m: f64,
    /// Northing of the centre in metres.
    pub northing_m: f64,
    /// Radius in metres.
    pub radius_m: f64,
}

/// A neighbourhood wholly inside another: every arc of its outline has the other on the far side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The one inside.
    pub inner: ZoneIx,
    /// The one around it.
    pub outer: ZoneIx,
}

/// The corners that decide a smallest circle.
enum Rim {
    /// A diameter.
    Pair(GridPoint, GridPoint),
    /// A triangle without an obtuse angle.
    Triple(GridPoint, GridPoint, GridPoint),
}

impl Compactness {
    /// Measures an outline on its coverage. None for an empty shape.
    #[must_use]
    pub fn of(coverage: &Coverage, shape: &Shape) -> Option<Self> {
        let hull = convex_hull(coverage, shape);
        let circle = BoundingCircle::around(&hull)?;
        let rings = shape.polygons.iter().flatten();
        let area_m2 = to_m2(rings.map(|ring| double_area_mm2(&coverage.ring(ring))).sum());
        let perimeter_m = coverage.perimeter_m(shape);
        Some(Self {
            polsby_popper: 4.0 * std::f64::consts::PI * area_m2 / (perimeter_m * perimeter_m),
            reock: area_m2 / circle.area_m2(),
            hull_ratio: area_m2 / to_m2(double_area_mm2(&hull)),
        })
    }
}

impl BoundingCircle {
    /// The smallest circle around the corners of a convex polygon, in either direction. None for fewer than two.
    ///
    /// Chrystal, On the problem to construct the minimum circle enclosing n given points in a plane, Proceedings of the
    /// Edinburgh Mathematical Society 3 (1885): see `rim`. Deterministic, and exact but for the last rounding.
    #[must_use]
    pub fn around(hull: &[GridPoint]) -> Option<Self> {
        match rim(hull)? {
            Rim::Pair(a, b) => Some(Self {
                easting_m: f64::midpoint(a.easting_m(), b.easting_m()),
                northing_m: f64::midpoint(a.northing_m(), b.northing_m()),
                radius_m: a.distance_m(b) / 2.0,
            }),
            Rim::Triple(a, b, c) => Some(Self::through(a, b, c)),
        }
    }

    /// The circle through the corners of a triangle: its circumcentre, as an offset from the first corner.
    #[expect(clippy::cast_precision_loss, reason = "exact integers until here, each rounded once")]
    fn through(a: GridPoint, b: GridPoint, c: GridPoint) -> Self {
        let ((bx, by), (cx, cy)) = (offset(a, b), offset(a, c));
        let (b_2, c_2) = (i128::from(bx * bx + by * by), i128::from(cx * cx + cy * cy));
        let four_areas = 2.0 * (bx * cy - by * cx) as f64;
        let east_m = (i128::from(cy) * b_2 - i128::from(by) * c_2) as f64 / four_areas / 1000.0;
        let north_m = (i128::from(bx) * c_2 - i128::from(cx) * b_2) as f64 / four_areas / 1000.0;
        Self {
            easting_m: a.easting_m() + east_m,
            northing_m: a.northing_m() + north_m,
            radius_m: east_m.hypot(north_m),
        }
    }

    /// Area in square metres.
    #[must_use]
    pub fn area_m2(&self) -> f64 {
        std::f64::consts::PI * self.radius_m * self.radius_m
    }
}

/// The corners of the convex hull of a shape, counter-clockwise, the first not repeated. Empty for an empty shape.
#[must_use]
pub fn convex_hull(coverage: &Coverage, shape: &Shape) -> Vec<GridPoint> {
    let exteriors = shape.polygons.iter().filter_map(|rings| rings.first()).flatten();
    let mut corners: Vec<_> = exteriors.map(|number| coverage.vertex(*number).to_coord()).collect();
    if corners.is_empty() {
        return Vec::new();
    }
    let mut hull = quick_hull(&mut corners).into_inner();
    hull.pop();
    let millimetres = |axis: i64| i32::try_from(axis).expect("a corner of the hull is a vertex of the shape");
    hull.iter()
        .map(|corner| GridPoint { easting_mm: millimetres(corner.x), northing_mm: millimetres(corner.y) })
        .collect()
}

/// Neighbourhoods wholly inside another, in the roster's order. `zone_of_owner` names an owner's neighbourhood.
#[must_use]
pub fn holes(coverage: &Coverage, zone_of_owner: impl Fn(u32) -> ZoneIx) -> Vec<Hole> {
    let mut across = std::collections::BTreeMap::<ZoneIx, Option<ZoneIx>>::new();
    for arc in coverage.arcs() {
        let [left, right] =
            [arc.left, arc.right].map(|face| face.map(|face| zone_of_owner(coverage.owner(face))));
        if left == right {
            continue;
        }
        for (own, other) in [(left, right), (right, left)] {
            let Some(own) = own else { continue };
            let known = across.entry(own).or_insert(other);
            if *known != other {
                *known = None;
            }
        }
    }
    let enclosed = across.into_iter().filter_map(|(inner, outer)| Some(Hole { inner, outer: outer? }));
    enclosed.collect()
}

/// The corners that the smallest circle runs through.
///
/// 1. Take a side of the hull as the chord, and the corner that sees it under the least angle: the circle through the three
///    holds all corners, since no other sees the chord under a lesser angle.
/// 2. If that angle is not acute, the chord is the diameter.
/// 3. If an angle at the chord is obtuse, the side opposite is the next chord, and the circle shrinks; where the next corner
///    is on the same circle, the chord grows instead. So this ends.
/// 4. Else the circle can shrink no further.
fn rim(hull: &[GridPoint]) -> Option<Rim> {
    let [mut from, mut to, ..] = *hull else { return None };
    loop {
        let Some(apex) = narrowest(hull, from, to) else { return Some(Rim::Pair(from, to)) };
        if dot(apex, from, to) <= 0 {
            return Some(Rim::Pair(from, to));
        }
        if dot(from, to, apex) < 0 {
            from = apex;
        } else if dot(to, from, apex) < 0 {
            to = apex;
        } else {
            return Some(Rim::Triple(from, to, apex));
        }
    }
}

/// The corner that sees the chord under the least angle: of greatest cotangent, dot by cross, compared exactly.
fn narrowest(hull: &[GridPoint], from: GridPoint, to: GridPoint) -> Option<GridPoint> {
    let mut best: Option<(GridPoint, i128, i128)> = None;
    for &corner in hull.iter().filter(|corner| **corner != from && **corner != to) {
        let ((fx, fy), (tx, ty)) = (offset(corner, from), offset(corner, to));
        let (dot, cross) = (i128::from(fx * tx + fy * ty), i128::from((fx * ty - fy * tx).abs()));
        if best.is_none_or(|(_, best_dot, best_cross)| dot * best_cross > best_dot * cross) {
            best = Some((corner, dot, cross));
        }
    }
    best.map(|(corner, ..)| corner)
}

/// The scalar product of the ways from `at` to two others: negative when the angle between is obtuse.
fn dot(at: GridPoint, one: GridPoint, other: GridPoint) -> i64 {
    let ((x1, y1), (x2, y2)) = (offset(at, one), offset(at, other));
    x1 * x2 + y1 * y2
}

fn offset(from: GridPoint, to: GridPoint) -> (i64, i64) {
    let way = to.to_coord() - from.to_coord();
    (way.x, way.y)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "an exact integer of at most 2^53 before it is divided, on county scale"
)]
fn to_m2(double_area_mm2: i64) -> f64 {
    double_area_mm2 as f64 / 2e6
}

#[cfg(test)]
mod tests {
    use std::f64::consts::{FRAC_PI_4, PI};

    use super::*;
    use crate::domain::geometry::coverage::GridPolygon;
    use crate::domain::geometry::crs::Crs84;

    /// Vertices by easting and northing in metres.
    fn points(corners: &[(i32, i32)]) -> Vec<GridPoint> {
        let vertex = |&(x, y): &(i32, i32)| GridPoint { easting_mm: x * 1000, northing_mm: y * 1000 };
        corners.iter().map(vertex).collect()
    }

    /// A rectangle, from its south-western to its north-eastern corner.
    fn rectangle(west: i32, south: i32, east: i32, north: i32) -> Vec<GridPoint> {
        points(&[(west, south), (east, south), (east, north), (west, north)])
    }

    /// A coverage of one face an owner.
    fn coverage(faces: Vec<Vec<Vec<GridPoint>>>) -> Coverage {
        let polygons = faces.into_iter().map(|rings| GridPolygon::new(rings).unwrap());
        let faces: Vec<_> = (0..).zip(polygons).collect();
        let nowhere = Crs84::from_lon_lat(0.0, 0.0).map(|point| point.to_lon_lat());
        Coverage::build(faces.len(), faces, |_| nowhere.clone()).unwrap()
    }

    fn measured(coverage: &Coverage) -> Compactness {
        Compactness::of(coverage, &coverage.dissolve(|_| true)).unwrap()
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }

    fn circle(corners: &[(i32, i32)]) -> BoundingCircle {
        BoundingCircle::around(&points(corners)).unwrap()
    }

    #[test]
    fn a_square_has_the_ratios_of_a_square() {
        let square = measured(&coverage(vec![vec![rectangle(0, 0, 7, 7)]]));
        close(square.polsby_popper, FRAC_PI_4);
        close(square.reock, 2.0 / PI);
        close(square.hull_ratio, 1.0);
    }

    #[test]
    fn a_hole_takes_land_off_and_adds_to_the_perimeter_alone() {
        let frame = measured(&coverage(vec![vec![rectangle(0, 0, 4, 4), rectangle(1, 1, 3, 3)]]));
        close(frame.polsby_popper, 4.0 * PI * 12.0 / (24.0 * 24.0));
        close(frame.reock, 12.0 / (8.0 * PI));
        close(frame.hull_ratio, 0.75);
    }

    #[test]
    fn pieces_apart_are_measured_by_one_hull_and_one_circle() {
        let two = measured(&coverage(vec![vec![rectangle(0, 0, 1, 1)], vec![rectangle(3, 0, 4, 1)]]));
        close(two.polsby_popper, 4.0 * PI * 2.0 / 64.0);
        close(two.reock, 2.0 / (17.0 / 4.0 * PI));
        close(two.hull_ratio, 0.5);
    }

    #[test]
    fn an_empty_shape_has_no_ratios() {
        let coverage = coverage(vec![vec![rectangle(0, 0, 1, 1)]]);
        assert_eq!(Compactness::of(&coverage, &coverage.dissolve(|_| false)), None);
        assert_eq!(BoundingCircle::around(&[]), None);
    }

    #[test]
    fn an_obtuse_triangle_lies_in_the_circle_over_its_longest_side() {
        let flat = circle(&[(0, 0), (10, 0), (4, 1)]);
        assert_eq!(flat, BoundingCircle { easting_m: 5.0, northing_m: 0.0, radius_m: 5.0 });
        let first_side_is_short = circle(&[(10, 0), (4, 1), (0, 0)]);
        assert_eq!(first_side_is_short, flat);
    }

    #[test]
    fn an_acute_triangle_lies_in_the_circle_through_its_corners() {
        let acute = circle(&[(0, 0), (6, 0), (3, 9)]);
        assert_eq!(acute, BoundingCircle { easting_m: 3.0, northing_m: 4.0, radius_m: 5.0 });
    }

    #[test]
    fn corners_on_one_circle_and_corners_in_a_row_end_the_search() {
        let expected = BoundingCircle { easting_m: 0.0, northing_m: 0.0, radius_m: 5.0 };
        let round = [(5, 0), (4, 3), (3, 4), (0, 5), (-3, 4), (-4, 3), (-5, 0), (-4, -3), (0, -5), (3, -4)];
        for start in 0..round.len() {
            let mut turned = round;
            turned.rotate_left(start);
            assert_eq!(circle(&turned), expected, "from {start}");
        }
        let in_a_row = [(-4, -3), (0, -3), (2, -3), (4, -3), (4, 3), (-4, 3)];
        for start in 0..in_a_row.len() {
            let mut turned = in_a_row;
            turned.rotate_left(start);
            assert_eq!(circle(&turned), expected, "from {start}");
        }
    }

    #[test]
    fn the_whole_national_grid_does_not_overflow() {
        let grid = circle(&[(0, 0), (700_000, 0), (700_000, 1_250_000), (0, 1_250_000)]);
        close(grid.radius_m, 700_000f64.hypot(1_250_000.0) / 2.0);
        let long = circle(&[(0, 0), (700_000, 0), (350_000, 1_250_000)]);
        close(long.easting_m, 350_000.0);
        close(long.radius_m, 1_250_000.0 - long.northing_m);
    }

    #[test]
    fn a_neighbourhood_inside_another_is_a_hole_and_one_at_the_edge_is_none() {
        let court = points(&[(1, 1), (2, 1), (3, 1), (3, 3), (2, 3), (1, 3)]);
        let around = vec![rectangle(0, 0, 4, 4), court];
        let beside = vec![rectangle(4, 0, 9, 4)];
        let (west, east) = (vec![rectangle(1, 1, 2, 3)], vec![rectangle(2, 1, 3, 3)]);
        let coverage = coverage(vec![around, beside, west, east]);
        let zones = |zone_of: [u32; 4]| holes(&coverage, |owner| ZoneIx::from_owner(zone_of[owner as usize]));
        let hole = |inner, outer| Hole { inner: ZoneIx::from_owner(inner), outer: ZoneIx::from_owner(outer) };
        assert_eq!(zones([0, 1, 2, 2]), [hole(2, 0)], "two areas of one neighbourhood");
        assert_eq!(zones([0, 1, 2, 3]), [], "each of the two has the other beside it");
        assert_eq!(zones([0, 1, 1, 1]), [], "a piece beside and a piece inside");
        assert_eq!(zones([0, 0, 0, 0]), []);
    }
}
