//! A `mod.rs`, and `lib.rs`: documents, declares modules and re-exports what lies in its folder, no more.

use super::modules::{Found, Module, Modules};

/// What they hold beside that.
pub fn faults(modules: &Modules) -> Vec<String> {
    let mut told = Vec::new();
    for module in modules.all().filter(|module| module.is_to_be_face()) {
        let lines: Vec<String> = module.source.more_than_declarations.iter().map(usize::to_string).collect();
        if !lines.is_empty() {
            told.push(format!("{} holds code: line {}", module.file, lines.join(", ")));
        }
        told.extend(foreign(modules, module));
    }
    told
}

/// Re-exports of what lies elsewhere.
fn foreign<'a>(modules: &'a Modules, module: &'a Module) -> impl Iterator<Item = String> + 'a {
    let exports = module.source.imports.iter().filter(|(_, import)| import.is_public);
    exports.filter_map(move |(within, import)| {
        let (Found::Module(to) | Found::In(to)) = modules.lead(module, within, &import.path)?;
        let is_foreign = !to.path.starts_with(&module.path);
        is_foreign.then(|| format!("{}:{} re-exports from {}", module.file, import.line, to.file))
    })
}
