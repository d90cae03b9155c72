//! What a file is: its encoding, delimiter, header and columns, rows, polygons, and what is wrong with it.
//!
//! Nothing here knows what the rows are for: questions, plans and publishers' files are read by the same parts.

pub mod columns;
pub mod cutter;
pub mod dialect;
pub mod findings;
pub mod polygons;
pub mod record;
pub mod repeats;
pub mod table;
