//! What the store can do now, found by doing it: a row is read, another is written and removed.
//!
//! That is done when somebody asks, and at most once a second however many ask.

use std::time::{Duration, Instant};

use sqlx::AnyPool;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::error::StoreError;
use super::rows;
use super::writer::Writer;

/// A finding is told again for so long.
const FRESH: Duration = Duration::from_secs(1);
/// What is not done by then counts as not possible.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a store can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Scenarios are read and written.
    Writable,
    /// Scenarios are read; writes fail.
    ReadOnly {
        /// Why, in words that anybody may read.
        why: String,
    },
    /// Scenarios cannot be read.
    Unreadable {
        /// Why, in words that anybody may read.
        why: String,
    },
}

/// The last finding, and when it was made.
#[derive(Debug, Default)]
pub(super) struct HealthCheck(Mutex<Option<(Instant, Health)>>);

impl HealthCheck {
    /// The last finding while it is fresh, else a new one. A change is told to the log.
    pub(super) async fn health(&self, readers: &AnyPool, writer: &Writer) -> Health {
        // Whoever asks meanwhile waits for this answer instead of asking the database again.
        let mut last = self.0.lock().await;
        if let Some((at, health)) = &*last
            && at.elapsed() < FRESH
        {
            return health.clone();
        }
        let now = check(readers, writer).await;
        let before = last.as_ref().map_or(&Health::Writable, |(_, health)| health);
        if *before != now {
            log_change(&now);
        }
        *last = Some((Instant::now(), now.clone()));
        now
    }
}

async fn check(readers: &AnyPool, writer: &Writer) -> Health {
    let silent = StoreError::Away(sqlx::Error::PoolTimedOut);
    if let Err(error) = in_time(rows::schema_version(readers), silent).await {
        return Health::Unreadable { why: error.in_public() };
    }
    match in_time(try_to_write(writer), StoreError::Busy).await {
        Ok(()) => Health::Writable,
        Err(error) => Health::ReadOnly { why: error.in_public() },
    }
}

async fn try_to_write(writer: &Writer) -> Result<(), StoreError> {
    let mut writing = writer.begin().await?;
    let done = rows::touch(&mut writing).await;
    writing.end(done).await
}

async fn in_time<T>(
    work: impl Future<Output = Result<T, StoreError>>,
    late: StoreError,
) -> Result<T, StoreError> {
    timeout(PATIENCE, work).await.unwrap_or(Err(late))
}

fn log_change(now: &Health) {
    match now {
        Health::Writable => tracing::info!("the store takes writes again"),
        Health::ReadOnly { why } => tracing::warn!(why, "the store takes no writes; scenarios are read"),
        Health::Unreadable { why } => tracing::warn!(why, "the store of scenarios cannot be read"),
    }
}
