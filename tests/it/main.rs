//! The integration tests, as one binary: one file a resource, mirroring `src/http`; laws; and facts of the real county.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and says why it skips")]

mod answers;
mod architecture;
mod bad_changes;
mod boundaries;
mod brute_force;
mod bulk;
mod changes;
mod cli;
mod clients;
mod collections;
mod contract;
mod contract_document;
mod county;
mod data;
mod difference;
mod drawn;
mod durability;
mod evaluate;
mod export;
mod features;
mod import;
mod items;
mod laws;
mod laws_of_changes;
mod manners;
mod metrics_access;
mod metrics_geometry;
mod metrics_people;
mod nudged;
mod oracle;
mod packed;
mod postcodes_io;
mod prepare;
mod projection;
mod publishers;
mod reload;
mod resolve;
mod scenarios;
mod server;
mod shares;
mod store;
mod streams;
mod support;
mod toyshire;
