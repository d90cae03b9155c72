//! How a table was understood, and its first rows answered: shown before anything is done.

use serde::Serialize;
use serde_json::{Map, Value};

use super::answers::Answers;
use super::opening::Opening;
use super::tally::Tally;
use crate::planning::resolve::resolution::Outcome;
use crate::reading::cutter::Holds;
use crate::reading::options::{Face, Piece, pieces, worded};
use crate::reading::record::{fields, first_record, value};
use crate::reading::understanding::Understanding;

/// How many rows are shown.
pub const SHOWN: usize = 20;

/// A table before it is answered.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// How it was understood.
    pub understanding: Understanding,
    /// The same in sentences.
    pub sentences: Vec<String>,
    /// The same with each option that a sentence names apart, for a face that calls it by other words.
    pub pieces: Vec<Vec<Piece>>,
    /// Its first rows, by column, with the columns that the answer appends. Without a header, columns are `#1`, `#2`.
    pub rows: Vec<Map<String, Value>>,
    /// Rows below the table, which are not answered; 0 where the beginning is not all there is.
    pub rows_below: u64,
    /// The rows looked at by outcome.
    pub outcomes: Map<String, Value>,
    /// How many rows were looked at.
    pub rows_looked_at: u64,
    /// Whether they are all the rows there are.
    pub is_whole: bool,
}

impl Opening {
    /// Answers the rows of the beginning. `is_whole` says whether the beginning is all there is.
    #[must_use]
    pub fn preview(mut self, answers: &Answers<'_>, is_whole: bool) -> Preview {
        let (mut out, mut tally, mut answered) = (Vec::new(), Tally::default(), 0);
        loop {
            let block = if is_whole { self.cutter.finish() } else { self.cutter.take() };
            let Some(block) = block else { break };
            tally.add(&self.table.answer(answers, &block, &mut out));
            // What stands below the table comes last, and is no row of it.
            answered = if block.holds == Holds::RowsBelow { answered } else { out.len() };
        }
        let names = self.names();
        let delimiter = self.table.delimiter();
        let (mut rest, mut rows, mut places) = (&out[..answered], Vec::new(), Vec::new());
        while !rest.is_empty() && rows.len() < SHOWN {
            let (record, end) = first_record(rest, delimiter);
            fields(record, delimiter, &mut places);
            let text = |place: &std::ops::Range<usize>| {
                Value::from(String::from_utf8_lossy(&value(&record[place.clone()])).into_owned())
            };
            rows.push(names.iter().cloned().zip(places.iter().map(text)).collect());
            rest = &rest[record.len() + end.len()..];
        }
        let count = |(outcome, rows): (Outcome, u64)| (outcome.as_str().to_owned(), Value::from(rows));
        let mut said = self.understanding.sentences();
        said.extend(tally.sentences_besides(self.understanding.rows_before(), &said));
        let in_words = |told: &String| worded(told, Face::Http);
        self.understanding.warnings = self.understanding.warnings.iter().map(in_words).collect();
        Preview {
            sentences: said.iter().map(in_words).collect(),
            pieces: said.iter().map(|told| pieces(told)).collect(),
            rows_below: tally.below.rows,
            understanding: self.understanding,
            rows,
            outcomes: tally.outcomes().map(count).collect(),
            rows_looked_at: tally.rows(),
            is_whole,
        }
    }

    /// Names of all columns, those appended too; each once.
    fn names(&self) -> Vec<String> {
        let own = &self.understanding.columns;
        let mut names: Vec<String> = Vec::new();
        for place in 0..self.table.width() {
            let name = own.get(place).filter(|name| !name.is_empty() && !names.contains(name));
            names.push(name.cloned().unwrap_or_else(|| format!("#{}", place + 1)));
        }
        names.extend_from_slice(self.table.appended());
        names
    }
}
