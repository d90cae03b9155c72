//! `/v1/scenarios/{id}`: a scenario as it is or was, its name and its history.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Serialize;

use super::body::Fields;
use super::changes::expected;
use super::{ScenarioPath, answer, decide_more, now_ms, read_at, scenario_id, still_loaded};
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::body::JsonBody;
use crate::http::may_write::MayWrite;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::planning::saved::scenarios::{ScenarioView, view};
use crate::store::Edit;

#[derive(Serialize)]
struct History {
    count: usize,
    items: Vec<ScenarioView>,
}

/// `GET /v1/scenarios/{id}`, `GET /v1/scenarios/{id}/revisions/{revision}`
pub async fn one(
    State(app): State<App>,
    Path(path): Path<ScenarioPath>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    answer(&app, &path.revision(&app).await?)
}

/// `PATCH /v1/scenarios/{id}`
pub async fn rename(
    State(app): State<App>,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let expected = expected(&headers)?;
    let fields = Fields::of(&body, &["name", "reason"])?;
    let (name, reason) = (fields.name()?, fields.text("reason")?);
    let before = read_at(&app, scenario_id(&id)?, expected).await?;
    still_loaded(&app, &before)?;
    let decision = decide_more(&app, before.clone(), vec![]).await?;
    let next = decision.into_next(Edit::Rename, name, reason, now_ms());
    answer(&app, &app.store()?.append(before.id, expected, next, None).await?.revision)
}

/// `DELETE /v1/scenarios/{id}`
pub async fn delete(
    State(app): State<App>,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let id = scenario_id(&id)?;
    app.store()?.delete(id, expected(&headers)?).await?;
    app.scenario_boundaries().forget(id);
    Ok(Answer::nothing())
}

/// `GET /v1/scenarios/{id}/revisions`
pub async fn history(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let history =
        app.store()?.history(scenario_id(&id)?).await?.ok_or_else(|| Problem::unknown_scenario(&id))?;
    let items: Vec<ScenarioView> = history.iter().map(|revision| view(app.atlas(), revision)).collect();
    Answer::fresh(&History { count: items.len(), items })
}
