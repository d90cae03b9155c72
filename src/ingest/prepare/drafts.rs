//! The drafts: the one among the sources, and those that are named beside them so that they can be compared.

use std::path::Path;

use super::report::Report;
use super::source::{Folder, Sources};
use crate::ingest::descriptor::Descriptor;
use crate::ingest::manifest::DraftEntry;
use crate::ingest::publishers::delivery::{Delivered, Visit, visit};
use crate::ingest::publishers::{ChosenSheets, Published};
use crate::ingest::read_drawn::{DrawnNeighbourhoods, read_drawn};
use crate::ingest::tables::{DraftBoundaries, DraftTables};
use crate::projection::Projector;
use crate::reading::findings::Findings;

/// A draft and how it is described.
pub struct DescribedDraft {
    pub entry: DraftEntry,
    pub tables: DraftTables,
}

/// Every draft, the one that answers when none is asked for first; none when there is no draft, or one cannot be read.
pub fn drafts(
    folder: &Folder,
    published: &mut Published,
    sources: &Sources,
    descriptor: &Descriptor,
    projector: &Projector,
    findings: &mut Findings,
    report: &mut Report,
) -> Vec<DescribedDraft> {
    let first =
        folder.draft(projector, findings, report).or_else(|| of_published(published, findings, report));
    let mut drafts = Vec::new();
    if let Some(tables) = first {
        drafts.push(DescribedDraft { entry: descriptor.draft.clone(), tables });
    }
    for path in &sources.drafts {
        let sheets = ChosenSheets::new(&sources.sheets);
        let mut file = DraftFile { published: Published::with(sources.bad_rings(), sheets), projector };
        visit(std::slice::from_ref(path), &mut file, findings);
        published.sheets.add_met(&file.published.sheets);
        report.taken.append(&mut file.published.taken);
        let Some(tables) = of_published(&mut file.published, findings, report) else {
            let reason = "is no draft: a table of area_code, neighbourhood_id and neighbourhood_name is needed, or polygons with id \
                          and name";
            findings.defect(&path.display().to_string(), reason);
            continue;
        };
        let entry = if drafts.is_empty() { descriptor.draft.clone() } else { described(path, descriptor) };
        if drafts.iter().any(|other: &DescribedDraft| other.entry.id == entry.id) {
            let reason = format!(
                "a draft {:?} is there already: call the file otherwise, since a draft is called after it",
                entry.id
            );
            findings.defect(&path.display().to_string(), reason);
        }
        drafts.push(DescribedDraft { entry, tables });
    }
    for described in &descriptor.drafts {
        if !drafts.iter().any(|draft| draft.entry.id == described.id) {
            let ids: Vec<&str> = drafts.iter().map(|draft| draft.entry.id.as_str()).collect();
            let reason = format!(
                "[[drafts]] describes {:?}, and no draft is called so, so that its title and caveat are said of none: the drafts are {} \
                 (one is called after its file)",
                described.id,
                ids.join(", ")
            );
            findings.warning("county.toml", reason);
        }
    }
    drafts
}

/// The draft that a county's own file among the publishers' gives: a table is whole by itself, and polygons beside it are left to be
/// compared with it.
fn of_published(
    published: &mut Published,
    findings: &mut Findings,
    report: &mut Report,
) -> Option<DraftTables> {
    let lookup = std::mem::take(&mut published.lookup);
    if !lookup.is_empty() {
        let neighbourhoods = std::mem::take(&mut published.roster);
        let lookups = std::mem::take(&mut published.lookup_tables);
        return Some(DraftTables { neighbourhoods, boundaries: DraftBoundaries::ByArea(lookup), lookups });
    }
    let DrawnNeighbourhoods { roster: neighbourhoods, polygons, known_by } =
        read_drawn(std::mem::take(&mut published.drawn), findings);
    report.notes.extend(known_by);
    let boundaries = DraftBoundaries::Drawn(polygons);
    (!neighbourhoods.is_empty()).then_some(DraftTables { neighbourhoods, boundaries, lookups: Vec::new() })
}

/// A draft as `county.toml` describes it under the name of its file, else after that name alone.
fn described(path: &Path, descriptor: &Descriptor) -> DraftEntry {
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let words = name.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let id: String = words.join("-").to_ascii_lowercase().chars().take(64).collect();
    let id = id.trim_end_matches('-').to_owned();
    let known = descriptor.drafts.iter().find(|draft| draft.id == id || draft.id == name);
    known.cloned().unwrap_or_else(|| DraftEntry {
        id: if id.is_empty() { "draft-2".to_owned() } else { id },
        title: name,
        date: None,
        status: "working draft".to_owned(),
        caveat: descriptor.draft.caveat.clone(),
    })
}

/// Reads one file for a draft.
struct DraftFile<'a> {
    published: Published,
    projector: &'a Projector,
}

impl Visit for DraftFile<'_> {
    fn wants(&self, _: &str) -> bool {
        true
    }

    fn pass_over(&mut self, folder: &str) {
        self.published.copies.insert(folder.to_owned());
    }

    fn take(&mut self, delivered: &Delivered, findings: &mut Findings) {
        self.published.take(delivered, self.projector, findings);
    }
}
