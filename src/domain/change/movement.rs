//! Change from base: how many people, patients, practices and postcodes another plan puts elsewhere.
//!
//! [`impact`](crate::domain::change::impact) names what moved; this counts whom it moves. Everything is counted by whole areas, so a postcode
//! moves when its area does. A neighbourhood is the same when its id is: where neighbourhoods are merged or made, the slots
//! of two rosters differ, so slots are never compared with each other.

use std::collections::BTreeMap;

use super::impact::{DifferentGround, is_elsewhere, same_after};
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::side::Side;
use crate::domain::figures::share::share;
use crate::domain::ground::Ground;
use crate::domain::ground::places::Standing;
use crate::domain::ground::registrations::{Home, Registrations};

/// What moves from one plan to another on the same ground. Integers, but for the distance between the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Movement {
    /// Areas in another neighbourhood.
    pub areas: u64,
    /// Residents of those areas.
    pub residents: u64,
    /// Residents of all areas.
    pub all_residents: u64,
    /// Live postcodes whose point lies inside those areas.
    pub postcodes: u64,
    /// Practices that count in another neighbourhood, in one for the first time, or in none any more, as those that close.
    pub practices: u64,
    /// Patients; none when no registrations are loaded.
    pub patients: Option<PatientMovement>,
    /// Variation of information between the two plans over residents, in bits; none when nobody resides.
    pub variation_bits: Option<f64>,
}

/// What moves for registered patients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct PatientMovement {
    /// Patients living in areas that moved, wherever they are registered.
    pub moved: u64,
    /// Patients whose home and practice were in one neighbourhood and no longer are.
    pub to_cross_border: u64,
    /// Patients whose home and practice are in one neighbourhood and were not.
    pub to_inside: u64,
}

/// Counts what moves between two plans; a neighbourhood is the same when its id is, unless that was given to other ground.
///
/// # Errors
/// [`DifferentGround`] when either plan was not made for this ground.
pub fn between(ground: &Ground, before: Side<'_>, after: Side<'_>) -> Result<Movement, DifferentGround> {
    if !before.fits(ground) || !after.fits(ground) {
        return Err(DifferentGround);
    }
    let same = same_after(ground, before, after);
    let mut movement = Movement::default();
    let mut has_moved = vec![false; ground.geography.len()];
    let mut joint = BTreeMap::<(ZoneIx, ZoneIx), u64>::new();
    for (ix, area) in ground.geography.areas() {
        let (from, to) = (before.partition.zone(ix), after.partition.zone(ix));
        let residents = u64::from(area.residents);
        *joint.entry((from, to)).or_default() += residents;
        movement.all_residents += residents;
        if same[from.slot()] != Some(to) {
            has_moved[ix.slot()] = true;
            movement.areas += 1;
            movement.residents += residents;
        }
    }
    let homes = before.homes.iter().zip(after.homes);
    movement.practices = homes.map(|(from, to)| u64::from(is_elsewhere(*from, *to, &same))).sum();
    movement.postcodes = postcodes_in(ground, &has_moved);
    let patients = |registrations| PatientMovement::count(registrations, before, after, &has_moved);
    movement.patients = ground.registrations.as_ref().map(patients);
    movement.variation_bits = variation_bits(&joint);
    Ok(movement)
}

impl Movement {
    /// Core retention: residents whose neighbourhood's id is unchanged, over all; none when nobody resides.
    #[must_use]
    pub fn core_retention(&self) -> Option<f64> {
        share(self.all_residents - self.residents, self.all_residents)
    }
}

impl PatientMovement {
    fn count(registrations: &Registrations, before: Side<'_>, after: Side<'_>, has_moved: &[bool]) -> Self {
        let mut movement = Self::default();
        for row in registrations.rows() {
            let Home::Area(area) = row.home else {
                continue;
            };
            let is_inside =
                |side: Side<'_>| side.registered_in(row.practice) == Some(side.partition.zone(area));
            let patients = u64::from(row.patients);
            if has_moved[area.slot()] {
                movement.moved += patients;
            }
            match (is_inside(before), is_inside(after)) {
                (true, false) => movement.to_cross_border += patients,
                (false, true) => movement.to_inside += patients,
                _ => {}
            }
        }
        movement
    }
}

fn postcodes_in(ground: &Ground, has_moved: &[bool]) -> u64 {
    let places = (0..).zip(ground.places.all()).filter(|(_, place)| place.standing == Standing::Live);
    let moved = |number| ground.area_of_place(number).is_some_and(|area| has_moved[area.slot()]);
    places.map(|(number, _)| u64::from(moved(number))).sum()
}

/// Variation of information, `H(after | before) + H(before | after)` in bits (Meila, "Comparing clusterings: an information
/// based distance", 2007): 0 for the same plan whatever the names, symmetric, and it obeys the triangle inequality.
///
/// With p the share of residents in a pair, a and b those of its two sides: `sum of p * (log2(a / p) + log2(b / p))`.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn variation_bits(joint: &BTreeMap<(ZoneIx, ZoneIx), u64>) -> Option<f64> {
    let mut sides = [BTreeMap::<ZoneIx, u64>::new(), BTreeMap::new()];
    for (&(from, to), residents) in joint {
        *sides[0].entry(from).or_default() += residents;
        *sides[1].entry(to).or_default() += residents;
    }
    let all: u64 = joint.values().sum();
    let mut bits = 0.0;
    for ((from, to), &residents) in joint.iter().filter(|(_, residents)| **residents > 0) {
        let pair = residents as f64;
        let (a, b) = (sides[0][from] as f64 / pair, sides[1][to] as f64 / pair);
        bits += pair / all as f64 * (a.log2() + b.log2());
    }
    (all > 0).then_some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joint(cells: &[(u32, u32, u64)]) -> BTreeMap<(ZoneIx, ZoneIx), u64> {
        let pair = |(from, to, residents)| ((ZoneIx::from_owner(from), ZoneIx::from_owner(to)), residents);
        cells.iter().copied().map(pair).collect()
    }

    #[test]
    fn halving_a_neighbourhood_of_everyone_is_one_bit_either_way() {
        assert_eq!(variation_bits(&joint(&[(0, 0, 50), (0, 1, 50)])), Some(1.0));
        assert_eq!(variation_bits(&joint(&[(0, 0, 50), (1, 0, 50)])), Some(1.0));
        assert_eq!(variation_bits(&joint(&[(0, 0, 25), (0, 1, 25), (1, 0, 25), (1, 1, 25)])), Some(2.0));
    }

    #[test]
    fn another_name_is_no_distance_and_an_empty_area_none_either() {
        assert_eq!(variation_bits(&joint(&[(0, 1, 50), (1, 0, 70)])), Some(0.0));
        assert_eq!(variation_bits(&joint(&[(0, 0, 50), (1, 1, 70), (0, 1, 0)])), Some(0.0));
        assert_eq!(variation_bits(&joint(&[(0, 0, 0)])), None);
    }
}
