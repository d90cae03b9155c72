//! The flow matrix: patients by the neighbourhood they live in and the one they are registered in.
//!
//! Rows are the neighbourhoods, then `outside`, then `unknown`; columns are the neighbourhoods, then `outside`. Patients who
//! live outside and are registered outside are nobody's here: that one cell is not a nought but nothing, and those few of them
//! that the tables hold (of a practice of the study area that counts nowhere, say) are in no sum.

use super::share::share;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::practices::PracticeIx;
use crate::domain::ground::registrations::{Home, Registrations};

/// A row: where patients live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// In a neighbourhood.
    Zone(ZoneIx),
    /// Outside the study area.
    Outside,
    /// Not known.
    Unknown,
}

/// A column: where patients are registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// At a practice of a neighbourhood.
    Zone(ZoneIx),
    /// At a practice outside.
    Outside,
}

/// Patients by (where they live, where they are registered). Integers; every sum closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowMatrix {
    zones: usize,
    cells: Vec<u64>,
}

/// The four ways of not being at home, and being at home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CrossBorder {
    /// Registered in the neighbourhood they live in.
    pub at_home: u64,
    /// Living in one neighbourhood, registered in another.
    pub between_neighbourhoods: u64,
    /// Living outside the study area, registered in it.
    pub living_outside: u64,
    /// Living in the study area, registered outside it.
    pub registered_outside: u64,
    /// Of no known area.
    pub unknown: u64,
}

impl FlowMatrix {
    /// Adds up registrations under a division: `zone_of` an area, `home_of` a practice (none: outside).
    #[must_use]
    pub fn count(
        zones: usize,
        registrations: &Registrations,
        zone_of: impl Fn(AreaIx) -> ZoneIx,
        home_of: impl Fn(PracticeIx) -> Option<ZoneIx>,
    ) -> Self {
        let mut matrix = Self { zones, cells: vec![0; (zones + 2) * (zones + 1)] };
        for row in registrations.rows() {
            let from = match row.home {
                Home::Area(area) => From::Zone(zone_of(area)),
                Home::Outside => From::Outside,
                Home::Unknown => From::Unknown,
            };
            let to = home_of(row.practice).map_or(To::Outside, To::Zone);
            if (from, to) == (From::Outside, To::Outside) {
                continue;
            }
            let cell = matrix.place(from, to);
            matrix.cells[cell] += u64::from(row.patients);
        }
        matrix
    }

    /// Patients of one cell.
    #[must_use]
    pub fn patients(&self, from: From, to: To) -> u64 {
        self.cells[self.place(from, to)]
    }

    /// A row's sum. Of a neighbourhood: registered by residence, wherever they are registered.
    #[must_use]
    pub fn living(&self, from: From) -> u64 {
        let start = self.place(from, To::Zone(ZoneIx::from_owner(0)));
        self.cells[start..=start + self.zones].iter().sum()
    }

    /// A column's sum. Of a neighbourhood: registered by practice, wherever they live.
    #[must_use]
    pub fn registered(&self, to: To) -> u64 {
        let column = self.place(From::Zone(ZoneIx::from_owner(0)), to);
        self.cells.iter().skip(column).step_by(self.zones + 1).sum()
    }

    /// Patients who live in a neighbourhood and are registered in it.
    #[must_use]
    pub fn at_home(&self, zone: ZoneIx) -> u64 {
        self.patients(From::Zone(zone), To::Zone(zone))
    }

    /// Everyone.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.cells.iter().sum()
    }

    /// How many neighbourhoods there are.
    #[must_use]
    pub fn zones(&self) -> usize {
        self.zones
    }

    /// Rows in order: each neighbourhood, outside, unknown; a value a column, outside last.
    pub fn rows(&self) -> impl Iterator<Item = &[u64]> {
        self.cells.chunks(self.zones + 1)
    }

    /// The share of patients living in a neighbourhood who are registered in it: F(n,n) / L(n).
    #[must_use]
    pub fn self_containment(&self, zone: ZoneIx) -> Option<f64> {
        share(self.at_home(zone), self.living(From::Zone(zone)))
    }

    /// The share of patients registered in a neighbourhood who live in it: F(n,n) / P(n).
    #[must_use]
    pub fn localisation(&self, zone: ZoneIx) -> Option<f64> {
        share(self.at_home(zone), self.registered(To::Zone(zone)))
    }

    /// Patients by whether a border lies between home and practice: every cell is in one of the five sums.
    #[must_use]
    pub fn cross_border(&self) -> CrossBorder {
        let mut sums = CrossBorder::default();
        for (row, cells) in self.rows().enumerate() {
            for (column, patients) in cells.iter().enumerate() {
                let sum = match (row, column) {
                    (row, _) if row == self.zones => &mut sums.living_outside,
                    (row, _) if row > self.zones => &mut sums.unknown,
                    (_, column) if column == self.zones => &mut sums.registered_outside,
                    (row, column) if row == column => &mut sums.at_home,
                    _ => &mut sums.between_neighbourhoods,
                };
                *sum += patients;
            }
        }
        sums
    }

    fn place(&self, from: From, to: To) -> usize {
        let row = match from {
            From::Zone(zone) => zone.slot(),
            From::Outside => self.zones,
            From::Unknown => self.zones + 1,
        };
        let column = match to {
            To::Zone(zone) => zone.slot(),
            To::Outside => self.zones,
        };
        row * (self.zones + 1) + column
    }
}
