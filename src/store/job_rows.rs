//! Jobs as rows: the statements that read and write them, the same on SQLite and PostgreSQL.

use std::fmt::Display;
use std::str::FromStr;

use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Executor, Row};

use super::error::StoreError;
use super::id::JobId;
use super::job::{Job, JobEnd, JobState, Lease, NewJob};

const COLUMNS: &str =
    "id, kind, request, data, state, asked_ms, started_ms, ended_ms, attempts, progress, failure";
/// What a worker may take: a job that waits, and one whose worker has not been heard of for too long. `$1` is now.
const IS_FREE: &str = "(state = 'waiting' OR (state = 'running' AND lease_ms < $1))";
/// More rows than any store has: SQLite takes an offset after a limit alone.
const ALL: i64 = 1_000_000;

/// A job with its result, when there is one of that id.
pub(super) async fn job<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: JobId,
) -> Result<Option<Job>, StoreError> {
    let statement = AssertSqlSafe(format!("SELECT {COLUMNS}, result FROM job WHERE id = $1"));
    sqlx::query(statement).bind(id.to_string()).fetch_optional(executor).await?.as_ref().map(read).transpose()
}

/// A page of jobs without their results, the one last asked for first.
pub(super) async fn page<'e>(
    executor: impl Executor<'e, Database = Any>,
    ended_after_ms: i64,
    limit: u32,
    offset: u32,
) -> Result<Vec<Job>, StoreError> {
    let statement = AssertSqlSafe(format!(
        "SELECT {COLUMNS}, NULL AS result FROM job WHERE ended_ms IS NULL OR ended_ms > $1 \
         ORDER BY asked_ms DESC, id LIMIT $2 OFFSET $3"
    ));
    let query = sqlx::query(statement).bind(ended_after_ms).bind(i64::from(limit)).bind(i64::from(offset));
    query.fetch_all(executor).await?.iter().map(read).collect()
}

/// How many jobs there are.
pub(super) async fn count<'e>(
    executor: impl Executor<'e, Database = Any>,
    ended_after_ms: i64,
) -> Result<u64, StoreError> {
    let statement = "SELECT COUNT(*) FROM job WHERE ended_ms IS NULL OR ended_ms > $1";
    let count: i64 = sqlx::query_scalar(statement).bind(ended_after_ms).fetch_one(executor).await?;
    Ok(count.unsigned_abs())
}

/// How many jobs wait or run.
pub(super) async fn count_open(connection: &mut AnyConnection) -> Result<u64, StoreError> {
    let count: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM job WHERE ended_ms IS NULL").fetch_one(connection).await?;
    Ok(count.unsigned_abs())
}

/// How many jobs wait that were asked for before one.
pub(super) async fn count_ahead<'e>(
    executor: impl Executor<'e, Database = Any>,
    job: &Job,
) -> Result<u64, StoreError> {
    let statement =
        "SELECT COUNT(*) FROM job WHERE state = 'waiting' AND (asked_ms < $1 OR (asked_ms = $1 AND id < $2))";
    let query = sqlx::query_scalar(statement).bind(job.asked_ms).bind(job.id.to_string());
    let count: i64 = query.fetch_one(executor).await?;
    Ok(count.unsigned_abs())
}

/// Whether some job may be taken.
pub(super) async fn is_any_free<'e>(
    executor: impl Executor<'e, Database = Any>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let statement = AssertSqlSafe(format!("SELECT COUNT(*) FROM job WHERE {IS_FREE}"));
    let count: i64 = sqlx::query_scalar(statement).bind(now_ms).fetch_one(executor).await?;
    Ok(count > 0)
}

/// Makes a job.
pub(super) async fn insert(connection: &mut AnyConnection, new: &NewJob) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO job (id, kind, request, data, state, asked_ms, attempts) \
         VALUES ($1, $2, $3, $4, 'waiting', $5, 0)",
    )
    .bind(new.id.to_string())
    .bind(&new.kind)
    .bind(&new.request)
    .bind(&new.data)
    .bind(new.now_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes jobs that ended before a time, and of the others those that ended first, until so many are left.
pub(super) async fn forget(
    connection: &mut AnyConnection,
    ended_before_ms: i64,
    most: i64,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM job WHERE ended_ms <= $1")
        .bind(ended_before_ms)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "DELETE FROM job WHERE id IN \
         (SELECT id FROM job WHERE ended_ms IS NOT NULL ORDER BY ended_ms DESC, id LIMIT $1 OFFSET $2)",
    )
    .bind(ALL)
    .bind(most)
    .execute(connection)
    .await?;
    Ok(())
}

/// The free job of some data that was asked for first.
pub(super) async fn first_free(
    connection: &mut AnyConnection,
    now_ms: i64,
    data: &str,
) -> Result<Option<Job>, StoreError> {
    let statement = AssertSqlSafe(format!(
        "SELECT {COLUMNS}, NULL AS result FROM job WHERE {IS_FREE} AND data = $2 ORDER BY asked_ms, id LIMIT 1"
    ));
    let row = sqlx::query(statement).bind(now_ms).bind(data).fetch_optional(connection).await?;
    row.as_ref().map(read).transpose()
}

/// Takes a job if it is still free: the compare-and-set that makes it one worker's.
pub(super) async fn take(
    connection: &mut AnyConnection,
    id: JobId,
    lease: Lease<'_>,
) -> Result<bool, StoreError> {
    let statement = AssertSqlSafe(format!(
        "UPDATE job SET state = 'running', worker = $2, lease_ms = $3, started_ms = $1, attempts = attempts + 1 \
         WHERE {IS_FREE} AND id = $4"
    ));
    let done = sqlx::query(statement)
        .bind(lease.now_ms)
        .bind(lease.worker)
        .bind(lease.now_ms.saturating_add(lease.length_ms))
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Renews a lease and tells how far the job is, if it is still this worker's.
pub(super) async fn renew(
    connection: &mut AnyConnection,
    id: JobId,
    lease: Lease<'_>,
    progress: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE job SET lease_ms = $1, progress = $2 WHERE id = $3 AND state = 'running' AND worker = $4",
    )
    .bind(lease.now_ms.saturating_add(lease.length_ms))
    .bind(progress)
    .bind(id.to_string())
    .bind(lease.worker)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a job as its worker says, if it is still this worker's.
pub(super) async fn end(
    connection: &mut AnyConnection,
    id: JobId,
    worker: &str,
    end: &JobEnd,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let (state, result, failure) = match end {
        JobEnd::Done(result) => (JobState::Done, Some(result), None),
        JobEnd::Failed(why) => (JobState::Failed, None, Some(why)),
        JobEnd::GivenBack => return give_back(connection, id, worker).await,
    };
    let done = sqlx::query(
        "UPDATE job SET state = $1, result = $2, failure = $3, ended_ms = $4, worker = NULL, lease_ms = NULL \
         WHERE id = $5 AND state = 'running' AND worker = $6",
    )
    .bind(state.as_str())
    .bind(result)
    .bind(failure)
    .bind(now_ms)
    .bind(id.to_string())
    .bind(worker)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn give_back(connection: &mut AnyConnection, id: JobId, worker: &str) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE job SET state = 'waiting', worker = NULL, lease_ms = NULL, attempts = attempts - 1 \
         WHERE id = $1 AND state = 'running' AND worker = $2",
    )
    .bind(id.to_string())
    .bind(worker)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a free job that nobody will run.
pub(super) async fn fail_free(
    connection: &mut AnyConnection,
    id: JobId,
    why: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let statement = AssertSqlSafe(format!(
        "UPDATE job SET state = 'failed', failure = $2, ended_ms = $1, worker = NULL, lease_ms = NULL \
         WHERE {IS_FREE} AND id = $3"
    ));
    sqlx::query(statement).bind(now_ms).bind(why).bind(id.to_string()).execute(connection).await?;
    Ok(())
}

/// Fails the jobs of other data than this that have been free since a time.
pub(super) async fn fail_orphans(
    connection: &mut AnyConnection,
    free_since_ms: i64,
    data: &str,
    why: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE job SET state = 'failed', failure = $1, ended_ms = $2, worker = NULL, lease_ms = NULL \
         WHERE data <> $3 AND ((state = 'waiting' AND asked_ms < $4) OR (state = 'running' AND lease_ms < $4))",
    )
    .bind(why)
    .bind(now_ms)
    .bind(data)
    .bind(free_since_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// Cancels a job that waits or runs.
pub(super) async fn cancel(connection: &mut AnyConnection, id: JobId, now_ms: i64) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE job SET state = 'cancelled', ended_ms = $1, worker = NULL, lease_ms = NULL \
         WHERE id = $2 AND ended_ms IS NULL",
    )
    .bind(now_ms)
    .bind(id.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Job, StoreError> {
    Ok(Job {
        id: parse(row.try_get("id")?)?,
        kind: row.try_get("kind")?,
        request: row.try_get("request")?,
        data: row.try_get("data")?,
        state: parse(row.try_get("state")?)?,
        asked_ms: row.try_get("asked_ms")?,
        started_ms: row.try_get("started_ms")?,
        ended_ms: row.try_get("ended_ms")?,
        attempts: row.try_get("attempts")?,
        progress: row.try_get("progress")?,
        result: row.try_get("result")?,
        failure: row.try_get("failure")?,
    })
}

fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|error| StoreError::Corrupt(format!("{text:?}: {error}")))
}
