//! What a caller sent, told back in an error: cut, so that the answer to a long mistake is no long answer.

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
}
