//! `/v1/scenarios`: what-ifs that are kept, changed by compare and set on their revision.

mod body;
pub mod changes;
pub mod collection;
mod expected;
pub mod groups;
pub mod impact;
pub mod import;
pub mod one;
mod revisions;

pub use revisions::ScenarioPath;
