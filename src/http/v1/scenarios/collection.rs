//! `/v1/scenarios`: those there are, and a new one.

use serde::Serialize;
use serde_json::Value;

use super::body::Fields;
use super::revisions::{answer, decide, now_ms};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::paging::Paging;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::planning::decide::certificates::kept;
use crate::planning::saved::scenarios::{ScenarioView, view};
use crate::planning::what_if::request::Request;
use crate::store::ScenarioId;

#[derive(Serialize)]
struct Scenarios {
    total: u64,
    count: usize,
    items: Vec<ScenarioView>,
}

/// `GET /v1/scenarios`
pub async fn list(app: App, _: MayWrite, Params(page): Params<Paging>) -> Result<Answer, Problem> {
    let (revisions, total) = app.store()?.list(page.limit()?, page.offset()).await?;
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
    // A search is made for a plan that it says there is not.
    let turn = app.settings().searches.turn().await?;
    let (app, plan) = (app.clone(), plan.to_owned());
    off_worker(move || {
        let _turn = turn;
        kept::of_plan(app.loaded(), &written, &plan).map_err(Problem::defects)
    })
    .await
}
