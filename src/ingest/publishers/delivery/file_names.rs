//! What the names of files tell.

use std::path::Path;

/// Texts for people, which come with every package.
pub fn is_for_people(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or(name);
    let is_text =
        ["md", "txt", "pdf", "html", "htm", "doc", "docx"].iter().any(|end| has_extension(own, end));
    let own = own.to_ascii_lowercase();
    is_text || ["column_headers", "codelist"].iter().any(|part| own.contains(part))
}

/// Whether a program keeps it while a workbook is open.
pub fn is_lock(name: &str) -> bool {
    name.rsplit('/').next().unwrap_or(name).starts_with("~$")
}

/// Whether a name ends so, in any case.
#[must_use]
pub fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}
