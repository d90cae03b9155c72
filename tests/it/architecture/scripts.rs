//! Which file of TypeScript imports which, in `web/src`.

use super::graph::Edge;
use super::tree::Tree;

/// Every import of another file, of values and of types.
pub fn edges(tree: &Tree) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (file, text) in tree.below("web/src/", &[".ts"]) {
        for (number, line) in text.lines().enumerate() {
            for path in relative(line) {
                let to = resolve(tree, file, path).filter(|to| to != file);
                let edge =
                    |to| Edge { from: file.to_owned(), to, line: number + 1, written: path.to_owned() };
                edges.extend(to.map(edge));
            }
        }
    }
    edges
}

/// The relative paths that a line imports from: `from "./x"`, `import "./x"`, `import("./x")`.
fn relative(line: &str) -> impl Iterator<Item = &str> {
    let starts = ["from \"", "import \"", "import(\"", "from '", "import '", "import('"];
    let is_remark = ["//", "*", "/*"].iter().any(|mark| line.trim_start().starts_with(mark));
    let line = if is_remark { "" } else { line };
    let behind = starts.into_iter().flat_map(move |start| line.split(start).skip(1));
    behind.filter_map(|rest| rest.split(['"', '\'']).next()).filter(|path| path.starts_with('.'))
}

/// The file of a relative path: itself, with an ending, or the index of its folder.
fn resolve(tree: &Tree, from: &str, path: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    let stem = folders.join("/");
    let stem_of_js = stem.strip_suffix(".js").unwrap_or(&stem);
    let tried =
        [stem.clone(), format!("{stem_of_js}.ts"), format!("{stem}.d.ts"), format!("{stem}/index.ts")];
    tried.into_iter().find(|file| tree.paths().any(|path| path == file))
}
