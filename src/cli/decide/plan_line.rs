//! A plan in one line, as every command that finds some prints it.

use crate::planning::decide::SuggestedPlan;
use crate::planning::terms::words::{counted, grouped};

/// Who moves, and what then crosses and stands outside.
pub(super) fn in_one_line(plan: &SuggestedPlan) -> String {
    let crossing = plan.patients_crossing.map_or_else(|| "an unknown number of".to_owned(), grouped);
    format!(
        "{} in {} move; {crossing} patients then live in one neighbourhood and are registered in another; {} outside.",
        counted(plan.moved.residents, "resident", "residents"),
        counted(plan.moved.areas as u64, "area", "areas"),
        counted(plan.neighbourhoods_outside as u64, "neighbourhood", "neighbourhoods"),
    )
}
