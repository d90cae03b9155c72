//! The answer to a suggestion: four kinds that are never mixed, the plans, and what is claimed of them.

use serde::Serialize;
use serde_json::Value;

use super::asked::Minimised;
use super::certificates::certificate::Certificate;
use super::explain::{Alternative, Exchange, Swaps, exchanges};
use super::impossible::Impossible;
use super::outcome::Outcome;
use super::plan::Judged;
use super::setting::Setting;
use super::words;
use crate::county::policy::Policy;
use crate::planning::terms::provenance::{DraftUsed, Provenance};

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct Suggestion<'a> {
    /// The draft that is changed.
    pub draft: DraftUsed<'a>,
    /// What is claimed.
    pub outcome: Outcome,
    /// The answer in plain sentences.
    pub summary: Vec<String>,
    /// What must be said with it.
    pub caveat: &'static str,
    /// The policy to meet.
    pub policy: &'a Policy,
    /// What is moved least of.
    pub minimise: Minimised,
    /// What breaks the policy before anything moves, in words.
    pub now: Vec<String>,
    /// No plan costs less, in what is minimised; null when there is no plan.
    pub at_least: Option<u64>,
    /// The plans: the best first, then others. None of them is at least as good as another in everything: what is minimised, residents
    /// moved, patients, neighbourhoods outside, compactness.
    pub plans: Vec<SuggestedPlan>,
    /// Why there is no plan.
    pub impossible: Vec<Impossible>,
    /// To be checked by `footprint verify-certificate`.
    pub certificate: Certificate,
    /// The data used.
    pub provenance: Provenance<'a>,
}

/// A plan that meets the policy, as changes that `/v1/evaluate` evaluates to the same figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SuggestedPlan {
    /// In what is minimised.
    pub cost: u64,
    /// What moves.
    pub moved: MovedBySuggestion,
    /// Patients who live in one neighbourhood and are registered in another after it; those over the border of all are not among them.
    /// Null without registrations.
    pub patients_crossing: Option<u64>,
    /// Neighbourhoods that break a rule after it.
    pub neighbourhoods_outside: usize,
    /// The mean Polsby-Popper ratio of all neighbourhoods after it.
    pub compactness: f64,
    /// To be added to those of the request.
    pub changes: Value,
    /// What it gives and takes beside the first, what each move does, and which limit binds, in words.
    pub explanation: Vec<String>,
    /// Why these areas and not their neighbours: what the cheapest exchange of each costs.
    pub swaps: Vec<Exchange>,
    /// Why these areas: what the next best plan costs when one of them stays. Of the best plan alone.
    pub alternatives: Vec<Alternative>,
}

impl SuggestedPlan {
    /// Plans as they are answered, each told beside the first, with the exchanges of each.
    pub(super) fn all(setting: &Setting<'_>, plans: &[Judged], swaps: &[Swaps]) -> Vec<Self> {
        let other = |plan| plans.first().filter(|first| *first != plan);
        let each = plans.iter().zip(swaps);
        each.map(|(plan, swaps)| Self::of(setting, plan, other(plan), swaps)).collect()
    }

    fn of(setting: &Setting<'_>, plan: &Judged, first: Option<&Judged>, swaps: &Swaps) -> Self {
        let beside = first.map(|first| words::beside(setting, plan, first));
        Self {
            cost: plan.cost,
            moved: MovedBySuggestion {
                areas: plan.transfers.iter().map(|transfer| transfer.areas.len()).sum(),
                residents: plan.residents,
                registered_by_residence: plan.registered_by_residence,
            },
            patients_crossing: plan.patients_crossing,
            neighbourhoods_outside: plan.neighbourhoods_outside,
            compactness: plan.compactness,
            changes: plan.changes.iter().map(|change| change.written().clone()).collect(),
            explanation: beside.into_iter().chain(words::of_plan(setting, plan)).collect(),
            swaps: exchanges(setting, plan, swaps),
            alternatives: Vec::new(),
        }
    }
}

/// What a plan moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MovedBySuggestion {
    /// Areas.
    pub areas: usize,
    /// Residents of them.
    pub residents: u64,
    /// Registered patients living in them; null without registrations.
    pub registered_by_residence: Option<u64>,
}
