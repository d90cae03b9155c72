//! Where the patients of an area are registered: the neighbourhood most of them go to may be another than the one they are
//! drawn into. To be explained, not hidden: a border may have better reasons than a plurality.

use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::side::Side;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::registrations::Home;

/// An area drawn against the plurality of its patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaning {
    /// The area.
    pub area: AreaIx,
    /// The neighbourhood with the most of its patients; of equals the first.
    pub towards: ZoneIx,
    /// Patients registered there.
    pub patients: u64,
    /// Patients registered in the neighbourhood it is in.
    pub at_home: u64,
    /// All patients living in the area, wherever they are registered.
    pub of: u64,
}

/// Areas of whose patients more are registered in some other neighbourhood than in their own, in order of code; none when no
/// registrations are loaded. Patients registered outside the study area count in no neighbourhood.
#[must_use]
pub fn leanings(ground: &Ground, side: Side<'_>) -> Option<Vec<Leaning>> {
    let registrations = ground.registrations.as_ref()?;
    let zones = side.roster.len();
    let mut by_area = vec![0u64; ground.geography.len() * zones];
    let mut all = vec![0u64; ground.geography.len()];
    for row in registrations.rows() {
        let Home::Area(area) = row.home else { continue };
        all[area.slot()] += u64::from(row.patients);
        if let Some(zone) = side.homes[row.practice.slot()] {
            by_area[area.slot() * zones + zone.slot()] += u64::from(row.patients);
        }
    }
    let mut leanings = Vec::new();
    for (area, _) in ground.geography.areas() {
        let here = &by_area[area.slot() * zones..][..zones];
        let at_home = here[side.partition.zone(area).slot()];
        let most = side.roster.iter().map(|(zone, _)| (zone, here[zone.slot()]));
        let most = most.max_by_key(|(zone, patients)| (*patients, std::cmp::Reverse(*zone)));
        if let Some((towards, patients)) = most.filter(|(_, patients)| *patients > at_home) {
            leanings.push(Leaning { area, towards, patients, at_home, of: all[area.slot()] });
        }
    }
    Some(leanings)
}
