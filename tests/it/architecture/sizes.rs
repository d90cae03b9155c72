//! Files that a reader can hold, in folders that a reader can look over.

use std::collections::BTreeMap;

use super::tree::Tree;

const MOST_LINES: usize = 400;
const MOST_FILES: usize = 20;
/// Folders whose files are counted.
const ROOMS: [&str; 2] = ["src/", "web/src/"];

/// Files of code over [`MOST_LINES`].
pub fn long_files(tree: &Tree) -> Vec<String> {
    let folders = ["src/", "web/src/", "tests/", "benches/", "scripts/", "build.rs"];
    let endings = [".rs", ".ts", ".scss", ".mjs", ".cjs", ".py", ".sh"];
    let mut told = Vec::new();
    for (file, text) in folders.iter().flat_map(|folder| tree.below(folder, &endings)) {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            told.push(format!("{file} has {lines} lines, and {MOST_LINES} is the end"));
        }
    }
    told
}

/// Folders with more than [`MOST_FILES`] directly in them.
pub fn full_folders(tree: &Tree) -> Vec<String> {
    let mut counted = BTreeMap::<&str, usize>::new();
    let in_rooms = tree.paths().filter(|path| ROOMS.iter().any(|room| path.starts_with(room)));
    for (folder, _) in in_rooms.filter_map(|path| path.rsplit_once('/')) {
        *counted.entry(folder).or_default() += 1;
    }
    counted.retain(|_, files| *files > MOST_FILES);
    counted
        .iter()
        .map(|(folder, files)| format!("{folder} has {files} files, and {MOST_FILES} is the end"))
        .collect()
}
