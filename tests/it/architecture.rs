//! The rules of ARCHITECTURE.md that a reader of files can hold: layers, the domain's crates, the length of files.

use std::path::{Path, PathBuf};

/// Layers from the lowest; a file may use its own and those below.
const LAYERS: [(&str, usize); 17] = [
    ("county", 1),
    ("digest", 0),
    ("reading", 1),
    ("echo", 0),
    ("domain", 0),
    ("json", 1),
    ("projection", 1),
    ("ingest", 2),
    ("store", 2),
    ("planning", 3),
    ("bulk", 4),
    ("export", 4),
    ("features", 4),
    ("tiles", 5),
    ("http", 6),
    ("telemetry", 6),
    ("cli", 7),
];
/// Crates the domain may use.
const PURE: [&str; 10] =
    ["std", "geo", "hashbrown", "polylabel", "rstar", "thiserror", "serde", "petgraph", "crate", "super"];
const MOST_LINES: usize = 400;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn no_module_uses_a_layer_above_its_own() {
    let mut wrong = Vec::new();
    for file in sources(&root().join("src")) {
        let module = module_of(&file);
        if ["main", "lib"].contains(&module.as_str()) {
            continue;
        }
        let own = layer(&module).unwrap_or_else(|| panic!("{module} has no layer: give it one"));
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let used: String =
                    used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                if layer(&used).is_some_and(|used| used > own) {
                    wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_domain_uses_pure_crates_alone() {
    let mut wrong = Vec::new();
    for file in sources(&root().join("src/domain")) {
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| line.trim_start().starts_with("use ")) {
            let used = line.trim_start().trim_start_matches("use ").split("::").next().unwrap();
            // Modules named without `crate` are the file's own children.
            let is_child = file.parent().unwrap().join(format!("{used}.rs")).exists();
            if !PURE.contains(&used.trim_end_matches(';')) && !is_child {
                wrong.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_projection_uses_proj() {
    let files = sources(&root().join("src"));
    let users: Vec<String> = files
        .iter()
        .filter(|file| std::fs::read_to_string(file).unwrap().contains("use proj::"))
        .map(|file| module_of(file))
        .collect();
    assert!(!users.is_empty() && users.iter().all(|module| module == "projection"), "{users:?}");
}

#[test]
fn no_source_file_is_longer_than_a_reader_can_hold() {
    let files = ["src", "tests/it", "benches"].map(|folder| root().join(folder));
    let mut long = Vec::new();
    for file in files.iter().filter(|folder| folder.exists()).flat_map(|folder| sources(folder)) {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        if lines > MOST_LINES {
            long.push(format!("{} has {lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}
