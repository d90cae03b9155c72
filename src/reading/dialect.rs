//! What separates the fields of a table: as its first line says (`sep=;`, which Excel writes), else as its first rows tell.

use std::cmp::Reverse;
use std::str::FromStr;

use super::headings::{SURELY, knows};
use super::record::{fields, first_record, value};
use crate::invisible::trim_bytes;

/// Delimiters that are looked for, in the order of preference.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many rows are read to find the delimiter.
const LOOKED_AT: usize = 100;
/// How many rows of a title may stand above a table.
pub const MOST_TITLES: usize = 30;

/// The delimiter between fields, as a caller gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(Option<u8>);

/// A text that does not name a delimiter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected auto, comma, semicolon, tab, pipe, space, or one ASCII character other than a letter, digit, quote or space"
)]
pub struct NoDelimiter;

impl Delimiter {
    /// The byte; `None` when it is to be found.
    #[must_use]
    pub fn byte(self) -> Option<u8> {
        self.0
    }
}

impl FromStr for Delimiter {
    type Err = NoDelimiter;

    /// # Errors
    /// [`NoDelimiter`]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let byte = match text.as_bytes() {
            b"auto" => return Ok(Self(None)),
            b"comma" => b',',
            b"semicolon" => b';',
            b"tab" | b"\t" => b'\t',
            b"pipe" => b'|',
            b"space" => b' ',
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' => *byte,
            _ => return Err(NoDelimiter),
        };
        Ok(Self(Some(byte)))
    }
}

/// The delimiter that Excel's first line names, `sep=;`; none when a line is another.
#[must_use]
pub fn named_by(line: &[u8]) -> Option<u8> {
    let line = trim_bytes(line);
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let (name, delimiter) = line.split_at_checked(4)?;
    if !name.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    match delimiter.strip_suffix(b"\"").unwrap_or(delimiter) {
        // A tab at the end was trimmed away.
        [] => Some(b'\t'),
        [byte] => Some(*byte),
        _ => None,
    }
}

/// The delimiter of the first rows of a text: as its first line names it, else the one that cuts most of them into the same
/// number of fields, with the fewest title rows before them, the largest such number; else a comma.
#[must_use]
pub fn delimiter(text: &[u8]) -> u8 {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if let Some(named) = named_by(first) {
        return named;
    }
    let cuts = DELIMITERS
        .into_iter()
        .filter_map(|delimiter| Some((cut(&field_counts(text, delimiter))?, delimiter)));
    // Of equal ones the last is given: hence from behind.
    let best = cuts.rev().max_by_key(|((titles, fields), _)| (Reverse(*titles), *fields));
    best.map_or(b',', |(_, delimiter)| delimiter)
}

/// How many rows stand before a table, and how many fields its rows have: four fifths of them alike, at least two fields.
fn cut(counts: &[usize]) -> Option<(usize, usize)> {
    (0..counts.len().min(MOST_TITLES)).find_map(|titles| {
        let (fields, rows) = (counts[titles], &counts[titles..]);
        let alike = rows.iter().filter(|count| **count == fields).count();
        let is_table = fields > 1 && alike * 5 >= rows.len() * 4 && (titles == 0 || alike > 1);
        is_table.then_some((titles, fields))
    })
}

fn field_counts(text: &[u8], delimiter: u8) -> Vec<usize> {
    let (mut rest, mut counts, mut places, mut cut_quotes) = (text, Vec::new(), Vec::new(), 0);
    let mut has_known_names = false;
    while !rest.is_empty() && counts.len() < LOOKED_AT {
        let (record, end) = first_record(rest, delimiter);
        // The sample may end within this record.
        if end.is_empty() && !counts.is_empty() {
            break;
        }
        if !record.is_empty() {
            fields(record, delimiter, &mut places);
            counts.push(places.len());
            let is_cut = places.iter().any(|place| is_of_others(&record[place.clone()], delimiter));
            let is_known =
                |field: &[u8]| std::str::from_utf8(&value(field)).is_ok_and(|name| knows(name) == SURELY);
            cut_quotes += usize::from(is_cut);
            has_known_names |= !is_cut
                && places.len() > 1
                && counts.len() <= MOST_TITLES
                && places.iter().any(|place| is_known(&record[place.clone()]));
        }
        rest = &rest[record.len() + end.len()..];
    }
    // It stands within the quotes of values that another one separates, unless it makes known names of a heading: quotes behind commas
    // stand in JSON and in prose as well.
    if cut_quotes * 2 > counts.len() && !has_known_names { vec![] } else { counts }
}

/// Whether a field begins before a quote that stands behind another delimiter: the field is a piece of a row that the other one cuts.
fn is_of_others(field: &[u8], delimiter: u8) -> bool {
    !field.starts_with(b"\"")
        && DELIMITERS
            .into_iter()
            .any(|other| other != delimiter && memchr::memmem::find(field, &[other, b'"']).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_rows_alike() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2\n2,5;3\n", b';'),
            ("a\tb\tc\n1\t2\t3\n", b'\t'),
            ("a|b\n\"x|y\"|z\n", b'|'),
            ("postcode\nOX1 1ND\n", b','),
            ("", b','),
            ("sep=;\r\na;b,c,d\r\n", b';'),
            ("\"sep=|\"\na|b\n", b'|'),
            ("sep=\t\na\tb\n", b'\t'),
            ("Run on 1 November, by us\n\nref;postcode\n1;OX1 1ND\n2;OX1 4LU\n", b';'),
            ("ref;address\n1;1 High Street, Oxford, OX1\n2;2 High Street, Oxford, OX1\n", b';'),
            ("postcode,\"a; b; c; d\"\nOX1 1ND,\"a; b; c; d\"\n", b','),
            ("id;lat;lon\n1;51,7520;-1,2577\n2;51,7413;-1,2580\n", b';'),
            ("id\tprops\tpostcode\n1\t{\"a\":1,\"b\":2}\tOX1 1ND\n", b'\t'),
            ("id;props;postcode\n1;{\"a\":1,\"b\":2};OX1 1ND\n2;{\"a\":1,\"b\":2};OX4 1AA\n", b';'),
            ("id|said|postcode\n1|so,\"well\"|OX1 1ND\n", b'|'),
            ("Caseload, of us\nref,postcode,team\n1,OX1 1ND,A\n2,OX1 4LU,B\n", b','),
        ] {
            assert_eq!(delimiter(text.as_bytes()), expected, "{text:?}");
        }
    }
}
