//! Tables whose rows have one field more than their heading, as R's `write.table` writes names of rows: the first column has no name.
//!
//! A last column without a name looks the same. Known names tell the two apart by the values they stand over; else only numbers of rows, or
//! names in quotes as R writes them, are taken for names of rows.

use std::collections::HashSet;

use crate::invisible::trim;
use crate::reading::layout::standing;

/// What is said of such a table.
pub const TOLD: &str = "Every row has one field more than the heading, as R writes names of rows: the first column was taken for one without a name.";

/// Whether every row has one field more than the heading has, and the first ones are names: each another one. `is_quoted` says whether the
/// row at a place begins with a quote.
#[must_use]
pub fn has_names_of_rows(
    heading: &[String],
    rows: &[Vec<String>],
    is_quoted: impl Fn(usize) -> bool,
) -> bool {
    let is_filled = |row: &[String]| row.iter().any(|cell| !trim(cell).is_empty());
    let filled = || rows.iter().enumerate().filter(|(_, row)| is_filled(row));
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let mut names = HashSet::new();
    filled().next().is_some()
        && filled().all(|(place, row)| {
            row.len() == heading.len() + 1
                && (is_quoted(place) || is_number(trim(&row[0])))
                && names.insert(row[0].as_str())
        })
        && filled().any(|(_, row)| row.last().is_some_and(|last| !trim(last).is_empty()))
        && fits_better_behind(heading, rows)
}

/// Whether known names stand over more of their values one column further right, or over none where they are.
fn fits_better_behind(heading: &[String], rows: &[Vec<String>]) -> bool {
    let behind: Vec<Vec<String>> = rows.iter().map(|row| row.get(1..).unwrap_or_default().to_vec()).collect();
    let here = standing(heading, rows).len();
    here == 0 || standing(heading, &behind).len() > here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_column_without_a_name_is_none_of_names_of_rows() {
        for (heading, rows, is_quoted, expected) in [
            ("postcode,age", "1,OX1 1ND,3\n2,OX28 3TZ,4", false, true),
            ("postcode,gp_postcode", "1,OX1 1ND,OX4 1AA\n2,OX4 1AA,OX1 1ND", false, true),
            ("name,team", "Ann,Smith,A\nBob,Jones,B", true, true),
            ("name,team", "Ann,Smith,A\nBob,Jones,B", false, false),
            ("postcode,gp_postcode", "OX1 1ND,OX4 1AA,moved\nOX4 1AA,OX1 1ND,", false, false),
            ("postcode,gp_postcode", "OX1 1ND,OX4 1AA,moved\nOX4 1AA,OX1 1ND,", true, false),
            ("easting,postcode", "451000,OX1 1ND,OX4 1AA\n451001,OX4 1AA,OX1 1ND", false, false),
        ] {
            let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
            let rows: Vec<Vec<String>> = rows.lines().map(cells).collect();
            assert_eq!(
                has_names_of_rows(&cells(heading), &rows, |_| is_quoted),
                expected,
                "{heading} {rows:?}"
            );
        }
    }
}
