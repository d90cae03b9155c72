//! The publishers' files among the sources, read one at a time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::progress::Step;
use super::source::{Folder, Sources, is_joined};
use crate::ingest::publishers::delivery::{Delivered, Visit, stored, visit};
use crate::ingest::publishers::{ChosenSheets, Kind, Published, recognise};
use crate::projection::Projector;
use crate::reading::findings::Findings;

/// Reads the publishers' files among the sources.
pub fn deliver(
    sources: &Sources,
    projector: &Projector,
    step: &mut dyn FnMut(Step<'_>),
    findings: &mut Findings,
) -> Published {
    let drafts = sources.drafts.iter().flat_map(|draft| names_within(&sources.from, draft)).collect();
    // One that is named by itself is meant instead of those among the sources.
    let described = match &sources.county {
        Some(_) => Described::Apart,
        None => match Folder::new(sources).find(DESCRIPTOR) {
            Some(path) => Described::By(names_within(&sources.from, &path)),
            None => Described::By(Vec::new()),
        },
    };
    let mut reader = Reader {
        described,
        published: Published::with(sources.bad_rings(), ChosenSheets::new(&sources.sheets)),
        projector,
        step,
        drafts,
    };
    let bytes = stored(&sources.from, &reader);
    (reader.step)(Step::Files(bytes));
    visit(&sources.from, &mut reader, findings);
    reader.published
}

/// Reads each file for what it is.
struct Reader<'a> {
    published: Published,
    projector: &'a Projector,
    step: &'a mut dyn FnMut(Step<'_>),
    /// Files that are drafts of their own, though they lie in a folder of sources.
    drafts: BTreeSet<String>,
    described: Described,
}

/// The file that describes the county.
enum Described {
    /// It is given beside the sources.
    Apart,
    /// It lies among them, and goes by these names; by none where there is none.
    By(Vec<String>),
}

/// What describes a county.
const DESCRIPTOR: &str = "county.toml";

impl Visit for Reader<'_> {
    fn wants(&self, name: &str) -> bool {
        let own = own_name(name);
        if own == DESCRIPTOR {
            return match &self.described {
                Described::Apart => false,
                Described::By(names) => !names.iter().any(|known| known == name),
            };
        }
        !own.starts_with("ostn_") && !self.drafts.contains(name)
    }

    fn pass_over(&mut self, folder: &str) {
        self.published.copies.insert(folder.to_owned());
    }

    fn take(&mut self, delivered: &Delivered, findings: &mut Findings) {
        (self.step)(Step::File(&delivered.name, delivered.stored));
        if let (DESCRIPTOR, Described::By(names)) = (own_name(&delivered.name), &self.described) {
            let reason = match names.first() {
                Some(read) => format!("describes the county too, and is not read: {read} is"),
                None => "is not read: put it directly into a folder that is given, or name it with --county"
                    .to_owned(),
            };
            findings.warning(&delivered.name, reason);
            return;
        }
        // Tables in the joined layout are looked for by their names, directly in the folders given.
        let is_named = is_joined(own_name(&delivered.name)) && delivered.name.matches('/').count() <= 1;
        if !is_named || recognise(&delivered.bytes).is_some_and(Kind::is_unmistakable) {
            self.published.take(delivered, self.projector, findings);
        }
    }
}

fn own_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The names that a file goes by in the folders it lies in.
fn names_within(folders: &[PathBuf], file: &Path) -> Vec<String> {
    let Ok(file) = file.canonicalize() else { return Vec::new() };
    let name = |folder: &PathBuf| {
        let within = file.strip_prefix(folder.canonicalize().ok()?).ok()?.to_string_lossy().into_owned();
        let own = folder.file_name()?.to_string_lossy().into_owned();
        Some(if within.is_empty() { own } else { format!("{own}/{within}") })
    };
    folders.iter().filter_map(name).collect()
}
