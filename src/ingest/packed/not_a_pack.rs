//! Why bytes are no packed file, or cannot be read.

use std::io;

/// The format this build reads and writes; any change of what follows the head is another.
pub const FORMAT: u32 = 5;

/// Why bytes are no packed file, or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NotAPack {
    /// As the file system says.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// It begins otherwise.
    #[error("is no packed file; `footprint pack` makes one from a data directory")]
    OtherKind,
    /// Of a format that this build does not read.
    #[error("is packed in format {0}, and this program reads format {FORMAT}: pack the data directory again")]
    OtherFormat(u32),
    /// Cut short, or longer than it says.
    #[error("is {found} bytes long, and its head says {stated}: it was cut or added to")]
    Length {
        /// Bytes there are.
        found: usize,
        /// Bytes there should be.
        stated: u64,
    },
    /// Altered.
    #[error("was altered: its digest is not the one in its head")]
    Altered,
    /// Whole, and yet not what this format says: a defect of whatever wrote it.
    #[error("cannot be read: {0}")]
    Content(String),
}

/// A defect of the content, in words.
pub fn wrong(what: impl Into<String>) -> NotAPack {
    NotAPack::Content(what.into())
}
