//! A SQLite database in memory, for files that are one: nothing is written to a disk, and nobody else sees it.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

/// Runs work on a database of its own, and waits for it.
///
/// # Errors
/// Whatever the work answers, or why there is no database, in words.
pub fn run<T>(work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, String>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(async {
        // What a stranger's file could run is not run.
        let options = SqliteConnectOptions::new().in_memory(true).pragma("trusted_schema", "OFF");
        let mut database = options.connect().await.map_err(in_words)?;
        let done = work(&mut database).await;
        let _nothing_to_lose = database.close().await;
        done
    })
}

/// An error without what leads there.
#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
pub fn in_words(error: sqlx::Error) -> String {
    match &error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        error => error.to_string(),
    }
}
