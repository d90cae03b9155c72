//! Scenarios and jobs, kept: in SQLite (a file) or PostgreSQL, by one SQL text.
//!
//! A scenario is its revisions, numbered from 1; nothing in one is ever changed. Undo and redo append too: each revision
//! knows which one an undo, and which one a redo, brings back, so the history shows them as what people did. Every write
//! names the revision it was decided on and is refused when that is no longer the current one; it is on the disk, whole,
//! before it is answered, or it did not happen.
//!
//! A job waits until a worker takes it, which holds it by a lease that it renews; when the lease is over another may take it.
//!
//! Times and ids come from the caller. What the changes mean, and whether they are right, is not known here.

mod engine;
mod error;
mod file;
mod health;
mod id;
mod job;
mod job_rows;
mod jobs;
mod open;
mod revision;
mod rows;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod store;
mod version;
mod write;
mod writer;

pub use error::StoreError;
pub use health::Health;
pub use id::{InvalidJobId, InvalidRevisionNumber, InvalidScenarioId, JobId, RevisionNumber, ScenarioId};
pub use job::{Job, JobEnd, JobState, Lease, NewJob};
pub use jobs::{ENDED_JOB_KEPT_MS, MOST_ATTEMPTS, MOST_ENDED_JOBS, MOST_OPEN_JOBS};
pub use revision::{
    Appended, Content, Edit, IdempotencyKey, NewRevision, NewScenario, Revision, RevisionKind, UnknownKind,
};
pub use store::Store;
pub use version::{InvalidScenarioVersion, ScenarioVersion};
