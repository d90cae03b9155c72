//! What a change of borders changes, from the request to its summary in words.

mod answer;
pub mod boundary_sets;
mod change_ops;
mod change_shapes;
pub mod changes;
pub mod consequences;
pub mod contributions;
pub mod crossing;
pub mod difference;
pub mod evaluate;
pub mod evaluation;
pub mod issues;
pub mod moved_ground;
mod moved_list;
pub mod operation;
pub mod pairs;
pub mod request;
mod sides;
pub mod summary;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod what_if;

pub use what_if::{NotEvaluated, WhatIf};
