//! What a source file of Rust says of modules: what it imports, names in full, defines, and holds beside declarations.

use std::collections::BTreeSet;

use super::test_code::{group, starts_with, visibility, without_tests};
use super::tokens::{Token, tokens};
use super::use_tree::{Import, imports};

/// A path named in an expression or a type: `crate::a::f`, `a::f`.
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
}

/// A file of Rust without its tests.
#[derive(Default)]
pub struct Source {
    /// Each with the modules within the file that it stands in.
    pub imports: Vec<(Vec<String>, Import)>,
    pub named: Vec<(Vec<String>, Named)>,
    /// Names of the items on the file's own level.
    pub defines: BTreeSet<String>,
    /// Modules in other files that are compiled for tests alone.
    pub for_tests: Vec<String>,
    /// Lines of the file's own level that hold neither `mod name;` nor `pub use`.
    pub more_than_declarations: Vec<usize>,
}

impl Source {
    pub fn read(text: &str) -> Self {
        let (tokens, for_tests) = without_tests(&tokens(text));
        let mut source = Self { for_tests, ..Self::default() };
        source.read_uses_and_paths(&tokens);
        source.read_items(&tokens);
        source
    }

    fn read_uses_and_paths(&mut self, tokens: &[Token]) {
        // Modules within the file, each with the depth of braces it ends at.
        let mut within: Vec<(String, usize)> = Vec::new();
        let (mut at, mut depth) = (0, 0);
        while let Some(token) = tokens.get(at) {
            let modules = || within.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            match token.text.as_str() {
                "use" => {
                    let (found, length) = imports(&tokens[at + 1..], is_public(&tokens[..at]));
                    let modules = modules();
                    self.imports.extend(found.into_iter().map(|import| (modules.clone(), import)));
                    at += length;
                }
                "mod" if tokens.get(at + 2).is_some_and(|open| open.text == "{") => {
                    within.push((tokens[at + 1].text.clone(), depth));
                    at += 1;
                }
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    within.retain(|(_, end)| *end < depth);
                }
                _ if token.is_word() => {
                    let path = path(&tokens[at..]);
                    at += (path.len() - 1) * 2;
                    if path.len() > 1 {
                        self.named.push((modules(), Named { path, line: token.line }));
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn read_items(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            if starts_with(&tokens[at..], &["#"]) {
                let open = if starts_with(&tokens[at..], &["#", "!"]) { 2 } else { 1 };
                at += open + group(&tokens[at + open..]);
                continue;
            }
            let public = visibility(&tokens[at..]);
            let item = &tokens[at + public..];
            let is_use = starts_with(item, &["use"]);
            let is_declared = starts_with(item, &["mod"]) && item.get(2).is_some_and(|end| end.text == ";");
            if !(is_declared || is_use && public > 0) {
                self.more_than_declarations.push(tokens[at].line);
            }
            if !is_declared {
                self.defines.extend(name(item));
            }
            at += public + length(item, is_use);
        }
    }
}

/// Whether these tokens end in `pub`, `pub(crate)` or the like.
fn is_public(before: &[Token]) -> bool {
    let open = before.iter().rposition(|token| token.text == "pub");
    open.is_some_and(|open| visibility(&before[open..]) == before.len() - open)
}

/// A path that begins here, without what stands in angle brackets.
fn path(tokens: &[Token]) -> Vec<String> {
    let mut path = vec![tokens[0].text.clone()];
    let mut rest = &tokens[1..];
    while let [colons, word, ..] = rest {
        if colons.text != "::" || !word.is_word() {
            break;
        }
        path.push(word.text.clone());
        rest = &rest[2..];
    }
    path
}

/// The name an item gives to what it defines.
fn name(item: &[Token]) -> Option<String> {
    let kinds = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "mod"];
    let mut words = item.iter();
    while let Some(word) = words.next() {
        match word.text.as_str() {
            "const" if words.as_slice().first().is_some_and(|next| next.text == "fn") => {}
            "async" | "unsafe" | "extern" | "default" => {}
            "macro_rules" => return words.nth(1).map(|name| name.text.clone()),
            kind if kinds.contains(&kind) => return words.next().map(|name| name.text.clone()),
            _ => return None,
        }
    }
    None
}

/// The length of an item: to its semicolon or the end of its body.
fn length(item: &[Token], is_use: bool) -> usize {
    let mut at = 0;
    while at < item.len() {
        match item[at].text.as_str() {
            ";" => return at + 1,
            "{" if !is_use => return at + group(&item[at..]),
            "(" | "[" | "{" => at += group(&item[at..]),
            _ => at += 1,
        }
    }
    at.max(1)
}
