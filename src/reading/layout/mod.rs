//! Where a table begins in a text: rows of a title above it, and whether its first row names the columns.

mod start;

pub use start::{Header, Layout, heading_row};
