//! Plans that are brought as files: what one would change, and the changes that are kept of it.

mod changes;
pub mod import;
mod own_sheets;
pub mod plan_document;
pub mod preview;
