//! `/v1/scenarios/{id}`: a scenario as it is or was, its name and its history.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde::Serialize;

use super::body::Fields;
use super::expected::Expected;
use super::revisions::{ScenarioPath, answer, decide_more, now_ms, read_at, scenario_id, still_loaded};
use crate::http::answer::Answer;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::planning::saved::scenarios::{ScenarioView, view};
use crate::store::Edit;

#[derive(Serialize)]
struct History {
    count: usize,
    items: Vec<ScenarioView>,
}

/// `GET /v1/scenarios/{id}`, `GET /v1/scenarios/{id}/revisions/{revision}`
pub async fn one(app: App, Path(path): Path<ScenarioPath>, _: Params<NoParams>) -> Result<Answer, Problem> {
    answer(&app, &path.revision(&app).await?)
}

/// `PATCH /v1/scenarios/{id}`
pub async fn rename(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let (expected, id) = (Expected::of(&headers)?, scenario_id(&id)?);
    let fields = Fields::of(&body, &["name", "reason"])?;
    let (name, reason) = (fields.name()?, fields.text("reason")?);
    let before = read_at(&app, id, expected.revision(&app, id).await?).await?;
    still_loaded(&app, &before)?;
    let decision = decide_more(&app, before.clone(), vec![]).await?;
    let next = decision.following(&before).into_next(Edit::Rename, name, reason, now_ms());
    answer(&app, &app.store()?.append(id, before.number, next, None).await?.revision)
}

/// `DELETE /v1/scenarios/{id}`
pub async fn delete(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let (expected, id) = (Expected::of(&headers)?, scenario_id(&id)?);
    app.store()?.delete(id, expected.revision(&app, id).await?).await?;
    app.forget_scenario(id);
    Ok(Answer::nothing())
}

/// `GET /v1/scenarios/{id}/revisions`
pub async fn history(app: App, Path(id): Path<String>, _: Params<NoParams>) -> Result<Answer, Problem> {
    let history =
        app.store()?.history(scenario_id(&id)?).await?.ok_or_else(|| Problem::unknown_scenario(&id))?;
    let items: Vec<ScenarioView> = history.iter().map(|revision| view(app.atlas(), revision)).collect();
    Answer::fresh(&History { count: items.len(), items })
}
