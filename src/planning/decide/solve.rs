//! The search as a whole: a short try at the least plan, good plans by annealing, then the least plan for as long as is asked.

use std::time::Instant;

use super::certificates::certificate::SearchKind;
use super::control::Limits;
use super::search::{Aim, Found, Front, Moves, Problem, arithmetic_bound, least_plan, mean_cost, walk};

/// What a search found.
pub(super) struct Solved {
    /// The best plan and how the search ended.
    pub(super) found: Found,
    /// The bound that follows from the figures alone; none when no plan can be.
    pub(super) arithmetic: Option<u64>,
    /// Other plans.
    pub(super) others: Fronts,
    /// Which search met the best plan.
    pub(super) met_by: SearchKind,
}

/// Plans met by annealing of which none is better than another in both measures.
#[derive(Default)]
pub(super) struct Fronts {
    /// What moves against patients with a border between home and practice; every rule holds.
    pub(super) crossing: Front,
    /// What moves against neighbourhoods outside their ranges.
    pub(super) outside: Front,
}

/// Steps of the first try, mostly a second's fraction.
pub(super) const FIRST_STEPS: u64 = 1_000;
/// Moves that one annealing tries.
const TRIES: u32 = 300_000;
/// What a patient with a border between home and practice weighs against a person who moves, in each annealing.
const CROSSING_WEIGHTS: [f64; 7] = [0.0, 0.0, 0.0, 0.1, 0.3, 1.0, 3.0];
/// What a neighbourhood outside its ranges weighs at most, in mean costs of a unit, in each annealing after those.
const OUTSIDE_CHARGES: [f64; 2] = [1.0, 4.0];

/// A plan that costs at most this part more than the least is near enough to let the search over every plan have most of the time.
const NEAR: u64 = 4;
/// Of the time that is left, what annealing may take in parts of it: while no plan is near, and then.
const FAR_PART: u32 = 2;
const NEAR_PART: u32 = 5;
/// How often the length of an annealing is doubled.
const MOST_DOUBLINGS: u32 = 5;

/// Who is told of the best plan so far, with what it costs.
pub(super) type Tell<'a> = &'a dyn Fn(&(u64, Moves));

/// Searches within the limits, from a plan that is known where there is one. The same seed and number of steps give the same answer.
pub(super) fn solve(
    problem: &Problem,
    seed: u64,
    known: Option<(u64, Moves)>,
    limits: &Limits<'_>,
    tell: Tell<'_>,
) -> Solved {
    let arithmetic = arithmetic_bound(problem);
    let earlier = known.as_ref().map(|(cost, _)| (*cost, SearchKind::Earlier));
    let first = least_plan(problem, known, 0, &mut limits.of_first_try(FIRST_STEPS));
    first.best.iter().for_each(tell);
    let met_first = met_by(&first, earlier);
    if first.is_impossible() {
        return Solved { found: first, arithmetic, others: Fronts::default(), met_by: met_first };
    }
    let mut others = annealed(problem, seed, limits);
    if first.is_proven() {
        return Solved { found: first, arithmetic, others, met_by: met_first };
    }
    others.anneal_longer(problem, seed, first.lower.unwrap_or_default(), limits, tell);
    let is_cheaper = |(cost, _): &(u64, Moves)| first.best.as_ref().is_none_or(|(best, _)| cost < best);
    let annealed = others.cheapest().filter(is_cheaper).map(|best| (best, SearchKind::Annealing));
    let known = annealed.or_else(|| Some((first.best.clone()?, met_first)));
    let before = known.as_ref().map(|((cost, _), by)| (*cost, *by));
    let known = known.map(|(best, _)| best);
    known.iter().for_each(tell);
    let mut found =
        least_plan(problem, known, first.lower.unwrap_or_default(), &mut rest(limits, first.steps));
    found.steps += first.steps;
    found.best.iter().for_each(tell);
    Solved { met_by: met_by(&found, before), found, arithmetic, others }
}

/// Which search met the best plan of the one over every plan: it, or the one that met the plan it began with, where none is cheaper.
fn met_by(found: &Found, before: Option<(u64, SearchKind)>) -> SearchKind {
    match (before, &found.best) {
        (Some((known, by)), Some((cost, _))) if *cost >= known => by,
        _ => SearchKind::EveryPlan,
    }
}

fn rest<'a>(limits: &Limits<'a>, done: u64) -> Limits<'a> {
    let steps = limits.steps.map(|steps| steps.saturating_sub(done));
    Limits { control: limits.control, until: limits.until, steps }
}

/// Plans by annealing.
fn annealed(problem: &Problem, seed: u64, limits: &Limits<'_>) -> Fronts {
    let mut fronts = Fronts::default();
    let weights = CROSSING_WEIGHTS.map(|weight| (weight, f64::INFINITY));
    let mean = mean_cost(problem).unwrap_or_default();
    let charges = OUTSIDE_CHARGES.map(|charge| (0.0, charge * mean));
    for (number, (crossing_weight, outside_charge)) in (0u64..).zip(weights.into_iter().chain(charges)) {
        let seed = seed.wrapping_mul(31).wrapping_add(number);
        fronts.walk(problem, Aim { seed, tries: TRIES, crossing_weight, outside_charge }, limits);
    }
    fronts
}

impl Fronts {
    /// Anneals more and more slowly, for a part of the time that is left: a smaller one where a plan is near what is known to be the
    /// least, which the search over every plan may then prove.
    fn anneal_longer(
        &mut self,
        problem: &Problem,
        seed: u64,
        lower: u64,
        limits: &Limits<'_>,
        tell: Tell<'_>,
    ) {
        let now = Instant::now();
        let left = limits.until.saturating_duration_since(now);
        let part = |part| Limits { control: limits.control, until: now + left / part, steps: None };
        // Where steps are counted, every machine must do the same, and how long this lasts hangs on the machine.
        let rounds = if limits.steps.is_some() { 0 } else { u32::MAX };
        for round in 0..rounds {
            let best = self.cheapest();
            best.iter().for_each(tell);
            let is_near = best.is_some_and(|(best, _)| best <= lower.saturating_add(lower / NEAR));
            let time = part(if is_near { NEAR_PART } else { FAR_PART });
            if time.is_over() {
                return;
            }
            let tries = TRIES << (round + 1).min(MOST_DOUBLINGS);
            let seed = seed.wrapping_mul(31).wrapping_add(1_000 + u64::from(round));
            let aim = Aim { seed, tries, crossing_weight: 0.0, outside_charge: f64::INFINITY };
            self.walk(problem, aim, &time);
        }
    }

    /// The plan of those that keep every rule which costs least.
    fn cheapest(&self) -> Option<(u64, Moves)> {
        self.crossing.iter().next().map(|(cost, _, moves)| (cost, moves.clone()))
    }

    /// Anneals once, and keeps what no plan met before dominates.
    pub(super) fn walk(&mut self, problem: &Problem, aim: Aim, limits: &Limits<'_>) {
        walk(problem, aim, &mut || limits.is_over(), &mut |met| {
            if met.outside == 0 {
                self.crossing.offer(met.cost, met.crossing, || met.moves());
            }
            self.outside.offer(met.cost, i64::try_from(met.outside).unwrap_or(i64::MAX), || met.moves());
        });
    }
}
