//! Practices of the study area that count in no neighbourhood and have patients all the same: dormant ones, and closed ones
//! whose patients no successor has taken in the data.
//!
//! Their patients are counted as registered outside every neighbourhood, which they hardly are: what that does to
//! self-containment is told.

use super::share::share;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::side::Side;
use crate::domain::ground::Ground;
use crate::domain::ground::practices::{PracticeIx, Status};
use crate::domain::ground::registrations::Home;

/// A practice that is not counted, and how many patients that leaves out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uncounted {
    /// The practice.
    pub practice: PracticeIx,
    /// The neighbourhood that its site lies in.
    pub zone: ZoneIx,
    /// Its patients who live in the study area: they are among those registered outside.
    pub living_here: u64,
    /// Those of them who live in the neighbourhood of its site.
    pub patients_of_zone: u64,
    /// Self-containment of that neighbourhood as it is told.
    pub self_containment: Option<f64>,
    /// The same if the practice counted where its site lies.
    pub self_containment_if_counted: Option<f64>,
}

/// Every such practice, in order of code; none when no registrations are loaded.
#[must_use]
pub fn uncounted(ground: &Ground, side: Side<'_>) -> Option<Vec<Uncounted>> {
    let registrations = ground.registrations.as_ref()?;
    let mut living = vec![0u64; side.roster.len()];
    let mut at_home = living.clone();
    for row in registrations.rows() {
        let Home::Area(area) = row.home else { continue };
        let zone = side.partition.zone(area);
        living[zone.slot()] += u64::from(row.patients);
        if side.registered_in(row.practice) == Some(zone) {
            at_home[zone.slot()] += u64::from(row.patients);
        }
    }
    let mut found = Vec::new();
    for (practice, row) in ground.practices.iter() {
        let at = ground.area_of_practice(practice).filter(|_| row.status != Status::Active);
        let Some(zone) = at.map(|area| side.partition.zone(area)) else { continue };
        let (mut living_here, mut patients_of_zone) = (0, 0);
        for row in registrations.of_practice(practice) {
            let Home::Area(area) = row.home else { continue };
            living_here += u64::from(row.patients);
            patients_of_zone += if side.partition.zone(area) == zone { u64::from(row.patients) } else { 0 };
        }
        if living_here > 0 {
            let (all, home) = (living[zone.slot()], at_home[zone.slot()]);
            found.push(Uncounted {
                practice,
                zone,
                living_here,
                patients_of_zone,
                self_containment: share(home, all),
                self_containment_if_counted: share(home + patients_of_zone, all),
            });
        }
    }
    Some(found)
}
