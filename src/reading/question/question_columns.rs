//! The columns of a row that hold the question, and what is asked there.

use super::kind::Kind;
use crate::reading::cell::Decimal;
use crate::reading::coordinate::Axis;

/// The columns of a row that hold the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionColumns {
    /// A postcode.
    Postcode(usize),
    /// A grid reference.
    GridReference(usize),
    /// The ODS code of a practice.
    Practice(usize),
    /// The GSS code of an area.
    Area(usize),
    /// Longitude and latitude.
    LonLat(usize, usize),
    /// Easting and northing.
    EastingNorthing(usize, usize),
}

/// The two columns of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointColumns {
    /// Of longitude or easting.
    pub first: usize,
    /// Of latitude or northing.
    pub second: usize,
    /// Whether they hold degrees; metres otherwise.
    pub is_degrees: bool,
}

impl PointColumns {
    /// Both, in order.
    #[must_use]
    pub fn places(self) -> [usize; 2] {
        [self.first, self.second]
    }

    /// What one of them measures.
    #[must_use]
    pub fn axis(self, place: usize) -> Axis {
        match self.is_degrees {
            false => Axis::Metres,
            true if place == self.first => Axis::Longitude,
            true => Axis::Latitude,
        }
    }

    /// A value of one of them; none where it is no number.
    #[must_use]
    pub fn read(self, place: usize, text: &str, decimal: Decimal) -> Option<f64> {
        self.axis(place).read(text, decimal)
    }
}

/// Why a column was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The caller said so.
    ByHand,
    /// Its name says so, and its values do not speak against it.
    ByName,
    /// Its values say so.
    ByValues,
}

impl QuestionColumns {
    /// A question of a kind in one column.
    #[must_use]
    pub fn of(kind: Kind, place: usize) -> Self {
        match kind {
            Kind::Postcode => Self::Postcode(place),
            Kind::GridReference => Self::GridReference(place),
            Kind::Practice => Self::Practice(place),
            Kind::Area => Self::Area(place),
        }
    }

    /// The kind and the column of a question in one column; none of a point.
    #[must_use]
    pub fn single(self) -> Option<(Kind, usize)> {
        match self {
            Self::Postcode(place) => Some((Kind::Postcode, place)),
            Self::GridReference(place) => Some((Kind::GridReference, place)),
            Self::Practice(place) => Some((Kind::Practice, place)),
            Self::Area(place) => Some((Kind::Area, place)),
            Self::LonLat(..) | Self::EastingNorthing(..) => None,
        }
    }

    /// The columns of a point; none of a question in one column.
    #[must_use]
    pub fn point(self) -> Option<PointColumns> {
        match self {
            Self::LonLat(first, second) => Some(PointColumns { first, second, is_degrees: true }),
            Self::EastingNorthing(first, second) => Some(PointColumns { first, second, is_degrees: false }),
            _ => None,
        }
    }

    /// Its one or two columns, in order.
    #[must_use]
    pub fn places(self) -> Vec<usize> {
        let single = self.single().map(|(_, place)| vec![place]);
        let point = || self.point().map(|PointColumns { first, second, .. }| vec![first, second]);
        single.or_else(point).unwrap_or_default()
    }

    /// What is asked, as it is written in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Postcode(_) => "postcode",
            Self::GridReference(_) => "grid_reference",
            Self::Practice(_) => "practice",
            Self::Area(_) => "area",
            Self::LonLat(..) => "lon_lat",
            Self::EastingNorthing(..) => "easting_northing",
        }
    }

    /// What is asked, in the plural.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Postcode(_) => Kind::Postcode.plural(),
            Self::GridReference(_) => Kind::GridReference.plural(),
            Self::Practice(_) => Kind::Practice.plural(),
            Self::Area(_) => Kind::Area.plural(),
            Self::LonLat(..) => "longitudes and latitudes",
            Self::EastingNorthing(..) => "eastings and northings",
        }
    }
}
