//! The members of an object as they are written: values untouched, and two of one name told, where a reader of values would take the
//! last in silence.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The members of an object, in order.
#[derive(Debug, Default)]
pub struct Members<'a> {
    /// Their names, and their values as they are written.
    pub all: Vec<(Cow<'a, str>, &'a RawValue)>,
}

/// A name that is borrowed where it can be.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Members<'a> {
    /// Those of a value; none where it is no object.
    #[must_use]
    pub fn of(value: &'a RawValue) -> Option<Self> {
        serde_json::from_str(value.get()).ok()
    }

    /// The value of the first of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.all.iter().find(|(own, _)| own == name).map(|(_, value)| *value)
    }

    /// The first name that two members have.
    #[must_use]
    pub fn repeated(&self) -> Option<&str> {
        let mut seen = HashSet::new();
        self.all.iter().map(|(name, _)| name.as_ref()).find(|name| !seen.insert(*name))
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Members::default();
                while let Some((Name(name), value)) = map.next_entry()? {
                    members.all.push((name, value));
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(Reading)
    }
}

/// A whole document in which no object has two members of one name.
struct Unrepeated;

/// Reads a value in whose objects each name stands once: of two members of one name, one would be lost without a word (RFC 8259,
/// section 4, leaves open which).
///
/// # Errors
/// Where the text is not JSON; else the name that stands twice, as an error of data. Both with line and column.
pub fn read_whole(text: &[u8]) -> Result<Value, serde_json::Error> {
    let value = serde_json::from_slice(text)?;
    refuse_repeated(text)?;
    Ok(value)
}

/// Reads a document for members that stand twice in one object, at any depth.
///
/// # Errors
/// The name of the first, with its line and column; also where the text is not JSON.
pub fn refuse_repeated(text: &[u8]) -> Result<(), serde_json::Error> {
    serde_json::from_slice(text).map(|Unrepeated| ())
}

/// What is said of a member that stands twice.
#[must_use]
pub fn stands_twice(name: &str) -> String {
    format!("the member {:?} stands twice in one object", crate::echo::cut(name))
}

impl<'de> Deserialize<'de> for Unrepeated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Unrepeated;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unrepeated, A::Error> {
                let mut seen = HashSet::new();
                while let Some(Name(name)) = map.next_key()? {
                    if let Some(name) = seen.replace(name) {
                        return Err(de::Error::custom(stands_twice(&name)));
                    }
                    map.next_value::<Unrepeated>()?;
                }
                Ok(Unrepeated)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Unrepeated, A::Error> {
                while list.next_element::<Unrepeated>()?.is_some() {}
                Ok(Unrepeated)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Unrepeated, E> {
                Ok(Unrepeated)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Unrepeated, E> {
                Ok(Unrepeated)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Unrepeated, E> {
                Ok(Unrepeated)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Unrepeated, E> {
                Ok(Unrepeated)
            }

            fn visit_str<E>(self, _: &str) -> Result<Unrepeated, E> {
                Ok(Unrepeated)
            }

            fn visit_unit<E>(self) -> Result<Unrepeated, E> {
                Ok(Unrepeated)
            }
        }

        deserializer.deserialize_any(Reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_as_they_are_written() {
        let value: &RawValue =
            serde_json::from_str(r#"{"ref": 12345678901234567890123, "x":1.10,"\u0061":[ 1 ]}"#).unwrap();
        let members = Members::of(value).unwrap();
        let written: Vec<(&str, &str)> =
            members.all.iter().map(|(name, value)| (name.as_ref(), value.get())).collect();
        assert_eq!(written, [("ref", "12345678901234567890123"), ("x", "1.10"), ("a", "[ 1 ]")]);
        assert_eq!(members.repeated(), None);
        assert!(Members::of(serde_json::from_str("[1]").unwrap()).is_none());
    }

    #[test]
    fn a_value_is_read_as_ever() {
        let text = r#"{"b": [1, -2, 1.5, 18446744073709551615, null, true, "\u00e9\n"], "a": {"b": {}}}"#;
        assert_eq!(read_whole(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        let twice = read_whole(br#"{"a": 1, "a": 1}"#).unwrap_err();
        assert!(twice.is_data() && twice.to_string().contains("stands twice"), "{twice}");
        assert!(read_whole(b"{").is_err() && read_whole(b"1e999").is_err());
    }

    #[test]
    fn two_members_of_one_name_are_told_at_any_depth() {
        let error = |text: &str| refuse_repeated(text.as_bytes()).unwrap_err().to_string();
        let told = "the member \"a\" stands twice in one object at line 1 column";
        for text in [r#"{"a":1,"b":2,"a":1}"#, r#"[0,{"b":{"a":null,"\u0061":"x"}}]"#] {
            assert!(error(text).starts_with(told), "{}", error(text));
        }
        for text in [r#"{"a":1,"b":{"a":1}}"#, r#"[{"a":1.5},{"a":-1},{"a":true},{"a":"x"}]"#] {
            assert!(refuse_repeated(text.as_bytes()).is_ok(), "{text}");
        }
        let twice: &RawValue = serde_json::from_str(r#"{"a":1,"b":2,"b":2}"#).unwrap();
        assert_eq!(Members::of(twice).unwrap().repeated(), Some("b"));
    }
}
