//! Whether the first row of a table names its columns, by what stands in it and below it; and whether that is sure.

use super::cells::{column, filled, is_absent, is_code, is_date, is_number, standing, without_note};
use super::names::{is_naming, is_of_headings};
use crate::domain::ground::postal_areas::PostalArea;
use crate::domain::ground::postcode::Postcode;
use crate::echo;
use crate::reading::cell::plain_text;
use crate::reading::headings;
use crate::reading::options::{HEADER_ABSENT, HEADER_PRESENT};

/// A first row that may be one of names or one of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The number of the row, from 1.
    row: usize,
    /// What stands over the values that are asked.
    cell: String,
    /// Whether it was taken for the names of the columns.
    is_names: bool,
}

impl Undecided {
    /// What is said of it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { row, cell, is_names } = self;
        if *is_names {
            format!(
                "CAREFUL: row {row} was taken for the names of the columns, with {cell:?} over codes, and is not answered. If it is a row like \
                 the others, {HEADER_ABSENT} answers it."
            )
        } else {
            format!(
                "CAREFUL: row {row} was taken for a row like the others, as it looks like them beside {cell:?}, which cannot be read. If it \
                 names the columns, {HEADER_PRESENT} says so."
            )
        }
    }
}

/// Whether a row, the `number`th, names the columns of those below it.
pub(super) fn decided(first: &[String], below: &[Vec<String>], number: usize) -> (bool, Option<Undecided>) {
    if !standing(first, below).is_empty() {
        return (true, None);
    }
    // A code over figures is the name of a column: of a practice, an area, a year.
    let is_figures = |place| column(below, place).next().is_some() && column(below, place).all(is_number);
    if first.iter().enumerate().any(|(place, cell)| is_code(cell) && !is_figures(place)) {
        return (false, None);
    }
    let over_codes: Vec<usize> =
        (0..first.len()).filter(|place| is_over_codes(first, below, *place)).collect();
    if over_codes.iter().any(|place| stands_for_a_code(&first[*place])) {
        return (false, None);
    }
    let is_known = |cell: &str| headings::is_known(cell) || headings::is_known(without_note(cell));
    if first.iter().any(|cell| is_known(cell) && !is_absent(cell)) {
        return (true, None);
    }
    let others = (0..first.len()).filter(|place| !over_codes.contains(place));
    let others: Vec<usize> = others.filter(|place| !is_absent(&first[*place])).collect();
    let told = |is_names| {
        let cell = over_codes.first().map(|place| echo::cut(plain_text(&first[*place])));
        cell.map(|cell| Undecided { row: number, cell, is_names })
    };
    if others.iter().any(|place| is_like_those_below(first, below, *place)) {
        return (false, told(false));
    }
    if over_codes.is_empty() {
        return (!first.iter().any(|cell| is_number(cell)), None);
    }
    let is_word_over_figures =
        |place: &usize| is_figures(*place) && !first[*place].contains(|symbol: char| symbol.is_ascii_digit());
    let is_named = (0..first.len()).any(|place| names_its_column(first, below, place));
    let names = is_named || others.iter().any(is_word_over_figures);
    (true, told(true).filter(|_| !names))
}

/// Whether a cell consists of words of headings, and is not one of several with a word of them: `Ward` and `Ward name` over `Carfax`, not
/// `Ward A` over `Ward B`.
fn names_its_column(first: &[String], below: &[Vec<String>], place: usize) -> bool {
    let own = headings::words(&first[place], char::is_alphabetic);
    let shares = |cell: &&str| {
        headings::words(cell, char::is_alphabetic).iter().any(|word| is_naming(word) && own.contains(word))
    };
    let alike = column(below, place).filter(shares).count();
    is_of_headings(&first[place]) && (own.len() < 2 || alike * 2 <= column(below, place).count())
}

/// Whether a cell has something in it and most values below it are codes.
fn is_over_codes(first: &[String], below: &[Vec<String>], place: usize) -> bool {
    let (all, codes) =
        (column(below, place).count(), column(below, place).filter(|cell| is_code(cell)).count());
    filled(&first[place..=place]) > 0 && codes * 2 > all
}

/// Whether a cell is what people write in the place of a postcode they do not have, the part of one that they have, or more than
/// one: the row is of somebody.
fn stands_for_a_code(cell: &str) -> bool {
    let part =
        |rest| Postcode::read(format!("{}{rest}", plain_text(cell)).as_bytes()).and_then(PostalArea::of);
    let words: Vec<&str> = cell.split(|symbol: char| !symbol.is_alphanumeric()).collect();
    let holds_one = || {
        words.windows(2).any(|pair| {
            Postcode::read(pair.concat().as_bytes()).is_some_and(|_| pair.iter().all(|part| part.len() > 1))
        })
    };
    is_absent(cell)
        || is_number(cell)
        || ["1AA", "AA", "A"].into_iter().any(|rest| part(rest).is_some())
        || (words.len() > 2 && holds_one())
}

/// Whether a cell is like the values below it: a number over numbers, but for years, which name columns of figures; a date over dates;
/// digits and letters as theirs are; or one of them again.
fn is_like_those_below(first: &[String], below: &[Vec<String>], place: usize) -> bool {
    let cell = plain_text(&first[place]);
    let repeats = |row: &&Vec<String>| {
        *row != first && row.get(place).is_some_and(|other| plain_text(other).eq_ignore_ascii_case(cell))
    };
    let values = || column(below, place);
    let are = |is_such: fn(&str) -> bool| values().next().is_some() && values().all(is_such);
    if is_number(cell) {
        return are(is_number) && (!is_year(cell) || are(is_year));
    }
    (is_date(cell) && are(is_date))
        || below.iter().any(|row| repeats(&row))
        || has_their_shape(cell, values())
}

fn is_year(cell: &str) -> bool {
    plain_text(cell).parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

/// Whether a cell has digits and letters in the places where most values have them.
fn has_their_shape<'a>(cell: &str, values: impl Iterator<Item = &'a str>) -> bool {
    let shape = |text: &str| -> String {
        let class = |symbol: char| match symbol {
            '0'..='9' => '9',
            _ if symbol.is_alphabetic() => 'a',
            other => other,
        };
        plain_text(text).chars().map(class).collect()
    };
    if !cell.contains(|symbol: char| symbol.is_ascii_digit()) {
        return false;
    }
    let (own, mut alike, mut all) = (shape(cell), 0, 0);
    for value in values {
        all += 1;
        alike += usize::from(shape(value) == own);
    }
    alike * 2 > all
}
