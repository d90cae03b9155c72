//! Which columns of a table hold the question, by their values and their names.

pub mod addresses;
mod beside;
pub mod candidates;
pub mod choice;
pub mod columns;
mod contest;
pub mod formulas;
mod halves;
pub mod kind;
pub mod members;
mod points;
pub mod question_columns;
pub mod sample;
mod search;
pub mod warnings;
mod whose;
