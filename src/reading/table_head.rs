//! How a table begins, in words: what it was taken out of, how it is written, and what its columns are called.

use std::borrow::Cow;

use super::by_hand::ByHand;
use super::container;
use super::dialect::delimiter;
use super::findings::Findings;
use super::not_opened::listed;
use super::rows::object_lines;
use super::script::Script;
use super::whole::{Head, LOOKED_AT, beginning, heading, unix_lines};

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableHead {
    /// What the table was taken out of, outermost first: `a file packed by gzip`, `the sheet "Areas" of a workbook`.
    pub from: Vec<String>,
    /// The encoding.
    pub encoding: &'static str,
    /// What separates fields.
    pub delimiter: char,
    /// Which of its rows has the names of the columns, from 1; `None` for a table without.
    pub row: Option<usize>,
    /// Their names.
    pub names: Vec<String>,
}

impl TableHead {
    /// The head of a table that should have some columns; `None` where nothing can be read as a table.
    #[must_use]
    pub fn of(bytes: &[u8], by_hand: &ByHand, required: &[&str]) -> Option<Self> {
        let fits = |text: &[u8]| heading(&beginning(text, by_hand), required).is_some();
        let opened = container::opened(bytes, by_hand.sheet.as_deref(), &fits).ok()?;
        let sample = &opened.bytes[..opened.bytes.len().min(LOOKED_AT)];
        let script = opened.script.or_else(|| Script::of(sample, by_hand.encoding.as_deref()).ok())?;
        let mut text = unix_lines(script.decoded(sample));
        let mut from = opened.from;
        let is_lines = object_lines::is_rows(&text);
        if is_lines {
            let is_cut = sample.len() < opened.bytes.len();
            let whole = if is_cut { memchr::memrchr(b'\n', &text).unwrap_or(text.len()) } else { text.len() };
            text = Cow::Owned(object_lines::as_table("", &text[..whole], &mut Findings::default()));
            from.push("lines of JSON".to_owned());
        }
        let Head { row, names, .. } = by_hand.head(&beginning(&text, by_hand), required)?;
        let (encoding, delimiter) = (script.encoding_name(), char::from(delimiter(&text)));
        Some(Self { from, encoding, delimiter, row: row.map(|row| row + usize::from(!is_lines)), names })
    }

    /// All of it in words.
    #[must_use]
    pub fn in_full(&self) -> String {
        let mut words = self.from.clone();
        // A sheet has neither, and lines of JSON are in UTF-8.
        if !self.from.iter().any(|from| from.contains("of a workbook") || from == "lines of JSON") {
            words.push(format!("in {}", self.encoding));
            words.push(match self.delimiter {
                ',' => "with commas".to_owned(),
                '\t' => "with tabs".to_owned(),
                delimiter => format!("with {delimiter:?}"),
            });
        }
        let names = listed(&self.names.iter().filter(|name| !name.is_empty()).collect::<Vec<_>>());
        words.push(match self.row {
            Some(row) => format!("its header in row {row}, which has {names}"),
            None => format!("without a header, its columns {names}"),
        });
        words.join(", ")
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
        match self.row {
            Some(1) => {}
            Some(row) => words.push(format!("its header in row {row}")),
            None => words.push("without a header".to_owned()),
        }
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_the_header_is_the_same_however_lines_end() {
        for (rows, row, words) in [
            (
                ["sep=;", "area;neighbourhood", "E01028422;N02", ""],
                2,
                "with ';' between fields, its header in row 2",
            ),
            (["", "area,neighbourhood", "E01028422,N02", ""], 2, "its header in row 2"),
            (["# of us", "area,neighbourhood", "", "E01028422,N02"], 2, "its header in row 2"),
            (["area,neighbourhood", "", "", "E01028422,N02"], 1, ""),
        ] {
            for end in ["\n", "\r\n", "\r"] {
                let head =
                    TableHead::of(rows.join(end).as_bytes(), &ByHand::default(), &["area", "neighbourhood"]);
                let head = head.unwrap();
                assert_eq!((head.row, head.in_words().as_str()), (Some(row), words), "{rows:?} {end:?}");
            }
        }
    }
}
