//! What our own exports say beside the plan itself.

pub mod decided;
pub mod sheets;
pub mod signs;
