//! What a revision or a job keeps as JSON, read again.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A member of a record cannot be read: it was written by another program, or is damaged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the {member} that is kept cannot be read: {reason}")]
pub struct Unreadable {
    /// Which.
    pub member: &'static str,
    /// Why.
    pub reason: String,
}

/// The value that a member holds; none where nothing is kept.
///
/// # Errors
/// [`Unreadable`] when there is something else: it is never taken for nothing.
pub fn kept<T: DeserializeOwned>(member: &'static str, text: Option<&str>) -> Result<Option<T>, Unreadable> {
    let read = text.map(serde_json::from_str).transpose();
    read.map_err(|error| Unreadable { member, reason: error.to_string() })
}

/// The same of a record that is answered without what cannot be read: that is added to `unreadable`, and in the log.
pub fn kept_or_told<T: DeserializeOwned>(
    member: &'static str,
    text: Option<&str>,
    unreadable: &mut Vec<Unreadable>,
) -> Option<T> {
    kept(member, text).unwrap_or_else(|error| {
        tracing::error!(%error, "a record is answered without a part of it");
        unreadable.push(error);
        None
    })
}
