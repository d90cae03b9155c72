#![doc = "map"]
pub mod domain;
pub mod ingest;
pub mod projection;
