//! What the resources of scenarios share: the revision a path names, a decision on changes, and how a revision is answered.

use serde::Deserialize;
use serde_json::Value;

use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::saved::scenarios::{Decision, view};
use crate::planning::what_if::request::Request;
use crate::store::{Revision, RevisionNumber, ScenarioId, ScenarioVersion, StoreError};

/// A scenario in a path: as it is, or at a revision.
#[derive(Debug, Deserialize)]
pub struct ScenarioPath {
    /// The scenario.
    pub id: String,
    /// A number; none for the current one.
    #[serde(default)]
    pub revision: Option<String>,
}

impl ScenarioPath {
    /// The revision it names.
    ///
    /// # Errors
    /// 400 when that is no number, 404 when there is no such scenario or revision.
    pub async fn revision(&self, app: &App) -> Result<Revision, Problem> {
        let number = self.revision.as_deref().map(str::parse).transpose();
        let number = number.map_err(|error| Problem::bad_parameter("revision", error))?;
        let version = ScenarioVersion { id: scenario_id(&self.id)?, number };
        app.store()?.at(version).await?.ok_or_else(|| Problem::unknown_scenario(version))
    }
}

/// A scenario on boundaries that are no longer loaded says so.
pub fn still_loaded(app: &App, revision: &Revision) -> Result<(), Problem> {
    match app.atlas().draft(Some(&revision.base)) {
        Some(_) => Ok(()),
        None => Err(Problem::base_not_loaded(&revision.base)),
    }
}

/// Applies the changes of a request, off the async workers.
pub async fn decide(app: &App, request: Request) -> Result<Decision, Problem> {
    let app = app.clone();
    off_worker(move || Ok(Decision::read(app.loaded(), &request)?)).await
}

/// The same of changes added to a revision's own.
pub async fn decide_more(app: &App, revision: Revision, more: Vec<Value>) -> Result<Decision, Problem> {
    let app = app.clone();
    off_worker(move || Ok(Decision::read_more(app.loaded(), &revision, &more)?)).await
}

/// A revision by itself. What is kept beside its changes and cannot be read is told with it; without its changes it is no plan.
pub fn answer(app: &App, revision: &Revision) -> Result<Answer, Problem> {
    let scenario = view(app.atlas(), revision);
    if scenario.changes.is_none() {
        return Err(Problem::internal());
    }
    Ok(Answer::fresh(&scenario)?.at_revision(revision.number.get()))
}

/// The revision a write was decided on; one that is not there is a lost race, as any but the current one is.
pub async fn read_at(app: &App, id: ScenarioId, expected: RevisionNumber) -> Result<Revision, Problem> {
    if let Some(revision) = app.store()?.revision(id, expected).await? {
        return Ok(revision);
    }
    let current = app.store()?.current(id).await?.ok_or_else(|| Problem::unknown_scenario(id))?;
    Err(StoreError::LostRace { current: current.number }.into())
}

pub fn scenario_id(id: &str) -> Result<ScenarioId, Problem> {
    id.parse().map_err(|_not_an_id| Problem::unknown_scenario(id))
}

pub fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
