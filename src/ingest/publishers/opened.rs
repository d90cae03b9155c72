//! A file as the text of the table in it: taken out of a workbook or a packed file, in UTF-8, its lines ended by line feeds.

use std::borrow::Cow;

use super::recognise::{Kind, recognise};
use crate::reading::container::{self, Container};
use crate::reading::not_opened::NotOpened;
use crate::reading::script::Script;
use crate::reading::without_values;

/// How much of a text is looked at to find how it is written.
const LOOKED_AT: usize = 64 * 1024;

/// The table of a file.
pub struct Text<'a> {
    /// What it was taken out of, where it was.
    pub from: Option<String>,
    pub bytes: Cow<'a, [u8]>,
    /// What is said of formulas whose values are not there.
    pub without_values: Vec<String>,
    /// Why it was not taken out of what holds it.
    pub not_opened: Option<NotOpened>,
}

/// The text of a file; of a workbook the sheet that is chosen, else the first whose layout is known. What is no text is left as it is.
pub fn opened<'a>(bytes: &'a [u8], sheet: Option<&str>) -> Text<'a> {
    let as_it_is = |bytes| Text { from: None, bytes, without_values: Vec::new(), not_opened: None };
    if recognise(bytes).is_some_and(Kind::is_polygons) {
        return as_it_is(Cow::Borrowed(bytes));
    }
    match Container::of(bytes) {
        Container::Other(_) => as_it_is(Cow::Borrowed(bytes)),
        Container::Text => as_it_is(text(bytes)),
        Container::Gzip | Container::Zip | Container::OldWorkbook | Container::Parquet => {
            match container::opened(bytes, sheet, &|text| recognise(text).is_some()) {
                Ok(opened) => Text {
                    from: Some(opened.from.join(", ")),
                    without_values: without_values(&opened.bytes, &opened.uncalculated),
                    bytes: Cow::Owned(text(&opened.bytes).into_owned()),
                    not_opened: None,
                },
                Err(error) => Text { not_opened: Some(error), ..as_it_is(Cow::Borrowed(bytes)) },
            }
        }
    }
}

fn text(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Script::of(&bytes[..bytes.len().min(LOOKED_AT)], None) {
        Ok(script) => script.decoded(bytes),
        Err(_no_label_was_given) => Cow::Borrowed(bytes),
    }
}
