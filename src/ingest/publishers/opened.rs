//! A file as the text of the table in it: taken out of a workbook or a packed file, in UTF-8, its lines ended by line feeds.

use std::borrow::Cow;

use super::recognise::{Kind, recognise};
use crate::reading::container::{self, Container};
use crate::reading::script::Script;

/// How much of a text is looked at to find how it is written.
const LOOKED_AT: usize = 64 * 1024;

/// What it was taken out of, where it was, and the text; of a workbook the first sheet whose layout is known. What is no text is
/// left as it is.
pub fn opened(bytes: &[u8]) -> (Option<String>, Cow<'_, [u8]>) {
    if recognise(bytes).is_some_and(Kind::is_polygons) {
        return (None, Cow::Borrowed(bytes));
    }
    match Container::of(bytes) {
        Container::Other(_) => (None, Cow::Borrowed(bytes)),
        Container::Text => (None, text(bytes)),
        Container::Gzip | Container::Zip | Container::OldWorkbook => {
            match container::opened(bytes, None, &|text| recognise(text).is_some()) {
                Ok(opened) => (Some(opened.from.join(", ")), Cow::Owned(text(&opened.bytes).into_owned())),
                Err(_) => (None, Cow::Borrowed(bytes)),
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
