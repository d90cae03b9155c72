//! The best plan so far of a search, as it is kept with a job: whoever takes the job up again starts from it.
//!
//! What is read is not trusted: it counts only when it is a plan of the very problem that keeps every rule. What was proven is
//! not kept, so that a claim rests on nothing but the search that makes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::search::Moves;
use super::setting::Setting;

/// An area that a plan moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMove {
    /// GSS code of the area.
    pub area: String,
    /// Id of the neighbourhood that it goes to.
    pub to: String,
}

/// The moves that progress was written with; empty where there are none that can be read.
pub(super) fn read(progress: &str) -> Vec<KeptMove> {
    let moves = serde_json::from_str::<Value>(progress).ok().and_then(|mut progress| {
        serde_json::from_value(progress.get_mut("moves").map(Value::take).unwrap_or_default()).ok()
    });
    moves.unwrap_or_default()
}

/// Moves by the codes of what they move.
pub(super) fn written(setting: &Setting<'_>, moves: &Moves) -> Vec<KeptMove> {
    let mut kept = Vec::new();
    for (unit, zone) in &moves.0 {
        let to = &setting.plan.after.roster.neighbourhood(setting.zones[*zone]).id;
        let areas = &setting.problem.units[*unit].areas;
        let kept_move =
            |area: &usize| KeptMove { area: setting.area(*area).code.to_string(), to: to.to_string() };
        kept.extend(areas.iter().map(kept_move));
    }
    kept
}

/// The plan that kept moves are, and what it costs; none when they are no plan that keeps every rule.
pub(super) fn plan(setting: &Setting<'_>, kept: &[KeptMove]) -> Option<(u64, Moves)> {
    if kept.is_empty() {
        return None;
    }
    let problem = &setting.problem;
    let area_of: BTreeMap<String, usize> =
        (0..setting.areas.len()).map(|area| (setting.area(area).code.to_string(), area)).collect();
    let mut units: BTreeMap<usize, usize> = BTreeMap::new();
    let mut count = 0;
    for KeptMove { area, to } in kept {
        let zone = setting.plan.after.roster.find(&to.parse().ok()?)?.slot();
        let unit = problem.unit_of[*area_of.get(area)?];
        if units.insert(unit, zone).is_some_and(|before| before != zone) {
            return None;
        }
        count += 1;
    }
    // A unit moves whole.
    let areas: usize = units.keys().map(|unit| problem.units[*unit].areas.len()).sum();
    let moves = Moves(units.into_iter().collect());
    (areas == count && problem.is_kept_by(&moves)).then(|| (problem.cost(&moves), moves))
}
