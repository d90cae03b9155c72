//! `/v1/scenarios`: what-ifs that are kept, changed by compare and set on their revision.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::moved_postcodes;
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::blocking::off_worker;
use crate::http::body::JsonBody;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::ingest::manifest::sha256;
use crate::planning::changes::{BodyDefect, escape};
use crate::planning::evaluate::evaluate;
use crate::planning::scenarios::{ACTOR, Decision, ScenarioView, to_body, view};
use crate::store::{Edit, IdempotencyKey, Revision, RevisionNumber, ScenarioId, StoreError};

/// Parameters of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    limit: Option<u32>,
    offset: Option<u32>,
}

/// Parameters of an impact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImpactParams {
    policy: Option<String>,
    include: Option<String>,
    explain: Option<bool>,
}

#[derive(Serialize)]
struct Scenarios {
    total: u64,
    count: usize,
    items: Vec<ScenarioView>,
}

#[derive(Serialize)]
struct History {
    count: usize,
    items: Vec<ScenarioView>,
}

/// `GET /v1/scenarios`
pub async fn list(
    State(app): State<App>,
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
    State(app): State<App>,
    headers: HeaderMap,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
    let fields = Fields::of(&body, &["name", "base", "changes", "reason"])?;
    let (name, reason) = (fields.name()?, fields.text("reason")?);
    let base = fields.text("base")?.filter(|base| base != "current");
    let changes = body.get("changes").cloned().unwrap_or_else(|| Value::Array(vec![]));
    let decision = decide(&app, base, changes).await?;
    let new = decision.into_new(ScenarioId::random(), name, reason, now_ms());
    let revision = app.store()?.create(new).await?;
    answer(&app, &revision).map(|made| made.created(&format!("/v1/scenarios/{}", revision.id)))
}

/// `GET /v1/scenarios/{id}`
pub async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    answer(&app, &current(&app, &id).await?)
}

/// `PATCH /v1/scenarios/{id}`
pub async fn rename(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
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
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
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
    let history = app.store()?.history(scenario_id(&id)?).await?.ok_or_else(|| unknown(&id))?;
    let items: Vec<ScenarioView> = history.iter().map(|revision| view(app.atlas(), revision)).collect();
    Answer::fresh(&History { count: items.len(), items })
}

/// `GET /v1/scenarios/{id}/revisions/{revision}`
pub async fn revision(
    State(app): State<App>,
    Path((id, number)): Path<(String, String)>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    answer(&app, &numbered(&app, &id, &number).await?)
}

/// `POST /v1/scenarios/{id}/changes`
pub async fn change(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
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
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
    let revision = app.store()?.undo(scenario_id(&id)?, expected(&headers)?, ACTOR, now_ms()).await?;
    answer(&app, &revision)
}

/// `POST /v1/scenarios/{id}/redo`
pub async fn redo(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
    let revision = app.store()?.redo(scenario_id(&id)?, expected(&headers)?, ACTOR, now_ms()).await?;
    answer(&app, &revision)
}

/// `POST /v1/scenarios/{id}/branch`
pub async fn branch(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    app.may_write(&headers)?;
    let name = Fields::of(&body, &["name", "revision"])?.name()?;
    let from = current(&app, &id).await?;
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

/// `GET /v1/scenarios/{id}/impact`
pub async fn impact(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(params): Params<ImpactParams>,
) -> Result<Answer, Problem> {
    let revision = current(&app, &id).await?;
    impact_of(app, revision, params).await
}

/// `GET /v1/scenarios/{id}/revisions/{revision}/impact`
pub async fn revision_impact(
    State(app): State<App>,
    Path((id, number)): Path<(String, String)>,
    Params(params): Params<ImpactParams>,
) -> Result<Answer, Problem> {
    let revision = numbered(&app, &id, &number).await?;
    impact_of(app, revision, params).await
}

async fn impact_of(app: App, revision: Revision, params: ImpactParams) -> Result<Answer, Problem> {
    off_worker(move || {
        still_loaded(&app, &revision)?;
        let body = params.asked_of(to_body(&revision));
        Answer::fresh(&evaluate(app.loaded(), &body)?.answer())
    })
    .await
}

impl ImpactParams {
    /// The body of a what-if with what these parameters ask for.
    fn asked_of(self, mut body: Value) -> Value {
        if let Some(policy) = self.policy {
            body["policy"] = policy.into();
        }
        if let Some(include) = self.include {
            body["include"] = include.split(',').collect();
        }
        if let Some(explain) = self.explain {
            body["explain"] = explain.into();
        }
        body
    }
}

/// `GET /v1/scenarios/{id}/impact/postcodes.csv`
pub async fn impact_postcodes(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<NoParams>,
) -> Result<Response, Problem> {
    let revision = current(&app, &id).await?;
    still_loaded(&app, &revision)?;
    moved_postcodes::csv(app, to_body(&revision)).await
}

/// `GET /v1/scenarios/{id}/revisions/{revision}/impact/postcodes.csv`
pub async fn revision_impact_postcodes(
    State(app): State<App>,
    Path((id, number)): Path<(String, String)>,
    _: Params<NoParams>,
) -> Result<Response, Problem> {
    let revision = numbered(&app, &id, &number).await?;
    still_loaded(&app, &revision)?;
    moved_postcodes::csv(app, to_body(&revision)).await
}

/// A scenario on boundaries that are no longer loaded says so.
fn still_loaded(app: &App, revision: &Revision) -> Result<(), Problem> {
    match app.atlas().draft(Some(&revision.base)) {
        Some(_) => Ok(()),
        None => Err(Problem::base_not_loaded(&revision.base)),
    }
}

async fn decide(app: &App, base: Option<String>, changes: Value) -> Result<Decision, Problem> {
    let app = app.clone();
    off_worker(move || Ok(Decision::read(app.loaded(), base.as_deref(), &changes)?)).await
}

async fn decide_more(app: &App, revision: Revision, more: Vec<Value>) -> Result<Decision, Problem> {
    let app = app.clone();
    off_worker(move || Ok(Decision::read_more(app.loaded(), &revision, &more)?)).await
}

fn answer(app: &App, revision: &Revision) -> Result<Answer, Problem> {
    Ok(Answer::fresh(&view(app.atlas(), revision))?.at_revision(revision.number.get()))
}

async fn current(app: &App, id: &str) -> Result<Revision, Problem> {
    app.store()?.current(scenario_id(id)?).await?.ok_or_else(|| unknown(id))
}

async fn numbered(app: &App, id: &str, number: &str) -> Result<Revision, Problem> {
    let number = number.parse().map_err(|error| Problem::bad_parameter("revision", error))?;
    numbered_at(app, scenario_id(id)?, number).await
}

async fn numbered_at(app: &App, id: ScenarioId, number: RevisionNumber) -> Result<Revision, Problem> {
    app.store()?.revision(id, number).await?.ok_or_else(|| unknown(&id.to_string()))
}

/// The revision a write was decided on; one that is not there is a lost race, as any but the current one is.
async fn read_at(app: &App, id: ScenarioId, expected: RevisionNumber) -> Result<Revision, Problem> {
    if let Some(revision) = app.store()?.revision(id, expected).await? {
        return Ok(revision);
    }
    let current = app.store()?.current(id).await?.ok_or_else(|| unknown(&id.to_string()))?;
    Err(StoreError::LostRace { current: current.number }.into())
}

fn scenario_id(id: &str) -> Result<ScenarioId, Problem> {
    id.parse().map_err(|_not_an_id| unknown(id))
}

fn unknown(id: &str) -> Problem {
    Problem::unknown_scenario(id)
}

/// The revision a write expects, from If-Match.
fn expected(headers: &HeaderMap) -> Result<RevisionNumber, Problem> {
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

fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

fn defect(pointer: &str, reason: impl Into<String>) -> Problem {
    Problem::defects(vec![BodyDefect { pointer: pointer.to_owned(), value: None, reason: reason.into() }])
}

/// The members of a body, of which only some are known.
struct Fields<'a>(&'a serde_json::Map<String, Value>);

impl<'a> Fields<'a> {
    fn of(body: &'a Value, known: &[&str]) -> Result<Self, Problem> {
        let members = body.as_object().ok_or_else(|| defect("", "expected an object"))?;
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(Self(members)),
            Some(name) => {
                let reason = format!("unknown member: expected {}", known.join(", "));
                Err(defect(&format!("/{}", escape(name)), reason))
            }
        }
    }

    fn text(&self, member: &str) -> Result<Option<String>, Problem> {
        match self.0.get(member) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.chars().count() <= 2000 => Ok(Some(text.clone())),
            Some(_) => Err(defect(&format!("/{member}"), "expected text of at most 2000 characters")),
        }
    }

    fn name(&self) -> Result<String, Problem> {
        let name = self.text("name")?.map(|name| name.trim().to_owned());
        name.filter(|name| (1..=200).contains(&name.chars().count()))
            .ok_or_else(|| defect("/name", "expected a name of 1 to 200 characters"))
    }
}
