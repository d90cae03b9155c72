//! `/v1/scenarios/{id}/impact`: what a scenario changes, now or at a revision.

use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;

use super::{ScenarioPath, still_loaded};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::v1::moved_postcodes;
use crate::planning::saved::scenarios::to_request;
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
    app: App,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<ImpactParams>,
) -> Result<Answer, Problem> {
    let revision = path.revision(&app).await?;
    still_loaded(&app, &revision)?;
    off_worker(move || {
        let request = to_request(&revision).with_parameters(
            params.policy.as_deref(),
            params.include.as_deref(),
            params.explain.unwrap_or_default(),
        );
        Answer::fresh(&evaluate(app.loaded(), &request)?.answer())
    })
    .await
}

/// `GET /v1/scenarios/{id}/impact/postcodes.csv`, `GET /v1/scenarios/{id}/revisions/{revision}/impact/postcodes.csv`
pub async fn postcodes(
    app: App,
    Path(path): Path<ScenarioPath>,
    _: Params<NoParams>,
) -> Result<Response, Problem> {
    let revision = path.revision(&app).await?;
    still_loaded(&app, &revision)?;
    moved_postcodes::csv(app, to_request(&revision)).await
}
