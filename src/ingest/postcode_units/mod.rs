//! What postcodes are in beside district and ward: a table of postcodes with a column a kind, and one of names.

mod assemble;
mod read;
mod table;
mod write;

pub use assemble::assemble;
pub use read::{read_postcode_units, read_unit_names};
pub use table::{UnitNumbers, UnitTable, UnitTexts};
pub use write::{postcode_units, unit_names};
