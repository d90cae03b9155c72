//! `/v1/drafts`: the boundaries that are loaded.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde::Serialize;

use super::answers::listing;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::describe::profile::{self, DraftProfile};
use crate::planning::describe::validity;

#[derive(Serialize)]
struct Drafts<'a> {
    count: usize,
    items: Vec<DraftProfile<'a>>,
}

/// `GET /v1/drafts`
pub async fn list(app: App, headers: HeaderMap, _: Params<NoParams>) -> Result<Answer, Problem> {
    let items: Vec<_> = app.atlas().drafts.iter().map(|draft| profile::draft(app.atlas(), draft)).collect();
    Answer::of_data(app.atlas(), &Drafts { count: items.len(), items })?.accepted_by(&headers)
}

/// `GET /v1/drafts/{id}`
pub async fn one(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let draft = app.draft(Some(&id))?;
    Answer::json(app.atlas(), draft, &profile::draft(app.atlas(), draft))?.accepted_by(&headers)
}

/// `GET /v1/drafts/{id}/validity`
pub async fn validity(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let draft = app.draft(Some(&id))?.clone();
    let (asked, of) = (app.clone(), draft.clone());
    let items = off_worker(move || Ok(validity::defects(asked.loaded(), &of))).await?;
    listing(&app, &draft, &["areas"], items, &headers)
}
