//! The areas people are counted in, and the facts published about each.

use std::num::NonZeroU32;

use super::codes::GssCode;

/// A slot in [`Geography`]; issued by it alone, never shown. Kept from 1, so that no area takes no more room than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaIx(NonZeroU32);

/// One area: an LSOA of 2021 in England, or any unit with a GSS code.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Area {
    /// GSS code.
    pub code: GssCode,
    /// Published name.
    pub name: String,
    /// Local authority district.
    pub district: GssCode,
    /// Middle layer super output area; none where no source tells.
    pub msoa: Option<GssCode>,
    /// The MSOA's House of Commons Library name; empty where no source tells.
    pub msoa_name: String,
    /// Electoral ward of best fit; none where no source tells.
    pub ward: Option<GssCode>,
    /// The ward's name; empty where no source tells.
    pub ward_name: String,
    /// Residents, the publisher's mid-year estimate.
    pub residents: u32,
    /// Census 2021 residents by age.
    pub census: CensusCounts,
    /// Deprivation; none where not published.
    pub deprivation: Deprivation,
    /// Whether the rural-urban classification of 2021 says rural; none where no source tells.
    pub rural: Option<bool>,
    /// How the shipped boundary was made.
    pub boundary_source: String,
}

/// Usual residents on Census Day 2021; none where no source tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CensusCounts {
    /// Everyone.
    pub all: Option<u32>,
    /// Aged 0 to 15.
    pub aged_0_to_15: Option<u32>,
    /// Aged 16 to 64.
    pub aged_16_to_64: Option<u32>,
    /// Aged 65 and over.
    pub aged_65_and_over: Option<u32>,
    /// Disabled under the Equality Act.
    pub disabled: Option<u32>,
}

/// English Indices of Deprivation; rank and decile 1 are the most deprived.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Deprivation {
    /// National rank, 2025.
    pub rank_2025: Option<u32>,
    /// National decile, 2025.
    pub decile_2025: Option<u8>,
    /// Score, 2025.
    pub score_2025: Option<f64>,
    /// National decile, 2019 (blank for areas made since).
    pub decile_2019: Option<u8>,
}

/// A local authority district.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct District {
    /// GSS code.
    pub code: GssCode,
    /// Published name.
    pub name: String,
}

/// All areas of the study area in order of code, and the districts they lie in.
#[derive(Clone, Debug, Default)]
pub struct Geography {
    areas: Vec<Area>,
    districts: Vec<District>,
    /// An area of every ward, in order of the ward's code.
    wards: Vec<(GssCode, AreaIx)>,
}

impl Geography {
    /// Takes areas and districts in any order; codes must differ (`ingest` has checked).
    #[must_use]
    pub fn new(mut areas: Vec<Area>, mut districts: Vec<District>) -> Self {
        areas.sort_by_key(|area| area.code);
        districts.sort_by_key(|district| district.code);
        let mut wards: Vec<_> =
            areas.iter().enumerate().filter_map(|(place, area)| Some((area.ward?, slot(place)))).collect();
        wards.sort_unstable();
        wards.dedup_by_key(|(ward, _)| *ward);
        Self { areas, districts, wards }
    }

    /// All areas in order of code.
    #[must_use]
    pub fn areas(&self) -> impl ExactSizeIterator<Item = (AreaIx, &Area)> {
        self.areas.iter().enumerate().map(|(place, area)| (slot(place), area))
    }

    /// How many areas there are; 0 when this county has none loaded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// Whether no areas are loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    /// The slot of a code.
    #[must_use]
    pub fn find(&self, code: GssCode) -> Option<AreaIx> {
        self.areas.binary_search_by_key(&code, |area| area.code).ok().map(slot)
    }

    /// The area in a slot.
    #[must_use]
    pub fn area(&self, area: AreaIx) -> &Area {
        &self.areas[area.slot()]
    }

    /// The name of a ward, where some area is of it.
    #[must_use]
    pub fn ward_name(&self, code: GssCode) -> Option<&str> {
        let place = self.wards.binary_search_by_key(&code, |(ward, _)| *ward).ok()?;
        Some(&self.area(self.wards[place].1).ward_name)
    }

    /// Districts in order of code.
    #[must_use]
    pub fn districts(&self) -> &[District] {
        &self.districts
    }

    /// A district by code.
    #[must_use]
    pub fn district(&self, code: GssCode) -> Option<&District> {
        let place = self.districts.binary_search_by_key(&code, |district| district.code).ok()?;
        Some(&self.districts[place])
    }
}

impl AreaIx {
    /// Position in arrays kept by area; areas own the faces of the area coverage under this number.
    #[must_use]
    pub fn slot(self) -> usize {
        self.owner() as usize
    }

    /// The owner number of the area in the area coverage.
    #[must_use]
    pub(in crate::domain) fn owner(self) -> u32 {
        self.0.get() - 1
    }

    /// The area of an owner number in the area coverage.
    #[must_use]
    pub(in crate::domain) fn from_owner(owner: u32) -> Self {
        Self(NonZeroU32::MIN.checked_add(owner).expect("areas are fewer than 32 bits can count"))
    }
}

impl Area {
    /// Whether the area is in the most deprived fifth nationally: IMD 2025 deciles 1 and 2 (NHS England, `Core20PLUS5`); none
    /// where its decile is not known.
    #[must_use]
    pub fn is_core20(&self) -> Option<bool> {
        self.deprivation.decile_2025.map(|decile| decile <= 2)
    }

    /// Its residents where something is so of it, nobody where it is not, and none where it is not known.
    #[must_use]
    pub fn residents_where(&self, is_so: Option<bool>) -> Option<u64> {
        Some(if is_so? { self.residents.into() } else { 0 })
    }
}

fn slot(place: usize) -> AreaIx {
    AreaIx::from_owner(u32::try_from(place).expect("areas are counted in 32 bits"))
}
