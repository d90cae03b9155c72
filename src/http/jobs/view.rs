//! A job as answers give it.

use serde::Serialize;
use serde_json::Value;

use crate::planning::saved::kept::{Unreadable, kept, kept_or_told};
use crate::store::{ENDED_JOB_KEPT_MS, Job, JobState};

/// A job without its request and its result.
#[derive(Clone, Debug, Serialize)]
pub struct JobSummary {
    /// 128 random bits: who has it may read and cancel the job.
    pub id: String,
    /// `suggest` or `frontier`.
    pub kind: String,
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    pub state: &'static str,
    /// When it was asked for (RFC 3339, UTC).
    pub asked: String,
    /// When it last began to run.
    pub started: Option<String>,
    /// When it ended.
    pub ended: Option<String>,
    /// Until when an ended job can be read.
    pub kept_until: Option<String>,
    /// Jobs that wait for their turn before it.
    pub ahead: u64,
    /// How often it was begun.
    pub attempts: i64,
    /// Digest of the data it is of.
    pub data: String,
    /// How far it is; null before it first ran.
    pub progress: Option<Value>,
    /// Why it failed.
    pub failure: Option<String>,
    /// Its members that are kept and cannot be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
}

/// A job.
#[derive(Clone, Debug, Serialize)]
pub struct JobView {
    /// What lists tell too.
    #[serde(flatten)]
    pub summary: JobSummary,
    /// What was asked.
    pub request: Value,
    /// What was found, when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
}

impl JobSummary {
    /// A job, with how many wait before it. Progress that cannot be read is told in its place, so that it spoils no list.
    #[must_use]
    pub fn of(job: &Job, ahead: u64) -> Self {
        let mut unreadable = Vec::new();
        Self {
            id: job.id.to_string(),
            kind: job.kind.clone(),
            state: job.state.as_str(),
            asked: at(job.asked_ms),
            started: job.started_ms.map(at),
            ended: job.ended_ms.map(at),
            kept_until: job.ended_ms.map(|ended| at(ended.saturating_add(ENDED_JOB_KEPT_MS))),
            ahead,
            attempts: job.attempts,
            data: job.data.clone(),
            progress: kept_or_told("progress", job.progress.as_deref(), &mut unreadable),
            failure: job.failure.clone(),
            unreadable,
        }
    }
}

impl JobView {
    /// A job, with how many wait before it.
    ///
    /// # Errors
    /// [`Unreadable`] when its request or result is kept and is no JSON.
    pub fn of(job: &Job, ahead: u64) -> Result<Self, Unreadable> {
        let result = job.result.as_deref().filter(|_| job.state == JobState::Done);
        Ok(Self {
            summary: JobSummary::of(job, ahead),
            request: kept("request", Some(&job.request))?.unwrap_or_default(),
            result: kept("result", result)?,
        })
    }
}

fn at(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |at| at.to_string())
}
