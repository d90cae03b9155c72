//! What the data must hold for a figure to be computed; what it lacks is said in words, and the figure is null, never nought.

use serde::Deserialize;

use crate::domain::ground::Ground;
use crate::domain::ground::geography::Area;
use crate::domain::ground::practices::Status;

/// Something that a figure is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Areas with residents and polygons.
    Areas,
    /// Practices.
    Practices,
    /// Registrations by practice and area.
    Registrations,
    /// Census counts by age, of every area.
    Ages,
    /// Census counts of disabled residents, of every area.
    Disability,
    /// Urban or rural, of every area.
    Rural,
    /// A decile of deprivation, of every area.
    Deciles,
    /// A decile of deprivation, of some area.
    SomeDeciles,
    /// The table of five-year age bands.
    AgeTable,
    /// The table of accommodation.
    Accommodation,
    /// The table of indicators.
    Indicators,
    /// A published list size of every active practice that lies in the study area.
    Lists,
}

impl Need {
    /// Why it cannot be had of this ground; none when it can.
    #[must_use]
    pub fn missing_in(self, ground: &Ground) -> Option<&'static str> {
        let geography = &ground.geography;
        let every = |is_known: fn(&Area) -> bool| geography.areas().all(|(_, area)| is_known(area));
        let (is_there, reason) = match self {
            Self::Practices => (!ground.practices.is_empty(), "no practices are loaded"),
            Self::Lists => (has_lists(ground), "a practice of the study area has no published list size"),
            _ if geography.is_empty() => (false, "no areas are loaded"),
            Self::Areas => (true, ""),
            Self::Registrations => (ground.registrations.is_some(), "no registrations are loaded"),
            Self::AgeTable => {
                (ground.area_tables().ages.is_some(), "no table of five-year age bands is loaded")
            }
            Self::Accommodation => {
                (ground.area_tables().accommodation.is_some(), "no table of accommodation is loaded")
            }
            Self::Indicators => {
                (ground.area_tables().indicators.is_some(), "no indicators of deprivation are loaded")
            }
            Self::Ages => {
                let is_known = |area: &Area| {
                    let census = area.census;
                    [census.all, census.aged_0_to_15, census.aged_16_to_64, census.aged_65_and_over]
                        .iter()
                        .all(Option::is_some)
                };
                (every(is_known), "some areas have no Census counts by age")
            }
            Self::Disability => {
                let is_known = |area: &Area| area.census.disabled.is_some();
                (every(is_known), "some areas have no Census count of disabled residents")
            }
            Self::Rural => {
                (every(|area| area.rural.is_some()), "some areas are not known to be urban or rural")
            }
            Self::Deciles => (
                every(|area| area.deprivation.decile_2025.is_some()),
                "some areas have no decile of deprivation",
            ),
            Self::SomeDeciles => {
                let is_none = every(|area| area.deprivation.decile_2025.is_none());
                (!is_none, "no area has a decile of deprivation")
            }
        };
        (!is_there).then_some(reason)
    }
}

fn has_lists(ground: &Ground) -> bool {
    let mut here = ground
        .practices
        .iter()
        .filter(|(ix, practice)| practice.status == Status::Active && ground.area_of_practice(*ix).is_some());
    here.all(|(_, practice)| practice.list_size.is_some())
}
