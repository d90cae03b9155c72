//! A project as its files: their paths from its folder, and their text.

use std::collections::BTreeMap;
use std::path::Path;

/// Folders that hold nothing written here.
const PASSED_OVER: [&str; 4] = [".git", "dist", "node_modules", "target"];
/// Endings of files that are read; of the others only the names are asked for.
const READ: [&str; 9] = [".rs", ".ts", ".scss", ".mjs", ".cjs", ".py", ".sh", ".md", ".toml"];
/// Made by a tool from another file, and not in the repository.
const GENERATED: &str = "schema.d.ts";

/// The files of a project, by path from its folder, with `/` between folders.
pub struct Tree(BTreeMap<String, String>);

impl Tree {
    pub fn read(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        read_folder(root, "", &mut files);
        Self(files)
    }

    /// The text of a file; empty when it is not there.
    pub fn text(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    /// Files below a folder (`src/`), with one of these endings (`.rs`).
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
        endings: &'a [&'a str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        let files = self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        files.filter(move |(path, _)| {
            path.starts_with(folder) && endings.iter().any(|ending| path.ends_with(ending))
        })
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn read_folder(folder: &Path, path: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let at = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            if !PASSED_OVER.contains(&name.as_str()) {
                read_folder(&entry.path(), &at, files);
            }
        } else if name != GENERATED {
            let is_read = READ.iter().any(|ending| name.ends_with(ending));
            let text = if is_read { std::fs::read_to_string(entry.path()).unwrap() } else { String::new() };
            files.insert(at, text);
        }
    }
}
