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
    /// No such postcode area is known.
    NoSuchArea,
    /// Royal Mail has no such district of the area.
    NoSuchDistrict,
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
        match PostalArea::of(postcode) {
            Some(area) if area.may_have_district_of(postcode) => Self::Elsewhere(area),
            Some(_) => Self::NoSuchDistrict,
            None => Self::NoSuchArea,
        }
    }

    /// How a question about it is answered.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::StandIn(_) => Outcome::Pseudo,
            Self::Elsewhere(_) => Outcome::Elsewhere,
            Self::BesideOthers | Self::NoSuchArea | Self::NoSuchDistrict | Self::NoneLoaded => {
                Outcome::NotFound
            }
        }
    }

    /// The same in words: of a district of which nothing is loaded no more than is sure.
    #[must_use]
    pub fn reason(self, places: &Places, postcode: Postcode) -> String {
        let district = postcode.outward();
        match self {
            Self::StandIn(meaning) => format!("{postcode} is a pseudo-postcode: {meaning}"),
            Self::Elsewhere(area) => {
                let doubt = if places.has_postal_area(area.letters) {
                    format!(", and others of {} are: it may be mistyped", area.letters)
                } else {
                    String::new()
                };
                format!(
                    "no postcode of {district} is loaded{doubt}. By its letters it is {}; whether {postcode} exists is not known here",
                    of_area(area)
                )
            }
            Self::BesideOthers => format!(
                "{postcode} is not among the postcodes loaded; others of {district} are, so it may lie just outside, be new, or be mistyped"
            ),
            Self::NoSuchArea => {
                let letters: String = district.chars().take_while(char::is_ascii_uppercase).collect();
                format!(
                    "{postcode} is not among the postcodes loaded, and no postcode area {letters} is known here"
                )
            }
            Self::NoSuchDistrict => {
                format!(
                    "{postcode} is not among the postcodes loaded, and no postcode district {district} is known here"
                )
            }
            Self::NoneLoaded => format!("{postcode} is not known: no postcodes are loaded"),
        }
    }
}

fn of_area(area: PostalArea) -> String {
    let PostalArea { letters, name, lies } = area;
    match lies {
        Lies::UnitedKingdom => format!("of {name} ({letters})"),
        Lies::CrownDependency => format!("of {}, a Crown dependency", with_article(name)),
        Lies::OverseasTerritory => format!("of {name}, an overseas territory"),
        Lies::Forces => format!("of {name} (BFPO)"),
        Lies::NoPlace => format!("of {name}: {letters} stands for no place"),
    }
}

fn with_article(name: &str) -> String {
    if name.starts_with("Isle") { format!("the {name}") } else { name.to_owned() }
}
