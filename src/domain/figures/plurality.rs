//! Where the patients of an area are registered: most of them may go to another neighbourhood than the one they are drawn
//! into, or leave the study area. To be explained, not hidden: a border may have better reasons than a plurality.

use std::cmp::Reverse;

use super::flows::To;
use super::share::share;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::side::Side;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::practices::PracticeIx;
use crate::domain::ground::registrations::{Home, Registrations};

/// Where the patients living in one area are registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaPatients {
    /// Patients registered in each neighbourhood, in the roster's order.
    pub by_zone: Vec<u64>,
    /// Patients registered at practices that count in none.
    pub outside: u64,
}

/// An area drawn against the plurality of its patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaning {
    /// The area.
    pub area: AreaIx,
    /// Where most of its patients are registered: another neighbourhood, of equals the first, or outside every one.
    pub towards: To,
    /// Patients registered there.
    pub patients: u64,
    /// Patients registered in the neighbourhood it is in.
    pub at_home: u64,
    /// All patients living in the area, wherever they are registered.
    pub of: u64,
}

/// The patients of every area, in order; `home_of` gives the neighbourhood that a practice counts in.
#[must_use]
pub fn by_area(
    registrations: &Registrations,
    areas: usize,
    zones: usize,
    home_of: impl Fn(PracticeIx) -> Option<ZoneIx>,
) -> Vec<AreaPatients> {
    let mut found = vec![AreaPatients { by_zone: vec![0; zones], outside: 0 }; areas];
    for row in registrations.rows() {
        let Home::Area(area) = row.home else { continue };
        let patients = &mut found[area.slot()];
        let sum = match home_of(row.practice) {
            Some(zone) => &mut patients.by_zone[zone.slot()],
            None => &mut patients.outside,
        };
        *sum += u64::from(row.patients);
    }
    found
}

/// Areas of whose patients more are registered in some other neighbourhood, or outside every one, than in their own, in order of
/// code; none when no registrations are loaded.
#[must_use]
pub fn leanings(ground: &Ground, side: Side<'_>) -> Option<Vec<Leaning>> {
    let registrations = ground.registrations.as_ref()?;
    let home_of = |practice: PracticeIx| side.registered_in(practice);
    let patients = by_area(registrations, ground.geography.len(), side.roster.len(), home_of);
    let mut leanings = Vec::new();
    for ((area, _), patients) in ground.geography.areas().zip(&patients) {
        let at_home = patients.by_zone[side.partition.zone(area).slot()];
        if let Some((towards, most)) = patients.most().filter(|(_, most)| *most > at_home) {
            leanings.push(Leaning { area, towards, patients: most, at_home, of: patients.all() });
        }
    }
    Some(leanings)
}

impl AreaPatients {
    /// Everyone who lives there.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.by_zone.iter().sum::<u64>() + self.outside
    }

    /// Where most are registered, of equals the first neighbourhood, and outside last; none when nobody lives there.
    #[must_use]
    pub fn most(&self) -> Option<(To, u64)> {
        let zones =
            (0u32..).zip(&self.by_zone).map(|(zone, count)| (To::Zone(ZoneIx::from_owner(zone)), *count));
        let ranked = (0..).zip(zones.chain([(To::Outside, self.outside)]));
        let most = ranked.max_by_key(|(place, (_, count)): &(usize, _)| (*count, Reverse(*place)));
        most.map(|(_, found)| found).filter(|(_, count)| *count > 0)
    }

    /// The share registered in one neighbourhood; none when nobody lives there.
    #[must_use]
    pub fn share_in(&self, zone: ZoneIx) -> Option<f64> {
        share(self.by_zone[zone.slot()], self.all())
    }

    /// The share registered outside every neighbourhood; none when nobody lives there.
    #[must_use]
    pub fn share_outside(&self) -> Option<f64> {
        share(self.outside, self.all())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patients(by_zone: &[u64], outside: u64) -> AreaPatients {
        AreaPatients { by_zone: by_zone.to_vec(), outside }
    }

    #[test]
    fn those_registered_outside_count_and_of_equals_the_first_neighbourhood_is_told() {
        let zone = |zone| To::Zone(ZoneIx::from_owner(zone));
        assert_eq!(patients(&[3, 5, 5], 4).most(), Some((zone(1), 5)));
        assert_eq!(patients(&[3, 5], 5).most(), Some((zone(1), 5)), "outside is last of equals");
        assert_eq!(patients(&[3, 5], 6).most(), Some((To::Outside, 6)));
        assert_eq!(patients(&[0, 0], 0).most(), None);
        assert_eq!(patients(&[1, 0], 3).share_outside(), Some(0.75));
    }
}
