//! Columns, or properties, of one file that say different neighbourhoods.

pub mod beside_codes;
pub(super) mod contradiction;
mod neighbourhood_columns;
pub(super) mod neighbourhood_words;
pub mod of_drawn;
pub mod of_table;
