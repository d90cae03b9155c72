//! Why a file, a document or a value cannot be read, in plain words: what the system and the parsers say, for those who have never
//! heard of either.

use std::io::{self, ErrorKind};

use serde_json::error::Category;

use crate::echo;

/// Why a file cannot be read or written.
#[must_use]
pub fn of_file(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "this account is not allowed to",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        ErrorKind::NotADirectory => "what its path calls a folder is a file",
        ErrorKind::AlreadyExists => "there is one already",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "this account may not keep more on the disk",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::InvalidFilename => "its name is none that a file can have",
        ErrorKind::UnexpectedEof => "it ends too early",
        ErrorKind::AddrInUse => "another program listens there",
        ErrorKind::AddrNotAvailable => "this machine has no such address",
        _ => "",
    };
    if error.get_ref().is_none() && !known.is_empty() {
        return known.to_owned();
    }
    let told = error.to_string();
    told.split(" (os error ").next().unwrap_or_default().to_owned()
}

/// Why something, such as `the body`, is no JSON, or none that can be used; with line and column.
#[must_use]
pub fn of_json(what: &str, error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Data => format!("{what}: {}", of_json_within(error)),
        _ => format!("{what} is not JSON: {}", of_json_within(error)),
    }
}

/// The same, of a text that is called by its name already.
#[must_use]
pub fn of_json_within(error: &serde_json::Error) -> String {
    let place = match error.line() {
        0 => String::new(),
        line => format!(", at line {line}, column {}", error.column()),
    };
    if is_of_nothing(error) {
        return of_json_line(error);
    }
    let cut_off = if error.is_eof() { "; it may have been cut off" } else { "" };
    of_json_line(error) + &place + cut_off
}

/// The same without the place, of a text that is one line among many.
#[must_use]
pub fn of_json_line(error: &serde_json::Error) -> String {
    let told = error.to_string();
    let reason = told.rsplit_once(" at line ").map_or(&*told, |(reason, _)| reason);
    match error.classify() {
        Category::Data => echo::cut(&of_member(reason)),
        Category::Io => "it cannot be read to its end".to_owned(),
        Category::Eof if is_of_nothing(error) => "it is empty".to_owned(),
        Category::Eof => of_end(reason),
        Category::Syntax => of_syntax(reason),
    }
}

/// Whether there is not one byte.
fn is_of_nothing(error: &serde_json::Error) -> bool {
    error.is_eof() && (error.line(), error.column()) == (1, 0)
}

/// Why a text cannot be read as TOML, with the place, in one line.
#[must_use]
pub fn of_toml(text: &str, error: &toml::de::Error) -> String {
    let why = echo::cut(&error.message().split_whitespace().collect::<Vec<_>>().join(" "));
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else { return of_member(&why) };
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|symbol| *symbol != '\n').count() + 1;
    format!("line {line}, column {column}: {}", of_member(&why))
}

/// Why a member or its value is none that is expected, from what a parser of typed values says of it.
#[must_use]
pub fn of_member(reason: &str) -> String {
    const NUMBER: &str = "expected a number, with a point for its decimals";
    const WHOLE_NUMBER: &str = "expected a whole number, 0 or more";
    match reason {
        "invalid float literal" | "cannot parse float from empty string" => return NUMBER.to_owned(),
        "invalid digit found in string" | "cannot parse integer from empty string" => {
            return WHOLE_NUMBER.to_owned();
        }
        "number too large to fit in target type" => return format!("{WHOLE_NUMBER}, and not as large"),
        "number too small to fit in target type" => {
            return "expected a whole number, not as small".to_owned();
        }
        "provided string was not `true` or `false`" => return "expected true or false".to_owned(),
        _ => {}
    }
    let bare = reason.replace('`', "");
    if let Some(name) = bare.strip_prefix("missing field ") {
        return format!("{name} is missing");
    }
    if let Some(name) = bare.strip_prefix("duplicate field ") {
        return format!("{name} stands twice");
    }
    let told = [("unknown field ", "unknown member "), ("unknown variant ", "unknown value ")];
    for (start, own) in told {
        if let Some((name, expected)) = bare.strip_prefix(start).and_then(|rest| rest.split_once(", ")) {
            let expected = expected.replace("expected one of ", "expected ");
            return format!("{own}{name}: {}", expected.replace("there are no fields", "there are none"));
        }
    }
    let found = ["invalid type: ", "invalid value: ", "invalid length "]
        .iter()
        .find_map(|start| bare.strip_prefix(start));
    match found.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, expected)) => format!("expected {}, found {found}", of_type(expected)),
        None => reason.to_owned(),
    }
}

/// What a type of numbers stands for, as a program writes it.
fn of_type(expected: &str) -> String {
    let range = |least: i128, most: u128| format!("a whole number from {least} to {most}");
    match expected {
        "u8" => range(0, u8::MAX.into()),
        "u16" => range(0, u16::MAX.into()),
        "u32" => range(0, u32::MAX.into()),
        "u64" | "usize" => range(0, u64::MAX.into()),
        "i32" => range(i32::MIN.into(), i32::MAX.unsigned_abs().into()),
        "i64" => range(i64::MIN.into(), i64::MAX.unsigned_abs().into()),
        "f32" | "f64" => "a number".to_owned(),
        other => other.to_owned(),
    }
}

/// Where a JSON text ends too early.
fn of_end(reason: &str) -> String {
    let within = match reason.strip_prefix("EOF while parsing ") {
        Some("a string") => "a text",
        Some(within) => within,
        None => return reason.to_owned(),
    };
    format!("it ends in the middle of {within}")
}

/// What keeps a text from being JSON.
fn of_syntax(reason: &str) -> String {
    let known = match reason {
        "expected ident" => "expected true, false, null or a text in double quotes",
        "expected value" => "expected a value: a text in double quotes, a number, a list or an object",
        "key must be a string" => "expected the name of a member, in double quotes",
        "trailing comma" => "a comma stands before a closing bracket",
        "trailing characters" => "something stands behind its end",
        "invalid escape" | "lone leading surrogate in hex escape" => {
            "a backslash in a text is followed by what is no escape"
        }
        // What stands behind a backslash is told otherwise.
        "invalid unicode code point" => "a text holds bytes that are no UTF-8: save it in UTF-8",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a text holds the end of a line or another control character"
        }
        "recursion limit exceeded" => "it is nested too deeply",
        "invalid number" => "expected a number",
        "number out of range" => "a number is too large",
        other => return other.replace('`', ""),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_is_told_without_numbers_of_the_system() {
        let none = std::fs::read("/no/such/file").unwrap_err();
        assert_eq!(of_file(&none), "there is no such file or folder");
        assert_eq!(of_file(&std::fs::read("/").unwrap_err()), "it is a folder, not a file");
        assert_eq!(of_file(&io::Error::other("it was made by hand")), "it was made by hand");
        let rare = io::Error::from_raw_os_error(5);
        assert!(!of_file(&rare).contains("os error"), "{}", of_file(&rare));
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        let told =
            |text: &str| of_json("the body", &serde_json::from_str::<serde_json::Value>(text).unwrap_err());
        assert_eq!(
            told("{"),
            "the body is not JSON: it ends in the middle of an object, at line 1, column 1; it may have been cut off"
        );
        assert!(
            told("nonsense").starts_with("the body is not JSON: expected true, false, null"),
            "{}",
            told("nonsense")
        );
        assert!(told("{'a':1}").contains("the name of a member, in double quotes, at line 1, column 2"));
        assert!(told("[1,]").contains("a comma stands before a closing bracket"));
        assert!(told("[1] x").contains("something stands behind its end"));
        assert!(told("[\"a\nb\"]").contains("the end of a line"));
        assert!(told("[1 2]").contains("expected , or ]"), "{}", told("[1 2]"));
        assert_eq!(told(""), "the body is not JSON: it is empty");
        assert!(told(" ").contains("it ends in the middle of a value"), "{}", told(" "));
        assert_eq!(told("[1e999]"), "the body is not JSON: a number is too large, at line 1, column 6");
        assert!(told("[\"\\x\"]").contains("a backslash in a text"), "{}", told("[\"\\x\"]"));
        let latin =
            of_json("it", &serde_json::from_slice::<serde_json::Value>(b"[\"Caf\xe9\"]").unwrap_err());
        assert!(latin.contains("bytes that are no UTF-8") && !latin.contains("backslash"), "{latin}");
    }

    #[test]
    fn members_and_values_are_told_in_words() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Asked {
            #[serde(rename = "count")]
            _count: u8,
        }
        let told = |text: &str| of_json("it", &serde_json::from_str::<Asked>(text).unwrap_err());
        assert_eq!(told(r#"{"x":1}"#), "it: unknown member x: expected count, at line 1, column 4");
        assert_eq!(told("{}"), "it: count is missing, at line 1, column 2");
        assert_eq!(
            told(r#"{"count":"a"}"#),
            "it: expected a whole number from 0 to 255, found string \"a\", at line 1, column 12"
        );
        assert!(
            told(r#"{"count":-1}"#).contains("from 0 to 255, found integer -1"),
            "{}",
            told(r#"{"count":-1}"#)
        );
        assert_eq!(
            of_member("unknown variant `x`, expected one of `a`, `b`"),
            "unknown value x: expected a, b"
        );
        assert_eq!(
            of_member(&"-1,25".parse::<f64>().unwrap_err().to_string()),
            of_member("cannot parse float from empty string")
        );
        assert_eq!(
            of_member(&"".parse::<u8>().unwrap_err().to_string()),
            "expected a whole number, 0 or more"
        );
        assert_eq!(of_member(&"x".parse::<bool>().unwrap_err().to_string()), "expected true or false");
        assert_eq!(of_member("it is told already"), "it is told already");
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place_in_one_line() {
        let told = |text: &str| of_toml(text, &toml::from_str::<toml::Table>(text).unwrap_err());
        assert!(told("a = 1\nb = = 2\n").starts_with("line 2, column 5: "), "{}", told("a = 1\nb = = 2\n"));
        assert_eq!(told("a = \"x").lines().count(), 1);
    }
}
