//! The search for a least plan on a bare graph.

mod bound;
mod exact;
mod problem;
mod state;

pub use exact::{Found, Watch, least_plan};
pub use problem::{Moves, Problem, Range, Unit};
