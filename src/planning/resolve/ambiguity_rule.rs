//! By which rule an answer is ambiguous.

use serde::Serialize;

use crate::domain::boundaries::placing::Lies;

/// How it is known whether what was asked for may lie in several neighbourhoods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AmbiguityRule {
    /// They were counted, by area.
    AddressShares,
    /// They may, when the border is nearer to the postcode's point than the next postcode point is.
    NearestPostcodePoint,
    /// What a grid reference means may lie anywhere in its square, which reaches into several, or beyond all.
    SquareOfTheGrid,
    /// The point is within several drawn neighbourhoods, which overlap there.
    OverlappingNeighbourhoods,
}

impl AmbiguityRule {
    /// Of what is ambiguous by how its point lies, where that names a rule.
    #[must_use]
    pub fn of_point(lies: Lies) -> Option<Self> {
        match lies {
            Lies::Astride => Some(Self::NearestPostcodePoint),
            Lies::InSeveral => Some(Self::OverlappingNeighbourhoods),
            Lies::Inside | Lies::OnBoundary | Lies::Outside | Lies::Nowhere => None,
        }
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AddressShares => "address_shares",
            Self::NearestPostcodePoint => "nearest_postcode_point",
            Self::SquareOfTheGrid => "square_of_the_grid",
            Self::OverlappingNeighbourhoods => "overlapping_neighbourhoods",
        }
    }
}
