//! How a table with known columns is written, to be told before it is used: what it was taken out of, its encoding, its delimiter, and
//! its header.

use super::container;
use super::dialect::delimiter;
use super::layout::heading_row;
use super::script::Script;
use super::whole::{beginning, heading};

/// How much of a text is looked at.
const LOOKED_AT: usize = 64 * 1024;

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableHead {
    /// What the table was taken out of, outermost first: `packed by gzip`, `the sheet "Areas" of a workbook`.
    pub from: Vec<String>,
    /// The encoding.
    pub encoding: &'static str,
    /// What separates fields.
    pub delimiter: char,
    /// Which of its rows has the names of the columns, from 1.
    pub row: usize,
    /// Their names.
    pub names: Vec<String>,
}

impl TableHead {
    /// The head of a table that should have some columns; `None` where nothing can be read as a table.
    #[must_use]
    pub fn of(bytes: &[u8], required: &[&str]) -> Option<Self> {
        let fits = |text: &[u8]| heading(&beginning(text), required).is_some();
        let opened = container::opened(bytes, None, &fits).ok()?;
        let sample = &opened.bytes[..opened.bytes.len().min(LOOKED_AT)];
        let script = opened.script.or_else(|| Script::of(sample, None).ok())?;
        let text = script.decoded(sample);
        let mut rows = beginning(&text);
        let row = heading(&rows, required).unwrap_or_else(|| heading_row(&rows));
        let names = if row < rows.len() { rows.swap_remove(row) } else { return None };
        let delimiter = char::from(delimiter(&text));
        Some(Self { from: opened.from, encoding: script.encoding_name(), delimiter, row: row + 1, names })
    }

    /// In words, where it is not a plain text in UTF-8 with commas and its header first.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut words = self.from.clone();
        if self.encoding != "UTF-8" {
            words.push(format!("in {}", self.encoding));
        }
        match self.delimiter {
            ',' => {}
            '\t' => words.push("with tabs".to_owned()),
            delimiter => words.push(format!("with {delimiter:?} between fields")),
        }
        if self.row > 1 {
            words.push(format!("its header in row {}", self.row));
        }
        words.join(", ")
    }
}
