//! What is claimed of a suggestion: four answers, never mixed.

use serde::{Deserialize, Serialize};

/// What is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The plan is a least one: every cheaper plan was ruled out.
    Proven,
    /// A plan, and a bound that none is cheaper than; there may be a cheaper one above the bound.
    BestFound,
    /// No plan can meet the policy; the reasons say why.
    Impossible,
    /// No plan was found in the time; there may be one.
    NothingFound,
}
