//! A workbook as the table in it: the first sheet whose layout is known.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{Reader, Xlsx};

use super::recognise::recognise;

/// The text of a file: a workbook's known sheet with its name, anything else as it is.
pub fn opened(bytes: &[u8]) -> (Option<String>, Cow<'_, [u8]>) {
    let found = bytes.starts_with(b"PK").then(|| known_sheet(bytes)).flatten();
    found.map_or((None, Cow::Borrowed(bytes)), |(sheet, text)| (Some(sheet), Cow::Owned(text)))
}

fn known_sheet(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    book.sheet_names().into_iter().find_map(|name| {
        let range = book.worksheet_range(&name).ok()?;
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in range.rows() {
            writer.write_record(row.iter().map(ToString::to_string)).ok()?;
        }
        let text = writer.into_inner().ok()?;
        recognise(&text).map(|_| (name, text))
    })
}
