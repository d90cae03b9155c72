//! What a caller sent, told back in an error: cut, so that the answer to a long mistake is no long answer.

use crate::invisible::{is_invisible, trim};

/// Characters that are told back, at most.
pub const MOST: usize = 200;

/// The beginning of a text, with `…` behind it where there was more.
#[must_use]
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// The same in quotes, for a person: on one line, without escapes, and with a space for each character that is not seen.
#[must_use]
pub fn quoted(text: &str) -> String {
    let plain: String =
        trim(text).chars().map(|symbol| if is_invisible(symbol) { ' ' } else { symbol }).collect();
    format!("\"{}\"", cut(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_a_short_one_is_kept() {
        let exact = "ß".repeat(MOST);
        assert_eq!(cut(&exact), exact);
        assert_eq!(cut(&format!("{exact}ß")), format!("{exact}…"));
        assert_eq!(cut(""), "");
    }

    #[test]
    fn what_is_quoted_stands_on_one_line_without_escapes() {
        assert_eq!(quoted("OX1\u{a0}1ND\n"), "\"OX1 1ND\"");
        assert_eq!(quoted("51°45'06\"N"), "\"51°45'06\"N\"");
        assert_eq!(quoted("a\\b"), "\"a\\b\"");
    }
}
