//! Revisions as rows: the statements that read and write them, the same on SQLite and PostgreSQL.

use std::fmt::Display;
use std::str::FromStr;

use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Executor, Row};

use super::error::StoreError;
use super::id::{RevisionNumber, ScenarioId};
use super::revision::{IdempotencyKey, Revision};

const COLUMNS: &str = "r.scenario_id, r.number, r.kind, r.name, r.base, r.data, r.changes, r.content_digest, \
                       r.undo_to, r.redo_to, r.at_ms, r.actor, r.reason, r.certificate, r.neighbourhood_groups, r.edges";

const INSERT: &str = "INSERT INTO revision (scenario_id, number, kind, name, base, data, changes, content_digest, \
                      undo_to, redo_to, at_ms, actor, reason, certificate, neighbourhood_groups, edges) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

/// A revision, when there is one of that number.
pub(super) async fn revision<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: ScenarioId,
    number: RevisionNumber,
) -> Result<Option<Revision>, StoreError> {
    let statement = select("revision r WHERE r.scenario_id = $1 AND r.number = $2");
    let query = sqlx::query(statement).bind(id.to_string()).bind(number.get());
    query.fetch_optional(executor).await?.as_ref().map(read).transpose()
}

/// The current revision, when there is such a scenario.
pub(super) async fn current<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: ScenarioId,
) -> Result<Option<Revision>, StoreError> {
    let statement = select(
        "scenario s JOIN revision r ON r.scenario_id = s.id AND r.number = s.revision WHERE s.id = $1",
    );
    sqlx::query(statement).bind(id.to_string()).fetch_optional(executor).await?.as_ref().map(read).transpose()
}

/// All revisions, oldest first.
pub(super) async fn history<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: ScenarioId,
) -> Result<Vec<Revision>, StoreError> {
    let statement = select("revision r WHERE r.scenario_id = $1 ORDER BY r.number");
    let rows = sqlx::query(statement).bind(id.to_string()).fetch_all(executor).await?;
    rows.iter().map(read).collect()
}

/// The current revisions of a page of scenarios, newest first.
pub(super) async fn page<'e>(
    executor: impl Executor<'e, Database = Any>,
    limit: u32,
    offset: u32,
) -> Result<Vec<Revision>, StoreError> {
    let statement = select(
        "scenario s JOIN revision r ON r.scenario_id = s.id AND r.number = s.revision \
         ORDER BY s.changed_ms DESC, s.id LIMIT $1 OFFSET $2",
    );
    let query = sqlx::query(statement).bind(i64::from(limit)).bind(i64::from(offset));
    query.fetch_all(executor).await?.iter().map(read).collect()
}

/// How many scenarios there are.
pub(super) async fn count<'e>(executor: impl Executor<'e, Database = Any>) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM scenario").fetch_one(executor).await?;
    Ok(count.unsigned_abs())
}

/// The version of the schema; an error where there is none.
pub(super) async fn schema_version<'e>(
    executor: impl Executor<'e, Database = Any>,
) -> Result<i64, StoreError> {
    let statement = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
    Ok(sqlx::query_scalar(statement).fetch_one(executor).await?)
}

/// Writes, and leaves everything as it was.
pub(super) async fn touch(connection: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO schema_version (version) VALUES (0)").execute(&mut *connection).await?;
    sqlx::query("DELETE FROM schema_version WHERE version = 0").execute(connection).await?;
    Ok(())
}

/// Makes a scenario's row, for its first revision.
pub(super) async fn open_scenario(
    connection: &mut AnyConnection,
    first: &Revision,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO scenario (id, revision, changed_ms) VALUES ($1, $2, $3)")
        .bind(first.id.to_string())
        .bind(first.number.get())
        .bind(first.at_ms)
        .execute(connection)
        .await?;
    Ok(())
}

/// The compare-and-set every write starts with: the revision becomes the next one, if it is the expected one. It takes the
/// scenario's lock, so that whatever follows in the transaction is of the winner alone.
pub(super) async fn advance(
    connection: &mut AnyConnection,
    id: ScenarioId,
    expected: RevisionNumber,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let done =
        sqlx::query("UPDATE scenario SET revision = $1, changed_ms = $2 WHERE id = $3 AND revision = $4")
            .bind(expected.next().get())
            .bind(now_ms)
            .bind(id.to_string())
            .bind(expected.get())
            .execute(connection)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a scenario with all that hangs on it, if its revision is the expected one.
pub(super) async fn remove(
    connection: &mut AnyConnection,
    id: ScenarioId,
    expected: RevisionNumber,
) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM scenario WHERE id = $1 AND revision = $2")
        .bind(id.to_string())
        .bind(expected.get())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes a revision.
pub(super) async fn insert(connection: &mut AnyConnection, revision: &Revision) -> Result<(), StoreError> {
    sqlx::query(INSERT)
        .bind(revision.id.to_string())
        .bind(revision.number.get())
        .bind(revision.kind.as_str())
        .bind(&revision.name)
        .bind(&revision.base)
        .bind(&revision.data)
        .bind(&revision.changes)
        .bind(&revision.content_digest)
        .bind(revision.undo_to.map(RevisionNumber::get))
        .bind(revision.redo_to.map(RevisionNumber::get))
        .bind(revision.at_ms)
        .bind(&revision.actor)
        .bind(revision.reason.as_ref())
        .bind(revision.certificate.as_ref())
        .bind(revision.groups.as_ref())
        .bind(revision.edges.as_ref())
        .execute(connection)
        .await?;
    Ok(())
}

/// The request digest and the revision kept under a key.
pub(super) async fn made_by(
    connection: &mut AnyConnection,
    id: ScenarioId,
    key: &str,
) -> Result<Option<(String, RevisionNumber)>, StoreError> {
    let row =
        sqlx::query("SELECT request_digest, number FROM idempotency_key WHERE scenario_id = $1 AND key = $2")
            .bind(id.to_string())
            .bind(key)
            .fetch_optional(connection)
            .await?;
    row.map(|row| Ok((row.try_get("request_digest")?, number(row.try_get("number")?)?))).transpose()
}

/// Keeps which revision a key's request made.
pub(super) async fn keep_key(
    connection: &mut AnyConnection,
    id: ScenarioId,
    key: &IdempotencyKey,
    made: RevisionNumber,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO idempotency_key (scenario_id, key, request_digest, number) VALUES ($1, $2, $3, $4)",
    )
    .bind(id.to_string())
    .bind(&key.key)
    .bind(&key.request_digest)
    .bind(made.get())
    .execute(connection)
    .await?;
    Ok(())
}

/// The columns of a revision from given tables; the text is this file's own, never a caller's.
fn select(from: &'static str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("SELECT {COLUMNS} FROM {from}"))
}

fn read(row: &AnyRow) -> Result<Revision, StoreError> {
    Ok(Revision {
        id: parse(row.try_get("scenario_id")?)?,
        number: number(row.try_get("number")?)?,
        kind: parse(row.try_get("kind")?)?,
        name: row.try_get("name")?,
        base: row.try_get("base")?,
        data: row.try_get("data")?,
        changes: row.try_get("changes")?,
        content_digest: row.try_get("content_digest")?,
        undo_to: row.try_get::<Option<i64>, _>("undo_to")?.map(number).transpose()?,
        redo_to: row.try_get::<Option<i64>, _>("redo_to")?.map(number).transpose()?,
        at_ms: row.try_get("at_ms")?,
        actor: row.try_get("actor")?,
        reason: row.try_get("reason")?,
        certificate: row.try_get("certificate")?,
        groups: row.try_get("neighbourhood_groups")?,
        edges: row.try_get("edges")?,
    })
}

fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|error| StoreError::Corrupt(format!("{text:?}: {error}")))
}

fn number(number: i64) -> Result<RevisionNumber, StoreError> {
    RevisionNumber::try_from(number).map_err(|error| StoreError::Corrupt(format!("{number}: {error}")))
}
