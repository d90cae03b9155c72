//! A table of questions: its columns as they are, the answer's appended.
//!
//! What cannot be aligned with the columns (a row of more fields than there are, a line with a quote that is never closed)
//! is written whole into the first column and answered `invalid_format`, so that no text is lost and no value changes column.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use super::answers::{Answers, RowAnswer, ZoneFields};
use super::fields::{Field, Fields};
use super::options::{OnUnmatched, Options};
use super::repeated::Heading;
use super::spreadsheet::push_inert;
use super::tally::Tally;
use crate::planning::resolve::resolution::Outcome;
use crate::reading::cell::Decimal;
use crate::reading::cutter::{Block, Holds};
use crate::reading::question::addresses::postcode_at_end;
use crate::reading::question::columns::FoundQuestion;
use crate::reading::question::question_columns::QuestionColumns;
use crate::reading::record::{OPEN_QUOTE, fields, first_record, push_field, value};
use crate::reading::rows::swallowed::lines_like_rows;

const MORE_FIELDS: &str =
    "the row has more fields than there are columns: a value that holds the delimiter needs quotes";

/// A table whose first rows were read.
#[derive(Clone, Debug)]
pub struct Table {
    delimiter: u8,
    asks: QuestionColumns,
    decimal: Decimal,
    /// Whether postcodes are what the values end in.
    at_end: bool,
    width: usize,
    fields: Fields,
    appended: Vec<String>,
    on_unmatched: OnUnmatched,
    head: Vec<u8>,
    heading: Heading,
    /// Whether a quote may be open in it: not in a sheet.
    has_quotes: bool,
}

impl Table {
    /// A table whose question was found; `appended` are the names of the columns appended.
    #[must_use]
    pub fn new(
        delimiter: u8,
        found: &FoundQuestion,
        width: usize,
        options: &Options,
        appended: Vec<String>,
        head: Vec<u8>,
    ) -> Self {
        let (asks, decimal, at_end) = (found.asks, found.decimal.unwrap_or_default(), found.at_end);
        let (fields, on_unmatched) = (options.fields.clone(), options.on_unmatched);
        Self {
            delimiter,
            asks,
            decimal,
            at_end,
            width,
            fields,
            appended,
            on_unmatched,
            head,
            heading: Heading::default(),
            has_quotes: true,
        }
    }

    /// The same with its heading, which a row may repeat. The cells of a sheet are whole, whatever lines they hold.
    #[must_use]
    pub fn with_heading(self, heading: Heading, is_sheet: bool) -> Self {
        Self { heading, has_quotes: !is_sheet, ..self }
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

    /// What separates fields.
    #[must_use]
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// How many columns the table itself has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Names of the columns appended.
    #[must_use]
    pub fn appended(&self) -> &[String] {
        &self.appended
    }

    /// Answers the rows of a block, each with the columns appended.
    pub fn answer(&self, answers: &Answers<'_>, block: &Block, out: &mut Vec<u8>) -> Tally {
        let zones = answers.zone_fields(self.delimiter);
        let mut writing =
            Writing { table: self, answers, zones, places: Vec::new(), tally: Tally::default(), out };
        match block.holds {
            Holds::Rows => {}
            Holds::BrokenLine => {
                writing.broken(block.bytes.trim_ascii_end(), OPEN_QUOTE);
                return writing.tally;
            }
            Holds::RowsBelow => {
                writing.below(&block.bytes);
                return writing.tally;
            }
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

/// The postcode that a value ends in; the whole value where it ends in none.
fn at_end(value: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let postcode =
        std::str::from_utf8(&value).ok().and_then(postcode_at_end).map(|text| text.as_bytes().to_vec());
    postcode.map_or(value, Cow::Owned)
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
            return self.broken(record, MORE_FIELDS);
        }
        if self.table.has_quotes && memchr::memchr(b'\n', record).is_some() {
            self.tell_swallowed(record);
        }
        let answer = self.answered(record);
        if answer.outcome == Outcome::InvalidFormat {
            self.tell_repeated(record);
        }
        if !self.is_wanted(&answer) {
            return;
        }
        let columns = self.places.len().min(width);
        let content = self.places[columns - 1].end;
        self.out.extend_from_slice(&record[..content]);
        let wants_reason = self.table.fields.has_any(&[Field::Reason]);
        let reason = if wants_reason { self.reason(record).unwrap_or_default() } else { String::new() };
        self.append(columns, &answer, &reason, if end.is_empty() { b"\n" } else { end });
    }

    /// Notes a row that repeats the heading.
    fn tell_repeated(&mut self, record: &[u8]) {
        let cells: Vec<Cow<'_, [u8]>> =
            self.places.iter().map(|place| value(&record[place.clone()])).collect();
        let cells = cells.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default());
        let place = self.tally.rows();
        self.table.heading.tell(cells, place, &mut self.tally.repeated);
    }

    /// Notes lines within a value that look like rows: a quote may be open there.
    fn tell_swallowed(&mut self, record: &[u8]) {
        let text =
            |place: &Range<usize>| String::from_utf8_lossy(&value(&record[place.clone()])).into_owned();
        let cells: Vec<String> = self.places.iter().map(text).collect();
        let lines =
            lines_like_rows(&cells, self.table.delimiter, self.table.width, &self.table.asks.places());
        if lines > 0 {
            let place = self.tally.rows();
            self.tally.swallowed.tell(place, lines);
        }
    }

    /// The values that hold the question; of a question in one column the second is empty.
    fn values<'b>(&self, record: &'b [u8]) -> [Cow<'b, [u8]>; 2] {
        let field =
            |place: usize| value(self.places.get(place).map_or(&[][..], |place| &record[place.clone()]));
        match self.table.asks {
            QuestionColumns::LonLat(first, second) | QuestionColumns::EastingNorthing(first, second) => {
                [field(first), field(second)]
            }
            QuestionColumns::Postcode(place) if self.table.at_end => {
                [at_end(field(place)), Cow::Borrowed(&[])]
            }
            QuestionColumns::Postcode(place)
            | QuestionColumns::GridReference(place)
            | QuestionColumns::Practice(place)
            | QuestionColumns::Area(place) => [field(place), Cow::Borrowed(&[])],
        }
    }

    fn answered(&self, record: &[u8]) -> RowAnswer {
        let [first, second] = self.values(record);
        let decimal = self.table.decimal;
        match self.table.asks {
            QuestionColumns::Postcode(_) => self.answers.postcode(&first),
            QuestionColumns::GridReference(_) => self.answers.grid_reference(&first),
            QuestionColumns::Practice(_) => self.answers.practice(&first),
            QuestionColumns::Area(_) => self.answers.area(&first),
            QuestionColumns::LonLat(..) => self.answers.lon_lat(&first, &second, decimal),
            QuestionColumns::EastingNorthing(..) => self.answers.easting_northing(&first, &second, decimal),
        }
    }

    fn reason(&self, record: &[u8]) -> Option<String> {
        let [first, second] = self.values(record);
        self.answers.reasons().of(self.table.asks, self.table.decimal, [&first, &second])
    }

    fn broken(&mut self, line: &[u8], why: &str) {
        let answer = RowAnswer::of(Outcome::InvalidFormat);
        if self.is_wanted(&answer) {
            push_field(self.out, String::from_utf8_lossy(line).as_bytes(), self.table.delimiter);
            self.append(1, &answer, why, b"\n");
        }
    }

    /// Passes on what stands below the table, unanswered: blank lines as they are, and rows with the columns appended blank.
    fn below(&mut self, rows: &[u8]) {
        let Table { delimiter, width, .. } = *self.table;
        let mut rest = rows;
        for place in 0_u64.. {
            if rest.is_empty() {
                return;
            }
            let (record, end) = first_record(rest, delimiter);
            rest = &rest[record.len() + end.len()..];
            let is_blank = record.trim_ascii().is_empty();
            if !is_blank {
                self.tally.below.tell(place, record, delimiter);
            }
            if self.table.on_unmatched != OnUnmatched::Keep {
                continue;
            }
            fields(record, delimiter, &mut self.places);
            self.out.extend_from_slice(record);
            if !is_blank {
                let missing = width.saturating_sub(self.places.len()) + self.table.fields.all().len();
                self.out.extend(std::iter::repeat_n(delimiter, missing));
            }
            self.out.extend_from_slice(if end.is_empty() { b"\n" } else { end });
        }
    }

    fn is_wanted(&mut self, answer: &RowAnswer) -> bool {
        self.tally.count_row(answer);
        let outcome = answer.outcome;
        match self.table.on_unmatched {
            OnUnmatched::Keep => true,
            OnUnmatched::Drop => outcome.is_match(),
            OnUnmatched::Only => !outcome.is_match(),
        }
    }

    /// Fills up the columns that are missing, then appends the answer.
    fn append(&mut self, columns: usize, answer: &RowAnswer, reason: &str, end: &[u8]) {
        let delimiter = self.table.delimiter;
        for _ in columns..self.table.width {
            self.out.push(delimiter);
        }
        for field in self.table.fields.all() {
            self.out.push(delimiter);
            match field {
                Field::Reason => push_inert(self.out, reason, delimiter),
                _ => self.answers.push(self.out, answer, *field, &self.zones),
            }
        }
        self.out.extend_from_slice(end);
    }
}
