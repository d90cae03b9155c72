//! What is known of a postcode that is not loaded: that it stands in for one, that it is elsewhere, or that it may lie just
//! outside.

use super::resolution::Outcome;
use crate::domain::ground::places::Places;
use crate::domain::ground::postal_areas::{Lies, PostalArea};
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::stand_ins;

/// A postcode that is not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unloaded {
    /// It stands in for a postcode that there is none of; its meaning.
    StandIn(&'static str),
    /// Nothing of its district is loaded.
    Elsewhere(PostalArea),
    /// Others of its district are loaded.
    BesideOthers,
    /// Royal Mail has no such postcode area.
    NoSuchArea,
    /// No postcodes are loaded at all.
    NoneLoaded,
}

impl Unloaded {
    /// What is known of a postcode that is not among `places`.
    #[must_use]
    pub fn of(places: &Places, postcode: Postcode) -> Self {
        if let Some(meaning) = stand_ins::meaning_of_postcode(postcode) {
            return Self::StandIn(meaning);
        }
        if places.all().is_empty() {
            return Self::NoneLoaded;
        }
        if places.has_outcode(postcode.outward()) {
            return Self::BesideOthers;
        }
        PostalArea::of(postcode).map_or(Self::NoSuchArea, Self::Elsewhere)
    }

    /// How a question about it is answered.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::StandIn(_) => Outcome::Pseudo,
            Self::Elsewhere(_) => Outcome::Elsewhere,
            Self::BesideOthers | Self::NoSuchArea | Self::NoneLoaded => Outcome::NotFound,
        }
    }

    /// The same in words.
    #[must_use]
    pub fn reason(self, postcode: Postcode) -> String {
        let district = postcode.outward();
        match self {
            Self::StandIn(meaning) => format!("{postcode} is a pseudo-postcode: {meaning}"),
            Self::Elsewhere(area) => {
                format!(
                    "{district} is {}, and nothing of it is loaded; whether {postcode} exists is not known here",
                    of_area(area)
                )
            }
            Self::BesideOthers => format!(
                "{postcode} is not among the postcodes loaded; others of {district} are, so it may lie just outside, be new, or be mistyped"
            ),
            Self::NoSuchArea => {
                let letters: String = district.chars().take_while(char::is_ascii_uppercase).collect();
                format!(
                    "{postcode} is not among the postcodes loaded, and there is no postcode area {letters}"
                )
            }
            Self::NoneLoaded => format!("{postcode} is not known: no postcodes are loaded"),
        }
    }
}

fn of_area(area: PostalArea) -> String {
    let PostalArea { letters, name, lies } = area;
    match lies {
        Lies::UnitedKingdom => format!("a postcode district of {name} ({letters})"),
        Lies::CrownDependency => format!("a postcode district of {}, a Crown dependency", with_article(name)),
        Lies::OverseasTerritory => format!("a postcode district of {name}, an overseas territory"),
        Lies::Forces => format!("a postcode district of {name} (BFPO)"),
    }
}

fn with_article(name: &str) -> String {
    if name.starts_with("Isle") { format!("the {name}") } else { name.to_owned() }
}
