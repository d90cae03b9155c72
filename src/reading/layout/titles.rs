//! How many rows of a title stand above a table.

use super::cells::{column, filled, is_absent, is_code, is_date, is_number, meaning, standing, usual};
use crate::reading::cell::is_missing;
use crate::reading::dialect::MOST_TITLES;
use crate::reading::headings::{self, SURELY};

/// Rows of a title that hold a code, at most: more of them are a table without names.
const MOST_WITH_CODES: usize = 4;

/// A row that may name the columns.
struct Named {
    place: usize,
    /// How many of its names stand over their values, whether it holds no code, and how surely its names are known.
    rank: (usize, bool, usize),
    /// Where its names stand over their values.
    standing: Vec<usize>,
}

/// The row that has the most known names over their values, else the most known names in at least half as many cells as most rows
/// fill. Of equal ones the first; a name that only begins or ends as one of a postcode does counts less.
pub(super) fn headings_row(rows: &[Vec<String>], start: usize) -> Option<usize> {
    let usual = usual(&rows[start..]);
    let (mut best, mut with_codes): (Option<Named>, usize) = (None, 0);
    for (place, row) in rows.iter().enumerate().skip(start).take(MOST_TITLES) {
        let (has_code, standing) = (row.iter().any(|cell| is_code(cell)), standing(row, &rows[place + 1..]));
        if best.as_ref().is_some_and(|best| begins_below(rows, best, row)) {
            break;
        }
        if has_code && standing.is_empty() {
            with_codes += 1;
            if with_codes > MOST_WITH_CODES || !is_of_a_title(row) {
                break;
            }
            continue;
        }
        let known: usize = row.iter().map(|cell| headings::knows(cell)).sum();
        let rank = (standing.len(), !has_code, known);
        let is_better = best.as_ref().is_none_or(|best| rank > best.rank);
        if known > 0 && is_better && !is_group(rows, place) && is_full(rows, place, usual, &standing) {
            best = Some(Named { place, rank, standing });
        }
    }
    best.map(|best| best.place)
}

/// Whether values begin with a row below one of names. A title may have a number or a date; below names they are values.
fn begins_below(rows: &[Vec<String>], names: &Named, row: &[String]) -> bool {
    let is_value_of = |place: &usize| {
        let meaning = meaning(&rows[names.place][*place]);
        row.get(*place).zip(meaning).is_some_and(|(cell, is_meant)| is_meant(cell))
    };
    let has_value = || row.iter().any(|cell| is_code(cell) || is_number(cell) || is_date(cell));
    if names.standing.is_empty() { has_value() } else { names.standing.iter().any(is_value_of) }
}

/// Whether a row with a code is one of a title, such as `Surgery,OX4 2HL`: its first cell is a word, or its only one.
fn is_of_a_title(row: &[String]) -> bool {
    let first = row.iter().find(|cell| !is_missing(cell));
    filled(row) == 1
        || first.is_some_and(|cell| !is_code(cell) && !is_number(cell) && !is_date(cell) && !is_absent(cell))
}

/// Whether a row has headings of groups, which stand above the names.
fn is_group(rows: &[Vec<String>], place: usize) -> bool {
    let has_values =
        |row: &[String]| row.iter().any(|cell| is_code(cell) || is_number(cell) || is_date(cell));
    let next = rows.get(place + 1);
    next.is_some_and(|next| filled(next) > filled(&rows[place]) && !has_values(next))
}

/// Whether a row fills enough cells to name columns. One name alone, all others blank, as a program writes rows that it numbered, stands
/// above codes.
fn is_full(rows: &[Vec<String>], place: usize, usual: usize, standing: &[usize]) -> bool {
    let filled = filled(&rows[place]);
    let is_above_codes = |(column, cell): (usize, &String)| {
        headings::knows(cell) == SURELY
            && rows[place + 1..].iter().any(|row| row.get(column).is_some_and(|below| is_code(below)))
    };
    !standing.is_empty()
        || (filled * 2 >= usual && (filled > 1 || usual <= 1))
        || (filled == 1 && rows[place].iter().enumerate().any(is_above_codes))
}

/// The row of names that nobody knows, below a title that holds a code: every cell is a word over values, as those of a title are not.
pub(super) fn words_over_values(rows: &[Vec<String>], start: usize) -> Option<usize> {
    let is_value = |cell: &str| is_code(cell) || is_number(cell) || is_date(cell);
    let is_word = |cell: &String| !is_absent(cell) && !is_value(cell);
    let usual = usual(&rows[start..]);
    (start..rows.len().min(start + MOST_TITLES)).find(|place| {
        let (above, row, below) = (&rows[start..*place], &rows[*place], &rows[place + 1..]);
        let holds_values =
            |place: usize| column(below, place).next().is_some() && column(below, place).all(is_value);
        let is_title = |row: &Vec<String>| {
            filled(row) == 0
                || (is_of_a_title(row)
                    && row.iter().enumerate().any(|(place, cell)| is_word(cell) && holds_values(place)))
        };
        above.iter().flatten().any(|cell| is_code(cell))
            && usual > 1
            && filled(row) >= usual
            && row.iter().enumerate().all(|(place, cell)| is_word(cell) && holds_values(place))
            && above.iter().all(is_title)
    })
}

/// The first row of a table: of names or values.
pub(super) fn first_row(rows: &[Vec<String>], start: usize, is_code: &dyn Fn(&str) -> bool) -> usize {
    let full = full_row(rows, start, is_code).unwrap_or(start);
    let above = full.checked_sub(1).filter(|place| *place >= start);
    above.filter(|above| names_with_blanks(rows, *above, usual(&rows[start..]), is_code)).unwrap_or(full)
}

/// Whether a row names the columns of those below it and leaves some of them blank; the row below is the first full one. A title
/// fills the first cells of its row, and few of them; names have gaps, or fill all cells but one, or stand above values.
fn names_with_blanks(
    rows: &[Vec<String>],
    above: usize,
    usual: usize,
    is_code: &dyn Fn(&str) -> bool,
) -> bool {
    let (names, values, below) = (&rows[above], &rows[above + 1], &rows[above + 2..]);
    let filled = filled(names);
    let is_value = |cell: &str| is_code(cell) || is_number(cell) || is_date(cell);
    if filled == 0 || names.iter().any(|cell| is_value(cell)) {
        return false;
    }
    // Most values of a column are codes, numbers or dates.
    let holds_values = |place: usize| {
        let cells = below.iter().filter_map(|row| row.get(place)).filter(|cell| !is_missing(cell));
        let (all, of_values) = (cells.clone().count(), cells.filter(|cell| is_value(cell)).count());
        of_values * 2 > all
    };
    let stands = |cell: Option<&String>| cell.is_some_and(|cell| !is_missing(cell));
    let names_values = |row: &[String]| {
        let texts = row.iter().enumerate().filter(|(_, cell)| stands(Some(cell)) && !is_value(cell));
        texts.clone().any(|(place, _)| holds_values(place))
    };
    // The full row has the names itself.
    if !values.iter().any(|cell| is_code(cell)) && names_values(values) {
        return false;
    }
    if filled == 1 {
        // Of two columns one may have no name; of more it would be a title.
        return usual == 2 && names.len() >= values.len() && names_values(names);
    }
    let last = names.iter().rposition(|cell| stands(Some(cell))).unwrap_or(0);
    let has_gap = last + 1 > filled;
    has_gap || filled + 1 >= usual.max(3) || (filled * 2 >= usual && names_values(names))
}

/// The first row that fills as many cells as most do, or has a code.
pub(super) fn full_row(rows: &[Vec<String>], start: usize, is_code: &dyn Fn(&str) -> bool) -> Option<usize> {
    let usual = usual(&rows[start..]).max(1);
    let found = rows.iter().skip(start).take(MOST_TITLES);
    let found = found.clone().position(|row| filled(row) >= usual || row.iter().any(|cell| is_code(cell)));
    found.map(|place| place + start)
}
