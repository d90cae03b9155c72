//! What a file is that is no table, by its first bytes: named, so that whoever brought it knows what to save it as.

use super::other_formats::of_program;

/// How much of a document of markup is looked at to name it.
const LOOKED_AT: usize = 1024;

/// The first bytes of files that are no tables.
const BINARY: [(&[u8], &str); 14] = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "a database (SQLite or GeoPackage)"),
    (b"{\\rtf", "a document (RTF)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)"),
    (b"Rar!", "an archive (RAR)"),
    (b"BZh", "packed by bzip2"),
    (b"\xfd7zXZ\0", "packed by xz"),
    (b"\x28\xb5\x2f\xfd", "packed by Zstandard"),
    (b"\xff\xfe\0\0", "text in UTF-32"),
    (b"\0\0\xfe\xff", "text in UTF-32"),
];

/// How documents of markup begin, in lower case, behind a mark and white space.
const MARKUP: [(&[u8], &str); 10] = [
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<head", "a web page"),
    (b"<body", "a web page"),
    (b"<meta", "a web page"),
    (b"<style", "a web page"),
    (b"<table", "a web page"),
    (b"<!--", "a web page"),
    (b"mime-version:", "a web page (MHTML)"),
    (b"<?xml", "an XML document"),
];

/// Files within archives that are documents of programs.
const DOCUMENTS: [(&str, &str); 4] = [
    ("word/document.xml", "a document (Word)"),
    ("ppt/presentation.xml", "a presentation (PowerPoint)"),
    ("Index/Document.iwa", "a document of Numbers, Pages or Keynote, which can export it"),
    ("doc.kml", "a map (KMZ)"),
];

/// What a file is that is no table; none of what may be one.
pub(super) fn of_no_table(beginning: &[u8]) -> Option<&'static str> {
    let starting = |known: &[(&[u8], &'static str)], bytes: &[u8]| {
        known.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name)
    };
    if let Some(name) = starting(&BINARY, beginning).or_else(|| of_program(beginning)) {
        return Some(name);
    }
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    if is_array(text) {
        return Some("a JSON array");
    }
    let markup = text[..text.len().min(LOOKED_AT)].to_ascii_lowercase();
    let name = starting(&MARKUP, &markup)?;
    let has = |word: &[u8]| memchr::memmem::find(&markup, word).is_some();
    match name {
        "an XML document" if has(b"<kml") => Some("a map (KML)"),
        "an XML document" if has(b"<html") => Some("a web page"),
        _ => Some(name),
    }
}

/// What an archive is that some program keeps its document in, by the files in it.
pub(super) fn of_document(names: &[String]) -> Option<&'static str> {
    let has = |name: &str| names.iter().any(|found| found == name);
    DOCUMENTS.iter().find(|(file, _)| has(file)).map(|(_, name)| *name)
}

/// Whether a text begins as an array of objects or arrays in JSON does.
fn is_array(text: &[u8]) -> bool {
    let inner = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| inner.starts_with(b"{") || inner.starts_with(b"["))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_named_whatever_stands_before_it() {
        for (beginning, expected) in [
            ("%PDF-1.7", Some("a PDF document")),
            ("<html><table>", Some("a web page")),
            ("\u{feff}<html>", Some("a web page")),
            ("\r\n  <HTML xmlns='x'>", Some("a web page")),
            ("<meta http-equiv=Content-Type>", Some("a web page")),
            ("<table border=1>", Some("a web page")),
            ("<!-- by a program -->\n<html>", Some("a web page")),
            ("MIME-Version: 1.0\r\n", Some("a web page (MHTML)")),
            ("<?xml version=\"1.0\"?>\n<kml xmlns=\"x\">", Some("a map (KML)")),
            ("<?xml version=\"1.0\"?>\n<html>", Some("a web page")),
            ("\u{feff}<?xml version=\"1.0\"?>\n<Workbook/>", Some("an XML document")),
            ("[\n {\"a\":1}]", Some("a JSON array")),
            ("<5,OX1 1ND\n", None),
            ("[ref],postcode\n", None),
            ("ref,postcode\n", None),
            ("", None),
        ] {
            assert_eq!(of_no_table(beginning.as_bytes()), expected, "{beginning:?}");
        }
        assert_eq!(of_document(&["ppt/presentation.xml".to_owned()]), Some("a presentation (PowerPoint)"));
        assert_eq!(of_document(&["a.csv".to_owned()]), None);
    }
}
