//! One thing to look at: what it is about, how it stands beside the base, and the numbers its words are made of.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::{Error as NotAKind, StrDeserializer};
use serde::{Deserialize, Serialize};

use crate::county::policy::{Amount, RuledFigure};
use crate::domain::geometry::coverage::GeoBox;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::planning::terms::coded::Coded;
use crate::planning::terms::provenance::Named;

/// How much an issue weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A rule of the policy does not hold.
    Breach,
    /// Most plans avoid it.
    Warning,
    /// To be known and explained.
    Note,
}

/// What kind of issue it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after what they are")]
pub enum IssueKind {
    PolicyImpossible,
    PolicyBreach,
    VerdictTurns,
    VerdictNotKnown,
    InPieces,
    NoPractice,
    SharedName,
    UncountedPractice,
    HiddenPocket,
    SplitNetwork,
    SplitPractice,
    Enclave,
    PatientsElsewhere,
    PatientsOutside,
    SplitArea,
    CoverageFlag,
    InferredMerger,
}

/// How an issue stands beside the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The changes bring it: the base has it not.
    New,
    /// The base has it, and less of it.
    Worse,
    /// The base has it just so.
    Same,
    /// The base has it, and more of it.
    Better,
    /// The base has it, and the plan no longer: its words and numbers are of the base.
    Mended,
}

/// What an issue is known by, beyond the plan that has it: its kind, and the codes of what it is about, such as
/// `split_practice:K84001`; of a rule, the policy with its limits too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssueId(String);

/// Why a text is not the id of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the id of an issue, as it is told with each, such as split_practice:K84001")]
pub struct NoIssueId;

impl IssueId {
    /// Most characters of one.
    const MOST: usize = 200;

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is of a rule of a policy, and so not there when another policy is judged by.
    #[must_use]
    pub fn is_of_policy(&self) -> bool {
        let kind = self.0.split(':').next().unwrap_or_default();
        ["policy_impossible", "policy_breach", "verdict_turns", "verdict_not_known"].contains(&kind)
    }

    /// Whether it is of a rule of the policy of an id.
    #[must_use]
    pub fn is_of(&self, policy: &str) -> bool {
        self.is_of_policy() && self.0.split(':').nth(1) == Some(policy)
    }
}

impl FromStr for IssueId {
    type Err = NoIssueId;

    fn from_str(text: &str) -> Result<Self, NoIssueId> {
        let (kind, about) = text.split_once(':').ok_or(NoIssueId)?;
        let kind: StrDeserializer<'_, NotAKind> = kind.into_deserializer();
        IssueKind::deserialize(kind).map_err(|_unknown| NoIssueId)?;
        let is_about = about.split(':').all(|part| !part.is_empty()) && text.len() <= Self::MOST;
        if is_about { Ok(Self(text.to_owned())) } else { Err(NoIssueId) }
    }
}

/// That somebody accepts an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// The change that says so, from 0.
    pub change: usize,
    /// Why.
    pub reason: String,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issue<'a> {
    /// What it is known by, as [`IssueId`] has it.
    pub id: String,
    /// What kind.
    pub kind: IssueKind,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether the changes bring it: the base has it not.
    pub new: bool,
    /// How it stands beside the base.
    pub state: State,
    /// In words.
    pub text: String,
    /// The numbers of the words, exact.
    pub figures: BTreeMap<&'static str, Amount>,
    /// The neighbourhood it is about.
    pub neighbourhood: Option<Named<'a>>,
    /// The area it is about.
    pub area: Option<Coded<'a>>,
    /// The practice it is about.
    pub practice: Option<OdsCode>,
    /// The network it is about.
    pub network: Option<OdsCode>,
    /// Who accepts it, and why; null where nobody does.
    pub accepted: Option<Accepted>,
    /// The figure that a rule of the policy is over; null where it is about none.
    #[serde(rename = "figure")]
    pub(super) rule: Option<RuledFigure>,
    /// Where to look: west, south, east, north in degrees; null where it has no place.
    pub bbox: Option<GeoBox>,
    /// How much of it there is: more is worse.
    #[serde(skip)]
    pub(super) measure: f64,
}

/// What an issue is about: the practice, else the network, else the area, else the neighbourhood and the rule. Where a practice
/// counts, or which neighbourhood an area is in, is how it stands and not what it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    Practice(OdsCode),
    Network(OdsCode),
    Area(GssCode),
    Neighbourhood(Option<String>, Option<RuledFigure>),
}

impl Issue<'_> {
    pub(super) fn new(kind: IssueKind, severity: Severity, text: String) -> Self {
        Self {
            id: String::new(),
            kind,
            severity,
            new: false,
            state: State::Same,
            text,
            figures: BTreeMap::new(),
            neighbourhood: None,
            area: None,
            practice: None,
            network: None,
            bbox: None,
            accepted: None,
            rule: None,
            measure: 0.0,
        }
    }

    /// With numbers of its words.
    pub(super) fn with<const N: usize>(mut self, figures: [(&'static str, Amount); N]) -> Self {
        self.figures.extend(figures);
        self
    }

    /// With a number of its words that not every such issue has.
    pub(super) fn with_maybe(mut self, name: &'static str, count: Option<u64>) -> Self {
        self.figures.extend(count.map(|count| (name, Amount::Count(count))));
        self
    }

    /// With how much of it there is.
    pub(super) fn measured(self, measure: f64) -> Self {
        Self { measure, ..self }
    }

    /// What it is known by, where a policy of an id is judged by.
    pub(super) fn known_by(&self, policy: Option<&str>) -> String {
        let kind = serde_json::to_value(self.kind).ok();
        let mut id = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default().to_owned();
        let mut add = |part: &dyn std::fmt::Display| _ = write!(id, ":{part}");
        if let Some(rule) = self.rule {
            add(&policy.unwrap_or_default());
            add(&rule.as_str());
            for limit in ["least", "most", "limit"] {
                if let Some(amount) = self.figures.get(limit) {
                    add(&format_args!("{limit}={}", amount.number()));
                }
            }
        }
        match self.key().1 {
            About::Practice(code) | About::Network(code) => add(&code),
            About::Area(code) => add(&code),
            About::Neighbourhood(Some(id), _) => add(&id),
            About::Neighbourhood(None, _) if self.rule.is_none() => add(&"plan"),
            About::Neighbourhood(None, _) => {}
        }
        id
    }

    pub(super) fn key(&self) -> (IssueKind, About) {
        let about = match (self.practice, self.network, &self.area) {
            (Some(practice), ..) => About::Practice(practice),
            (None, Some(network), _) => About::Network(network),
            (None, None, Some(area)) => About::Area(area.code),
            (None, None, None) => {
                let id = self.neighbourhood.as_ref().map(|named| named.id.to_owned());
                About::Neighbourhood(id, self.rule)
            }
        };
        (self.kind, about)
    }
}
