//! What can go wrong with the store, told apart as far as a caller can act on it.

use sqlx::error::DatabaseError;

use super::id::RevisionNumber;

/// Why the store did not do what was asked; nothing of it was done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such scenario, or no such revision of it.
    #[error("there is no such scenario or revision")]
    NotFound,
    /// Another write came first: read the current revision and decide again.
    #[error("the scenario has changed: its revision is now {current}")]
    LostRace {
        /// The current revision.
        current: RevisionNumber,
    },
    /// The idempotency key was used for a different request.
    #[error("this idempotency key was used for a different request")]
    KeyReused,
    /// No revision lies before this one.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// No undo lies directly before this revision.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// There are as many scenarios as the store takes.
    #[error("there are {most} scenarios, as many as the store takes: delete some")]
    TooMany {
        /// How many it takes.
        most: u64,
    },
    /// The file is no store, or a damaged one.
    #[error("the store is damaged: {0}")]
    Corrupt(String),
    /// A newer version of this program has written the store.
    #[error("the store has schema version {found}, and this program knows {known}: use a newer program")]
    NewerSchema {
        /// The version of the store.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// Others held the store for longer than the time-out: try again.
    #[error("the store is busy")]
    Busy,
    /// No room is left on the disk.
    #[error("the disk of the store is full")]
    Full,
    /// Anything else the database said.
    #[error("the store's database failed")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    /// Reads the result codes of SQLite (<https://www.sqlite.org/rescode.html>, one to four digits, the low byte being the
    /// primary code) and the SQLSTATE of PostgreSQL (five characters).
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        let code = error.as_database_error().and_then(DatabaseError::code).unwrap_or_default().into_owned();
        if code.len() == 5 {
            return match code.as_str() {
                "40001" | "40P01" | "55P03" => Self::Busy,
                "53100" => Self::Full,
                _ => Self::Database(error),
            };
        }
        match code.parse::<u32>().map(|code| code & 0xff) {
            Ok(5 | 6) => Self::Busy,
            Ok(13) => Self::Full,
            Ok(11 | 26) => Self::Corrupt(error.to_string()),
            _ => Self::Database(error),
        }
    }
}
