//! A prepared county written to a folder.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::steps::Prepared;
use crate::ingest::manifest::Manifest;
use crate::ingest::tables::names;

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
    let last = prepared.files.iter().filter(|(name, _)| *name == names::MANIFEST);
    for (name, bytes) in prepared.files.iter().filter(|(name, _)| *name != names::MANIFEST).chain(last) {
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
    let text = std::fs::read_to_string(folder.join(names::MANIFEST)).unwrap_or_default();
    let Ok(old) = toml::from_str::<Manifest>(&text) else {
        return Vec::new();
    };
    if !old.defects().is_empty() {
        return Vec::new();
    }
    let gone = old.files.into_iter().filter(|file| !files.contains_key(&file.path));
    gone.map(|file| folder.join(file.path)).filter(|path| path.is_file()).collect()
}
