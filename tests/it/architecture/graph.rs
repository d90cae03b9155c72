//! Which file uses which, and where: the edges that the rules of layers and circles are about.

use super::modules::{Found, Module, Modules};

/// A use of one file by another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: String,
    pub to: String,
    pub line: usize,
    /// As it is written.
    pub written: String,
}

/// Every use of another file, each pair of files once, with the first line that has it. The face of a folder (`mod.rs`) is passed
/// through: what it re-exports is a use of the file behind it.
pub fn edges(modules: &Modules) -> Vec<Edge> {
    let mut edges = Vec::new();
    for module in modules.all().filter(|module| !module.is_face()) {
        for (within, import) in &module.source.imports {
            for to in targets(modules, module, within, &import.path, import.is_glob) {
                let star = if import.is_glob { "::*" } else { "" };
                let written = format!("use {}{star}", import.path.join("::"));
                edges.push(Edge { from: module.file.clone(), to, line: import.line, written });
            }
        }
        for (within, named) in &module.source.named {
            for to in targets(modules, module, within, &named.path, false) {
                let written = named.path.join("::");
                edges.push(Edge { from: module.file.clone(), to, line: named.line, written });
            }
        }
    }
    edges.retain(|edge| edge.from != edge.to);
    edges.sort();
    edges.dedup_by(|later, first| (&later.from, &later.to) == (&first.from, &first.to));
    edges
}

/// The files a path leads to: one, or with `*` all that a face re-exports.
fn targets(
    modules: &Modules,
    from: &Module,
    within: &[String],
    path: &[String],
    is_glob: bool,
) -> Vec<String> {
    match modules.lead(from, within, path) {
        None => Vec::new(),
        Some(Found::In(module)) => vec![module.file.clone()],
        Some(Found::Module(module)) if !module.is_face() => vec![module.file.clone()],
        // A module that is only brought into scope: what is used of it stands in paths of its own.
        Some(Found::Module(_)) if !is_glob => Vec::new(),
        Some(Found::Module(face)) => {
            let exports = face.source.imports.iter().filter(|(_, import)| import.path != path);
            let files = exports
                .flat_map(|(within, import)| targets(modules, face, within, &import.path, import.is_glob));
            files.collect()
        }
    }
}
