//! An archive with several files that could each be the plan: a map beside a table, or maps of two kinds. None of them is taken.

use std::io::{Cursor, Read};

use crate::echo;

/// How names of maps end.
const MAPS: [&str; 7] = [".geojson", ".geojsonl", ".geojsons", ".geojsonseq", ".gpkg", ".fgb", ".shp"];
/// How names of tables end.
const TABLES: [&str; 14] = [
    ".csv", ".tsv", ".tab", ".psv", ".dat", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".ndjson", ".jsonl",
    ".gz", ".zip",
];
/// How names of files end that may be a map or a table.
const EITHER: &str = ".parquet";
/// How the name of a document ends that may be a map, or describe the files beside it.
const DOCUMENT: &str = ".json";
/// How much of a file is looked at.
const LOOKED_AT: u64 = 32 * 1024 * 1024;

/// What to say of an archive that holds a map and a table, or maps of two kinds.
pub(super) fn several_plans(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.to_string())).collect();
    let (mut maps, mut tables) = (Vec::new(), Vec::new());
    for name in names.into_iter().filter(|name| is_of_a_person(name)) {
        let lower = name.to_ascii_lowercase();
        let ends = |ends: &[&'static str]| ends.iter().copied().find(|end| lower.ends_with(end));
        if let Some(end) = ends(&MAPS) {
            maps.push((end, name));
        } else if lower.ends_with(EITHER) && has_word(&mut archive, &name, b"primary_column") {
            maps.push((EITHER, name));
        } else if ends(&TABLES).is_some() || lower.ends_with(EITHER) {
            tables.push(name);
        } else if lower.ends_with(DOCUMENT) && has_word(&mut archive, &name, b"\"Feature") {
            maps.push((DOCUMENT, name));
        }
    }
    let (end, map) = maps.first()?;
    let other_map =
        || maps.iter().find(|(other, _)| other != end).map(|(_, name)| ("maps of two kinds", name));
    let (what, other) = tables.first().map(|name| ("a map and a table", name)).or_else(other_map)?;
    let [map, other] = [map, other].map(|name| echo::cut(name));
    Some(format!("the archive holds {what}, {map:?} and {other:?}: send the one that is the plan by itself"))
}

/// Whether an entry of an archive is a file that a person put there.
fn is_of_a_person(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or_default();
    !own.is_empty() && !own.starts_with('.') && !name.to_ascii_lowercase().starts_with("__macosx/")
}

/// Whether a word stands in a file, of which so much is looked at.
fn has_word(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str, word: &[u8]) -> bool {
    let mut bytes = Vec::new();
    let Ok(file) = archive.by_name(name) else { return false };
    // One that is damaged is told when it is read.
    let read = file.take(LOOKED_AT).read_to_end(&mut bytes);
    read.is_ok() && memchr::memmem::find(&bytes, word).is_some()
}
