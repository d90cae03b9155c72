//! The value of one column of an answer, as it is before it is written.

use std::borrow::Cow;

use crate::json::push_decimal;

/// The value of one column in one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Not known, or does not apply.
    None,
    /// Text.
    Text(Cow<'a, str>),
    /// A number of metres, in thousandths.
    Thousandths(i64),
    /// Degrees, in ten-millionths.
    Degrees(i32),
}

impl Cell<'_> {
    /// Writes the number, if this is one.
    pub fn push_number(&self, out: &mut Vec<u8>) {
        match self {
            Self::Thousandths(value) => push_decimal(out, *value, 3),
            Self::Degrees(value) => push_decimal(out, (*value).into(), 7),
            Self::None | Self::Text(_) => {}
        }
    }
}
