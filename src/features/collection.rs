//! The collections of features.

use std::fmt;
use std::str::FromStr;

use super::postcodes::PostcodeRows;
use super::prepared::Prepared;
use super::rows::Rows;
use super::schema::Property;
use super::{areas, districts, neighbourhoods, practices};
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::echo;

/// A collection of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// Neighbourhoods of a draft or scenario, with their figures.
    Neighbourhoods,
    /// Areas people are counted in.
    Areas,
    /// GP practices.
    Practices,
    /// Live postcodes.
    Postcodes,
    /// Local authority districts.
    Districts,
}

/// A name that no collection has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a collection; the collections are neighbourhoods, areas, practices, postcodes and districts"
)]
pub struct UnknownCollection(String);

impl Collection {
    /// All of them, in the order they are listed.
    pub const ALL: [Self; 5] =
        [Self::Neighbourhoods, Self::Areas, Self::Practices, Self::Postcodes, Self::Districts];

    /// As in paths.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Neighbourhoods => "neighbourhoods",
            Self::Areas => "areas",
            Self::Practices => "practices",
            Self::Postcodes => "postcodes",
            Self::Districts => "districts",
        }
    }

    /// As in headings.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Neighbourhoods => "Neighbourhoods",
            Self::Areas => "Areas (LSOAs)",
            Self::Practices => "GP practices",
            Self::Postcodes => "Postcodes",
            Self::Districts => "Districts",
        }
    }

    /// What it holds.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Neighbourhoods => {
                "The neighbourhoods of a draft or a scenario: outlines, and the figures of each."
            }
            Self::Areas => {
                "Lower layer super output areas, of which neighbourhoods are made and in which people are counted, \
                 with the neighbourhood each belongs to."
            }
            Self::Practices => {
                "GP practices of the study area, those outside where its residents are registered, and those that \
                 closed, at their main sites; without a point where the site is not known."
            }
            Self::Postcodes => {
                "Live postcodes, each at the one point it is known by, with its neighbourhood."
            }
            Self::Districts => "Local authority districts of the study area, dissolved from areas.",
        }
    }

    /// The files of the data it is made from.
    #[must_use]
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Neighbourhoods => {
                &["areas", "practices", "registrations", "ages", "accommodation", "indicators"]
            }
            Self::Areas => &["areas", "registrations", "ages", "accommodation", "indicators"],
            Self::Practices => &["practices"],
            Self::Postcodes => &["postcodes"],
            Self::Districts => &["areas", "districts"],
        }
    }

    /// The kind of its features' geometry, as OGC's registry of formats calls it.
    #[must_use]
    pub fn geometry(self) -> &'static str {
        match self {
            Self::Practices | Self::Postcodes => "point",
            Self::Neighbourhoods | Self::Areas | Self::Districts => "multipolygon",
        }
    }

    /// Whether a plan can be read from its features: neighbourhoods, or the areas that they are made of.
    #[must_use]
    pub fn is_of_plans(self) -> bool {
        matches!(self, Self::Neighbourhoods | Self::Areas)
    }

    /// Whether its features have outlines.
    #[must_use]
    pub fn has_outlines(self) -> bool {
        self.geometry() == "multipolygon"
    }

    /// The features of a collection that is kept whole; `None` for postcodes, which are read from the ground itself.
    #[must_use]
    pub fn prepare(self, loaded: &Loaded, draft: &Draft) -> Option<Prepared> {
        match self {
            Self::Neighbourhoods => Some(neighbourhoods::prepare(loaded, draft)),
            Self::Areas => Some(areas::prepare(loaded, draft)),
            Self::Practices => Some(practices::prepare(loaded, draft)),
            Self::Districts => Some(districts::prepare(loaded, draft)),
            Self::Postcodes => None,
        }
    }

    /// Its properties, the id first.
    #[must_use]
    pub fn properties(self) -> Vec<Property> {
        match self {
            Self::Neighbourhoods => neighbourhoods::properties(),
            Self::Areas => areas::properties(),
            Self::Practices => practices::properties(),
            Self::Postcodes => crate::features::postcodes::properties(),
            Self::Districts => districts::properties(),
        }
    }

    /// Hands the features to `with`, whichever way they are kept.
    pub fn with_rows<T>(
        loaded: &Loaded,
        draft: &Draft,
        prepared: Option<&Prepared>,
        with: impl FnOnce(&dyn Rows) -> T,
    ) -> T {
        let ground = &loaded.atlas.ground;
        match prepared {
            Some(prepared) => with(&prepared.rows(ground, draft)),
            None => with(&PostcodeRows::new(ground, draft)),
        }
    }
}

impl FromStr for Collection {
    type Err = UnknownCollection;

    fn from_str(text: &str) -> Result<Self, UnknownCollection> {
        let found = Self::ALL.into_iter().find(|collection| collection.id() == text);
        found.ok_or_else(|| UnknownCollection(echo::cut(text)))
    }
}

impl fmt::Display for Collection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}
