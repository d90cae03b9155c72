//! The jobs of a store: asked for, taken by a worker, told how far they are, and ended. Each step is one transaction.

use super::error::StoreError;
use super::id::JobId;
use super::job::{Job, JobEnd, Lease, NewJob};
use super::job_rows as rows;
use super::store::Store;

/// Jobs that wait or run at most.
pub const MOST_OPEN_JOBS: u64 = 50;
/// Ended jobs that are kept at most; those that ended first go first.
pub const MOST_ENDED_JOBS: u32 = 500;
/// How long an ended job is kept: 7 days.
pub const ENDED_JOB_KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// A job whose workers stopped so often is given up.
pub const MOST_ATTEMPTS: i64 = 3;
/// A job of data that this worker has not loaded is left to others for so long.
const LEFT_TO_OTHERS_MS: i64 = 60_000;

const GIVEN_UP: &str = "it was begun three times, and each time the service stopped before it had ended; ask again, with fewer seconds";
const OF_OTHER_DATA: &str = "the data it was asked of is no longer loaded; ask again";

impl Store {
    /// Makes a job, and forgets those that ended too long ago.
    ///
    /// # Errors
    /// [`StoreError::TooManyJobs`], or when the database cannot write.
    pub async fn add_job(&self, new: NewJob) -> Result<Job, StoreError> {
        let mut writing = self.writer.begin().await?;
        let done = async {
            rows::forget(&mut writing, new.now_ms - ENDED_JOB_KEPT_MS, MOST_ENDED_JOBS.into()).await?;
            if rows::count_open(&mut writing).await? >= MOST_OPEN_JOBS {
                return Err(StoreError::TooManyJobs { most: MOST_OPEN_JOBS });
            }
            rows::insert(&mut writing, &new).await?;
            rows::job(&mut *writing, new.id).await?.ok_or(StoreError::NotFound)
        };
        let done = done.await;
        writing.end(done).await
    }

    /// A job with its result; none when there is no such one, or it ended too long ago.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn job(&self, id: JobId, now_ms: i64) -> Result<Option<Job>, StoreError> {
        let is_kept = |job: &Job| job.ended_ms.is_none_or(|ended| ended > now_ms - ENDED_JOB_KEPT_MS);
        Ok(rows::job(&self.readers, id).await?.filter(is_kept))
    }

    /// A page of jobs without their results, the one last asked for first, and how many there are.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn jobs(&self, now_ms: i64, limit: u32, offset: u32) -> Result<(Vec<Job>, u64), StoreError> {
        let ended_after = now_ms - ENDED_JOB_KEPT_MS;
        let page = rows::page(&self.readers, ended_after, limit, offset).await?;
        Ok((page, rows::count(&self.readers, ended_after).await?))
    }

    /// How many jobs wait for their turn before one; of a job that does not wait, 0.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn jobs_ahead_of(&self, job: &Job) -> Result<u64, StoreError> {
        if job.state == super::job::JobState::Waiting {
            rows::count_ahead(&self.readers, job).await
        } else {
            Ok(0)
        }
    }

    /// Takes the job that was asked for first of those that wait, or whose worker has not renewed its lease, and are of this data.
    /// What nobody will ever run is failed, with why.
    ///
    /// # Errors
    /// When the database cannot answer or write.
    pub async fn take_job(&self, data: &str, lease: Lease<'_>) -> Result<Option<Job>, StoreError> {
        if !rows::is_any_free(&self.readers, lease.now_ms).await? {
            return Ok(None);
        }
        let mut writing = self.writer.begin().await?;
        let done = async {
            let now_ms = lease.now_ms;
            let since = now_ms - LEFT_TO_OTHERS_MS;
            rows::fail_orphans(&mut writing, since, data, OF_OTHER_DATA, now_ms).await?;
            while let Some(job) = rows::first_free(&mut writing, now_ms, data).await? {
                if job.attempts >= MOST_ATTEMPTS {
                    rows::fail_free(&mut writing, job.id, GIVEN_UP, now_ms).await?;
                } else if rows::take(&mut writing, job.id, lease).await? {
                    return rows::job(&mut *writing, job.id).await;
                }
            }
            Ok(None)
        };
        let done = done.await;
        writing.end(done).await
    }

    /// Renews the lease of a job and tells how far it is. Whether it is still the worker's: when not, it was cancelled, or another
    /// has it.
    ///
    /// # Errors
    /// When the database cannot write.
    pub async fn renew_job(&self, id: JobId, lease: Lease<'_>, progress: &str) -> Result<bool, StoreError> {
        let mut writing = self.writer.begin().await?;
        let done = rows::renew(&mut writing, id, lease, progress).await;
        writing.end(done).await
    }

    /// Ends a job, or gives it back. Whether it was still the worker's; when not, nothing is kept.
    ///
    /// # Errors
    /// When the database cannot write.
    pub async fn end_job(
        &self,
        id: JobId,
        worker: &str,
        end: &JobEnd,
        now_ms: i64,
    ) -> Result<bool, StoreError> {
        let mut writing = self.writer.begin().await?;
        let done = rows::end(&mut writing, id, worker, end, now_ms).await;
        writing.end(done).await
    }

    /// Cancels a job that waits or runs, and gives the job as it then stands: one that had ended stays as it was. None when there is
    /// no such job.
    ///
    /// # Errors
    /// When the database cannot write.
    pub async fn cancel_job(&self, id: JobId, now_ms: i64) -> Result<Option<Job>, StoreError> {
        let mut writing = self.writer.begin().await?;
        let done = async {
            rows::cancel(&mut writing, id, now_ms).await?;
            rows::job(&mut *writing, id).await
        };
        let done = done.await;
        writing.end(done).await
    }
}
