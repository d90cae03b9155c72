//! The files that were delivered: single ones, folders, archives, and archives within archives.

use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::polygon_files::properties;
use crate::ingest::tables::names;
use crate::reading::findings::Findings;

/// A file and its bytes.
pub struct Delivered {
    /// Its name with its folder's, `folder/name.csv`; within an archive `folder/archive.zip/Data/name.csv`.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many bytes it took as it was delivered: in an archive, packed.
    pub stored: u64,
}

/// What is asked of whoever goes through a delivery.
pub trait Visit {
    /// Whether a file of this name (as in [`Delivered::name`]) is wanted.
    fn wants(&self, name: &str) -> bool;
    /// Takes a file.
    fn take(&mut self, delivered: &Delivered, findings: &mut Findings);
}

/// Files smaller than this are no archive worth opening, and larger ones within archives are refused: 8 GiB.
const MOST_BYTES: u64 = 8 << 30;

/// Goes through all files under some paths, in order of name, one at a time.
pub fn visit(paths: &[PathBuf], visitor: &mut impl Visit, findings: &mut Findings) {
    for path in paths {
        visit_path(path, &name_of(path), visitor, findings);
    }
}

/// How many bytes are on disk of what is wanted.
#[must_use]
pub fn stored(paths: &[PathBuf], visitor: &impl Visit) -> u64 {
    paths.iter().map(|path| stored_at(path, &name_of(path), visitor)).sum()
}

fn stored_at(path: &Path, name: &str, visitor: &impl Visit) -> u64 {
    if path.is_dir() {
        let entries = entries(path).unwrap_or_default();
        return entries.iter().map(|(entry, own)| stored_at(entry, &format!("{name}/{own}"), visitor)).sum();
    }
    let is_wanted = visitor.wants(name);
    path.metadata().map_or(0, |file| if is_wanted { file.len() } else { 0 })
}

/// The files directly in a folder, in order of name; of a file, itself.
fn visit_path(path: &Path, name: &str, visitor: &mut impl Visit, findings: &mut Findings) {
    if !path.is_dir() {
        if !visitor.wants(name) {
            return;
        }
        match std::fs::read(path) {
            Ok(bytes) => {
                let stored = bytes.len() as u64;
                open(name.to_owned(), bytes, stored, visitor, findings);
            }
            Err(error) => findings.defect(name, error.to_string()),
        }
        return;
    }
    match entries(path) {
        Ok(entries) => {
            for (entry, own) in entries {
                if entry.join(names::MANIFEST).is_file() {
                    let reason = "is a data directory that was prepared before, and is left alone";
                    findings.warning(&format!("{name}/{own}"), reason);
                    continue;
                }
                visit_path(&entry, &format!("{name}/{own}"), visitor, findings);
            }
        }
        Err(error) => findings.defect(name, error.to_string()),
    }
}

/// What is directly in a folder, with its own name, in order of that; without what is hidden, and what is there twice.
fn entries(folder: &Path) -> std::io::Result<Vec<(PathBuf, String)>> {
    let mut entries: Vec<PathBuf> = folder.read_dir()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let names: Vec<String> = entries.iter().map(|entry| name_of(entry)).collect();
    let is_to_be_read = |own: &String| !own.starts_with('.') && !repeats(own, &names);
    Ok(entries.into_iter().zip(names.clone()).filter(|(_, own)| is_to_be_read(own)).collect())
}

/// Directories of postcodes bring each row twice: in one file, and again in a folder of one file an area.
fn repeats(name: &str, beside: &[String]) -> bool {
    name == "multi_csv" && beside.iter().any(|name| has_extension(name, "csv"))
}

fn open(name: String, bytes: Vec<u8>, stored: u64, visitor: &mut impl Visit, findings: &mut Findings) {
    // A Shapefile is one file in several, and is read as an archive.
    if has_extension(&name, "zip") && properties(&bytes).is_none() {
        if let Err(error) = open_archive(&name, &bytes, visitor, findings) {
            findings.defect(&name, format!("cannot be opened as an archive: {error}"));
        }
        return;
    }
    visitor.take(&Delivered { name, bytes, stored }, findings);
}

fn open_archive(
    archive: &str,
    bytes: &[u8],
    visitor: &mut impl Visit,
    findings: &mut Findings,
) -> zip::result::ZipResult<()> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut names: Vec<String> =
        zip.file_names().map(|name| name.map(Cow::into_owned)).collect::<zip::result::ZipResult<_>>()?;
    names.sort();
    for name in &names {
        let (folder, own) = name.rsplit_once('/').unwrap_or(("", name));
        let is_repeated = folder.rsplit('/').next() == Some("multi_csv")
            && names.iter().any(|other| {
                let beside = folder.trim_end_matches("multi_csv").trim_end_matches('/');
                other.rsplit_once('/').unwrap_or(("", other)).0 == beside && has_extension(other, "csv")
            });
        if own.is_empty()
            || own.starts_with('.')
            || is_repeated
            || !visitor.wants(&format!("{archive}/{name}"))
        {
            continue;
        }
        let file = zip.by_name(name)?;
        if file.size() > MOST_BYTES {
            findings.defect(&format!("{archive}/{name}"), "is larger than 8 GiB");
            continue;
        }
        let (mut bytes, stored) = (Vec::new(), file.compressed_size());
        file.take(MOST_BYTES).read_to_end(&mut bytes)?;
        open(format!("{archive}/{name}"), bytes, stored, visitor, findings);
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Whether a name ends so, in any case.
#[must_use]
pub fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}
