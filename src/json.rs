//! Values as JSON, straight into a buffer: the same bytes that `serde_json` writes; and JSON read so that nothing of it is lost.
//!
//! Whole numbers are written by itoa. Decimals are ours: itoa has none, and a formatter of floats would write other digits than the
//! exact ones of a number that is kept as an integer.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Of a key that is told, so many characters.
const MOST_OF_A_KEY: usize = 60;

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

/// Writes a whole number.
pub fn push_whole(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// Writes `value / 10^decimals` exactly, zeros at its end left out: `714551` thousandths as `714.551`. At most 18 decimals.
pub fn push_decimal(out: &mut Vec<u8>, value: i64, decimals: usize) {
    if value < 0 {
        out.push(b'-');
    }
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(value.unsigned_abs()).as_bytes();
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(decimals));
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole });
    if let Some(last) = fraction.iter().rposition(|digit| *digit != b'0') {
        out.push(b'.');
        out.extend(std::iter::repeat_n(b'0', decimals - fraction.len()));
        out.extend_from_slice(&fraction[..=last]);
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

/// Reads a value in whose objects each key stands once: of a key that stands twice one value would be lost without a word (RFC 8259,
/// section 4, leaves open which).
///
/// # Errors
/// When it is not JSON, or a key stands twice; with the line and column.
pub fn read_whole(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(bytes).map(|Whole(value)| value)
}

struct Whole(Value);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor).map(Self)
    }
}

struct WholeVisitor;

impl<'de> Visitor<'de> for WholeVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, is: bool) -> Result<Value, E> {
        Ok(is.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Whole(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                let key: String = key.chars().take(MOST_OF_A_KEY).collect();
                return Err(A::Error::custom(format!("the key {key:?} stands twice in one object")));
            }
            let Whole(value) = members.next_value()?;
            object.insert(key, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: i64, decimals: usize) -> String {
        let mut out = Vec::new();
        push_decimal(&mut out, value, decimals);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn digits_are_those_of_a_formatter() {
        let powers =
            (0..20).flat_map(|power| [10_u64.pow(power) - 1, 10_u64.pow(power), 10_u64.pow(power) + 1]);
        for value in powers.chain([0, 7, 451_050, 1_234_567, u64::MAX]) {
            let mut out = Vec::new();
            push_whole(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }
        for (value, decimals, text) in [
            (714_551, 3, "714.551"),
            (714_500, 3, "714.5"),
            (714_000, 3, "714"),
            (-12_580_496, 7, "-1.2580496"),
            (-5, 7, "-0.0000005"),
            (0, 3, "0"),
            (5, 0, "5"),
            (100, 1, "10"),
            (i64::MIN, 7, "-922337203685.4775808"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }

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

    #[test]
    fn a_value_is_read_as_ever_and_a_key_that_stands_twice_is_refused() {
        let text = r#"{"b": [1, -2, 1.5, 18446744073709551615, null, true, "\u00e9\n"], "a": {"b": {}}}"#;
        assert_eq!(read_whole(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        for text in [r#"{"a": 1, "a": 1}"#, r#"[{"b": {"a": 1, "\u0061": 2}}]"#] {
            let error = read_whole(text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with("the key \"a\" stands twice in one object at line 1"), "{error}");
        }
        assert!(read_whole(b"{").is_err() && read_whole(b"1e999").is_err());
    }
}
