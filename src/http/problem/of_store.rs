//! Scenarios and jobs that are not there, and a store that does not do what it is for.

use axum::http::StatusCode;

use super::problem::Problem;
use crate::echo;
use crate::planning::saved::kept::Unreadable;
use crate::store::StoreError;

impl Problem {
    /// A scenario, or a revision of it, that is not there.
    #[must_use]
    pub fn unknown_scenario(name: impl std::fmt::Display) -> Self {
        Self::not_found(format!("there is no scenario or revision {}", echo::cut(&name.to_string())))
    }

    /// A job that is not there, or is kept no longer.
    #[must_use]
    pub fn unknown_job(name: &str) -> Self {
        Self::not_found(format!("there is no job {}; one that ended is kept for 7 days", echo::cut(name)))
    }

    /// A job that cannot be cancelled.
    #[must_use]
    pub fn job_ended(state: &str) -> Self {
        let detail = format!("the job has ended: it is {state}");
        Self::new(StatusCode::CONFLICT, "job_ended", "The job has ended", detail)
    }

    /// The service runs without a store.
    #[must_use]
    pub fn no_store() -> Self {
        let detail = "this service keeps no scenarios and runs no jobs; start it with --store";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "no_store", "No store", detail)
    }

    /// The store does not do what it is for.
    #[must_use]
    pub fn store_unavailable(why: &str) -> Self {
        let detail = format!("scenarios and jobs cannot be served: {why}; everything else is answered");
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "store_unavailable", "The store is unavailable", detail)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let detail = error.to_string();
        match error {
            StoreError::NotFound => Self::not_found(detail),
            StoreError::LostRace { .. } => {
                Self::new(StatusCode::PRECONDITION_FAILED, "lost_race", "Another write came first", detail)
            }
            StoreError::TooMany { .. } => {
                Self::new(StatusCode::CONFLICT, "too_many_scenarios", "Too many scenarios", detail)
            }
            StoreError::TooManyJobs { .. } => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_jobs", "Too many jobs", detail)
            }
            StoreError::KeyReused | StoreError::NothingToUndo | StoreError::NothingToRedo => {
                Self::new(StatusCode::CONFLICT, "conflict", "Conflict", detail)
            }
            StoreError::Full => {
                Self::new(StatusCode::INSUFFICIENT_STORAGE, "store_full", "The store is full", detail)
            }
            StoreError::Busy => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "store_busy", "The store is busy", detail)
            }
            StoreError::ReadOnly => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "store_read_only",
                "The store is read-only",
                detail,
            ),
            StoreError::Corrupt(_)
            | StoreError::NewerSchema { .. }
            | StoreError::Moved
            | StoreError::NotOpened
            | StoreError::Away(_)
            | StoreError::Database(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
                Self::store_unavailable(&error.in_public())
            }
        }
    }
}

impl From<Unreadable> for Problem {
    fn from(error: Unreadable) -> Self {
        tracing::error!(%error, "what is kept cannot be read");
        Self::internal()
    }
}
