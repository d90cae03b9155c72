//! Asking for a job: what is wrong with it is told at once; the rest waits for its turn.

use super::run::begin;
use super::view::JobView;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::problem::Problem;
use crate::http::state::may_write::MayWrite;
use crate::http::state::versions::Versions;
use crate::planning::decide::work::Work;
use crate::store::{JobId, NewJob};

/// Keeps work as a job, which this process or another will run; the answer says where it is told.
///
/// # Errors
/// Every defect of what is asked; then 403 for whom nothing is stored; 503 when as many jobs wait as may, or the store cannot keep it.
pub async fn ask(
    versions: &Versions,
    work: Work,
    may_write: Result<MayWrite, Problem>,
) -> Result<Answer, Problem> {
    let app = versions.current();
    let store = app.store()?;
    let (kind, checking) = (work.kind().to_owned(), app.clone());
    let request = off_worker(move || Ok(work.checked(checking.loaded())?)).await?;
    may_write?;
    let job = store
        .add_job(NewJob {
            id: JobId::random(),
            kind,
            request: request.to_string(),
            data: app.atlas().digest.clone(),
            now_ms: jiff::Timestamp::now().as_millisecond(),
        })
        .await?;
    begin(versions);
    app.settings().workers.wake();
    let ahead = store.jobs_ahead_of(&job).await?;
    let location = format!("/v1/jobs/{}", job.id);
    Ok(Answer::fresh(&JobView::of(&job, ahead)?)?.accepted(&location))
}
