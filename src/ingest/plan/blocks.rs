//! Lists as pivot tables have them: a neighbourhood stands in the first row of its block, and nowhere below it.

use super::known::KnownNeighbourhoods;
use super::plan_defect::PlanDefect;
use super::plan_file::{AreaRow, AreaRows};
use crate::domain::ground::codes::NeighbourhoodId;
use crate::reading::findings::At;

/// What to say of a list whose neighbourhoods each stand once, at the head of their blocks. In one that is filled only where something
/// changes they stand here and there.
pub(super) fn headed_blocks(known: &KnownNeighbourhoods<'_>, rows: &AreaRows) -> Option<PlanDefect> {
    if rows.by_postcode {
        return None;
    }
    let rows_of_areas: Vec<&At<AreaRow>> = rows.rows.iter().filter(|at| !at.row.is_total).collect();
    let filled: Vec<&At<AreaRow>> =
        rows_of_areas.iter().copied().filter(|at| !at.row.home.is_empty()).collect();
    let blanks = rows_of_areas.len() - filled.len();
    let first = rows_of_areas.first().filter(|at| !at.row.home.is_empty())?;
    if filled.len() < 2 || blanks < 2 * filled.len() {
        return None;
    }
    // In the order of ids or of names each stands once.
    let ids: Vec<NeighbourhoodId> = filled.iter().filter_map(|at| known.find(&at.row.home)).collect();
    let are_in_order = ids.len() == filled.len() && ids.is_sorted_by(|one, next| one < next);
    if !are_in_order && !filled.is_sorted_by(|one, next| one.row.home < next.row.home) {
        return None;
    }
    let blank = rows_of_areas.iter().find(|at| at.row.home.is_empty())?;
    let reason = format!(
        "is blank in {blanks} rows, and each neighbourhood stands once, the first in row {}, as in a pivot table: write the neighbourhood in \
         every row (in Excel: Repeat All Item Labels), or take out the rows of areas that stay where they are",
        first.origin.line
    );
    Some(PlanDefect::at(&blank.origin, &rows.columns[1], "", reason))
}
