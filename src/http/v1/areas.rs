//! `/v1/areas/{code}`: one area, and what is published about it.

use axum::extract::Path;
use axum::http::HeaderMap;

use super::answers::single;
use crate::domain::ground::codes::GssCode;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::scenario_drafts::BoundariesParams;
use crate::planning::describe::profile;

const PARTS: &[&str] = &["areas", "districts", "registrations"];

/// `GET /v1/areas/{code}`
pub async fn one(
    app: App,
    headers: HeaderMap,
    Path(code): Path<String>,
    Params(params): Params<BoundariesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let code: GssCode = code.parse().map_err(|error| Problem::bad_parameter("code", error))?;
    let found = app.atlas().ground.geography.find(code);
    let ix = found.ok_or_else(|| Problem::not_found(format!("{code} is not among the areas loaded")))?;
    let item = profile::area(app.atlas(), &draft, ix);
    single(&app, &draft, PARTS, item, &headers)
}
