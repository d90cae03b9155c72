//! Shape and agreement of borders: the county's golden figures, laws, and the smallest circle's slow twin.

use std::collections::BTreeSet;

use footprint::domain::boundaries::partition::{Neighbourhood, Roster, ZoneIx};
use footprint::domain::draft::Draft;
use footprint::domain::figures::compactness::{BoundingCircle, Compactness, Hole, convex_hull, holes};
use footprint::domain::figures::coterminosity::{Agreement, Coterminosity};
use footprint::domain::geometry::coverage::Shape;
use footprint::domain::geometry::crs::GridPoint;
use footprint::domain::ground::Ground;
use footprint::domain::ground::geography::{AreaIx, District};

use crate::support::county;

fn ground() -> &'static Ground {
    &county().atlas.ground
}

fn draft() -> &'static Draft {
    county().atlas.draft(None).unwrap()
}

fn zone(id: &str) -> ZoneIx {
    draft().division.roster().find(&id.parse().unwrap()).unwrap()
}

fn zone_of(area: AreaIx) -> ZoneIx {
    draft().division.zone_of_area(area).unwrap()
}

fn outline(id: &str) -> &'static Shape {
    draft().outline(zone(id))
}

/// The outlines of the neighbourhoods, the districts, every area, and the whole county.
fn outlines() -> Vec<Shape> {
    let (areas, geography) = (&ground().areas, &ground().geography);
    let district_of: Vec<_> = geography.areas().map(|(_, area)| area.district).collect();
    let by_district = geography
        .districts()
        .iter()
        .map(|district| areas.dissolve(|face| district_of[areas.owner(face) as usize] == district.code));
    let by_area = (0..428).map(|owner| areas.dissolve(|face| areas.owner(face) == owner));
    let mut outlines = draft().outlines.clone();
    outlines.extend(by_district.chain(by_area).chain([areas.dissolve(|_| true)]));
    outlines
}

fn vertices(shape: &Shape) -> Vec<GridPoint> {
    shape.polygons.iter().flatten().flatten().map(|number| ground().areas.vertex(*number)).collect()
}

fn with_districts(zones: usize, zone_of: impl Fn(AreaIx) -> ZoneIx) -> Coterminosity {
    let geography = &ground().geography;
    Coterminosity::compare(ground(), zones, zone_of, |area| geography.area(area).district)
}

/// The districts as if they were neighbourhoods.
fn districts() -> (Roster, impl Fn(AreaIx) -> ZoneIx) {
    let geography = &ground().geography;
    let as_neighbourhood = |district: &District| Neighbourhood {
        id: district.code.as_str().parse().unwrap(),
        name: district.name.clone(),
    };
    let roster = Roster::new(geography.districts().iter().map(as_neighbourhood).collect());
    let areas = geography.areas().map(|(_, area)| area.district.as_str().parse().unwrap());
    let zones: Vec<ZoneIx> = areas.map(|id| roster.find(&id).unwrap()).collect();
    (roster, move |area| zones[area.slot()])
}

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} instead of {expected}");
}

#[test]
fn three_neighbourhoods_are_as_compact_as_they_should_be() {
    // Radii and hulls were found apart from this program: by narrowing in on the centre, and by monotone chain.
    for (id, polsby_popper, radius_m, reock, hull_ratio) in [
        ("N01", 0.210_99, 5_555.029_6, 0.356_38, 0.677_25),
        ("N10", 0.681_67, 2_366.288_7, 0.611_09, 0.935_95),
        ("N14", 0.267_49, 11_998.905_3, 0.482_37, 0.814_21),
    ] {
        let found = Compactness::of(&ground().areas, outline(id)).unwrap();
        close(found.polsby_popper, polsby_popper, 0.000_005);
        close(found.reock, reock, 0.000_005);
        close(found.hull_ratio, hull_ratio, 0.000_005);
        let circle = BoundingCircle::around(&convex_hull(&ground().areas, outline(id))).unwrap();
        close(circle.radius_m, radius_m, 0.000_1);
    }
}

#[test]
fn neighbourhoods_agree_with_districts_as_far_as_they_should() {
    let found = with_districts(15, zone_of);
    close(found.agreement.homogeneity, 0.868_541, 0.000_000_5);
    close(found.agreement.completeness, 0.518_473, 0.000_000_5);
    close(found.agreement.v_measure, 0.649_330, 0.000_000_5);
    close(found.border.internal_m, 440_211.515, 0.001);
    close(found.border.coincident_m, 91_148.955, 0.001);
    close(found.border.share.unwrap(), 0.207_06, 0.000_005);
    for (id, share) in [("N01", 0.0), ("N08", 0.529_40), ("N10", 0.303_88), ("N14", 0.117_57)] {
        close(found.neighbourhoods[zone(id).slot()].share.unwrap(), share, 0.000_005);
    }
}

#[test]
fn districts_agree_wholly_with_themselves() {
    let geography = &ground().geography;
    let (roster, district_zone) = districts();
    let same = with_districts(roster.len(), district_zone);
    assert_eq!(same.agreement, Agreement { homogeneity: 1.0, completeness: 1.0, v_measure: 1.0 });
    assert_eq!(same.border.share, Some(1.0));
    assert_eq!(same.neighbourhoods.len(), geography.districts().len());
    assert!(same.neighbourhoods.iter().all(|border| border.share == Some(1.0)));
}

#[test]
fn asked_the_other_way_round_homogeneity_and_completeness_change_places() {
    let (roster, district_zone) = districts();
    let one = with_districts(15, zone_of);
    let other = Coterminosity::compare(ground(), roster.len(), district_zone, zone_of);
    close(other.agreement.homogeneity, one.agreement.completeness, 1e-12);
    close(other.agreement.completeness, one.agreement.homogeneity, 1e-12);
    close(other.agreement.v_measure, one.agreement.v_measure, 1e-12);
    close(other.border.coincident_m, one.border.coincident_m, 1e-6);
}

#[test]
fn a_perimeter_is_internal_border_and_the_countys_outline() {
    let (found, areas) = (with_districts(15, zone_of), &ground().areas);
    let twice: f64 = found.neighbourhoods.iter().map(|border| border.internal_m).sum();
    close(twice, 2.0 * found.border.internal_m, 1e-6);
    for (zone, _) in draft().division.roster().iter() {
        let outline = draft().outline(zone);
        let arcs = outline.arcs.iter().map(|arc| &areas.arcs()[*arc as usize]);
        let outer = arcs.filter(|arc| arc.left.is_none() || arc.right.is_none());
        let outer_m: f64 = outer.map(|arc| arc.length_m).sum();
        close(found.neighbourhoods[zone.slot()].internal_m + outer_m, areas.perimeter_m(outline), 1e-6);
    }
}

#[test]
fn an_area_is_a_hole_in_the_rest_unless_it_is_at_the_countys_edge() {
    let areas = &ground().areas;
    let partition = draft().division.partition().unwrap();
    assert_eq!(holes(areas, |owner| partition.zone_of_owner(owner)), [], "no neighbourhood lies in another");
    let (inner, outer) = (zone("N01"), zone("N02"));
    let outlying = areas.arcs().iter().filter(|arc| arc.right.is_none() || arc.left.is_none());
    let faces = outlying.filter_map(|arc| arc.left.or(arc.right));
    let at_edge: BTreeSet<u32> = faces.map(|face| areas.owner(face)).collect();
    for alone in 0..428 {
        let found = holes(areas, |owner| if owner == alone { inner } else { outer });
        let expected = if at_edge.contains(&alone) { vec![] } else { vec![Hole { inner, outer }] };
        assert_eq!(found, expected, "area {alone}");
    }
}

#[test]
fn the_ratios_of_every_outline_are_over_nought_and_at_most_one() {
    for shape in outlines() {
        let Compactness { polsby_popper, reock, hull_ratio } =
            Compactness::of(&ground().areas, &shape).unwrap();
        for ratio in [polsby_popper, reock, hull_ratio] {
            assert!(ratio > 0.0 && ratio <= 1.0, "{ratio}");
        }
        assert!(reock < hull_ratio, "the hull lies within the circle");
    }
}

#[test]
fn every_vertex_is_within_the_circle_and_at_least_two_are_on_it() {
    for shape in outlines() {
        let circle = BoundingCircle::around(&convex_hull(&ground().areas, &shape)).unwrap();
        let from_centre_m = |vertex: GridPoint| {
            (vertex.easting_m() - circle.easting_m).hypot(vertex.northing_m() - circle.northing_m)
        };
        let distances: Vec<f64> = vertices(&shape).into_iter().map(from_centre_m).collect();
        assert!(distances.iter().all(|distance_m| *distance_m <= circle.radius_m + 1e-6));
        assert!(distances.iter().filter(|distance_m| **distance_m >= circle.radius_m - 1e-6).count() >= 2);
    }
}

#[test]
fn a_hull_turns_left_at_corners_of_the_shape_and_has_every_vertex_on_its_left() {
    for id in ["N01", "N07", "N10", "N14"] {
        let (hull, vertices) = (convex_hull(&ground().areas, outline(id)), vertices(outline(id)));
        assert!(hull.iter().all(|corner| vertices.contains(corner)));
        for (place, &from) in hull.iter().enumerate() {
            let to = hull[(place + 1) % hull.len()];
            let right = vertices.iter().filter(|vertex| turn(from, to, **vertex) < 0);
            assert_eq!(right.count(), 0, "{id}");
        }
    }
}

/// Over 0 where the way by `from` and `to` turns left to `then`.
fn turn(from: GridPoint, to: GridPoint, then: GridPoint) -> i128 {
    let way = |point: GridPoint| {
        let way = point.to_coord() - from.to_coord();
        (i128::from(way.x), i128::from(way.y))
    };
    let ((x1, y1), (x2, y2)) = (way(to), way(then));
    x1 * y2 - x2 * y1
}

/// The radius in metres of the smallest circle over any two or through any three of the points that holds them all.
fn smallest_radius_of_all_m(points: &[GridPoint]) -> f64 {
    let metres: Vec<[f64; 2]> = points.iter().map(|point| [point.easting_m(), point.northing_m()]).collect();
    let apart = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
    let mut least = f64::INFINITY;
    let mut take = |centre: [f64; 2], radius_m: f64| {
        if radius_m < least && metres.iter().all(|point| apart(centre, *point) <= radius_m + 1e-6) {
            least = radius_m;
        }
    };
    for (i, &a) in metres.iter().enumerate() {
        for (j, &b) in metres.iter().enumerate().skip(i + 1) {
            take([f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])], apart(a, b) / 2.0);
            for &c in &metres[j + 1..] {
                let centre = circumcentre(a, b, c);
                take(centre, apart(centre, a));
            }
        }
    }
    least
}

/// Where the bisectors of two sides cross, by Cramer's rule.
fn circumcentre(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> [f64; 2] {
    let (bx, by, cx, cy) = (b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]);
    let (b_2, c_2) = (bx * bx + by * by, cx * cx + cy * cy);
    let twice = 2.0 * (bx * cy - by * cx);
    [a[0] + (b_2 * cy - c_2 * by) / twice, a[1] + (bx * c_2 - cx * b_2) / twice]
}

#[test]
fn the_circle_is_the_smallest_of_all_over_two_or_through_three_corners() {
    for id in ["N01", "N05", "N07", "N10", "N14"] {
        let hull = convex_hull(&ground().areas, outline(id));
        let circle = BoundingCircle::around(&hull).unwrap();
        close(circle.radius_m, smallest_radius_of_all_m(&hull), 1e-6);
    }
}
