//! Why these areas and not their neighbours: what the next best plan costs without each of them.

use serde::Serialize;

use super::control::Limits;
use super::plan::Judged;
use super::reasons::amount;
use super::search::{Aim, anneal, least_plan};
use super::setting::Setting;
use crate::domain::ground::codes::GssCode;
use crate::planning::terms::called;
use crate::planning::terms::words::names;

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

/// Units that are explained at most: the first ones, in order.
const MOST_EXPLAINED: usize = 12;
/// Steps of the search for each.
const STEPS: u64 = 400;
const TRIES: u32 = 100_000;

/// The next best plan without each unit that a plan moves, as long as there is time.
pub(super) fn alternatives(setting: &Setting<'_>, plan: &Judged, limits: &Limits<'_>) -> Vec<Alternative> {
    let units = plan.moves.0.iter().take(MOST_EXPLAINED);
    units.map_while(|(unit, _)| (!limits.is_over()).then(|| without(setting, plan, *unit, limits))).collect()
}

fn without(setting: &Setting<'_>, plan: &Judged, unit: usize, limits: &Limits<'_>) -> Alternative {
    let mut problem = setting.problem.clone();
    problem.units[unit].allowed = 1 << problem.units[unit].base;
    let known = anneal(&problem, Aim { seed: setting.asked.seed, tries: TRIES, crossing_weight: 0.0 });
    let mut watch = limits.with_steps(STEPS);
    let found = least_plan(&problem, known, 0, &mut watch);
    let is_least = setting.is_provable() && (found.is_proven() || found.is_impossible());
    let areas = &problem.units[unit].areas;
    let named: Vec<String> = areas.iter().map(|area| called::area(setting.area(*area))).collect();
    let (named, cost) = (names(&named), found.best.as_ref().map(|(cost, _)| *cost));
    let in_words = match (cost, is_least) {
        (None, true) => format!("Without moving {named} there is no plan."),
        (None, false) => format!("Without moving {named} no plan was found in the time."),
        (Some(cost), _) => {
            let (kind, more) = (
                if is_least { "the least plan" } else { "the best plan found" },
                cost.saturating_sub(plan.cost),
            );
            let more = if cost == plan.cost {
                "as many".to_owned()
            } else {
                format!("{} more", amount(setting, more))
            };
            format!("Without moving {named}, {kind} moves {}: {more}.", amount(setting, cost))
        }
    };
    let without = areas.iter().map(|area| setting.area(*area).code).collect();
    Alternative { without, cost, is_least, in_words }
}
