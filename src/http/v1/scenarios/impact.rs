//! `/v1/scenarios/{id}/impact`: what a scenario changes, now or at a revision.

use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;

use super::revisions::{ScenarioPath, still_loaded};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::v1::moved_postcodes;
use crate::http::v1::wishes::Wishes;
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
    let ImpactParams { policy, include, explain } = params;
    let wishes = Wishes { policy, include, explain };
    off_worker(move || {
        let request = wishes.asked_with(&app.loaded().policies, to_request(app.loaded(), &revision))?;
        let what_if = evaluate(app.loaded(), &request).map_err(Problem::of_kept_changes)?;
        Answer::fresh(&what_if.answer())
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
    let asking = app.clone();
    let request = off_worker(move || Ok(to_request(asking.loaded(), &revision))).await?;
    moved_postcodes::csv(app, request, Problem::of_kept_changes).await
}
