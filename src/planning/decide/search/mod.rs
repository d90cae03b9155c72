//! The search for a least plan on a bare graph: no codes, names, files or clock.

mod anneal;
mod bound;
mod dice;
mod exact;
mod front;
mod problem;
mod state;
mod swap;

pub use anneal::{Aim, Met, anneal, crossing_after, mean_cost, walk};
pub use dice::Dice;
pub use exact::{Found, Watch, arithmetic_bound, least_plan};
pub use front::Front;
pub use problem::{MOST_ZONES, Moves, Problem, Range, Tie, Unit};
pub use swap::{Swap, cheapest_swap};
