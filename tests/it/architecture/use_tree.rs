//! What a `use` names: groups and nested groups taken apart, one path each.

use super::tokens::Token;

/// One path of a `use`, and the name it has from there on.
#[derive(Clone, Debug)]
pub struct Import {
    pub path: Vec<String>,
    /// None for `*` and `as _`.
    pub name: Option<String>,
    pub is_glob: bool,
    /// Whether others may name it from here: `pub use`, `pub(crate) use`.
    pub is_public: bool,
    pub line: usize,
}

/// The paths of a `use`, from the token behind that word, and how many tokens it has with its semicolon.
pub fn imports(tokens: &[Token], is_public: bool) -> (Vec<Import>, usize) {
    let length = tokens.iter().position(|token| token.text == ";").unwrap_or(tokens.len());
    let mut found = Vec::new();
    branches(&tokens[..length], &[], &mut found);
    for import in &mut found {
        import.is_public = is_public;
    }
    (found, length + 1)
}

/// Takes apart `a::b, c::{d, e}`, each below `stem`; what is left behind a closing brace is given back.
fn branches<'a>(mut tokens: &'a [Token], stem: &[String], found: &mut Vec<Import>) -> &'a [Token] {
    let mut path = stem.to_vec();
    let mut line = tokens.first().map_or(0, |token| token.line);
    loop {
        let Some((token, rest)) = tokens.split_first() else {
            add(path, stem, line, None, found);
            return tokens;
        };
        tokens = rest;
        match token.text.as_str() {
            "::" => {}
            "," | "}" => {
                add(std::mem::replace(&mut path, stem.to_vec()), stem, line, None, found);
                if token.text == "}" {
                    return tokens;
                }
            }
            "{" => {
                tokens = branches(tokens, &path, found);
                path = stem.to_vec();
            }
            "*" => {
                let path = std::mem::replace(&mut path, stem.to_vec());
                found.push(Import { path, name: None, is_glob: true, is_public: false, line: token.line });
            }
            "as" => {
                let alias = tokens.first().map(|alias| alias.text.clone());
                tokens = tokens.get(1..).unwrap_or_default();
                add(std::mem::replace(&mut path, stem.to_vec()), stem, line, alias, found);
            }
            word => {
                line = token.line;
                path.push(word.to_owned());
            }
        }
    }
}

/// Keeps a path that goes on from its stem; `self` in a group is the stem itself.
fn add(mut path: Vec<String>, stem: &[String], line: usize, alias: Option<String>, found: &mut Vec<Import>) {
    if path.len() <= stem.len() {
        return;
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = alias.or_else(|| path.last().cloned()).filter(|name| name != "_");
    found.push(Import { path, name, is_glob: false, is_public: false, line });
}
