//! Figures about people: fairness, splits and movement, by their golden facts, closing sums and slow twins.

use footprint::domain::boundaries::division::Division;
use footprint::domain::boundaries::partition::{Assignment, Neighbourhood, Partition, Roster, ZoneIx};
use footprint::domain::boundaries::side::Side;
use footprint::domain::change::impact::DifferentGround;
use footprint::domain::change::movement::{Movement, between};
use footprint::domain::figures::equity::{self, Equity};
use footprint::domain::figures::flows::From;
use footprint::domain::figures::splits::{PracticeSplit, network_alignments, practice_splits};
use footprint::domain::ground::Ground;
use footprint::domain::ground::geography::AreaIx;
use footprint::domain::ground::places::Standing;
use footprint::domain::ground::practices::PracticeIx;

use crate::support::county;

fn ground() -> &'static Ground {
    &county().atlas.ground
}

fn division() -> &'static Division {
    &county().atlas.drafts[county().atlas.current].division
}

fn partition() -> &'static Partition {
    division().partition().unwrap()
}

fn zones() -> usize {
    division().roster().len()
}

fn zone(id: &str) -> ZoneIx {
    division().roster().find(&id.parse().unwrap()).unwrap()
}

fn id(zone: ZoneIx) -> &'static str {
    division().roster().neighbourhood(zone).id.as_str()
}

fn area(code: &str) -> AreaIx {
    ground().geography.find(code.parse().unwrap()).unwrap()
}

fn base() -> Side<'static> {
    division().side().unwrap()
}

/// The draft with some areas in another neighbourhood.
fn moved(moves: impl IntoIterator<Item = (AreaIx, ZoneIx)>) -> Partition {
    let mut assignment = partition().to_assignment();
    for (area, zone) in moves {
        assignment.assign(area, Some(zone));
    }
    assignment.complete().unwrap()
}

/// The draft with every `step`th area in the neighbourhood after its own.
fn shuffled(step: usize) -> Partition {
    let ring: Vec<ZoneIx> = division().roster().iter().map(|(zone, _)| zone).collect();
    let areas = ground().geography.areas().step_by(step);
    moved(areas.map(|(ix, _)| (ix, ring[(partition().zone(ix).slot() + 1) % ring.len()])))
}

fn movement(after: &Partition) -> Movement {
    between(ground(), base(), Side { partition: after, ..base() }).unwrap()
}

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} instead of {expected}");
}

#[test]
fn hidden_pockets_are_in_three_neighbourhoods_and_the_most_deprived_one_hides_none() {
    let equities = equity::count(ground(), zones(), partition());
    let pockets = equity::hidden_pockets(ground(), partition(), &equities);
    let mut hiding: Vec<&str> = pockets.iter().map(|pocket| id(pocket.zone)).collect();
    hiding.sort_unstable();
    hiding.dedup();
    assert_eq!(hiding, ["N01", "N05", "N11"]);
    assert_eq!(pockets.iter().map(|pocket| pocket.residents).sum::<u64>(), 5_586 + 1_394 + 1_438);
    for (name, decile, rank) in [("N01", 6.354_15, 19_753.656), ("N10", 4.368_92, 13_003.127)] {
        let of = &equities[zone(name).slot()];
        close(of.mean_decile_2025().unwrap(), decile, 0.000_01);
        close(of.mean_rank_2025().unwrap(), rank, 0.001);
    }
}

#[test]
fn who_lives_in_the_neighbourhoods_adds_up_to_the_county_whatever_the_borders() {
    let county: Equity = equity::count(ground(), zones(), partition()).into_iter().sum();
    assert_eq!((county.residents, county.core20_residents), (738_276, Some(19_249)));
    let areas = || ground().geography.areas().map(|(_, area)| area);
    assert_eq!(county.census.all, areas().map(|area| area.census.all.map(u64::from)).sum::<Option<u64>>());
    assert_eq!(
        county.census.disabled,
        areas().map(|area| area.census.disabled.map(u64::from)).sum::<Option<u64>>()
    );
    assert_eq!(county.decile_2025.residents, county.residents, "every area has a decile");
    let rural =
        areas().filter(|area| area.rural == Some(true)).map(|area| u64::from(area.residents)).sum::<u64>();
    assert_eq!(county.rural_residents, Some(rural));
    for step in [2, 7, 50] {
        let shuffled = equity::count(ground(), zones(), &shuffled(step));
        assert_eq!(shuffled.into_iter().sum::<Equity>(), county);
    }
}

#[test]
fn the_census_bands_add_up_to_everyone_but_for_a_few_in_each_neighbourhood() {
    for (sums, (_, named)) in
        equity::count(ground(), zones(), partition()).iter().zip(division().roster().iter())
    {
        let census = sums.census;
        let bands = [census.aged_0_to_15, census.aged_16_to_64, census.aged_65_and_over];
        let banded: u64 = bands.into_iter().sum::<Option<u64>>().unwrap();
        // Those aged 65 and over are of another table of the same Census, whose cells are perturbed by themselves.
        assert!(banded.abs_diff(census.all.unwrap()) <= 40, "{}: {banded} and {:?}", named.id, census.all);
    }
}

#[test]
fn in_twenty_three_areas_patients_and_residents_do_not_fit_together() {
    let all = equity::coverage(ground()).unwrap();
    let flagged: Vec<_> = all.iter().filter(|area| area.is_flagged()).collect();
    assert_eq!(flagged.len(), 23);
    let mut ratios: Vec<f64> = flagged.iter().filter_map(|area| area.ratio()).collect();
    ratios.sort_by(f64::total_cmp);
    close(ratios[0], 0.4293, 0.000_05);
    close(ratios[22], 4.7439, 0.000_05);
    let code = |of: &equity::AreaCoverage| ground().geography.area(of.area).code.to_string();
    assert!(flagged.iter().any(|area| code(area) == "E01028540" && area.ratio() > Some(4.7)));
    assert_eq!(all.iter().map(|area| area.registered).sum::<u64>(), 804_238, "the sum of L");
    assert_eq!(all.iter().map(|area| area.residents).sum::<u64>(), 738_276);
}

#[test]
fn the_shares_of_every_practice_add_up_to_one_and_its_patients_to_what_it_has() {
    let splits = practice_splits(ground(), base()).unwrap();
    assert_eq!(splits.len(), 65);
    for (practice, split) in &splits {
        let ids = division().roster().iter();
        let shares: f64 = ids.map(|(zone, _)| split.share(zone).unwrap()).sum();
        close(shares + split.outside_share().unwrap(), 1.0, 1e-12);
        let rows = ground().registrations.as_ref().unwrap().of_practice(*practice);
        let patients: u64 = rows.iter().map(|row| u64::from(row.patients)).sum();
        assert_eq!(split.total() + split.unknown, patients);
        let effective = split.effective_number().unwrap();
        assert!((1.0..=16.0).contains(&effective), "{effective}");
        assert!(split.teams().contains(&split.largest().unwrap()));
        assert_eq!(split.is_split(), split.largest_share().unwrap() < 0.8);
    }
    let unknown: u64 = splits.iter().map(|(_, split)| split.unknown).sum();
    let outside: u64 = splits.iter().map(|(_, split)| split.outside).sum();
    assert_eq!((unknown, outside), (226, 21_791));
}

#[test]
fn fifteen_practices_are_split_and_temple_cowley_is_one_of_them() {
    let splits = practice_splits(ground(), base()).unwrap();
    let code = |ix: PracticeIx| ground().practices.practice(ix).code.to_string();
    assert_eq!(splits.iter().filter(|(_, split)| split.is_split()).count(), 15);
    let of = |wanted: &str| -> &PracticeSplit {
        &splits.iter().find(|(practice, _)| code(*practice) == wanted).unwrap().1
    };
    let temple_cowley = of("K84007");
    assert_eq!(temple_cowley.largest().map(id), Some("N10"));
    close(temple_cowley.largest_share().unwrap(), 0.609, 0.000_5);
    close(temple_cowley.effective_number().unwrap(), 2.186, 0.000_5);
    let teams: Vec<&str> = temple_cowley.teams().into_iter().map(id).collect();
    assert_eq!(teams, ["N09", "N10"]);
}

#[test]
fn three_networks_lie_in_two_neighbourhoods_and_the_others_in_one() {
    let alignments = network_alignments(ground(), base());
    assert_eq!(alignments.len(), 22);
    let practices: u64 =
        alignments.iter().flat_map(|network| &network.parts).map(|part| part.practices).sum();
    assert_eq!(practices, 64, "K84065 is in no network");
    let spread: Vec<_> = alignments.iter().filter(|network| network.neighbourhoods() > 1).collect();
    let codes: Vec<String> = spread.iter().map(|network| network.network.code.to_string()).collect();
    assert_eq!(codes, ["U12754", "U20827", "U95654"]);
    assert!(spread.iter().all(|network| network.neighbourhoods() == 2));
    let modal: Vec<&str> = spread.iter().map(|network| id(network.modal().unwrap().zone)).collect();
    assert_eq!(modal, ["N10", "N06", "N02"]);
    close(spread[0].modal_share().unwrap(), 25_884.0 / (25_884.0 + 8_384.0), 1e-12);
    let whole = alignments.iter().filter(|network| network.neighbourhoods() == 1);
    whole.for_each(|network| close(network.modal_share().unwrap(), 1.0, 1e-12));
}

#[test]
fn moving_nothing_moves_nobody() {
    let still = movement(partition());
    let counts = [still.areas, still.residents, still.postcodes, still.practices];
    assert_eq!(counts, [0; 4]);
    let patients = still.patients.unwrap();
    assert_eq!((patients.moved, patients.to_cross_border, patients.to_inside), (0, 0, 0));
    assert_eq!((still.core_retention(), still.variation_bits), (Some(1.0), Some(0.0)));
}

#[test]
fn one_area_of_banbury_moves_its_residents_patients_and_postcodes() {
    let one = area("E01028422");
    let change = movement(&moved([(one, zone("N02"))]));
    let patients = change.patients.unwrap();
    assert_eq!((change.areas, change.residents, change.practices), (1, 1_886, 0));
    assert_eq!(patients.moved, 1_856);
    assert_eq!(patients.to_cross_border - patients.to_inside, 94_553 - 94_350);
    close(change.core_retention().unwrap(), 1.0 - 1_886.0 / 738_276.0, 1e-12);
    let places = ground().places.all().iter().enumerate();
    let live = places.filter(|(_, place)| place.standing == Standing::Live);
    let of_area = live.filter(|(number, _)| ground().area_of_place(*number) == Some(one)).count();
    assert_eq!(change.postcodes, u64::try_from(of_area).unwrap());
}

#[test]
fn a_practice_that_counts_elsewhere_turns_its_patients_and_back() {
    let practice = ground().practices.find("K84007".parse().unwrap()).unwrap();
    let mut homes = division().homes().to_vec();
    homes[practice.slot()] = Some(zone("N10"));
    let there = Side { homes: &homes, ..base() };
    let change = between(ground(), base(), there).unwrap();
    let back = between(ground(), there, base()).unwrap();
    let (patients, returned) = (change.patients.unwrap(), back.patients.unwrap());
    assert_eq!((change.areas, change.practices, patients.moved), (0, 1, 0));
    let split =
        PracticeSplit::count(ground().registrations.as_ref().unwrap().of_practice(practice), 15, partition());
    assert_eq!(patients.to_cross_border, split.by_zone[zone("N09").slot()]);
    assert_eq!(patients.to_inside, split.by_zone[zone("N10").slot()]);
    assert_eq!(
        (returned.to_inside, returned.to_cross_border),
        (patients.to_cross_border, patients.to_inside)
    );
}

#[test]
fn an_area_and_a_practice_moved_at_once_change_what_another_program_finds() {
    let practice = ground().practices.find("K84007".parse().unwrap()).unwrap();
    let mut homes = division().homes().to_vec();
    homes[practice.slot()] = Some(zone("N10"));
    let after = moved([(area("E01028422"), zone("N02"))]);
    let change = between(ground(), base(), Side { partition: &after, homes: &homes, ..base() }).unwrap();
    let patients = change.patients.unwrap();
    assert_eq!((change.areas, change.practices, change.postcodes), (1, 1, 60));
    assert_eq!((patients.to_cross_border, patients.to_inside), (3_411, 5_877));
    close(change.variation_bits.unwrap(), 0.032_011_140_602, 1e-9);
    close(change.core_retention().unwrap(), 0.997_445_399_823, 1e-9);
}

/// Entropy in bits of residents by some key.
fn entropy<K: Ord>(key: impl Fn(AreaIx) -> K) -> f64 {
    let mut residents = std::collections::BTreeMap::<K, f64>::new();
    for (ix, area) in ground().geography.areas() {
        *residents.entry(key(ix)).or_default() += f64::from(area.residents);
    }
    let all: f64 = residents.values().sum();
    residents.values().map(|count| -count / all * (count / all).log2()).sum()
}

#[test]
fn variation_of_information_is_symmetric_and_that_of_three_entropies() {
    for step in [1, 2, 7, 50] {
        let other = shuffled(step);
        let after = Side { partition: &other, ..base() };
        let there = between(ground(), base(), after).unwrap();
        let back = between(ground(), after, base()).unwrap();
        close(there.variation_bits.unwrap(), back.variation_bits.unwrap(), 1e-12);
        let expected = 2.0 * entropy(|ix| (partition().zone(ix), other.zone(ix)))
            - entropy(|ix| partition().zone(ix))
            - entropy(|ix| other.zone(ix));
        close(there.variation_bits.unwrap(), expected, 1e-9);
        let moved = there.residents;
        close(
            there.core_retention().unwrap(),
            1.0 - f64::from(u32::try_from(moved).unwrap()) / 738_276.0,
            1e-12,
        );
        assert_eq!((there.areas, moved, there.postcodes), (back.areas, back.residents, back.postcodes));
    }
    assert_eq!(movement(&shuffled(1)).core_retention(), Some(0.0));
    close(movement(&shuffled(1)).variation_bits.unwrap(), 0.0, 1e-12);
}

#[test]
fn merging_two_neighbourhoods_moves_one_of_them_although_all_slots_change() {
    let gone = zone("N02");
    let rest = division().roster().iter().filter(|(zone, _)| *zone != gone);
    let merged = Roster::new(rest.map(|(_, named)| Neighbourhood::clone(named)).collect());
    let to = |from: ZoneIx| {
        let stays = if from == gone { "N01" } else { id(from) };
        merged.find(&stays.parse().unwrap())
    };
    let areas = ground().geography.areas();
    let after = Assignment::new(areas.map(|(ix, _)| to(partition().zone(ix))).collect()).complete().unwrap();
    let homes: Vec<_> = division().homes().iter().map(|home| home.and_then(to)).collect();
    let side = Side { roster: &merged, partition: &after, homes: &homes, ..base() };
    let change = between(ground(), base(), side).unwrap();
    assert_eq!((change.areas, change.residents, change.practices), (30, 47_964, 6));
    let patients = change.patients.unwrap();
    let flows =
        county().atlas.drafts[county().atlas.current].figures.as_ref().unwrap().flows.as_ref().unwrap();
    assert_eq!(patients.moved, flows.living(From::Zone(gone)));
    assert_eq!(patients.to_cross_border, 0, "merging puts nobody across a border");
    assert!(patients.to_inside > 0);
    assert_eq!(between(ground(), base(), Side { homes: &[], ..side }), Err(DifferentGround));
}
