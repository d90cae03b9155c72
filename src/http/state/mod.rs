//! What requests share: the data and its versions, settings, and what is kept of the answers.

pub mod app;
pub mod basemap;
pub mod scenario_drafts;
pub mod versions;
