//! What the cells of a row are, as far as their form tells: codes, numbers, dates or words; known names over their values.

use crate::domain::ground::stand_ins::meaning_of_text;
use crate::invisible::trim;
use crate::reading::cell::{Decimal, is_missing, number, plain_text};
use crate::reading::headings::{self, EASTING, LATITUDE, LONGITUDE, NORTHING};
use crate::reading::question::candidates::{NameFit, fit};
use crate::reading::question::kind::Kind;

/// How many rows below a name are looked at.
const BELOW: usize = 100;
/// Words that say of a value that there is none.
const ABSENT: [&str; 21] = [
    "not",
    "none",
    "unknown",
    "without",
    "withheld",
    "refused",
    "declined",
    "missing",
    "awaiting",
    "pending",
    "prefer",
    "never",
    "invalid",
    "homeless",
    "abroad",
    "overseas",
    "moved",
    "unavailable",
    "undisclosed",
    "confidential",
    "tbc",
];

/// Whether a value could be a question by itself.
pub(super) fn is_code(cell: &str) -> bool {
    Kind::of(cell).is_some()
}

pub(super) fn is_number(cell: &str) -> bool {
    number(cell, Decimal::Dot).or_else(|| number(cell, Decimal::Comma)).is_some()
}

/// Whether a cell is a date in digits, such as `01/11/2026`, with or without a time.
pub(super) fn is_date(cell: &str) -> bool {
    let day = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let is_part = |part: &&str| matches!(part.len(), 1..=4) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_part)
}

/// Whether a cell is blank, or says in a word or a sentence that there is no value: `NA`, `NFA`, `prefer not to say`.
pub(super) fn is_absent(cell: &str) -> bool {
    let is_one = |word: &str| ABSENT.iter().any(|absent| absent.eq_ignore_ascii_case(word));
    is_missing(cell)
        || meaning_of_text(plain_text(cell)).is_some()
        || cell.split(|symbol: char| !symbol.is_alphanumeric()).any(is_one)
        || cell.get(..3).is_some_and(|first| first.eq_ignore_ascii_case("no "))
            && !cell[3..].starts_with("of ")
}

/// How many cells of a row have something in them.
pub(super) fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !trim(cell).is_empty()).count()
}

/// How many cells most rows fill: the median of those that are not blank.
pub(super) fn usual(rows: &[Vec<String>]) -> usize {
    let mut counts: Vec<usize> = rows.iter().map(|row| filled(row)).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(0)
}

/// The values of a column that are not missing.
pub(super) fn column(rows: &[Vec<String>], place: usize) -> impl Iterator<Item = &str> + Clone {
    rows.iter().filter_map(move |row| row.get(place)).map(String::as_str).filter(|cell| !is_missing(cell))
}

/// The places of a row's known names that stand over values of what they mean.
#[must_use]
pub fn standing(row: &[String], below: &[Vec<String>]) -> Vec<usize> {
    let below = &below[..below.len().min(BELOW)];
    let stands = |place: &usize| match meaning(&row[*place]) {
        Some(is_meant) => {
            let values = || column(below, *place).filter(|cell| meaning_of_text(plain_text(cell)).is_none());
            let meant = values().filter(|cell| is_meant(cell)).count();
            meant > 0 && meant * 2 > values().count()
        }
        None => false,
    };
    (0..row.len()).filter(stands).collect()
}

/// Whether a value is of what a name means; `None` where the name is of no question.
pub(super) fn meaning(name: &str) -> Option<impl Fn(&str) -> bool> {
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| fit(*kind, name) > NameFit::None).collect();
    let is_axis =
        [LONGITUDE, LATITUDE, EASTING, NORTHING].into_iter().any(|role| headings::is_one_of(name, role));
    let has_meaning = (is_axis || !kinds.is_empty()) && !is_absent(name);
    has_meaning.then_some(move |cell: &str| {
        (is_axis && is_number(cell)) || Kind::of(cell).is_some_and(|kind| kinds.contains(&kind))
    })
}
