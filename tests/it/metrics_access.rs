//! Distances to the nearest practice: golden facts, figures of another program, closing sums and a plain search.

use footprint::county::Loaded;
use footprint::domain::boundaries::division::Division;
use footprint::domain::boundaries::partition::{Partition, ZoneIx};
use footprint::domain::boundaries::side::Side;
use footprint::domain::figures::access::{Access, Distances, ZoneAccess};
use footprint::domain::ground::Ground;
use footprint::domain::ground::geography::AreaIx;
use footprint::domain::ground::nearest_practice::{Among, NearestPractices};
use footprint::domain::ground::places::{Site, Standing};
use footprint::domain::ground::practices::{PracticeIx, Status};
use footprint::ingest::{Files, load};

use crate::support::{county, prepared, toy_copy, toy_sources, toyshire};

fn ground() -> &'static Ground {
    &county().atlas.ground
}

fn division() -> &'static Division {
    &county().atlas.drafts[county().atlas.current].division
}

fn partition() -> &'static Partition {
    division().partition().unwrap()
}

fn zone(id: &str) -> ZoneIx {
    division().roster().find(&id.parse().unwrap()).unwrap()
}

/// The draft with every `step`th area in the neighbourhood after its own.
fn shuffled(step: usize) -> Partition {
    let ring: Vec<ZoneIx> = division().roster().iter().map(|(zone, _)| zone).collect();
    let mut assignment = partition().to_assignment();
    for (ix, _) in ground().geography.areas().step_by(step) {
        assignment.assign(ix, Some(ring[(partition().zone(ix).slot() + 1) % ring.len()]));
    }
    assignment.complete().unwrap()
}

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} instead of {expected}");
}

fn index() -> &'static NearestPractices {
    ground().nearest_practices()
}

fn access() -> Access {
    Access::of(index(), division().side().unwrap())
}

fn close_to(distances: Option<Distances>, mean_m: f64, p90_m: f64) {
    close(distances.unwrap().mean_m, mean_m, 0.06);
    close(distances.unwrap().p90_m, p90_m, 0.06);
}

#[test]
fn sixty_nine_thousand_have_their_nearest_practice_in_another_neighbourhood() {
    let access = access();
    close(access.county.here.residents_another, 69_811.706_225, 1e-6);
    close(access.county.here.residents_another.round(), 69_812.0, 1e-9);
    close(access.county.here.residents_outside, 0.0, 1e-9);
    // 650 postcodes are nearest to a practice outside, and all of them have their own neighbourhood's next.
    close(access.county.everywhere.residents_another, 69_811.706_225, 1e-6);
    close(access.county.everywhere.residents_outside, 15_995.709_973, 1e-6);
    let n14 = access.zones[zone("N14").slot()];
    close(n14.here.residents_another, 3_810.936_571, 1e-6);
    close(n14.everywhere.residents_elsewhere(), 12_430.855_797, 1e-6);
    assert!(index().unplaced_areas().is_empty());
}

#[test]
fn distances_to_a_practice_are_those_found_by_another_program() {
    let access = access();
    close_to(access.county.here.distances, 1_773.8, 4_339.8);
    close_to(access.county.everywhere.distances, 1_730.1, 4_214.3);
    close_to(access.county.own, 1_878.6, 4_760.7);
    let n14 = access.zones[zone("N14").slot()];
    close_to(n14.here.distances, 2_961.9, 6_358.7);
    close_to(n14.everywhere.distances, 2_555.9, 5_396.0);
    close_to(n14.own, 3_072.2, 6_547.2);
    close_to(access.zones[zone("N12").slot()].own, 2_858.5, 8_548.3);
}

#[test]
fn access_of_the_neighbourhoods_adds_up_to_that_of_the_county() {
    for step in [50, 7, 2] {
        let partition = &shuffled(step);
        let access = Access::of(index(), Side { partition, ..division().side().unwrap() });
        assert_eq!(access.county.residents, 738_276);
        assert_eq!(access.zones.iter().map(|zone| zone.residents).sum::<u64>(), 738_276);
        for nearest in [|zone: &ZoneAccess| zone.here, |zone: &ZoneAccess| zone.everywhere] {
            let whole = nearest(&access.county);
            let another: f64 = access.zones.iter().map(|zone| nearest(zone).residents_another).sum();
            close(another, whole.residents_another, 1e-6);
            close(whole.residents_own + whole.residents_elsewhere(), 738_276.0, 1e-6);
            let metres = |of: Option<Distances>| of.map_or(0.0, |of| of.mean_m);
            let weighted = access.zones.iter().map(|zone| {
                metres(nearest(zone).distances) * f64::from(u32::try_from(zone.residents).unwrap())
            });
            close(weighted.sum::<f64>() / 738_276.0, metres(whole.distances), 1e-6);
        }
    }
}

/// Active practices with a site, in order of code, and whether they count in a neighbourhood.
fn sites() -> Vec<(PracticeIx, Site, Option<ZoneIx>)> {
    let active = ground().practices.iter().filter(|(_, practice)| practice.status == Status::Active);
    active.filter_map(|(ix, practice)| Some((ix, practice.site?, division().home(ix)))).collect()
}

#[test]
fn the_nearest_practice_is_that_of_a_plain_search() {
    let sites = sites();
    assert_eq!((sites.len(), sites.iter().filter(|(.., home)| home.is_some()).count()), (260, 65));
    for among in [Among::Here, Among::Everywhere] {
        let ways = index().ways(among);
        assert_eq!(ways.len(), 22_294);
        assert!(ways.is_sorted_by(|a, b| a.distance_m <= b.distance_m));
        for way in ways.iter().step_by(37) {
            let from = ground().places.place(way.place).site.unwrap().grid;
            let mut best: Option<(i64, PracticeIx)> = None;
            for (practice, site, home) in &sites {
                let (a, b) = (from.to_coord(), site.grid.to_coord());
                let square = (a.x - b.x).pow(2) + (a.y - b.y).pow(2);
                let counts = among == Among::Everywhere || home.is_some();
                if counts && best.is_none_or(|(least, _)| square < least) {
                    best = Some((square, *practice));
                }
            }
            let (_, practice) = best.unwrap();
            assert_eq!(way.practice, practice);
            let site = ground().practices.practice(practice).site.unwrap();
            close(way.distance_m, from.distance_m(site.grid), 1e-6);
            assert_eq!(ground().area_of_place(way.place), Some(way.area));
        }
    }
}

#[test]
fn the_ninetieth_percentile_to_an_own_practice_is_that_of_a_plain_search() {
    let sites = sites();
    let live: Vec<(AreaIx, Site)> = (0..ground().places.all().len())
        .filter(|number| ground().places.place(*number).standing == Standing::Live)
        .filter_map(|number| Some((ground().area_of_place(number)?, ground().places.place(number).site?)))
        .collect();
    let mut postcodes = vec![0.0; ground().geography.len()];
    for (area, _) in &live {
        postcodes[area.slot()] += 1.0;
    }
    for own in [zone("N10"), zone("N14")] {
        let mut people = Vec::new();
        for (area, site) in live.iter().filter(|(area, _)| partition().zone(*area) == own) {
            let residents = f64::from(ground().geography.area(*area).residents) / postcodes[area.slot()];
            let ways = sites.iter().filter(|(.., home)| *home == Some(own));
            let ways = ways.map(|(_, practice, _)| site.grid.distance_m(practice.grid));
            people.push((residents, ways.fold(f64::INFINITY, f64::min)));
        }
        let found = access().zones[own.slot()].own.unwrap();
        let all: f64 = people.iter().map(|(residents, _)| residents).sum();
        close(all, f64::from(u32::try_from(found.residents).unwrap()), 1e-6);
        let metres: f64 = people.iter().map(|(residents, distance_m)| residents * distance_m).sum();
        close(found.mean_m, metres / all, 1e-6);
        let within = |most_m: f64| -> f64 {
            people
                .iter()
                .filter(|(_, distance_m)| *distance_m <= most_m)
                .map(|(residents, _)| residents)
                .sum()
        };
        assert!(within(found.p90_m + 1e-6) >= 0.9 * all && within(found.p90_m - 1e-6) < 0.9 * all);
    }
}

/// Toyshire without the postcodes of its last square, in the north east.
fn toyshire_with_an_empty_corner() -> Loaded {
    let copy = toy_copy();
    let postcodes = copy.path().join("postcodes.csv");
    let text = std::fs::read_to_string(&postcodes).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("TY6 1G")).collect();
    std::fs::write(&postcodes, kept.join("\n") + "\n").unwrap();
    load(&Files::Memory(prepared(&toy_sources(copy.path())).unwrap().files)).unwrap()
}

#[test]
fn residents_without_a_postcode_are_told_and_in_no_mean() {
    let toy = toyshire_with_an_empty_corner();
    let (ground, division) = (&toy.atlas.ground, &toy.atlas.drafts[0].division);
    let index = ground.nearest_practices();
    let codes: Vec<String> =
        index.unplaced_areas().iter().map(|ix| ground.geography.area(*ix).code.to_string()).collect();
    assert_eq!(codes, ["E01000036"]);
    let access = Access::of(index, division.side().unwrap());
    let north_east = access.zones[3];
    assert_eq!((north_east.residents, north_east.unplaced_residents), (900, 100));
    assert_eq!(north_east.own.unwrap().residents, 800);
    assert_eq!(access.county.unplaced_residents, 100);
    close(access.county.here.residents_own + access.county.here.residents_elsewhere(), 3_500.0, 1e-9);
}

#[test]
fn a_neighbourhood_without_a_practice_has_no_way_to_its_own() {
    let toy = toyshire();
    let (ground, division) = (&toy.atlas.ground, &toy.atlas.drafts[0].division);
    let mut homes = division.homes().to_vec();
    let only = ground.practices.find("T10004".parse().unwrap()).unwrap();
    let north_west = division.roster().find(&"T3".parse().unwrap());
    homes[only.slot()] = north_west;
    let side = Side { homes: &homes, ..division.side().unwrap() };
    let access = Access::of(ground.nearest_practices(), side);
    assert_eq!(access.zones[3].own, None);
    assert_eq!(access.county.own.unwrap().residents, 2_700);
    close(access.zones[3].here.residents_own, 0.0, 1e-9);
    close(access.zones[3].here.residents_another, 900.0, 1e-9);
}
