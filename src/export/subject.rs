//! The subject of a document, and its name.

use crate::county::Loaded;
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::draft::Draft;
use crate::ingest::plan::annotations::{AcceptedRow, Annotations};
use crate::planning::decide::certificates::certificate::Certificate;
use crate::planning::decide::groups::chosen::ChosenGroup;
use crate::planning::saved::kept::Unreadable;
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::evaluation::Evaluation;

/// The boundaries that a document describes, and the step to them from the draft they start from.
pub struct Subject<'a> {
    /// The data.
    pub loaded: &'a Loaded,
    /// The draft that is changed; the same as `draft` where nothing changes.
    pub base: &'a Draft,
    /// The boundaries.
    pub draft: &'a Draft,
    /// What changes from the one to the other.
    pub step: &'a Evaluation<'a>,
    /// Where the same can be read again.
    pub permalink: String,
    /// Digest of base, areas, practices placed and closed, and names; `None` for a draft.
    pub content_digest: Option<&'a str>,
    /// Practices placed by hand, and those that close.
    pub practices: &'a PracticeDecisions,
    /// The certificate of the suggestion that the plan is, where one is kept with it and can be read.
    pub certificate: Result<Option<Certificate>, Unreadable>,
    /// How much is kept with a scenario beside its borders, practices and names; `None` for a draft.
    pub annotations: Option<Annotations>,
    /// Issues that it accepts.
    pub accepted: Vec<AcceptedRow>,
    /// The plan as it was evaluated; `None` for a draft.
    pub plan: Option<&'a WhatIf<'a>>,
    /// Groups of neighbourhoods that are kept with it, whether or not they fit the plan as it is now.
    pub groups: Result<Vec<ChosenGroup>, Unreadable>,
    /// The changes of a scenario, as they are kept; an empty list for a draft.
    pub changes: serde_json::Value,
}

impl Subject<'_> {
    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &str {
        self.draft.scenario.as_ref().map_or(&self.draft.title, |scenario| &scenario.name)
    }

    /// Where people see the same, also when the scenario has gone on since, and go on with it.
    #[must_use]
    pub fn page(&self) -> String {
        let base = self.permalink.split("/v1/").next().unwrap_or_default();
        match &self.draft.scenario {
            Some(scenario) => format!("{base}/app/#scenario={}@{}", scenario.id, scenario.revision),
            None => format!("{base}/app/#draft={}", self.draft.id),
        }
    }

    /// A file name without ending, of letters, digits and hyphens.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let letters = self
            .title()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
        let words: String = letters.collect();
        let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
        let name: String = words.join("-").chars().take(60).collect();
        if name.is_empty() { "neighbourhoods".to_owned() } else { name }
    }

    /// The caveat with what keeps this from being taken for a decision.
    #[must_use]
    pub fn standing(&self) -> String {
        format!("Status: {}. {}", self.draft.status, self.draft.caveat)
    }
}
