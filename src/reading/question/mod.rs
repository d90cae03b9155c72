//! Which columns of a table hold the question, by their values and their names.

pub mod candidates;
pub mod choice;
pub mod columns;
mod halves;
pub mod kind;
pub mod sample;
pub mod warnings;
