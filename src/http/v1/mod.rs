//! Our own resources, one file each, mirroring the URL tree.

pub mod areas;
pub mod data;
pub mod difference;
pub mod drafts;
pub mod evaluate;
pub mod export;
pub mod metrics_definitions;
mod moved_postcodes;
pub mod neighbourhoods;
mod pieces;
pub mod policies;
pub mod practices;
pub mod resolve;
mod resolve_stream;
pub mod scenarios;
mod wishes;

use axum::http::HeaderMap;
use serde::Serialize;

use super::answer::Answer;
use super::app::App;
use super::problem::Problem;
use crate::domain::draft::Draft;
use crate::planning::describe::profile::{Listing, Single};
use crate::planning::terms::provenance::{DraftUsed, Provenance};

/// One thing, with the draft and the parts of the data it was told by.
fn single<T: Serialize>(
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
fn listing<T: Serialize>(
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
