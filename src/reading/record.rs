//! Records and fields of separated values, by their place in the bytes (RFC 4180, read as the `csv` crate reads it).
//!
//! The crate gives values without their place, and rows are passed on exactly as they came: hence this. A quote opens a
//! field only at its start, doubled it stands for itself, and what follows a closing quote is taken as it is; a law holds
//! the fields to those of the crate. A record ends at a line feed outside quotes; a carriage return before it is not part
//! of it.
//!
//! One thing is read otherwise: where a field runs over several lines and something stands behind the quote that would close it
//! (`"Bob`, and lines later `"Cat"`), or the values of a record over more lines than any text of an office has, the first quote was never
//! closed, and what lies between are rows and not its value.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memrchr};

/// What is said of a line on which a quote was opened that nothing closes, or that begins a row of too many lines.
pub const OPEN_QUOTE: &str =
    "a quote is opened in this line and never closed, or the row runs over more than 200 lines";

/// A record whose values hold more ends of lines than these is none. They are counted in all of it: a text whose quotes close one another
/// for ever would else be scanned to its end from each of its lines.
const MOST_LINES: u8 = 200;

/// Where in a record a scan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted {
        /// Whether a line ended within the quotes so far.
        has_lines: bool,
    },
    /// After a quote within quotes: it closes the field, or the next one makes it stand for itself.
    QuoteSeen {
        has_lines: bool,
    },
    /// Behind a quote that closes nothing: the one before it was never closed. The scan goes no further.
    Stray,
}

/// Finds the ends of records in bytes that come piece by piece.
#[derive(Clone, Copy, Debug)]
pub struct Scanner {
    delimiter: u8,
    state: State,
    /// How many lines ended within quotes of the record so far.
    lines: u8,
}

impl Scanner {
    /// At the start of a record.
    #[must_use]
    pub fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::FieldStart, lines: 0 }
    }

    /// The delimiter between fields.
    #[must_use]
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Whether the scan stands within quotes.
    #[must_use]
    pub fn is_within_quotes(&self) -> bool {
        matches!(self.state, State::Quoted { .. })
    }

    /// Whether the record began a quote that is never closed: the next one closes nothing.
    #[must_use]
    pub fn is_stray(&self) -> bool {
        self.state == State::Stray
    }

    /// Scans all bytes; the end of the last record that ends in them, its line feed included.
    pub fn last_end(&mut self, bytes: &[u8]) -> Option<usize> {
        if matches!(self.state, State::FieldStart | State::Plain) && memchr(b'"', bytes).is_none() {
            let last = *bytes.last()?;
            let is_start = last == b'\n' || last == self.delimiter;
            self.state = if is_start { State::FieldStart } else { State::Plain };
            let end = memrchr(b'\n', bytes).map(|at| at + 1);
            self.lines = if end.is_some() { 0 } else { self.lines };
            return end;
        }
        let (mut from, mut last) = (0, None);
        while let Some(end) = self.next_end(&bytes[from..]) {
            from += end;
            last = Some(from);
        }
        last
    }

    /// Scans to the end of the first record that ends in the bytes, its line feed included; else all of them, or up to a stray quote.
    pub fn next_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            match self.state {
                State::Quoted { has_lines } => {
                    at += memchr2(b'"', b'\n', &bytes[at..])? + 1;
                    self.state = match bytes[at - 1] {
                        b'"' => State::QuoteSeen { has_lines },
                        _ if self.lines < MOST_LINES => {
                            self.lines += 1;
                            State::Quoted { has_lines: true }
                        }
                        _ => State::Stray,
                    };
                    continue;
                }
                State::Plain => at += memchr2(b'\n', self.delimiter, &bytes[at..])?,
                State::Stray => return None,
                State::FieldStart | State::QuoteSeen { .. } => {}
            }
            let byte = bytes[at];
            at += 1;
            self.state = match (self.state, byte) {
                (_, b'\n') => {
                    (self.state, self.lines) = (State::FieldStart, 0);
                    return Some(at);
                }
                (_, byte) if byte == self.delimiter => State::FieldStart,
                (State::FieldStart, b'"') => State::Quoted { has_lines: false },
                (State::QuoteSeen { has_lines }, b'"') => State::Quoted { has_lines },
                (State::QuoteSeen { has_lines: true }, byte) if !matches!(byte, b' ' | b'\r') => State::Stray,
                _ => State::Plain,
            };
        }
        None
    }
}

/// Splits off the first record of a block of whole records: the record without its line end, and the line end. Where a quote in it
/// is never closed, that is its line.
#[must_use]
pub fn first_record(block: &[u8], delimiter: u8) -> (&[u8], &[u8]) {
    let line = memchr(b'\n', block).map_or(block.len(), |at| at + 1);
    let has_quote = memchr(b'"', &block[..line]).is_some();
    let mut scanner = Scanner::new(delimiter);
    let end = if has_quote { scanner.next_end(block) } else { Some(line) };
    let end = end.unwrap_or(if scanner.is_stray() { line } else { block.len() });
    let record = &block[..end];
    let content = record.strip_suffix(b"\n").unwrap_or(record);
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    // A program that makes CRLF of every LF leaves two before one.
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    record.split_at(content.len())
}

/// The lines on which a quote is opened that nothing closes, without their line feeds.
#[must_use]
pub fn open_quotes(text: &[u8], delimiter: u8) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = memchr(b'"', text).and_then(|quote| Some(memrchr(b'\n', &text[..quote])? + 1)).unwrap_or(0);
    while memchr(b'"', &text[at..]).is_some() {
        let mut scanner = Scanner::new(delimiter);
        if let Some(end) = scanner.next_end(&text[at..]) {
            at += end;
        } else if scanner.is_within_quotes() || scanner.is_stray() {
            let end = memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end);
            found.push(at..end);
            at = text.len().min(end + 1);
        } else {
            break;
        }
    }
    found
}

/// The places of a record's fields, quotes included.
pub fn fields(record: &[u8], delimiter: u8, found: &mut Vec<Range<usize>>) {
    found.clear();
    let mut start = 0;
    loop {
        let end = field_end(record, start, delimiter);
        found.push(start..end);
        if end == record.len() {
            return;
        }
        start = end + 1;
    }
}

/// Where the field ends that begins at a place.
fn field_end(record: &[u8], start: usize, delimiter: u8) -> usize {
    let mut at = start;
    if record.get(at) == Some(&b'"') {
        at += 1;
        loop {
            let Some(quote) = memchr(b'"', &record[at..]) else { return record.len() };
            at += quote + 1;
            if record.get(at) != Some(&b'"') {
                break;
            }
            at += 1;
        }
    }
    memchr(delimiter, &record[at..]).map_or(record.len(), |end| at + end)
}

/// What a field says: without its quotes, doubled ones made single.
#[must_use]
pub fn value(field: &[u8]) -> Cow<'_, [u8]> {
    let Some(inner) = field.strip_prefix(b"\"") else {
        return Cow::Borrowed(field);
    };
    if let Some(inner) = inner.strip_suffix(b"\"").filter(|inner| memchr(b'"', inner).is_none()) {
        return Cow::Borrowed(inner);
    }
    let mut value = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr(b'"', rest) {
        value.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        if rest.first() != Some(&b'"') {
            // Closed: what follows is taken as it is.
            break;
        }
        value.push(b'"');
        rest = &rest[1..];
    }
    value.extend_from_slice(rest);
    Cow::Owned(value)
}

/// Writes a value as a field, quoted when it has to be.
pub fn push_field(out: &mut Vec<u8>, value: &[u8], delimiter: u8) {
    // All bytes are looked at, without a way out between: short values are compared many bytes at a time.
    let is_special = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
    if !value.iter().fold(false, |found, byte| found | is_special(*byte)) {
        out.extend_from_slice(value);
        return;
    }
    out.push(b'"');
    for byte in value {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All fields of a text, by this module.
    fn ours(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let (mut rest, mut records, mut places) = (text, Vec::new(), Vec::new());
        while !rest.is_empty() {
            let (record, end) = first_record(rest, b',');
            fields(record, b',', &mut places);
            if !record.is_empty() {
                records.push(places.iter().map(|place| value(&record[place.clone()]).into_owned()).collect());
            }
            rest = &rest[record.len() + end.len()..];
        }
        records
    }

    /// The same by the crate, told to end records as we do.
    fn theirs(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).terminator(csv::Terminator::Any(b'\n'));
        let records = reader.from_reader(text).into_byte_records();
        records.map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect()).collect()
    }

    proptest! {
        #[test]
        fn fields_are_those_of_the_csv_crate(text in "[ab,\"\n]{0,40}") {
            let mut scanner = Scanner::new(b',');
            scanner.last_end(text.as_bytes());
            // A quote that is never closed is the cutter's concern.
            prop_assume!(!scanner.is_within_quotes() && !scanner.is_stray());
            prop_assert_eq!(ours(text.as_bytes()), theirs(text.as_bytes()));
        }

        #[test]
        fn a_scan_piece_by_piece_finds_what_a_whole_one_finds(text in "[a,\"\n]{0,40}", cut in 0_usize..40) {
            let bytes = text.as_bytes();
            let cut = cut.min(bytes.len());
            let mut whole = Scanner::new(b',');
            let expected = whole.last_end(bytes);
            let mut pieces = Scanner::new(b',');
            let first = pieces.last_end(&bytes[..cut]);
            let second = pieces.last_end(&bytes[cut..]).map(|end| end + cut);
            prop_assert_eq!(second.or(first), expected);
            prop_assert_eq!(pieces.is_within_quotes(), whole.is_within_quotes());
        }
    }

    #[test]
    fn a_quote_that_the_next_one_does_not_close_is_open_on_its_own_line() {
        for (text, open) in [
            ("1,\"Bob\n2,Ann\n3,\"Cat\"\n4,x\n", vec!["1,\"Bob"]),
            ("1,\"Bob\n2,Ann\n3,x\n", vec!["1,\"Bob"]),
            ("a,b\n1,\"Bob\n2,\"Ann\n3,\"x\"\n4,\"y\n", vec!["1,\"Bob", "2,\"Ann", "4,\"y"]),
            ("1,\"Rose Cottage\n2,\"Mill\" Lane\n", vec!["1,\"Rose Cottage"]),
            ("1,\"two\nlines\"\n2,\"and \"\"so\"\" on\n\"\r\n3,\"x\n\" ,y\n", vec![]),
            ("1,\"Mill\" Lane\n2,x\n", vec![]),
            ("1,x\n", vec![]),
        ] {
            let found = open_quotes(text.as_bytes(), b',');
            let found: Vec<&str> = found.into_iter().map(|place| &text[place]).collect();
            assert_eq!(found, open, "{text:?}");
        }
    }

    #[test]
    fn a_value_has_no_more_lines_than_a_text_has() {
        let of = |lines: u8| format!("1,\"open\n{}2,x\"\n3,y\n", "row,x\n".repeat(lines.into()));
        assert!(open_quotes(of(MOST_LINES - 1).as_bytes(), b',').is_empty());
        assert_eq!(open_quotes(of(MOST_LINES).as_bytes(), b',')[0], 0..7);
    }

    #[test]
    fn quotes_that_close_one_another_for_ever_are_one_record_of_so_many_lines_at_most() {
        let text = "a\" ,\"c\n".repeat(1000);
        let open = open_quotes(text.as_bytes(), b',');
        assert_eq!((open.len(), &open[0], &open[1]), (1000, &(0..6), &(7..13)));
        let (record, end) = first_record(text.as_bytes(), b',');
        assert_eq!((record.len(), end), (6, &b"\n"[..]));
        // The next record begins with none.
        let two = format!("1,\"x\n{0}\"\n2,\"x\n{0}\"\n3,y\n", "line\n".repeat(150));
        assert!(open_quotes(two.as_bytes(), b',').is_empty());
    }

    #[test]
    fn a_value_that_needs_quotes_gets_them_and_comes_back() {
        for text in ["plain", "a,b", "say \"no\"", "two\nlines", ""] {
            let mut out = Vec::new();
            push_field(&mut out, text.as_bytes(), b',');
            assert_eq!(value(&out).as_ref(), text.as_bytes());
        }
    }
}
