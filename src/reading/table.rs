//! Tables with a header, read row by row; every field that cannot be read is a finding with line and column.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use super::by_hand::ByHand;
use super::cell::{self, Decimal, is_missing, plain_text};
use super::findings::{At, Findings, Origin};
use super::headings;
use super::layout::heading_row;
use super::rows::swallowed::{self, lines_in_record};
use super::whole::{
    Head, Text, beginning, blank_lines, delimiter_of, has_columns, heading, opened, records, tell_titles,
    tell_uncalculated,
};
use crate::echo;

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

/// Reads all rows of a table, however it is written: text of any encoding and delimiter, packed, or a sheet of a workbook. Its
/// header is the first row that has all columns that are required; a row that `read` cannot read is left out; it has said why.
///
/// A column may go by several names, written `area_code|lsoa_code` (see [`super::headings`]); the first that is there is taken.
pub fn read_rows<T>(
    file: &str,
    bytes: &[u8],
    required: &[&str],
    findings: &mut Findings,
    read: impl FnMut(&mut Row<'_>) -> Result<T, Unread>,
) -> Vec<At<T>> {
    read_rows_by_hand(file, bytes, &ByHand::default(), required, findings, read)
}

/// The same of a table of which something is said by hand.
pub fn read_rows_by_hand<T>(
    file: &str,
    bytes: &[u8],
    by_hand: &ByHand,
    required: &[&str],
    findings: &mut Findings,
    read: impl FnMut(&mut Row<'_>) -> Result<T, Unread>,
) -> Vec<At<T>> {
    let fits = |text: &[u8]| heading(&beginning(text, by_hand), required).is_some();
    let Some(text) = opened(file, bytes, by_hand, &fits, findings) else { return Vec::new() };
    let first = beginning(&text.bytes, by_hand);
    let Some(Head { above, row, names }) = by_hand.head(&first, required) else {
        findings.defect(file, "the table is empty");
        return Vec::new();
    };
    if !has_columns(file, &text, row.unwrap_or(above), &names, required, findings) {
        return Vec::new();
    }
    tell_titles(file, &first[..row.unwrap_or(above)], findings);
    tell_uncalculated(file, &text, above, &names, required, findings);
    read_records(file, &text, above, &Headers::new(names), findings, read)
}

/// The same of a table without a header, whose columns are named here, with commas between.
pub fn read_headless<T>(
    columns: &str,
    file: &str,
    bytes: &[u8],
    findings: &mut Findings,
    read: impl FnMut(&mut Row<'_>) -> Result<T, Unread>,
) -> Vec<At<T>> {
    let by_hand = ByHand::default();
    let Some(text) = opened(file, bytes, &by_hand, &|text| !text.is_empty(), findings) else {
        return Vec::new();
    };
    let headers = Headers::new(columns.split(',').map(str::to_owned).collect());
    tell_uncalculated(file, &text, 0, &headers.names, &[], findings);
    read_records(file, &text, 0, &headers, findings, read)
}

/// The first rows of a table, its header among them.
#[must_use]
pub fn first_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let by_hand = ByHand::default();
    let text = opened("", bytes, &by_hand, &|text| !text.is_empty(), &mut Findings::default());
    let rows = text.map(|text| beginning(&text.bytes, &by_hand)).unwrap_or_default();
    rows.into_iter().filter(|row| !row.is_empty()).collect()
}

/// The names of a table's columns; none when it has no rows.
#[must_use]
pub fn headers(bytes: &[u8]) -> Vec<String> {
    let mut first = first_rows(bytes);
    let place = heading_row(&first);
    if place < first.len() { first.swap_remove(place) } else { vec![] }
}

fn read_records<T>(
    file: &str,
    text: &Text<'_>,
    above: usize,
    headers: &Headers,
    findings: &mut Findings,
    mut read: impl FnMut(&mut Row<'_>) -> Result<T, Unread>,
) -> Vec<At<T>> {
    let name: Arc<str> = file.into();
    let Text { ref bytes, lines_before, .. } = *text;
    let text: &[u8] = bytes;
    let delimiter = delimiter_of(text);
    let mut reader = records(text);
    let (mut rows, mut record, mut number) = (Vec::new(), csv::StringRecord::new(), 0);
    loop {
        let read_on = reader.read_record(&mut record);
        let line = reader.position().line();
        let blank = blank_lines(text, record.position());
        let line = record.position().map_or(line, |position| position.line() + blank as u64);
        let line = line.saturating_sub(lines_before);
        number += blank;
        let origin = Origin { file: Arc::clone(&name), line };
        match read_on {
            Ok(false) => return rows,
            Ok(true) if number < above => {}
            Ok(true) if record.iter().all(str::is_empty) => {}
            Ok(true) => {
                if let Some(reason) = unlike(&record, headers) {
                    findings.defect_at(&origin, "row", reason);
                    continue;
                }
                let lines = lines_in_record(&record, delimiter, headers.names.len());
                if lines > 0 {
                    findings.warning(&origin.file, swallowed::in_words(1, line, lines));
                }
                let mut row = Row { origin, headers, record: &record, findings };
                if let Ok(value) = read(&mut row) {
                    rows.push(At { row: value, origin: row.origin });
                }
            }
            Err(error) => {
                findings.defect_at(
                    &origin,
                    "row",
                    "the row cannot be read as text: save the table again as CSV in UTF-8, or as a workbook",
                );
                if error.is_io_error() {
                    return rows;
                }
            }
        }
        number += 1;
    }
}

/// Why a row does not fit its header.
fn unlike(record: &csv::StringRecord, headers: &Headers) -> Option<String> {
    let (has, should) = (record.len(), headers.names.len());
    let fields = |count: usize| if count == 1 { "1 field".to_owned() } else { format!("{count} fields") };
    match has.cmp(&should) {
        Ordering::Greater if record.iter().skip(should).any(|cell| !cell.is_empty()) => Some(format!(
            "the row has {} and the header {should}: a value that holds the delimiter needs quotes around it",
            fields(has)
        )),
        Ordering::Less => {
            Some(format!("the row has {} and the header {should}: is it cut off?", fields(has)))
        }
        _ => None,
    }
}

/// The header of a table, and where each column asked for stands: a table has many rows, and its columns few names.
struct Headers {
    names: Vec<String>,
    known: RefCell<Vec<(Box<str>, Option<usize>)>>,
}

impl Headers {
    fn new(names: Vec<String>) -> Self {
        Self { names, known: RefCell::default() }
    }

    fn place(&self, column: &str) -> Option<usize> {
        let mut known = self.known.borrow_mut();
        if let Some((_, place)) = known.iter().find(|(name, _)| **name == *column) {
            return *place;
        }
        let place = headings::place(column, self.names.iter().map(String::as_str));
        known.push((column.into(), place));
        place
    }
}

impl Row<'_> {
    /// Where the row was read.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The text of a field, without what spreadsheets put around it; empty when the column is not there.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.headers.place(column).map_or("", |place| self.text_at(place))
    }

    /// The names of all columns, in their places.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.headers.names
    }

    /// The text of a field by the place of its column.
    #[must_use]
    pub fn text_at(&self, place: usize) -> &str {
        plain_text(self.record.get(place).unwrap_or(""))
    }

    /// The text of a field, empty also for a word that says that there is no value, such as `NA`.
    #[must_use]
    pub fn value(&self, column: &str) -> &str {
        let text = self.text(column);
        if is_missing(text) { "" } else { text }
    }

    /// Whether the table has a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.headers.place(column).is_some()
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
        if self.value(column).is_empty() { Ok(None) } else { self.parse(column).map(Some) }
    }

    /// A whole number, 0 or more, that may be blank and may be written as `8.0` or `1,100`; not as `1E+03`, which hides digits.
    ///
    /// # Errors
    /// As [`Row::parse`].
    pub fn whole<T: TryFrom<u64>>(&mut self, column: &str) -> Result<Option<T>, Unread> {
        let text = self.value(column).to_owned();
        if text.is_empty() {
            return Ok(None);
        }
        let number = cell::number(&text, Decimal::Dot).filter(|_| !text.contains(['e', 'E']));
        // Beyond 2^53 digits would be lost.
        let is_whole =
            |number: &f64| number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(number);
        let Some(number) = number.filter(is_whole) else {
            return Err(self.unread(column, not_such(&text, cell::not_whole(&text))));
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and 0 or more")]
        let whole = T::try_from(number as u64);
        whole
            .map(Some)
            .map_err(|_too_large| self.unread(column, not_such(&text, "it is too large for this column")))
    }

    /// A whole number that must be there.
    ///
    /// # Errors
    /// As [`Row::parse`].
    pub fn count<T: TryFrom<u64>>(&mut self, column: &str) -> Result<T, Unread> {
        self.whole(column)?.ok_or_else(|| self.unread(column, "is blank"))
    }

    /// A number that may be blank.
    ///
    /// # Errors
    /// As [`Row::parse`].
    pub fn number(&mut self, column: &str) -> Result<Option<f64>, Unread> {
        let text = self.value(column).to_owned();
        if text.is_empty() {
            return Ok(None);
        }
        let number = cell::number(&text, Decimal::Dot).filter(|number| number.is_finite());
        number.map(Some).ok_or_else(|| self.unread(column, not_such(&text, "expected a number")))
    }

    /// A number that must be there, such as an easting.
    ///
    /// # Errors
    /// As [`Row::parse`].
    pub fn coordinate(&mut self, column: &str) -> Result<f64, Unread> {
        self.number(column)?.ok_or_else(|| self.unread(column, "is blank"))
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
        let column = self.heading(column).to_owned();
        self.findings.defect_at(&self.origin, &column, reason);
    }

    /// What the table calls a column; the first of its names where it has none.
    #[must_use]
    pub fn heading<'b>(&'b self, column: &'b str) -> &'b str {
        let own = self.headers.place(column).map(|place| self.headers.names[place].as_str());
        own.unwrap_or_else(|| column.split('|').next().unwrap_or(column))
    }
}

fn not_such(text: &str, why: &str) -> String {
    format!("{:?} cannot be read: {why}", echo::cut(text))
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
            let mut findings = Findings::default();
            read(&["", "", "name,decile", "", "A,1", "", "", "B,x", ""].join(end), &mut findings);
            assert_eq!(findings.defects[0].line, Some(8), "{end:?}: blank lines are lines");
        }
    }

    #[test]
    fn a_missing_column_is_told_once_and_nothing_is_guessed() {
        let mut findings = Findings::default();
        assert!(read("name\nA\n", &mut findings).is_empty());
        assert_eq!(
            findings.defects[0].to_string(),
            "table.csv:1: decile: the column is missing; the columns are name"
        );
    }
}
