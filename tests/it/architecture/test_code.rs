//! Code for tests within a source, left out: what stands behind `#[cfg(test)]`.

use super::tokens::Token;

/// Words an item may begin with, so that a comma within it does not end it.
const ITEMS: [&str; 16] = [
    "async",
    "const",
    "enum",
    "extern",
    "fn",
    "impl",
    "let",
    "macro_rules",
    "mod",
    "pub",
    "static",
    "struct",
    "trait",
    "type",
    "unsafe",
    "use",
];

/// The tokens without the items for tests, and the names of modules in other files that are for tests alone.
pub fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        if !is_for_tests(&tokens[at..]) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        while starts_with(&tokens[at..], &["#", "["]) {
            at += 1 + group(&tokens[at + 1..]);
        }
        let length = item(&tokens[at..]);
        let words: Vec<&str> = tokens[at..at + length].iter().map(|token| token.text.as_str()).collect();
        if let [.., "mod", name, ";"] = words[..] {
            modules.push(name.to_owned());
        }
        at += length;
    }
    (kept, modules)
}

/// The length of `pub`, `pub(crate)` and the like, if one stands here.
pub fn visibility(tokens: &[Token]) -> usize {
    match tokens {
        [public, open, ..] if public.text == "pub" && open.text == "(" => 1 + group(&tokens[1..]),
        [public, ..] if public.text == "pub" => 1,
        _ => 0,
    }
}

/// Whether an attribute for tests begins here.
fn is_for_tests(tokens: &[Token]) -> bool {
    starts_with(tokens, &["#", "[", "cfg", "(", "test", ")"])
        || starts_with(tokens, &["#", "[", "cfg", "(", "all", "(", "test"])
}

pub fn starts_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.text == *word)
}

/// The length of a group from its opening bracket to the one that closes it.
pub fn group(tokens: &[Token]) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

/// The length of an item, a statement or a field: to its semicolon, its body or, when it is a field, its comma.
fn item(tokens: &[Token]) -> usize {
    let is_import = starts_with(&tokens[visibility(tokens)..], &["use"]);
    let is_item = tokens.first().is_some_and(|token| ITEMS.contains(&token.text.as_str()));
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].text.as_str() {
            ";" => return at + 1,
            "," if !is_item => return at + 1,
            "}" => return at,
            "{" if !is_import => return at + group(&tokens[at..]),
            "(" | "[" | "{" => at += group(&tokens[at..]),
            _ => at += 1,
        }
    }
    at
}
