//! `/v1/scenarios/{id}/changes`, `/undo`, `/redo`, `/branch`: what appends a revision, each by compare and set.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use serde_json::Value;

use super::body::{Fields, defect};
use super::{ScenarioPath, answer, decide_more, now_ms, read_at, scenario_id, still_loaded};
use crate::digest::sha256;
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::body::JsonBody;
use crate::http::may_write::MayWrite;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::planning::saved::scenarios::ACTOR;
use crate::store::{Edit, IdempotencyKey, RevisionNumber, ScenarioId};

/// `POST /v1/scenarios/{id}/changes`
pub async fn change(
    State(app): State<App>,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let expected = expected(&headers)?;
    let fields = Fields::of(&body, &["changes", "reason"])?;
    let reason = fields.text("reason")?;
    let more = body.get("changes").and_then(Value::as_array).filter(|changes| !changes.is_empty());
    let more = more.ok_or_else(|| defect("/changes", "expected a list of at least one change"))?;
    let before = read_at(&app, scenario_id(&id)?, expected).await?;
    still_loaded(&app, &before)?;
    let decision = decide_more(&app, before.clone(), more.clone()).await?;
    let next = decision.into_next(Edit::Change, before.name.clone(), reason, now_ms());
    let key = idempotency_key(&headers, expected, &body)?;
    answer(&app, &app.store()?.append(before.id, expected, next, key).await?.revision)
}

/// `POST /v1/scenarios/{id}/undo`
pub async fn undo(
    State(app): State<App>,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let revision = app.store()?.undo(scenario_id(&id)?, expected(&headers)?, ACTOR, now_ms()).await?;
    answer(&app, &revision)
}

/// `POST /v1/scenarios/{id}/redo`
pub async fn redo(
    State(app): State<App>,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    let revision = app.store()?.redo(scenario_id(&id)?, expected(&headers)?, ACTOR, now_ms()).await?;
    answer(&app, &revision)
}

/// `POST /v1/scenarios/{id}/branch`
pub async fn branch(
    State(app): State<App>,
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

/// The revision a write expects, from If-Match.
pub(super) fn expected(headers: &HeaderMap) -> Result<RevisionNumber, Problem> {
    let Some(value) = headers.get(IF_MATCH) else { return Err(Problem::precondition_required()) };
    let text = value.to_str().unwrap_or_default().trim().trim_start_matches("W/").trim_matches('"');
    text.parse().map_err(|_not_a_revision| {
        Problem::bad_parameter("If-Match", "expected the ETag of a scenario, such as \"3\"")
    })
}

fn idempotency_key(
    headers: &HeaderMap,
    expected: RevisionNumber,
    body: &Value,
) -> Result<Option<IdempotencyKey>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
    let key = key
        .ok_or_else(|| Problem::bad_parameter("Idempotency-Key", "expected 1 to 200 printable characters"))?;
    let request_digest = sha256(format!("{expected} {body}").as_bytes());
    Ok(Some(IdempotencyKey { key: key.to_owned(), request_digest }))
}
