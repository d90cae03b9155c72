//! Where a table begins in a text: rows of a title above it, and whether its first row names the columns.
//!
//! No row that could hold a question is ever taken for a title.

use std::borrow::Cow;

use crate::reading::cell::{Decimal, is_missing, number, plain_text};
use crate::reading::dialect::{MOST_TITLES, named_by};
use crate::reading::headings::{self, SURELY};
use crate::domain::ground::postal_areas::PostalArea;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::stand_ins::meaning_of_text;

/// Whether the first row has the names of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// It has them, unless its values are like those below it
    #[default]
    Auto,
    /// It has them
    Present,
    /// It is a row like the others
    Absent,
}

/// Where a table begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Rows above it: `sep=;`, a title, blank ones.
    pub above: usize,
    /// Whether its first row has the names of the columns.
    pub has_header: bool,
}

impl Layout {
    /// Finds where a table begins in its first rows; `skip` and `header` are what the caller says of it. `is_code` tells
    /// whether a value could be a question.
    #[must_use]
    pub fn of(
        rows: &[Vec<String>],
        skip: Option<usize>,
        header: Header,
        is_code: &dyn Fn(&str) -> bool,
    ) -> Self {
        let rows = &*without_margin(rows);
        let above = skip.unwrap_or_else(|| rows_above(rows, header, is_code)).min(rows.len());
        let has_header = match (header, rows[above..].split_first()) {
            (Header::Present, _) => true,
            (Header::Absent, _) | (_, None) => false,
            (Header::Auto, Some((first, below))) => names_columns(first, below, is_code),
        };
        Self { above, has_header }
    }
}

/// The row of names in the first rows of a file: the first that is as full as most are, or that above it where it names columns and
/// leaves some blank. For readers who know by the names what the file is.
#[must_use]
pub fn heading_row(rows: &[Vec<String>]) -> usize {
    let rows = &*without_margin(rows);
    let start = usize::from(is_separator(rows));
    first_row(rows, start, &|_| false)
}

/// Rows without the columns before the first that has a value in any of them, as sheets have them.
fn without_margin(rows: &[Vec<String>]) -> Cow<'_, [Vec<String>]> {
    let is_filled = |cell: &String| !crate::invisible::trim(cell).is_empty();
    let margin = rows.iter().filter_map(|row| row.iter().position(is_filled)).min().unwrap_or(0);
    if margin == 0 {
        return Cow::Borrowed(rows);
    }
    Cow::Owned(rows.iter().map(|row| row.get(margin..).unwrap_or_default().to_vec()).collect())
}

fn is_separator(rows: &[Vec<String>]) -> bool {
    // The delimiter at the end was taken for one.
    let line = |row: &Vec<String>| {
        row.first().is_some_and(|cell| cell.len() <= 6 && named_by(cell.as_bytes()).is_some())
    };
    rows.first().is_some_and(|row| line(row) && row.len() <= 2 && row.iter().skip(1).all(String::is_empty))
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !crate::invisible::trim(cell).is_empty()).count()
}

fn rows_above(rows: &[Vec<String>], header: Header, is_code: &dyn Fn(&str) -> bool) -> usize {
    let start = usize::from(is_separator(rows));
    if header == Header::Absent {
        return full_row(rows, start, is_code).unwrap_or(start);
    }
    headings_row(rows, start, is_code).unwrap_or_else(|| first_row(rows, start, is_code))
}

/// The row that has the most known names of columns, in at least half as many cells as most rows fill; before any with a code. Of
/// equal ones the first; a name that only begins or ends as one of a postcode does counts less.
fn headings_row(rows: &[Vec<String>], start: usize, is_code: &dyn Fn(&str) -> bool) -> Option<usize> {
    let usual = usual(&rows[start..]);
    let mut best = None;
    for (above, row) in rows.iter().enumerate().skip(start).take(MOST_TITLES) {
        // A title may have a number or a date; below names they are values.
        let is_value =
            |cell: &String| is_code(cell) || (best.is_some() && (is_number(cell) || is_date(cell)));
        if row.iter().any(is_value) {
            break;
        }
        let filled = filled(row);
        // One name alone, all others blank, as a program writes rows that it numbered: it stands above codes.
        let is_above_codes = |(place, cell): (usize, &String)| {
            headings::knows(cell) == SURELY
                && rows[above + 1..].iter().any(|row| row.get(place).is_some_and(|below| is_code(below)))
        };
        let stands_above_codes = filled == 1 && row.iter().enumerate().any(is_above_codes);
        // Headings of groups stand above the names.
        let has_values =
            |row: &[String]| row.iter().any(|cell| is_code(cell) || is_number(cell) || is_date(cell));
        let next = rows
            .get(above + 1)
            .filter(|next| self::filled(next.as_slice()) > filled && !has_values(next.as_slice()));
        if next.is_some() {
            continue;
        }
        let known: usize = row.iter().map(|cell| headings::knows(cell)).sum();
        let is_better = best.is_none_or(|(most, _)| known > most);
        let is_full = filled * 2 >= usual && (filled > 1 || usual <= 1);
        if (is_full || stands_above_codes) && known > 0 && is_better {
            best = Some((known, above));
        }
    }
    best.map(|(_, place)| place)
}

/// The first row of a table: of names or values.
fn first_row(rows: &[Vec<String>], start: usize, is_code: &dyn Fn(&str) -> bool) -> usize {
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
    if filled < 2 || names.iter().any(|cell| is_value(cell)) {
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
    let last = names.iter().rposition(|cell| stands(Some(cell))).unwrap_or(0);
    let has_gap = last + 1 > filled;
    has_gap || filled + 1 >= usual.max(3) || (filled * 2 >= usual && names_values(names))
}

fn is_number(cell: &str) -> bool {
    number(cell, Decimal::Dot).or_else(|| number(cell, Decimal::Comma)).is_some()
}

/// Whether a cell is a date in digits, such as `01/11/2026`, with or without a time.
fn is_date(cell: &str) -> bool {
    let day = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let is_part = |part: &&str| matches!(part.len(), 1..=4) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_part)
}

/// The first row that fills as many cells as most do, or has a code.
fn full_row(rows: &[Vec<String>], start: usize, is_code: &dyn Fn(&str) -> bool) -> Option<usize> {
    let usual = usual(&rows[start..]).max(1);
    let found = rows.iter().skip(start).take(MOST_TITLES);
    let found = found.clone().position(|row| filled(row) >= usual || row.iter().any(|cell| is_code(cell)));
    found.map(|place| place + start)
}

/// How many cells most rows fill: the median of those that are not blank.
fn usual(rows: &[Vec<String>]) -> usize {
    let mut counts: Vec<usize> = rows.iter().map(|row| filled(row)).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(0)
}

/// Whether a row names the columns of those below it.
fn names_columns(first: &[String], below: &[Vec<String>], is_code: &dyn Fn(&str) -> bool) -> bool {
    if first.iter().any(|cell| is_code(cell)) {
        return false;
    }
    if first.iter().any(|cell| headings::is_known(cell)) {
        return true;
    }
    let column =
        |place: usize| below.iter().filter_map(move |row| row.get(place)).filter(|cell| !is_missing(cell));
    // A text above codes is the name of their column; a number above numbers is one of them.
    let above_codes: Vec<&String> = (0..)
        .zip(first)
        .filter(|(place, cell)| {
            let (all, codes) =
                (column(*place).count(), column(*place).filter(|below| is_code(below)).count());
            !crate::invisible::trim(cell).is_empty() && codes * 2 > all
        })
        .map(|(_, cell)| cell)
        .collect();
    if above_codes.iter().any(|cell| stands_for_a_code(cell)) {
        return false;
    }
    !above_codes.is_empty() || !first.iter().any(|cell| is_number(cell))
}

/// Whether a cell is what people write in the place of a postcode they do not have, or the part of one that they have: the row is of
/// somebody.
fn stands_for_a_code(cell: &str) -> bool {
    let part =
        |rest| Postcode::read(format!("{}{rest}", plain_text(cell)).as_bytes()).and_then(PostalArea::of);
    is_missing(cell)
        || meaning_of_text(plain_text(cell)).is_some()
        || ["1AA", "AA", "A"].into_iter().any(|rest| part(rest).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, header: Header) -> (usize, bool) {
        let rows: Vec<Vec<String>> =
            text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let is_code = |cell: &str| cell.parse::<crate::domain::ground::postcode::Postcode>().is_ok();
        let layout = Layout::of(&rows, None, header, &is_code);
        (layout.above, layout.has_header)
    }

    #[test]
    fn titles_stand_above_a_table_and_its_header_is_found() {
        for (text, expected) in [
            ("ref,postcode\na,OX1 1ND", (0, true)),
            (
                "Caseload extract,,\nRun on 01/11/2026,,\n,,\nref,Postcode,Team\n1,OX1 1ND,A\n2,OX1 4LU,B",
                (3, true),
            ),
            ("Caseload extract\n\nref,what,Team\n1,OX1 1ND,A\n2,OX1 4LU,B", (2, true)),
            ("Caseload\npostcode\nOX1 1ND\nOX1 4LU", (1, true)),
            ("sep=;\nref,postcode\na,OX1 1ND", (1, true)),
            ("postcode,2022,2023\nOX1 1ND,5,6\nOX1 4LU,1,2", (0, true)),
            ("where,2022,2023\nOX1 1ND,5,6\nOX1 4LU,1,2", (0, true)),
            ("OX1 1ND,a\nOX1 4LU,b", (0, false)),
            ("1,OX1 1ND\n2,OX1 4LU", (0, false)),
            ("1,Smith,ZZZSECUR\n2,Jones,OX1 1ND", (0, false)),
            ("Smith,NFA\nJones,OX1 1ND", (0, false)),
            ("1,Smith,OX1\n2,Jones,OX1 1ND", (0, false)),
            ("1,Smith,OX1 1N\n2,Jones,OX1 1ND", (0, false)),
            ("1,Smith,N/A\n2,Jones,OX1 1ND", (0, false)),
            ("Q1,Q2\nSmith,OX1 1ND", (0, true)),
            ("-1.25,51.75\n-1.26,51.76", (0, false)),
            ("a,b\n1,2", (0, true)),
            ("Title,,\nOX1 1ND,a,b\nOX1 4LU,b,c", (1, false)),
            ("OX1 1ND,,\nOX1 4LU,b,c\nOX1 4LU,b,c", (0, false)),
            ("Postcode report\npostcode\nOX1 1ND\nOX1 4LU", (1, true)),
        ] {
            assert_eq!(of(text, Header::Auto), expected, "{text:?}");
        }
    }

    #[test]
    fn a_header_may_leave_names_blank_and_a_title_is_still_a_title() {
        for (text, expected) in [
            ("ref,,where\n1,x,OX1 1ND\n2,y,OX1 4LU", (0, true)),
            (",where,what\n1,OX1 1ND,x\n2,OX1 4LU,y", (0, true)),
            ("ref,where,\n1,OX1 1ND,x\n2,OX1 4LU,y", (0, true)),
            ("ref,where,,\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (0, true)),
            ("Caseload,,\nref,,where\n1,x,OX1 1ND\n2,y,OX1 4LU", (1, true)),
            ("Run on,01/11/2026,,\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (1, false)),
            ("Run on,01/11/2026,,\nref,where,what,who\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (1, true)),
            (",Patients,,Practice\nref,where,what,who\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (1, true)),
            ("Caseload,,\n1,OX1 1ND,x\n2,OX1 4LU,y", (1, false)),
            (",postcode\n0,OX1 1ND\n1,OX1 4LU", (0, true)),
            (",postcode,\n0,OX1 1ND,a\n1,OX1 4LU,b", (0, true)),
            ("Postcode,,\nref,,where\n1,x,OX1 1ND\n2,y,OX1 4LU", (1, true)),
            (",,Caseload,of us,\n,,ref,where,what\n,,1,OX1 1ND,x\n,,2,OX1 4LU,y", (1, true)),
        ] {
            assert_eq!(of(text, Header::Auto), expected, "{text:?}");
        }
    }

    #[test]
    fn the_row_of_names_is_found_where_nothing_is_known_of_its_values() {
        for (text, expected) in [
            ("name,,count\nA,x,1\nB,y,2", 0),
            ("Title,,\nname,,count\nA,x,1\nB,y,2", 1),
            ("Title,by us,\nname,of,count\nA,x,1\nB,y,2", 1),
            (",People,,Places\nname,of,in,at\nA,x,1,2\nB,y,2,3", 1),
            ("name,,town\nA,Mr,Oxford\nB,Ms,Witney", 0),
            ("name,town\nA,Oxford\nB,Witney", 0),
        ] {
            let rows: Vec<Vec<String>> =
                text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
            assert_eq!(heading_row(&rows), expected, "{text:?}");
        }
    }

    #[test]
    fn what_the_caller_says_goes() {
        assert_eq!(of("ref,postcode\na,OX1 1ND", Header::Absent), (0, false));
        assert_eq!(of("1,2\n3,4", Header::Present), (0, true));
        let rows = vec![vec!["x".to_owned()], vec!["y".to_owned()]];
        assert_eq!(Layout::of(&rows, Some(9), Header::Present, &|_| false).above, 2);
    }
}
