//! What if: the changes of a request applied to its draft, and both sides compared.

use serde_json::Value;

use super::changes::{Applied, Applying, Note};
use super::request::{MOST_EXPLAINED, Request};
use super::what_if::{NotEvaluated, WhatIf, side};
use crate::county::Loaded;
use crate::county::policy::Policy;
use crate::domain::boundaries::partition::Divided;
use crate::domain::boundaries::plan::Plan;
use crate::domain::change::impact::compare;
use crate::domain::draft::Draft;
use crate::domain::ground::practices::PracticeIx;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::vintages::Vintages;

/// Computes what the changes of a request change.
///
/// # Errors
/// [`NotEvaluated`] with every defect of the request; nothing is applied in part.
pub fn evaluate<'a>(loaded: &'a Loaded, request: &'a Request) -> Result<WhatIf<'a>, NotEvaluated> {
    let atlas = &loaded.atlas;
    let mut defects = request.defects().to_vec();
    let Some(draft) = atlas.draft(request.base.as_deref()) else {
        let value = request.base.as_deref().map(Value::from);
        let known: Vec<&str> = atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
        let reason = format!("is not a draft that is loaded; there is {}", known.join(", "));
        defects.push(BodyDefect::new("/base", value, reason));
        return Err(NotEvaluated::body(defects));
    };
    let division = &draft.division;
    let Some(plan) = Plan::of(division) else { return Err(NotEvaluated::NoAreas) };
    let policy = request.policy(&loaded.policies).unwrap_or_else(|defect| {
        defects.push(*defect);
        None
    });
    if request.explain && request.changes.len() > MOST_EXPLAINED {
        let reason = format!("at most {MOST_EXPLAINED} changes are explained one by one");
        defects.push(BodyDefect::new("/explain", None, reason));
    }
    let Applied { plan, notes, .. } = match Applying::new(loaded, draft, plan).apply(request) {
        Ok(applied) if defects.is_empty() => applied,
        Ok(_) => return Err(NotEvaluated::body(defects)),
        Err(more) => return Err(NotEvaluated::body(defects.into_iter().chain(more).collect())),
    };
    let after = plan.complete(&atlas.ground, division).expect("changes leave no area unassigned");
    let is_placed = |ix: PracticeIx| plan.placed(ix).is_some() && plan.taker(ix).is_none();
    let placed = atlas.ground.practices.iter().map(|(ix, _)| is_placed(ix)).collect();
    let (drawn_after, changes) = (Some(&**draft), request.changes.len());
    compared(loaded, draft, request, policy, Decided { after, drawn_after, placed, changes, notes })
}

/// The step from one set of boundaries to another on the same ground, as if changes had made it; with the other as a draft,
/// where its neighbourhoods go by the same ids. `request` says what is wanted of the answer; it has no changes.
///
/// # Errors
/// [`NotEvaluated`] when the request has defects, or either has no areas.
pub(super) fn between<'a>(
    loaded: &'a Loaded,
    draft: &'a Draft,
    (after, drawn_after): (Divided, Option<&'a Draft>),
    request: &'a Request,
) -> Result<WhatIf<'a>, NotEvaluated> {
    let policy = request.policy(&loaded.policies);
    if !request.defects().is_empty() || policy.is_err() {
        let defects = request.defects().iter().cloned().chain(policy.err().map(|defect| *defect));
        return Err(NotEvaluated::body(defects.collect()));
    }
    let ground = &loaded.atlas.ground;
    let is_placed = |ix: PracticeIx| {
        let lies_in = ground.area_of_practice(ix).map(|area| after.partition.zone(area));
        after.homes[ix.slot()] != lies_in && !after.closures.is_closed(ix)
    };
    let placed = ground.practices.iter().map(|(ix, _)| is_placed(ix)).collect();
    let decided = Decided { after, drawn_after, placed, changes: 1, notes: Vec::new() };
    compared(loaded, draft, request, policy.unwrap_or_default(), decided)
}

/// What changes made of a draft.
struct Decided<'a> {
    after: Divided,
    /// The draft whose drawn borders decided where areas are counted, where that is known.
    drawn_after: Option<&'a Draft>,
    /// Whether each practice counts elsewhere than where it lies.
    placed: Box<[bool]>,
    changes: usize,
    notes: Vec<Note>,
}

/// The draft and what was made of it, compared.
fn compared<'a>(
    loaded: &'a Loaded,
    draft: &'a Draft,
    request: &'a Request,
    policy: Option<&'a Policy>,
    decided: Decided<'a>,
) -> Result<WhatIf<'a>, NotEvaluated> {
    let Decided { after, drawn_after, placed, changes, notes } = decided;
    let (atlas, vintages) = (&loaded.atlas, Vintages::of_data(&loaded.atlas));
    let (Some(before_side), Some(before)) = (draft.division.side(), &draft.figures) else {
        return Err(NotEvaluated::NoAreas);
    };
    let impact =
        compare(&atlas.ground, before_side, side(&after)).expect("both plans were made on this ground");
    Ok(WhatIf {
        loaded,
        request,
        policy,
        vintages,
        atlas,
        draft,
        after,
        drawn_after,
        placed,
        before,
        impact,
        changes,
        notes,
    })
}
