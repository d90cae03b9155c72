//! `manifest.toml`: what a data directory holds, from whom, of when, and the digest of every file.

use std::path::{Component, Path};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::files::Files;
use super::tables::names;
use crate::domain::atlas::Source;
use crate::echo;

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
    pub files: Vec<Source>,
}

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftEntry {
    /// Short stable name: letters, digits, `-`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// ISO date (or year and month, or year), where it is stated.
    #[serde(default, deserialize_with = "date", skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// How official it is.
    pub status: String,
    /// What must be said with it.
    pub caveat: String,
}

/// A date as people write it in TOML: in quotes, or without.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match toml::Value::deserialize(deserializer)? {
        toml::Value::String(text) => Ok(Some(text)),
        toml::Value::Datetime(date) => Ok(Some(date.to_string())),
        other => Err(D::Error::custom(format!("expected a date such as 2026-01-31, not {other}"))),
    }
}

/// What is wrong with a draft's date, if anything.
#[must_use]
pub fn bad_draft_date(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_within = |place: usize, most: u8| {
        parts
            .get(place)
            .is_none_or(|part| part.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number)))
    };
    let is_date = [4, 2, 2].starts_with(&lengths)
        && parts.iter().all(is_number)
        && is_within(1, 12)
        && is_within(2, 31);
    (!is_date).then(|| {
        format!("the date {:?} of a draft is not one such as 2026-01-31, 2026-01 or 2026", echo::cut(date))
    })
}

/// What is wrong with a draft's id, if anything: it names a folder, a parameter and a part of entity tags.
#[must_use]
pub fn bad_draft_id(id: &str) -> Option<String> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_id = (1..=64).contains(&id.len()) && id.bytes().all(allowed);
    (!is_id).then(|| format!("the draft id {id:?} is not 1 to 64 letters, digits, - or _"))
}

impl Manifest {
    /// That of the data within the program; none while that is being made.
    #[must_use]
    pub fn within_program() -> Option<Self> {
        let bytes = Files::Embedded.read(names::MANIFEST).ok()?;
        toml::from_str(std::str::from_utf8(&bytes).ok()?).ok()
    }

    /// What is wrong with the manifest itself; all of it.
    #[must_use]
    pub fn defects(&self) -> Vec<String> {
        let mut defects = Vec::new();
        if self.format != FORMAT {
            defects.push(format!("format {} is not the one this program reads ({FORMAT})", self.format));
        }
        for (number, draft) in self.drafts.iter().enumerate() {
            defects.extend(bad_draft_id(&draft.id));
            if self.drafts[..number].iter().any(|earlier| earlier.id == draft.id) {
                defects.push(format!("the draft {:?} is listed twice", draft.id));
            }
        }
        if !self.drafts.iter().any(|draft| draft.id == self.current) {
            defects.push(format!("the current draft {:?} is not among the drafts", self.current));
        }
        let is_inside =
            |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        for file in self.files.iter().filter(|file| !is_inside(&file.path)) {
            defects.push(format!("the path {:?} does not lie within the directory", file.path));
        }
        defects
    }
}
