//! What a cell says: the value as people and spreadsheets write it, without what they put around it.

use std::borrow::Cow;

use crate::invisible::{is_invisible, trim, trim_bytes};

/// Words by which a value is said to be missing, without case and what is not seen.
const MISSING: [&str; 42] = [
    "",
    "na",
    "n/a",
    "n.a.",
    "n.a",
    "#n/a",
    "<na>",
    "nan",
    "null",
    "#null!",
    "none",
    "nil",
    "nul",
    "-",
    "--",
    "---",
    "–",
    "—",
    ".",
    "..",
    "...",
    "?",
    "??",
    "\\n",
    "unknown",
    "unk",
    "not known",
    "missing",
    "(blank)",
    "blank",
    "empty",
    "(null)",
    "[null]",
    "#ref!",
    "#value!",
    "#name?",
    "#num!",
    "#div/0!",
    "not recorded",
    "not stated",
    "not available",
    "not applicable",
];

/// Which character stands before the decimals of a number.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize, clap::ValueEnum,
)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// A dot; commas group thousands
    #[default]
    Dot,
    /// A comma; dots group thousands
    Comma,
}

/// Quotes that people and programs put around a value, each with the one that closes it: a field that begins with a space is not
/// unquoted as CSV has it, and word processors turn quotes.
const QUOTES: [(&str, &str); 3] = [("\"", "\""), ("\u{201c}", "\u{201d}"), ("\u{2018}", "\u{2019}")];

/// A value without what protects it in a spreadsheet (`="OX1 1ND"`, `'OX1 1ND`), and without quotes, white space and NUL around it,
/// however many of them there are.
#[must_use]
pub fn plain(value: &[u8]) -> &[u8] {
    let mut value = trim_bytes(value);
    while let Some(inner) = unwrapped(value) {
        value = trim_bytes(inner);
    }
    value
}

fn unwrapped(value: &[u8]) -> Option<&[u8]> {
    if let Some(formula) = value.strip_prefix(b"=\"").and_then(|rest| rest.strip_suffix(b"\"")) {
        return Some(formula);
    }
    for (opening, closing) in QUOTES {
        let inner =
            value.strip_prefix(opening.as_bytes()).and_then(|rest| rest.strip_suffix(closing.as_bytes()));
        if let Some(inner) = inner.filter(|inner| memchr::memmem::find(inner, opening.as_bytes()).is_none()) {
            return Some(inner);
        }
    }
    let quoted = value.strip_prefix(b"'")?;
    Some(quoted.strip_suffix(b"'").unwrap_or(quoted))
}

/// The same of a text.
#[must_use]
pub fn plain_text(value: &str) -> &str {
    let mut value = trim(value);
    while let Some(inner) = unwrapped_text(value) {
        value = trim(inner);
    }
    value
}

fn unwrapped_text(value: &str) -> Option<&str> {
    if let Some(formula) = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return Some(formula);
    }
    for (opening, closing) in QUOTES {
        let inner = value.strip_prefix(opening).and_then(|rest| rest.strip_suffix(closing));
        if let Some(inner) = inner.filter(|inner| !inner.contains(opening)) {
            return Some(inner);
        }
    }
    let quoted = value.strip_prefix('\'')?;
    Some(quoted.strip_suffix('\'').unwrap_or(quoted))
}

/// Whether a value says that there is none: blank, or a word such as `NA`, `NULL`, `#N/A` or `Unknown`.
#[must_use]
pub fn is_missing(text: &str) -> bool {
    let text = plain_text(text);
    // The longest word has fourteen characters.
    text.len() <= 16 && MISSING.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// The number that a value is: with a decimal comma or thousands that are grouped as `decimal` says, a minus of any width.
#[must_use]
pub fn number(text: &str, decimal: Decimal) -> Option<f64> {
    let text = plain_text(text);
    let (point, group) = match decimal {
        Decimal::Dot => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    if text.is_ascii() && !text.contains([',', ' ', '\'']) && decimal == Decimal::Dot {
        return text.parse().ok();
    }
    let text: Cow<'_, str> = match text.strip_prefix(['\u{2212}', '–']) {
        Some(rest) => Cow::Owned(format!("-{rest}")),
        None => Cow::Borrowed(text),
    };
    let (whole, decimals) =
        text.split_once(point).map_or((&*text, None), |(whole, rest)| (whole, Some(rest)));
    let whole = ungrouped(whole, group)?;
    match decimals {
        Some(decimals) => format!("{whole}.{decimals}").parse().ok(),
        None => whole.parse().ok(),
    }
}

/// Digits without what groups them in threes; none when they are not so grouped.
fn ungrouped(digits: &str, group: char) -> Option<String> {
    let is_group = |character: char| character == group || is_invisible(character);
    let mut parts = digits.split(is_group);
    let first = parts.next()?;
    let mut whole = first.to_owned();
    for part in parts {
        if part.len() != 3 || first.trim_start_matches('-').len() > 3 {
            return None;
        }
        whole.push_str(part);
    }
    Some(whole)
}

/// Which character stands before decimals in a column: a comma when some value has one that cannot group thousands.
///
/// A value such as `451,000` could be either: it is a decimal comma for degrees (`is_degrees`), which are never so many.
#[must_use]
pub fn decimal_of<'a>(values: impl Iterator<Item = &'a str>, is_degrees: bool) -> Decimal {
    for value in values {
        let value = plain_text(value);
        let reads = |decimal| number(value, decimal).is_some();
        match (value.contains(','), value.contains('.')) {
            (true, true) if value.rfind(',') > value.rfind('.') && reads(Decimal::Comma) => {
                return Decimal::Comma;
            }
            (true, false) if reads(Decimal::Comma) && (is_degrees || !reads(Decimal::Dot)) => {
                return Decimal::Comma;
            }
            _ => {}
        }
    }
    Decimal::Dot
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_protects_a_value_in_a_spreadsheet_is_taken_off() {
        for text in [
            "OX1 1ND",
            "=\"OX1 1ND\"",
            "'OX1 1ND",
            "'OX1 1ND'",
            " =\"OX1 1ND\" ",
            "OX1 1ND\0\0\0",
            " \"OX1 1ND\"",
            "\u{201c}OX1 1ND\u{201d}",
            "\u{2018}OX1 1ND\u{2019}",
            "''OX1 1ND",
            "'=\"OX1 1ND\"",
            "\u{201c}'OX1 1ND'\u{201d}",
        ] {
            assert_eq!(plain(text.as_bytes()), b"OX1 1ND", "{text:?}");
            assert_eq!(plain_text(text), "OX1 1ND", "{text:?}");
        }
        for text in ["=SUM(A1)", "\"A\" and \"B\"", "\""] {
            assert_eq!((plain_text(text), plain(text.as_bytes())), (text, text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn words_for_a_missing_value_are_known_and_others_are_values() {
        for text in ["NA", "null", "#N/A", "nan", "N/A", "-", "\\N", "Unknown", "", " \u{a0}", "=\"\"", "'NA"]
        {
            assert!(is_missing(text), "{text:?}");
        }
        for text in ["OX1 1ND", "0", "NA1 1AA", "Nancy"] {
            assert!(!is_missing(text), "{text:?}");
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, decimal, expected) in [
            ("51.7520", Decimal::Dot, Some(51.752)),
            ("51,7520", Decimal::Comma, Some(51.752)),
            ("51,7520", Decimal::Dot, None),
            ("-1,2577", Decimal::Comma, Some(-1.2577)),
            ("\u{2212}1.2577", Decimal::Dot, Some(-1.2577)),
            ("451,050.5", Decimal::Dot, Some(451_050.5)),
            ("451 050", Decimal::Dot, Some(451_050.0)),
            ("451.050,5", Decimal::Comma, Some(451_050.5)),
            ("1e3", Decimal::Dot, Some(1000.0)),
            ("4510,50", Decimal::Dot, None),
            ("x", Decimal::Dot, None),
            ("", Decimal::Comma, None),
        ] {
            assert_eq!(number(text, decimal), expected, "{text:?}");
        }
    }

    #[test]
    fn a_decimal_comma_is_told_from_one_that_groups_thousands() {
        let of = |values: &[&str], is_degrees| decimal_of(values.iter().copied(), is_degrees);
        assert_eq!(of(&["51,7520", "-1,2577"], true), Decimal::Comma);
        assert_eq!(of(&["51,752"], true), Decimal::Comma);
        assert_eq!(of(&["451,050"], false), Decimal::Dot, "metres grouped in thousands");
        assert_eq!(of(&["451050,5"], false), Decimal::Comma);
        assert_eq!(of(&["451.050,5"], false), Decimal::Comma);
        assert_eq!(of(&["51.75", "x"], true), Decimal::Dot);
    }
}
