//! Lists as pivot tables have them: a neighbourhood stands in the first row of its block, and nowhere below it.

use std::collections::BTreeSet;

use super::layer::Layer;
use super::plan_defect::PlanDefect;
use super::plan_file::{AreaRow, AreaRows};
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::reading::cell::without_name;
use crate::reading::findings::At;

/// What a cell says, in whatever words.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Home<'a> {
    Known(NeighbourhoodId),
    Other(&'a str),
}

/// What to say of a list whose neighbourhoods each stand once, at the head of their blocks: in the order of ids or names, or most of the
/// areas below each are in it already, as a plan is mostly what its base was. In a list that is filled only where something changes
/// neighbourhoods stand here and there.
pub(super) fn headed_blocks(layer: &Layer<'_>, rows: &AreaRows) -> Option<PlanDefect> {
    if rows.by_postcode {
        return None;
    }
    let rows_of_areas: Vec<&At<AreaRow>> = rows.rows.iter().filter(|at| !at.row.is_total).collect();
    let first = rows_of_areas.first().filter(|at| !at.row.home.is_empty())?;
    let home = |text| layer.known.find(text).map_or(Home::Other(text), Home::Known);
    let (mut homes, mut below, mut at_home, mut head) = (Vec::new(), 0, 0, None);
    for at in &rows_of_areas {
        if at.row.home.is_empty() {
            below += 1;
            at_home += usize::from(head.is_some() && is_in(layer, &at.row.area) == head);
        } else {
            homes.push(home(&at.row.home));
            head = layer.known.find(&at.row.home);
        }
    }
    let filled = homes.len();
    let are_in_order = homes.is_sorted() || rows_in_order(&rows_of_areas);
    let are_heads = are_in_order || 2 * at_home > below;
    let stand_once = homes.into_iter().collect::<BTreeSet<_>>().len() == filled;
    let is_pivoted = filled >= 2 && below >= 2 * filled && stand_once && are_heads;
    let blank = rows_of_areas.iter().find(|at| at.row.home.is_empty()).filter(|_| is_pivoted)?;
    let reason = format!(
        "is blank in {below} rows, and each neighbourhood stands once, the first in row {}, as in a pivot table: write the neighbourhood in \
         every row (in Excel: Repeat All Item Labels), or take out the rows of areas that stay where they are",
        first.origin.line
    );
    Some(PlanDefect::at(&blank.origin, &rows.columns[1], "", reason))
}

/// Whether the neighbourhoods stand in the order of their words.
fn rows_in_order(rows: &[&At<AreaRow>]) -> bool {
    rows.iter().map(|at| &at.row.home).filter(|home| !home.is_empty()).is_sorted()
}

/// The neighbourhood of the base that an area is in.
fn is_in(layer: &Layer<'_>, code: &str) -> Option<NeighbourhoodId> {
    let code: GssCode = without_name(code).parse().ok()?;
    let area = layer.loaded.atlas.ground.geography.find(code)?;
    let zone = layer.base.division.zone_of_area(area)?;
    Some(layer.base.division.roster().neighbourhood(zone).id.clone())
}
