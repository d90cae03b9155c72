//! `/v1/drafts/{id}/diff`, `/v1/scenarios/{id}/diff`: the step from some boundaries to others.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::scenarios::ScenarioPath;
use crate::domain::draft::Draft;
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::blocking::off_worker;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::planning::what_if::difference::compare;

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
    State(app): State<App>,
    Path(id): Path<String>,
    Params(params): Params<DiffParams>,
) -> Result<Answer, Problem> {
    let from = app.draft(Some(&id)).cloned()?;
    difference(app, from, params).await
}

/// `GET /v1/scenarios/{id}/diff`, `GET /v1/scenarios/{id}/revisions/{revision}/diff`
pub async fn of_scenario(
    State(app): State<App>,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<DiffParams>,
) -> Result<Answer, Problem> {
    let revision = path.revision(&app).await?;
    let from = app.boundaries_of(revision).await?;
    difference(app, from, params).await
}

async fn difference(app: App, from: Arc<Draft>, params: DiffParams) -> Result<Answer, Problem> {
    let with = app.boundaries_named(&params.with).await?;
    let body = params.asked();
    off_worker(move || Answer::fresh(&compare(app.loaded(), &from, &with, &body)?.answer())).await
}

impl DiffParams {
    /// What is wanted, as in the body of a what-if.
    fn asked(self) -> Value {
        let mut body = json!({});
        if let Some(policy) = self.policy {
            body["policy"] = policy.into();
        }
        if let Some(include) = self.include {
            body["include"] = include.split(',').collect();
        }
        body
    }
}
