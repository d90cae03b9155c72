//! What our own exports say beside the plan itself.

pub mod sheets;
pub mod signs;
