//! Opening a store: its file made if absent, checked, and brought to the newest schema.
//!
//! This happens on one plain connection before there is a pool, since a pool hides why a connection failed: it tries again
//! until its time-out, and says only that.

use std::fmt::Write;
use std::time::Duration;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection};

use super::engine::{Engine, run};
use super::error::StoreError;
use super::file::StoreFile;
use super::rows;
use super::writer::Writer;

/// The schema, step by step: the n-th text leads from version n - 1 to n. A text that was released is never changed.
const MIGRATIONS: [&str; 4] = [
    include_str!("migrations/0001_scenarios.sql"),
    include_str!("migrations/0002_jobs.sql"),
    include_str!("migrations/0003_certificates_and_groups.sql"),
    include_str!("migrations/0004_edges.sql"),
];

/// Readers and the writer at one time; the file remembers it.
const WRITE_AHEAD: &str = "PRAGMA journal_mode = WAL";
/// How often a file's first turn to WAL is tried: SQLite does not wait for a lock there.
const WRITE_AHEAD_TRIES: u32 = 50;
const WRITE_AHEAD_PAUSE: Duration = Duration::from_millis(100);

/// Any number that others on the same server are unlikely to lock.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_xact_lock(4607186922399644778)";

/// An opened store.
pub(super) struct Opened {
    pub(super) writer: Writer,
    pub(super) readers: AnyPool,
}

/// Opens a database by URL, or a SQLite file by its path.
pub(super) async fn open(location: &str) -> Result<Opened, StoreError> {
    sqlx::any::install_default_drivers();
    let url = url_of(location)?;
    let engine = Engine::of(&url);
    let mut options: AnyConnectOptions = url.parse()?;
    let mut connection = options.connect().await?;
    let mut file = None;
    if engine == Engine::Sqlite {
        check_file(&mut connection, location).await?;
        file = Some(StoreFile::of(&mut connection).await?);
        make_no_other(&mut options);
    }
    engine.prepare(&mut connection).await?;
    migrate(&mut connection, engine).await?;
    let readers = engine.readers().connect_lazy_with(options.clone());
    if engine == Engine::Sqlite {
        open_all(&readers).await?;
    }
    Ok(Opened { writer: Writer::new(engine, options, file, connection), readers })
}

/// Opens every connection, and reads: the first read opens the log and its index, for which there may be no room later, or no file
/// of that name.
async fn open_all(readers: &AnyPool) -> Result<(), StoreError> {
    let mut open = Vec::new();
    for _ in 0..readers.options().get_max_connections() {
        let mut reader = readers.acquire().await?;
        rows::schema_version(&mut *reader).await?;
        open.push(reader);
    }
    Ok(())
}

/// From now on the file is there, or an error: an empty one in its place would look like a store without scenarios.
fn make_no_other(options: &mut AnyConnectOptions) {
    let query = options.database_url.query().map(|query| query.replace("mode=rwc", "mode=rw"));
    options.database_url.set_query(query.as_deref());
}

/// The URL of a location; SQLite makes the file unless its URL says otherwise.
fn url_of(location: &str) -> Result<String, StoreError> {
    if location.contains(":memory:") || location.contains("mode=memory") {
        let reason = "the store needs a file: each connection would have a memory of its own";
        return Err(StoreError::Database(sqlx::Error::Configuration(reason.into())));
    }
    if !location.starts_with("sqlite:") {
        let is_url = location.contains("://");
        return Ok(if is_url {
            location.to_owned()
        } else {
            format!("sqlite:{}?mode=rwc", escape(location))
        });
    }
    if location.contains("mode=") {
        return Ok(location.to_owned());
    }
    let separator = if location.contains('?') { '&' } else { '?' };
    Ok(format!("{location}{separator}mode=rwc"))
}

/// A path as part of a URL, with every character that could mean something else there written as its bytes.
fn escape(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            write!(escaped, "%{byte:02X}").expect("a string takes any text");
        }
    }
    escaped
}

/// Sets the file up and reads all of it once.
async fn check_file(connection: &mut AnyConnection, location: &str) -> Result<(), StoreError> {
    let checked = check(connection).await;
    checked.map_err(|error| match error {
        StoreError::Corrupt(reason) => {
            let reason = reason.lines().collect::<Vec<_>>().join(" ");
            StoreError::Corrupt(format!("{location}: {reason}"))
        }
        other => other,
    })
}

async fn check(connection: &mut AnyConnection) -> Result<(), StoreError> {
    write_ahead(connection).await?;
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(connection).await?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt(found)) }
}

async fn write_ahead(connection: &mut AnyConnection) -> Result<(), StoreError> {
    for _ in 1..WRITE_AHEAD_TRIES {
        match run(connection, WRITE_AHEAD).await {
            Err(StoreError::Busy) => tokio::time::sleep(WRITE_AHEAD_PAUSE).await,
            other => return other,
        }
    }
    run(connection, WRITE_AHEAD).await
}

/// Runs the steps the store has not had, all or none of them. One that has had all is left alone: it may be read-only, its disk
/// full, or others be writing.
async fn migrate(connection: &mut AnyConnection, engine: Engine) -> Result<(), StoreError> {
    let steps: Vec<(i64, &'static str)> = (1..).zip(MIGRATIONS).collect();
    let known = steps.last().map_or(0, |(version, _)| *version);
    if rows::schema_version(&mut *connection).await.is_ok_and(|found| found == known) {
        return Ok(());
    }
    let mut transaction = connection.begin_with(engine.begin_statement()).await?;
    if engine == Engine::PostgreSql {
        run(&mut transaction, MIGRATION_LOCK).await?;
    }
    run(&mut transaction, "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)").await?;
    let found = rows::schema_version(&mut *transaction).await?;
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for (version, step) in steps.into_iter().filter(|(version, _)| *version > found) {
        run(&mut transaction, step).await?;
        sqlx::query("INSERT INTO schema_version (version) VALUES ($1)")
            .bind(version)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}
