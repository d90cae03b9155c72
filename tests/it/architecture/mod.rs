//! The rules of ARCHITECTURE.md that a reader of files can hold: layers, circles, the size of files and folders, crates, and the files
//! that the documents name.
//!
//! [`faults`](report::faults) reads a project from its folder and tells all that breaks a rule, grouped by rule. `project.rs` asks for
//! those of this project; `made_up.rs` shows on small made-up projects that each rule is held.

mod circles;
mod crates;
mod declarations;
mod graph;
mod layers;
mod made_up;
mod modules;
mod named_files;
mod project;
mod report;
mod scripts;
mod sizes;
mod source;
mod test_code;
mod tokens;
mod tree;
mod use_tree;
