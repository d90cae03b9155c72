//! What a planner will be asked about a plan, as a list to step through: what is wrong or odd, in words, and where to look.

mod accepted;
pub mod issue;
mod of_areas;
mod of_plan;
mod of_practices;
mod state;

pub use issue::{Issue, IssueId, IssueKind, Severity, State};
