//! `/v1/scenarios`: those there are, and a new one.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::body::Fields;
use super::{answer, decide, now_ms};
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::body::JsonBody;
use crate::http::may_write::MayWrite;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::planning::saved::scenarios::{ScenarioView, view};
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
    State(app): State<App>,
    _: MayWrite,
    Params(params): Params<ListParams>,
) -> Result<Answer, Problem> {
    let (revisions, total) =
        app.store()?.list(params.limit.unwrap_or(100).clamp(1, 1000), params.offset.unwrap_or(0)).await?;
    let items: Vec<ScenarioView> = revisions.iter().map(|revision| view(app.atlas(), revision)).collect();
    Answer::fresh(&Scenarios { total, count: items.len(), items })
}

/// `POST /v1/scenarios`
pub async fn create(
    State(app): State<App>,
    _: MayWrite,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let fields = Fields::of(&body, &["name", "base", "changes", "reason"])?;
    let (name, reason) = (fields.name()?, fields.text("reason")?);
    let base = fields.text("base")?.filter(|base| base != "current");
    let changes = body.get("changes").cloned().unwrap_or_else(|| Value::Array(vec![]));
    let decision = decide(&app, base, changes).await?;
    let new = decision.into_new(ScenarioId::random(), name, reason, now_ms());
    let revision = app.store()?.create(new).await?;
    answer(&app, &revision).map(|made| made.created(&format!("/v1/scenarios/{}", revision.id)))
}
