//! Text for cells of tables that spreadsheets open: never taken for a formula.

use std::borrow::Cow;

use crate::reading::record::push_field;

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
fn inert(text: &str) -> Cow<'_, str> {
    match text.bytes().next() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

/// Writes text as a field of separated values that a spreadsheet does not take for a formula.
pub fn push_inert(out: &mut Vec<u8>, text: &str, delimiter: u8) {
    push_field(out, inert(text).as_bytes(), delimiter);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_a_formula() {
        assert_eq!(["=1+1", "@SUM", "Banbury", ""].map(inert), ["'=1+1", "'@SUM", "Banbury", ""]);
    }
}
