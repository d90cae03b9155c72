//! Columns of a file without a header, which are known by their place: whether each holds what it should.
//!
//! A publisher that moves a column moves no heading with it, so the values alone can tell.

use crate::reading::findings::Findings;
use crate::reading::table::Row;

/// A column and what it holds.
pub struct Position {
    /// The name that the column is given.
    pub column: &'static str,
    /// Its number, from 1.
    pub number: usize,
    /// What its values are, in words.
    pub holds: &'static str,
    /// Whether a value, which is not blank, is such.
    pub is_such: fn(&str) -> bool,
}

/// How many values of each column were looked at, and are something else.
pub struct Held<'a> {
    positions: &'a [Position],
    counts: Vec<Count>,
}

#[derive(Clone, Default)]
struct Count {
    values: usize,
    others: usize,
    example: String,
}

impl<'a> Held<'a> {
    /// Of some columns, before any row.
    pub fn of(positions: &'a [Position]) -> Self {
        Self { positions, counts: vec![Count::default(); positions.len()] }
    }

    /// Looks at a row.
    pub fn look(&mut self, row: &Row<'_>) {
        for (position, count) in self.positions.iter().zip(&mut self.counts) {
            let value = row.value(position.column);
            if value.is_empty() {
                continue;
            }
            count.values += 1;
            if !(position.is_such)(value) {
                count.others += 1;
                if count.example.is_empty() {
                    count.example = crate::echo::cut(value);
                }
            }
        }
    }

    /// Tells every column of which most values are something else, or that has none. Whether all hold what they should.
    pub fn tell(self, file: &str, findings: &mut Findings) -> bool {
        let mut is_right = true;
        for (position, count) in self.positions.iter().zip(self.counts) {
            let Position { number, holds, .. } = position;
            let Count { values, others, example } = count;
            let wrong = if values == 0 {
                "it is blank in every row".to_owned()
            } else if others * 2 > values {
                format!("{others} of {values} values are something else, the first {example:?}")
            } else {
                continue;
            };
            findings.defect(
                file,
                format!("column {number} should hold {holds}, and {wrong}: the columns have moved; give the file a row of headings"),
            );
            is_right = false;
        }
        is_right
    }
}
