//! How values compare: numbers as numbers, text by its code points, false before true; null with nothing.

use std::cmp::Ordering;

use crate::features::value::Value;

/// The order of two values. `None` when one is null, or when their kinds differ, which a checked filter never compares.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of people and places are far below 2^53")]
pub fn order(one: &Value<'_>, other: &Value<'_>) -> Option<Ordering> {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => Some(one.cmp(other)),
        (Value::Boolean(one), Value::Boolean(other)) => Some(one.cmp(other)),
        (Value::Integer(one), Value::Integer(other)) => Some(one.cmp(other)),
        (Value::Integer(one), Value::Number(other)) => (*one as f64).partial_cmp(other),
        (Value::Number(one), Value::Integer(other)) => one.partial_cmp(&(*other as f64)),
        (Value::Number(one), Value::Number(other)) => one.partial_cmp(other),
        _ => None,
    }
}

/// The same for sorting, where null comes last.
#[must_use]
pub fn sorting(one: &Value<'_>, other: &Value<'_>) -> Ordering {
    match (one, other) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        _ => order(one, other).unwrap_or(Ordering::Equal),
    }
}

/// Whether text fits a pattern of LIKE: `%` is any run of characters, `_` any one, a backslash takes the next as it is.
#[must_use]
pub fn is_like(text: &str, pattern: &[Piece]) -> bool {
    let text: Vec<char> = text.chars().collect();
    // The last `%` passed, and how far the text was taken there: all there is to go back to.
    let (mut at, mut piece, mut any): (usize, usize, Option<(usize, usize)>) = (0, 0, None);
    while at < text.len() {
        match pattern.get(piece) {
            Some(Piece::Run) => {
                any = Some((piece, at));
                piece += 1;
            }
            Some(Piece::One) => (at, piece) = (at + 1, piece + 1),
            Some(Piece::Exactly(character)) if text[at] == *character => (at, piece) = (at + 1, piece + 1),
            _ => {
                let Some((run, from)) = any else { return false };
                any = Some((run, from + 1));
                (at, piece) = (from + 1, run + 1);
            }
        }
    }
    pattern[piece.min(pattern.len())..].iter().all(|piece| *piece == Piece::Run)
}

/// A piece of a pattern of LIKE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Any characters, or none.
    Run,
    /// Any one character.
    One,
    /// This character.
    Exactly(char),
}

/// The pieces of a pattern.
#[must_use]
pub fn pieces(pattern: &str) -> Vec<Piece> {
    let (mut pieces, mut characters) = (Vec::new(), pattern.chars());
    while let Some(character) = characters.next() {
        pieces.push(match character {
            '%' => Piece::Run,
            '_' => Piece::One,
            '\\' => Piece::Exactly(characters.next().unwrap_or('\\')),
            other => Piece::Exactly(other),
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_sql() {
        for (pattern, fits, does_not) in [
            ("Ban%", "Banbury", "Urban"),
            ("%bury", "Banbury", "Banbury North"),
            ("%a%b%", "Banbury", "bandy"),
            ("B_nbury", "Banbury", "Bnbury"),
            ("100\\%", "100%", "1000"),
            ("", "", "x"),
            ("%", "", "\u{0}"),
        ] {
            assert!(is_like(fits, &pieces(pattern)), "{pattern} {fits}");
            assert!(pattern == "%" || !is_like(does_not, &pieces(pattern)), "{pattern} {does_not}");
        }
        // What a backtracking matcher would take for ever over.
        assert!(!is_like(&"a".repeat(5_000), &pieces(&("%a".repeat(100) + "b"))));
    }

    #[test]
    fn whole_and_other_numbers_compare_and_null_does_not() {
        assert_eq!(order(&Value::Integer(2), &Value::Number(2.5)), Some(Ordering::Less));
        assert_eq!(order(&Value::Null, &Value::Null), None);
        assert_eq!(sorting(&Value::Null, &Value::Integer(1)), Ordering::Greater);
    }
}
