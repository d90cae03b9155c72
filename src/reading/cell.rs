//! What a cell says: the value as people and spreadsheets write it, without what they put around it.

use std::borrow::Cow;
use std::ops::Range;

use crate::domain::ground::codes::GssCode;
use crate::invisible::{is_invisible, trim, trim_bytes};

/// Words by which a value is said to be missing, without case and what is not seen.
const MISSING: [&str; 54] = [
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
    "not given",
    "not provided",
    "not supplied",
    "n/k",
    "n.k.",
    "nk",
    "tbc",
    "tba",
    "<null>",
    "<none>",
    "#spill!",
    "#calc!",
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
    while let Some(inner) = within(value) {
        value = trim_bytes(&value[inner]);
    }
    value
}

/// The same of a text.
#[must_use]
pub fn plain_text(value: &str) -> &str {
    let mut value = trim(value);
    while let Some(inner) = within(value.as_bytes()) {
        value = trim(&value[inner]);
    }
    value
}

/// Where a value stands within what is put around it, whole characters of which are left out; none when nothing is.
fn within(value: &[u8]) -> Option<Range<usize>> {
    let between = |opening: &str, closing: &str| {
        let inner = value.strip_prefix(opening.as_bytes())?.strip_suffix(closing.as_bytes())?;
        Some((opening.len()..opening.len() + inner.len(), inner))
    };
    if let Some((formula, _)) = between("=\"", "\"") {
        return Some(formula);
    }
    for (opening, closing) in QUOTES {
        if let Some((quoted, inner)) = between(opening, closing)
            && memchr::memmem::find(inner, opening.as_bytes()).is_none()
        {
            return Some(quoted);
        }
    }
    value.starts_with(b"'").then(|| between("'", "'").map_or(1..value.len(), |(quoted, _)| quoted))
}

/// The GSS code of a value that has a name behind it, as Nomis writes `E01028422 : Cherwell 008A`; any other value as it is.
#[must_use]
pub fn without_name(value: &str) -> &str {
    let text = plain_text(value);
    let end = text.find(|symbol: char| !symbol.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (code, rest) = text.split_at(end);
    let are_several =
        rest.split(|symbol: char| !symbol.is_alphanumeric()).any(|word| word.parse::<GssCode>().is_ok());
    let is_name =
        rest.starts_with([' ', ':', '\u{a0}', '\t']) && rest.contains(char::is_alphabetic) && !are_several;
    if is_name && code.parse::<GssCode>().is_ok() { code } else { value }
}

/// Whether a value says that there is none: blank, or a word such as `NA`, `NULL`, `#N/A` or `Unknown`.
#[must_use]
pub fn is_missing(text: &str) -> bool {
    let text = plain_text(text);
    // The longest word has fourteen characters.
    text.len() <= 16 && MISSING.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// What is said of a count that its publisher hides.
pub const SUPPRESSED: &str = "it is a suppressed count (a small number that its publisher hides)";

/// Why a value is no whole number.
#[must_use]
pub fn not_whole(text: &str) -> &'static str {
    let text = plain_text(text);
    let rest = text.trim_start_matches(['<', '\u{2264}', '=', ' ']);
    let is_less =
        rest.len() < text.len() && !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let is_sign = !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    let is_word =
        ["c", "[c]", "(c)", "[low]", "suppressed"].iter().any(|word| word.eq_ignore_ascii_case(text));
    if is_less || is_sign || is_word { SUPPRESSED } else { "expected a whole number, 0 or more" }
}

/// The number that a value is: with a decimal comma or thousands that are grouped as `decimal` says, a minus of any width.
#[must_use]
pub fn number(text: &str, decimal: Decimal) -> Option<f64> {
    read(text, decimal, true)
}

/// Degrees that a value says: as [`number`], but never grouped, so that `51,752` is no fifty thousand.
#[must_use]
pub fn degrees(text: &str, decimal: Decimal) -> Option<f64> {
    read(text, decimal, false)
}

fn read(text: &str, decimal: Decimal, may_group: bool) -> Option<f64> {
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
    let is_group = |character: char| character == group || is_invisible(character);
    let whole = match may_group {
        true => ungrouped(whole, is_group)?,
        false if whole.contains(is_group) => return None,
        false => whole.to_owned(),
    };
    match decimals {
        Some(decimals) => format!("{whole}.{decimals}").parse().ok(),
        None => whole.parse().ok(),
    }
}

/// Digits without what groups them in threes; none when they are not so grouped.
fn ungrouped(digits: &str, is_group: impl Fn(char) -> bool) -> Option<String> {
    let mut parts = digits.split(is_group);
    let first = parts.next()?;
    let leading = first.trim_start_matches('-');
    let mut whole = first.to_owned();
    for part in parts {
        if part.len() != 3 || leading.len() > 3 || leading.starts_with('0') {
            return None;
        }
        whole.push_str(part);
    }
    Some(whole)
}

/// Which character stands before decimals in a column: that of most values in which one does. A dot where as many have either.
#[must_use]
pub fn decimal_of<'a>(values: impl Iterator<Item = &'a str>, is_degrees: bool) -> Decimal {
    let (mut commas, mut dots) = (0_usize, 0_usize);
    for value in values {
        match decimal_in(value, is_degrees) {
            Some(Decimal::Comma) => commas += 1,
            Some(Decimal::Dot) => dots += 1,
            None => {}
        }
    }
    if commas > dots { Decimal::Comma } else { Decimal::Dot }
}

/// Which character stands before the decimals of one value; none where it has none, or is no number.
///
/// `451,050` are grouped metres, which are never so few with decimals; degrees (`is_degrees`) are never grouped.
#[must_use]
pub fn decimal_in(value: &str, is_degrees: bool) -> Option<Decimal> {
    let reads = |decimal| read(value, decimal, !is_degrees).is_some();
    match (reads(Decimal::Dot), reads(Decimal::Comma)) {
        (true, false) => Some(Decimal::Dot),
        (false, true) => Some(Decimal::Comma),
        (true, true) if value.contains(',') => Some(Decimal::Dot),
        _ => None,
    }
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
    fn a_code_is_told_from_the_name_behind_it() {
        for text in [
            "E01028422 : Cherwell 008A",
            " E01028422 Cherwell 008A",
            "'E01028422: Cherwell",
            "e01028422\u{a0}Cherwell",
        ] {
            assert!(without_name(text).eq_ignore_ascii_case("E01028422"), "{text}");
        }
        for text in [
            "E01028422 E01028423",
            "E01028422 : E01028423",
            "E0102842 : Cherwell",
            "Cherwell 008A",
            "K84001 Botley",
            "E01028422-1",
        ] {
            assert_eq!(without_name(text), text);
        }
    }

    #[test]
    fn words_for_a_missing_value_are_known_and_others_are_values() {
        for text in [
            "NA", "null", "#N/A", "nan", "N/A", "-", "\\N", "Unknown", "", " \u{a0}", "=\"\"", "'NA", "N/K",
            "<NULL>", "TBC", "#CALC!",
        ] {
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

    #[test]
    fn most_values_tell_what_stands_before_decimals_and_degrees_are_never_grouped() {
        let of = |values: &[&str], is_degrees| decimal_of(values.iter().copied(), is_degrees);
        assert_eq!(of(&["-1,2577", "51.7520", "-1.2577"], true), Decimal::Dot);
        assert_eq!(of(&["51.752", "51,752", "51,7"], true), Decimal::Comma);
        assert_eq!(of(&["51.752", "51,752", "51"], true), Decimal::Dot, "as many of either");
        assert_eq!(of(&["451,050", "206,160", "451050,5"], false), Decimal::Dot);
        for (text, decimal) in [("51,752", Decimal::Dot), ("51.752", Decimal::Comma), ("0,125", Decimal::Dot)]
        {
            assert_eq!(degrees(text, decimal), None, "{text}");
        }
        assert_eq!(degrees("0,125", Decimal::Comma), Some(0.125));
        assert_eq!(number("0,125", Decimal::Dot), None, "no group begins with a nought");
    }
}
