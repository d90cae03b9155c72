//! Values as JSON, straight into a buffer: the same bytes that `serde_json` writes.

use crate::digits::push_decimal;

/// Writes a text: most have nothing to escape, and are written as they are.
pub fn push_text(out: &mut Vec<u8>, text: &str) {
    let needs_escape = |byte: u8| matches!(byte, 0..0x20 | b'"' | b'\\');
    if text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        push_json(out, text);
    } else {
        push_code(out, text.as_bytes());
    }
}

/// Writes a text in which nothing is to be escaped, as in a code.
pub fn push_code(out: &mut Vec<u8>, code: &[u8]) {
    out.push(b'"');
    out.extend_from_slice(code);
    out.push(b'"');
}

/// Writes a value that may be missing, or null.
pub fn push_or_null<T>(out: &mut Vec<u8>, value: Option<T>, push: impl FnOnce(&mut Vec<u8>, T)) {
    match value {
        Some(value) => push(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

/// Writes a number by the fewest digits that are read back as the same. Thousandths, as most are here, are such digits.
pub fn push_number(out: &mut Vec<u8>, value: f64) {
    let thousandths = (value * 1000.0).round();
    let is_nought = value.to_bits() << 1 == 0;
    #[expect(clippy::float_cmp, reason = "the very number, or another way to write it")]
    if value.abs() >= 1e12 || is_nought || thousandths / 1000.0 != value {
        return push_json(out, &value);
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole, and below 1e15")]
    let thousandths = thousandths as i64;
    push_decimal(out, thousandths, 3);
    if thousandths % 1000 == 0 {
        out.extend_from_slice(b".0");
    }
}

/// Writes anything plain.
pub fn push_json<T: serde::Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("plain values can be written to memory");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_serde_json_writes_them() {
        let thousandths = (-5_000_i32..5_000).map(|number| f64::from(number) * 97.0 / 1000.0);
        let others = [0.0, -0.0, 1e-4, 451_050.25, 1e12, 999_999_999_999.999, -1e300, f64::NAN, 1.0 / 3.0];
        for number in thousandths.chain(others) {
            let mut out = Vec::new();
            push_number(&mut out, number);
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&number).unwrap());
        }
    }

    #[test]
    fn texts_are_written_as_serde_json_writes_them() {
        for text in ["", "OX1 4AL", "St Ebbe's \"New\"", "a\\b", "line\nend", "\u{7f}", "Gŵyr\u{2028}"] {
            let mut out = Vec::new();
            push_text(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(text).unwrap());
        }
    }
}
