//! What changes when a border moves.

pub mod impact;
pub mod movement;
