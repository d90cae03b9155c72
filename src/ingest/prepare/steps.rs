//! The steps, from sources to a data directory in memory.

use std::collections::BTreeMap;
use std::path::Path;

use super::checks::{
    bare_areas, foreign_areas, left_out, other_areas, partial_tables, roughness, stated_places, unserved,
};
use super::deliver::deliver;
use super::drafts::{DescribedDraft, drafts};
use super::progress::Step;
use super::published::Study;
use super::report::Report;
use super::source::{Folder, NEIGHBOURHOOD_POLYGONS, POSTCODES, PRACTICES, Sources, shift_tables};
use super::{agree, bad_rows, mergers, moved_areas, place_names, published, published_practices, write};
use crate::cause;
use crate::county::Loaded;
use crate::domain::ground::Ground;
use crate::ingest::assemble_draft::{Overlaps, division};
use crate::ingest::assemble_ground::ground;
use crate::ingest::descriptor::Descriptor;
use crate::ingest::files::Files;
use crate::ingest::load::{Refused, load, projector};
use crate::ingest::publishers::{Kind, Published, Taken};
use crate::ingest::tables::{DraftTables, Tables, names};
use crate::projection::Projector;
use crate::reading::findings::{At, Findings};
use crate::reading::polygons::PolygonFeature;
use crate::reading::script::text_of;

/// A data directory in memory, and what there is to say of it.
pub struct Prepared {
    /// Path to bytes, the manifest among them.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The same as the service loads it.
    pub loaded: Loaded,
    /// What was read, dropped and found.
    pub report: Report,
}

/// Prepares a county. Reads only; see [`write_to`](super::write_to). `step` is told what is done next.
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
    let folder = Folder::new(sources);
    let descriptor = descriptor(sources, &folder, findings)?;
    let shifts = shift_tables(sources, findings)?;
    let projector = match projector(shifts.east.clone().into(), shifts.north.clone().into()) {
        Ok(projector) => projector,
        Err(error) => {
            findings.defect("ostn15", error.to_string());
            return None;
        }
    };
    let mut report = Report::default();
    step(Step::Work("tables in the joined layout"));
    let mut tables = folder.tables(&projector, findings, &mut report);
    let mut published = deliver(sources, &projector, step, findings);
    let mut drafts = drafts(&folder, &mut published, sources, &descriptor, &projector, findings, &mut report);
    for file in published.sheets.not_met() {
        findings.defect("--sheet", format!("no file of the sources is called {file:?}"));
    }
    let taken = [&published.taken, &report.taken];
    tell_missing(found(&published, &tables, &drafts), &folder, &taken, findings);
    foreign_areas::set_apart(&mut drafts, &mut published, &tables);
    let draft = &drafts.first()?.tables;
    moved_areas::keep_retired(&mut published, &mut tables, draft);
    let study = if published.is_empty() {
        Study::of(&tables, draft, &projector, findings)?
    } else {
        step(Step::Work("cutting to the study area"));
        cut(&mut published, &mut tables, draft, &projector, findings, &mut report)?
    };
    bad_rows::judge(&mut published, &tables, draft, sources.allowed_defects, findings, &mut report);
    other_areas::check(&drafts, &published, &tables, &study, findings);
    mergers::count(&descriptor, &mut tables, findings);
    tables.ages = tables.ages.take().or_else(|| published.ages.take());
    tables.keep_own_areas();
    let stated: Vec<String> = descriptor.sources.iter().map(|source| source.file.clone()).collect();
    let descriptor = descriptor.with_published(&published);
    place_names::state(&descriptor, &mut tables, findings);
    let lacks_areas = tell_missing_areas(&published, &tables, findings);
    let drawn = std::mem::take(&mut published.drawn);
    report.add_published(published);
    step(Step::Work("checking every code, coordinate and polygon"));
    let files = write::files(&descriptor, &tables, &drafts, shifts);
    if let Ok(files) = &files {
        tell_unknown_sources(&stated, files, &drafts[0].entry.id, findings);
    }
    if lacks_areas {
        return None;
    }
    let ground = ground(tables, None, &projector, findings)?;
    unserved::check(&ground, findings);
    bare_areas::check(&ground, findings);
    lay(&folder, drawn, &ground, drafts, &projector, findings)?;
    match files {
        Ok(files) => Some((files, report)),
        Err(error) => {
            findings.defect("prepare", error.to_string());
            None
        }
    }
}

/// Cuts the publishers' files to the study area, joins them, and tells what they lack and contradict. None when a defect keeps the study
/// area from being known.
fn cut(
    published: &mut Published,
    tables: &mut Tables,
    draft: &DraftTables,
    projector: &Projector,
    findings: &mut Findings,
    report: &mut Report,
) -> Option<Study> {
    let study = published::join(published, tables, draft, projector, findings, report)?;
    published_practices::join(published, tables, &study, findings, report);
    place_names::join(published, tables, &study, findings);
    stated_places::check(published, &tables.area_polygons, &study, findings);
    left_out::tell(published, tables, findings);
    partial_tables::tell(published, tables, findings);
    Some(study)
}

/// How many postcodes, practices and drafts were found.
fn found(published: &Published, tables: &Tables, drafts: &[DescribedDraft]) -> [usize; 3] {
    let postcodes = published.code_points.len() + published.own_points.len() + published.directory.len();
    let practices = tables.practices.len() + published.organisations.rows.len();
    [tables.live.len() + postcodes, practices, drafts.len()]
}

/// Tells what nothing can be prepared without, and was not found; what is there and refused is told already.
fn tell_missing(found: [usize; 3], folder: &Folder, taken: &[&Vec<Taken>], findings: &mut Findings) {
    for (found, Needed { file, what, kinds, names }) in found.into_iter().zip(NEEDED) {
        // What is there and is refused is told already.
        let is_there = names.iter().any(|name| folder.find(name).is_some())
            || taken.iter().copied().flatten().any(|taken| kinds.contains(&taken.kind));
        if found == 0 && (findings.is_usable() || !is_there) {
            findings.defect(file, format!("is missing: {what}"));
        }
    }
}

/// Tells that borders of areas are there, and nothing that says who lives in them: one defect, and not one of each area.
fn tell_missing_areas(published: &Published, tables: &Tables, findings: &mut Findings) -> bool {
    let lacks = tables.areas.is_empty() && !tables.area_polygons.is_empty();
    if !lacks || !published.deprivation.rows.is_empty() {
        return false;
    }
    let mut reason = "is missing: residents and districts of the areas are taken from the Indices of Deprivation 2025, File 7 (MHCLG), or \
                      from this table"
        .to_owned();
    if let Some(old) = published.deciles_2019.rows.first() {
        let old = format!(". {} is File 7 of 2019, of LSOAs of 2011, and says neither", old.origin.file);
        reason.push_str(&old);
    }
    findings.defect(names::AREAS, reason);
    true
}

/// Lays the drafts over the ground: what the sources say twice is said of the first.
fn lay(
    folder: &Folder,
    mut drawn: Vec<At<PolygonFeature>>,
    ground: &Ground,
    drafts: Vec<DescribedDraft>,
    projector: &Projector,
    findings: &mut Findings,
) -> Option<()> {
    for (number, DescribedDraft { entry, tables }) in drafts.into_iter().enumerate() {
        let file = if number == 0 { "neighbourhoods" } else { &entry.id };
        let division = division(ground, tables, file, projector, Overlaps::Refused, findings)?;
        if number == 0 {
            agree::check(folder, std::mem::take(&mut drawn), ground, &division, projector, findings);
        }
        roughness::check(ground, &division, file, findings);
    }
    Some(())
}

/// Tells what the descriptor states of files that are not made.
fn tell_unknown_sources(
    stated: &[String],
    files: &BTreeMap<String, Vec<u8>>,
    first_draft: &str,
    findings: &mut Findings,
) {
    // Of the first draft a file is stated without the draft's own folder.
    let of_first = format!("drafts/{first_draft}/");
    let is_made = |file: &String| {
        let within = file.strip_prefix("drafts/").map(|own| format!("{of_first}{own}"));
        files.contains_key(file) || within.is_some_and(|file| files.contains_key(&file))
    };
    for file in stated.iter().filter(|file| !is_made(file)) {
        let reason = format!(
            "[[sources]] describes {file:?}, and no file of the data directory is called so: its source, licence and vintage are said of \
             none"
        );
        findings.warning("county.toml", reason);
    }
}

/// What nothing can be prepared without.
struct Needed {
    /// The table that would be made of it.
    file: &'static str,
    /// Which files would bring it.
    what: &'static str,
    /// The publishers' files that do.
    kinds: &'static [Kind],
    /// The names of tables in the joined layout that do.
    names: &'static [&'static str],
}

const NEEDED: [Needed; 3] = [
    Needed {
        file: "postcodes.csv",
        what: "postcodes are needed: this, Code-Point Open, ONSPD, NSPL, or a table of postcodes with eastings and northings",
        kinds: &[Kind::CodePointOpen, Kind::Postcodes, Kind::PostcodeDirectory],
        names: POSTCODES,
    },
    Needed {
        file: "practices.csv",
        what: "practices are needed: this, ODS epraccur, or a table of ODS codes, practice names and postcodes",
        kinds: &[Kind::Organisations, Kind::Practices],
        names: PRACTICES,
    },
    Needed {
        file: "neighbourhoods.geojson",
        what: "neighbourhoods are needed: this (id, name), or a table of area_code, neighbourhood_id and neighbourhood_name",
        kinds: &[Kind::Drawn, Kind::Lookup],
        names: NEIGHBOURHOOD_POLYGONS,
    },
];

fn descriptor(sources: &Sources, folder: &Folder, findings: &mut Findings) -> Option<Descriptor> {
    let Some(path) = sources.county.clone().or_else(|| folder.find("county.toml")) else {
        let first = sources.from.first().and_then(|path| path.canonicalize().ok());
        let name = first.as_deref().and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned());
        return Some(Descriptor::of_nothing_stated(&name.unwrap_or_default()));
    };
    let bytes = std::fs::read(&path).map_err(|error| cause::of_file(&error));
    match bytes.and_then(|bytes| Descriptor::parse(&text_of(&bytes))) {
        Ok(descriptor) => Some(descriptor),
        Err(reason) => {
            findings.defect(&path.display().to_string(), reason);
            None
        }
    }
}
