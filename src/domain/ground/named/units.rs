//! Units that people ask about beside areas and districts, such as the region or the integrated care board.
//!
//! A unit holds over the whole study area, or within a district or an area of it; the smallest that is known answers.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::domain::ground::codes::{GssCode, InvalidCode};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// A county council's.
    County,
    /// Of England.
    Region,
    /// Integrated care board.
    Icb,
    /// Sub-ICB location.
    SubIcb,
    /// Of NHS England.
    NhsRegion,
    /// Police force area.
    PoliceForce,
    /// Cancer alliance.
    CancerAlliance,
}

impl UnitKind {
    /// Every kind, in order.
    pub const ALL: [Self; 7] = [
        Self::County,
        Self::Region,
        Self::Icb,
        Self::SubIcb,
        Self::NhsRegion,
        Self::PoliceForce,
        Self::CancerAlliance,
    ];

    /// With its article, in words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::County => "a county",
            Self::Region => "a region",
            Self::Icb => "an integrated care board (ICB)",
            Self::SubIcb => "a sub integrated care board location (sub-ICB)",
            Self::NhsRegion => "an NHS England region",
            Self::PoliceForce => "a police force area",
            Self::CancerAlliance => "a cancer alliance",
        }
    }

    /// Its word in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Region => "region",
            Self::Icb => "icb",
            Self::SubIcb => "sub_icb",
            Self::NhsRegion => "nhs_region",
            Self::PoliceForce => "police_force",
            Self::CancerAlliance => "cancer_alliance",
        }
    }
}

impl fmt::Display for UnitKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for UnitKind {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| InvalidCode {
            value: crate::echo::cut(text),
            expected: "county, region, icb, sub_icb, nhs_region, police_force or cancer_alliance",
        })
    }
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// The code that ONS gives it.
    pub code: Option<GssCode>,
    /// The code that the NHS gives it: `10Q`, `QU9`.
    pub nhs_code: Option<String>,
    /// What it is called; none where only its code is known.
    pub name: Option<String>,
    /// The district or area it holds in; none over the whole study area.
    pub within: Option<GssCode>,
}

/// All units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    kinds: [Known; UnitKind::ALL.len()],
}

/// The units of one kind.
#[derive(Clone, Debug, Default)]
struct Known {
    everywhere: Option<Unit>,
    within: HashMap<GssCode, Unit>,
}

impl Units {
    /// Takes units; of one kind and place there is one (`ingest` has checked).
    #[must_use]
    pub fn new(units: Vec<Unit>) -> Self {
        let mut all = Self::default();
        for unit in units {
            let known = &mut all.kinds[unit.kind as usize];
            match unit.within {
                None => known.everywhere = Some(unit),
                Some(code) => drop(known.within.insert(code, unit)),
            }
        }
        all
    }

    /// The unit of a code; none where it is not known.
    #[must_use]
    pub fn of_code(&self, code: GssCode) -> Option<&Unit> {
        let all = self.kinds.iter().flat_map(|known| known.everywhere.iter().chain(known.within.values()));
        all.into_iter().find(|unit| unit.code == Some(code))
    }

    /// The unit of a kind that holds in an area, else in a district, else everywhere.
    #[must_use]
    pub fn find(&self, kind: UnitKind, area: Option<GssCode>, district: Option<GssCode>) -> Option<&Unit> {
        let known = &self.kinds[kind as usize];
        let narrower = [area, district].into_iter().flatten().find_map(|code| known.within.get(&code));
        narrower.or(known.everywhere.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(kind: UnitKind, name: &str, within: Option<&str>) -> Unit {
        let within = within.map(|code| code.parse().unwrap());
        Unit { kind, code: None, nhs_code: None, name: Some(name.to_owned()), within }
    }

    #[test]
    fn the_smallest_unit_that_is_known_answers() {
        let units = Units::new(vec![
            unit(UnitKind::Icb, "all", None),
            unit(UnitKind::Icb, "district", Some("E07000178")),
            unit(UnitKind::Icb, "area", Some("E01028521")),
        ]);
        let find = |area: &str, district: &str| {
            let found = units.find(UnitKind::Icb, area.parse().ok(), district.parse().ok());
            found.and_then(|unit| unit.name.as_deref())
        };
        assert_eq!(find("E01028521", "E07000178"), Some("area"));
        assert_eq!(find("E01028522", "E07000178"), Some("district"));
        assert_eq!(find("E01028522", "E07000179"), Some("all"));
        assert_eq!(units.find(UnitKind::Region, None, None), None);
        for kind in UnitKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
