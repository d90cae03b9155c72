//! The file of a SQLite store, told from any other.
//!
//! SQLite goes on writing into a file that was renamed or removed: what it acknowledged would be gone with the process. So each
//! write first asks whether the file is still the one that was opened.

use std::path::{Path, PathBuf};

use sqlx::AnyConnection;

use super::error::StoreError;

/// A file as it was when it was opened.
#[derive(Debug)]
pub(super) struct StoreFile {
    path: PathBuf,
    identity: Identity,
}

/// Device and number of a file; nothing where the system has no such thing.
type Identity = Option<(u64, u64)>;

impl StoreFile {
    /// The file of a connection.
    ///
    /// # Errors
    /// When SQLite cannot say which it is.
    pub(super) async fn of(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let statement = "SELECT file FROM pragma_database_list WHERE name = 'main'";
        let path: String = sqlx::query_scalar(statement).fetch_one(connection).await?;
        let path = PathBuf::from(path);
        let identity = identity(&path);
        Ok(Self { path, identity })
    }

    /// Asks the file system: some microseconds.
    ///
    /// # Errors
    /// [`StoreError::Moved`] when it is another file, or none.
    pub(super) fn is_still_there(&self) -> Result<(), StoreError> {
        if identity(&self.path) == self.identity { Ok(()) } else { Err(StoreError::Moved) }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Identity {
    None
}
