//! All that breaks a rule, grouped by rule.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::layers::Layers;
use super::modules::Modules;
use super::tree::Tree;
use super::{circles, crates, declarations, graph, named_files, scripts, sizes};

/// What breaks each rule, under the rule.
pub type Faults = BTreeMap<&'static str, Vec<String>>;

/// The faults of the project in a folder.
pub fn faults(root: &Path) -> Faults {
    let tree = Tree::read(root);
    let modules = Modules::read(&tree);
    let edges = graph::edges(&modules);
    let layers = Layers::read(&tree);
    let found = [
        ("every room has one place in the list of layers", layers.faults(&tree)),
        ("a room uses those below it alone", layers.upward(&edges)),
        ("no circle of files in src", circles::circles(&edges)),
        ("no circle of files in web/src", circles::circles(&scripts::edges(&tree))),
        ("a mod.rs declares and re-exports what lies in its folder", declarations::faults(&modules)),
        ("no file is longer than a reader can hold", sizes::long_files(&tree)),
        ("no folder is fuller than a reader can look over", sizes::full_folders(&tree)),
        ("the domain is pure, and PROJ is the projection's", crates::faults(&tree, &modules)),
        ("every file that is named exists", named_files::faults(&tree)),
    ];
    found.into_iter().filter(|(_, told)| !told.is_empty()).collect()
}

/// The faults as lines, to be read.
pub fn written(faults: &Faults) -> String {
    let mut text = String::new();
    for (rule, told) in faults {
        writeln!(text, "\n{rule}: {}", told.len()).unwrap();
        for fault in told {
            writeln!(text, "  {fault}").unwrap();
        }
    }
    text
}
