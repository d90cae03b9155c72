//! What goes from one neighbourhood to another: areas, their residents, and where the patients living there are registered once
//! the changes are made.

use serde::Serialize;

use super::what_if::WhatIf;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::figures::share::share;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::registrations::Home;

/// Areas that go from one neighbourhood to another, together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovedPair<'a> {
    /// The id of the neighbourhood they leave.
    pub from: &'a str,
    /// The id of the neighbourhood they come to.
    pub to: &'a str,
    /// How many.
    pub areas: u64,
    /// Their residents.
    pub residents: u64,
    /// The patients living in them; null without registrations.
    pub patients: Option<PairPatients>,
    #[serde(skip)]
    pub(super) zones: (ZoneIx, ZoneIx),
}

/// Patients living in areas that move, by where their practice counts once the changes are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PairPatients {
    /// All of them.
    pub living_there: u64,
    /// Registered in the neighbourhood that the areas come to.
    pub registered_in_to: u64,
    /// Registered in the neighbourhood that they leave; nobody where it is gone.
    pub registered_in_from: u64,
    /// Registered in any other neighbourhood.
    pub registered_in_others: u64,
    /// Registered outside every neighbourhood.
    pub registered_outside: u64,
    /// Of all, those registered in the neighbourhood that the areas come to, 0 to 1; null where nobody lives there, as the next.
    pub share_in_to: Option<f64>,
    /// Of all, those registered in the neighbourhood that they leave.
    pub share_in_from: Option<f64>,
    /// Of all, those registered in any other neighbourhood.
    pub share_in_others: Option<f64>,
    /// Of all, those registered outside every neighbourhood.
    pub share_outside: Option<f64>,
}

impl WhatIf<'_> {
    /// Every pair of neighbourhoods that areas go between, in the order of the first area of each.
    pub(super) fn moved_pairs(&self) -> Vec<MovedPair<'_>> {
        let ground = &self.atlas.ground;
        let mut pairs: Vec<MovedPair<'_>> = Vec::new();
        let mut pair_of: Vec<Option<usize>> = vec![None; ground.geography.len()];
        for &(area, from, to) in &self.impact.areas {
            let known = pairs.iter().position(|pair| pair.zones == (from, to));
            let place = known.unwrap_or_else(|| {
                pairs.push(self.empty_pair(from, to));
                pairs.len() - 1
            });
            pairs[place].areas += 1;
            pairs[place].residents += u64::from(ground.geography.area(area).residents);
            pair_of[area.slot()] = Some(place);
        }
        self.count_patients(&mut pairs, |area| pair_of[area.slot()]);
        pairs
    }

    fn empty_pair(&self, from: ZoneIx, to: ZoneIx) -> MovedPair<'_> {
        MovedPair {
            from: self.was(from).id.as_str(),
            to: self.is(to).id.as_str(),
            areas: 0,
            residents: 0,
            patients: self.atlas.ground.registrations.as_ref().map(|_| PairPatients::default()),
            zones: (from, to),
        }
    }

    fn count_patients(&self, pairs: &mut [MovedPair<'_>], pair_of: impl Fn(AreaIx) -> Option<usize>) {
        let side = self.side_after();
        let left: Vec<Option<ZoneIx>> =
            pairs.iter().map(|pair| self.after.roster.find(&self.was(pair.zones.0).id)).collect();
        for row in self
            .atlas
            .ground
            .registrations
            .iter()
            .flat_map(crate::domain::ground::registrations::Registrations::rows)
        {
            let Home::Area(area) = row.home else { continue };
            let Some(place) = pair_of(area) else { continue };
            let (_, to) = pairs[place].zones;
            let Some(sums) = &mut pairs[place].patients else { continue };
            let patients = u64::from(row.patients);
            sums.living_there += patients;
            match side.registered_in(row.practice) {
                None => sums.registered_outside += patients,
                Some(home) if home == to => sums.registered_in_to += patients,
                home if home == left[place] => sums.registered_in_from += patients,
                Some(_) => sums.registered_in_others += patients,
            }
        }
        for sums in pairs.iter_mut().filter_map(|pair| pair.patients.as_mut()) {
            let of = |part| share(part, sums.living_there);
            [sums.share_in_to, sums.share_in_from] = [sums.registered_in_to, sums.registered_in_from].map(of);
            [sums.share_in_others, sums.share_outside] =
                [sums.registered_in_others, sums.registered_outside].map(of);
        }
    }
}
