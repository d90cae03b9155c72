//! The plan that somebody asks about: a draft with changes, evaluated.

use crate::county::Loaded;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::request::Request;
use crate::planning::what_if::{NotEvaluated, WhatIf};

/// Evaluates the plan of a request that has these defects otherwise.
///
/// # Errors
/// When the plan does not hold, with all defects, each once.
pub(super) fn evaluated<'a>(
    loaded: &'a Loaded,
    start: &'a Request,
    known: &[BodyDefect],
) -> Result<WhatIf<'a>, NotEvaluated> {
    evaluate(loaded, start).map_err(|error| match error {
        NotEvaluated::Body(more) => {
            let more = more.into_iter().filter(|defect| !known.contains(defect));
            NotEvaluated::Body(known.iter().cloned().chain(more).collect())
        }
        NotEvaluated::NoAreas => NotEvaluated::NoAreas,
    })
}
