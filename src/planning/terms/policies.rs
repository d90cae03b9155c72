//! Policies: named, versioned rules over the figures of each neighbourhood, and the verdict on a plan by one of them.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::figures::ZoneFigures;
use super::provenance::Named;
use super::words::grouped;

/// A policy as published, or as we read what was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// As in a request.
    pub id: String,
    /// Raised whenever a rule changes.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// Who says so, and how we read it.
    pub source: String,
    /// Every one must hold in every neighbourhood.
    pub rules: Vec<Rule>,
}

/// Limits of one figure, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which figure.
    pub figure: RuledFigure,
    /// The least allowed.
    pub least: Option<u64>,
    /// The most allowed.
    pub most: Option<u64>,
}

/// Figures that policies speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as the members of ZoneFigures")]
pub enum RuledFigure {
    Residents,
    RegisteredByPractice,
    RegisteredByResidence,
    ListSize,
}

/// How a plan stands by a policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict<'a> {
    /// The policy's id.
    pub policy: &'a str,
    /// Its version.
    pub version: u32,
    /// Whether every rule holds in every neighbourhood.
    pub met: bool,
    /// Every rule, in every neighbourhood.
    pub findings: Vec<Finding<'a>>,
}

/// One rule in one neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding<'a> {
    /// Which neighbourhood.
    pub neighbourhood: Named<'a>,
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// The figure; null when it cannot be computed, and then the rule does not hold.
    pub value: Option<u64>,
    /// Whether the rule holds.
    pub met: bool,
}

#[derive(Deserialize)]
struct Known {
    policies: Vec<Policy>,
}

static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let known: Known =
        toml::from_str(include_str!("policies.toml")).expect("the compiled-in policies are valid");
    known.policies
});

/// All policies.
#[must_use]
pub fn policies() -> &'static [Policy] {
    &POLICIES
}

/// The policy of an id.
#[must_use]
pub fn policy(id: &str) -> Option<&'static Policy> {
    policies().iter().find(|policy| policy.id == id)
}

impl Policy {
    /// Judges neighbourhoods by their figures.
    pub fn judge<'a>(
        &'a self,
        neighbourhoods: impl Iterator<Item = (Named<'a>, ZoneFigures)>,
    ) -> Verdict<'a> {
        let mut findings = Vec::new();
        for (neighbourhood, figures) in neighbourhoods {
            for rule in &self.rules {
                let value = rule.figure.of(&figures);
                let neighbourhood = neighbourhood.clone();
                findings.push(Finding {
                    neighbourhood,
                    rule: *rule,
                    value,
                    met: value.is_some_and(|value| rule.holds(value)),
                });
            }
        }
        let met = findings.iter().all(|finding| finding.met);
        Verdict { policy: &self.id, version: self.version, met, findings }
    }
}

impl<'a> Verdict<'a> {
    /// The rules that do not hold.
    pub fn breaches(&self) -> impl Iterator<Item = &Finding<'a>> {
        self.findings.iter().filter(|finding| !finding.met)
    }
}

impl Finding<'_> {
    /// The figure and its limits, as part of a sentence.
    #[must_use]
    pub fn in_words(&self, policy: &str) -> String {
        let value = self.value.map_or_else(|| "an unknown number of".to_owned(), grouped);
        let limits = match (self.rule.least, self.rule.most) {
            (Some(least), Some(most)) => format!("{} to {}", grouped(least), grouped(most)),
            (Some(least), None) => format!("at least {}", grouped(least)),
            (None, Some(most)) => format!("at most {}", grouped(most)),
            (None, None) => "any".to_owned(),
        };
        format!("{value} {}, where \"{policy}\" asks for {limits}", self.rule.figure.in_words())
    }
}

impl Rule {
    fn holds(&self, value: u64) -> bool {
        self.least.is_none_or(|least| least <= value) && self.most.is_none_or(|most| value <= most)
    }
}

impl RuledFigure {
    fn in_words(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::RegisteredByPractice => "patients registered with its practices",
            Self::RegisteredByResidence => "registered patients living there",
            Self::ListSize => "patients on its practices' lists",
        }
    }

    fn of(self, figures: &ZoneFigures) -> Option<u64> {
        match self {
            Self::Residents => figures.residents,
            Self::RegisteredByPractice => figures.registered_by_practice,
            Self::RegisteredByResidence => figures.registered_by_residence,
            Self::ListSize => Some(figures.list_size),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policies_are_named_versioned_and_sourced() {
        let ids: Vec<&str> = policies().iter().map(|policy| policy.id.as_str()).collect();
        assert_eq!(ids, ["nhs-national-50k", "pcn-30-50k", "oxfordshire-50-100k"]);
        assert!(
            policies()
                .iter()
                .all(|policy| policy.version > 0 && !policy.source.is_empty() && !policy.rules.is_empty())
        );
    }

    #[test]
    fn limits_are_inclusive_and_an_unknown_figure_does_not_hold() {
        let policy = policy("oxfordshire-50-100k").unwrap();
        let judged = |residents| {
            let figures = ZoneFigures { residents, ..ZoneFigures::nothing(true) };
            policy.judge([(Named { id: "N01", name: "One" }, figures)].into_iter()).met
        };
        assert!(judged(Some(50_000)) && judged(Some(100_000)));
        assert!(!judged(Some(49_999)) && !judged(Some(100_001)) && !judged(None));
    }
}
