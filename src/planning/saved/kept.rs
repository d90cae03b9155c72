//! What a revision or a job keeps as JSON, read again.

use serde::de::DeserializeOwned;

/// What is kept cannot be read: it was written by another program, or is damaged.
#[derive(Debug, thiserror::Error)]
#[error("the {column} that is kept cannot be read: {error}")]
pub struct Unreadable {
    /// What it is.
    pub column: &'static str,
    /// Why.
    pub error: serde_json::Error,
}

/// The value that a column holds; none where nothing is kept.
///
/// # Errors
/// [`Unreadable`] when there is something else: it is never taken for nothing.
pub fn kept<T: DeserializeOwned>(column: &'static str, text: Option<&str>) -> Result<Option<T>, Unreadable> {
    text.map(serde_json::from_str).transpose().map_err(|error| Unreadable { column, error })
}
