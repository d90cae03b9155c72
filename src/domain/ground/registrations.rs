//! Who is registered where: patients by practice and by the area they live in.
//!
//! A practice's total is never lost: patients of unknown area, and of areas outside, are kept as named residuals.

use super::geography::AreaIx;
use super::practices::PracticeIx;

/// Where a group of patients lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// In an area of the study area.
    Area(AreaIx),
    /// In an area elsewhere.
    Outside,
    /// Not known.
    Unknown,
}

/// Patients of one practice from one kind of home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Where they are registered.
    pub practice: PracticeIx,
    /// Where they live.
    pub home: Home,
    /// How many they are.
    pub patients: u32,
}

/// All registrations, in order of practice and home; outside and unknown rows are added up by practice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registrations {
    rows: Vec<Registration>,
}

impl Registrations {
    /// Takes rows in any order; rows of one practice and home are added up.
    #[must_use]
    pub fn new(mut rows: Vec<Registration>) -> Self {
        rows.sort_by_key(|row| (row.practice, row.home));
        rows.dedup_by(|next, kept| {
            let same = next.practice == kept.practice && next.home == kept.home;
            if same {
                kept.patients += next.patients;
            }
            same
        });
        Self { rows }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> &[Registration] {
        &self.rows
    }

    /// The rows of one practice.
    #[must_use]
    pub fn of_practice(&self, practice: PracticeIx) -> &[Registration] {
        let start = self.rows.partition_point(|row| row.practice < practice);
        let end = self.rows.partition_point(|row| row.practice <= practice);
        &self.rows[start..end]
    }

    /// The patients of one practice, wherever they live.
    #[must_use]
    pub fn patients_of(&self, practice: PracticeIx) -> u64 {
        self.of_practice(practice).iter().map(|row| u64::from(row.patients)).sum()
    }
}
