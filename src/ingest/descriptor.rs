//! `county.toml`: what cannot be read off a county's tables: its name, its draft, its publishers.
//!
//! It lies beside the source tables. The one for the county we ship is compiled in; for others without one the facts are
//! said to be not stated, never guessed.

use serde::{Deserialize, Serialize};

use super::manifest::{DraftEntry, bad_draft_id};

/// A county described.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descriptor {
    /// The study area's name.
    pub title: String,
    /// What must be said wherever figures are shown.
    pub attribution: String,
    /// Known weaknesses of the data.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The draft its neighbourhoods are.
    pub draft: DraftEntry,
    /// Publishers, by file of the data directory.
    #[serde(default)]
    pub sources: Vec<SourceEntry>,
}

/// Where the facts of one file come from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// File of the data directory (within a draft's folder: `drafts/` and its name).
    pub file: String,
    /// What it holds.
    pub title: String,
    /// Publisher and product.
    pub source: String,
    /// Licence.
    pub licence: String,
    /// The date or period the facts are of.
    pub vintage: String,
}

/// The county this repository ships.
const OXFORDSHIRE: &str = include_str!("oxfordshire.toml");
const NOT_STATED: &str = "not stated";
/// The caveat of every draft that brings none of its own.
const CAVEAT: &str = "Working draft for illustration; boundaries may not be accurate. \
    No implication for where people may register with a GP practice.";

impl Descriptor {
    /// Reads a descriptor.
    ///
    /// # Errors
    /// The parser's message, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let descriptor: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        bad_draft_id(&descriptor.draft.id).map_or(Ok(descriptor), Err)
    }

    /// The descriptor of a county that brings none: ours for a folder called `oxfordshire`, else nothing is stated.
    #[must_use]
    pub fn for_folder(name: &str) -> Self {
        if name.eq_ignore_ascii_case("oxfordshire") {
            return Self::parse(OXFORDSHIRE).expect("the compiled-in descriptor is valid");
        }
        let title = match name.split_at_checked(1) {
            Some((first, rest)) => first.to_uppercase() + rest,
            None => "Unnamed".to_owned(),
        };
        Self {
            title,
            attribution: NOT_STATED.to_owned(),
            notes: vec![],
            draft: DraftEntry {
                id: "draft".to_owned(),
                title: "Draft neighbourhoods".to_owned(),
                date: None,
                status: "working draft".to_owned(),
                caveat: CAVEAT.to_owned(),
            },
            sources: vec![],
        }
    }

    /// The publisher of a file of the data directory.
    #[must_use]
    pub fn source(&self, file: &str) -> SourceEntry {
        self.sources.iter().find(|source| source.file == file).cloned().unwrap_or_else(|| SourceEntry {
            file: file.to_owned(),
            title: file.to_owned(),
            source: NOT_STATED.to_owned(),
            licence: NOT_STATED.to_owned(),
            vintage: NOT_STATED.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_county_is_described_and_never_taken_for_the_boards() {
        let descriptor = Descriptor::for_folder("oxfordshire");
        assert_eq!(descriptor.title, "Oxfordshire");
        assert!(descriptor.draft.status.contains("not official"));
        assert_eq!(descriptor.draft.caveat, CAVEAT);
    }

    #[test]
    fn what_is_not_stated_is_said_to_be() {
        let descriptor = Descriptor::for_folder("rutland");
        assert_eq!((descriptor.title.as_str(), descriptor.attribution.as_str()), ("Rutland", NOT_STATED));
        assert_eq!(descriptor.source("postcodes.csv").licence, NOT_STATED);
    }
}
