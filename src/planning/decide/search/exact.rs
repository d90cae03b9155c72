//! The least plan, by trying every plan that could be cheaper.
//!
//! A rule that does not hold names what must happen next: who lacks people gains a unit, who has too many loses one, and of
//! two pieces one leaves or gained units link them. Each way is tried in turn, and forbidden to those tried after it, so that
//! each plan is met once. Plans that take from a neighbour who then lacks people, that gain and lose, or in several places,
//! are met like any other. A way is left out when what is spent and [`Bound`] are over the budget.

use super::bound::{self, Bound, Rates};
use super::problem::{Moves, Problem};
use super::state::State;

/// Asked at every step: whether to stop.
pub trait Watch {
    /// Whether to stop now. Told how many steps were done, and what is known to be the least.
    fn is_over(&mut self, steps: u64, lower: u64) -> bool;
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The cheapest plan met.
    pub best: Option<(u64, Moves)>,
    /// No plan costs less than this; none when no plan at all is there.
    pub lower: Option<u64>,
    /// Steps done.
    pub steps: u64,
}

impl Found {
    /// Whether the plan is proven to be a cheapest one.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.best.as_ref().is_some_and(|(cost, _)| self.lower == Some(*cost))
    }

    /// Whether it is proven that there is no plan.
    #[must_use]
    pub fn is_impossible(&self) -> bool {
        self.lower.is_none()
    }
}

struct Search<'a, 'w> {
    state: State<'a>,
    rates: Rates,
    budget: u64,
    best: Option<(u64, Moves)>,
    steps: u64,
    lower: u64,
    is_stopped: bool,
    watch: &'w mut dyn Watch,
}

/// What every plan costs at least, by figures alone: the larger of what all neighbourhoods lack and what they have too much.
/// None when no plan can be.
#[must_use]
pub fn arithmetic_bound(problem: &Problem) -> Option<u64> {
    bound::of_figures(&State::new(problem), &Rates::of(problem))
}

/// Searches for a cheapest plan, level by level of what may be spent.
///
/// It goes on from what is known: a plan, and what no plan is cheaper than (0, or the `lower` of an earlier search).
pub fn least_plan(
    problem: &Problem,
    known: Option<(u64, Moves)>,
    proven: u64,
    watch: &mut dyn Watch,
) -> Found {
    let movable = problem.units.iter().filter(|unit| unit.allowed.count_ones() > 1);
    let everything: u64 = movable.map(|unit| unit.cost).sum();
    let rates = Rates::of(problem);
    let mut state = State::new(problem);
    let Some(lower) = Bound::of(&mut state, &rates, everything).map(|bound| bound.total()) else {
        return Found { best: None, lower: None, steps: 0 };
    };
    let lower = lower.max(proven);
    let mut search =
        Search { state, rates, budget: lower, best: known, steps: 0, lower, is_stopped: false, watch };
    loop {
        // Nothing that is cheaper than the best known is left to look for.
        if search.best.as_ref().is_some_and(|(cost, _)| *cost <= search.lower) {
            break;
        }
        let most = search.best.as_ref().map_or(everything, |(cost, _)| cost - 1);
        search.budget = (search.lower + search.lower / LEVELS).min(most);
        let is_last = search.budget == everything && search.best.is_none();
        let level = search.budget;
        search.extend();
        if search.is_stopped {
            break;
        }
        match &search.best {
            // A plan within the level: the budget shrank below it, and nothing is left within that.
            Some((cost, _)) if *cost <= level => search.lower = *cost,
            None if is_last => return Found { best: None, lower: None, steps: search.steps },
            _ => search.lower = level + 1,
        }
    }
    Found { best: search.best, lower: Some(search.lower), steps: search.steps }
}

/// Each level allows this part more than what is proven.
const LEVELS: u64 = 50;

/// A way to go on: a unit, and where it goes.
type Way = (usize, usize);

impl Search<'_, '_> {
    /// Tries every plan that goes on from here within the budget.
    fn extend(&mut self) {
        self.steps += 1;
        if self.is_stopped || self.watch.is_over(self.steps, self.lower) {
            self.is_stopped = true;
            return;
        }
        let Some(left) = self.budget.checked_sub(self.state.spent) else { return };
        let Some(bound) = Bound::of(&mut self.state, &self.rates, left) else { return };
        let Some(ways) = self.ways() else {
            self.keep();
            return;
        };
        let ordered = self.in_order(ways, &bound);
        let mut forbidden = Vec::with_capacity(ordered.len());
        for (total, unit, zone) in ordered {
            // The budget may have shrunk since.
            if total > self.budget || self.is_stopped {
                continue;
            }
            let domain = self.state.apply(unit, zone);
            self.extend();
            self.state.take_back(unit, domain);
            self.state.domain[unit] &= !(1 << zone);
            forbidden.push((unit, domain));
        }
        for (unit, domain) in forbidden.into_iter().rev() {
            self.state.domain[unit] = domain;
        }
    }

    /// A plan that keeps every rule, within the budget.
    fn keep(&mut self) {
        let cost = self.state.spent;
        self.best = Some((cost, self.state.moves()));
        match cost.checked_sub(1) {
            Some(budget) => self.budget = budget,
            None => self.is_stopped = true,
        }
    }

    /// The ways within the budget, that which costs least at least first.
    fn in_order(&mut self, ways: Vec<Way>, bound: &Bound) -> Vec<(u64, usize, usize)> {
        let mut ordered = Vec::with_capacity(ways.len());
        for (unit, zone) in ways {
            let from = self.state.zone_of[unit];
            let domain = self.state.apply(unit, zone);
            if let Some(left) = self.budget.checked_sub(self.state.spent)
                && let Some(more) = bound.after(&mut self.state, &self.rates, left, [from, zone])
            {
                ordered.push((self.state.spent + more, unit, zone));
            }
            self.state.take_back(unit, domain);
        }
        ordered.sort_unstable();
        ordered
    }

    /// The ways of which every plan from here takes at least one: of the rule that leaves fewest. None when all rules hold.
    fn ways(&mut self) -> Option<Vec<Way>> {
        let mut fewest: Option<Vec<Way>> = None;
        let mut offer = |ways: Vec<Way>| {
            if fewest.as_ref().is_none_or(|fewest| ways.len() < fewest.len()) {
                fewest = Some(ways);
            }
        };
        let left = self.budget - self.state.spent;
        for zone in 0..self.state.problem.zones {
            if bound::lacks(&self.state, zone) {
                offer(
                    bound::candidates(&self.state, zone, left).into_iter().map(|unit| (unit, zone)).collect(),
                );
            }
            if bound::has_excess(&self.state, zone) {
                offer(self.leaving(&self.members(zone), left));
            }
            if self.state.may_be_broken(zone) && self.state.is_broken(zone) {
                offer(self.mending(zone, left));
            }
        }
        fewest
    }

    /// Ways to mend a neighbourhood in too many pieces. Of one that must be in one piece, a piece or the rest leaves wholly, and
    /// so a unit of each that we may name; or gained units link them, and so one next to the piece. Of one that may be in
    /// several, any unit leaves, or one next to it comes.
    fn mending(&mut self, zone: usize, left: u64) -> Vec<Way> {
        let mut ways;
        if self.state.problem.pieces[zone] > 1 {
            ways = self.leaving(&self.members(zone), left);
            let next = bound::next_to(&self.state, &self.state.members[zone], zone);
            ways.extend(next.into_iter().map(|unit| (unit, zone)));
        } else {
            let (piece, rest) = bound::split(&mut self.state, zone);
            let next = bound::next_to(&self.state, &piece, zone);
            ways = next.into_iter().map(|unit| (unit, zone)).collect();
            for areas in [piece, rest] {
                if bound::cost_of_leaving(&self.state, &areas).is_some_and(|cost| cost <= left) {
                    let named = areas.iter().map(|area| self.state.problem.unit_of[*area]).min();
                    ways.extend(self.leaving(&named.into_iter().collect::<Vec<_>>(), left));
                }
            }
        }
        ways.sort_unstable();
        ways.dedup();
        ways
    }

    /// The units of a neighbourhood, in order.
    fn members(&self, zone: usize) -> Vec<usize> {
        let areas = self.state.members[zone].iter();
        let mut units: Vec<usize> = areas.map(|area| self.state.problem.unit_of[*area]).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Every way in which one of some units leaves for another neighbourhood, unless linking it there is over the budget.
    fn leaving(&self, units: &[usize], left: u64) -> Vec<Way> {
        let mut ways = Vec::new();
        let free = units.iter().filter(|unit| self.state.is_free(**unit));
        for &unit in free {
            let Some(left) = left.checked_sub(self.state.problem.units[unit].cost) else { continue };
            let links = bound::links_from(&self.state, unit, left);
            for (zone, link) in links.into_iter().enumerate() {
                let must_link =
                    self.state.problem.pieces[zone] == 1 && !self.state.may_be_vacated(zone, left);
                if self.state.may_go(unit, zone) && (link.is_some() || !must_link) {
                    ways.push((unit, zone));
                }
            }
        }
        ways
    }
}
