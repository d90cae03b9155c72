//! The search as a whole: a short try at the least plan, good plans by annealing, then the least plan for as long as is asked.

use super::control::Limits;
use super::search::{Aim, Found, Moves, Problem, anneal, arithmetic_bound, least_plan};

/// What a search found.
pub(super) struct Solved {
    /// The best plan and how the search ended.
    pub(super) found: Found,
    /// The bound that follows from the figures alone; none when no plan can be.
    pub(super) arithmetic: Option<u64>,
    /// Other plans that keep every rule, in order of what they cost.
    pub(super) others: Vec<(u64, Moves)>,
    /// Whether the best plan was met by annealing.
    pub(super) is_annealed: bool,
}

/// Steps of the first try: a second's fraction.
const FIRST_STEPS: u64 = 1_000;
/// Moves that one annealing tries.
const TRIES: u32 = 300_000;
/// What a patient with a border between home and practice weighs against one who moves, in each annealing.
const CROSSING_WEIGHTS: [f64; 8] = [0.0, 0.0, 0.0, 0.0, 0.1, 0.3, 1.0, 3.0];

/// Searches within the limits. The same seed and number of steps give the same answer.
pub(super) fn solve(problem: &Problem, seed: u64, limits: &Limits<'_>) -> Solved {
    let arithmetic = arithmetic_bound(problem);
    let first = least_plan(problem, None, 0, &mut limits.with_steps(FIRST_STEPS));
    limits.control.tell_best(first.best.as_ref().map(|(cost, _)| *cost));
    if first.is_impossible() {
        return Solved { found: first, arithmetic, others: Vec::new(), is_annealed: false };
    }
    let others = annealed(problem, seed, limits);
    let annealed_best = others.first().cloned();
    let is_cheaper = |(cost, _): &&(u64, Moves)| first.best.as_ref().is_none_or(|(best, _)| cost < best);
    let is_annealed = annealed_best.as_ref().as_ref().is_some_and(is_cheaper);
    if first.is_proven() {
        return Solved { found: first, arithmetic, others, is_annealed: false };
    }
    let known = if is_annealed { annealed_best } else { first.best.clone() };
    limits.control.tell_best(known.as_ref().map(|(cost, _)| *cost));
    let cost_known = known.as_ref().map(|(cost, _)| *cost);
    let mut found =
        least_plan(problem, known, first.lower.unwrap_or_default(), &mut rest(limits, first.steps));
    found.steps += first.steps;
    let is_annealed = is_annealed && found.best.as_ref().map(|(cost, _)| *cost) == cost_known;
    limits.control.tell_best(found.best.as_ref().map(|(cost, _)| *cost));
    Solved { found, arithmetic, others, is_annealed }
}

fn rest<'a>(limits: &Limits<'a>, done: u64) -> Limits<'a> {
    let steps = limits.steps.map(|steps| steps.saturating_sub(done));
    Limits { control: limits.control, until: limits.until, steps }
}

/// Plans by annealing, the cheapest first, each once.
fn annealed(problem: &Problem, seed: u64, limits: &Limits<'_>) -> Vec<(u64, Moves)> {
    let mut plans = Vec::new();
    for (number, crossing_weight) in (0u64..).zip(CROSSING_WEIGHTS) {
        if limits.is_over() {
            break;
        }
        let aim = Aim { seed: seed.wrapping_mul(31).wrapping_add(number), tries: TRIES, crossing_weight };
        plans.extend(anneal(problem, aim));
    }
    plans.sort();
    plans.dedup();
    plans
}
