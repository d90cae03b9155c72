//! Options that decide by hand how a table is read, as sentences name them: marked in the text, so that each face calls them by its own
//! words (`--skip-rows 3`, `skip_rows=3`, or the title of a field of a page).
//!
//! A mark is the option's name between two characters that Unicode leaves to programs (The Unicode Standard, 23.5), perhaps with `=` and
//! a value behind the name.

use serde::Serialize;

use crate::echo;

const OPENING: char = '\u{e000}';
const CLOSING: char = '\u{e001}';

/// The column of the question.
pub const COLUMN: &str = "\u{e000}column\u{e001}";
/// How many rows stand above the table.
pub const SKIP_ROWS: &str = "\u{e000}skip_rows\u{e001}";
/// Whether the first row names the columns.
pub const HEADER: &str = "\u{e000}header\u{e001}";
/// That it does.
pub const HEADER_PRESENT: &str = "\u{e000}header=present\u{e001}";
/// That it does not.
pub const HEADER_ABSENT: &str = "\u{e000}header=absent\u{e001}";
/// What stands between fields.
pub const DELIMITER: &str = "\u{e000}delimiter\u{e001}";
/// What stands before decimals.
pub const DECIMAL: &str = "\u{e000}decimal\u{e001}";
/// The encoding.
pub const ENCODING: &str = "\u{e000}encoding\u{e001}";
/// The sheet of a workbook.
pub const SHEET: &str = "\u{e000}sheet\u{e001}";

const NAMES: [&str; 7] = ["column", "skip_rows", "header", "delimiter", "decimal", "encoding", "sheet"];

/// Who says a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// A person at a terminal reads it.
    CommandLine,
    /// A program that asks over HTTP.
    Http,
    /// Either.
    Either,
}

/// A piece of a sentence: words, or an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Piece {
    /// Words.
    Words(String),
    /// An option.
    Option {
        /// Its name, as the parameter is called.
        option: &'static str,
        /// What it would be set to, where that is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
}

/// The column of the question, with the columns that could be it.
#[must_use]
pub fn column(value: &str) -> String {
    format!("{OPENING}column={}{CLOSING}", echo::cut(value))
}

/// The pieces of a sentence.
#[must_use]
pub fn pieces(sentence: &str) -> Vec<Piece> {
    let (mut pieces, mut rest) = (Vec::new(), sentence);
    let mut words = String::new();
    while let Some(start) = rest.find(OPENING) {
        let behind = &rest[start + OPENING.len_utf8()..];
        words.push_str(&rest[..start]);
        let Some((option, after)) =
            behind.split_once(CLOSING).and_then(|(mark, after)| Some((option(mark)?, after)))
        else {
            words.push(OPENING);
            rest = behind;
            continue;
        };
        if !words.is_empty() {
            pieces.push(Piece::Words(std::mem::take(&mut words)));
        }
        pieces.push(option);
        rest = after;
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

fn option(mark: &str) -> Option<Piece> {
    let (name, value) = mark.split_once('=').map_or((mark, None), |(name, value)| (name, Some(value)));
    let option = NAMES.into_iter().find(|known| *known == name)?;
    Some(Piece::Option { option, value: value.map(str::to_owned) })
}

/// Whether a sentence names an option.
#[must_use]
pub fn names_one(sentence: &str) -> bool {
    sentence.contains(OPENING)
}

/// A sentence in the words of a face.
#[must_use]
pub fn worded(sentence: &str, face: Face) -> String {
    if !names_one(sentence) {
        return sentence.to_owned();
    }
    pieces(sentence).into_iter().map(|piece| piece.worded(face)).collect()
}

impl Piece {
    fn worded(self, face: Face) -> String {
        let (option, value) = match self {
            Self::Words(words) => return words,
            Self::Option { option, value } => (option, value),
        };
        let of_the_command_line = || {
            let name = option.replace('_', "-");
            match &value {
                // A number sign begins a comment in a shell, and a space ends the value.
                Some(value) if value.contains([' ', '#', '(', '\'', '&', ';']) => {
                    format!("--{name} '{}'", value.replace('\'', "'\\''"))
                }
                Some(value) => format!("--{name} {value}"),
                None => format!("--{name}"),
            }
        };
        let of_http = || match &value {
            Some(value) => format!("{option}={value}"),
            None => format!("the parameter {option}"),
        };
        match face {
            Face::CommandLine => of_the_command_line(),
            Face::Http => of_http(),
            Face::Either => format!("{} (over HTTP {})", of_the_command_line(), of_http()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_face_names_an_option_in_its_own_words() {
        let sentence = format!("If row 1 names the columns, {HEADER_PRESENT} says so, and {SKIP_ROWS}.");
        let said = |face| worded(&sentence, face);
        assert_eq!(
            said(Face::CommandLine),
            "If row 1 names the columns, --header present says so, and --skip-rows."
        );
        assert_eq!(
            said(Face::Http),
            "If row 1 names the columns, header=present says so, and the parameter skip_rows."
        );
        assert_eq!(worded(&column("#1,#2"), Face::CommandLine), "--column '#1,#2'");
        let pieces = serde_json::to_value(pieces(&sentence)).unwrap();
        assert_eq!(pieces[1], serde_json::json!({"option": "header", "value": "present"}));
        assert_eq!(pieces[3], serde_json::json!({"option": "skip_rows"}));
    }

    #[test]
    fn what_is_no_mark_is_left_as_it_is() {
        for sentence in ["plain", "\u{e000}", "\u{e000}other\u{e001}", "a \u{e000}column b"] {
            assert_eq!(worded(sentence, Face::Http), sentence);
        }
    }
}
