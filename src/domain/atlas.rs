//! The atlas: all ground facts of one data version, immutable once made.

use std::sync::Arc;

use super::draft::Draft;
use super::ground::Ground;

/// Everything the service answers from, under one digest.
pub struct Atlas {
    /// SHA-256 of the manifest, which holds the digest of every file: the version of this data, in hexadecimal.
    pub digest: String,
    /// The study area's name.
    pub title: String,
    /// What must be said wherever figures are shown.
    pub attribution: String,
    /// Known weaknesses of the data.
    pub notes: Vec<String>,
    /// The files it was made of.
    pub sources: Vec<Source>,
    /// Areas, postcodes, practices, registrations.
    pub ground: Ground,
    /// Boundaries loaded, in the manifest's order.
    pub drafts: Vec<Arc<Draft>>,
    /// Which draft answers when none is asked for.
    pub current: usize,
    /// What a reader should know but nothing was refused for.
    pub warnings: Vec<String>,
}

/// A file of the data, and where its facts come from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Path within the data directory.
    pub path: String,
    /// What it holds.
    pub title: String,
    /// Publisher and product.
    pub source: String,
    /// Licence.
    pub licence: String,
    /// The date or period the facts are of.
    pub vintage: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Rows, features or grid rows.
    pub rows: usize,
}

impl Atlas {
    /// The draft of an id; without an id, or for `current` where no draft is called so, the current one.
    #[must_use]
    pub fn draft(&self, id: Option<&str>) -> Option<&Arc<Draft>> {
        match id {
            None => self.drafts.get(self.current),
            Some(id) => self
                .drafts
                .iter()
                .find(|draft| draft.id == id)
                .or_else(|| if id == "current" { self.drafts.get(self.current) } else { None }),
        }
    }
}
