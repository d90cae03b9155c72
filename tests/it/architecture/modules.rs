//! The tree of modules of `src`, and where a path leads in it: re-exports are followed to the file that defines what they name.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;
use super::tree::Tree;
use super::use_tree::Import;

/// How many re-exports one name may pass through.
const MOST_STEPS: usize = 24;

/// A module that is a file.
pub struct Module {
    /// From the project's folder: `src/domain/mod.rs`.
    pub file: String,
    /// From the root of the crate: `["domain"]`.
    pub path: Vec<String>,
    pub source: Source,
}

impl Module {
    /// Whether it has to be the face of a folder: declarations alone.
    pub fn is_to_be_face(&self) -> bool {
        self.file.ends_with("/mod.rs") || self.file == "src/lib.rs"
    }

    /// Whether it is one. Nothing is in it, so what is used through it is a use of the file behind it.
    pub fn is_face(&self) -> bool {
        self.is_to_be_face() && self.source.more_than_declarations.is_empty()
    }
}

/// Modules by their paths.
pub struct Modules(BTreeMap<Vec<String>, Module>);

/// Where a path leads.
pub enum Found<'a> {
    /// To a module itself.
    Module(&'a Module),
    /// To something a module defines.
    In(&'a Module),
}

impl Modules {
    /// The modules of `src` but those for tests.
    pub fn read(tree: &Tree) -> Self {
        let mut modules = BTreeMap::new();
        for (file, text) in tree.below("src/", &[".rs"]) {
            let path = path_of(file);
            modules.insert(path.clone(), Module { file: file.to_owned(), path, source: Source::read(text) });
        }
        let mut for_tests = BTreeSet::new();
        for module in modules.values() {
            for name in &module.source.for_tests {
                for_tests.insert([&module.path[..], std::slice::from_ref(name)].concat());
            }
        }
        modules.retain(|path, _| !for_tests.iter().any(|tests| path.starts_with(tests)));
        Self(modules)
    }

    pub fn all(&self) -> impl Iterator<Item = &Module> {
        self.0.values()
    }

    /// Where a path leads that stands in a module, within modules of its file; none when it leaves the crate.
    pub fn lead(&self, from: &Module, within: &[String], path: &[String]) -> Option<Found<'_>> {
        let here = [&from.path[..], within].concat();
        self.follow(&self.absolute(from, &here, path, MOST_STEPS)?, MOST_STEPS)
    }

    /// A path from the root of the crate; none when it begins with another crate or something of the file's own.
    fn absolute(&self, from: &Module, here: &[String], path: &[String], steps: usize) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let stem = match first.as_str() {
            "crate" => Vec::new(),
            "footprint" if from.file == "src/main.rs" => Vec::new(),
            "self" => here.to_vec(),
            "super" => {
                let parent = &here[..here.len().checked_sub(1)?];
                if rest.first().is_some_and(|next| next == "super") {
                    return self.absolute(from, parent, rest, steps);
                }
                parent.to_vec()
            }
            name => self.local(from, name, steps)?,
        };
        Some([&stem[..], rest].concat())
    }

    /// What a name stands for in a file: a module below it, or what it imports under that name.
    fn local(&self, from: &Module, name: &str, steps: usize) -> Option<Vec<String>> {
        let child = [&from.path[..], &[name.to_owned()]].concat();
        if self.0.contains_key(&child) {
            return Some(child);
        }
        let (within, import) = from.source.imports.iter().find(|(_, import)| named(import, name))?;
        if import.path.first().is_some_and(|first| first == name) && import.path.len() == 1 {
            return None;
        }
        self.absolute(from, &[&from.path[..], within].concat(), &import.path, steps.checked_sub(1)?)
    }

    /// Walks a path from the root, through re-exports, to what it names.
    fn follow(&self, path: &[String], steps: usize) -> Option<Found<'_>> {
        let mut length = 0;
        while length < path.len() && self.0.contains_key(&path[..=length]) {
            length += 1;
        }
        let module = self.0.get(&path[..length])?;
        let Some(name) = path.get(length) else { return Some(Found::Module(module)) };
        if module.source.defines.contains(name) {
            return Some(Found::In(module));
        }
        let steps = steps.checked_sub(1)?;
        let behind = &path[length + 1..];
        for (within, import) in module.source.imports.iter().filter(|(within, _)| within.is_empty()) {
            let rest = match import.is_glob {
                true => &path[length..],
                false if named(import, name) => behind,
                false => continue,
            };
            let here = [&module.path[..], within].concat();
            let Some(stem) = self.absolute(module, &here, &import.path, steps) else { continue };
            match self.follow(&[&stem[..], rest].concat(), steps) {
                Some(Found::Module(found)) if import.is_glob && found.path == stem => {}
                Some(found) if !import.is_glob || self.has(&found, name) => return Some(found),
                _ => {}
            }
        }
        Some(Found::In(module))
    }

    /// Whether what a glob led to is where a name is defined.
    #[expect(clippy::unused_self, reason = "reads as a question to the modules")]
    fn has(&self, found: &Found<'_>, name: &str) -> bool {
        match found {
            Found::Module(module) => module.path.last().is_some_and(|last| last == name),
            Found::In(module) => module.source.defines.contains(name),
        }
    }
}

fn named(import: &Import, name: &str) -> bool {
    import.name.as_deref() == Some(name)
}

fn path_of(file: &str) -> Vec<String> {
    let inside = file.trim_start_matches("src/").trim_end_matches(".rs");
    let inside = inside.strip_suffix("/mod").unwrap_or(inside);
    let parts = inside.split('/').filter(|part| *part != "lib" || inside != "lib");
    parts.map(str::to_owned).collect()
}
