//! What every answer says of itself: which data, which boundaries, of when, and what must be said with them.

use serde::Serialize;

use crate::domain::atlas::{Atlas, Source};
use crate::domain::boundaries::allocate;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::draft::{Draft, ScenarioUsed};

/// The boundaries an answer used.
#[derive(Clone, Debug, Serialize)]
pub struct DraftUsed<'a> {
    /// As in `?draft=`.
    pub id: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// ISO date; null when it is not stated.
    pub date: Option<&'a str>,
    /// `by_area` or `drawn`.
    pub kind: &'static str,
    /// How official it is.
    pub status: &'a str,
    /// What must be said with it.
    pub caveat: &'a str,
    /// The scenario that changes that draft, at one revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<&'a ScenarioUsed>,
    /// How people's figures are allocated, where the borders are drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation_rule: Option<&'static str>,
}

/// The data an answer was made from.
#[derive(Clone, Debug, Serialize)]
pub struct Provenance<'a> {
    /// Digest of the data version.
    pub data: &'a str,
    /// Attribution that must travel with figures.
    pub attribution: &'a str,
    /// Dataset and vintage of each part.
    pub parts: Vec<Part<'a>>,
}

/// One part of the data.
#[derive(Clone, Debug, Serialize)]
pub struct Part<'a> {
    /// File of the data directory.
    pub part: &'a str,
    /// Publisher and product.
    pub dataset: &'a str,
    /// The date or period the facts are of.
    pub vintage: &'a str,
}

/// A neighbourhood by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named<'a> {
    /// Its code.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
}

impl<'a> DraftUsed<'a> {
    /// Says which draft was used.
    #[must_use]
    pub fn of(draft: &'a Draft) -> Self {
        let kind = draft.kind();
        Self {
            id: draft.base_id(),
            title: &draft.title,
            date: draft.date.as_deref(),
            kind,
            status: &draft.status,
            caveat: &draft.caveat,
            scenario: draft.scenario.as_ref(),
            allocation_rule: (kind == "drawn" && draft.division.partition().is_some())
                .then_some(allocate::RULE),
        }
    }
}

impl<'a> Provenance<'a> {
    /// Says which files of the data an answer used: those of a draft, and others by the start of their paths.
    #[must_use]
    pub fn of(atlas: &'a Atlas, draft: &Draft, used: &[&str]) -> Self {
        let folder = format!("drafts/{}/", draft.base_id());
        let is_used = |source: &&Source| {
            source.path.starts_with(&folder) || used.iter().any(|start| source.path.starts_with(start))
        };
        let parts = atlas.sources.iter().filter(is_used).map(Part::of).collect();
        Self { data: &atlas.digest, attribution: &atlas.attribution, parts }
    }
}

impl<'a> Part<'a> {
    /// A file of the data.
    pub(super) fn of(source: &'a Source) -> Self {
        Self { part: &source.path, dataset: &source.source, vintage: &source.vintage }
    }
}

impl<'a> From<&'a Neighbourhood> for Named<'a> {
    fn from(neighbourhood: &'a Neighbourhood) -> Self {
        Self { id: neighbourhood.id.as_str(), name: &neighbourhood.name }
    }
}
