//! The search for a least plan, against every partition of small random graphs: the slow, obvious twin.
//!
//! The graphs have up to 14 areas, bases in one piece and in several, locks, areas kept together, two rules at a time, figures that
//! are nought, and each thing that can be minimised.

use footprint::planning::decide::search::{Dice, Problem, Range, Unit, Watch, least_plan};

const CASES: u64 = 6_000;
const LARGE_CASES: u64 = 100;

struct Never;

impl Watch for Never {
    fn is_over(&mut self, _: u64, _: u64) -> bool {
        false
    }
}

/// Areas and who is next to whom: a tree with some more edges, or rows of squares.
fn graph(dice: &mut Dice, areas: usize) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); areas];
    let mut join = |one: usize, other: usize| {
        if one != other && !neighbours[one].contains(&other) {
            neighbours[one].push(other);
            neighbours[other].push(one);
        }
    };
    let (width, is_tree) = (2 + dice.below(3), dice.below(3) == 0);
    for area in 1..areas {
        if is_tree {
            join(area, dice.below(area));
            continue;
        }
        if area % width != 0 {
            join(area, area - 1);
        }
        if area >= width {
            join(area, area - width);
        }
    }
    for _ in 0..dice.below(if is_tree { areas / 2 + 1 } else { 2 }) {
        join(dice.below(areas), dice.below(areas));
    }
    neighbours
}

/// The neighbourhood of each area: grown from one area each, or thrown at random, so that some are in several pieces.
fn base(dice: &mut Dice, neighbours: &[Vec<usize>], zones: usize) -> Vec<usize> {
    let areas = neighbours.len();
    if dice.below(6) == 0 {
        return (0..areas).map(|area| if area < zones { area } else { dice.below(zones) }).collect();
    }
    let mut base = vec![None; areas];
    for zone in 0..zones {
        let free: Vec<usize> = (0..areas).filter(|area| base[*area].is_none()).collect();
        base[free[dice.below(free.len())]] = Some(zone);
    }
    for _ in 0..2_000 {
        let area = dice.below(areas);
        let Some(next) = neighbours[area].get(dice.below(neighbours[area].len().max(1))) else { continue };
        base[*next] = base[*next].or(base[area]);
    }
    base.into_iter().map(Option::unwrap_or_default).collect()
}

/// What moves as a whole: single areas, or some of one neighbourhood kept together, next to each other or not.
fn groups(dice: &mut Dice, base: &[usize]) -> Vec<Vec<usize>> {
    let keeps_together = dice.below(4) == 0;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for area in 0..base.len() {
        let same: Vec<usize> =
            (0..groups.len()).filter(|group| base[groups[*group][0]] == base[area]).collect();
        if keeps_together && dice.below(3) == 0 && !same.is_empty() {
            groups[same[dice.below(same.len())]].push(area);
        } else {
            groups.push(vec![area]);
        }
    }
    groups
}

fn number(dice: &mut Dice, has_noughts: bool) -> u64 {
    if has_noughts && dice.below(4) == 0 { 0 } else { 1 + dice.below(20) as u64 }
}

fn range(dice: &mut Dice, mean: u64) -> Range {
    let spread = mean / 4 + dice.below(usize::try_from(mean).unwrap() / 2 + 2) as u64;
    let (least, most) = (mean.saturating_sub(spread / 2), mean + spread / 2);
    match dice.below(4) {
        0 => Range { least, most: u64::MAX },
        1 => Range { least: 0, most },
        _ => Range { least, most },
    }
}

pub fn problem(seed: u64, is_large: bool) -> Problem {
    let dice = &mut Dice::new(seed);
    let zones = 2 + dice.below(3);
    let areas = match (is_large, zones) {
        (true, 2) => 14,
        (true, 3) => 12,
        (true, _) => 10,
        (false, 2) => 4 + dice.below(9),
        (false, 3) => 4 + dice.below(6),
        (false, _) => 5 + dice.below(3),
    };
    let neighbours = graph(dice, areas);
    let base = base(dice, &neighbours, zones);
    let (rules, objective) = (1 + usize::from(dice.below(4) == 0), dice.below(4));
    let (has_noughts, all) = (dice.below(5) == 0, (1 << zones) - 1);
    let locked = (dice.below(5) == 0).then(|| dice.below(zones));
    let unit = |areas: Vec<usize>| {
        let base = base[areas[0]];
        let sum = |dice: &mut Dice| areas.iter().map(|_| number(dice, has_noughts)).sum();
        let weights: Vec<u64> = (0..rules).map(|_| sum(dice)).collect();
        let cost = match objective {
            0 | 1 => weights[0],
            2 => areas.len() as u64,
            _ => sum(dice),
        };
        let allowed = match locked {
            _ if dice.below(7) == 0 => 1 << base,
            Some(zone) if zone == base => 1 << base,
            Some(zone) => all & !(1 << zone),
            None => all,
        };
        Unit { areas, cost, weights, base, allowed }
    };
    let units: Vec<Unit> = groups(&mut Dice::new(!seed), &base).into_iter().map(unit).collect();
    let has_constants = dice.below(8) == 0;
    let constant = |dice: &mut Dice| if has_constants { dice.below(6) as u64 } else { 0 };
    let constants: Vec<Vec<u64>> = (0..rules).map(|_| (0..zones).map(|_| constant(dice)).collect()).collect();
    let ranges = (0..rules).map(|rule| {
        let all: u64 =
            units.iter().map(|unit| unit.weights[rule]).sum::<u64>() + constants[rule].iter().sum::<u64>();
        let range = range(dice, all / zones as u64);
        (0..zones).map(|_| if dice.below(9) == 0 { Range::ANY } else { range }).collect()
    });
    let ranges = ranges.collect();
    let has_one_piece = dice.below(6) == 0;
    let problem = Problem::new(units, neighbours, zones, ranges, constants);
    if has_one_piece { problem.with_most_pieces(1) } else { problem }
}

/// The pieces of a neighbourhood, by spreading the least number over it until nothing changes.
fn pieces(problem: &Problem, zone_of: &[usize], zone: usize) -> usize {
    let mut label: Vec<usize> = (0..zone_of.len()).collect();
    loop {
        let before = label.clone();
        for area in 0..label.len() {
            for next in &problem.neighbours[area] {
                if zone_of[area] == zone_of[*next] {
                    label[area] = label[area].min(label[*next]);
                }
            }
        }
        if label == before {
            return (0..label.len()).filter(|area| zone_of[*area] == zone && label[*area] == *area).count();
        }
    }
}

fn holds(problem: &Problem, zone_of_unit: &[usize]) -> bool {
    zones_in_range(problem, zone_of_unit) == problem.zones && hangs_together(problem, zone_of_unit)
}

/// How many neighbourhoods have all their figures in range.
pub fn zones_in_range(problem: &Problem, zone_of_unit: &[usize]) -> usize {
    let is_in_range = |zone: &usize| {
        (0..problem.rules.len()).all(|rule| {
            let own = problem.units.iter().zip(zone_of_unit).filter(|(_, of)| *of == zone);
            let figure =
                problem.constants[rule][*zone] + own.map(|(unit, _)| unit.weights[rule]).sum::<u64>();
            let Range { least, most } = problem.rules[rule][*zone];
            least <= figure && figure <= most
        })
    };
    (0..problem.zones).filter(is_in_range).count()
}

/// Whether every neighbourhood has an area, and is in no more pieces than it may be.
pub fn hangs_together(problem: &Problem, zone_of_unit: &[usize]) -> bool {
    let mut zone_of = vec![0; problem.neighbours.len()];
    for (unit, zone) in problem.units.iter().zip(zone_of_unit) {
        unit.areas.iter().for_each(|area| zone_of[*area] = *zone);
    }
    (0..problem.zones).all(|zone| (1..=problem.pieces[zone]).contains(&pieces(problem, &zone_of, zone)))
}

/// The least cost of all partitions; none when no partition holds.
fn least_of_all(problem: &Problem, zones: &mut Vec<usize>, spent: u64, least: &mut Option<u64>) {
    let Some(unit) = problem.units.get(zones.len()) else {
        if least.is_none_or(|least| spent < least) && holds(problem, zones) {
            *least = Some(spent);
        }
        return;
    };
    for zone in (0..problem.zones).filter(|zone| unit.allowed >> zone & 1 == 1) {
        zones.push(zone);
        least_of_all(problem, zones, spent + if zone == unit.base { 0 } else { unit.cost }, least);
        zones.pop();
    }
}

#[derive(Default)]
struct Seen {
    none: u32,
    nothing_to_do: u32,
    moved: u32,
    most_moved: usize,
}

fn compare(seeds: impl Iterator<Item = u64>, is_large: bool) -> Seen {
    let mut seen = Seen::default();
    for seed in seeds {
        let problem = problem(seed, is_large);
        let mut least = None;
        least_of_all(&problem, &mut Vec::new(), 0, &mut least);
        let found = least_plan(&problem, None, 0, &mut Never);
        let cost = found.best.as_ref().map(|(cost, _)| *cost);
        assert_eq!(cost, least, "seed {seed}: {problem:?} {found:?}");
        assert_eq!(
            (found.is_impossible(), found.is_proven()),
            (least.is_none(), least.is_some()),
            "seed {seed}"
        );
        let Some((cost, moves)) = found.best else {
            seen.none += 1;
            continue;
        };
        assert!(problem.is_kept_by(&moves) && problem.cost(&moves) == cost, "seed {seed}: {moves:?}");
        seen.most_moved = seen.most_moved.max(moves.0.len());
        if moves.0.is_empty() { seen.nothing_to_do += 1 } else { seen.moved += 1 }
    }
    seen
}

#[test]
fn the_search_finds_what_trying_every_partition_finds() {
    let seen = compare(0..CASES, false);
    assert!(
        seen.moved > 1_500 && seen.none > 1_000 && seen.nothing_to_do > 500,
        "the cases are of every kind"
    );
    assert!(seen.most_moved > 5, "chains are among them");
}

#[test]
fn the_search_finds_what_trying_every_partition_of_14_areas_finds() {
    let seen = compare(CASES..CASES + LARGE_CASES, true);
    assert!(seen.moved > 30);
}

#[test]
fn a_known_plan_and_a_bound_change_nothing_but_the_way() {
    for seed in 0..300 {
        let problem = problem(seed, false);
        let found = least_plan(&problem, None, 0, &mut Never);
        let Some((cost, moves)) = found.best.clone() else { continue };
        let again = least_plan(&problem, Some((cost, moves)), cost, &mut Never);
        assert!(again.is_proven() && again.best == found.best);
        let from_half = least_plan(&problem, None, cost / 2, &mut Never);
        assert_eq!(
            (from_half.best.map(|(cost, _)| cost), from_half.lower),
            (Some(cost), Some(cost)),
            "seed {seed}"
        );
    }
}

#[test]
fn relaxing_never_costs_more_and_locking_never_costs_less() {
    let least = |problem: &Problem| least_plan(problem, None, 0, &mut Never).best.map(|(cost, _)| cost);
    let mut compared = 0;
    for seed in 0..400 {
        let problem = problem(seed, false);
        let Some(cost) = least(&problem) else { continue };
        let mut relaxed = problem.clone();
        for range in relaxed.rules.iter_mut().flatten() {
            *range = Range { least: range.least.saturating_sub(2), most: range.most.saturating_add(2) };
        }
        assert!(least(&relaxed).is_some_and(|relaxed| relaxed <= cost), "seed {seed}");
        let mut locked = problem.clone();
        let unit = usize::try_from(seed).unwrap() % locked.units.len();
        locked.units[unit].allowed = 1 << locked.units[unit].base;
        assert!(least(&locked).is_none_or(|locked| locked >= cost), "seed {seed}");
        compared += 1;
    }
    assert!(compared > 100);
}
