//! Which database answers: SQLite or PostgreSQL. The statements are the same, but for these.

use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::any::AnyPoolOptions;

use super::error::StoreError;

/// What a connection to SQLite is told: wait for others, keep references, and be on the disk before saying so.
const SQLITE: &str = "PRAGMA busy_timeout = 4000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL";
/// What a connection to PostgreSQL is told: the same patience, and no lock is held for a client that is gone.
const POSTGRESQL: &str =
    "SET lock_timeout = 4000; SET statement_timeout = 5000; SET idle_in_transaction_session_timeout = 10000";

/// A read waits so long for its connection.
const PATIENCE: Duration = Duration::from_secs(2);
const READERS: u32 = 4;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    PostgreSql,
}

impl Engine {
    /// The engine of a URL.
    pub(super) fn of(url: &str) -> Self {
        if url.starts_with("sqlite:") { Self::Sqlite } else { Self::PostgreSql }
    }

    /// Sets a new connection up.
    pub(super) async fn prepare(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let settings = match self {
            Self::Sqlite => SQLITE,
            Self::PostgreSql => POSTGRESQL,
        };
        run(connection, settings).await
    }

    /// The statement that starts a transaction that writes. SQLite is told so at once: a lock asked for later is refused, not
    /// waited for.
    pub(super) fn begin_statement(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::PostgreSql => "BEGIN",
        }
    }

    /// Starts a transaction that writes.
    pub(super) async fn begin(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        run(connection, self.begin_statement()).await
    }

    /// How connections that read are kept.
    pub(super) fn readers(self) -> AnyPoolOptions {
        let options = AnyPoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE);
        match self {
            // A file does not hang up, so each connection is kept for good. None is set up: what fails then is not told, but tried
            // again until the time is over.
            Self::Sqlite => options.idle_timeout(None).max_lifetime(None).test_before_acquire(false),
            Self::PostgreSql => options.after_connect(|connection, _| {
                Box::pin(async move { sqlx::raw_sql(POSTGRESQL).execute(connection).await.map(drop) })
            }),
        }
    }
}

/// Runs statements that answer nothing.
pub(super) async fn run(connection: &mut AnyConnection, statements: &'static str) -> Result<(), StoreError> {
    sqlx::raw_sql(statements).execute(connection).await?;
    Ok(())
}
