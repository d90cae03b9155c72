//! `/v1/scenarios`: those there are, and a new one.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::body::Fields;
use super::revisions::{answer, decide, now_ms};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::planning::decide::certificates::kept;
use crate::planning::saved::scenarios::{ScenarioView, view};
use crate::planning::what_if::request::Request;
use crate::store::ScenarioId;

/// Scenarios in one answer when nothing is said, and at most.
const LIMIT: u32 = 100;
const MOST_LIMIT: u32 = 1000;

/// Parameters of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    limit: Option<u32>,
    offset: Option<u64>,
}

#[derive(Serialize)]
struct Scenarios {
    total: u64,
    count: usize,
    items: Vec<ScenarioView>,
}

/// `GET /v1/scenarios`
pub async fn list(app: App, _: MayWrite, Params(params): Params<ListParams>) -> Result<Answer, Problem> {
    let limit = params.limit.unwrap_or(LIMIT);
    if !(1..=MOST_LIMIT).contains(&limit) {
        return Err(Problem::bad_parameter("limit", format!("expected 1 to {MOST_LIMIT}")));
    }
    let offset = u32::try_from(params.offset.unwrap_or(0)).unwrap_or(u32::MAX);
    let (revisions, total) = app.store()?.list(limit, offset).await?;
    let items: Vec<ScenarioView> = revisions.iter().map(|revision| view(app.atlas(), revision)).collect();
    Answer::fresh(&Scenarios { total, count: items.len(), items })
}

/// `POST /v1/scenarios`
pub async fn create(
    app: App,
    _: MayWrite,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let fields = Fields::of(&body, &["name", "base", "changes", "reason", "certificate"])?;
    let (name, reason) = (fields.name()?, fields.text("reason")?);
    let base = fields.text("base")?;
    let request = match body.get("changes") {
        Some(changes) => Request::read_list(base, changes),
        None => Request::of(base, vec![]),
    };
    let decision = decide(&app, request).await?;
    let certificate = match body.get("certificate") {
        Some(written) => Some(certificate(&app, written.clone(), decision.content_digest()).await?),
        None => None,
    };
    let decision = decision.certified(certificate);
    let new = decision.into_new(ScenarioId::random(), name, reason, now_ms());
    let revision = app.store()?.create(new).await?;
    answer(&app, &revision).map(|made| made.created(&format!("/v1/scenarios/{}", revision.id)))
}

/// A certificate as it is kept, when it is of this plan.
async fn certificate(app: &App, written: Value, plan: &str) -> Result<String, Problem> {
    let (app, plan) = (app.clone(), plan.to_owned());
    off_worker(move || kept::of_plan(app.loaded(), &written, &plan).map_err(Problem::defects)).await
}
