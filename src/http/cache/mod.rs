//! Answers that were written before.

pub mod encoding;
pub mod ready;
pub mod rendered;
