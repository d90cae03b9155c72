//! The files that the documents and the comments name, in backticks or as links: each must be there.

use super::tree::Tree;

/// Documents whose words are held to the files.
const DOCUMENTS: [&str; 4] = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "docs/"];
/// Endings of what is written here, so that a name with one is a file of ours.
const CODE: [&str; 8] = [".rs", ".ts", ".scss", ".mjs", ".cjs", ".py", ".sh", ".md"];
/// Endings of files that may be anybody's: those in a folder of ours must be there.
const TABLES: [&str; 6] = [".toml", ".csv", ".yaml", ".json", ".geojson", ".html"];
/// Where a name may start, beside the folder of who names it and those above.
const ROOTS: [&str; 5] = ["", "src/", "web/src/", "tests/it/", "data/"];

/// Names of files that are not there.
pub fn faults(tree: &Tree) -> Vec<String> {
    let mut told = Vec::new();
    for (document, text) in DOCUMENTS.iter().flat_map(|document| tree.below(document, &[".md"])) {
        for (number, line) in outside_fences(text) {
            let named = in_backticks(line).filter(|name| is_missing(tree, document, name));
            let linked = links(line).filter(|link| !exists(tree, &beside(document, link)));
            told.extend(named.chain(linked).map(|name| format!("{document}:{number} {name}")));
        }
    }
    let sources =
        ["src/", "web/src/", "tests/it/"].into_iter().flat_map(|folder| tree.below(folder, &[".rs", ".ts"]));
    for (file, text) in sources {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| is_remark(line)) {
            let named = in_backticks(line).filter(|name| is_missing(tree, file, name));
            told.extend(named.map(|name| format!("{file}:{} {name}", number + 1)));
        }
    }
    told
}

/// Lines with their numbers, but for what stands between fences.
fn outside_fences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut is_inside = false;
    text.lines().enumerate().filter_map(move |(number, line)| {
        let is_fence = line.trim_start().starts_with("```");
        is_inside ^= is_fence;
        (!is_inside && !is_fence).then_some((number + 1, line))
    })
}

fn is_remark(line: &str) -> bool {
    ["//", "/*", "* "].iter().any(|mark| line.trim_start().starts_with(mark))
}

fn in_backticks(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Targets of links within the project.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
    targets.filter(|target| !target.is_empty() && !target.contains(':') && !target.starts_with('/'))
}

/// Whether a text in backticks names a file of ours that is not there.
fn is_missing(tree: &Tree, document: &str, name: &str) -> bool {
    let is_path = name.starts_with(|first: char| first.is_alphanumeric() || first == '_')
        && name.chars().all(|character| character.is_alphanumeric() || "_./*-".contains(character));
    let has = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let folder = name.split_once('/').map(|(folder, _)| format!("{folder}/"));
    let is_ours = |folder: String| ROOTS.iter().any(|root| exists(tree, &format!("{root}{folder}")));
    let is_named = has(&CODE) || name.ends_with('/') || has(&TABLES) && folder.is_some_and(is_ours);
    is_path && is_named && !is_found(tree, document, name)
}

fn is_found(tree: &Tree, document: &str, name: &str) -> bool {
    if !name.contains('/') {
        return tree.paths().any(|path| fits(path.rsplit('/').next().unwrap_or(path), name));
    }
    let above = document.match_indices('/').map(|(end, _)| &document[..=end]);
    ROOTS.into_iter().chain(above).any(|root| exists(tree, &format!("{root}{name}")))
}

/// Whether a file is there, or with a `/` at its end a folder; `*` stands for anything.
fn exists(tree: &Tree, name: &str) -> bool {
    tree.paths().any(|path| if name.ends_with('/') { path.starts_with(name) } else { fits(path, name) })
        || tree.paths().any(|path| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/')))
}

fn fits(path: &str, name: &str) -> bool {
    match name.split_once('*') {
        None => path == name,
        Some((start, end)) => {
            path.len() >= start.len() + end.len() && path.starts_with(start) && path.ends_with(end)
        }
    }
}

/// A link's target from the project's folder.
fn beside(document: &str, link: &str) -> String {
    let mut folders: Vec<&str> = document.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    folders.join("/")
}
