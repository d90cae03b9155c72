//! One thing to look at: what it is about, how it stands beside the base, and the numbers its words are made of.

use std::collections::BTreeMap;

use serde::Serialize;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after what they are")]
pub enum IssueKind {
    PolicyImpossible,
    PolicyBreach,
    VerdictTurns,
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

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issue<'a> {
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
