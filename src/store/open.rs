//! Opening a store: its file made if absent, checked, and brought to the newest schema.
//!
//! This happens on one plain connection before there is a pool, since a pool hides why a connection failed: it tries again
//! until its time-out, and says only that.

use std::fmt::Write;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection};

use super::error::StoreError;

/// The schema, step by step: the n-th text leads from version n - 1 to n. A text that was released is never changed.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001_scenarios.sql")];

/// What each connection to SQLite is told: wait for others, keep references, and be on the disk before saying so.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL";
/// Readers and the writer at one time; the file remembers it.
const WRITE_AHEAD: &str = "PRAGMA journal_mode = WAL";
/// How often a file's first turn to WAL is tried: SQLite does not wait for a lock there.
const WRITE_AHEAD_TRIES: u32 = 50;
const WRITE_AHEAD_PAUSE: Duration = Duration::from_millis(100);

const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
const READERS: u32 = 4;

/// Any number that others on the same server are unlikely to lock.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_xact_lock(4607186922399644778)";

/// Which database answers; the statements are the same, but for these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    PostgreSql,
}

impl Engine {
    /// Starts a transaction that writes. SQLite is told so at once: a lock asked for later is refused, not waited for.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::PostgreSql => "BEGIN",
        }
    }
}

/// The pools of an opened store.
pub(super) struct Opened {
    pub(super) engine: Engine,
    pub(super) writer: AnyPool,
    pub(super) readers: AnyPool,
}

/// Opens a database by URL, or a SQLite file by its path.
pub(super) async fn open(location: &str) -> Result<Opened, StoreError> {
    sqlx::any::install_default_drivers();
    let url = url_of(location)?;
    let engine = if url.starts_with("sqlite:") { Engine::Sqlite } else { Engine::PostgreSql };
    let options: AnyConnectOptions = url.parse()?;
    let mut connection = options.connect().await?;
    if engine == Engine::Sqlite {
        check_file(&mut connection, location).await?;
    }
    migrate(&mut connection, engine).await?;
    connection.close().await?;
    let writer = pool(engine, 1).connect_lazy_with(options.clone());
    let readers = pool(engine, READERS).connect_lazy_with(options);
    Ok(Opened { engine, writer, readers })
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

fn pool(engine: Engine, connections: u32) -> AnyPoolOptions {
    let options = AnyPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT);
    if engine == Engine::PostgreSql {
        return options;
    }
    // A file does not hang up: no need to ask whether it is there before each use.
    options.test_before_acquire(false).after_connect(|connection, _| {
        Box::pin(async move { sqlx::raw_sql(PRAGMAS).execute(connection).await.map(drop) })
    })
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
    run(connection, PRAGMAS).await?;
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

async fn run(connection: &mut AnyConnection, statements: &'static str) -> Result<(), StoreError> {
    sqlx::raw_sql(statements).execute(connection).await?;
    Ok(())
}

/// Runs the steps the store has not had, all or none of them.
async fn migrate(connection: &mut AnyConnection, engine: Engine) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(engine.begin()).await?;
    if engine == Engine::PostgreSql {
        run(&mut transaction, MIGRATION_LOCK).await?;
    }
    run(&mut transaction, "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)").await?;
    let found: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM schema_version")
        .fetch_one(&mut *transaction)
        .await?;
    let steps: Vec<(i64, &'static str)> = (1..).zip(MIGRATIONS).collect();
    let known = steps.last().map_or(0, |(version, _)| *version);
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
