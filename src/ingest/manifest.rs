//! `manifest.toml`: what a data directory holds, from whom, of when, and the digest of every file.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::atlas::Source;

/// The layout this build reads and writes.
pub const FORMAT: u32 = 1;

/// The manifest as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Layout version, see [`FORMAT`].
    pub format: u32,
    /// The study area's name.
    pub title: String,
    /// Which draft answers when none is asked for.
    pub current: String,
    /// What must be said wherever figures are shown.
    pub attribution: String,
    /// Known weaknesses of the data.
    pub notes: Vec<String>,
    /// Drafts, each in a folder `drafts/{id}`.
    pub drafts: Vec<DraftEntry>,
    /// Every file but this one and the README.
    pub files: Vec<FileEntry>,
}

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftEntry {
    /// Short stable name: letters, digits, `-`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// ISO date.
    pub date: String,
    /// How official it is.
    pub status: String,
    /// What must be said with it.
    pub caveat: String,
}

/// One file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Path within the directory, with `/`.
    pub path: String,
    /// What it holds.
    pub title: String,
    /// Publisher and product.
    pub source: String,
    /// Licence.
    pub licence: String,
    /// The date or period the facts are of.
    pub vintage: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Rows, features or grid rows.
    pub rows: usize,
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}

impl From<&FileEntry> for Source {
    fn from(file: &FileEntry) -> Self {
        let FileEntry { path, title, source, licence, vintage, sha256, rows } = file.clone();
        Self { path, title, source, licence, vintage, sha256, rows }
    }
}
