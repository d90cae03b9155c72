//! `/v1/scenarios/{id}/impact`: what a scenario changes, now or at a revision.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::{ScenarioPath, still_loaded};
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::blocking::off_worker;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::v1::moved_postcodes;
use crate::planning::saved::scenarios::to_body;
use crate::planning::what_if::evaluate::evaluate;

/// Parameters of an impact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImpactParams {
    policy: Option<String>,
    include: Option<String>,
    explain: Option<bool>,
}

/// `GET /v1/scenarios/{id}/impact`, `GET /v1/scenarios/{id}/revisions/{revision}/impact`
pub async fn impact(
    State(app): State<App>,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<ImpactParams>,
) -> Result<Answer, Problem> {
    let revision = path.revision(&app).await?;
    still_loaded(&app, &revision)?;
    off_worker(move || {
        let body = params.asked_of(to_body(&revision));
        Answer::fresh(&evaluate(app.loaded(), &body)?.answer())
    })
    .await
}

/// `GET /v1/scenarios/{id}/impact/postcodes.csv`, `GET /v1/scenarios/{id}/revisions/{revision}/impact/postcodes.csv`
pub async fn postcodes(
    State(app): State<App>,
    Path(path): Path<ScenarioPath>,
    _: Params<NoParams>,
) -> Result<Response, Problem> {
    let revision = path.revision(&app).await?;
    still_loaded(&app, &revision)?;
    moved_postcodes::csv(app, to_body(&revision)).await
}

impl ImpactParams {
    /// The body of a what-if with what these parameters ask for.
    fn asked_of(self, mut body: Value) -> Value {
        if let Some(policy) = self.policy {
            body["policy"] = policy.into();
        }
        if let Some(include) = self.include {
            body["include"] = include.split(',').collect();
        }
        if let Some(explain) = self.explain {
            body["explain"] = explain.into();
        }
        body
    }
}
