//! Why these areas and not their neighbours: what the next best plan costs without each of them, and what an exchange costs.

use serde::Serialize;

use super::control::Limits;
use super::plan::Judged;
use super::reasons::{amount, zone_named};
use super::search::{Aim, Moves, Swap, anneal, cheapest_swap, crossing_after, least_plan};
use super::setting::Setting;
use crate::domain::ground::codes::GssCode;
use crate::planning::terms::called;
use crate::planning::terms::words::{counted, names};

/// What the next best plan costs when some areas stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The areas that stay.
    pub without: Vec<GssCode>,
    /// What the best plan found then costs; null: none was found.
    pub cost: Option<u64>,
    /// Whether none is cheaper then.
    pub is_least: bool,
    /// In words.
    pub in_words: String,
}

/// What a plan costs when areas that it moves stay, and one of their neighbours goes where they went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exchange {
    /// The areas that would stay.
    pub without: Vec<GssCode>,
    /// The areas that would go in their place; empty: none would do.
    pub instead: Vec<GssCode>,
    /// What the plan would then cost; null: none would do.
    pub cost: Option<u64>,
    /// In words.
    pub in_words: String,
}

/// Units that are explained at most: the first ones, in order.
const MOST_EXPLAINED: usize = 12;
/// Steps of the search for each.
const STEPS: u64 = 400;
const TRIES: u32 = 100_000;

/// The cheapest exchange of each unit that a plan moves, in their order; none where nothing else would do.
pub(super) type Swaps = Vec<Option<Swap>>;

/// Those of several plans, as far as their units are explained.
pub(super) fn swaps_of_all(setting: &Setting<'_>, plans: &[Judged]) -> Vec<Swaps> {
    plans.iter().map(|plan| swaps(setting, plan)).collect()
}

fn swaps(setting: &Setting<'_>, plan: &Judged) -> Swaps {
    let places = 0..plan.moves.0.len().min(MOST_EXPLAINED);
    places.map(|place| cheapest_swap(&setting.problem, &plan.moves, place)).collect()
}

/// The next best plan without each unit that the first plan moves, as long as there is time. Each is looked for from the cheapest of those
/// that the answer names otherwise: its other plans, and what an exchange makes of the first.
pub(super) fn alternatives(
    setting: &Setting<'_>,
    plans: &[Judged],
    swaps: &Swaps,
    limits: &Limits<'_>,
) -> Vec<Alternative> {
    let Some(plan) = plans.first() else { return Vec::new() };
    let mut named: Vec<Moves> = plans.iter().map(|plan| plan.moves.clone()).collect();
    named.extend(swaps.iter().flatten().map(|swap| swap.moves.clone()));
    let units = plan.moves.0.iter().take(MOST_EXPLAINED);
    units
        .map_while(|(unit, _)| (!limits.is_over()).then(|| without(setting, plan, &named, *unit, limits)))
        .collect()
}

fn without(
    setting: &Setting<'_>,
    plan: &Judged,
    others: &[Moves],
    unit: usize,
    limits: &Limits<'_>,
) -> Alternative {
    let mut problem = setting.problem.clone();
    problem.units[unit].allowed = 1 << problem.units[unit].base;
    let others = others.iter().filter(|moves| problem.is_kept_by(moves));
    let others = others.map(|moves| (problem.cost(moves), moves.clone()));
    let aim =
        Aim { seed: setting.asked.seed, tries: TRIES, crossing_weight: 0.0, outside_charge: f64::INFINITY };
    let known = others.chain(anneal(&problem, aim, &mut || limits.is_over())).min_by_key(|(cost, _)| *cost);
    let mut watch = limits.with_steps(STEPS);
    let found = least_plan(&problem, known, 0, &mut watch);
    let is_least = setting.is_provable() && (found.is_proven() || found.is_impossible());
    let (named, cost) = (named(setting, unit), found.best.as_ref().map(|(cost, _)| *cost));
    let in_words = match (cost, is_least) {
        (None, true) => format!("Without moving {named} there is no plan."),
        (None, false) => format!("Without moving {named} no plan was found in the time."),
        (Some(cost), _) => {
            let (kind, more) = (
                if is_least { "the least plan" } else { "the best plan found" },
                cost.saturating_sub(plan.cost),
            );
            let more = match (cost == plan.cost, is_least) {
                (true, _) => "as many".to_owned(),
                (false, true) => format!("{} more", amount(setting, more)),
                (false, false) => format!("at most {} more", amount(setting, more)),
            };
            format!("Without moving {named}, {kind} moves {}: {more}.", amount(setting, cost))
        }
    };
    Alternative { without: codes(setting, unit), cost, is_least, in_words }
}

/// For each unit that a plan moves, the cheapest exchange for one next to where it goes.
pub(super) fn exchanges(setting: &Setting<'_>, plan: &Judged, swaps: &Swaps) -> Vec<Exchange> {
    let moved = plan.moves.0.iter().zip(swaps);
    moved.map(|(moved, swap)| exchange(setting, plan, *moved, swap.as_ref())).collect()
}

fn exchange(
    setting: &Setting<'_>,
    plan: &Judged,
    (unit, to): (usize, usize),
    swap: Option<&Swap>,
) -> Exchange {
    let problem = &setting.problem;
    let (without, stays, to) = (codes(setting, unit), named(setting, unit), zone_named(setting, to));
    let Some(swap) = swap else {
        let in_words = format!("Nothing else next to {to} could go there by itself in place of {stays}.");
        return Exchange { without, instead: Vec::new(), cost: None, in_words };
    };
    let crossing = setting.plan.atlas.ground.registrations.as_ref().map(|_| {
        let change = crossing_after(problem, &swap.moves) - crossing_after(problem, &plan.moves);
        let word = if change < 0 { "fewer" } else { "more" };
        let patients = match change {
            0 => "as many patients".to_owned(),
            _ => format!("{} {word}", counted(change.unsigned_abs(), "patient", "patients")),
        };
        format!(", and {patients} would live in one neighbourhood and be registered in another")
    });
    let costs = match swap.cost.cmp(&plan.cost) {
        std::cmp::Ordering::Equal => format!("as many ({})", amount(setting, swap.cost)),
        std::cmp::Ordering::Less => format!("{} fewer", amount(setting, plan.cost - swap.cost)),
        std::cmp::Ordering::Greater => format!("{} more", amount(setting, swap.cost - plan.cost)),
    };
    let in_words = format!(
        "{} could go to {to} in place of {stays}: {costs} would move{}.",
        named(setting, swap.instead),
        crossing.unwrap_or_default()
    );
    Exchange { without, instead: codes(setting, swap.instead), cost: Some(swap.cost), in_words }
}

fn codes(setting: &Setting<'_>, unit: usize) -> Vec<GssCode> {
    setting.problem.units[unit].areas.iter().map(|area| setting.area(*area).code).collect()
}

fn named(setting: &Setting<'_>, unit: usize) -> String {
    let areas = setting.problem.units[unit].areas.iter();
    let named: Vec<String> = areas.map(|area| called::area(setting.area(*area))).collect();
    names(&named)
}
