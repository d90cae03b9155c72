//! The rules, held to this project.

use std::path::Path;

use super::report::{faults, written};

/// Folders whose `mod.rs` still holds code that their files use back: they are to be taken apart, and no other may join them.
const TO_BE_TAKEN_APART: [&str; 3] = ["src/ingest/packed/", "src/ingest/prepare/", "src/ingest/publishers/"];

#[test]
fn the_project_keeps_the_rules_of_its_architecture() {
    let mut faults = faults(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut known = Vec::new();
    for rule in ["a mod.rs declares and re-exports what lies in its folder", "no circle of files in src"] {
        let told = faults.remove(rule).unwrap_or_default();
        let is_known = |fault: &String| TO_BE_TAKEN_APART.iter().find(|folder| fault.contains(**folder));
        let (old, new): (Vec<String>, Vec<String>) =
            told.into_iter().partition(|fault| is_known(fault).is_some());
        known.extend(old.iter().filter_map(is_known).copied());
        if !new.is_empty() {
            faults.insert(rule, new);
        }
    }
    assert!(faults.is_empty(), "{}", written(&faults));
    let mended: Vec<_> = TO_BE_TAKEN_APART.iter().filter(|folder| !known.contains(folder)).collect();
    assert!(mended.is_empty(), "take these from the list: {mended:?}");
}
