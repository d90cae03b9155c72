//! Columns that say neighbourhoods by what they are called.

use crate::reading::headings::bare;

/// Parts of their names.
const NEIGHBOURHOODS: [&str; 3] = ["neighbourhood", "neighborhood", "nbhd"];

/// Whether a column says neighbourhoods by its name, be they those of now or others.
pub fn is_of_neighbourhoods(column: &str) -> bool {
    let column = bare(column);
    NEIGHBOURHOODS.iter().any(|part| column.contains(part))
}
