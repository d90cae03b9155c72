//! `/v1/scenarios/{id}/changes`, more or all of them, `/undo`, `/redo`, `/branch`: what appends a revision, each by compare and set.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde_json::Value;

use super::body::{Fields, defect};
use super::expected::Expected;
use super::revisions::{
    ScenarioPath, answer, decide, decide_more, now_ms, read_at, scenario_id, still_loaded,
};
use crate::digest::sha256;
use crate::http::answer::Answer;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::planning::saved::scenarios::{ACTOR, to_replace};
use crate::store::{Edit, IdempotencyKey, RevisionNumber, ScenarioId};

/// `POST /v1/scenarios/{id}/changes`
pub async fn change(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let more = body.get("changes").and_then(Value::as_array).filter(|changes| !changes.is_empty()).cloned();
    let more = more.ok_or_else(|| defect("/changes", "expected a list of at least one change"));
    revise(&app, &headers, &id, &body, more.map(Revised::By)).await
}

/// `PUT /v1/scenarios/{id}/changes`
pub async fn replace(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let all = body.get("changes").filter(|changes| changes.is_array()).cloned();
    let all = all.ok_or_else(|| defect("/changes", "expected a list of all changes"));
    revise(&app, &headers, &id, &body, all.map(Revised::To)).await
}

/// What becomes of the changes of a scenario.
enum Revised {
    /// These are added.
    By(Vec<Value>),
    /// These are all there are.
    To(Value),
}

/// Decides the next revision on the one that the client knows, and appends it; a request that was sent before is not done again.
async fn revise(
    app: &App,
    headers: &HeaderMap,
    id: &str,
    body: &Value,
    changes: Result<Revised, Problem>,
) -> Result<Answer, Problem> {
    let (expected, id) = (Expected::of(headers)?, scenario_id(id)?);
    let reason = Fields::of(body, &["changes", "reason"])?.text("reason")?;
    let changes = changes?;
    let key = idempotency_key(headers, &expected, body)?;
    if let Some(made) = expected.made_before(app, id, key.as_ref()).await? {
        return answer(app, &made);
    }
    let before = read_at(app, id, expected.revision(app, id).await?).await?;
    still_loaded(app, &before)?;
    let decision = match changes {
        Revised::By(more) => decide_more(app, before.clone(), more).await?,
        Revised::To(all) => decide(app, to_replace(&before, &all)).await?,
    };
    let next = decision.following(&before).into_next(Edit::Change, before.name.clone(), reason, now_ms());
    answer(app, &app.store()?.append(id, before.number, next, key).await?.revision)
}

/// `POST /v1/scenarios/{id}/undo`
pub async fn undo(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let (expected, id) = (Expected::of(&headers)?, scenario_id(&id)?);
    let revision = app.store()?.undo(id, expected.revision(&app, id).await?, ACTOR, now_ms()).await?;
    answer(&app, &revision)
}

/// `POST /v1/scenarios/{id}/redo`
pub async fn redo(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let (expected, id) = (Expected::of(&headers)?, scenario_id(&id)?);
    let revision = app.store()?.redo(id, expected.revision(&app, id).await?, ACTOR, now_ms()).await?;
    answer(&app, &revision)
}

/// `POST /v1/scenarios/{id}/branch`
pub async fn branch(
    app: App,
    _: MayWrite,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let name = Fields::of(&body, &["name", "revision"])?.name()?;
    let from = ScenarioPath { id, revision: None }.revision(&app).await?;
    let number = match body.get("revision") {
        None => from.number,
        Some(number) => number
            .as_i64()
            .and_then(|number| RevisionNumber::try_from(number).ok())
            .ok_or_else(|| defect("/revision", "expected the number of a revision"))?,
    };
    let made = app.store()?.branch(from.id, number, ScenarioId::random(), &name, ACTOR, now_ms()).await?;
    answer(&app, &made).map(|answer| answer.created(&format!("/v1/scenarios/{}", made.id)))
}

fn idempotency_key(
    headers: &HeaderMap,
    expected: &Expected,
    body: &Value,
) -> Result<Option<IdempotencyKey>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
    let key = key
        .ok_or_else(|| Problem::bad_parameter("Idempotency-Key", "expected 1 to 200 printable characters"))?;
    let request_digest = sha256(format!("{expected} {body}").as_bytes());
    Ok(Some(IdempotencyKey { key: key.to_owned(), request_digest }))
}
