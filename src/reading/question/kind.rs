//! What one value could ask for, by its shape alone.

use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::ground::codes::{BranchCode, GssCode, OdsCode};
use crate::domain::ground::postcode::Postcode;

use crate::reading::cell::{plain_text, without_name};

/// The kinds of question that stand in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A postcode.
    Postcode,
    /// A grid reference of Ordnance Survey.
    GridReference,
    /// The ODS code of a practice or a branch.
    Practice,
    /// The GSS code of an area.
    Area,
}

impl Kind {
    /// All of them; a value of several shapes is of the first.
    pub const ALL: [Self; 4] = [Self::Postcode, Self::GridReference, Self::Practice, Self::Area];

    /// What such values are called, in the plural.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Postcode => "postcodes",
            Self::GridReference => "grid references",
            Self::Practice => "practice codes",
            Self::Area => "area codes",
        }
    }

    /// The kind of a value; none when it is of no such shape.
    #[must_use]
    pub fn of(value: &str) -> Option<Self> {
        let value = plain_text(value);
        Self::ALL.into_iter().find(|kind| kind.is_of(value))
    }

    fn is_of(self, value: &str) -> bool {
        match self {
            Self::Postcode => Postcode::read(value.as_bytes()).is_some(),
            Self::GridReference => value.parse::<GridReference>().is_ok(),
            Self::Practice => is_practice(value),
            Self::Area => without_name(value).parse::<GssCode>().is_ok(),
        }
    }
}

/// Any word of six letters could be a code; those of practices have a digit in second place, and three at least.
fn is_practice(value: &str) -> bool {
    let is_code = value.parse::<OdsCode>().is_ok() || value.parse::<BranchCode>().is_ok();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    is_code && digits >= 3 && value.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_of_the_kind_its_shape_tells() {
        for (value, expected) in [
            ("OX1 1ND", Some(Kind::Postcode)),
            ("=\"ox11nd\"", Some(Kind::Postcode)),
            ("SP5106", Some(Kind::GridReference)),
            ("SP 51050 06070", Some(Kind::GridReference)),
            ("K84007", Some(Kind::Practice)),
            ("K84007001", Some(Kind::Practice)),
            ("E01028422", Some(Kind::Area)),
            ("status", None),
            ("Oxford", None),
            ("2022", None),
            ("-1.25", None),
        ] {
            assert_eq!(Kind::of(value), expected, "{value}");
        }
    }
}
