//! A certificate: what was asked, of which data, what was found, and what is claimed of it. Its
//! plan, cost and arithmetic bound can be checked from the data alone; what the search claims by searching again.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::digest::sha256;
use crate::planning::decide::asked::SuggestionRequest;
use crate::planning::decide::claims::conditions;
use crate::planning::decide::counts::counted_minimised;
use crate::planning::decide::outcome::Outcome;
use crate::planning::terms::policy_asked::PolicyAsked;

/// What a certificate says it is.
pub const KIND: &str = "footprint suggestion";

/// A certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// [`KIND`].
    pub kind: String,
    /// Of this form: 1.
    pub version: u32,
    /// Digest of the data.
    pub data: String,
    /// The request that gives the same answer again.
    pub request: Value,
    /// What is claimed.
    pub outcome: Outcome,
    /// The changes, after those of the request; empty when there is no plan.
    pub changes: Value,
    /// What they cost, in what is minimised; null without a plan.
    pub cost: Option<u64>,
    /// No plan costs less; null when there is no plan at all.
    pub at_least: Option<u64>,
    /// What follows from the figures alone; null when no plan can be.
    pub arithmetic_bound: Option<u64>,
    /// How it was found.
    pub search: SearchDone,
    /// The claim in words.
    pub claim: String,
    /// What must be said with it.
    pub caveat: String,
    /// SHA-256 of all of the above as JSON, in hexadecimal: a checksum, no signature.
    pub digest: String,
}

/// How a plan was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchDone {
    /// Which search met the plan: `every_plan` or `annealing`; `earlier` when the search was taken up from a plan that was met before it
    /// was interrupted; `figures` when no search was needed.
    pub kind: SearchKind,
    /// Steps of the search over every plan.
    pub steps: u64,
    /// The seed.
    pub seed: u64,
}

/// Kinds of searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// Over every plan, of any kind.
    EveryPlan,
    /// Over plans met at random.
    Annealing,
    /// One that was interrupted, and taken up from its best plan.
    Earlier,
    /// None: the figures say it.
    Figures,
}

impl Certificate {
    /// With its digest.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.digest = String::new();
        self.digest = self.digest_now();
        self
    }

    /// Whether its digest is that of its content: a checksum, which whoever changes the content can make again.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        Self { digest: String::new(), ..self.clone() }.digest_now() == self.digest
    }

    /// What it says of its plan, in words made of its request and figures; none when there is no plan. What rests on a search is told as
    /// the certificate's word.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let asked = SuggestionRequest::read(&self.request);
        let amount = |count| counted_minimised(asked.minimise, count);
        let cost = amount(self.cost?);
        let Some(PolicyAsked::Free(policy)) = &asked.policy else { return None };
        let claimed = match self.outcome {
            Outcome::Proven => "no plan that moves fewer exists".to_owned(),
            Outcome::BestFound => {
                format!("no plan that moves fewer than {} exists", amount(self.at_least.unwrap_or_default()))
            }
            Outcome::Impossible | Outcome::NothingFound => return None,
        };
        let beside =
            conditions::start_in_words(&asked).map_or_else(String::new, |start| format!(", {start},"));
        Some(format!(
            "This plan came of a computation: {cost} move{beside} so that each neighbourhood has {}. Its certificate says that {claimed} \
             in which {}; that is as the certificate says, not computed anew for this paper.",
            conditions::rules_in_words(&policy.rules),
            conditions::in_words(&asked)
        ))
    }

    fn digest_now(&self) -> String {
        let text = serde_json::to_string(self).expect("a certificate is JSON");
        sha256(text.as_bytes())
    }
}
