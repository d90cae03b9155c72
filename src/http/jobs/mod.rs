//! Work that outlasts a request: asked for, run by some replica, and told by any.

mod ask;
mod run;
mod view;

pub use ask::ask;
pub use run::begin;
pub use view::{JobSummary, JobView};
