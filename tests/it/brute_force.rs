//! The slow and obvious twin of resolving a point: every polygon in turn, winding numbers in 128 bits, no index.

use std::collections::BTreeSet;

use footprint::domain::atlas::Atlas;
use footprint::domain::boundaries::partition::ZoneIx;
use footprint::domain::boundaries::placing::Located;
use footprint::domain::geometry::coverage::Coverage;
use footprint::domain::geometry::crs::GridPoint;
use footprint::domain::ground::places::Standing;

use crate::support::county;

#[derive(Debug, PartialEq, Eq)]
enum Side {
    Inside,
    OnBorder,
    Outside,
}

fn side(point: GridPoint, ring: &[GridPoint]) -> Side {
    let wide = |p: GridPoint| (i128::from(p.easting_mm), i128::from(p.northing_mm));
    let (x, y) = wide(point);
    let mut winding = 0;
    for (place, &from) in ring.iter().enumerate() {
        let ((x1, y1), (x2, y2)) = (wide(from), wide(ring[(place + 1) % ring.len()]));
        let left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
        let within = x1.min(x2) <= x && x <= x1.max(x2) && y1.min(y2) <= y && y <= y1.max(y2);
        if left == 0 && within {
            return Side::OnBorder;
        }
        if y1 <= y && y2 > y && left > 0 {
            winding += 1;
        }
        if y1 > y && y2 <= y && left < 0 {
            winding -= 1;
        }
    }
    if winding == 0 { Side::Outside } else { Side::Inside }
}

/// The neighbourhoods whose polygons hold or touch a point, and whether it is on a border.
fn zones_at(atlas: &Atlas, coverage: &Coverage, point: GridPoint) -> BTreeSet<ZoneIx> {
    let draft = &atlas.drafts[atlas.current];
    let partition = draft.division.partition().unwrap();
    let mut zones = BTreeSet::new();
    for (owner, polygon) in coverage.faces() {
        let is_near = polygon.may_hold(point);
        let sides: Vec<Side> =
            if is_near { polygon.rings().iter().map(|ring| side(point, ring)).collect() } else { vec![] };
        let Some((exterior, holes)) = sides.split_first() else {
            continue;
        };
        let touches = sides.contains(&Side::OnBorder);
        let inside = *exterior == Side::Inside && holes.iter().all(|hole| *hole == Side::Outside);
        if touches || inside {
            zones.insert(partition.zone_of_owner(owner));
        }
    }
    zones
}

fn assert_as_brute_force(point: GridPoint) {
    let atlas = &county().atlas;
    let expected: Vec<ZoneIx> = zones_at(atlas, &atlas.ground.areas, point).into_iter().collect();
    let found = match atlas.drafts[atlas.current].division.locate(&atlas.ground, point) {
        Located::In { zone, .. } => vec![zone],
        Located::OnBoundary { chosen, others, .. } | Located::InSeveral { chosen, others, .. } => {
            assert!(others.iter().all(|other| chosen < *other), "the least id was not chosen at {point:?}");
            std::iter::once(chosen).chain(others).collect()
        }
        Located::Outside { .. } => vec![],
    };
    assert_eq!(found, expected, "at {point:?}");
}

#[test]
fn every_postcode_is_where_brute_force_finds_it() {
    let ground = &county().atlas.ground;
    for site in ground.places.all().iter().filter_map(|place| place.site) {
        assert_as_brute_force(site.grid);
    }
}

/// Every vertex, every middle of a segment, and a millimetre to either side of it.
fn along_the_borders() -> Vec<GridPoint> {
    let coverage = &county().atlas.ground.areas;
    let mut points = Vec::new();
    for arc in coverage.arcs() {
        for ends in arc.vertices.windows(2) {
            let (a, b) = (coverage.vertex(ends[0]), coverage.vertex(ends[1]));
            let (east, north) =
                (f64::from(b.easting_mm - a.easting_mm), f64::from(b.northing_mm - a.northing_mm));
            let length = east.hypot(north);
            let middle = [
                f64::midpoint(f64::from(a.easting_mm), f64::from(b.easting_mm)),
                f64::midpoint(f64::from(a.northing_mm), f64::from(b.northing_mm)),
            ];
            points.push(a);
            for side_mm in [-1.0, 0.0, 1.0] {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a point between two vertices is within their range"
                )]
                points.push(GridPoint {
                    easting_mm: (middle[0] - side_mm * north / length).round() as i32,
                    northing_mm: (middle[1] + side_mm * east / length).round() as i32,
                });
            }
        }
    }
    points
}

#[test]
fn border_vertices_and_points_a_millimetre_from_every_border_are_where_brute_force_finds_them() {
    let points = along_the_borders();
    assert!(points.len() > 60_000, "{} points", points.len());
    for point in points {
        assert_as_brute_force(point);
    }
}

/// A small generator of our own (`SplitMix64`), so that a failure can be run again.
fn random_points(count: usize) -> impl Iterator<Item = GridPoint> {
    let mut state: u64 = 2026;
    let mut next = move |least: i32, most: i32| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let span = u64::try_from(most - least).unwrap();
        least + i32::try_from((z ^ (z >> 31)) % span).unwrap()
    };
    (0..count).map(move |_| GridPoint {
        easting_mm: next(415_000_000, 485_000_000),
        northing_mm: next(175_000_000, 255_000_000),
    })
}

#[test]
fn random_points_are_where_brute_force_finds_them() {
    random_points(20_000).for_each(assert_as_brute_force);
}

#[test]
#[ignore = "a minute in release: run by `make test-long`"]
fn a_million_random_points_are_where_brute_force_finds_them() {
    random_points(1_000_000).for_each(assert_as_brute_force);
}

#[test]
fn the_distance_to_the_border_is_that_to_the_nearest_of_all_segments() {
    let atlas = &county().atlas;
    let (ground, division) = (&atlas.ground, &atlas.drafts[atlas.current].division);
    let partition = division.partition().unwrap();
    let segments: Vec<(GridPoint, GridPoint, [ZoneIx; 2])> = ground
        .areas
        .arcs()
        .iter()
        .filter_map(|arc| {
            let zone = |face: Option<u32>| face.map(|face| partition.zone_of_owner(ground.areas.owner(face)));
            Some((arc, [zone(arc.left)?, zone(arc.right)?]))
        })
        .filter(|(_, zones)| zones[0] != zones[1])
        .flat_map(|(arc, zones)| {
            arc.vertices
                .windows(2)
                .map(move |ends| (ground.areas.vertex(ends[0]), ground.areas.vertex(ends[1]), zones))
        })
        .collect();
    let sites = ground.places.all().iter().step_by(37).filter_map(|place| place.site);
    let points = sites.map(|site| site.grid).chain(random_points(500));
    for point in points.chain(along_the_borders().into_iter().step_by(101)) {
        let Some(zone) = division.locate(ground, point).zone() else {
            continue;
        };
        let own = segments.iter().filter(|(.., zones)| zones.contains(&zone));
        let expected = own.map(|(a, b, _)| to_segment_m(point, *a, *b)).fold(f64::INFINITY, f64::min);
        let found = division.nearest_border(point, zone).unwrap();
        assert!((found.distance_m - expected).abs() < 1e-6, "{} instead of {expected}", found.distance_m);
        assert_ne!(found.across, zone);
    }
}

fn to_segment_m(point: GridPoint, a: GridPoint, b: GridPoint) -> f64 {
    let [px, py] = point.to_millimetres();
    let ([ax, ay], [bx, by]) = (a.to_millimetres(), b.to_millimetres());
    let (dx, dy) = (bx - ax, by - ay);
    let along = (((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (px - ax - along * dx).hypot(py - ay - along * dy) / 1000.0
}

#[test]
fn places_from_a_point_outwards_come_in_the_order_that_sorting_all_of_them_gives() {
    let ground = &county().atlas.ground;
    let live: Vec<_> =
        ground.places.all().iter().enumerate().filter(|(_, p)| p.standing == Standing::Live).collect();
    for point in random_points(40) {
        let square = |one: i32, other: i32| (i64::from(one) - i64::from(other)).pow(2);
        let mut all: Vec<(i64, usize)> = live
            .iter()
            .filter_map(|(number, place)| {
                let grid = place.site?.grid;
                let squares =
                    square(grid.easting_mm, point.easting_mm) + square(grid.northing_mm, point.northing_mm);
                Some((squares, *number))
            })
            .collect();
        all.sort_unstable();
        let found: Vec<usize> = ground.live().near(&ground.places, point).map(|near| near.number).collect();
        let sorted: Vec<usize> = all.into_iter().map(|(_, number)| number).collect();
        assert_eq!(found, sorted, "from {point:?}");
    }
}
