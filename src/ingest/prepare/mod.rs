//! `footprint prepare`: a county's source tables to the data directory the service loads.
//!
//! 1. `source` reads the tables, with the readers the service itself uses;
//! 2. `assemble` joins them, which checks every code, coordinate and polygon;
//! 3. `agree` holds what the sources say twice against what we find ourselves;
//! 4. `write` makes the files and the manifest; the result is loaded once, as the service will, before any of it is kept.
//!
//! The same input gives the same bytes. Nothing is written when there is a defect.

mod agree;
mod report;
mod source;
mod write;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use report::{Report, TableRead};

use super::assemble_draft::division;
use super::assemble_ground::ground;
use super::descriptor::Descriptor;
use super::files::Files;
use super::findings::Findings;
use super::load::{Refused, load};

/// What to prepare.
#[derive(Clone, Debug)]
pub struct Sources {
    /// Folder of the source tables.
    pub from: PathBuf,
    /// Descriptor; by default `county.toml` beside the tables.
    pub county: Option<PathBuf>,
    /// Folder of the OSTN15 shift tables; by default `ostn15` beside the folder, else those within the binary.
    pub ostn15: Option<PathBuf>,
}

/// A data directory in memory, and what there is to say of it.
pub struct Prepared {
    /// Path to bytes, the manifest among them.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was read, dropped and found.
    pub report: Report,
}

/// Prepares a county. Reads only; see [`write_to`].
///
/// # Errors
/// [`Refused`] with every defect of every source.
pub fn prepare(sources: &Sources) -> Result<Prepared, Refused> {
    let mut findings = Findings::default();
    match try_prepare(sources, &mut findings) {
        Some(mut prepared) if findings.is_usable() => {
            load(&Files::Memory(prepared.files.clone()))?;
            prepared.report.warnings = findings.warnings;
            Ok(prepared)
        }
        _ => Err(Refused { from: sources.from.display().to_string(), findings }),
    }
}

fn try_prepare(sources: &Sources, findings: &mut Findings) -> Option<Prepared> {
    let descriptor = descriptor(sources, findings)?;
    let shifts = source::shift_tables(sources, findings)?;
    let projector = match super::load::projector(shifts.east.clone().into(), shifts.north.clone().into()) {
        Ok(projector) => projector,
        Err(error) => {
            findings.defect("ostn15", error.to_string());
            return None;
        }
    };
    let mut report = Report::default();
    let folder = source::Folder::new(&sources.from);
    let tables = folder.tables(&projector, findings, &mut report);
    let draft = folder.draft(&projector, findings, &mut report)?;
    let files = write::files(&descriptor, &tables, &draft, shifts);
    let ground = ground(tables, None, &projector, findings)?;
    let division = division(&ground, draft, "neighbourhoods", &projector, findings)?;
    agree::check(&folder, &ground, &division, &projector, findings);
    match files {
        Ok(files) => Some(Prepared { files, report }),
        Err(error) => {
            findings.defect("prepare", error.to_string());
            None
        }
    }
}

fn descriptor(sources: &Sources, findings: &mut Findings) -> Option<Descriptor> {
    let path = sources.county.clone().unwrap_or_else(|| sources.from.join("county.toml"));
    if sources.county.is_none() && !path.is_file() {
        let folder = sources.from.canonicalize().ok();
        let name =
            folder.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        return Some(Descriptor::for_folder(&name.unwrap_or_default()));
    }
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string());
    match text.and_then(|text| Descriptor::parse(&text)) {
        Ok(descriptor) => Some(descriptor),
        Err(reason) => {
            findings.defect(&path.display().to_string(), reason);
            None
        }
    }
}

/// Writes a prepared directory: each file whole under its name, the manifest last.
///
/// A run that is cut leaves a directory whose digests do not match, which the service refuses, and a next run mends.
/// Files of an earlier manifest that this one does not list are removed; other files are left alone.
///
/// # Errors
/// As writing files.
pub fn write_to(folder: &Path, prepared: &Prepared) -> io::Result<()> {
    for path in stale(folder, &prepared.files) {
        std::fs::remove_file(path)?;
    }
    let manifest = super::tables::names::MANIFEST;
    let last = prepared.files.iter().filter(|(name, _)| *name == manifest);
    for (name, bytes) in prepared.files.iter().filter(|(name, _)| *name != manifest).chain(last) {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let partial = path.with_extension("partial");
        std::fs::write(&partial, bytes)?;
        std::fs::rename(&partial, &path)?;
    }
    Ok(())
}

fn stale(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(folder.join(super::tables::names::MANIFEST)).unwrap_or_default();
    let Ok(old) = toml::from_str::<super::manifest::Manifest>(&text) else {
        return Vec::new();
    };
    if !old.defects().is_empty() {
        return Vec::new();
    }
    let gone = old.files.into_iter().filter(|file| !files.contains_key(&file.path));
    gone.map(|file| folder.join(file.path)).filter(|path| path.is_file()).collect()
}
