//! Characters that are not seen: white space, controls and format characters, which spreadsheets, web pages and word
//! processors leave in a cell.

use std::borrow::Cow;

/// Whether a character is not seen, so that no code holds it: white space, a control (NUL pads fields of old databases),
/// a soft hyphen, a zero-width character, a direction mark, or a byte order mark.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fe00}'..='\u{fe0f}'
        )
}

/// A text without what is not seen at its ends.
#[must_use]
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_invisible)
}

/// A text without what is not seen anywhere in it, but for white space, in which words stand apart.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    let is_unseen = |character: char| is_invisible(character) && !character.is_whitespace();
    if text.contains(is_unseen) {
        Cow::Owned(text.chars().filter(|character| !is_unseen(*character)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Bytes without white space and NUL at their ends; what is not ASCII stays.
#[must_use]
pub fn trim_bytes(bytes: &[u8]) -> &[u8] {
    let is_blank = |byte: &u8| *byte <= b' ' || *byte == 0x7f;
    let start = bytes.iter().position(|byte| !is_blank(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !is_blank(byte)).map_or(start, |last| last + 1);
    &bytes[start..end]
}

/// The letter or digit that a full-width one stands for; others as they are.
#[must_use]
pub fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).expect("full-width forms repeat ASCII in its order")
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_trimmed_and_what_is_seen_stays() {
        assert_eq!(trim("\u{feff}\u{200b} OX1 1ND\u{ad}\0\0"), "OX1 1ND");
        assert_eq!(trim("–OX1"), "–OX1");
        assert_eq!(seen("N\u{200b}02 \u{feff}a"), "N02 a");
        assert_eq!(trim_bytes(b" OX1 1ND\0\0\r"), b"OX1 1ND");
        assert_eq!(trim_bytes(b"\0 "), b"");
        assert_eq!("ＯＸ１".chars().map(narrow).collect::<String>(), "OX1");
    }
}
