//! What is kept: scenarios, and plans that are brought as files.

pub mod annotations;
pub mod imported;
pub mod kept;
pub mod scenarios;
