//! What is said of a file that is not read.

use super::delivery::{Delivered, has_extension};
use super::recognise::recognise;
use crate::echo;
use crate::reading::container::{Container, opened};
use crate::reading::table::headers;

/// Texts for people, which come with every package.
pub fn is_for_people(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or(name);
    let is_text =
        ["md", "txt", "pdf", "html", "htm", "doc", "docx"].iter().any(|end| has_extension(own, end));
    is_text || own.to_ascii_lowercase().contains("column_headers")
}

/// Why it is left alone, as the end of a sentence that begins with its name.
pub fn reason(delivered: &Delivered) -> String {
    let Delivered { name, bytes, .. } = delivered;
    let own = name.rsplit('/').next().unwrap_or(name);
    if own.starts_with("~$") {
        return "is left alone: a program keeps it while a workbook is open; save and close that workbook"
            .to_owned();
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return "is empty, and is left alone".to_owned();
    }
    if ["shp", "dbf", "shx", "prj"].iter().any(|part| has_extension(own, part)) {
        return "is one part of a Shapefile, and is left alone: put its parts (.shp, .shx, .dbf, .prj) into one zip archive".to_owned();
    }
    match Container::of(bytes) {
        Container::Zip | Container::OldWorkbook => {
            if let Err(error) = opened(bytes, None, &|text| recognise(text).is_some()) {
                return format!("is left alone: {error}");
            }
            return "is a workbook without a sheet whose layout is known here, and is left alone".to_owned();
        }
        Container::Other(what) => return format!("is {what}, which is not read here, and is left alone"),
        Container::Gzip | Container::Text => {}
    }
    if bytes.trim_ascii_start().starts_with(b"{") || !is_text(bytes) {
        return "is no layout known here, and is left alone".to_owned();
    }
    let names = echo::cut(&headers(bytes).join(", "));
    format!("is no layout known here, and is left alone (its first row: {names})")
}

/// Whether there is hardly a control character among its first.
fn is_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(256)];
    let controls =
        start.iter().filter(|byte| **byte < b' ' && !byte.is_ascii_whitespace() && **byte != 0).count();
    controls * 20 < start.len().max(1)
}
