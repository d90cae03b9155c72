//! The rules, held to this project.

use std::path::Path;

use super::report::{faults, written};

#[test]
fn the_project_keeps_the_rules_of_its_architecture() {
    let faults = faults(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(faults.is_empty(), "{}", written(&faults));
}
