//! `/v1/scenarios`: what-ifs that are kept, changed by compare and set on their revision.

mod body;
pub mod changes;
pub mod collection;
mod expected;
pub mod impact;
pub mod import;
pub mod one;

use serde::Deserialize;
use serde_json::Value;

use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::blocking::off_worker;
use crate::http::problem::Problem;
use crate::planning::saved::scenarios::{Decision, view};
use crate::store::{Revision, RevisionNumber, ScenarioId, ScenarioVersion, StoreError};

/// A scenario in a path: as it is, or at a revision.
#[derive(Debug, Deserialize)]
pub struct ScenarioPath {
    pub(super) id: String,
    #[serde(default)]
    pub(super) revision: Option<String>,
}

impl ScenarioPath {
    /// The revision it names.
    ///
    /// # Errors
    /// 400 when that is no number, 404 when there is no such scenario or revision.
    pub(super) async fn revision(&self, app: &App) -> Result<Revision, Problem> {
        let number = self.revision.as_deref().map(str::parse).transpose();
        let number = number.map_err(|error| Problem::bad_parameter("revision", error))?;
        let version = ScenarioVersion { id: scenario_id(&self.id)?, number };
        app.store()?.at(version).await?.ok_or_else(|| Problem::unknown_scenario(version))
    }
}

/// A scenario on boundaries that are no longer loaded says so.
pub(super) fn still_loaded(app: &App, revision: &Revision) -> Result<(), Problem> {
    match app.atlas().draft(Some(&revision.base)) {
        Some(_) => Ok(()),
        None => Err(Problem::base_not_loaded(&revision.base)),
    }
}

/// Reads changes and applies them, off the async workers.
pub(super) async fn decide(app: &App, base: Option<String>, changes: Value) -> Result<Decision, Problem> {
    let app = app.clone();
    off_worker(move || Ok(Decision::read(app.loaded(), base.as_deref(), &changes)?)).await
}

/// The same of changes added to a revision's own.
pub(super) async fn decide_more(
    app: &App,
    revision: Revision,
    more: Vec<Value>,
) -> Result<Decision, Problem> {
    let app = app.clone();
    off_worker(move || Ok(Decision::read_more(app.loaded(), &revision, &more)?)).await
}

pub(super) fn answer(app: &App, revision: &Revision) -> Result<Answer, Problem> {
    Ok(Answer::fresh(&view(app.atlas(), revision))?.at_revision(revision.number.get()))
}

/// The revision a write was decided on; one that is not there is a lost race, as any but the current one is.
pub(super) async fn read_at(
    app: &App,
    id: ScenarioId,
    expected: RevisionNumber,
) -> Result<Revision, Problem> {
    if let Some(revision) = app.store()?.revision(id, expected).await? {
        return Ok(revision);
    }
    let current = app.store()?.current(id).await?.ok_or_else(|| Problem::unknown_scenario(id))?;
    Err(StoreError::LostRace { current: current.number }.into())
}

pub(super) fn scenario_id(id: &str) -> Result<ScenarioId, Problem> {
    id.parse().map_err(|_not_an_id| Problem::unknown_scenario(id))
}

pub(super) fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
