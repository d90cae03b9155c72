//! A colour for each neighbourhood, so that no two neighbours share one: of a draft, of a scenario, of a plan while it is made.

use std::collections::BTreeSet;

use crate::domain::atlas::Atlas;
use crate::domain::boundaries::colouring::colours;
use crate::domain::boundaries::partition::{Roster, ZoneIx};
use crate::domain::draft::Draft;
use crate::domain::geometry::coverage::Coverage;

/// Fills by number of colour, told apart by people who see colours in any of the usual ways, and light enough for black text:
/// P. Tol, *Colour schemes*, SRON/EPS/TN/09-002, 2021, the light scheme.
pub const FILLS: [&str; 8] =
    ["#77aadd", "#ee8866", "#eedd88", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00"];
/// The fill of whatever has a number beyond them.
pub const OTHER: &str = "#dddddd";

/// The fill of a number of colour.
#[must_use]
pub fn fill(colour: usize) -> &'static str {
    FILLS.get(colour).copied().unwrap_or(OTHER)
}

/// The number of a colour, from 0, for each neighbourhood in the roster's order. A scenario keeps those of the draft it starts
/// from, so that a map does not flicker when an area moves.
#[must_use]
pub fn of_draft(atlas: &Atlas, draft: &Draft) -> Vec<usize> {
    let base = atlas.draft(Some(draft.base_id())).filter(|_| draft.scenario.is_some());
    let zone_of = |owner| draft.division.zone_of_owner(owner);
    coloured(atlas, base.map(|base| &**base), draft.division.roster(), draft.coverage(&atlas.ground), zone_of)
}

/// The same of a plan that starts from `base` and divides a coverage in another way.
pub fn of_plan(atlas: &Atlas, base: &Draft, roster: &Roster, zone_of: impl Fn(u32) -> ZoneIx) -> Vec<usize> {
    coloured(atlas, Some(base), roster, &atlas.ground.areas, zone_of)
}

fn coloured(
    atlas: &Atlas,
    base: Option<&Draft>,
    roster: &Roster,
    coverage: &Coverage,
    zone_of: impl Fn(u32) -> ZoneIx,
) -> Vec<usize> {
    let had = base.map(|base| (base.division.roster(), of_draft(atlas, base)));
    let before: Vec<Option<usize>> = roster
        .iter()
        .map(|(_, neighbourhood)| {
            let (roster, colours) = had.as_ref()?;
            Some(colours[roster.find(&neighbourhood.id)?.slot()])
        })
        .collect();
    let mut changed = vec![false; roster.len()];
    if let Some((base, partition)) = base.and_then(|base| Some((base, base.division.partition()?))) {
        for owner in (0..).take(coverage.owners()) {
            let is = zone_of(owner);
            let was = &base.division.roster().neighbourhood(partition.zone_of_owner(owner)).id;
            if roster.neighbourhood(is).id != *was {
                changed[is.slot()] = true;
                roster.find(was).into_iter().for_each(|was| changed[was.slot()] = true);
            }
        }
    }
    let mut neighbours = vec![BTreeSet::new(); roster.len()];
    for arc in coverage.arcs() {
        let (Some(left), Some(right)) = (arc.left, arc.right) else { continue };
        let [one, other] = [left, right].map(|face| zone_of(coverage.owner(face)).slot());
        if one != other {
            neighbours[one].insert(other);
            neighbours[other].insert(one);
        }
    }
    colours(&neighbours, &before, &changed)
}
