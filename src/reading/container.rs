//! What holds a table: text as it is, packed by gzip, the one file of a zip archive, or a sheet of a workbook. Anything else is
//! named for what it is.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use encoding_rs::UTF_8;

use super::not_opened::{NotOpened, listed};
use super::script::{LineEnd, Script};
use super::workbook::{self, Sheet};
use crate::echo;

/// What a file looks like, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Text, as far as can be seen.
    Text,
    /// Packed by gzip.
    Gzip,
    /// A zip archive; the workbooks of today are such too.
    Zip,
    /// A workbook of before 2007, or one with a password.
    OldWorkbook,
    /// Something else, by its name.
    Other(&'static str),
}

/// A table taken out of what held it.
#[derive(Debug)]
pub struct Opened<'a> {
    /// The table as text, as it was written.
    pub bytes: Cow<'a, [u8]>,
    /// How its characters are written, where that is known from the container.
    pub script: Option<Script>,
    /// What it was taken out of, in words: `the sheet "Patients" of a workbook`, `packed by gzip`.
    pub from: Vec<String>,
}

/// What is unpacked at most.
const MOST_MIB: u64 = 512;

/// The first bytes of files that are no tables.
const OTHERS: [(&[u8], &str); 19] = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "a database (SQLite or GeoPackage)"),
    (b"{\\rtf", "a document (RTF)"),
    (b"<!DOCTYPE", "a web page"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<HTML", "a web page"),
    (b"<?xml", "an XML document"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)"),
    (b"Rar!", "an archive (RAR)"),
    (b"BZh", "packed by bzip2"),
    (b"\xfd7zXZ\0", "packed by xz"),
    (b"\x28\xb5\x2f\xfd", "packed by Zstandard"),
    (b"\xff\xfe\0\0", "text in UTF-32"),
    (b"\0\0\xfe\xff", "text in UTF-32"),
];

impl Container {
    /// By the first bytes.
    #[must_use]
    pub fn of(beginning: &[u8]) -> Self {
        let other = OTHERS.iter().find(|(magic, _)| beginning.starts_with(magic));
        match beginning {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::OldWorkbook,
            _ if is_array(beginning) => Self::Other("a JSON array"),
            _ => other.map_or(Self::Text, |(_, name)| Self::Other(name)),
        }
    }
}

/// Whether a text begins as an array of objects or arrays in JSON does.
fn is_array(beginning: &[u8]) -> bool {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    let inner = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| inner.starts_with(b"{") || inner.starts_with(b"["))
}

/// Takes a table out of what holds it. Of a workbook the sheet that is named, else the first that `fits`, else the first with
/// rows.
///
/// # Errors
/// [`NotOpened`]
pub fn opened<'a>(
    bytes: &'a [u8],
    sheet: Option<&str>,
    fits: &dyn Fn(&[u8]) -> bool,
) -> Result<Opened<'a>, NotOpened> {
    match Container::of(bytes) {
        Container::Text if sheet.is_some() => Err(NotOpened::NotAWorkbook),
        Container::Text => Ok(Opened { bytes: Cow::Borrowed(bytes), script: None, from: vec![] }),
        Container::Other(name) => Err(NotOpened::Other(name)),
        Container::Gzip => {
            let inner = unpacked(flate2::read::MultiGzDecoder::new(bytes), "gzip")?;
            within(&inner, "packed by gzip".to_owned(), sheet, fits)
        }
        Container::OldWorkbook => from_workbook(bytes, sheet, fits),
        Container::Zip => from_zip(bytes, sheet, fits),
    }
}

/// The one document of features that is packed by gzip or in an archive, as it is. `None` where there is none, or several are.
#[must_use]
pub fn packed_features(bytes: &[u8]) -> Option<Vec<u8>> {
    match Container::of(bytes) {
        Container::Gzip => unpacked(flate2::read::MultiGzDecoder::new(bytes), "gzip").ok(),
        Container::Zip => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
            let names = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
            let is_document = |name: &String| {
                let name = name.to_ascii_lowercase();
                let ends = [".geojson", ".json", ".geojsonl", ".geojsonseq", ".gpkg"];
                !name.starts_with("__macosx/") && ends.iter().any(|end| name.ends_with(end))
            };
            let documents: Vec<String> = names.filter(is_document).collect();
            let [only] = &documents[..] else { return None };
            unpacked(archive.by_name(only).ok()?, "zip").ok()
        }
        _ => None,
    }
}

/// What an inner file holds, with what it was taken out of.
fn within(
    inner: &[u8],
    from: String,
    sheet: Option<&str>,
    fits: &dyn Fn(&[u8]) -> bool,
) -> Result<Opened<'static>, NotOpened> {
    // Nobody packs a table three times.
    let opened = match Container::of(inner) {
        Container::Gzip => return Err(NotOpened::Other("packed twice")),
        _ => opened(inner, sheet, fits)?,
    };
    let mut told = vec![from];
    told.extend(opened.from);
    Ok(Opened { bytes: Cow::Owned(opened.bytes.into_owned()), script: opened.script, from: told })
}

fn unpacked(reader: impl Read, by: &'static str) -> Result<Vec<u8>, NotOpened> {
    let mut bytes = Vec::new();
    let most = MOST_MIB << 20;
    match reader.take(most + 1).read_to_end(&mut bytes) {
        Err(error) => Err(NotOpened::Damaged { by, error: error.to_string() }),
        Ok(count) if count as u64 > most => {
            Err(NotOpened::TooLarge { what: "an archive", most_mib: MOST_MIB })
        }
        Ok(_) => Ok(bytes),
    }
}

fn from_workbook(
    bytes: &[u8],
    sheet: Option<&str>,
    fits: &dyn Fn(&[u8]) -> bool,
) -> Result<Opened<'static>, NotOpened> {
    let Sheet { name, text, others } = workbook::table(bytes, sheet, fits)?;
    let script = Script { encoding: UTF_8, mark: 0, lines: LineEnd::Feed };
    let others: Vec<&String> = others.iter().collect();
    let others = if others.is_empty() { String::new() } else { format!(" (not read: {})", listed(&others)) };
    let from = vec![format!("the sheet {name:?} of a workbook{others}")];
    Ok(Opened { bytes: Cow::Owned(text), script: Some(script), from })
}

fn from_zip(
    bytes: &[u8],
    sheet: Option<&str>,
    fits: &dyn Fn(&[u8]) -> bool,
) -> Result<Opened<'static>, NotOpened> {
    let damaged = |error: zip::result::ZipError| NotOpened::Damaged { by: "zip", error: error.to_string() };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.decompressed_size().is_some_and(|size| size > u128::from(MOST_MIB << 20)) {
        return Err(NotOpened::TooLarge { what: "an archive or workbook", most_mib: MOST_MIB });
    }
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(Cow::into_owned))
        .collect::<Result<_, _>>()
        .map_err(damaged)?;
    let has = |name: &str| names.iter().any(|found| found == name);
    if has("xl/workbook.xml") || has("xl/workbook.bin") || (has("mimetype") && has("content.xml")) {
        return from_workbook(bytes, sheet, fits);
    }
    if has("word/document.xml") {
        return Err(NotOpened::Other("a document (Word)"));
    }
    let name = the_table(&names)?;
    let inner = unpacked(archive.by_name(&name).map_err(damaged)?, "zip")?;
    within(&inner, format!("{:?} of a zip archive", echo::cut(&name)), sheet, fits)
}

/// The one file of an archive that is, or could be, a table.
fn the_table(names: &[String]) -> Result<String, NotOpened> {
    let is_file = |name: &&String| {
        let own = name.rsplit('/').next().unwrap_or_default();
        !own.is_empty() && !own.starts_with('.') && !name.starts_with("__MACOSX/")
    };
    let is_table = |name: &&String| {
        let name = name.to_ascii_lowercase();
        [".csv", ".tsv", ".tab", ".txt", ".xlsx", ".ods", ".xls", ".ndjson", ".jsonl"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    let files: Vec<&String> = names.iter().filter(is_file).collect();
    let tables: Vec<&String> = files.iter().copied().filter(is_table).collect();
    match (files.as_slice(), tables.as_slice()) {
        ([], _) => Err(NotOpened::NoFile),
        ([only], _) | (_, [only]) => Ok((*only).clone()),
        _ => Err(NotOpened::SeveralFiles(listed(&files))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn open(bytes: &[u8]) -> Result<(String, Vec<String>), NotOpened> {
        let opened = opened(bytes, None, &|_| true)?;
        Ok((String::from_utf8(opened.bytes.into_owned()).unwrap(), opened.from))
    }

    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn text_is_itself_and_what_is_packed_is_unpacked() {
        assert_eq!(open(b"a,b\n").unwrap(), ("a,b\n".to_owned(), vec![]));
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(b"a,b\n").unwrap();
        let gzip = gzip.finish().unwrap();
        assert_eq!(open(&gzip).unwrap(), ("a,b\n".to_owned(), vec!["packed by gzip".to_owned()]));
        let cut = open(&gzip[..gzip.len() - 6]).unwrap_err();
        assert!(matches!(cut, NotOpened::Damaged { by: "gzip", .. }), "{cut}");
        let archive = zip(&[("readme.pdf", "x"), ("data/p.csv", "a,b\n"), ("__MACOSX/data/p.csv", "y")]);
        assert_eq!(open(&archive).unwrap().0, "a,b\n");
    }

    #[test]
    fn what_is_no_table_is_named() {
        assert_eq!(open(b"%PDF-1.7").unwrap_err(), NotOpened::Other("a PDF document"));
        assert_eq!(open(b"[\n {\"a\":1}]").unwrap_err(), NotOpened::Other("a JSON array"));
        assert!(
            matches!(open(&zip(&[("a.csv", "x"), ("b.csv", "y")])).unwrap_err(), NotOpened::SeveralFiles(names) if names == "a.csv, b.csv")
        );
        assert_eq!(open(&zip(&[])).unwrap_err(), NotOpened::NoFile);
        assert!(matches!(open(b"PK\x03\x04 and no more").unwrap_err(), NotOpened::Damaged { .. }));
        assert!(matches!(open(b"\xd0\xcf\x11\xe0 and no more").unwrap_err(), NotOpened::Workbook(_)));
        assert_eq!(opened(b"a,b", Some("s"), &|_| true).unwrap_err(), NotOpened::NotAWorkbook);
    }
}
