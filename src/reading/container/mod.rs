//! What holds a table, and taking the table out of it.

mod archive;
mod unpacking;

pub use unpacking::{Container, Opened, opened, packed_features, ungzipped};
