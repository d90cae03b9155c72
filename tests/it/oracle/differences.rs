//! Where the service and the oracle differ: counts not at all, other numbers by rounding alone.

use serde_json::Value;

/// Of numbers that are no counts, as a share of the larger.
const MOST_APART: f64 = 1e-9;

/// Where two answers differ, each by its place.
#[derive(Default)]
pub struct Differences(Vec<String>);

impl Differences {
    /// Compares the figures of a table; one that either side lacks is a difference.
    pub fn note_all(&mut self, what: &str, found: &Value, expected: &Value, figures: &[(&str, &str)]) {
        for (at, expected_at) in figures {
            match (found.pointer(at), expected.pointer(expected_at)) {
                (Some(found), Some(expected)) => self.note(&format!("{what}{at}"), found, expected),
                // A figure within something that is null, such as access where there is no practice.
                (None, Some(Value::Null)) => {}
                (found, _) => {
                    let side = if found.is_none() { "service" } else { "oracle" };
                    self.0.push(format!("{what}{at}: the {side} has none"));
                }
            }
        }
    }

    /// Counts, words and null must be equal; other numbers close; lists and tables alike in every part.
    pub fn note(&mut self, what: &str, found: &Value, expected: &Value) {
        match (found, expected) {
            (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
                for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
                    self.note(&format!("{what}/{place}"), found, expected);
                }
            }
            (Value::Object(found), Value::Object(expected)) if found.len() == expected.len() => {
                for (key, expected) in expected {
                    self.note(&format!("{what}/{key}"), found.get(key).unwrap_or(&Value::Null), expected);
                }
            }
            (Value::Number(one), Value::Number(other)) if other.is_f64() => {
                let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
                if (one - other).abs() > MOST_APART * one.abs().max(other.abs()) {
                    self.0.push(format!("{what}: {one} instead of {other}"));
                }
            }
            _ if found == expected => {}
            _ => self.0.push(format!("{what}: {found} instead of {expected}")),
        }
    }

    /// A difference found otherwise.
    pub fn push(&mut self, told: String) {
        self.0.push(told);
    }

    pub fn assert_none(&self) {
        assert!(self.0.is_empty(), "{:#?}", self.0);
    }
}
