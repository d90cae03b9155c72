//! A whole file as rows of text: taken out of what holds it, decoded, and its header found by the columns that are required.

use std::borrow::Cow;

use super::by_hand::ByHand;
use super::cell::plain_text;
use super::container;
use super::dialect::{MOST_TITLES, delimiter, named_by};
use super::findings::{Findings, Origin};
use super::headings;
use super::layout::{Header, heading_row};
use super::not_opened::listed;
use super::options::{Face, worded};
use super::record::{OPEN_QUOTE, open_quotes};
use super::rows::footer;
use super::rows::object_lines;
use super::script::{Script, is_lone_return};
use super::workbook::uncalculated::{Uncalculated, in_words};
use crate::echo;

/// How much of a text is looked at to find how it is written.
pub(super) const LOOKED_AT: usize = 64 * 1024;

/// What is said where a header is described and there is none.
const OF_LINES: &str =
    "it is lines of JSON, in which every line names its columns: skip_rows and header are of other tables";

/// A table as text in UTF-8 with line feeds.
pub(super) struct Text<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// Lines that stand before those of the file.
    pub lines_before: u64,
    uncalculated: Uncalculated,
}

/// The text of a table; why there is none is among the findings.
pub(super) fn opened<'a>(
    file: &str,
    bytes: &'a [u8],
    by_hand: &ByHand,
    fits: &dyn Fn(&[u8]) -> bool,
    findings: &mut Findings,
) -> Option<Text<'a>> {
    let label = by_hand.encoding.as_deref();
    if let Some(label) = label.filter(|label| !Script::is_known(label)) {
        findings.defect(file, unknown_encoding(label));
        return None;
    }
    let opened = match container::opened(bytes, by_hand.sheet.as_deref(), fits) {
        Ok(opened) => opened,
        Err(error) => {
            findings.defect(file, worded(&error.to_string(), Face::Either));
            return None;
        }
    };
    let decoded = |bytes: &[u8], findings: &mut Findings| {
        let sample = &bytes[..bytes.len().min(LOOKED_AT)];
        let script = opened.script.or_else(|| Script::of(sample, label).ok())?;
        if let (None, Some(doubt)) = (label, script.doubt(sample)) {
            findings.warning(file, worded(&doubt, Face::Either));
        }
        Some(script)
    };
    let bytes = match opened.bytes {
        Cow::Borrowed(bytes) => unix_lines(decoded(bytes, findings)?.decoded(bytes)),
        Cow::Owned(ref bytes) => {
            Cow::Owned(unix_lines(decoded(bytes, findings)?.decoded(bytes)).into_owned())
        }
    };
    if object_lines::is_rows(&bytes) {
        if by_hand.skip_rows.is_some() || by_hand.header != Header::Auto {
            findings.defect(file, OF_LINES);
            return None;
        }
        let table = object_lines::as_table(file, &bytes, findings);
        let lines_before = object_lines::LINES_BEFORE;
        return Some(Text { bytes: Cow::Owned(table), lines_before, uncalculated: Uncalculated::default() });
    }
    let bytes = without_footer(file, with_closed_quotes(file, bytes, findings), findings);
    Some(Text { bytes, lines_before: 0, uncalculated: opened.uncalculated })
}

/// A text in which every quote that is opened is closed: a line on which one is not is a defect, and blank, so that the rows behind it
/// are rows and not its value.
fn with_closed_quotes<'a>(file: &str, text: Cow<'a, [u8]>, findings: &mut Findings) -> Cow<'a, [u8]> {
    let open = open_quotes(&text, delimiter_of(&text));
    if open.is_empty() {
        return text;
    }
    let (mut closed, mut from, mut line) = (Vec::with_capacity(text.len()), 0, 1);
    for place in open {
        line += memchr::memchr_iter(b'\n', &text[from..place.start]).count() as u64;
        findings.defect_at(&Origin { file: file.into(), line }, "row", OPEN_QUOTE);
        closed.extend_from_slice(&text[from..place.start]);
        from = place.end;
    }
    closed.extend_from_slice(&text[from..]);
    Cow::Owned(closed)
}

/// A text without the rows below its table, which are told; blank lines are not.
fn without_footer<'a>(file: &str, text: Cow<'a, [u8]>, findings: &mut Findings) -> Cow<'a, [u8]> {
    let (table, below) = text.split_at(text.len() - footer::length(&text, delimiter_of(&text), width(&text)));
    let is_filled = |line: &&[u8]| !line.trim_ascii().is_empty();
    let rows = below.split(|byte| *byte == b'\n');
    let count = rows.clone().filter(is_filled).count() as u64;
    let Some((place, first)) = rows.enumerate().find(|(_, line)| is_filled(line)) else { return text };
    let line = memchr::memchr_iter(b'\n', table).count() + place + 1;
    findings.warning(file, footer::in_words(count, line as u64, first, delimiter_of(&text)));
    let end = table.len();
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    }
}

/// The most fields of the first rows.
fn width(text: &[u8]) -> usize {
    let first = records(text).into_byte_records().take(MOST_TITLES + 20);
    first.filter_map(|record| Some(record.ok()?.len())).max().unwrap_or(0)
}

/// Tells formulas whose values the workbook does not hold: a defect in a column that is required, else a warning. `above` rows stand
/// before the first of values.
pub(super) fn tell_uncalculated(
    file: &str,
    text: &Text<'_>,
    above: usize,
    names: &[String],
    required: &[&str],
    findings: &mut Findings,
) {
    let place = |column: &&str| headings::place(column, names.iter().map(String::as_str));
    let required: Vec<usize> = required.iter().filter_map(place).collect();
    for (place, reason) in in_columns(&text.uncalculated, above, names) {
        if required.contains(&place) {
            findings.defect(file, reason);
        } else {
            findings.warning(file, reason);
        }
    }
}

fn in_columns<'a>(
    uncalculated: &'a Uncalculated,
    above: usize,
    names: &'a [String],
) -> impl Iterator<Item = (usize, String)> + 'a {
    uncalculated.below(above).map(|(place, count)| {
        let name = names.get(place).filter(|name| !name.is_empty());
        let column = name.map_or_else(|| format!("#{}", place + 1), |name| format!("{:?}", echo::cut(name)));
        (place, in_words(count, &column))
    })
}

/// What is said of the formulas of a sheet, given as its text, whose values are not there, whatever its columns are for.
#[must_use]
pub fn without_values(text: &[u8], uncalculated: &Uncalculated) -> Vec<String> {
    if uncalculated.is_empty() {
        return Vec::new();
    }
    let first = beginning(text, &ByHand::default());
    let row = heading_row(&first);
    let names = first.get(row).map_or(&[][..], Vec::as_slice);
    in_columns(uncalculated, row + 1, names).map(|(_, reason)| reason).collect()
}

/// What is said of an encoding's label that nobody knows.
#[must_use]
pub fn unknown_encoding(label: &str) -> String {
    format!("unknown encoding {:?}: use a label such as utf-8, utf-16le or windows-1252", echo::cut(label))
}

/// The first rows, and those behind the ones that are skipped, each value without what spreadsheets put around it. A blank line is a
/// row without values.
pub(super) fn beginning(text: &[u8], by_hand: &ByHand) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let looked_at = by_hand.skip_rows.unwrap_or_default().saturating_add(MOST_TITLES + 20);
    for record in records(text).into_byte_records().take(looked_at) {
        let Ok(record) = record else { break };
        rows.resize(rows.len() + blank_lines(text, record.position()), Vec::new());
        let plain = |cell: &[u8]| plain_text(&String::from_utf8_lossy(cell)).to_owned();
        rows.push(record.iter().map(plain).collect());
    }
    rows
}

/// How many blank lines the reader passed over before a record, whose position it gives as that of the first of them.
pub(super) fn blank_lines(text: &[u8], position: Option<&csv::Position>) -> usize {
    let before = position.and_then(|position| text.get(usize::try_from(position.byte()).ok()?..));
    before.map_or(0, |rest| rest.iter().take_while(|byte| **byte == b'\n').count())
}

pub(super) fn records(text: &[u8]) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter_of(text))
        .trim(csv::Trim::All)
        .from_reader(text)
}

pub(super) fn delimiter_of(text: &[u8]) -> u8 {
    delimiter(&text[..text.len().min(LOOKED_AT)])
}

/// The first row that has all columns that are required; none when they are not there, or none is required.
pub(super) fn heading(rows: &[Vec<String>], required: &[&str]) -> Option<usize> {
    let has =
        |row: &[String], column: &&str| headings::place(column, row.iter().map(String::as_str)).is_some();
    let has_all = |row: &Vec<String>| required.iter().all(|column| has(row, column));
    if required.is_empty() { None } else { rows.iter().take(MOST_TITLES).position(has_all) }
}

/// Where the rows of a table begin, and what its columns are called.
pub(super) struct Head {
    /// Rows above the first that is read: the header is one of them.
    pub above: usize,
    /// The header's place; `None` for a table without.
    pub row: Option<usize>,
    /// Names of the columns: `#1`, `#2` for a table without a header.
    pub names: Vec<String>,
}

impl ByHand {
    /// The head of a table, by its first rows: the first row that has all columns that are required, else one as full as most.
    /// `None` when there is no such row.
    pub(super) fn head(&self, first: &[Vec<String>], required: &[&str]) -> Option<Head> {
        let found = || heading(first, required).unwrap_or_else(|| heading_row(first));
        if self.header == Header::Absent {
            let above = self.skip_rows.unwrap_or_else(|| heading_row(first));
            let width = first.get(above)?.len();
            let names = (1..=width).map(|number| format!("#{number}")).collect();
            return Some(Head { above, row: None, names });
        }
        let row = self.skip_rows.unwrap_or_else(found);
        Some(Head { above: row + 1, row: Some(row), names: first.get(row)?.clone() })
    }
}

/// Rows above the header are said to be left out, but for `sep=;` and lines that begin with `#`, as our own exports do.
pub(super) fn tell_titles(file: &str, above: &[Vec<String>], findings: &mut Findings) {
    let text = |row: &&Vec<String>| {
        let first = row.iter().find(|cell| !cell.is_empty());
        first.is_some_and(|first| !first.starts_with('#') && named_by(first.as_bytes()).is_none())
    };
    let titles: Vec<&Vec<String>> = above.iter().filter(text).collect();
    if let Some(first) = titles.first() {
        let first = echo::cut(first.join(" ").trim());
        let rows = if titles.len() == 1 { "1 row".to_owned() } else { format!("{} rows", titles.len()) };
        findings.warning(file, format!("{rows} above the header, left out: {first:?}"));
    }
}

/// Lines ended by a line feed alone: the reader counts a line too few after a carriage return.
pub(super) fn unix_lines(bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return bytes;
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for (place, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\r' if is_lone_return(&bytes, place) => kept.push(b'\n'),
            b'\r' => {}
            _ => kept.push(byte),
        }
    }
    Cow::Owned(kept)
}

pub(super) fn has_columns(
    file: &str,
    text: &Text<'_>,
    above: usize,
    names: &[String],
    required: &[&str],
    findings: &mut Findings,
) -> bool {
    let before = findings.defects.len();
    let line = line_of_row(&text.bytes, above).unwrap_or(1).saturating_sub(text.lines_before).max(1);
    let origin = Origin { file: file.into(), line };
    for column in required {
        let shortest = column.split('|').next().unwrap_or(column);
        let Some(place) = headings::place(column, names.iter().map(String::as_str)) else {
            findings.defect_at(&origin, shortest, missing_column(column, names));
            continue;
        };
        let name = &names[place];
        let is_called_so = |other: &usize| headings::bare(&names[*other]) == headings::bare(name);
        let called_so: Vec<usize> = (0..names.len()).filter(is_called_so).collect();
        if column.starts_with('#') || called_so.len() == 1 {
            continue;
        }
        let name = echo::cut(name);
        if hold_the_same(&text.bytes, above, &called_so) {
            let reason = format!(
                "several columns are called {name:?}, and hold the same in every row: the first is read"
            );
            findings.warning(file, reason);
        } else {
            let reason = format!(
                "several columns are called {name:?}: choose one by its number, such as #{}",
                place + 1
            );
            findings.defect_at(&origin, shortest, reason);
        }
    }
    findings.defects.len() == before
}

/// Whether some columns hold the same in every row below the header, which is a row by its number.
fn hold_the_same(text: &[u8], header: usize, columns: &[usize]) -> bool {
    let mut number = 0;
    for record in records(text).into_byte_records() {
        let Ok(record) = record else { return false };
        number += blank_lines(text, record.position());
        let mut values = columns.iter().map(|place| record.get(*place).unwrap_or_default());
        let first = values.next();
        if number > header && values.any(|value| Some(value) != first) {
            return false;
        }
        number += 1;
    }
    true
}

/// The line that a row begins on, from 1; a row may have several lines.
fn line_of_row(text: &[u8], row: usize) -> Option<u64> {
    let mut number = 0;
    for record in records(text).into_byte_records() {
        let record = record.ok()?;
        let blank = blank_lines(text, record.position());
        if number + blank >= row {
            return Some(record.position()?.line() + blank as u64);
        }
        number += blank + 1;
    }
    None
}

fn missing_column(column: &str, names: &[String]) -> String {
    let others: Vec<&str> = column.split('|').skip(1).take(3).collect();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!(" (it may also be called {})", others.join(", "))
    };
    let names: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    format!("the column is missing{others}; the columns are {}", listed(&names))
}
