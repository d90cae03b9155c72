//! Cells that are formulas whose values the workbook does not hold: a program that does not calculate wrote them, and whoever reads the
//! file finds them blank.

use std::collections::BTreeMap;

/// The formulas of a sheet that have no values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uncalculated {
    /// Their rows by their columns, both from 0.
    rows: BTreeMap<usize, Vec<usize>>,
}

impl Uncalculated {
    /// Adds one by its row and its column, from 0.
    pub fn push(&mut self, row: u32, column: u32) {
        self.rows.entry(column as usize).or_default().push(row as usize);
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The columns that have some below the first `above` rows, each with how many it has.
    pub fn below(&self, above: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let count = move |rows: &Vec<usize>| rows.iter().filter(|row| **row >= above).count();
        self.rows.iter().map(move |(column, rows)| (*column, count(rows))).filter(|(_, count)| *count > 0)
    }
}

/// What is said of so many such cells in a column, which is given in quotes or by number.
#[must_use]
pub fn in_words(count: usize, column: &str) -> String {
    let are = match count {
        1 => format!("1 cell of the column {column} is a formula without a value"),
        _ => format!("{count} cells of the column {column} are formulas without values"),
    };
    format!("{are}: open the workbook in a spreadsheet and save it there, which calculates them")
}
