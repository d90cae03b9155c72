//! A good plan soon, where the least one is far: simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983). It proves nothing;
//! the same seed gives the same plan.
//!
//! One unit goes across a border, and mostly another makes up for it: one that leaves the neighbourhood which gained, or comes to the
//! one which lost. Alone, either would leave a range, which nothing but great warmth allows; so without pairs a plan that is in
//! range is hardly ever left for a better one. What is outside a range weighs more the further it is, so that neighbours share what
//! one of them has too much, and pass it on.

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
    /// What a patient with a border between home and practice weighs against a person who moves.
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
const COLD: f64 = 0.03;
/// What one person outside a range weighs, against one who is moved: at the start and at the end.
const SOFT: f64 = 1.5;
const HARD: f64 = 12.0;
/// Of so many tries one moves a single unit.
const SINGLE: usize = 4;
/// A unit that makes up for another is looked for so often.
const LOOKS: usize = 8;
/// The watch is asked once in so many tries.
const TRIES_A_LOOK: u32 = 2048;

/// The best plan met that keeps every rule, by what it costs and what crossing weighs; none when none was met.
pub fn anneal(problem: &Problem, aim: Aim, is_over: &mut dyn FnMut() -> bool) -> Option<(u64, Moves)> {
    let mut best: Option<(f64, u64, Moves)> = None;
    walk(problem, aim, is_over, &mut |met| {
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
        let value = met.cost as f64 + met.crossing as f64 * aim.crossing_weight * problem.cost_of_a_person;
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
    /// By rule: what moving one of a figure costs in the mean.
    rates: Vec<f64>,
    /// What a unit costs in the mean.
    mean: f64,
    /// What the try at hand has moved.
    flips: Vec<Flip>,
}

/// A unit that goes from one neighbourhood to another.
#[derive(Clone, Copy)]
struct Flip {
    unit: usize,
    from: usize,
    to: usize,
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
            mean: mean_cost(problem).unwrap_or(1.0),
            flips: Vec::new(),
        };
        walk.broken = (0..problem.zones).filter(|zone| walk.state.is_broken(*zone)).collect();
        walk.outside = walk.count_outside();
        walk
    }

    fn met(&self) -> Met<'_> {
        let Self { cost, crossing, outside, .. } = *self;
        Met { cost, crossing, outside, moved: &self.moved, zone_of: &self.state.zone_of }
    }

    fn hangs_together(&self) -> bool {
        self.broken.is_empty()
    }

    /// Tries to move one unit across a border, or back, and mostly another that makes up for it; whether it did.
    fn try_one(&mut self, warmth: f64, hardness: f64) -> bool {
        let Some((unit, to)) = self.pick() else { return false };
        let (cost, crossing) = (self.cost, self.crossing);
        self.flips.clear();
        let mut worse = self.flip(unit, to, hardness);
        if self.dice.below(SINGLE) > 0
            && let Some((unit, to)) = self.pick_beside()
        {
            worse += self.flip(unit, to, hardness);
        }
        let is_taken = (worse <= 0.0 || self.dice.share() < (-worse / warmth).exp()) && self.may_stay();
        if is_taken {
            self.settle();
        } else {
            self.put_back();
            (self.cost, self.crossing) = (cost, crossing);
        }
        is_taken
    }

    /// Moves a unit, and tells how much worse that is.
    fn flip(&mut self, unit: usize, to: usize, hardness: f64) -> f64 {
        let from = self.state.zone_of[unit];
        let (base, cost) = (self.state.problem.units[unit].base, self.state.problem.units[unit].cost);
        let penalty = |walk: &Self| walk.penalty(from, hardness) + walk.penalty(to, hardness);
        let (penalty_before, cost_before) = (penalty(self), self.cost);
        let crossing = if self.weighs() { self.crossing_change(unit, to) } else { 0 };
        self.state.put(unit, to);
        self.flips.push(Flip { unit, from, to });
        self.cost = self.cost - if from == base { 0 } else { cost } + if to == base { 0 } else { cost };
        self.crossing += crossing;
        let weight = self.aim.crossing_weight * self.state.problem.cost_of_a_person;
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
        let worse = self.cost as f64 - cost_before as f64 + crossing as f64 * weight;
        worse + penalty(self) - penalty_before
    }

    fn weighs(&self) -> bool {
        self.aim.crossing_weight > 0.0
    }

    /// Whether what has moved leaves no neighbourhood empty or in too many pieces.
    fn may_stay(&mut self) -> bool {
        let Self { flips, state, .. } = self;
        let mut zones = flips.iter().flat_map(|flip| [flip.from, flip.to]);
        zones.all(|zone| !state.members[zone].is_empty() && !state.is_broken(zone))
    }

    fn put_back(&mut self) {
        for flip in self.flips.iter().rev() {
            self.state.put(flip.unit, flip.from);
        }
    }

    /// Keeps what has moved. Patients that weigh nothing are counted here alone, as most tries are not taken.
    fn settle(&mut self) {
        if !self.weighs() {
            self.put_back();
        }
        for place in 0..self.flips.len() {
            let Flip { unit, from, to } = self.flips[place];
            if !self.weighs() {
                self.crossing += self.crossing_change(unit, to);
                self.state.put(unit, to);
            }
            let base = self.state.problem.units[unit].base;
            if from == base {
                self.moved.push(unit);
            } else if to == base {
                self.moved.retain(|moved| *moved != unit);
            }
            self.broken.retain(|zone| ![from, to].contains(zone));
        }
        self.outside = self.count_outside();
    }

    fn count_outside(&self) -> usize {
        (0..self.state.problem.zones).filter(|zone| !self.is_in_range(*zone)).count()
    }

    /// What makes up for the unit that has moved: one that leaves the neighbourhood it came to, or one that comes where it left.
    fn pick_beside(&mut self) -> Option<(usize, usize)> {
        let problem = self.state.problem;
        let Flip { unit: first, from, to } = *self.flips.first()?;
        for _ in 0..LOOKS {
            let gives = self.dice.below(2) == 0;
            let members = &self.state.members[if gives { to } else { from }];
            let Some(&area) = members.get(self.dice.below(members.len())) else { continue };
            let neighbours = &problem.neighbours[area];
            let Some(&next) = neighbours.get(self.dice.below(neighbours.len())) else { continue };
            let (own, other) = (problem.unit_of[area], problem.unit_of[next]);
            let (unit, goes) = if gives { (own, self.state.zone_of[other]) } else { (other, from) };
            if unit != first && self.may_go(unit, goes) {
                return Some((unit, goes));
            }
        }
        None
    }

    fn may_go(&self, unit: usize, to: usize) -> bool {
        self.state.zone_of[unit] != to && self.state.problem.units[unit].allowed >> to & 1 == 1
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
        self.may_go(unit, to).then_some((unit, to))
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
        (distance * (1.0 + distance / self.mean) * hardness).min(self.aim.outside_charge)
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
