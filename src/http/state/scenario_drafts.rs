//! Which boundaries a request is answered by: those of a draft, or of a scenario at a revision.
//!
//! A revision never changes, so what follows from it is computed once and kept while it is asked for; a copy is never stale.
//! Only a deleted scenario must be forgotten: here at once, in another replica when its copy has aged.

use std::sync::Arc;

use serde::Deserialize;

use super::app::App;
use crate::domain::draft::Draft;
use crate::http::extract::blocking::off_worker;
use crate::http::problem::Problem;
use crate::planning::saved::scenarios;
use crate::store::{Revision, ScenarioId, ScenarioVersion};

/// Only the boundaries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundariesParams {
    /// The id of a draft.
    pub draft: Option<String>,
    /// A scenario: `id`, or `id@revision`.
    pub scenario: Option<String>,
}

impl App {
    /// The boundaries asked for: of a draft, of a scenario, else those of the current draft.
    ///
    /// # Errors
    /// 400 for both at once or a scenario that is not named as one, 404 for one that is not there, 409 for a scenario that
    /// the data loaded does not bear.
    pub async fn boundaries(
        &self,
        draft: Option<&str>,
        scenario: Option<&str>,
    ) -> Result<Arc<Draft>, Problem> {
        match (draft, scenario) {
            (Some(_), Some(_)) => Err(Problem::bad_parameter("scenario", "send draft or scenario, not both")),
            (_, None) => self.draft(draft).cloned(),
            (None, Some(name)) => {
                let version = name.parse().map_err(|error| Problem::bad_parameter("scenario", error))?;
                self.scenario(version).await
            }
        }
    }

    /// The boundaries of a name that may be a draft's or a scenario's.
    ///
    /// # Errors
    /// As [`App::boundaries`].
    pub async fn boundaries_named(&self, name: &str) -> Result<Arc<Draft>, Problem> {
        match name.parse() {
            Ok(version) if self.atlas().draft(Some(name)).is_none() => self.scenario(version).await,
            _ => self.draft(Some(name)).cloned(),
        }
    }

    async fn scenario(&self, version: ScenarioVersion) -> Result<Arc<Draft>, Problem> {
        let kept = &self.caches().scenario_drafts;
        if let Some(draft) = kept.get(&version) {
            return Ok(draft);
        }
        let revision = self.store()?.at(version).await?.ok_or_else(|| Problem::unknown_scenario(version))?;
        self.boundaries_of(revision).await
    }

    /// The boundaries of a revision that was read.
    ///
    /// # Errors
    /// 409 when the data loaded does not bear it.
    pub async fn boundaries_of(&self, revision: Revision) -> Result<Arc<Draft>, Problem> {
        let kept = &self.caches().scenario_drafts;
        if let Some(draft) = kept.get(&revision.at()) {
            return Ok(draft);
        }
        let (at, app) = (revision.at(), self.clone());
        let draft = off_worker(move || app.computed(&revision)).await?;
        kept.insert(at, Arc::clone(&draft));
        Ok(draft)
    }

    /// Forgets every revision of a scenario that was deleted.
    pub fn forget_scenario(&self, id: ScenarioId) {
        let kept = &self.caches().scenario_drafts;
        for (version, _) in kept.iter().filter(|(version, _)| version.id == id) {
            kept.invalidate(version.as_ref());
        }
    }

    fn computed(&self, revision: &Revision) -> Result<Arc<Draft>, Problem> {
        if self.atlas().draft(Some(&revision.base)).is_none() {
            return Err(Problem::base_not_loaded(&revision.base));
        }
        let made = scenarios::boundaries(self.loaded(), revision);
        made.map(Arc::new).map_err(Problem::of_kept_changes)
    }
}
