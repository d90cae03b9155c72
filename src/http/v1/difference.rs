//! `/v1/drafts/{id}/diff`, `/v1/scenarios/{id}/diff`: the step from some boundaries to others.

use std::sync::Arc;

use axum::extract::Path;
use serde::Deserialize;

use super::scenarios::ScenarioPath;
use super::wishes::Wishes;
use crate::domain::draft::Draft;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::what_if::difference::compare;
use crate::planning::what_if::request::Request;

/// Parameters of a difference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiffParams {
    with: String,
    policy: Option<String>,
    include: Option<String>,
}

/// `GET /v1/drafts/{id}/diff`
pub async fn of_draft(
    app: App,
    Path(id): Path<String>,
    Params(params): Params<DiffParams>,
) -> Result<Answer, Problem> {
    let from = app.draft(Some(&id)).cloned()?;
    difference(app, from, params).await
}

/// `GET /v1/scenarios/{id}/diff`, `GET /v1/scenarios/{id}/revisions/{revision}/diff`
pub async fn of_scenario(
    app: App,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<DiffParams>,
) -> Result<Answer, Problem> {
    let revision = path.revision(&app).await?;
    let from = app.boundaries_of(revision).await?;
    difference(app, from, params).await
}

async fn difference(app: App, from: Arc<Draft>, params: DiffParams) -> Result<Answer, Problem> {
    let with = app.boundaries_named(&params.with).await?;
    let wishes = Wishes { policy: params.policy, include: params.include, explain: None };
    let request = wishes.asked_with(&app.loaded().policies, Request::default())?;
    off_worker(move || Answer::fresh(&compare(app.loaded(), &from, &with, &request)?.answer())).await
}
