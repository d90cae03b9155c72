//! A good plan soon, where the least one is far: simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) over moves of one
//! unit across a border. It proves nothing; the same seed gives the same plan.

use super::dice::Dice;
use super::problem::{Moves, Problem};
use super::state::State;

/// What one annealing looks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The same seed, the same walk.
    pub seed: u64,
    /// Moves that are tried.
    pub tries: u32,
    /// What a patient with a border between home and practice weighs, in the unit of what is minimised.
    pub crossing_weight: f64,
    /// What a neighbourhood outside its ranges weighs at most: infinite where every rule must hold.
    pub outside_charge: f64,
}

/// A plan that a walk came by: every neighbourhood hangs together in it.
pub struct Met<'w> {
    /// What it costs.
    pub cost: u64,
    /// Patients with a border between home and practice more than at the start.
    pub crossing: i64,
    /// Neighbourhoods outside their ranges.
    pub outside: usize,
    moved: &'w [usize],
    zone_of: &'w [usize],
}

/// At the start and at the end, in mean costs of a unit: what a move may make worse, about.
const HOT: f64 = 0.6;
const COLD: f64 = 0.01;
/// What one person outside a range weighs, against one who is moved: at the start and at the end.
const SOFT: f64 = 1.5;
const HARD: f64 = 12.0;
/// The watch is asked once in so many tries.
const TRIES_A_LOOK: u32 = 2048;

/// The best plan met that keeps every rule, by what it costs and what crossing weighs; none when none was met.
pub fn anneal(problem: &Problem, aim: Aim, is_over: &mut dyn FnMut() -> bool) -> Option<(u64, Moves)> {
    let mut best: Option<(f64, u64, Moves)> = None;
    walk(problem, aim, is_over, &mut |met| {
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
        let value = met.cost as f64 + met.crossing as f64 * aim.crossing_weight;
        if met.outside == 0 && best.as_ref().is_none_or(|(least, ..)| value < *least - 1e-9) {
            best = Some((value, met.cost, met.moves()));
        }
    });
    best.map(|(_, cost, moves)| (cost, moves))
}

/// Walks from the start, and shows each plan that it comes by.
pub fn walk(problem: &Problem, aim: Aim, is_over: &mut dyn FnMut() -> bool, show: &mut dyn FnMut(&Met<'_>)) {
    let mut walk = Walk::new(problem, aim);
    if walk.hangs_together() {
        show(&walk.met());
    }
    let Some(mean) = mean_cost(problem) else { return };
    // Where patients weigh much, so must what keeps a plan within its ranges, and what is a little worse is more.
    let scale = 1.0 + aim.crossing_weight;
    for step in 0..aim.tries {
        if step % TRIES_A_LOOK == 0 && is_over() {
            return;
        }
        let part = f64::from(step) / f64::from(aim.tries);
        let warmth = mean * HOT * (COLD / HOT).powf(part) * scale;
        if walk.try_one(warmth, SOFT * (HARD / SOFT).powf(part) * scale) && walk.hangs_together() {
            show(&walk.met());
        }
    }
}

/// What a unit that may move costs in the mean; none when none may.
#[must_use]
pub fn mean_cost(problem: &Problem) -> Option<f64> {
    let movable = problem.units.iter().filter(|unit| unit.allowed.count_ones() > 1);
    let (count, total) = movable.fold((0u32, 0u64), |(count, total), unit| (count + 1, total + unit.cost));
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    (count > 0).then(|| (total as f64 / f64::from(count)).max(1.0))
}

/// How many patients more than at the start have a border between home and practice after some moves.
#[must_use]
pub fn crossing_after(problem: &Problem, moves: &Moves) -> i64 {
    let aim = Aim { seed: 0, tries: 0, crossing_weight: 1.0, outside_charge: f64::INFINITY };
    let mut walk = Walk::new(problem, aim);
    let mut crossing = 0;
    for (unit, zone) in &moves.0 {
        crossing += walk.crossing_change(*unit, *zone);
        walk.state.put(*unit, *zone);
    }
    crossing
}

impl Met<'_> {
    /// Its moves, in order.
    #[must_use]
    pub fn moves(&self) -> Moves {
        let mut moves: Vec<_> = self.moved.iter().map(|unit| (*unit, self.zone_of[*unit])).collect();
        moves.sort_unstable();
        Moves(moves)
    }
}

struct Walk<'a> {
    state: State<'a>,
    aim: Aim,
    dice: Dice,
    moved: Vec<usize>,
    cost: u64,
    crossing: i64,
    /// Neighbourhoods outside their ranges.
    outside: usize,
    /// Neighbourhoods that are in too many pieces since the start.
    broken: Vec<usize>,
    rates: Vec<f64>,
}

impl<'a> Walk<'a> {
    fn new(problem: &'a Problem, aim: Aim) -> Self {
        let rates = (0..problem.rules.len()).map(|rule| mean_rate(problem, rule)).collect();
        let mut walk = Self {
            state: State::new(problem),
            aim,
            dice: Dice::new(aim.seed),
            moved: Vec::new(),
            cost: 0,
            crossing: 0,
            outside: 0,
            broken: Vec::new(),
            rates,
        };
        walk.broken = (0..problem.zones).filter(|zone| walk.state.is_broken(*zone)).collect();
        walk.outside = (0..problem.zones).filter(|zone| !walk.is_in_range(*zone)).count();
        walk
    }

    fn met(&self) -> Met<'_> {
        let Self { cost, crossing, outside, .. } = *self;
        Met { cost, crossing, outside, moved: &self.moved, zone_of: &self.state.zone_of }
    }

    fn hangs_together(&self) -> bool {
        self.broken.is_empty()
    }

    /// Tries to move one unit across a border, or back; whether it did.
    fn try_one(&mut self, warmth: f64, hardness: f64) -> bool {
        let Some((unit, to)) = self.pick() else { return false };
        let problem = self.state.problem;
        let from = self.state.zone_of[unit];
        let (base, cost) = (problem.units[unit].base, problem.units[unit].cost);
        let cost_after = self.cost - if from == base { 0 } else { cost } + if to == base { 0 } else { cost };
        let penalty = |walk: &Self| walk.penalty(from, hardness) + walk.penalty(to, hardness);
        let outside = |walk: &Self| [from, to].into_iter().filter(|zone| !walk.is_in_range(*zone)).count();
        let (penalty_before, outside_before) = (penalty(self), outside(self));
        let weighs = self.aim.crossing_weight > 0.0;
        let mut crossing = if weighs { self.crossing_change(unit, to) } else { 0 };
        self.state.put(unit, to);
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
        let worse = cost_after as f64 - self.cost as f64 + penalty(self) - penalty_before
            + crossing as f64 * self.aim.crossing_weight;
        let is_taken = (worse <= 0.0 || self.dice.share() < (-worse / warmth).exp())
            && !self.state.members[from].is_empty()
            && !self.state.is_broken(from)
            && !self.state.is_broken(to);
        if !is_taken {
            self.state.put(unit, from);
            return false;
        }
        if from == base {
            self.moved.push(unit);
        } else if to == base {
            self.moved.retain(|moved| *moved != unit);
        }
        if !weighs {
            crossing = -self.crossing_change(unit, from);
        }
        self.broken.retain(|zone| ![from, to].contains(zone));
        (self.cost, self.crossing) = (cost_after, self.crossing + crossing);
        self.outside = self.outside + outside(self) - outside_before;
        true
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

    fn is_in_range(&self, zone: usize) -> bool {
        let mut rules = self.state.problem.rules.iter().zip(&self.state.figures);
        !self.state.members[zone].is_empty()
            && rules.all(|(ranges, figures)| ranges[zone].holds(figures[zone]))
    }

    /// What it weighs that a neighbourhood is outside its ranges.
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    fn penalty(&self, zone: usize, hardness: f64) -> f64 {
        let rules = self.state.problem.rules.iter().zip(&self.state.figures).zip(&self.rates);
        let distance: f64 =
            rules.map(|((ranges, figures), rate)| ranges[zone].distance(figures[zone]) as f64 * rate).sum();
        (distance * hardness).min(self.aim.outside_charge)
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
