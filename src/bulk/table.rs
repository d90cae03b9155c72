//! A table of questions: its columns as they are, the answer's appended.
//!
//! What cannot be aligned with the columns (a row of more fields than there are, a line with a quote that is never closed)
//! is written whole into the first column and answered `invalid_format`, so that no text is lost and no value changes column.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use super::answers::{Answers, RowAnswer, ZoneFields};
use super::fields::Fields;
use super::tally::Tally;
use crate::echo;
use crate::planning::resolve::resolution::Outcome;
use crate::reading::columns::{Choice, NoColumn, QuestionColumns, Sample, is_value};
use crate::reading::cutter::{Block, Cutter};
use crate::reading::dialect::{Script, delimiter};
use crate::reading::record::{fields, first_record, push_field, value};

/// How a table is read and answered.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The columns that hold the question.
    pub column: Choice,
    /// The delimiter; `None` to find it.
    pub delimiter: Option<u8>,
    /// Whether the first row has names.
    pub header: Header,
    /// Put before the names of the columns appended.
    pub prefix: String,
    /// The columns appended.
    pub fields: Fields,
    /// What becomes of rows without a neighbourhood.
    pub on_unmatched: OnUnmatched,
    /// The encoding's label; `None` to find it.
    pub encoding: Option<String>,
}

/// Whether the first row has the names of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// It has them, unless one of its fields could be a question or a number
    #[default]
    Auto,
    /// It has them
    Present,
    /// It is a row like the others
    Absent,
}

/// What becomes of rows without a neighbourhood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum OnUnmatched {
    /// They are written like the others
    #[default]
    Keep,
    /// They are left out
    Drop,
    /// Only they are written
    Only,
}

/// Why bytes cannot be answered as a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// There are no rows.
    #[error("the table is empty")]
    Empty,
    /// The encoding's label is not known.
    #[error("unknown encoding {0:?}: use a label such as utf-8, utf-16le or windows-1252")]
    UnknownEncoding(String),
    /// The columns of the question could not be found.
    #[error(transparent)]
    Column(#[from] NoColumn),
    /// The table already has a column of a name to be appended.
    #[error("the table already has a column {0:?}: choose a prefix for the columns appended")]
    Clash(String),
}

/// A table whose first rows were read.
#[derive(Clone, Debug)]
pub struct Table {
    delimiter: u8,
    asks: QuestionColumns,
    width: usize,
    fields: Fields,
    on_unmatched: OnUnmatched,
    head: Vec<u8>,
}

/// How many rows are read to find the columns, before the first is answered.
const LOOKED_AT: usize = 200;
const MARK: &[u8] = "\u{feff}".as_bytes();

impl Table {
    /// Reads how a table is written from its beginning (all of it when `is_whole`), and gives what cuts the rest: the
    /// beginning, its header left out, is in there.
    ///
    /// # Errors
    /// [`NotATable`] when the columns of the question cannot be found.
    pub fn open(beginning: &[u8], is_whole: bool, options: &Options) -> Result<(Self, Cutter), NotATable> {
        let script = Script::of(beginning, options.encoding.as_deref())
            .map_err(|label| NotATable::UnknownEncoding(echo::cut(label)))?;
        let (text, _) = script.encoding.decode_without_bom_handling(&beginning[script.mark..]);
        let text = text.as_bytes();
        let delimiter = options.delimiter.unwrap_or_else(|| delimiter(text));
        let records = first_records(text, delimiter, is_whole);
        let first = records.first().ok_or(NotATable::Empty)?;
        let has_header = match options.header {
            Header::Present => true,
            Header::Absent => false,
            Header::Auto => !first.values.iter().any(|value| is_value(value)),
        };
        let width = first.values.len();
        let rows: Vec<Vec<String>> =
            records.iter().skip(usize::from(has_header)).map(|record| record.values.clone()).collect();
        let names = has_header.then_some(first.values.as_slice());
        let asks = options.column.find(&Sample { names, rows: &rows, width })?;
        let mut cutter = Cutter::of_table(script, delimiter);
        cutter.push(beginning);
        let mut head = if script.mark > 0 { MARK.to_vec() } else { vec![] };
        if has_header {
            cutter.forget_row();
            push_head(&mut head, first, options, delimiter)?;
        }
        let (fields, on_unmatched) = (options.fields.clone(), options.on_unmatched);
        Ok((Self { delimiter, asks, width, fields, on_unmatched, head }, cutter))
    }

    /// What is written before the rows: the header, if there is one, with its new columns.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// The columns appended.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The columns that hold the question.
    #[must_use]
    pub fn asks(&self) -> QuestionColumns {
        self.asks
    }

    /// Answers the rows of a block, each with the columns appended.
    pub fn answer(&self, answers: &Answers<'_>, block: &Block, out: &mut Vec<u8>) -> Tally {
        let zones = answers.zone_fields(self.delimiter);
        let mut writing =
            Writing { table: self, answers, zones, places: Vec::new(), tally: Tally::default(), out };
        if block.is_broken {
            writing.broken(block.bytes.trim_ascii_end());
            return writing.tally;
        }
        writing.out.reserve(block.bytes.len() * 2);
        let is_text = std::str::from_utf8(&block.bytes).is_ok();
        let mut rest = block.bytes.as_slice();
        while !rest.is_empty() {
            let (record, end) = first_record(rest, self.delimiter);
            rest = &rest[record.len() + end.len()..];
            if is_text || std::str::from_utf8(record).is_ok() {
                writing.row(record, end);
            } else {
                // Files put together by hand have rows of old spreadsheets among rows in UTF-8.
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(record);
                writing.row(text.as_bytes(), end);
            }
        }
        writing.tally
    }
}

/// A record of the beginning.
struct Record {
    content: Vec<u8>,
    end: Vec<u8>,
    values: Vec<String>,
}

fn first_records(text: &[u8], delimiter: u8, is_whole: bool) -> Vec<Record> {
    let (mut rest, mut records, mut places) = (text, Vec::new(), Vec::new());
    while !rest.is_empty() && records.len() < LOOKED_AT {
        let (content, end) = first_record(rest, delimiter);
        // The beginning may end within this record: it is left out unless it is the only one.
        if end.is_empty() && !is_whole && !records.is_empty() {
            break;
        }
        fields(content, delimiter, &mut places);
        let text =
            |place: &Range<usize>| String::from_utf8_lossy(&value(&content[place.clone()])).into_owned();
        let values = places.iter().map(text).collect();
        records.push(Record { content: content.to_vec(), end: end.to_vec(), values });
        rest = &rest[content.len() + end.len()..];
    }
    records
}

fn push_head(head: &mut Vec<u8>, first: &Record, options: &Options, delimiter: u8) -> Result<(), NotATable> {
    head.extend_from_slice(&first.content);
    for field in options.fields.all() {
        let name = format!("{}{}", options.prefix, field.name());
        if first.values.contains(&name) {
            return Err(NotATable::Clash(echo::cut(&name)));
        }
        head.push(delimiter);
        push_field(head, name.as_bytes(), delimiter);
    }
    head.extend_from_slice(if first.end.is_empty() { b"\n" } else { &first.end });
    Ok(())
}

/// The rows of one block on their way out.
struct Writing<'a> {
    table: &'a Table,
    answers: &'a Answers<'a>,
    zones: ZoneFields,
    places: Vec<Range<usize>>,
    tally: Tally,
    out: &'a mut Vec<u8>,
}

impl Writing<'_> {
    fn row(&mut self, record: &[u8], end: &[u8]) {
        let Table { delimiter, width, .. } = *self.table;
        fields(record, delimiter, &mut self.places);
        let has_more = |places: &[Range<usize>]| places[width..].iter().any(|place| !place.is_empty());
        if self.places.len() > width && has_more(&self.places) {
            return self.broken(record);
        }
        let answer = self.asked(record);
        if !self.is_wanted(answer.outcome) {
            return;
        }
        let columns = self.places.len().min(width);
        let content = self.places[columns - 1].end;
        self.out.extend_from_slice(&record[..content]);
        self.append(columns, &answer, if end.is_empty() { b"\n" } else { end });
    }

    fn asked(&self, record: &[u8]) -> RowAnswer {
        let field = |place: usize| self.places.get(place).map_or(&[][..], |place| &record[place.clone()]);
        match self.table.asks {
            QuestionColumns::Postcode(place) => self.answers.postcode(&value(field(place))),
            QuestionColumns::Practice(place) => self.answers.practice(&value(field(place))),
            QuestionColumns::Area(place) => self.answers.area(&value(field(place))),
            QuestionColumns::LonLat(longitude, latitude) => {
                self.answers.lon_lat(&value(field(longitude)), &value(field(latitude)))
            }
            QuestionColumns::EastingNorthing(easting, northing) => {
                self.answers.easting_northing(&value(field(easting)), &value(field(northing)))
            }
        }
    }

    fn broken(&mut self, line: &[u8]) {
        let answer = RowAnswer::of(Outcome::InvalidFormat);
        if self.is_wanted(answer.outcome) {
            push_field(self.out, String::from_utf8_lossy(line).as_bytes(), self.table.delimiter);
            self.append(1, &answer, b"\n");
        }
    }

    fn is_wanted(&mut self, outcome: Outcome) -> bool {
        self.tally.count(outcome);
        match self.table.on_unmatched {
            OnUnmatched::Keep => true,
            OnUnmatched::Drop => outcome.is_match(),
            OnUnmatched::Only => !outcome.is_match(),
        }
    }

    /// Fills up the columns that are missing, then appends the answer.
    fn append(&mut self, columns: usize, answer: &RowAnswer, end: &[u8]) {
        let delimiter = self.table.delimiter;
        for _ in columns..self.table.width {
            self.out.push(delimiter);
        }
        for field in self.table.fields.all() {
            self.out.push(delimiter);
            self.answers.push(self.out, answer, *field, &self.zones);
        }
        self.out.extend_from_slice(end);
    }
}
