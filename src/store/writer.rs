//! The one connection that writes, lent to one write at a time.
//!
//! A write takes the connection out of its slot, and puts it back only when its transaction is known to be over. After a
//! failure that is not known: SQLite takes a transaction back by itself when the disk is full, and no driver notices. What is
//! not put back is closed as it is dropped, whatever happened, a request that was cancelled included; the next write opens
//! another. So no write can fail for what happened to one before it.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, ConnectOptions, Connection};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

use super::engine::Engine;
use super::error::StoreError;
use super::file::StoreFile;

/// A write waits so long for its turn, its connection and the lock of the database, all together.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where writes get their connection.
pub(super) struct Writer {
    engine: Engine,
    options: AnyConnectOptions,
    /// The file of a SQLite store.
    file: Option<StoreFile>,
    /// Waiting here is fair and cheap, and SQLite has one writer at a time.
    slot: Mutex<Option<AnyConnection>>,
}

/// A transaction that writes. Dropped without an end, it did not happen, and its connection is closed.
pub(super) struct Writing<'w> {
    connection: AnyConnection,
    slot: MutexGuard<'w, Option<AnyConnection>>,
}

impl Writer {
    /// Keeps a connection for the first write.
    pub(super) fn new(
        engine: Engine,
        options: AnyConnectOptions,
        file: Option<StoreFile>,
        connection: AnyConnection,
    ) -> Self {
        Self { engine, options, file, slot: Mutex::new(Some(connection)) }
    }

    /// Starts a transaction; nothing is written yet.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when others wrote for too long, [`StoreError::Moved`], or what the database says.
    pub(super) async fn begin(&self) -> Result<Writing<'_>, StoreError> {
        timeout(PATIENCE, self.begin_when_free()).await.unwrap_or(Err(StoreError::Busy))
    }

    async fn begin_when_free(&self) -> Result<Writing<'_>, StoreError> {
        let mut slot = self.slot.lock().await;
        if let Some(file) = &self.file {
            file.is_still_there()?;
        }
        if let Some(mut connection) = slot.take() {
            match self.engine.begin(&mut connection).await {
                Ok(()) => return Ok(Writing { connection, slot }),
                Err(StoreError::Busy) => return Err(StoreError::Busy),
                // Perhaps the database hung up on it since. Nothing was done yet, so a new one may try.
                Err(_hung_up) => {}
            }
        }
        let mut connection = self.options.connect().await?;
        self.engine.prepare(&mut connection).await?;
        self.engine.begin(&mut connection).await?;
        Ok(Writing { connection, slot })
    }

    /// Waits for the write under way, then gives the database back.
    pub(super) async fn close(&self) {
        if let Some(connection) = self.slot.lock().await.take()
            && let Err(error) = connection.close().await
        {
            tracing::debug!(%error, "the store's connection did not close in order");
        }
    }
}

impl fmt::Debug for Writer {
    /// Without the options: a URL can hold a password.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Writer").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl Writing<'_> {
    /// Ends it as what was done in it says: kept when that went well, taken back when it was refused.
    ///
    /// # Errors
    /// What was given, or what the database says to the end.
    pub(super) async fn end<T>(self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        match &done {
            Ok(_) => self.run_last("COMMIT").await?,
            Err(error) if error.is_refusal() => self.take_back().await?,
            Err(_unknown_state) => drop(self),
        }
        done
    }

    /// Ends it as if it had not been.
    ///
    /// # Errors
    /// What the database says.
    pub(super) async fn take_back(self) -> Result<(), StoreError> {
        self.run_last("ROLLBACK").await
    }

    async fn run_last(mut self, statement: &'static str) -> Result<(), StoreError> {
        sqlx::raw_sql(statement).execute(&mut self.connection).await?;
        *self.slot = Some(self.connection);
        Ok(())
    }
}

impl Deref for Writing<'_> {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.connection
    }
}

impl DerefMut for Writing<'_> {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::engine::run;
    use super::*;

    async fn writer_in(folder: &Path) -> Writer {
        sqlx::any::install_default_drivers();
        let url = format!("sqlite:{}?mode=rwc", folder.join("notes.db").display());
        let options: AnyConnectOptions = url.parse().unwrap();
        let mut connection = options.connect().await.unwrap();
        run(&mut connection, "CREATE TABLE note (text TEXT NOT NULL)").await.unwrap();
        Writer::new(Engine::Sqlite, options, None, connection)
    }

    async fn note(writer: &Writer, text: &str) -> Result<(), StoreError> {
        let mut writing = writer.begin().await?;
        let insert = sqlx::query("INSERT INTO note (text) VALUES ($1)").bind(text);
        let done = insert.execute(&mut *writing).await.map(drop).map_err(StoreError::from);
        writing.end(done).await
    }

    async fn notes(writer: &Writer) -> i64 {
        let mut reading = writer.begin().await.unwrap();
        let count = sqlx::query_scalar("SELECT COUNT(*) FROM note").fetch_one(&mut *reading).await.unwrap();
        reading.take_back().await.unwrap();
        count
    }

    #[tokio::test]
    async fn a_transaction_that_sqlite_took_back_by_itself_harms_no_write_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let writer = writer_in(folder.path()).await;
        let large = "x".repeat(100_000);
        // Of this connection alone: the file has as many pages as it may.
        run(writer.slot.lock().await.as_mut().unwrap(), "PRAGMA max_page_count = 1").await.unwrap();
        assert!(matches!(note(&writer, &large).await, Err(StoreError::Full)));
        assert!(writer.slot.lock().await.is_none(), "what nobody knows the state of is not kept");
        note(&writer, &large).await.unwrap();
        assert_eq!(notes(&writer).await, 1);
        assert!(writer.slot.lock().await.is_some(), "what is in order is kept");
    }

    #[tokio::test]
    async fn a_write_that_is_dropped_on_the_way_did_not_happen() {
        let folder = tempfile::tempdir().unwrap();
        let writer = writer_in(folder.path()).await;
        let mut writing = writer.begin().await.unwrap();
        run(&mut writing, "INSERT INTO note (text) VALUES ('half')").await.unwrap();
        drop(writing);
        assert_eq!(notes(&writer).await, 0);
        note(&writer, "whole").await.unwrap();
        assert_eq!(notes(&writer).await, 1);
    }
}
