//! Fairness: who lives in each neighbourhood, which deprived areas its average hides, and where counts of patients and of
//! residents do not fit together.
//!
//! Counts are integer sums over whole areas; means are derived from them, so that the sums of two neighbourhoods can be
//! added and their means cannot. Sources in the shipped county: residents, ONS mid-2022; age and disability, Census 2021;
//! deprivation, MHCLG English Indices of Deprivation 2025; rural, ONS rural-urban classification 2021; patients, NHS England
//! July 2022. Census counts and patients are of other years and other people than residents: census counts are never divided
//! by residents, and patients only in [`AreaCoverage`], to tell where the two counts do not fit.

use std::iter::Sum;
use std::ops::Add;

use super::share::share;
use crate::domain::boundaries::partition::{Partition, ZoneIx};
use crate::domain::ground::Ground;
use crate::domain::ground::footprint::known_sum;
use crate::domain::ground::geography::{Area, AreaIx};
use crate::domain::ground::registrations::Home;

/// A neighbourhood whose residents live, on average, in this decile or a less deprived one can hide a deprived area.
pub const HIDING_MEAN_DECILE: u64 = 6;

/// Fewer patients than this per 100 residents, and the two counts of an area do not fit together.
pub const LEAST_COVERAGE_PERCENT: u64 = 85;

/// More patients than this per 100 residents, and the two counts of an area do not fit together.
pub const MOST_COVERAGE_PERCENT: u64 = 125;

/// Who lives in a neighbourhood. Integers only; means and shares are derived. A sum is known when it is of every area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Equity {
    /// Residents, mid-year estimate.
    pub residents: u64,
    /// Of them, in areas in IMD 2025 deciles 1 and 2.
    pub core20_residents: Option<u64>,
    /// Of them, in rural areas.
    pub rural_residents: Option<u64>,
    /// Usual residents on Census Day 2021, by age; another count than `residents`, of another year.
    pub census: CensusSums,
    /// IMD 2025 decile, weighted by residents (1 is the most deprived).
    pub decile_2025: WeightedSum,
    /// IMD 2025 rank, weighted by residents (1 is the most deprived).
    pub rank_2025: WeightedSum,
}

/// Usual residents on Census Day 2021, added up; none where an area's count is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CensusSums {
    /// Everyone.
    pub all: Option<u64>,
    /// Aged 0 to 15.
    pub aged_0_to_15: Option<u64>,
    /// Aged 16 to 64.
    pub aged_16_to_64: Option<u64>,
    /// Aged 65 and over.
    pub aged_65_and_over: Option<u64>,
    /// Disabled under the Equality Act.
    pub disabled: Option<u64>,
}

/// A value of areas times their residents, added up over the areas for which the value is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct WeightedSum {
    /// Residents of the areas that have a value: what the mean is of.
    pub residents: u64,
    /// Value times residents, added up.
    pub sum: u64,
}

/// A deprived area in a neighbourhood whose average does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HiddenPocket {
    /// The area, in IMD 2025 decile 1 or 2.
    pub area: AreaIx,
    /// The neighbourhood that hides it.
    pub zone: ZoneIx,
    /// Residents of the area.
    pub residents: u64,
}

/// Patients who live in an area, wherever they are registered, beside its residents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaCoverage {
    /// The area.
    pub area: AreaIx,
    /// L(l): patients living in it, of all practices, those outside included. Patients of unknown area are in no area.
    pub registered: u64,
    /// pop(l): its residents.
    pub residents: u64,
}

/// Adds up who lives in each of the `zones` neighbourhoods, in the roster's order.
#[must_use]
pub fn count(ground: &Ground, zones: usize, partition: &Partition) -> Vec<Equity> {
    let mut sums = vec![Equity::default(); zones];
    for (ix, area) in ground.geography.areas() {
        let sum = &mut sums[partition.zone(ix).slot()];
        *sum = *sum + Equity::of_area(area);
    }
    sums
}

/// Areas in IMD 2025 deciles 1 and 2 whose neighbourhood's resident-weighted mean decile is [`HIDING_MEAN_DECILE`] or more,
/// in order of code. `equities` are those of [`count`] for the same partition. Decided in integers: a mean of exactly 6 hides.
#[must_use]
pub fn hidden_pockets(ground: &Ground, partition: &Partition, equities: &[Equity]) -> Vec<HiddenPocket> {
    let mut pockets = Vec::new();
    for (ix, area) in ground.geography.areas() {
        let zone = partition.zone(ix);
        if area.is_core20() == Some(true)
            && equities[zone.slot()].decile_2025.mean_is_at_least(HIDING_MEAN_DECILE)
        {
            pockets.push(HiddenPocket { area: ix, zone, residents: area.residents.into() });
        }
    }
    pockets
}

/// Patients beside residents of every area, in order of code; none when no registrations are loaded. It depends on no border.
#[must_use]
pub fn coverage(ground: &Ground) -> Option<Vec<AreaCoverage>> {
    let registrations = ground.registrations.as_ref()?;
    let areas = ground.geography.areas();
    let mut found: Vec<AreaCoverage> = areas
        .map(|(area, row)| AreaCoverage { area, registered: 0, residents: row.residents.into() })
        .collect();
    for row in registrations.rows() {
        if let Home::Area(area) = row.home {
            found[area.slot()].registered += u64::from(row.patients);
        }
    }
    Some(found)
}

impl Equity {
    /// The sums of one area.
    #[must_use]
    pub fn of_area(area: &Area) -> Self {
        let residents = u64::from(area.residents);
        let weighted = |value: Option<u64>| {
            value.map_or_else(WeightedSum::default, |value| WeightedSum { residents, sum: value * residents })
        };
        Self {
            residents,
            core20_residents: area.residents_where(area.is_core20()),
            rural_residents: area.residents_where(area.rural),
            census: CensusSums {
                all: area.census.all.map(u64::from),
                aged_0_to_15: area.census.aged_0_to_15.map(u64::from),
                aged_16_to_64: area.census.aged_16_to_64.map(u64::from),
                aged_65_and_over: area.census.aged_65_and_over.map(u64::from),
                disabled: area.census.disabled.map(u64::from),
            },
            decile_2025: weighted(area.deprivation.decile_2025.map(u64::from)),
            rank_2025: weighted(area.deprivation.rank_2025.map(u64::from)),
        }
    }

    /// Resident-weighted mean IMD 2025 decile: `sum of pop(l) * decile(l) / sum of pop(l)`, over areas that have a decile.
    #[must_use]
    pub fn mean_decile_2025(&self) -> Option<f64> {
        self.decile_2025.mean()
    }

    /// Resident-weighted mean IMD 2025 rank: `sum of pop(l) * rank(l) / sum of pop(l)`, over areas that have a rank.
    #[must_use]
    pub fn mean_rank_2025(&self) -> Option<f64> {
        self.rank_2025.mean()
    }

    /// The share of residents in IMD 2025 deciles 1 and 2.
    #[must_use]
    pub fn core20_share(&self) -> Option<f64> {
        share(self.core20_residents?, self.residents)
    }

    /// The share of residents in rural areas.
    #[must_use]
    pub fn rural_share(&self) -> Option<f64> {
        share(self.rural_residents?, self.residents)
    }
}

impl WeightedSum {
    /// The mean; none when no area has a value, or nobody lives there.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        share(self.sum, self.residents)
    }

    /// Whether there is a mean and it is this or more; exact.
    fn mean_is_at_least(self, value: u64) -> bool {
        self.residents > 0 && self.sum >= value * self.residents
    }
}

impl AreaCoverage {
    /// `L(l) / pop(l)`; none where nobody resides.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        share(self.registered, self.residents)
    }

    /// Whether the ratio is outside 0.85 to 1.25, both ends still being inside; decided in integers.
    ///
    /// Patients where nobody resides are flagged although there is no ratio; nobody where nobody resides is not.
    #[must_use]
    pub fn is_flagged(&self) -> bool {
        let scaled = 100 * self.registered;
        scaled < LEAST_COVERAGE_PERCENT * self.residents || scaled > MOST_COVERAGE_PERCENT * self.residents
    }
}

impl Add for Equity {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            residents: self.residents + other.residents,
            core20_residents: known_sum(self.core20_residents, other.core20_residents),
            rural_residents: known_sum(self.rural_residents, other.rural_residents),
            census: self.census + other.census,
            decile_2025: self.decile_2025 + other.decile_2025,
            rank_2025: self.rank_2025 + other.rank_2025,
        }
    }
}

impl Default for Equity {
    /// Of no area.
    fn default() -> Self {
        Self {
            residents: 0,
            core20_residents: Some(0),
            rural_residents: Some(0),
            census: CensusSums::default(),
            decile_2025: WeightedSum::default(),
            rank_2025: WeightedSum::default(),
        }
    }
}

impl Default for CensusSums {
    /// Of no area.
    fn default() -> Self {
        let nobody = Some(0);
        Self {
            all: nobody,
            aged_0_to_15: nobody,
            aged_16_to_64: nobody,
            aged_65_and_over: nobody,
            disabled: nobody,
        }
    }
}

impl Sum for Equity {
    fn sum<I: Iterator<Item = Self>>(equities: I) -> Self {
        equities.fold(Self::default(), Add::add)
    }
}

impl Add for CensusSums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            all: known_sum(self.all, other.all),
            aged_0_to_15: known_sum(self.aged_0_to_15, other.aged_0_to_15),
            aged_16_to_64: known_sum(self.aged_16_to_64, other.aged_16_to_64),
            aged_65_and_over: known_sum(self.aged_65_and_over, other.aged_65_and_over),
            disabled: known_sum(self.disabled, other.disabled),
        }
    }
}

impl Add for WeightedSum {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { residents: self.residents + other.residents, sum: self.sum + other.sum }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(registered: u64, residents: u64) -> AreaCoverage {
        AreaCoverage { area: AreaIx::from_owner(0), registered, residents }
    }

    #[test]
    fn both_ends_of_the_range_are_still_covered_and_the_next_patient_is_not() {
        let flags = [(849, true), (850, false), (1_250, false), (1_251, true)];
        for (registered, flagged) in flags {
            assert_eq!(counted(registered, 1_000).is_flagged(), flagged, "{registered}");
        }
    }

    #[test]
    fn patients_where_nobody_resides_are_flagged_without_a_ratio() {
        assert_eq!((counted(3, 0).ratio(), counted(3, 0).is_flagged()), (None, true));
        assert_eq!((counted(0, 0).ratio(), counted(0, 0).is_flagged()), (None, false));
    }

    #[test]
    fn a_mean_of_exactly_six_hides_and_nobody_hides_nothing() {
        let of = |residents, sum| WeightedSum { residents, sum };
        assert!(of(100, 600).mean_is_at_least(HIDING_MEAN_DECILE));
        assert!(!of(100, 599).mean_is_at_least(HIDING_MEAN_DECILE));
        assert!(!of(0, 0).mean_is_at_least(HIDING_MEAN_DECILE));
        assert_eq!((of(4, 10).mean(), of(0, 0).mean()), (Some(2.5), None));
    }
}
