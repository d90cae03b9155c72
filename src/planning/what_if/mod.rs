//! What a change of borders changes, from the request to its summary in words.

pub mod boundary_sets;
mod change_ops;
mod change_shapes;
pub mod changes;
pub mod consequences;
pub mod contributions;
pub mod difference;
pub mod evaluate;
pub mod evaluation;
pub mod issues;
pub mod moved_ground;
pub mod operation;
pub mod request;
pub mod side_facts;
pub mod summary;
