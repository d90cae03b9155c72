//! A prepared county written to a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::steps::Prepared;
use crate::ingest::manifest::Manifest;
use crate::ingest::tables::names;

/// Writes a prepared directory: every file whole beside its place, then each to its place, the manifest last. A disk that is full
/// leaves what was there.
///
/// A run that is cut between leaves a directory whose digests do not match, which the service refuses, and a next run mends.
/// Files of an earlier manifest that this one does not list are removed; other files are left alone.
///
/// # Errors
/// As writing files; also where a file that is not of an earlier run would be replaced, see [`in_the_way`].
pub fn write_to(folder: &Path, prepared: &Prepared) -> io::Result<()> {
    if let Some(reason) = in_the_way(folder, prepared) {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, reason));
    }
    let last = prepared.files.iter().filter(|(name, _)| *name == names::MANIFEST);
    let files = prepared.files.iter().filter(|(name, _)| *name != names::MANIFEST).chain(last);
    let places: Vec<(PathBuf, PathBuf)> = files.clone().map(|(name, _)| places(folder, name)).collect();
    let written = files.zip(&places).try_for_each(|((_, bytes), (partial, _))| write_partial(partial, bytes));
    if let Err(error) = written {
        for (partial, _) in &places {
            let _not_there = std::fs::remove_file(partial);
        }
        return Err(error);
    }
    for path in stale(folder, &prepared.files) {
        std::fs::remove_file(path)?;
    }
    places.iter().try_for_each(|(partial, path)| std::fs::rename(partial, path))
}

/// What to say where files would be replaced that no earlier run wrote: those that the manifest there does not list, and that hold
/// anything else.
#[must_use]
pub fn in_the_way(folder: &Path, prepared: &Prepared) -> Option<String> {
    let listed: BTreeSet<String> = match last(folder) {
        Some(manifest) => {
            let own = [names::MANIFEST, names::README].map(str::to_owned);
            manifest.files.into_iter().map(|file| file.path).chain(own).collect()
        }
        None => BTreeSet::new(),
    };
    let is_foreign = |(name, bytes): &(&String, &Vec<u8>)| {
        let path = folder.join(name);
        !listed.contains(*name) && path.exists() && std::fs::read(&path).ok().as_ref() != Some(*bytes)
    };
    let foreign: Vec<&str> =
        prepared.files.iter().filter(is_foreign).map(|(name, _)| name.as_str()).collect();
    (!foreign.is_empty()).then(|| {
        format!(
            "files stand there that no earlier run wrote, and they would be replaced: {}; choose another folder, or move them away",
            foreign.join(", ")
        )
    })
}

/// The manifest of an earlier run; none where there is none that can be read.
fn last(folder: &Path) -> Option<Manifest> {
    toml::from_str(&std::fs::read_to_string(folder.join(names::MANIFEST)).ok()?).ok()
}

/// Where a file is written first, and where it belongs.
fn places(folder: &Path, name: &str) -> (PathBuf, PathBuf) {
    (folder.join(format!("{name}.partial")), folder.join(name))
}

fn write_partial(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, bytes)
}

fn stale(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Vec<PathBuf> {
    let Some(old) = last(folder) else { return Vec::new() };
    if !old.defects().is_empty() {
        return Vec::new();
    }
    let gone = old.files.into_iter().filter(|file| !files.contains_key(&file.path));
    gone.map(|file| folder.join(file.path)).filter(|path| path.is_file()).collect()
}
