//! What a file is: its container, encoding, delimiter, header and columns, rows, polygons, and what is wrong with it.
//!
//! Nothing here knows what the rows are for: questions, plans and publishers' files are read by the same parts.

pub mod by_hand;
pub mod cell;
pub mod container;
pub mod coordinate;
pub mod counted;
pub mod cutter;
pub mod dialect;
pub mod findings;
pub mod formats;
pub mod grouped;
pub mod headings;
pub mod layout;
pub mod not_opened;
pub mod options;
pub mod polygons;
pub mod question;
pub mod record;
pub mod repeats;
pub mod rows;
pub mod script;
pub mod table;
mod table_head;
pub mod understanding;
mod whole;
pub mod workbook;

pub use table_head::TableHead;
pub use whole::{unknown_encoding, without_values};
