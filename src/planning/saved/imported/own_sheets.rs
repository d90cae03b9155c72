//! Our own workbook, edited on a sheet that is not read: its areas still are the plan that they were, and a practice, a name or a move
//! on another sheet says something else. Then nothing is imported, since what was edited would be lost.

use crate::ingest::plan::own::sheets::{SheetRow, own_sheets};
use crate::ingest::plan::plan_defect::PlanDefect;
use crate::planning::what_if::WhatIf;
use crate::reading::cell::plain_text;
use crate::reading::findings::At;

/// Each row of another sheet that says something else than the plan does.
pub(super) fn contradictions(bytes: &[u8], what_if: &WhatIf<'_>) -> Vec<PlanDefect> {
    own_sheets(bytes).iter().filter_map(|at| contradiction(at, what_if)).collect()
}

/// What is said of our own workbook in which areas were edited: its other sheets follow from the areas as they were, so that an edit there
/// cannot be told from them.
pub(super) fn sheets_not_read(bytes: &[u8], sheet: Option<&str>) -> Option<String> {
    let has_others = sheet.is_none() && !own_sheets(bytes).is_empty();
    has_others.then(|| {
        "of the workbook the sheet Areas alone is read: what was edited on Practices, Neighbourhoods or Moved is left out (practices are \
         placed in its column \"Practices placed\", neighbourhoods are named in \"Neighbourhood name\")"
            .to_owned()
    })
}

fn contradiction(At { row, origin }: &At<SheetRow>, what_if: &WhatIf<'_>) -> Option<PlanDefect> {
    let (of, said, is, way) = match row {
        SheetRow::Practice { code, home } => {
            let example = if home.is_empty() { String::new() } else { format!(" ({code}={home})") };
            let way = format!("a practice is placed in the column \"Practices placed\" of Areas{example}");
            (code, home, practice_counts_in(what_if, code)?, way)
        }
        SheetRow::Neighbourhood { id, name, is_after } => {
            let way = "neighbourhoods are named in the column \"Neighbourhood name\" of Areas".to_owned();
            (id, name, called(what_if, id, *is_after)?, way)
        }
        SheetRow::MovedArea { code, to } => {
            let way = "an area moves by its row in the column \"Neighbourhood\" of Areas".to_owned();
            (code, to, area_is_in(what_if, code)?, way)
        }
    };
    if plain_text(said) == plain_text(&is) {
        return None;
    }
    let (sheet, column) = row.place();
    let is = if is.is_empty() { "nothing".to_owned() } else { is };
    let nothing = if said.is_empty() { "nothing " } else { "" };
    let reason = format!(
        "{nothing}is said of {of} by the sheet {sheet:?}, and {is} by the sheet \"Areas\", which alone is read: {way}; say it there, or take it \
         back, or choose that sheet by hand (sheet=Areas, --sheet Areas)"
    );
    Some(PlanDefect::at(origin, column, said, reason))
}

/// The id of the neighbourhood that a practice counts in; none of one that is not loaded, which the sheet may have of other data.
fn practice_counts_in(what_if: &WhatIf<'_>, code: &str) -> Option<String> {
    let practice = what_if.atlas.ground.practices.find(code.parse().ok()?)?;
    let home = what_if.after.homes[practice.slot()].map(|zone| what_if.is(zone).id.to_string());
    Some(home.unwrap_or_default())
}

/// The name of a neighbourhood of the plan, else of the draft, where the sheet does not say that it has areas.
fn called(what_if: &WhatIf<'_>, id: &str, is_after: bool) -> Option<String> {
    let id = id.parse().ok()?;
    if let Some(zone) = what_if.after.roster.find(&id) {
        return Some(what_if.is(zone).name.clone());
    }
    let was = what_if.draft.division.roster().find(&id).filter(|_| !is_after);
    Some(was.map(|zone| what_if.was(zone).name.clone()).unwrap_or_default())
}

/// The id of the neighbourhood that an area is in.
fn area_is_in(what_if: &WhatIf<'_>, code: &str) -> Option<String> {
    let area = what_if.atlas.ground.geography.find(code.parse().ok()?)?;
    Some(what_if.is(what_if.after.partition.zone(area)).id.to_string())
}
