//! Laws of plans and borders, on any plan proptest can think of.

use std::collections::BTreeMap;
use std::convert::Infallible;

use footprint::domain::boundaries::partition::{Partition, ZoneIx};
use footprint::domain::boundaries::plan::{Change, Plan};
use footprint::domain::boundaries::side::Side;
use footprint::domain::figures::counting::Figures;
use footprint::domain::geometry::coverage::{Coverage, GridPolygon, double_area_mm2};
use footprint::domain::geometry::crs::{Crs84, GridPoint};
use footprint::domain::ground::geography::AreaIx;
use footprint::domain::ground::places::Standing;
use proptest::prelude::*;

use crate::support::county;

fn areas() -> Vec<AreaIx> {
    county().atlas.ground.geography.areas().map(|(ix, _)| ix).collect()
}

fn zones() -> Vec<ZoneIx> {
    let atlas = &county().atlas;
    atlas.drafts[atlas.current].division.roster().iter().map(|(zone, _)| zone).collect()
}

fn plan() -> Plan {
    let division = &county().atlas.drafts[county().atlas.current].division;
    Plan::of(division).unwrap()
}

/// Some moves of areas, as changes of one or more areas each.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    let moves = prop::collection::vec((0..areas().len(), 0..zones().len()), 1..12);
    let to_change = |moves: Vec<(usize, usize)>| {
        Change::Areas(moves.into_iter().map(|(area, zone)| (areas()[area], Some(zones()[zone]))).collect())
    };
    prop::collection::vec(moves.prop_map(to_change), 1..6)
}

/// Any partition there is: a few moves away from the draft, or every area anywhere.
fn partitions() -> impl Strategy<Value = Vec<Change>> {
    let anywhere = prop::collection::vec(0..zones().len(), areas().len()).prop_map(|places| {
        let moves = areas().into_iter().zip(places).map(|(area, zone)| (area, Some(zones()[zone])));
        vec![Change::Areas(moves.collect())]
    });
    prop_oneof![changes(), anywhere]
}

fn figures(partition: &Partition) -> Figures {
    let atlas = &county().atlas;
    let division = &atlas.drafts[atlas.current].division;
    Figures::count(&atlas.ground, Side { partition, ..division.side().unwrap() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_undoes(changes in changes()) {
        let (first, mut plan) = (plan(), plan());
        let inverses: Vec<Change> = changes.iter().map(|change| plan.apply(change)).collect();
        for inverse in inverses.iter().rev() {
            plan.apply(inverse);
        }
        prop_assert_eq!(plan, first);
    }

    #[test]
    fn no_resident_patient_or_land_is_lost_whatever_moves(changes in changes()) {
        let mut plan = plan();
        for change in &changes {
            plan.apply(change);
        }
        let before = figures(county().atlas.drafts[county().atlas.current].division.partition().unwrap());
        let after = figures(&plan.complete(&county().atlas.ground, &county().atlas.drafts[county().atlas.current].division).unwrap().partition);
        prop_assert_eq!(after.total(), before.total());
        let (before, after) = (before.flows.unwrap(), after.flows.unwrap());
        prop_assert_eq!(after.total(), before.total());
        prop_assert_eq!(after.cross_border().registered_outside, before.cross_border().registered_outside);
        prop_assert_eq!(after.cross_border().living_outside, before.cross_border().living_outside);
    }

    #[test]
    fn disjoint_changes_give_the_same_plan_in_any_order(split in 1usize..400, to in 0usize..15, other in 0usize..15) {
        let all = areas();
        let change = |areas: &[AreaIx], zone: usize| Change::Areas(areas.iter().map(|area| (*area, Some(zones()[zone]))).collect());
        let (one, two) = (change(&all[..split], to), change(&all[split..], other));
        let (mut forwards, mut backwards) = (plan(), plan());
        forwards.apply(&one);
        forwards.apply(&two);
        backwards.apply(&two);
        backwards.apply(&one);
        prop_assert_eq!(forwards, backwards);
    }

    #[test]
    fn any_partition_dissolves_into_shared_borders_without_gap_or_overlap(changes in partitions()) {
        let mut plan = plan();
        for change in &changes {
            plan.apply(change);
        }
        let partition = plan.complete(&county().atlas.ground, &county().atlas.drafts[county().atlas.current].division).unwrap().partition;
        let coverage = &county().atlas.ground.areas;
        let mut edges = BTreeMap::<(u32, u32), (u32, u32)>::new();
        let mut double_area = 0;
        for zone in zones() {
            let shape = coverage.dissolve(|face| partition.zone_of_owner(coverage.owner(face)) == zone);
            for rings in &shape.polygons {
                for (place, ring) in rings.iter().enumerate() {
                    let area = double_area_mm2(&coverage.ring(ring));
                    prop_assert_eq!(area > 0, place == 0, "exteriors turn left, holes right");
                    double_area += area;
                    let mut seen: Vec<u32> = ring.clone();
                    seen.sort_unstable();
                    seen.dedup();
                    prop_assert_eq!(seen.len(), ring.len(), "a ring passes every vertex once");
                    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                        let sides = edges.entry((*from.min(to), *from.max(to))).or_default();
                        if from < to { sides.0 += 1 } else { sides.1 += 1 }
                    }
                }
            }
        }
        prop_assert!(edges.values().all(|sides| sides.0 <= 1 && sides.1 <= 1), "an edge has one neighbourhood a side");
        let single = edges.values().filter(|sides| sides.0 + sides.1 == 1).count();
        prop_assert_eq!(single, 2_272, "only the county's outline has one side");
        let county: i64 = areas().iter().map(|area| coverage.double_area_mm2(u32::try_from(area.slot()).unwrap())).sum();
        prop_assert_eq!(double_area, county);
    }
}

/// Every set of cells of a board, four by four: whatever touches in a corner, and whatever holes there are.
#[test]
fn any_cells_of_a_board_dissolve_into_their_own_ground() {
    let place = Crs84::from_lon_lat(-1.25, 51.75).unwrap().to_lon_lat();
    // Where a ring begins follows from the order of the cells.
    for (step, start) in [(1, 0), (15, 15), (7, 3), (5, 9)] {
        let cell = |number: u32| {
            let place = (number * step + start) % 16;
            let [x, y] = [place % 4, place / 4].map(|along| i32::try_from(along * 1_000).unwrap());
            let corners = [[0, 0], [1_000, 0], [1_000, 1_000], [0, 1_000]];
            let corners = corners.map(|[dx, dy]| GridPoint { easting_mm: x + dx, northing_mm: y + dy });
            (number, GridPolygon::new(vec![corners.to_vec()]).unwrap())
        };
        let board = Coverage::build(16, (0..16).map(cell).collect(), |_| Ok::<_, Infallible>(place)).unwrap();
        for chosen in 0..1_u32 << 16 {
            let shape = board.dissolve(|face| chosen >> face & 1 == 1);
            let rings = shape.polygons.iter().flatten();
            let double_area: i64 = rings.map(|ring| double_area_mm2(&board.ring(ring))).sum();
            assert_eq!(
                double_area,
                i64::from(chosen.count_ones()) * 2_000_000,
                "{step} {start} {chosen:016b}"
            );
        }
    }
}

#[test]
fn a_postcode_is_parsed_to_itself_and_its_key_gives_it_back() {
    use footprint::domain::ground::postcode::Postcode;
    for place in county().atlas.ground.places.all() {
        let written = place.postcode.to_string();
        assert_eq!(written.parse::<Postcode>().unwrap(), place.postcode);
        assert_eq!(written.replace(' ', "").to_lowercase().parse::<Postcode>().unwrap(), place.postcode);
        assert_eq!(Postcode::from_key(place.postcode.key()), Some(place.postcode));
    }
}

#[test]
fn how_far_a_postcode_reaches_is_found_by_a_plain_search() {
    let places = &county().atlas.ground.places;
    let live: Vec<_> = places
        .all()
        .iter()
        .filter(|place| place.standing == Standing::Live)
        .filter_map(|place| place.site)
        .collect();
    let next = |at: GridPoint| {
        let others = live.iter().map(|site| at.distance_m(site.grid)).filter(|metres| *metres > 0.0);
        others.fold(f64::INFINITY, f64::min)
    };
    let mut terminated = 0;
    for (number, place) in places.all().iter().enumerate().step_by(997) {
        let at = place.site.unwrap().grid;
        let in_its_place = live
            .iter()
            .map(|site| site.grid)
            .min_by(|one, other| at.distance_m(*one).total_cmp(&at.distance_m(*other)))
            .filter(|_| place.standing == Standing::Terminated);
        terminated += u32::from(in_its_place.is_some());
        let expected = next(at).max(in_its_place.map_or(0.0, next));
        assert!((places.reach_m(number) - expected).abs() < 0.01, "{}", place.postcode);
    }
    assert!(terminated > 3, "{terminated}");
}
