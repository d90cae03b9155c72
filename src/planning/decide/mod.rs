//! Deciding: the smallest change that meets a policy, with what is proven of it. Everything is re-evaluated by the what-if.

pub mod asked;
pub mod certificates;
mod claims;
pub mod control;
mod counts;
mod explain;
mod figures_of_areas;
pub mod frontier;
pub mod groups;
mod impossible;
mod outcome;
mod plan;
mod reasons;
pub mod resume;
pub mod search;
mod setting;
mod solve;
mod start;
mod suggest;
mod suggestion;
mod transfer;
mod words;
pub mod work;

pub use outcome::Outcome;
pub use suggest::suggest;
pub use suggestion::{SuggestedPlan, Suggestion};
