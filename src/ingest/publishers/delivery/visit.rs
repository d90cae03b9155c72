//! The files that were delivered: single ones, folders, archives, and archives within archives.

use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::file_names::has_extension;
use super::shapefile_parts::{is_beside_shapes, is_one_shapefile, packed, parts_of};
use crate::cause;
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
    /// Is told of a folder that is passed over, as what is in it stands beside it too.
    fn pass_over(&mut self, folder: &str);
}

/// Files smaller than this are no archive worth opening, and larger ones within archives are refused: 8 GiB.
const MOST_BYTES: u64 = 8 << 30;
const TOO_LARGE: &str = "is larger than 8 GiB";

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
        let read = if has_extension(name, "shp") { shapefile(path) } else { std::fs::read(path) };
        match read {
            Ok(bytes) => {
                let stored = bytes.len() as u64;
                open(name.to_owned(), bytes, stored, visitor, findings);
            }
            Err(error) => findings.defect(name, format!("cannot be read: {}", cause::of_file(&error))),
        }
        return;
    }
    match entries(path) {
        Ok(entries) => {
            if repeats(REPEATED, &entries.iter().map(|(_, own)| own.clone()).collect::<Vec<_>>())
                && path.join(REPEATED).is_dir()
            {
                visitor.pass_over(&format!("{name}/{REPEATED}"));
            }
            for (entry, own) in entries {
                if entry.join(names::MANIFEST).is_file() {
                    let reason = "is a data directory that was prepared before, and is left alone";
                    findings.warning(&format!("{name}/{own}"), reason);
                    continue;
                }
                visit_path(&entry, &format!("{name}/{own}"), visitor, findings);
            }
        }
        Err(error) => findings.defect(name, format!("cannot be read: {}", cause::of_file(&error))),
    }
}

/// The parts of a Shapefile that lie beside its shapes, in one archive.
fn shapefile(shapes: &Path) -> std::io::Result<Vec<u8>> {
    let folder = shapes.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let beside: Vec<PathBuf> = folder.read_dir()?.flatten().map(|entry| entry.path()).collect();
    let names: Vec<String> = beside.iter().map(|path| name_of(path)).collect();
    let mut parts = Vec::new();
    for name in parts_of(&name_of(shapes), &names) {
        parts.push((name.clone(), std::fs::read(folder.join(name))?));
    }
    packed(&parts).map_err(std::io::Error::other)
}

/// What is directly in a folder, with its own name, in order of that; without what is hidden, and what is there twice.
fn entries(folder: &Path) -> std::io::Result<Vec<(PathBuf, String)>> {
    let mut entries: Vec<PathBuf> = folder.read_dir()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let names: Vec<String> = entries.iter().map(|entry| name_of(entry)).collect();
    let is_to_be_read =
        |own: &String| !own.starts_with('.') && !repeats(own, &names) && !is_beside_shapes(own, &names);
    Ok(entries.into_iter().zip(names.clone()).filter(|(_, own)| is_to_be_read(own)).collect())
}

/// Directories of postcodes bring each row twice: in one file, and again in a folder of this name, of one file an area.
const REPEATED: &str = "multi_csv";

/// Whether a folder repeats what lies beside it.
fn repeats(name: &str, beside: &[String]) -> bool {
    name == REPEATED && beside.iter().any(|name| has_extension(name, "csv"))
}

fn open(name: String, bytes: Vec<u8>, stored: u64, visitor: &mut impl Visit, findings: &mut Findings) {
    // A Shapefile is one file in several, and is read as an archive.
    if has_extension(&name, "zip") && !holds_one_shapefile(&bytes) {
        if open_archive(&name, &bytes, visitor, findings).is_err() {
            findings
                .defect(&name, "cannot be opened as an archive: it is damaged, or was cut off on its way");
        }
        return;
    }
    visitor.take(&Delivered { name, bytes, stored }, findings);
}

fn holds_one_shapefile(bytes: &[u8]) -> bool {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    is_one_shapefile(&names)
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
        let is_repeated = folder.rsplit('/').next() == Some(REPEATED)
            && names.iter().any(|other| {
                let beside = folder.trim_end_matches(REPEATED).trim_end_matches('/');
                other.rsplit_once('/').unwrap_or(("", other)).0 == beside && has_extension(other, "csv")
            });
        if is_repeated {
            visitor.pass_over(&format!("{archive}/{folder}"));
            continue;
        }
        if own.is_empty()
            || own.starts_with('.')
            || is_beside_shapes(name, &names)
            || !visitor.wants(&format!("{archive}/{name}"))
        {
            continue;
        }
        let whole = format!("{archive}/{name}");
        if has_extension(name, "shp") {
            let (mut parts, mut stored) = (Vec::new(), 0);
            for part in parts_of(name, &names) {
                let Some((bytes, packed)) = unpacked(&mut zip, part)? else {
                    findings.defect(&format!("{archive}/{part}"), TOO_LARGE);
                    continue;
                };
                stored += packed;
                parts.push((part.clone(), bytes));
            }
            open(whole, packed(&parts)?, stored, visitor, findings);
            continue;
        }
        match unpacked(&mut zip, name)? {
            Some((bytes, stored)) => open(whole, bytes, stored, visitor, findings),
            None => findings.defect(&whole, TOO_LARGE),
        }
    }
    Ok(())
}

/// A file of an archive, and how many bytes it takes there; none when it is larger than is read.
fn unpacked(
    zip: &mut zip::ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> zip::result::ZipResult<Option<(Vec<u8>, u64)>> {
    let file = zip.by_name(name)?;
    if file.size() > MOST_BYTES {
        return Ok(None);
    }
    let (mut bytes, stored) = (Vec::new(), file.compressed_size());
    file.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(Some((bytes, stored)))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
