//! What is searched for: the smallest change, frontiers, groups of neighbourhoods; and the jobs that this takes.

pub mod frontier;
pub mod groups;
pub mod jobs;
pub mod suggest;
