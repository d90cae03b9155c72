//! A revision: what a scenario was at one time, who made it so, and where undo and redo lead from it.
//!
//! The store does not read the changes: they are a text whose meaning, and whose digest, are the caller's.

use std::fmt;
use std::str::FromStr;

use super::id::{RevisionNumber, ScenarioId};
use super::version::ScenarioVersion;

/// One revision of a scenario. It never changes, so a copy of it is never stale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The scenario.
    pub id: ScenarioId,
    /// Its number, from 1 without gaps.
    pub number: RevisionNumber,
    /// How it came to be.
    pub kind: RevisionKind,
    /// The scenario's name at this revision.
    pub name: String,
    /// The id of the draft the changes start from; the same in every revision.
    pub base: String,
    /// The digest of the atlas the content was made on.
    pub data: String,
    /// All changes from the base, in order, as JSON.
    pub changes: String,
    /// The digest of the content, as the caller made it.
    pub content_digest: String,
    /// The revision whose content an undo brings back.
    pub undo_to: Option<RevisionNumber>,
    /// The revision whose content a redo brings back.
    pub redo_to: Option<RevisionNumber>,
    /// When it was made, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Who made it.
    pub actor: String,
    /// Why, when they said so.
    pub reason: Option<String>,
    /// The certificate of the suggestion that the changes are, as JSON, where there is one.
    pub certificate: Option<String>,
    /// Groups of its neighbourhoods, as JSON, where there are some.
    pub groups: Option<String>,
    /// How edges run that were drawn, in the caller's word; none of revisions that were kept before this was.
    pub edges: Option<String>,
}

impl Revision {
    /// Its name for ever.
    #[must_use]
    pub fn at(&self) -> ScenarioVersion {
        ScenarioVersion { id: self.id, number: Some(self.number) }
    }
}

/// How a revision came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RevisionKind {
    /// The scenario was made.
    Create,
    /// Its changes were changed.
    Change,
    /// An earlier content was brought back.
    Undo,
    /// An undone content was brought back.
    Redo,
    /// Its name was changed.
    Rename,
    /// The scenario was made from a revision of another.
    Branch,
    /// Other groups of its neighbourhoods are kept.
    Group,
}

/// A text that is no kind of revision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of revision")]
pub struct UnknownKind(pub String);

/// The kinds of revision that bring new content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// The changes are changed.
    Change,
    /// The name is changed.
    Rename,
    /// Other groups of its neighbourhoods are kept.
    Group,
}

/// A scenario to be made: its revision 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewScenario {
    /// The new scenario.
    pub id: ScenarioId,
    /// The id of the draft the changes start from.
    pub base: String,
    /// What its first revision holds.
    pub content: Content,
}

/// A scenario's next revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRevision {
    /// What is done.
    pub kind: Edit,
    /// What it holds.
    pub content: Content,
}

/// What a new revision holds, whether it is the first of a scenario or the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The scenario's name from now on.
    pub name: String,
    /// The digest of the atlas it is made on.
    pub data: String,
    /// All changes from the base, in order, as JSON.
    pub changes: String,
    /// The digest of the content.
    pub content_digest: String,
    /// Who makes it.
    pub actor: String,
    /// Why, when they say so.
    pub reason: Option<String>,
    /// The certificate of the suggestion that the changes are, as JSON.
    pub certificate: Option<String>,
    /// Groups of its neighbourhoods, as JSON.
    pub groups: Option<String>,
    /// How edges run that were drawn, in the caller's word.
    pub edges: Option<String>,
    /// The time, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// A client's name for one request, so that sending it twice does it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The client's key; it counts within its scenario.
    pub key: String,
    /// The digest of the whole request, so that a key used for another one is noticed.
    pub request_digest: String,
}

/// What an append gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The revision made, now or when the request came first.
    pub revision: Revision,
    /// Whether it was made by an earlier sending of the same request.
    pub replayed: bool,
}

impl RevisionKind {
    /// The kind as it is stored and answered.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Rename => "rename",
            Self::Branch => "branch",
            Self::Group => "group",
        }
    }
}

impl fmt::Display for RevisionKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl FromStr for RevisionKind {
    type Err = UnknownKind;

    /// Reads a kind as [`RevisionKind::as_str`] writes it.
    ///
    /// # Errors
    /// [`UnknownKind`] for any other text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Create, Self::Change, Self::Undo, Self::Redo, Self::Rename, Self::Branch, Self::Group]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

impl From<Edit> for RevisionKind {
    fn from(edit: Edit) -> Self {
        match edit {
            Edit::Change => Self::Change,
            Edit::Rename => Self::Rename,
            Edit::Group => Self::Group,
        }
    }
}
