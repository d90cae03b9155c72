//! Everything that goes wrong, as problem details (RFC 9457): the only room that picks a status.

mod of_boundaries;
mod of_plans;
mod of_requests;
mod of_store;
mod problem;

pub use problem::{PROBLEM_JSON, Problem};
