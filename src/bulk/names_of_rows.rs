//! Tables whose rows have one field more than their heading, as R's `write.table` writes names of rows: the first column has no name.

use std::collections::HashSet;

use crate::invisible::trim;

/// What is said of such a table.
pub const TOLD: &str = "Every row has one field more than the heading, as R writes names of rows: the first column was taken for one without a name.";

/// Whether every row has one field more than the heading has, and the first ones are names: each another one.
#[must_use]
pub fn has_names_of_rows(heading: &[String], rows: &[Vec<String>]) -> bool {
    let filled = || rows.iter().filter(|row| row.iter().any(|cell| !trim(cell).is_empty()));
    let mut names = HashSet::new();
    filled().next().is_some()
        && filled().all(|row| row.len() == heading.len() + 1 && names.insert(row[0].as_str()))
        && filled().any(|row| row.last().is_some_and(|last| !trim(last).is_empty()))
}
