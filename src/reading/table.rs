//! CSV tables with a header, read row by row; every field that cannot be read is a finding with line and column.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use super::findings::{Findings, Origin};
use crate::echo;
use crate::reading::findings::At;

/// A field cannot be read; why is among the findings already, and the row is left out.
#[derive(Clone, Copy, Debug)]
pub struct Unread;

/// One row while it is read.
pub struct Row<'a> {
    origin: Origin,
    headers: &'a Headers,
    record: &'a csv::StringRecord,
    findings: &'a mut Findings,
}

/// Reads all rows of a table. A row that `read` cannot read is left out; it has said why.
///
/// A column may go by several names, written `area_code|lsoa_code`; each of `required` must be there once.
pub fn read_rows<T>(
    file: &str,
    bytes: &[u8],
    required: &[&str],
    findings: &mut Findings,
    read: impl FnMut(&mut Row<'_>) -> Result<T, Unread>,
) -> Vec<At<T>> {
    read_rows_by(csv::ReaderBuilder::new().trim(csv::Trim::All), file, bytes, required, findings, read)
}

/// The same of a table without a header, whose columns are named here.
pub fn read_headless<T>(
    columns: &str,
    file: &str,
    bytes: &[u8],
    findings: &mut Findings,
    read: impl FnMut(&mut Row<'_>) -> Result<T, Unread>,
) -> Vec<At<T>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let named = [columns.as_bytes(), b"\n", bytes].concat();
    let before = (findings.defects.len(), findings.warnings.len());
    let mut rows = read_rows(file, &named, &[], findings, read);
    // The line of names is not one of the file's.
    for at in &mut rows {
        at.origin.line -= 1;
    }
    let told = findings.defects[before.0..].iter_mut().chain(&mut findings.warnings[before.1..]);
    for line in told.filter_map(|finding| finding.line.as_mut()) {
        *line -= 1;
    }
    rows
}

/// The names of a table's columns; none when it has no first line.
#[must_use]
pub fn headers(bytes: &[u8]) -> Vec<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    reader.headers().map(|headers| headers.iter().map(str::to_owned).collect()).unwrap_or_default()
}

/// The same of a table in another dialect.
pub fn read_rows_by<T>(
    dialect: &csv::ReaderBuilder,
    file: &str,
    bytes: &[u8],
    required: &[&str],
    findings: &mut Findings,
    mut read: impl FnMut(&mut Row<'_>) -> Result<T, Unread>,
) -> Vec<At<T>> {
    let name: Arc<str> = file.into();
    let origin = |line| Origin { file: Arc::clone(&name), line };
    let bytes = unix_lines(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    let mut reader = dialect.from_reader(&*bytes);
    let headers = match reader.headers() {
        Ok(headers) => Headers::new(headers.clone()),
        Err(error) => {
            findings.defect(file, format!("the header cannot be read: {error}"));
            return Vec::new();
        }
    };
    if !has_columns(&origin(1), &headers.names, required, findings) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return rows,
            Ok(true) => {
                let origin = origin(record.position().map_or(0, csv::Position::line));
                let mut row = Row { origin, headers: &headers, record: &record, findings };
                if let Ok(value) = read(&mut row) {
                    rows.push(At { row: value, origin: row.origin });
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                findings.defect_at(&origin(line), "row", error.to_string());
                if error.is_io_error() {
                    return rows;
                }
            }
        }
    }
}

/// The header of a table, and where each column asked for stands: a table has many rows, and its columns few names.
struct Headers {
    names: csv::StringRecord,
    known: RefCell<Vec<(Box<str>, Option<usize>)>>,
}

impl Headers {
    fn new(names: csv::StringRecord) -> Self {
        Self { names, known: RefCell::default() }
    }

    fn place(&self, column: &str) -> Option<usize> {
        let mut known = self.known.borrow_mut();
        if let Some((_, place)) = known.iter().find(|(name, _)| **name == *column) {
            return *place;
        }
        let place = self.names.iter().position(|header| named(column, header));
        known.push((column.into(), place));
        place
    }
}

/// Lines ended by a line feed alone: the reader counts a line too few after a carriage return.
fn unix_lines(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for (place, &byte) in bytes.iter().enumerate() {
        match (byte, bytes.get(place + 1)) {
            (b'\r', Some(b'\n')) => {}
            (b'\r', _) => kept.push(b'\n'),
            _ => kept.push(byte),
        }
    }
    Cow::Owned(kept)
}

fn has_columns(
    origin: &Origin,
    headers: &csv::StringRecord,
    required: &[&str],
    findings: &mut Findings,
) -> bool {
    let mut complete = true;
    for column in required {
        match headers.iter().filter(|header| named(column, header)).count() {
            1 => {}
            0 => {
                findings.defect_at(origin, column, "the column is missing");
                complete = false;
            }
            _ => {
                findings.defect_at(origin, column, "several columns have this name");
                complete = false;
            }
        }
    }
    complete
}

fn named(column: &str, header: &str) -> bool {
    column.split('|').any(|name| name.eq_ignore_ascii_case(header))
}

impl Row<'_> {
    /// Where the row was read.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The trimmed text of a field; empty when the column is not there.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.headers.place(column).and_then(|place| self.record.get(place)).unwrap_or("")
    }

    /// A field that must be there and be read.
    ///
    /// # Errors
    /// [`Unread`] when it cannot; what is wrong is among the findings.
    pub fn parse<T: FromStr<Err: Display>>(&mut self, column: &str) -> Result<T, Unread> {
        let text = self.text(column).to_owned();
        if text.is_empty() {
            return Err(self.unread(column, "is blank"));
        }
        text.parse().map_err(|error| self.unread(column, unreadable(&text, &error)))
    }

    /// A field that may be blank.
    ///
    /// # Errors
    /// As [`Row::parse`].
    pub fn optional<T: FromStr<Err: Display>>(&mut self, column: &str) -> Result<Option<T>, Unread> {
        if self.text(column).is_empty() { Ok(None) } else { self.parse(column).map(Some) }
    }

    /// A whole number that may be blank and may be written with decimals of nought, such as `8.0`.
    ///
    /// # Errors
    /// As [`Row::parse`].
    pub fn whole<T: FromStr<Err: Display>>(&mut self, column: &str) -> Result<Option<T>, Unread> {
        let text = self.text(column);
        let whole = match text.split_once('.') {
            Some((whole, decimals)) if decimals.bytes().all(|byte| byte == b'0') => whole.to_owned(),
            _ => text.to_owned(),
        };
        if whole.is_empty() {
            return Ok(None);
        }
        whole.parse().map(Some).map_err(|error| self.unread(column, unreadable(&whole, &error)))
    }

    /// Text that must be there.
    ///
    /// # Errors
    /// As [`Row::parse`].
    pub fn name(&mut self, column: &str) -> Result<String, Unread> {
        self.parse(column)
    }

    /// Records why a field of this row cannot be read.
    pub fn unread(&mut self, column: &str, reason: impl Into<String>) -> Unread {
        self.defect(column, reason);
        Unread
    }

    /// Records a defect of a field of this row.
    pub fn defect(&mut self, column: &str, reason: impl Into<String>) {
        let column = column.split('|').find(|name| self.headers.place(name).is_some()).unwrap_or(column);
        self.findings.defect_at(&self.origin, column, reason);
    }
}

/// Our own errors quote the value already.
fn unreadable(text: &str, error: &impl Display) -> String {
    let (error, text) = (error.to_string(), echo::cut(text));
    if error.contains(&text) { error } else { format!("{text:?} cannot be read: {error}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, findings: &mut Findings) -> Vec<(String, Option<u8>)> {
        let rows = read_rows("table.csv", text.as_bytes(), &["name|title", "decile"], findings, |row| {
            Ok((row.name("name|title")?, row.whole("decile")?))
        });
        rows.into_iter().map(|at| at.row).collect()
    }

    #[test]
    fn columns_go_by_any_of_their_names_and_order() {
        let mut findings = Findings::default();
        let rows = read("\u{feff}decile,title\n8.0, A \n,\"B, b\"\n", &mut findings);
        assert_eq!(rows, [("A".to_owned(), Some(8)), ("B, b".to_owned(), None)]);
        assert!(findings.is_usable());
    }

    #[test]
    fn every_defect_is_told_with_its_line_and_column() {
        let mut findings = Findings::default();
        let rows = read("name,decile\n,1\nA,x\nB,300\nC,2,3\nD,4\n", &mut findings);
        assert_eq!(rows, [("D".to_owned(), Some(4))]);
        let told: Vec<String> = findings.defects.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("table.csv:2: name: is blank"), "{told:?}");
        assert!(told[1].starts_with("table.csv:3: decile: \"x\" cannot be read"), "{told:?}");
        assert!(told[2].starts_with("table.csv:4: decile: \"300\""), "{told:?}");
        assert!(told[3].starts_with("table.csv:5: row"), "{told:?}");
    }

    #[test]
    fn lines_are_counted_the_same_however_they_end() {
        for end in ["\n", "\r\n", "\r"] {
            let mut findings = Findings::default();
            read(&["name,decile", "A,1", "B,x", ""].join(end), &mut findings);
            assert_eq!(findings.defects[0].line, Some(3), "{end:?}");
        }
    }

    #[test]
    fn a_missing_column_is_told_once_and_nothing_is_guessed() {
        let mut findings = Findings::default();
        assert!(read("name\nA\n", &mut findings).is_empty());
        assert_eq!(findings.defects[0].to_string(), "table.csv:1: decile: the column is missing");
    }
}
