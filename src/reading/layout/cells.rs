//! What the cells of a row are, as far as their form tells: codes, numbers, dates or words; known names over their values.

use super::names::{is_beside, is_naming};
use crate::domain::ground::stand_ins::meaning_of_text;
use crate::invisible::trim;
use crate::reading::cell::{Decimal, is_missing, number, plain_text};
use crate::reading::headings::{self, EASTING, LATITUDE, LONGITUDE, NORTHING, words};
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

/// Words that only say more of it: `postcode not known`.
const OF_ABSENCE: [&str; 20] = [
    "no",
    "known",
    "given",
    "provided",
    "available",
    "recorded",
    "supplied",
    "held",
    "stated",
    "disclosed",
    "found",
    "listed",
    "yet",
    "is",
    "was",
    "at",
    "this",
    "to",
    "on",
    "file",
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
    is_missing(cell)
        || meaning_of_text(plain_text(cell)).is_some()
        || says_absent(cell)
        || cell.get(..3).is_some_and(|first| first.eq_ignore_ascii_case("no "))
            && !cell[3..].starts_with("of ")
}

/// Whether words say that there is no value, and not what a column is: `postcode not known` does, `Home postcode (not verified)` and
/// `Postcode moved from` do not.
fn says_absent(cell: &str) -> bool {
    let (named, all) = (words(without_note(cell), char::is_alphanumeric), words(cell, char::is_alphanumeric));
    let is_absence = |word: &String| ABSENT.contains(&word.as_str());
    let is_said = |word: &String| is_absence(word) || OF_ABSENCE.contains(&word.as_str());
    if named.iter().any(|word| is_naming(word)) || headings::is_known(without_note(cell)) {
        let is_of_a_heading = |word: &String| is_naming(word) || is_beside(word);
        return named.iter().any(is_absence)
            && named.iter().all(|word| is_said(word) || is_of_a_heading(word));
    }
    all.iter().any(is_absence)
}

/// A text without the note that stands behind it in brackets: `Postcode` of `Postcode (leave blank if unknown)`.
pub(super) fn without_note(cell: &str) -> &str {
    let is_open = |symbol: char| matches!(symbol, '(' | '[');
    cell.split_once(is_open).map_or(cell, |(text, _)| text.trim_end())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_absence_say_so_where_no_heading_stands_beside_them() {
        for text in [
            "prefer not to say",
            "no postcode",
            "Postcode unknown",
            "unknown postcode",
            "home postcode not known",
            "address withheld",
            "moved (no new address)",
            "(unknown)",
            "NFA",
            "",
        ] {
            assert!(is_absent(text), "{text}");
        }
        for text in [
            "Postcode (leave blank if unknown)",
            "Home postcode (not verified)",
            "Postcode (confidential)",
            "Postcode moved from",
            "Address [if not moved]",
            "No of patients",
            "Smith",
            "pcds (none: blank)",
        ] {
            assert!(!is_absent(text), "{text}");
        }
    }
}
