//! Values of properties.

use std::borrow::Cow;

/// A value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Not known, or known to be missing.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
}

impl From<Value<'_>> for serde_json::Value {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Text(text) => text.into_owned().into(),
            Value::Integer(number) => number.into(),
            Value::Number(number) => number.into(),
            Value::Boolean(is) => is.into(),
        }
    }
}

impl<'a> Value<'a> {
    /// Borrowed text.
    #[must_use]
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Copied text.
    #[must_use]
    pub fn copied(text: &str) -> Self {
        Self::Text(Cow::Owned(text.to_owned()))
    }

    /// What a value displays, as text.
    #[must_use]
    pub fn written(value: impl std::fmt::Display) -> Self {
        Self::Text(Cow::Owned(value.to_string()))
    }

    /// A count.
    #[must_use]
    pub fn count(count: impl TryInto<i64>) -> Self {
        count.try_into().map_or(Self::Null, Self::Integer)
    }

    /// A value that may be missing.
    #[must_use]
    pub fn maybe<T>(value: Option<T>, to_value: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, to_value)
    }

    /// A value that lends its text.
    #[must_use]
    pub fn lent(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            Self::Integer(number) => Value::Integer(*number),
            Self::Number(number) => Value::Number(*number),
            Self::Boolean(is) => Value::Boolean(*is),
        }
    }

    /// A value that keeps its own text.
    #[must_use]
    pub fn kept(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Integer(number) => Value::Integer(number),
            Self::Number(number) => Value::Number(number),
            Self::Boolean(is) => Value::Boolean(is),
        }
    }
}
