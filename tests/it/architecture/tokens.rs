//! Rust cut into words and signs, without comments and literals, so that no path is found in a text or a remark.

/// A word or a sign (`::` is one), and the line it stands on.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

impl Token {
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

/// The tokens of a file.
pub fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let (mut at, mut line) = (0, 1);
    let mut found = Vec::new();
    while at < characters.len() {
        let rest = &characters[at..];
        let length = silent(rest);
        if length == 0 {
            let length = loud(rest);
            found.push(Token { text: rest[..length].iter().collect(), line });
            at += length;
        } else {
            line += rest[..length].iter().filter(|character| **character == '\n').count();
            at += length;
        }
    }
    found
}

/// The length of a word, a number or a sign.
fn loud(rest: &[char]) -> usize {
    match rest {
        [first, ..] if is_part_of_word(*first) => run(rest, is_part_of_word),
        [':', ':', ..] => 2,
        _ => 1,
    }
}

/// The length of what says nothing here: space, a remark, a literal, a lifetime; 0 for anything else.
fn silent(rest: &[char]) -> usize {
    match rest {
        [first, ..] if first.is_whitespace() => run(rest, char::is_whitespace),
        ['/', '/', ..] => run(rest, |character| character != '\n'),
        ['/', '*', ..] => remark(rest),
        ['"', ..] => quoted(rest, '"'),
        ['b' | 'c', '"', ..] => 1 + quoted(&rest[1..], '"'),
        ['b', '\'', ..] => 1 + quoted(&rest[1..], '\''),
        ['r', '"' | '#', ..] => raw(&rest[1..]).map_or(0, |length| length + 1),
        ['b' | 'c', 'r', '"' | '#', ..] => raw(&rest[2..]).map_or(0, |length| length + 2),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => quoted(rest, '\''),
        ['\'', ..] => 1 + run(&rest[1..], is_part_of_word),
        _ => 0,
    }
}

fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn run(rest: &[char], fits: impl Fn(char) -> bool) -> usize {
    rest.iter().position(|character| !fits(*character)).unwrap_or(rest.len())
}

/// A remark between `/*` and `*/`, which may hold others.
fn remark(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(rest: &[char], mark: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != mark {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// A raw text from its first `#` or quote; none for a raw word (`r#type`).
fn raw(rest: &[char]) -> Option<usize> {
    let hashes = run(rest, |character| character == '#');
    if rest.get(hashes) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = &rest[hashes + 1..];
    let length = body.windows(end.len()).position(|window| window == end.as_slice())?;
    Some(hashes + 1 + length + end.len())
}
