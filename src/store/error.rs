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
    /// As many jobs wait and run as the store takes.
    #[error("{most} jobs wait or run, as many as may: ask again when some have ended")]
    TooManyJobs {
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
    /// Its file cannot be opened, or made.
    #[error("its file cannot be opened or made: is its folder there, and may this account write in it?")]
    NotOpened,
    /// Others held the store for longer than the time-out: try again.
    #[error("the store is busy")]
    Busy,
    /// No room is left on the disk.
    #[error("the disk of the store is full")]
    Full,
    /// The database can be read, but not written.
    #[error("the store can be read, but not written")]
    ReadOnly,
    /// The file is no longer where it was opened, or another one is in its place; what would be written could be lost.
    #[error("the file of the store was moved away or replaced: put it back, or restart the service")]
    Moved,
    /// The database cannot be reached, has hung up, or is starting: try again.
    #[error("the database of the store does not answer")]
    Away(#[source] sqlx::Error),
    /// Anything else the database said.
    #[error("the store's database failed")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether the store itself decided so while its database did all it was told.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::NotFound
                | Self::LostRace { .. }
                | Self::KeyReused
                | Self::NothingToUndo
                | Self::NothingToRedo
                | Self::TooMany { .. }
                | Self::TooManyJobs { .. }
        )
    }

    /// What anybody may read of it: no path, no statement.
    #[must_use]
    pub fn in_public(&self) -> String {
        match self {
            Self::Corrupt(_) => "the store is damaged".to_owned(),
            other => other.to_string(),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    /// Reads the result codes of SQLite and the SQLSTATE of PostgreSQL (five characters).
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed) {
            return Self::Away(error);
        }
        let code = error.as_database_error().and_then(DatabaseError::code).unwrap_or_default().into_owned();
        if code.len() == 5 { of_sqlstate(&code, error) } else { of_result_code(&code, error) }
    }
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn of_sqlstate(code: &str, error: sqlx::Error) -> StoreError {
    match code {
        "40001" | "40P01" | "55P03" | "57014" => StoreError::Busy,
        "53100" => StoreError::Full,
        "25006" => StoreError::ReadOnly,
        "53300" | "57P01" | "57P02" | "57P03" | "25P03" => StoreError::Away(error),
        _ if code.starts_with("08") => StoreError::Away(error),
        _ => StoreError::Database(error),
    }
}

/// <https://www.sqlite.org/rescode.html>: one to four digits, the low byte being the primary code.
fn of_result_code(code: &str, error: sqlx::Error) -> StoreError {
    /// The index of the log cannot grow, which is what a full disk does to the first connection.
    const IOERR_SHMSIZE: u32 = 4874;
    let Ok(code) = code.parse::<u32>() else { return StoreError::Database(error) };
    match code & 0xff {
        5 | 6 => StoreError::Busy,
        8 => StoreError::ReadOnly,
        11 | 26 => StoreError::Corrupt(message(&error)),
        13 => StoreError::Full,
        14 => StoreError::NotOpened,
        _ if code == IOERR_SHMSIZE => StoreError::Full,
        _ => StoreError::Database(error),
    }
}

/// What the database itself says.
fn message(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |said| said.message().to_owned())
}
