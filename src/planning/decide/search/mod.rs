//! The search for a least plan on a bare graph: no codes, names, files or clock.

mod anneal;
mod bound;
mod dice;
mod exact;
mod problem;
mod state;

pub use anneal::{Aim, anneal};
pub use dice::Dice;
pub use exact::{Found, Watch, arithmetic_bound, least_plan};
pub use problem::{MOST_ZONES, Moves, Problem, Range, Tie, Unit};
