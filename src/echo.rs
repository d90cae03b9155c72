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

/// Why a text cannot be read as TOML, with the place, in one line.
#[must_use]
pub fn toml_defect(text: &str, error: &toml::de::Error) -> String {
    let why = cut(&error.message().split_whitespace().collect::<Vec<_>>().join(" "));
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else { return why };
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|symbol| *symbol != '\n').count() + 1;
    format!("line {line}, column {column}: {why}")
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
    fn what_is_no_toml_is_told_with_its_place_in_one_line() {
        let told = |text: &str| toml_defect(text, &toml::from_str::<toml::Table>(text).unwrap_err());
        assert!(told("a = 1\nb = = 2\n").starts_with("line 2, column 5: "), "{}", told("a = 1\nb = = 2\n"));
        assert_eq!(told("a = \"x").lines().count(), 1);
    }
}
