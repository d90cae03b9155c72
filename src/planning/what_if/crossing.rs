//! Patients with a border between home and practice, in two parts that are never added up: a border between neighbourhoods, which a
//! plan can move, and the outer border, which it cannot.

use serde::Serialize;

use super::sides::Sides;
use super::what_if::WhatIf;
use crate::domain::figures::counting::Figures;

/// Patients by the border between home and practice, on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Crossing {
    /// Living in one neighbourhood, registered in another.
    pub between_neighbourhoods: u64,
    /// Living outside the study area and registered in it, or living in it and registered outside.
    pub over_the_outer_border: u64,
}

/// Before, after and what changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CrossingChange {
    /// Both sides.
    #[serde(flatten)]
    pub sides: Sides<Crossing>,
    /// After less before, between neighbourhoods.
    pub difference: i64,
}

impl Crossing {
    fn of(figures: &Figures) -> Option<Self> {
        let sums = figures.flows.as_ref()?.cross_border();
        Some(Self {
            between_neighbourhoods: sums.between_neighbourhoods,
            over_the_outer_border: sums.living_outside + sums.registered_outside,
        })
    }
}

impl WhatIf<'_> {
    /// Both sides; none without registrations.
    pub(super) fn crossing(&self) -> Option<CrossingChange> {
        let (before, after) = (Crossing::of(self.before)?, Crossing::of(&self.impact.after)?);
        let difference =
            after.between_neighbourhoods.cast_signed() - before.between_neighbourhoods.cast_signed();
        Some(CrossingChange { sides: Sides { before, after }, difference })
    }
}
