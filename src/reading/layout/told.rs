//! What is said of the rows above a table, and of the row that was taken for its names.

use super::cells::{filled, is_code, usual};
use super::start::Layout;
use crate::echo;
use crate::reading::cell::plain_text;
use crate::reading::headings;
use crate::reading::options::{HEADER, HEADER_PRESENT, SKIP_ROWS};

/// How many rows below the first are looked at for other names.
const LOOKED_AT: usize = 30;

/// That rows above a table hold what could be asked, and are not answered; none where they do not.
#[must_use]
pub fn codes_above(above: &[Vec<String>]) -> Option<String> {
    let of_row = |(place, row): (usize, &Vec<String>)| {
        row.iter().find(|cell| is_code(cell)).map(|cell| (place + 1, echo::cut(plain_text(cell))))
    };
    let found: Vec<(usize, String)> = above.iter().enumerate().filter_map(of_row).collect();
    let (row, value) = found.first()?;
    let more = match found.len() {
        1 => String::new(),
        rows => format!(", the first of {rows} such rows"),
    };
    Some(format!(
        "CAREFUL: row {row} above the names of the columns holds {value:?}{more}, which is not answered. If the table begins there, \
         {SKIP_ROWS} says how many rows stand above it, and {HEADER} whether it has names."
    ))
}

/// Where the names of the columns may be instead of where they were found, when no column can be taken; none where nothing tells.
#[must_use]
pub fn other_heading(rows: &[Vec<String>], layout: &Layout) -> Option<String> {
    let rest = &rows[layout.above..];
    let (first, below) = rest.split_first()?;
    if !layout.has_header {
        return Some(format!(
            "no row was taken for the names of the columns: if the first one has them, {HEADER_PRESENT} says so"
        ));
    }
    let is_narrow = filled(first) < usual(below);
    let known = |row: &Vec<String>| row.iter().any(|cell| headings::is_known(cell));
    let is_title = layout.above > 0 || is_narrow || below.iter().take(LOOKED_AT).any(known);
    is_title.then(|| {
        format!(
            "row {} was taken for the names of the columns: if another one has them, {SKIP_ROWS} says how many rows stand above it",
            layout.above + 1
        )
    })
}
