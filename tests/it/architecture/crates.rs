//! Which crates a room may use: the domain only those that compute, and PROJ only the projection.

use super::modules::{Module, Modules};
use super::tree::Tree;

/// Crates the domain may use.
const PURE: [&str; 10] =
    ["alloc", "core", "geo", "hashbrown", "petgraph", "polylabel", "rstar", "serde", "std", "thiserror"];
/// Parts of the standard library that reach out of the process, or at the clock.
const IMPURE: [&str; 6] = ["env", "fs", "net", "os", "process", "time"];

/// Crates used where they may not be.
pub fn faults(tree: &Tree, modules: &Modules) -> Vec<String> {
    let crates = dependencies(tree.text("Cargo.toml"));
    let mut told = Vec::new();
    for module in modules.all() {
        for (path, line) in paths(module) {
            let [first, rest @ ..] = path else { continue };
            let is_impure =
                first == "std" && rest.first().is_some_and(|part| IMPURE.contains(&part.as_str()));
            let is_foreign = crates.contains(first) && !PURE.contains(&first.as_str());
            if module.file.starts_with("src/domain/") && (is_foreign || is_impure) {
                told.push(format!("{}:{line} {}: not for the domain", module.file, path.join("::")));
            }
            let is_projection = module.path.first().is_some_and(|room| room == "projection");
            if first == "proj" && crates.contains(first) && !is_projection {
                told.push(format!("{}:{line} {}: only for the projection", module.file, path.join("::")));
            }
        }
    }
    told.sort();
    told.dedup();
    told
}

fn paths(module: &Module) -> impl Iterator<Item = (&[String], usize)> {
    let imports = module.source.imports.iter().map(|(_, import)| (&import.path[..], import.line));
    imports.chain(module.source.named.iter().map(|(_, named)| (&named.path[..], named.line)))
}

/// The crates a manifest depends on, as code names them.
fn dependencies(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = toml::from_str(manifest).unwrap();
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    table.into_iter().flat_map(toml::Table::keys).map(|name| name.replace('-', "_")).collect()
}
