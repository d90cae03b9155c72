//! What a plan must at least cost from here: the pruning of the search rests on nothing else, so every bound says why it holds.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::problem::{Problem, Unit};
use super::state::State;

/// The least cost of a unit of a figure, by rule, over all units that may move: cost and weight. None: nothing that moves
/// has any of it.
pub(super) struct Rates(Vec<Option<(u64, u64)>>);

/// What a neighbourhood lacks or has too much of, by rule.
fn shortfall(state: &State<'_>, zone: usize, rule: usize) -> u64 {
    state.problem.rules[rule][zone].least.saturating_sub(state.figures[rule][zone])
}

fn excess(state: &State<'_>, zone: usize, rule: usize) -> u64 {
    state.figures[rule][zone].saturating_sub(state.problem.rules[rule][zone].most)
}

impl Rates {
    pub(super) fn of(problem: &Problem) -> Self {
        let is_cheaper = |unit: &Unit, rule: usize, (cost, weight): (u64, u64)| {
            u128::from(unit.cost) * u128::from(weight) < u128::from(cost) * u128::from(unit.weights[rule])
        };
        let rate = |rule: usize| {
            let mut least: Option<(u64, u64)> = None;
            for unit in problem.units.iter().filter(|unit| unit.allowed.count_ones() > 1) {
                if unit.weights[rule] > 0 && least.is_none_or(|least| is_cheaper(unit, rule, least)) {
                    least = Some((unit.cost, unit.weights[rule]));
                }
            }
            least
        };
        Self((0..problem.rules.len()).map(rate).collect())
    }

    /// The least that moving so much of a figure costs, rounded up; none: it cannot be moved.
    fn cost(&self, rule: usize, amount: u64) -> Option<u64> {
        if amount == 0 {
            return Some(0);
        }
        let (cost, weight) = self.0[rule]?;
        let least = (u128::from(amount) * u128::from(cost)).div_ceil(u128::from(weight));
        u64::try_from(least).ok()
    }
}

/// What every plan that goes on from here must still spend at least, by neighbourhood.
///
/// What neighbourhoods gain are different units, since each ends in one; so what each must gain adds up. What they lose are
/// different units, since each comes from one; so what each must lose adds up. A unit may count on both sides, so the larger
/// sum holds, not both.
pub(super) struct Bound {
    /// By neighbourhood: what it must gain, and what it must lose.
    parts: Vec<(u64, u64)>,
    gains: u64,
    losses: u64,
    /// What must be spent to mend one neighbourhood, whichever way.
    repairs: u64,
}

impl Bound {
    /// The bound from here; none: no plan does within `left`.
    pub(super) fn of(state: &mut State<'_>, rates: &Rates, left: u64) -> Option<Self> {
        let mut bound =
            Self { parts: Vec::with_capacity(state.problem.zones), gains: 0, losses: 0, repairs: 0 };
        // What figures say is cheap to find, and mostly enough.
        for zone in 0..state.problem.zones {
            let part = (least_gain(state, rates, zone, left)?, least_loss(state, rates, zone)?);
            bound.add(part)?;
            bound.parts.push(part);
            if bound.total() > left {
                return None;
            }
        }
        for zone in 0..state.problem.zones {
            bound.mend(state, zone, left)?;
        }
        (bound.total() <= left).then_some(bound)
    }

    /// The bound after one more unit went from a neighbourhood to another. Of the others what was found before the move is taken:
    /// they have the same areas as then, and nothing that they may gain came to be since; so it still holds.
    pub(super) fn after(
        &self,
        state: &mut State<'_>,
        rates: &Rates,
        left: u64,
        moved: [usize; 2],
    ) -> Option<u64> {
        let mut bound = Self { parts: Vec::new(), gains: self.gains, losses: self.losses, repairs: 0 };
        for zone in moved {
            let (gain, loss) = self.parts[zone];
            bound.gains -= gain;
            bound.losses -= loss;
        }
        for zone in moved {
            let part = (least_gain(state, rates, zone, left)?, least_loss(state, rates, zone)?);
            bound.add(part)?;
            bound.parts.push(part);
        }
        if bound.total() > left {
            return None;
        }
        let parts = std::mem::take(&mut bound.parts);
        bound.parts = vec![(0, 0); state.problem.zones];
        for (zone, part) in moved.into_iter().zip(parts) {
            bound.parts[zone] = part;
        }
        for zone in moved {
            bound.mend(state, zone, left)?;
        }
        (bound.total() <= left).then_some(bound.total())
    }

    /// What every plan from here must still spend.
    pub(super) fn total(&self) -> u64 {
        self.gains.max(self.losses).max(self.repairs)
    }

    fn add(&mut self, (gain, loss): (u64, u64)) -> Option<()> {
        self.gains = self.gains.checked_add(gain)?;
        self.losses = self.losses.checked_add(loss)?;
        Some(())
    }

    /// Counts what mending a broken neighbourhood costs: as its gain where only gained units can mend it.
    fn mend(&mut self, state: &mut State<'_>, zone: usize, left: u64) -> Option<()> {
        if !state.may_be_broken(zone) || state.problem.pieces[zone] > 1 || !state.is_broken(zone) {
            return Some(());
        }
        let repair = least_repair(state, zone, left)?;
        if repair.is_gain {
            let more = repair.cost.saturating_sub(self.parts[zone].0);
            self.parts[zone].0 += more;
            self.gains = self.gains.checked_add(more)?;
        } else {
            self.repairs = self.repairs.max(repair.cost);
        }
        Some(())
    }
}

/// The bound that a reader can add up: what neighbourhoods lack, and what they have too much, each in what is minimised.
pub(super) fn of_figures(state: &State<'_>, rates: &Rates) -> Option<u64> {
    let (mut gains, mut losses) = (0u64, 0u64);
    for zone in 0..state.problem.zones {
        let (mut gain, mut loss) = (0, 0);
        for rule in 0..state.problem.rules.len() {
            gain = gain.max(rates.cost(rule, shortfall(state, zone, rule))?);
            loss = loss.max(rates.cost(rule, excess(state, zone, rule))?);
        }
        gains = gains.checked_add(gain)?;
        losses = losses.checked_add(loss)?;
    }
    Some(gains.max(losses))
}

/// What a neighbourhood must still gain at least. It must gain what it lacks, and a whole unit if it lacks anything.
fn least_gain(state: &State<'_>, rates: &Rates, zone: usize, left: u64) -> Option<u64> {
    let mut least = 0;
    let mut lacks = state.members[zone].is_empty();
    for rule in 0..state.problem.rules.len() {
        let shortfall = shortfall(state, zone, rule);
        least = least.max(rates.cost(rule, shortfall)?);
        lacks |= shortfall > 0;
    }
    if !lacks {
        return Some(0);
    }
    let cheapest =
        candidates(state, zone, left).into_iter().map(|unit| state.problem.units[unit].cost).min()?;
    Some(least.max(cheapest))
}

/// What a neighbourhood must still lose at least: what it has too much, and a whole unit if it has too much of anything.
fn least_loss(state: &State<'_>, rates: &Rates, zone: usize) -> Option<u64> {
    let mut least = 0;
    let mut has_excess = false;
    for rule in 0..state.problem.rules.len() {
        let excess = excess(state, zone, rule);
        least = least.max(rates.cost(rule, excess)?);
        has_excess |= excess > 0;
    }
    if !has_excess {
        return Some(0);
    }
    let units = state.members[zone].iter().map(|area| state.problem.unit_of[*area]);
    let cheapest =
        units.filter(|unit| state.is_free(*unit)).map(|unit| state.problem.units[unit].cost).min()?;
    Some(least.max(cheapest))
}

/// Whether a neighbourhood lacks something, so that it must gain a unit.
pub(super) fn lacks(state: &State<'_>, zone: usize) -> bool {
    state.members[zone].is_empty()
        || (0..state.problem.rules.len()).any(|rule| shortfall(state, zone, rule) > 0)
}

/// Whether a neighbourhood has too much, so that it must lose a unit.
pub(super) fn has_excess(state: &State<'_>, zone: usize) -> bool {
    (0..state.problem.rules.len()).any(|rule| excess(state, zone, rule) > 0)
}

/// The units of which a neighbourhood that must gain something gains at least one, in order.
///
/// Unless all it has may leave it, some of that stays. Then, as it hangs together in the end, the way from what stays to what
/// it gains begins with a gained unit next to what it has now. Where it need not hang together, any unit may be the one.
pub(super) fn candidates(state: &State<'_>, zone: usize, left: u64) -> Vec<usize> {
    if state.problem.pieces[zone] > 1 || state.may_be_vacated(zone, left) {
        return (0..state.zone_of.len()).filter(|unit| state.may_go(*unit, zone)).collect();
    }
    next_to(state, &state.members[zone], zone)
}

/// The units next to some areas that may still go to a neighbourhood, in order.
pub(super) fn next_to(state: &State<'_>, areas: &[usize], zone: usize) -> Vec<usize> {
    let neighbours = areas.iter().flat_map(|area| &state.problem.neighbours[*area]);
    let units = neighbours.map(|area| state.problem.unit_of[*area]);
    let mut units: Vec<usize> = units.filter(|unit| state.may_go(*unit, zone)).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// What mending a broken neighbourhood costs at least.
struct Repair {
    cost: u64,
    /// Whether it is certain to be spent on units that the neighbourhood gains.
    is_gain: bool,
}

/// Of a piece and the rest of a broken neighbourhood, one leaves as a whole, or gained units link them.
fn least_repair(state: &mut State<'_>, zone: usize, left: u64) -> Option<Repair> {
    let (piece, rest) = split(state, zone);
    let leaving = [&piece, &rest].into_iter().filter_map(|areas| cost_of_leaving(state, areas));
    let leaving = leaving.min().filter(|cost| *cost <= left);
    let link = link(state, &piece, zone, left);
    match (leaving, link) {
        (None, None) => None,
        (None, Some(link)) => Some(Repair { cost: link, is_gain: true }),
        (Some(leaving), link) => {
            Some(Repair { cost: link.map_or(leaving, |link| link.min(leaving)), is_gain: false })
        }
    }
}

/// The piece of a broken neighbourhood that costs least to move, and the rest.
pub(super) fn split(state: &mut State<'_>, zone: usize) -> (Vec<usize>, Vec<usize>) {
    let pieces = state.pieces(zone);
    let cost = |piece: &Vec<usize>| -> u64 {
        piece.iter().map(|area| state.problem.units[state.problem.unit_of[*area]].cost).sum()
    };
    let least = pieces.iter().min_by_key(|piece| (cost(piece), piece.iter().min().copied()));
    let piece = least.cloned().unwrap_or_default();
    let rest = pieces.iter().filter(|other| **other != piece).flatten().copied().collect();
    (piece, rest)
}

/// What it costs that all units with an area among these leave; none when one of them cannot.
pub(super) fn cost_of_leaving(state: &State<'_>, areas: &[usize]) -> Option<u64> {
    let mut units: Vec<usize> = areas.iter().map(|area| state.problem.unit_of[*area]).collect();
    units.sort_unstable();
    units.dedup();
    let all_free = units.iter().all(|unit| state.is_free(*unit));
    all_free.then(|| units.iter().map(|unit| state.problem.units[*unit].cost).sum())
}

/// The least cost of gained units that link a piece of a neighbourhood to its rest; none: over `left`.
fn link(state: &State<'_>, piece: &[usize], zone: usize, left: u64) -> Option<u64> {
    let mut within = vec![false; state.problem.unit_of.len()];
    for area in piece {
        within[*area] = true;
    }
    let mut ways = Ways::new(state, left);
    for unit in next_to(state, piece, zone) {
        ways.push(unit, 0);
    }
    while let Some((cost, unit)) = ways.pop() {
        for &area in &state.problem.units[unit].areas {
            for &next in &state.problem.neighbours[area] {
                let other = state.problem.unit_of[next];
                if state.zone_of[other] == zone && !within[next] {
                    return Some(cost);
                }
                if state.may_go(other, zone) {
                    ways.push(other, cost);
                }
            }
        }
    }
    None
}

/// What it costs at least, by neighbourhood, to link a unit that goes there to what is there: over `left`, none.
pub(super) fn links_from(state: &State<'_>, unit: usize, left: u64) -> Vec<Option<u64>> {
    let mut links = vec![None; state.problem.zones];
    let mut ways = Ways::new(state, left);
    ways.start(unit);
    while let Some((cost, unit)) = ways.pop() {
        for &area in &state.problem.units[unit].areas {
            for &next in &state.problem.neighbours[area] {
                let other = state.problem.unit_of[next];
                links[state.zone_of[other]].get_or_insert(cost);
                if state.is_free(other) {
                    ways.push(other, cost);
                }
            }
        }
    }
    links
}

/// Ways over units, the cheapest first: Dijkstra's search, each unit paid once on entering it.
struct Ways<'a> {
    problem: &'a Problem,
    best: Vec<u64>,
    heap: BinaryHeap<Reverse<(u64, usize)>>,
    left: u64,
}

impl<'a> Ways<'a> {
    fn new(state: &State<'a>, left: u64) -> Self {
        let best = vec![u64::MAX; state.zone_of.len()];
        Self { problem: state.problem, best, heap: BinaryHeap::new(), left }
    }

    fn start(&mut self, unit: usize) {
        self.best[unit] = 0;
        self.heap.push(Reverse((0, unit)));
    }

    fn push(&mut self, unit: usize, so_far: u64) {
        let cost = so_far + self.problem.units[unit].cost;
        if cost <= self.left && cost < self.best[unit] {
            self.best[unit] = cost;
            self.heap.push(Reverse((cost, unit)));
        }
    }

    fn pop(&mut self) -> Option<(u64, usize)> {
        loop {
            let Reverse((cost, unit)) = self.heap.pop()?;
            if cost == self.best[unit] {
                return Some((cost, unit));
            }
        }
    }
}
