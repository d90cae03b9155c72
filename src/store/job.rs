//! A job: work that outlasts the request that asked for it, so that any replica can say how far it is.
//!
//! The store does not read what is asked, told or found: those are texts whose meaning is the caller's.

use std::str::FromStr;

use super::id::JobId;
use super::revision::UnknownKind;

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Which.
    pub id: JobId,
    /// What kind of work it is, by its caller's name for it.
    pub kind: String,
    /// What is asked, as JSON.
    pub request: String,
    /// Digest of the atlas it is asked of.
    pub data: String,
    /// How it stands.
    pub state: JobState,
    /// When it was asked for, in milliseconds since 1970 UTC; so are all times.
    pub asked_ms: i64,
    /// When it last began to run.
    pub started_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// How often it was begun.
    pub attempts: i64,
    /// How far it is, as JSON.
    pub progress: Option<String>,
    /// What was found, as JSON: of a job that is done.
    pub result: Option<String>,
    /// Why it failed, in words that anybody may read.
    pub failure: Option<String>,
}

/// A job to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the members of Job")]
pub struct NewJob {
    pub id: JobId,
    pub kind: String,
    pub request: String,
    pub data: String,
    pub now_ms: i64,
}

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobState {
    /// For its turn.
    Waiting,
    /// On some worker.
    Running,
    /// With a result.
    Done,
    /// With why.
    Failed,
    /// By whoever had its id.
    Cancelled,
}

/// Who runs a job, and until when it is his.
#[derive(Clone, Copy, Debug)]
pub struct Lease<'a> {
    /// The worker, by a name of its own.
    pub worker: &'a str,
    /// Now.
    pub now_ms: i64,
    /// How long from now.
    pub length_ms: i64,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// It found this, as JSON.
    Done(String),
    /// It failed for this, in words that anybody may read.
    Failed(String),
    /// Its worker stops: another is to take it up, as if it had not been begun.
    GivenBack,
}

impl JobState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// The state as it is stored and answered.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more happens to it.
    #[must_use]
    pub fn has_ended(self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }
}

impl FromStr for JobState {
    type Err = UnknownKind;

    /// Reads a state as [`JobState::as_str`] writes it.
    ///
    /// # Errors
    /// [`UnknownKind`] for any other text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|state| state.as_str() == text);
        known.ok_or_else(|| UnknownKind(text.to_owned()))
    }
}
