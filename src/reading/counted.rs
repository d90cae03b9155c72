//! Counts in words, one and several.

use std::fmt::Display;

/// `1 row`, `2 rows`.
#[must_use]
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// The one of two words that a count has: of one, else of several.
#[must_use]
pub fn of_count(count: usize, one: &'static str, several: &'static str) -> &'static str {
    if count == 1 { one } else { several }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_are_several() {
        assert_eq!([0_usize, 1, 2].map(|count| counted(count, "row")), ["0 rows", "1 row", "2 rows"]);
        assert_eq!((of_count(1, "is", "are"), of_count(0, "is", "are")), ("is", "are"));
    }
}
