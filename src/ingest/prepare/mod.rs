//! `footprint prepare`: a county's source tables to the data directory the service loads.
//!
//! 1. `source` reads the tables, with the readers the service itself uses;
//! 2. `assemble` joins them, which checks every code, coordinate and polygon;
//! 3. `agree` holds what the sources say twice against what we find ourselves;
//! 4. `write` makes the files and the manifest; the result is loaded once, as the service will, before any of it is kept.
//!
//! The same input gives the same bytes. Nothing is written when there is a defect.

mod agree;
mod compare;
mod moved_areas;
mod published;
mod published_practices;
mod report;
mod roughness;
mod source;
mod study_area;
mod write;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use compare::{Comparison, compare};
pub use report::{Report, TableRead};

use super::assemble_draft::division;
use super::assemble_ground::ground;
use super::descriptor::Descriptor;
use super::files::Files;
use super::load::{Refused, load};
use super::publishers::Published;
use super::publishers::delivery::{Delivered, Visit, stored, visit};
use super::tables::{DraftBoundaries, DraftTables, Tables};
use crate::county::Loaded;
use crate::domain::ground::practices::Status;
use crate::projection::Projector;
use crate::reading::findings::Findings;

/// What to prepare.
#[derive(Clone, Debug)]
pub struct Sources {
    /// Folders, files and archives of source tables: in the joined layout, the publishers' own files, or a mix.
    pub from: Vec<PathBuf>,
    /// Descriptor; by default `county.toml` in one of the folders.
    pub county: Option<PathBuf>,
    /// Folder of the OSTN15 shift tables; by default `ostn15` beside a folder, else those within the binary.
    pub ostn15: Option<PathBuf>,
}

/// A data directory in memory, and what there is to say of it.
pub struct Prepared {
    /// Path to bytes, the manifest among them.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The same as the service loads it.
    pub loaded: Loaded,
    /// What was read, dropped and found.
    pub report: Report,
}

/// What is done next, for a progress bar.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// The publishers' files are to be read, of so many bytes.
    Files(u64),
    /// One of them, and its share of the bytes.
    File(&'a str, u64),
    /// Anything else.
    Work(&'a str),
}

/// Prepares a county. Reads only; see [`write_to`]. `step` is told what is done next.
///
/// # Errors
/// [`Refused`] with every defect of every source.
pub fn prepare(sources: &Sources, step: &mut dyn FnMut(Step<'_>)) -> Result<Prepared, Refused> {
    let mut findings = Findings::default();
    match try_prepare(sources, step, &mut findings) {
        Some((files, mut report)) if findings.is_usable() => {
            step(Step::Work("loading the result, as the service will"));
            let loaded = load(&Files::Memory(files.clone()))?;
            report.warnings = findings.warnings;
            Ok(Prepared { files, loaded, report })
        }
        _ => {
            let from: Vec<String> = sources.from.iter().map(|path| path.display().to_string()).collect();
            Err(Refused { from: from.join(", "), findings })
        }
    }
}

fn try_prepare(
    sources: &Sources,
    step: &mut dyn FnMut(Step<'_>),
    findings: &mut Findings,
) -> Option<(BTreeMap<String, Vec<u8>>, Report)> {
    let folder = source::Folder::new(&sources.from);
    let descriptor = descriptor(sources, &folder, findings)?;
    let shifts = source::shift_tables(sources, findings)?;
    let projector =
        match crate::ingest::load::projector(shifts.east.clone().into(), shifts.north.clone().into()) {
            Ok(projector) => projector,
            Err(error) => {
                findings.defect("ostn15", error.to_string());
                return None;
            }
        };
    let mut report = Report::default();
    step(Step::Work("tables in the joined layout"));
    let mut tables = folder.tables(&projector, findings, &mut report);
    let mut published = deliver(&sources.from, &projector, step, findings);
    let draft = folder.draft(&projector, findings, &mut report).or_else(|| drafted(&mut published));
    let places = tables.live.len() + published.code_points.len() + published.directory.len();
    let practices = tables.practices.len() + published.organisations.len();
    for (found, (file, what)) in [places, practices, usize::from(draft.is_some())].into_iter().zip(NEEDED) {
        if found == 0 {
            findings.defect(file, format!("is missing: {what}"));
        }
    }
    let draft = draft?;
    if !published.is_empty() {
        step(Step::Work("cutting to the study area"));
        let study = published::join(&mut published, &mut tables, &draft, &projector, findings, &mut report)?;
        published_practices::join(&published, &mut tables, &study, findings, &mut report);
    }
    count_mergers(&descriptor, &mut tables, findings);
    tables.ages = tables.ages.take().or_else(|| published.ages.take());
    tables.keep_own_areas();
    let descriptor = descriptor.with_published(&published);
    report.taken = published.taken;
    step(Step::Work("checking every code, coordinate and polygon"));
    let files = write::files(&descriptor, &tables, &draft, shifts);
    let ground = ground(tables, None, &projector, findings)?;
    let division = division(&ground, draft, "neighbourhoods", &projector, findings)?;
    agree::check(&folder, &ground, &division, &projector, findings);
    roughness::check(&ground, &division, "neighbourhoods", findings);
    match files {
        Ok(files) => Some((files, report)),
        Err(error) => {
            findings.defect("prepare", error.to_string());
            None
        }
    }
}

/// Gives each practice that closed the patients that the descriptor says it had.
fn count_mergers(descriptor: &Descriptor, tables: &mut Tables, findings: &mut Findings) {
    for merger in &descriptor.mergers {
        let mut closed = tables.practices.iter_mut().map(|at| &mut at.row.practice);
        match closed
            .find(|practice| practice.code.as_str() == merger.closed)
            .map(|practice| &mut practice.status)
        {
            Some(Status::Closed { patients, .. }) => *patients = patients.or(Some(merger.patients)),
            _ => findings
                .defect("county.toml", format!("mergers: {} is no practice that closed", merger.closed)),
        }
    }
}

/// What nothing can be prepared without, and which files would bring it.
const NEEDED: [(&str, &str); 3] = [
    ("postcodes.csv", "postcodes are needed: this, Code-Point Open, ONSPD or NSPL"),
    ("practices.csv", "practices are needed: this, or ODS epraccur"),
    (
        "neighbourhoods.geojson",
        "neighbourhoods are needed: this (id, name), or a table of area_code, neighbourhood_id and neighbourhood_name",
    ),
];

/// Reads the publishers' files among the sources.
fn deliver(
    paths: &[PathBuf],
    projector: &Projector,
    step: &mut dyn FnMut(Step<'_>),
    findings: &mut Findings,
) -> Published {
    struct Reader<'a> {
        published: Published,
        projector: &'a Projector,
        step: &'a mut dyn FnMut(Step<'_>),
    }
    impl Visit for Reader<'_> {
        fn wants(&self, name: &str) -> bool {
            let own = name.rsplit('/').next().unwrap_or(name);
            let lower = own.to_ascii_lowercase();
            let is_described = own == "county.toml" || own.starts_with("ostn_");
            let is_text_for_people = [".md", ".txt", ".pdf", ".html"].iter().any(|end| lower.ends_with(end))
                || lower.contains("column_headers");
            // Tables in the joined layout are looked for directly in the folders given.
            let is_table = source::is_joined(own) && name.matches('/').count() <= 1;
            !is_described && !is_text_for_people && !is_table
        }

        fn take(&mut self, delivered: &Delivered, findings: &mut Findings) {
            (self.step)(Step::File(&delivered.name, delivered.stored));
            self.published.take(delivered, self.projector, findings);
        }
    }
    let mut reader = Reader { published: Published::default(), projector, step };
    let bytes = stored(paths, &reader);
    (reader.step)(Step::Files(bytes));
    visit(paths, &mut reader, findings);
    reader.published
}

/// The draft of a delivered table of areas and neighbourhoods.
fn drafted(published: &mut Published) -> Option<DraftTables> {
    let lookup = std::mem::take(&mut published.lookup);
    let neighbourhoods = std::mem::take(&mut published.roster);
    (!lookup.is_empty())
        .then_some(DraftTables { neighbourhoods, boundaries: DraftBoundaries::ByArea(lookup) })
}

fn descriptor(sources: &Sources, folder: &source::Folder, findings: &mut Findings) -> Option<Descriptor> {
    let Some(path) = sources.county.clone().or_else(|| folder.find("county.toml")) else {
        let first = sources.from.first().and_then(|path| path.canonicalize().ok());
        let name = first.as_deref().and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned());
        return Some(Descriptor::of_nothing_stated(&name.unwrap_or_default()));
    };
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
    let manifest = crate::ingest::tables::names::MANIFEST;
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
    let text =
        std::fs::read_to_string(folder.join(crate::ingest::tables::names::MANIFEST)).unwrap_or_default();
    let Ok(old) = toml::from_str::<crate::ingest::manifest::Manifest>(&text) else {
        return Vec::new();
    };
    if !old.defects().is_empty() {
        return Vec::new();
    }
    let gone = old.files.into_iter().filter(|file| !files.contains_key(&file.path));
    gone.map(|file| folder.join(file.path)).filter(|path| path.is_file()).collect()
}
