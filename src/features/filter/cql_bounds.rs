//! What keeps a filter small enough to be parsed safely.
//!
//! The parser of CQL2 text descends once for every bracket, NOT, sign and comparison, and tries alternatives at each: a short
//! text can take all of the stack, or minutes. So the text is measured before it is parsed, and the error names the limit.

/// Bytes of text.
const MOST_TEXT: usize = 4 * 1024;
/// Bytes of JSON, whose depth its own parser bounds.
const MOST_JSON: usize = 16 * 1024;
/// Brackets within each other.
const MOST_NESTED: usize = 50;
/// NOT, and signs that are not followed by a number.
const MOST_PREFIXES: usize = 50;
/// AND, OR, LIKE, IN, BETWEEN and comparisons.
const MOST_TERMS: usize = 200;
/// Steps of the parser for one text.
const MOST_STEPS: usize = 200_000;

/// A filter that is too large.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the filter has {found} {what}; {most} are allowed")]
pub struct TooLarge {
    what: &'static str,
    found: usize,
    most: usize,
}

/// Measures CQL2 JSON.
///
/// # Errors
/// [`TooLarge`]
pub fn check_json(json: &str) -> Result<(), TooLarge> {
    check("bytes", json.len(), MOST_JSON)
}

/// Measures CQL2 text, and bounds the parser's steps from here on.
///
/// # Errors
/// [`TooLarge`]
pub fn check_text(text: &str) -> Result<(), TooLarge> {
    check("bytes", text.len(), MOST_TEXT)?;
    pest::set_call_limit(std::num::NonZeroUsize::new(MOST_STEPS));
    let (mut depth, mut deepest, mut prefixes, mut terms) = (0_usize, 0, 0, 0);
    let outside = outside_quotes(text);
    for (place, byte) in outside.bytes().enumerate() {
        match byte {
            b'(' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' => depth = depth.saturating_sub(1),
            b'=' | b'<' | b'>' | b'*' | b'/' | b'+' | b'^' | b'%' => terms += 1,
            b'-' => {
                let next = outside[place + 1..].trim_start().bytes().next();
                if !next.is_some_and(|next| next.is_ascii_digit() || next == b'.') {
                    prefixes += 1;
                }
            }
            _ => {}
        }
    }
    for word in outside.split(|character: char| !character.is_alphanumeric()) {
        match word.to_ascii_lowercase().as_str() {
            "not" => prefixes += 1,
            "and" | "or" | "like" | "in" | "between" | "div" | "is" => terms += 1,
            _ => {}
        }
    }
    check("brackets within each other", deepest, MOST_NESTED)?;
    check("NOTs and signs", prefixes, MOST_PREFIXES)?;
    check("terms", terms, MOST_TERMS)
}

fn check(what: &'static str, found: usize, most: usize) -> Result<(), TooLarge> {
    if found <= most { Ok(()) } else { Err(TooLarge { what, found, most }) }
}

/// The text with what stands in quotes left out.
fn outside_quotes(text: &str) -> String {
    let mut quote = None;
    text.chars()
        .map(|character| match quote {
            None if character == '\'' || character == '"' => {
                quote = Some(character);
                ' '
            }
            None => character,
            Some(open) => {
                if character == open {
                    quote = None;
                }
                ' '
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overflows_a_parser_is_refused_by_name() {
        let error = |text: String| check_text(&text).unwrap_err().to_string();
        assert!(error("(".repeat(51)).contains("51 brackets"));
        assert!(error("NOT ".repeat(51) + "a = 1").contains("51 NOTs"));
        assert!(error("- ".repeat(60) + "a").contains("60 NOTs and signs"));
        assert!(error("a=".repeat(300)).contains("300 terms"));
        assert!(error("x".repeat(5_000)).contains("5000 bytes"));
        assert_eq!(check_text("name = 'NOT (((' AND residents > -5"), Ok(()));
    }
}
