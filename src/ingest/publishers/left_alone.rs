//! What is said of a file that is not read.

use super::delivery::{Delivered, has_extension};
use crate::echo;
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
    if bytes.starts_with(b"PK") {
        return "is a workbook without a sheet whose layout is known here, and is left alone".to_owned();
    }
    let is_text = std::str::from_utf8(&bytes[..bytes.len().min(64)])
        .map_or_else(|error| error.valid_up_to() > 32, |_| true);
    if !is_text || bytes.trim_ascii_start().starts_with(b"{") {
        return "is no layout known here, and is left alone".to_owned();
    }
    let names = echo::cut(&headers(bytes).join(", "));
    format!("is no layout known here, and is left alone (its first row: {names})")
}
