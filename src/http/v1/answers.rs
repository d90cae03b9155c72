//! The shapes of our answers: one thing, or a list, with the draft and the parts of the data it was told by.

use axum::http::HeaderMap;
use serde::Serialize;

use crate::domain::draft::Draft;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::describe::profile::{Listing, Single};
use crate::planning::terms::provenance::{DraftUsed, Provenance};

/// One thing, with the draft and the parts of the data it was told by.
///
/// # Errors
/// A 406 problem when the client does not accept JSON.
pub fn single<T: Serialize>(
    app: &App,
    draft: &Draft,
    parts: &[&str],
    item: T,
    headers: &HeaderMap,
) -> Result<Answer, Problem> {
    let provenance = Provenance::of(app.atlas(), draft, parts);
    let single = Single { item, draft: DraftUsed::of(draft), provenance };
    Answer::json(app.atlas(), draft, &single)?.accepted_by(headers)
}

/// A list, with the draft and the parts of the data it was told by.
///
/// # Errors
/// A 406 problem when the client does not accept JSON.
pub fn listing<T: Serialize>(
    app: &App,
    draft: &Draft,
    parts: &[&str],
    items: Vec<T>,
    headers: &HeaderMap,
) -> Result<Answer, Problem> {
    let provenance = Provenance::of(app.atlas(), draft, parts);
    let listing = Listing { draft: DraftUsed::of(draft), provenance, count: items.len(), items };
    Answer::json(app.atlas(), draft, &listing)?.accepted_by(headers)
}
