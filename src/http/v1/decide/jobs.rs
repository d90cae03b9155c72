//! `/v1/jobs`: how far work is that outlasts its request, and what it found.

use axum::extract::Path;
use serde::Serialize;

use crate::http::answer::Answer;
use crate::http::extract::paging::Paging;
use crate::http::extract::params::{NoParams, Params};
use crate::http::jobs::{JobSummary, JobView};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::store::{Job, JobId, JobState};

#[derive(Serialize)]
struct Jobs {
    total: u64,
    count: usize,
    items: Vec<JobSummary>,
}

/// `GET /v1/jobs`
pub async fn list(app: App, _: MayWrite, Params(page): Params<Paging>) -> Result<Answer, Problem> {
    let store = app.store()?;
    let (jobs, total) = store.jobs(now_ms(), page.limit()?, page.offset()).await?;
    let mut items = Vec::with_capacity(jobs.len());
    for job in &jobs {
        items.push(JobSummary::of(job, store.jobs_ahead_of(job).await?));
    }
    Answer::fresh(&Jobs { total, count: items.len(), items })
}

/// `GET /v1/jobs/{id}`
pub async fn one(app: App, Path(id): Path<String>, _: Params<NoParams>) -> Result<Answer, Problem> {
    let store = app.store()?;
    let job = store.job(job_id(&id)?, now_ms()).await?.ok_or_else(|| Problem::unknown_job(&id))?;
    let ahead = store.jobs_ahead_of(&job).await?;
    let answer = Answer::fresh(&JobView::of(&job, ahead)?)?;
    Ok(if job.state.has_ended() { answer } else { answer.asked_again_soon() })
}

/// `DELETE /v1/jobs/{id}`
pub async fn cancel(app: App, Path(id): Path<String>, _: Params<NoParams>) -> Result<Answer, Problem> {
    let job = job_id(&id)?;
    match app.store()?.cancel_job(job, now_ms()).await? {
        Some(Job { state: JobState::Cancelled, .. }) => {
            app.settings().workers.stop(job);
            Ok(Answer::nothing())
        }
        Some(job) => Err(Problem::job_ended(job.state.as_str())),
        None => Err(Problem::unknown_job(&id)),
    }
}

fn job_id(id: &str) -> Result<JobId, Problem> {
    id.parse().map_err(|_not_an_id| Problem::unknown_job(id))
}

fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
