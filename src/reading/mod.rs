//! What a file is: its container, encoding, delimiter, header and columns, rows, polygons, and what is wrong with it.
//!
//! Nothing here knows what the rows are for: questions, plans and publishers' files are read by the same parts.

pub mod by_hand;
pub mod cell;
pub mod container;
pub mod cutter;
pub mod dialect;
pub mod findings;
pub mod grouped;
pub mod headings;
pub mod layout;
pub mod not_opened;
pub mod other_formats;
pub mod polygons;
pub mod question;
pub mod record;
pub mod repeats;
pub mod script;
mod signature;
pub mod table;
pub mod understanding;
mod whole;
pub mod workbook;

pub use whole::{TableHead, unknown_encoding, without_values};
