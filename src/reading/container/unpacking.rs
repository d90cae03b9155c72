//! What holds a table: text as it is, packed by gzip, the one file of a zip archive, or a sheet of a workbook. Anything else is
//! named for what it is.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use encoding_rs::UTF_8;

use super::archive::{Chosen, is_file};
use crate::echo;
use crate::reading::formats::known::Known;
#[cfg(feature = "parquet")]
use crate::reading::formats::parquet_file::{TooLong, as_text};
use crate::reading::formats::signature;
use crate::reading::not_opened::{MOST_PACKED, NotOpened, listed};
use crate::reading::script::{LineEnd, Script};
use crate::reading::workbook::{self, uncalculated::Uncalculated};

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
    /// Apache Parquet, where the program was built to read it.
    Parquet,
    /// Something else that is known.
    Other(Known),
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
    /// Formulas of a sheet whose values are not there.
    pub uncalculated: Uncalculated,
}

/// What is unpacked at most.
const MOST_MIB: u64 = 512;
/// How much of a text in an archive is looked at to tell whether it is a table.
const LOOKED_AT: u64 = 16 * 1024;

impl Container {
    /// By the first bytes.
    #[must_use]
    pub fn of(beginning: &[u8]) -> Self {
        match beginning {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::OldWorkbook,
            [b'P', b'A', b'R', b'1', ..] if cfg!(feature = "parquet") => Self::Parquet,
            _ => signature::of_no_table(beginning).map_or(Self::Text, Self::Other),
        }
    }
}

/// Takes a table out of what holds it. Of a workbook the sheet that is named, else the one that `fits`, those that are not hidden first,
/// else the first with rows.
///
/// # Errors
/// [`NotOpened`]; also when several sheets fit.
pub fn opened<'a>(
    bytes: &'a [u8],
    sheet: Option<&str>,
    fits: &dyn Fn(&[u8]) -> bool,
) -> Result<Opened<'a>, NotOpened> {
    Unpacking { sheet, fits, packed: 0 }.opened(bytes)
}

/// The one document of features that is packed by gzip or in an archive, perhaps several times over, and that `is_one` knows. `None`
/// where there is none, or several are.
#[must_use]
pub fn packed_features(bytes: &[u8], is_one: &dyn Fn(&[u8]) -> bool) -> Option<Vec<u8>> {
    Unpacking { sheet: None, fits: is_one, packed: 0 }.features(bytes)
}

/// The one document of features within a file, or what is packed anew and may hold it, as it is.
fn document_within(bytes: &[u8]) -> Option<Vec<u8>> {
    match Container::of(bytes) {
        Container::Gzip => unpacked(flate2::read::MultiGzDecoder::new(bytes), "gzip").ok(),
        Container::Zip => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
            let names: Vec<String> =
                archive.file_names().filter_map(|name| Some(name.ok()?.to_string())).collect();
            let only = |ends: &[&str]| {
                let is_one = |name: &&String| {
                    let lower = name.to_ascii_lowercase();
                    is_file(name) && ends.iter().any(|end| lower.ends_with(end))
                };
                let found: Vec<&String> = names.iter().filter(is_one).collect();
                if let [only] = found[..] { Some(only.clone()) } else { None }
            };
            let document = only(&[
                ".geojson",
                ".json",
                ".geojsonl",
                ".geojsons",
                ".geojsonseq",
                ".gpkg",
                ".fgb",
                ".parquet",
            ]);
            let name = document.or_else(|| only(&[".zip", ".gz"]))?;
            unpacked(archive.by_name(&name).ok()?, "zip").ok()
        }
        _ => None,
    }
}

/// A table that is being taken out of what holds it.
#[derive(Clone, Copy)]
struct Unpacking<'a> {
    sheet: Option<&'a str>,
    fits: &'a dyn Fn(&[u8]) -> bool,
    /// How many times over it was packed so far: an archive can hold itself.
    packed: usize,
}

impl Unpacking<'_> {
    fn opened(self, bytes: &[u8]) -> Result<Opened<'_>, NotOpened> {
        match Container::of(bytes) {
            Container::Text if self.sheet.is_some() => Err(NotOpened::NotAWorkbook),
            Container::Text => Ok(Opened {
                bytes: Cow::Borrowed(bytes),
                script: None,
                from: vec![],
                uncalculated: Uncalculated::default(),
            }),
            Container::Other(name) => Err(NotOpened::Other(name)),
            Container::Gzip => {
                let inner = unpacked(flate2::read::MultiGzDecoder::new(bytes), "gzip")?;
                self.within(&inner, "a file packed by gzip".to_owned())
            }
            Container::OldWorkbook => self.workbook(bytes),
            Container::Parquet => parquet(bytes),
            Container::Zip => self.archive(bytes),
        }
    }

    /// One layer further in.
    fn deeper(self) -> Result<Self, NotOpened> {
        if self.packed == MOST_PACKED {
            return Err(NotOpened::PackedTooOften);
        }
        Ok(Self { packed: self.packed + 1, ..self })
    }

    fn features(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let within = self.deeper().ok()?;
        let inner = document_within(bytes)?;
        if (self.fits)(&inner) { Some(inner) } else { within.features(&inner) }
    }

    /// What an inner file holds, with what it was taken out of.
    fn within(self, inner: &[u8], from: String) -> Result<Opened<'static>, NotOpened> {
        let opened = self.deeper()?.opened(inner)?;
        let mut told = vec![from];
        told.extend(opened.from.iter().cloned());
        Ok(Opened { bytes: Cow::Owned(opened.bytes.into_owned()), from: told, ..opened })
    }

    fn workbook(self, bytes: &[u8]) -> Result<Opened<'static>, NotOpened> {
        let sheet = workbook::table(bytes, self.sheet, self.fits)?;
        let script = Script { encoding: UTF_8, mark: 0, lines: LineEnd::Feed };
        Ok(Opened {
            from: vec![sheet.in_words()],
            bytes: Cow::Owned(sheet.text),
            script: Some(script),
            uncalculated: sheet.uncalculated,
        })
    }

    fn archive(self, bytes: &[u8]) -> Result<Opened<'static>, NotOpened> {
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
            return self.workbook(bytes);
        }
        if let Some(document) = signature::of_document(&names) {
            return Err(NotOpened::Other(document));
        }
        // A file that is damaged is no table yet; it is told when it is the one.
        let beginning = |name: &str| {
            let mut bytes = Vec::new();
            let read = archive.by_name(name).ok().map(|file| file.take(LOOKED_AT).read_to_end(&mut bytes));
            drop(read);
            bytes
        };
        let Chosen { name, others } = Chosen::of(&names, beginning)?;
        let inner = unpacked(archive.by_name(&name).map_err(damaged)?, "zip")?;
        let others: Vec<&String> = others.iter().collect();
        let others =
            if others.is_empty() { String::new() } else { format!(" (not read: {})", listed(&others)) };
        self.within(&inner, format!("{:?} of a zip archive{others}", echo::cut(&name)))
    }
}

#[cfg(feature = "parquet")]
fn parquet(bytes: &[u8]) -> Result<Opened<'static>, NotOpened> {
    let text = as_text(bytes, usize::try_from(MOST_MIB << 20).unwrap_or(usize::MAX));
    let text = text.map_err(|TooLong| NotOpened::TooLarge { what: "a Parquet file", most_mib: MOST_MIB })?;
    Ok(Opened {
        bytes: Cow::Owned(text.ok_or(NotOpened::DamagedParquet)?),
        script: Some(Script { encoding: UTF_8, mark: 0, lines: LineEnd::Feed }),
        from: vec!["a Parquet file".to_owned()],
        uncalculated: Uncalculated::default(),
    })
}

#[cfg(not(feature = "parquet"))]
fn parquet(bytes: &[u8]) -> Result<Opened<'static>, NotOpened> {
    Err(signature::of_no_table(bytes).map_or(NotOpened::NotAWorkbook, NotOpened::Other))
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn damaged(error: zip::result::ZipError) -> NotOpened {
    match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
            NotOpened::PackedWithPassword
        }
        zip::result::ZipError::UnsupportedArchive(_) => NotOpened::PackedOtherwise,
        _ => NotOpened::Damaged { by: "zip" },
    }
}

/// What gzip packed.
///
/// # Errors
/// [`NotOpened`] where it is damaged, or too large unpacked.
pub fn ungzipped(bytes: &[u8]) -> Result<Vec<u8>, NotOpened> {
    unpacked(flate2::read::MultiGzDecoder::new(bytes), "gzip")
}

fn unpacked(reader: impl Read, by: &'static str) -> Result<Vec<u8>, NotOpened> {
    let mut bytes = Vec::new();
    let most = MOST_MIB << 20;
    match reader.take(most + 1).read_to_end(&mut bytes) {
        Err(_) => Err(NotOpened::Damaged { by }),
        Ok(count) if count as u64 > most => {
            Err(NotOpened::TooLarge { what: "an archive", most_mib: MOST_MIB })
        }
        Ok(_) => Ok(bytes),
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
        assert_eq!(open(&gzip).unwrap(), ("a,b\n".to_owned(), vec!["a file packed by gzip".to_owned()]));
        let cut = open(&gzip[..gzip.len() - 6]).unwrap_err();
        assert!(matches!(cut, NotOpened::Damaged { by: "gzip", .. }), "{cut}");
        let archive = zip(&[("readme.pdf", "x"), ("data/p.csv", "a,b\n"), ("__MACOSX/data/p.csv", "y")]);
        assert_eq!(open(&archive).unwrap().0, "a,b\n");
    }

    #[test]
    fn what_is_no_table_is_named() {
        assert_eq!(open(b"%PDF-1.7").unwrap_err(), NotOpened::Other(Known::table("a PDF document")));
        assert_eq!(open(b"[\n {\"a\":1}]").unwrap_err(), NotOpened::Other(Known::table("a JSON array")));
        assert!(
            matches!(open(&zip(&[("a.csv", "x"), ("b.csv", "y")])).unwrap_err(), NotOpened::SeveralFiles(names) if names == "a.csv, b.csv")
        );
        assert_eq!(open(&zip(&[])).unwrap_err(), NotOpened::NoFile);
        assert!(matches!(open(b"PK\x03\x04 and no more").unwrap_err(), NotOpened::Damaged { .. }));
        assert!(matches!(open(b"\xd0\xcf\x11\xe0 and no more").unwrap_err(), NotOpened::Workbook(_)));
        assert_eq!(opened(b"a,b", Some("s"), &|_| true).unwrap_err(), NotOpened::NotAWorkbook);
        assert_eq!(
            open(&zip(&[("Index/Document.iwa", "x"), ("preview.jpg", "y")])).unwrap_err(),
            NotOpened::Other(Known::table("a document of Numbers, Pages or Keynote, which can export it"))
        );
    }

    #[test]
    fn what_is_packed_again_is_unpacked_to_a_depth_and_no_further() {
        let packed = |bytes: &[u8]| {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gzip.write_all(bytes).unwrap();
            gzip.finish().unwrap()
        };
        let mut inner = b"a,b\n".to_vec();
        for _ in 0..MOST_PACKED {
            inner = packed(&inner);
            assert_eq!(open(&inner).unwrap().0, "a,b\n");
        }
        assert_eq!(open(&packed(&inner)).unwrap_err(), NotOpened::PackedTooOften);
    }

    #[test]
    fn an_archive_with_a_password_is_told_as_that() {
        let mut archive = zip(&[("a.csv", "a,b\n")]);
        // The first flag of an entry, in its own head and in the directory.
        let directory = memchr::memmem::find(&archive, b"PK\x01\x02").unwrap();
        archive[6] |= 1;
        archive[directory + 8] |= 1;
        assert_eq!(open(&archive).unwrap_err(), NotOpened::PackedWithPassword);
    }
}
