//! A frontier: what fewer people moved cost elsewhere.

pub mod asked;
mod points;

pub use points::{Frontier, frontier};
