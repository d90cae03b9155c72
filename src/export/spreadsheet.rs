//! Text for cells of tables that spreadsheets open: never taken for a formula.

use std::borrow::Cow;

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    match text.bytes().next() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_a_formula() {
        assert_eq!(["=1+1", "@SUM", "Banbury", ""].map(inert), ["'=1+1", "'@SUM", "Banbury", ""]);
    }
}
