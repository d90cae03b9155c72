#![doc = "map"]
pub mod domain;
pub mod http;
pub mod ingest;
pub mod planning;
pub mod projection;
