//! How a table was understood, to be told before anything is done with its answers: in sentences, and as JSON.

use serde::Serialize;

use super::cell::Decimal;
use super::options::COLUMN;
use super::question::columns::FoundQuestion;
use super::question::question_columns::{QuestionColumns, Why};
use super::question::sample::Sample;
use super::question::warnings::warnings;
use super::script::{LineEnd, Script};
use crate::echo;
use crate::invisible::trim;

/// How a table was understood.
#[derive(Clone, Debug, Serialize)]
pub struct Understanding {
    /// What the table was taken out of, outermost first: `a file packed by gzip`, `the sheet "Patients" of a workbook`.
    pub from: Vec<String>,
    /// The encoding; null of a workbook, which has none that matters.
    pub encoding: Option<&'static str>,
    /// Whether a byte order mark stands before the text.
    pub has_mark: bool,
    /// Whether a carriage return alone ends lines.
    pub carriage_returns: bool,
    /// What separates fields; null of a workbook.
    pub delimiter: Option<char>,
    /// Rows above the table, as they are; they are passed on, unanswered.
    pub rows_above: Vec<String>,
    /// The number of the header's row, from 1; null without a header.
    pub header_row: Option<usize>,
    /// Names of the columns; empty without a header.
    pub columns: Vec<String>,
    /// What is asked: `postcode`, `lon_lat`, `easting_northing`, `grid_reference`, `practice` or `area`.
    pub asks: &'static str,
    /// The columns that hold the question, by name, or number such as `#2`.
    pub asked_columns: Vec<String>,
    /// Why they were taken: `by_hand`, `by_name` or `by_values`.
    pub why: Why,
    /// How many of the values looked at can be read as such a question.
    pub valid: usize,
    /// How many values were looked at: those of the first 1,000 rows that are not missing.
    pub looked_at: usize,
    /// Which character stands before decimals; null when the question has no numbers.
    pub decimal: Option<Decimal>,
    /// Other columns that hold a question and were not taken.
    pub others: Vec<Other>,
    /// What may not be meant as it was understood, in sentences.
    pub warnings: Vec<String>,
    #[serde(skip)]
    plural: &'static str,
}

/// A column that holds a question and was not taken.
#[derive(Clone, Debug, Serialize)]
pub struct Other {
    /// Its name or number.
    pub column: String,
    /// What it holds, as `asks` says it; of a point two columns stand in `column`, with a comma between.
    pub holds: &'static str,
    /// How many of its values are of the kind.
    pub valid: usize,
    /// How many values were looked at.
    pub looked_at: usize,
    #[serde(skip)]
    plural: &'static str,
}

/// How the text of a table is written.
pub struct Written<'a> {
    /// What it was taken out of.
    pub from: &'a [String],
    /// Whether it is a sheet of a workbook, which is text only here.
    pub is_sheet: bool,
    /// Its characters.
    pub script: Script,
    /// What separates fields.
    pub delimiter: u8,
    /// Rows above it.
    pub above: &'a [String],
}

impl Understanding {
    /// Of a table that is written so, in which the question was found.
    #[must_use]
    pub fn of(written: &Written<'_>, sample: &Sample<'_>, found: &FoundQuestion) -> Self {
        let Written { from, is_sheet, script, delimiter, above } = written;
        let named = |place: &usize| match sample.names.and_then(|names| names.get(*place)) {
            Some(name) if !trim(name).is_empty() => echo::cut(trim(name)),
            _ => format!("#{}", place + 1),
        };
        let other = |candidate: &super::question::candidates::Candidate| Other {
            column: named(&candidate.place),
            holds: QuestionColumns::of(candidate.kind, candidate.place).as_str(),
            plural: candidate.kind.plural(),
            valid: candidate.valid,
            looked_at: candidate.present,
        };
        let point = |(columns, [valid, looked_at]): &(QuestionColumns, [usize; 2])| Other {
            column: columns.places().iter().map(named).collect::<Vec<_>>().join(","),
            holds: columns.as_str(),
            plural: columns.plural(),
            valid: *valid,
            looked_at: *looked_at,
        };
        Self {
            from: from.to_vec(),
            encoding: (!is_sheet).then(|| script.encoding_name()),
            has_mark: script.mark > 0,
            carriage_returns: script.lines == LineEnd::Return,
            delimiter: (!is_sheet).then(|| char::from(*delimiter)),
            rows_above: above.iter().map(|row| echo::cut(row)).collect(),
            header_row: sample.names.map(|_| above.len() + 1),
            columns: sample.names.unwrap_or_default().iter().map(|name| echo::cut(trim(name))).collect(),
            asks: found.asks.as_str(),
            asked_columns: found.asks.places().iter().map(named).collect(),
            why: found.why,
            valid: found.valid,
            looked_at: found.present,
            decimal: found.decimal,
            others: found.others.iter().map(other).chain(found.other_points.iter().map(point)).collect(),
            warnings: warnings(sample, found, *is_sheet),
            plural: found.asks.plural(),
        }
    }

    /// How many rows stand before the first that is answered.
    #[must_use]
    pub fn rows_before(&self) -> usize {
        self.rows_above.len() + usize::from(self.header_row.is_some())
    }

    /// The same in sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut told = vec![self.writing(), self.question()];
        if !self.others.is_empty() {
            let other = |other: &Other| format!("{:?} ({})", other.column, other.plural);
            let others: Vec<String> = self.others.iter().take(8).map(other).collect();
            told.push(format!(
                "Not taken, though they hold such values: {}. {COLUMN} chooses.",
                others.join(", ")
            ));
        }
        told.extend(self.warnings.iter().cloned());
        told
    }

    fn writing(&self) -> String {
        let delimiter = match self.delimiter.unwrap_or(',') {
            ',' => "commas".to_owned(),
            ';' => "semicolons".to_owned(),
            '\t' => "tabs".to_owned(),
            '|' => "pipes".to_owned(),
            other => format!("{other:?}"),
        };
        let mut told = match self.encoding {
            Some(encoding) => format!("Read as {encoding}, separated by {delimiter}"),
            None => "Read".to_owned(),
        };
        if self.carriage_returns {
            told.push_str(", with lines that end by a carriage return alone (line feeds are written)");
        }
        if let Some(from) = (!self.from.is_empty()).then(|| self.from.join(", ")) {
            let comma = if self.encoding.is_some() { "," } else { "" };
            told = format!("{told}{comma} from {from}");
        }
        match (self.header_row, self.rows_above.len()) {
            (Some(1), _) => told.push_str("; the first row names the columns."),
            (Some(row), above) => {
                told = format!(
                    "{told}; row {row} names the columns, {} passed on unanswered.",
                    rows_above(above)
                );
            }
            (None, 0) => told.push_str("; no row names the columns."),
            (None, above) => {
                told =
                    format!("{told}; no row names the columns, {} passed on unanswered.", rows_above(above));
            }
        }
        told
    }

    fn question(&self) -> String {
        let columns: Vec<String> = self.asked_columns.iter().map(|name| format!("{name:?}")).collect();
        let columns = match columns.as_slice() {
            [one] => format!("the column {one}"),
            several => format!("the columns {}", several.join(" and ")),
        };
        let why = match self.why {
            Why::ByHand => "as asked",
            Why::ByName => "by name",
            Why::ByValues => "by its values",
        };
        let decimal = match self.decimal {
            Some(Decimal::Comma) => ", with decimal commas",
            _ => "",
        };
        let plural = self.plural;
        match (self.valid, self.looked_at) {
            (_, 0) => {
                format!("Asked are the {plural} of {columns}, {why}: the first rows have no value there.")
            }
            (valid, 1) => {
                let can = if valid == 1 { "can" } else { "cannot" };
                format!(
                    "Asked are the {plural} of {columns}, {why}: the first value {can} be read so{decimal}."
                )
            }
            (valid, looked_at) => format!(
                "Asked are the {plural} of {columns}, {why}: {valid} of the first {looked_at} values can be read so{decimal}."
            ),
        }
    }
}

fn rows_above(count: usize) -> String {
    if count == 1 { "1 row above is".to_owned() } else { format!("{count} rows above are") }
}
