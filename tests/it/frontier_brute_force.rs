//! Frontiers, against every partition of small random graphs: what is met is there, and hardly anything that is there is not met.

use std::collections::BTreeMap;

use footprint::planning::decide::search::{
    Aim, Dice, Front, Moves, Problem, Tie, crossing_after, mean_cost, walk,
};

use crate::suggest_brute_force::{hangs_together, problem, zones_in_range};

const CASES: u64 = 150;

/// With patients who live in one unit and are registered in another.
fn with_ties(mut problem: Problem, seed: u64) -> Problem {
    let dice = &mut Dice::new(seed ^ 0x7165);
    for one in 0..problem.units.len() {
        for other in 0..one {
            if dice.below(2) == 0 {
                let patients = dice.below(9) as u64;
                problem.ties[one].push(Tie { unit: other, patients });
                problem.ties[other].push(Tie { unit: one, patients });
            }
        }
        problem.fixed_ties[one].push((dice.below(problem.zones), dice.below(5) as u64));
    }
    problem
}

/// Patients whose two ends are in different neighbourhoods.
fn crossing(problem: &Problem, zone_of: &[usize]) -> i64 {
    let mut all = 0;
    for (unit, zone) in zone_of.iter().enumerate() {
        let ties = problem.ties[unit].iter().filter(|tie| tie.unit < unit && zone_of[tie.unit] != *zone);
        all += ties.map(|tie| tie.patients).sum::<u64>();
        all += problem.fixed_ties[unit]
            .iter()
            .filter(|(home, _)| home != zone)
            .map(|(_, patients)| patients)
            .sum::<u64>();
    }
    all.cast_signed()
}

/// The least of the other measure by cost, over all partitions.
#[derive(Default)]
struct Everything {
    crossing: BTreeMap<u64, i64>,
    outside: BTreeMap<u64, i64>,
}

fn try_all(problem: &Problem, zones: &mut Vec<usize>, spent: u64, found: &mut Everything) {
    let Some(unit) = problem.units.get(zones.len()) else {
        if hangs_together(problem, zones) {
            let outside = i64::try_from(problem.zones - zones_in_range(problem, zones)).unwrap();
            let least = found.outside.entry(spent).or_insert(outside);
            *least = outside.min(*least);
            if outside == 0 {
                let crossing = crossing(problem, zones);
                let least = found.crossing.entry(spent).or_insert(crossing);
                *least = crossing.min(*least);
            }
        }
        return;
    };
    for zone in (0..problem.zones).filter(|zone| unit.allowed >> zone & 1 == 1) {
        zones.push(zone);
        try_all(problem, zones, spent + if zone == unit.base { 0 } else { unit.cost }, found);
        zones.pop();
    }
}

/// Those that no other is as good as in both.
fn pareto(all: &BTreeMap<u64, i64>) -> Vec<(u64, i64)> {
    let mut front: Vec<(u64, i64)> = Vec::new();
    for (cost, other) in all {
        if front.last().is_none_or(|(_, least)| other < least) {
            front.push((*cost, *other));
        }
    }
    front
}

fn points(front: &Front, base: i64) -> Vec<(u64, i64)> {
    front.iter().map(|(cost, other, _)| (cost, other + base)).collect()
}

fn zones_after(problem: &Problem, moves: &Moves) -> Vec<usize> {
    let mut zones: Vec<usize> = problem.units.iter().map(|unit| unit.base).collect();
    moves.0.iter().for_each(|(unit, zone)| zones[*unit] = *zone);
    zones
}

#[test]
fn what_walks_meet_is_sound_and_nearly_all_there_is() {
    let (mut met, mut all, mut longest) = (0, 0, 0);
    for seed in 0..CASES {
        let problem = with_ties(problem(seed, false), seed);
        let mut everything = Everything::default();
        try_all(&problem, &mut Vec::new(), 0, &mut everything);
        let base = crossing(&problem, &zones_after(&problem, &Moves(vec![])));
        let (mut by_crossing, mut by_outside) = (Front::default(), Front::default());
        let mean = mean_cost(&problem).unwrap_or_default();
        for (number, (crossing_weight, charge)) in [
            (0.0, f64::INFINITY),
            (0.5, f64::INFINITY),
            (2.0, f64::INFINITY),
            (8.0, f64::INFINITY),
            (0.0, 1.0),
            (0.0, 4.0),
        ]
        .into_iter()
        .enumerate()
        {
            let outside_charge = charge * mean;
            let aim = Aim { seed: seed * 7 + number as u64, tries: 8_000, crossing_weight, outside_charge };
            walk(&problem, aim, &mut || false, &mut |met| {
                by_outside.offer(met.cost, i64::try_from(met.outside).unwrap(), || met.moves());
                if met.outside == 0 {
                    by_crossing.offer(met.cost, met.crossing, || met.moves());
                }
            });
        }
        for (cost, other, moves) in by_crossing.iter() {
            let zones = zones_after(&problem, moves);
            assert!(problem.is_kept_by(moves) && problem.cost(moves) == cost, "seed {seed}");
            assert_eq!(
                (base + other, base + crossing_after(&problem, moves)),
                (crossing(&problem, &zones), base + other)
            );
        }
        for (cost, other, moves) in by_outside.iter() {
            let zones = zones_after(&problem, moves);
            assert!(hangs_together(&problem, &zones) && problem.cost(moves) == cost, "seed {seed}");
            assert_eq!(other, i64::try_from(problem.zones - zones_in_range(&problem, &zones)).unwrap());
        }
        for (found, partitions) in [
            (points(&by_crossing, base), &everything.crossing),
            (points(&by_outside, 0), &everything.outside),
        ] {
            let expected = pareto(partitions);
            for (cost, other) in &found {
                let dominated = expected.iter().any(|(least, less)| least <= cost && less <= other);
                assert!(dominated, "seed {seed}: what is met is one of all partitions, or worse than one");
            }
            all += expected.len();
            met += expected.iter().filter(|point| found.contains(point)).count();
            longest = longest.max(expected.len());
        }
    }
    println!("{met} of {all} plans that nothing dominates are met; at most {longest} in one case");
    assert!(met * 100 >= all * 70 && longest >= 4, "{met} of {all}, {longest}");
}
