//! The cheapest exchange of one moved unit for another: why a plan moves these and not their neighbours.

use super::problem::{Moves, Problem};
use super::state::State;

/// An exchange that would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// The unit that would go instead.
    pub instead: usize,
    /// What the plan would then cost.
    pub cost: u64,
    /// The plan it would be.
    pub moves: Moves,
}

/// The cheapest plan that differs from one in that a moved unit stays and another goes where it went; none when no such plan hangs
/// together with as few neighbourhoods outside their ranges. `swapped` is a place in the list of moves.
#[must_use]
pub fn cheapest_swap(problem: &Problem, moves: &Moves, swapped: usize) -> Option<Swap> {
    let mut state = State::new(problem);
    for (unit, zone) in &moves.0 {
        state.put(*unit, *zone);
    }
    let allowed = outside(&state);
    let (unit, to) = moves.0[swapped];
    state.put(unit, problem.units[unit].base);
    let is_moved = |other: usize| moves.0.iter().any(|(unit, _)| *unit == other);
    let mut best: Option<(u64, usize)> = None;
    let cost = problem.cost(moves) - problem.units[unit].cost;
    for other in next_to(&state, to) {
        let more = problem.units[other].cost;
        let is_better = best.is_none_or(|(least, at)| (more, other) < (least, at));
        if is_moved(other) || !is_better {
            continue;
        }
        let base = problem.units[other].base;
        state.put(other, to);
        let zones = [problem.units[unit].base, base, to];
        let hangs_together =
            zones.iter().all(|zone| !state.members[*zone].is_empty() && !state.is_broken(*zone));
        if hangs_together && outside(&state) <= allowed {
            best = Some((more, other));
        }
        state.put(other, base);
    }
    best.map(|(more, instead)| {
        let mut exchanged = moves.0.clone();
        exchanged[swapped] = (instead, to);
        exchanged.sort_unstable();
        Swap { instead, cost: cost + more, moves: Moves(exchanged) }
    })
}

/// The units that may go to a neighbourhood and lie next to it.
fn next_to(state: &State<'_>, zone: usize) -> Vec<usize> {
    let problem = state.problem;
    let areas = state.members[zone].iter().flat_map(|area| &problem.neighbours[*area]);
    let mut units: Vec<usize> = areas.map(|area| problem.unit_of[*area]).collect();
    units.sort_unstable();
    units.dedup();
    units.retain(|unit| state.zone_of[*unit] != zone && problem.units[*unit].allowed >> zone & 1 == 1);
    units
}

fn outside(state: &State<'_>) -> usize {
    let is_outside = |zone: &usize| {
        let mut rules = state.problem.rules.iter().zip(&state.figures);
        rules.any(|(ranges, figures)| !ranges[*zone].holds(figures[*zone]))
    };
    (0..state.problem.zones).filter(is_outside).count()
}
