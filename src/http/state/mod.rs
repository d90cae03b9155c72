//! What requests share: the data that answers, how the service was set up, and what is kept of the work.
//!
//! Nothing here is of one face: handlers use the state, it knows none of them.

pub mod app;
pub mod basemap;
pub mod caches;
pub mod may_write;
pub mod scenario_drafts;
pub mod searches;
pub mod versions;
pub mod workers;
