//! A good plan soon, where the least one is far: simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) over moves of one
//! unit across a border. It proves nothing; the same seed gives the same plan.

use super::dice::Dice;
use super::problem::{Moves, Problem};
use super::state::State;

/// What annealing looks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The same seed, the same plan.
    pub seed: u64,
    /// Moves that are tried.
    pub tries: u32,
    /// What a patient with a border between home and practice weighs, in the unit of what is minimised.
    pub crossing_weight: f64,
}

/// At the start and at the end, in mean costs of a unit: what a move may make worse, about.
const HOT: f64 = 0.6;
const COLD: f64 = 0.01;
/// What one person outside a range weighs, against one who is moved: at the start and at the end.
const SOFT: f64 = 1.5;
const HARD: f64 = 12.0;

/// The best plan met that keeps every rule; none when none was met.
#[must_use]
pub fn anneal(problem: &Problem, aim: Aim) -> Option<(u64, Moves)> {
    let movable = problem.units.iter().filter(|unit| unit.allowed.count_ones() > 1);
    let (count, total) = movable.fold((0u32, 0u64), |(count, total), unit| (count + 1, total + unit.cost));
    if count == 0 {
        return None;
    }
    let mut walk = Walk::new(problem, aim);
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    let mean = (total as f64 / f64::from(count)).max(1.0);
    for step in 0..aim.tries {
        let part = f64::from(step) / f64::from(aim.tries);
        let warmth = mean * HOT * (COLD / HOT).powf(part);
        walk.try_one(warmth, SOFT * (HARD / SOFT).powf(part));
    }
    walk.best.map(|(cost, _, moves)| (cost, moves))
}

struct Walk<'a> {
    state: State<'a>,
    aim: Aim,
    dice: Dice,
    moved: Vec<usize>,
    cost: u64,
    /// Figures outside their ranges, in the unit of what is minimised.
    outside: f64,
    rates: Vec<f64>,
    crossing: i64,
    best: Option<(u64, f64, Moves)>,
}

impl<'a> Walk<'a> {
    fn new(problem: &'a Problem, aim: Aim) -> Self {
        let state = State::new(problem);
        let rates = (0..problem.rules.len()).map(|rule| mean_rate(problem, rule)).collect();
        let mut walk = Self {
            state,
            aim,
            dice: Dice::new(aim.seed),
            moved: Vec::new(),
            cost: 0,
            outside: 0.0,
            rates,
            crossing: 0,
            best: None,
        };
        walk.outside = (0..problem.zones).map(|zone| walk.outside_of(zone)).sum();
        walk.keep();
        walk
    }

    /// Tries to move one unit across a border, or back.
    fn try_one(&mut self, warmth: f64, hardness: f64) {
        let Some((unit, to)) = self.pick() else { return };
        let problem = self.state.problem;
        let from = self.state.zone_of[unit];
        let base = problem.units[unit].base;
        let cost = problem.units[unit].cost;
        let cost_after = self.cost - if from == base { 0 } else { cost } + if to == base { 0 } else { cost };
        let before = self.outside_of(from) + self.outside_of(to);
        let crossing = if self.aim.crossing_weight > 0.0 { self.crossing_change(unit, to) } else { 0 };
        self.state.put(unit, to);
        let outside = self.outside - before + self.outside_of(from) + self.outside_of(to);
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
        let worse = cost_after as f64 - self.cost as f64
            + (outside - self.outside) * hardness
            + crossing as f64 * self.aim.crossing_weight;
        let is_taken = (worse <= 0.0 || self.dice.share() < (-worse / warmth).exp())
            && !self.state.members[from].is_empty()
            && !self.state.is_broken(from)
            && !self.state.is_broken(to);
        if !is_taken {
            self.state.put(unit, from);
            return;
        }
        if from == base {
            self.moved.push(unit);
        } else if to == base {
            self.moved.retain(|moved| *moved != unit);
        }
        (self.cost, self.outside, self.crossing) = (cost_after, outside, self.crossing + crossing);
        self.keep();
    }

    /// A unit and a neighbourhood next to it; or one that was moved, and where it was.
    fn pick(&mut self) -> Option<(usize, usize)> {
        let problem = self.state.problem;
        let (unit, to) = if !self.moved.is_empty() && self.dice.below(4) == 0 {
            let unit = self.moved[self.dice.below(self.moved.len())];
            (unit, problem.units[unit].base)
        } else {
            let area = self.dice.below(problem.unit_of.len());
            let neighbours = &problem.neighbours[area];
            if neighbours.is_empty() {
                return None;
            }
            let next = neighbours[self.dice.below(neighbours.len())];
            (problem.unit_of[area], self.state.zone_of[problem.unit_of[next]])
        };
        let may = self.state.zone_of[unit] != to && problem.units[unit].allowed >> to & 1 == 1;
        may.then_some((unit, to))
    }

    /// Keeps the plan when it keeps every rule and none better was met.
    fn keep(&mut self) {
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
        let value = self.cost as f64 + self.crossing as f64 * self.aim.crossing_weight;
        let is_better = self.best.as_ref().is_none_or(|(_, best, _)| value < *best - 1e-9);
        if is_better && (0..self.state.problem.zones).all(|zone| self.is_in_range(zone)) {
            let mut moves: Vec<_> =
                self.moved.iter().map(|unit| (*unit, self.state.zone_of[*unit])).collect();
            moves.sort_unstable();
            self.best = Some((self.cost, value, Moves(moves)));
        }
    }

    fn is_in_range(&self, zone: usize) -> bool {
        let mut rules = self.state.problem.rules.iter().zip(&self.state.figures);
        !self.state.members[zone].is_empty()
            && rules.all(|(ranges, figures)| ranges[zone].holds(figures[zone]))
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    fn outside_of(&self, zone: usize) -> f64 {
        let rules = self.state.problem.rules.iter().zip(&self.state.figures).zip(&self.rates);
        rules.map(|((ranges, figures), rate)| ranges[zone].distance(figures[zone]) as f64 * rate).sum()
    }

    /// How many patients more have a border between home and practice when a unit goes elsewhere.
    fn crossing_change(&self, unit: usize, to: usize) -> i64 {
        let from = self.state.zone_of[unit];
        let mut change = 0;
        let ties =
            self.state.problem.ties[unit].iter().map(|tie| (self.state.zone_of[tie.unit], tie.patients));
        for (zone, patients) in ties.chain(self.state.problem.fixed_ties[unit].iter().copied()) {
            if zone == from {
                change += patients.cast_signed();
            } else if zone == to {
                change -= patients.cast_signed();
            }
        }
        change
    }
}

/// What moving one of a figure costs in the mean.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn mean_rate(problem: &Problem, rule: usize) -> f64 {
    let cost: u64 = problem.units.iter().map(|unit| unit.cost).sum();
    let weight: u64 = problem.units.iter().map(|unit| unit.weights[rule]).sum();
    if weight == 0 { 1.0 } else { (cost as f64 / weight as f64).max(1e-9) }
}
