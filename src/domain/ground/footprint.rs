//! A footprint: integer sums over some areas and practices.

use std::iter::Sum;
use std::ops::Add;

/// Sums over a neighbourhood's areas and practices. Integers only; means and rates are derived. A sum is known when every part
/// of it is: an unknown part is never taken for nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// Areas.
    pub areas: u64,
    /// Residents of its areas.
    pub residents: u64,
    /// Residents of its areas in IMD 2025 deciles 1 and 2; none when an area has no decile.
    pub core20_residents: Option<u64>,
    /// Twice the land of its areas in square millimetres.
    pub double_area_mm2: i64,
    /// Practices with their main site in it, or moved to it.
    pub practices: u64,
    /// Published list sizes of those practices added up; none when one has none.
    pub list_size: Option<u64>,
}

/// The sum of two counts; not known when either is not.
#[must_use]
pub fn known_sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one? + other?)
}

impl Default for Footprint {
    /// Of no area and no practice.
    fn default() -> Self {
        Self {
            areas: 0,
            residents: 0,
            core20_residents: Some(0),
            double_area_mm2: 0,
            practices: 0,
            list_size: Some(0),
        }
    }
}

impl Footprint {
    /// Land in square metres.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "an exact integer of at most 2^53 before it is divided, on county scale"
    )]
    pub fn area_m2(&self) -> f64 {
        self.double_area_mm2 as f64 / 2e6
    }
}

impl Add for Footprint {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            areas: self.areas + other.areas,
            residents: self.residents + other.residents,
            core20_residents: known_sum(self.core20_residents, other.core20_residents),
            double_area_mm2: self.double_area_mm2 + other.double_area_mm2,
            practices: self.practices + other.practices,
            list_size: known_sum(self.list_size, other.list_size),
        }
    }
}

impl Sum for Footprint {
    fn sum<I: Iterator<Item = Self>>(footprints: I) -> Self {
        footprints.fold(Self::default(), Add::add)
    }
}
