//! The postcode areas of Royal Mail: one or two letters, each named for its main post town (Royal Mail, Programmer's Guide to
//! PAF, edition 7), with those that are not of the United Kingdom.

use super::named::postal_area_names::named;
use super::postcode::Postcode;

/// A postcode area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostalArea {
    /// Its letters, such as `OX`.
    pub letters: &'static str,
    /// Its post town, or what it stands for.
    pub name: &'static str,
    /// Where its addresses are.
    pub lies: Lies,
}

/// Where the addresses of a postcode area are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// In the United Kingdom.
    UnitedKingdom,
    /// In a Crown dependency, which is not of the United Kingdom.
    CrownDependency,
    /// In an overseas territory.
    OverseasTerritory,
    /// Wherever British forces are: British Forces Post Office.
    Forces,
    /// In no place: wherever the organisations are that have its postcodes.
    NoPlace,
}

impl PostalArea {
    /// The area of a postcode; none when no such area is known.
    #[must_use]
    pub fn of(postcode: Postcode) -> Option<Self> {
        let (letters, name) = named(postcode.area_letters())?;
        let lies = match letters {
            "GY" | "IM" | "JE" => Lies::CrownDependency,
            "GX" => Lies::OverseasTerritory,
            "BF" => Lies::Forces,
            "BX" | "XX" => Lies::NoPlace,
            _ => Lies::UnitedKingdom,
        };
        Some(Self { letters, name, lies })
    }

    /// Whether the area may have the district of a postcode, as far as the form tells: few have a district 0.
    #[must_use]
    pub fn may_have_district_of(self, postcode: Postcode) -> bool {
        postcode.outward()[self.letters.len()..] != *"0" || WITH_DISTRICT_0.contains(&self.letters)
    }
}

/// Areas that have a district 0, by letters.
const WITH_DISTRICT_0: [&str; 9] = ["BL", "BS", "CM", "CR", "FY", "HA", "PR", "SL", "SS"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_of_the_area_of_its_letters() {
        let name = |text: &str| PostalArea::of(text.parse().unwrap()).map(|area| (area.name, area.lies));
        assert_eq!(name("OX1 1ND"), Some(("Oxford", Lies::UnitedKingdom)));
        assert_eq!(name("SW1A 1AA"), Some(("South West London", Lies::UnitedKingdom)));
        assert_eq!(name("W1A 0AX"), Some(("West London", Lies::UnitedKingdom)));
        assert_eq!(name("IM2 6BG"), Some(("Isle of Man", Lies::CrownDependency)));
        assert_eq!(name("GX11 1AA"), Some(("Gibraltar", Lies::OverseasTerritory)));
        assert_eq!(name("BF1 0AX"), Some(("British Forces", Lies::Forces)));
        assert_eq!(name("BX1 1LT").map(|(_, lies)| lies), Some(Lies::NoPlace));
        assert_eq!(name("XX10 1DD").map(|(_, lies)| lies), Some(Lies::NoPlace));
        assert_eq!(name("ZZ1 1ZZ"), None);
    }

    #[test]
    fn few_areas_have_a_district_0() {
        let may_have = |text: &str| {
            let postcode = text.parse().unwrap();
            PostalArea::of(postcode).is_some_and(|area| area.may_have_district_of(postcode))
        };
        assert!(may_have("CR0 1AA") && may_have("SL0 0AA") && may_have("OX1 0AA") && may_have("OX10 0AA"));
        assert!(!may_have("OX0 1ND") && !may_have("E0 1AA") && !may_have("ZZ0 1AA"));
    }
}
