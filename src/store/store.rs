//! The store as its callers have it: opened, asked, closed. What writes to it is in `write`.

use std::sync::Arc;

use sqlx::AnyPool;

use super::error::StoreError;
use super::health::{Health, HealthCheck};
use super::id::{RevisionNumber, ScenarioId};
use super::open::{Opened, open};
use super::revision::Revision;
use super::rows;
use super::version::ScenarioVersion;
use super::writer::Writer;

/// An open store; a clone is another handle on it.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) writer: Arc<Writer>,
    pub(super) readers: AnyPool,
    pub(super) health_check: Arc<HealthCheck>,
    pub(super) most: u64,
}

/// Scenarios that a store takes, unless it is told otherwise.
const MOST_SCENARIOS: u64 = 10_000;

impl Store {
    /// Opens a store by URL (`sqlite:..`, `postgres://..`), or a SQLite file by its path; an absent file is made.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the file is no store or damaged, [`StoreError::NewerSchema`] when a newer program wrote
    /// it, and what the database says when it cannot be reached, made or used.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        let Opened { writer, readers } = open(location).await?;
        let health_check = Arc::default();
        Ok(Self { writer: Arc::new(writer), readers, health_check, most: MOST_SCENARIOS })
    }

    /// The same store, which takes at most so many scenarios.
    #[must_use]
    pub fn with_most(self, most: u64) -> Self {
        Self { most, ..self }
    }

    /// The current revision of a scenario, or none when there is no such scenario.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn current(&self, id: ScenarioId) -> Result<Option<Revision>, StoreError> {
        rows::current(&self.readers, id).await
    }

    /// A revision of a scenario, or none when there is no such one.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn revision(
        &self,
        id: ScenarioId,
        number: RevisionNumber,
    ) -> Result<Option<Revision>, StoreError> {
        rows::revision(&self.readers, id, number).await
    }

    /// The revision that a version names, or none when there is no such one.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn at(&self, version: ScenarioVersion) -> Result<Option<Revision>, StoreError> {
        match version.number {
            Some(number) => self.revision(version.id, number).await,
            None => self.current(version.id).await,
        }
    }

    /// Every revision of a scenario, oldest first, or none when there is no such scenario.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn history(&self, id: ScenarioId) -> Result<Option<Vec<Revision>>, StoreError> {
        let revisions = rows::history(&self.readers, id).await?;
        Ok(if revisions.is_empty() { None } else { Some(revisions) })
    }

    /// The current revisions of a page of scenarios, the one last changed first, and how many scenarios there are.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn list(&self, limit: u32, offset: u32) -> Result<(Vec<Revision>, u64), StoreError> {
        let page = rows::page(&self.readers, limit, offset).await?;
        Ok((page, rows::count(&self.readers).await?))
    }

    /// What the store can do now, or could within the last second: found by reading, and by writing what is removed again.
    pub async fn health(&self) -> Health {
        self.health_check.health(&self.readers, &self.writer).await
    }

    /// Gives the database back: waits for what is running, then closes every connection.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
