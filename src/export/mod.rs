//! What is known, written for others to use: lookups that any engine can join, boundaries, and a descriptor of both.

pub mod datapackage;
pub mod lookups;
pub mod outlines;
#[cfg(feature = "parquet")]
pub mod parquet;
