//! How a table is written: its encoding, found from its first bytes, and its delimiter, found from its first rows.

use std::str::FromStr;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::record::{fields, first_record};

/// How characters are written.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// Their encoding.
    pub encoding: &'static Encoding,
    /// Bytes of the mark before them; it is written again before the answer, since some programs need it.
    pub mark: usize,
}

/// Delimiters that are looked for, in the order of preference.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many rows are read to find the delimiter.
const LOOKED_AT: usize = 50;

/// The delimiter between fields, as a caller gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(Option<u8>);

/// A text that does not name a delimiter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected auto, comma, semicolon, tab, pipe, or one ASCII character other than a letter, digit, quote or space"
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
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' => *byte,
            _ => return Err(NoDelimiter),
        };
        Ok(Self(Some(byte)))
    }
}

impl Script {
    /// By a byte order mark, else as `label` says (of `Content-Type` or an option), else by what the bytes look like:
    /// UTF-16 has a zero in every other byte of plain text; what is not UTF-8 is Windows-1252, in which old spreadsheets
    /// write.
    ///
    /// # Errors
    /// The label, when no encoding has that name.
    pub fn of<'a>(sample: &[u8], label: Option<&'a str>) -> Result<Self, &'a str> {
        if let Some((encoding, mark)) = Encoding::for_bom(sample) {
            return Ok(Self { encoding, mark });
        }
        let encoding = match label {
            Some(label) => Encoding::for_label(label.as_bytes()).ok_or(label)?,
            None => guessed(sample),
        };
        Ok(Self { encoding, mark: 0 })
    }
}

fn guessed(sample: &[u8]) -> &'static Encoding {
    let zeros = |first| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 5 > sample.len() * 2 / 2 {
        return UTF_16LE;
    }
    if even * 5 > sample.len() * 2 / 2 {
        return UTF_16BE;
    }
    match std::str::from_utf8(sample) {
        Ok(_) => UTF_8,
        // The sample may end within a character.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

/// The delimiter that cuts the first rows of a text into the same number of fields, the largest such number; else a comma.
#[must_use]
pub fn delimiter(text: &[u8]) -> u8 {
    let mut best = (1, b',');
    for delimiter in DELIMITERS {
        let counts = field_counts(text, delimiter);
        let Some(first) = counts.first().copied() else { continue };
        let equal = counts.iter().filter(|count| **count == first).count();
        if first > best.0 && equal * 5 >= counts.len() * 4 {
            best = (first, delimiter);
        }
    }
    best.1
}

fn field_counts(text: &[u8], delimiter: u8) -> Vec<usize> {
    let (mut rest, mut counts, mut places) = (text, Vec::new(), Vec::new());
    while !rest.is_empty() && counts.len() < LOOKED_AT {
        let (record, end) = first_record(rest, delimiter);
        // The sample may end within this record.
        if end.is_empty() && !counts.is_empty() {
            break;
        }
        if !record.is_empty() {
            fields(record, delimiter, &mut places);
            counts.push(places.len());
        }
        rest = &rest[record.len() + end.len()..];
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_from_a_mark_a_label_or_the_bytes() {
        let of =
            |sample: &[u8], label| Script::of(sample, label).map(|script| (script.encoding, script.mark));
        assert_eq!(of(b"\xef\xbb\xbfpostcode", None), Ok((UTF_8, 3)));
        assert_eq!(of(b"\xff\xfep\0", None), Ok((UTF_16LE, 2)));
        assert_eq!(of(b"p\0o\0s\0t\0", None), Ok((UTF_16LE, 0)));
        assert_eq!(of(b"\0p\0o\0s\0t", None), Ok((UTF_16BE, 0)));
        assert_eq!(of(b"caf\xe9,OX1", None), Ok((WINDOWS_1252, 0)));
        assert_eq!(of("café".as_bytes(), None), Ok((UTF_8, 0)));
        assert_eq!(of(&"café".as_bytes()[..4], None), Ok((UTF_8, 0)), "cut within a character");
        assert_eq!(of(b"x", Some("latin1")), Ok((WINDOWS_1252, 0)), "as the web reads latin1");
        assert_eq!(of(b"x", Some("klingon")), Err("klingon"));
    }

    #[test]
    fn the_delimiter_is_the_one_that_cuts_rows_alike() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2\n2,5;3\n", b';'),
            ("a\tb\tc\n1\t2\t3\n", b'\t'),
            ("a|b\n\"x|y\"|z\n", b'|'),
            ("postcode\nOX1 1ND\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(text.as_bytes()), expected, "{text:?}");
        }
    }
}
