//! Facts of the shipped county that a person can look up, and the golden figures.

use footprint::domain::boundaries::partition::ZoneIx;
use footprint::domain::figures::flows::{From, To};
use footprint::domain::ground::practices::Status;
use footprint::planning::resolve::question::Asked;
use footprint::planning::resolve::resolution::Outcome;
use footprint::planning::resolve::resolver::Resolver;
use footprint::planning::terms::provenance::Named;

use crate::support::county;

fn zone(id: &str) -> ZoneIx {
    let atlas = &county().atlas;
    atlas.drafts[atlas.current].division.roster().find(&id.parse().unwrap()).unwrap()
}

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} instead of {expected}");
}

#[test]
fn the_county_has_the_areas_postcodes_practices_and_residents_it_should() {
    let atlas = &county().atlas;
    let ground = &atlas.ground;
    let draft = &atlas.drafts[atlas.current];
    assert_eq!(ground.places.live(), 22_294);
    assert_eq!(ground.places.all().len() - ground.places.live(), 16_523);
    assert_eq!(ground.geography.len(), 428);
    assert_eq!(ground.geography.districts().len(), 5);
    assert_eq!(ground.practices.len(), 268);
    assert_eq!(draft.division.homes().iter().flatten().count(), 65);
    let closed =
        ground.practices.iter().filter(|(_, practice)| matches!(practice.status, Status::Closed { .. }));
    assert_eq!(closed.count(), 3 + 4, "three of the county, four outside");
    assert_eq!(draft.division.roster().len(), 15);
    let total = draft.figures.as_ref().unwrap().total();
    assert_eq!((total.residents, total.core20_residents, total.areas), (738_276, Some(19_249), 428));
    assert!(atlas.warnings.is_empty(), "{:?}", atlas.warnings);
}

#[test]
fn the_areas_are_a_clean_coverage_of_paired_edges_on_one_outline() {
    let areas = &county().atlas.ground.areas;
    let edges = |arcs: &mut dyn Iterator<Item = &footprint::domain::geometry::coverage::Arc>| -> usize {
        arcs.map(|arc| arc.vertices.len() - 1).sum()
    };
    let paired = edges(&mut areas.arcs().iter().filter(|arc| arc.left.is_some() && arc.right.is_some()));
    let single = edges(&mut areas.arcs().iter().filter(|arc| arc.left.is_some() != arc.right.is_some()));
    assert_eq!((2 * paired, single), (28_122, 2_272));
    assert!(areas.defects().is_empty());
    let outline = areas.dissolve(|_| true);
    assert_eq!(outline.polygons.len(), 1, "one piece");
    assert_eq!(outline.polygons[0].len(), 1, "without holes");
    assert_eq!(
        areas.faces().filter(|(_, polygon)| polygon.rings().len() == 2).count(),
        2,
        "two areas have a hole"
    );
}

#[test]
fn the_flow_matrix_has_the_golden_figures_and_every_sum_closes() {
    let atlas = &county().atlas;
    let flows = atlas.drafts[atlas.current].figures.as_ref().unwrap().flows.as_ref().unwrap();
    let zones: Vec<ZoneIx> =
        atlas.drafts[atlas.current].division.roster().iter().map(|(zone, _)| zone).collect();
    let living: u64 = zones.iter().map(|zone| flows.living(From::Zone(*zone))).sum();
    let registered: u64 = zones.iter().map(|zone| flows.registered(To::Zone(*zone))).sum();
    assert_eq!((living, registered, flows.total()), (804_238, 805_039, 826_255));
    let cross = flows.cross_border();
    assert_eq!(cross.at_home, 688_672);
    assert_eq!(cross.between_neighbourhoods, 94_350);
    assert_eq!(cross.living_outside, 21_791);
    assert_eq!(cross.registered_outside, 21_216);
    assert_eq!(cross.unknown, 226);
    assert_eq!(flows.total(), living + cross.living_outside + cross.unknown);
    assert_eq!(flows.total(), registered + cross.registered_outside);
}

#[test]
fn banbury_and_thame_have_their_golden_figures() {
    let atlas = &county().atlas;
    let draft = &atlas.drafts[atlas.current];
    let figures = draft.figures.as_ref().unwrap();
    let flows = figures.flows.as_ref().unwrap();
    let (n01, n14) = (zone("N01"), zone("N14"));
    assert_eq!(flows.living(From::Zone(n01)), 62_335);
    assert_eq!(flows.registered(To::Zone(n01)), 69_938);
    assert_eq!(flows.at_home(n01), 59_831);
    close(flows.self_containment(n01).unwrap(), 0.9598, 0.000_05);
    close(flows.localisation(n01).unwrap(), 0.8555, 0.000_05);
    assert_eq!(flows.living(From::Zone(n14)), 43_366);
    assert_eq!(flows.registered(To::Zone(n14)), 31_379);
    assert_eq!(flows.at_home(n14), 27_618);
    assert_eq!(flows.patients(From::Zone(n14), To::Outside), 13_681);
    close(flows.self_containment(n14).unwrap(), 0.6369, 0.000_05);
    close(flows.localisation(n14).unwrap(), 0.8801, 0.000_05);
    for (zone, km, km2) in [(n01, 45.363, 34.5495), (n14, 101.242, 218.1796)] {
        let perimeter_m = draft.coverage(&atlas.ground).perimeter_m(draft.outline(zone));
        close(perimeter_m / 1e3, km, 0.000_5);
        close(figures.footprints[zone.slot()].area_m2() / 1e6, km2, 0.000_05);
    }
    for (id, core20) in [("N01", 5_586), ("N05", 1_394), ("N10", 10_831), ("N11", 1_438), ("N07", 0)] {
        assert_eq!(figures.footprints[zone(id).slot()].core20_residents, Some(core20), "{id}");
    }
}

#[test]
fn every_neighbourhood_is_one_piece_and_its_area_is_that_of_its_outline() {
    let atlas = &county().atlas;
    let draft = &atlas.drafts[atlas.current];
    let figures = draft.figures.as_ref().unwrap();
    for (zone, neighbourhood) in draft.division.roster().iter() {
        assert_eq!(figures.pieces[zone.slot()], 1, "{}", neighbourhood.id);
        let by_outline = draft.double_area_mm2(&atlas.ground, zone);
        assert_eq!(figures.footprints[zone.slot()].double_area_mm2, by_outline, "{}", neighbourhood.id);
    }
}

#[test]
fn five_hundred_and_eighty_live_postcodes_are_nearer_to_the_border_than_to_another_postcode() {
    let atlas = &county().atlas;
    let resolver = Resolver::new(county(), &atlas.drafts[atlas.current]);
    let outcomes = atlas.ground.places.all().iter().map(|place| {
        let asked = Asked { postcode: Some(place.postcode.to_string()), ..Asked::default() };
        resolver.asked(&asked).outcome
    });
    let count =
        |wanted: Outcome, outcomes: &[Outcome]| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    let outcomes: Vec<Outcome> = outcomes.collect();
    assert_eq!(count(Outcome::MatchedNearBoundary, &outcomes), 580);
    assert_eq!(count(Outcome::Matched, &outcomes), 22_294 - 580);
    let rest = count(Outcome::TerminatedMatched, &outcomes) + count(Outcome::OutsideArea, &outcomes);
    assert_eq!(rest, 16_523, "terminated postcodes lie in the county or outside");
}

#[test]
fn only_one_practice_has_most_of_its_patients_elsewhere_and_five_have_no_view_by_network() {
    let atlas = &county().atlas;
    let draft = &atlas.drafts[atlas.current];
    let resolver = Resolver::new(county(), draft);
    let (mut elsewhere, mut without) = (Vec::new(), Vec::new());
    for (ix, practice) in atlas.ground.practices.iter().filter(|(ix, _)| draft.division.home(*ix).is_some()) {
        let views = resolver.views(ix);
        if views.patients != views.site {
            elsewhere.push((practice.code.to_string(), views.patients.map(|Named { id, .. }| id.to_owned())));
        }
        if views.network.is_none() {
            without.push(practice.code.to_string());
        }
    }
    assert_eq!(elsewhere, [("K84007".to_owned(), Some("N10".to_owned()))]);
    // One practice has no network; the others are alone in theirs here.
    assert_eq!(without, ["K84012", "K84013", "K84028", "K84051", "K84065"]);
}
