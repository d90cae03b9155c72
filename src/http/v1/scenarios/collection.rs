//! `/v1/scenarios`: those there are, and a new one.

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use super::body::Fields;
use super::{answer, decide, now_ms};
use crate::http::answer::Answer;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::saved::scenarios::{ScenarioView, view};
use crate::planning::what_if::request::Request;
use crate::store::ScenarioId;

/// Parameters of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    limit: Option<u32>,
    offset: Option<u32>,
}

#[derive(Serialize)]
struct Scenarios {
    total: u64,
    count: usize,
    items: Vec<ScenarioView>,
}

/// `GET /v1/scenarios`
pub async fn list(
    app: App,
    headers: HeaderMap,
    Params(params): Params<ListParams>,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
    let (revisions, total) =
        app.store()?.list(params.limit.unwrap_or(100).clamp(1, 1000), params.offset.unwrap_or(0)).await?;
    let items: Vec<ScenarioView> = revisions.iter().map(|revision| view(app.atlas(), revision)).collect();
    Answer::fresh(&Scenarios { total, count: items.len(), items })
}

/// `POST /v1/scenarios`
pub async fn create(
    app: App,
    headers: HeaderMap,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
    let fields = Fields::of(&body, &["name", "base", "changes", "reason"])?;
    let (name, reason) = (fields.name()?, fields.text("reason")?);
    let base = fields.text("base")?;
    let request = match body.get("changes") {
        Some(changes) => Request::read_list(base, changes),
        None => Request::of(base, vec![]),
    };
    let decision = decide(&app, request).await?;
    let new = decision.into_new(ScenarioId::random(), name, reason, now_ms());
    let revision = app.store()?.create(new).await?;
    answer(&app, &revision).map(|made| made.created(&format!("/v1/scenarios/{}", revision.id)))
}
