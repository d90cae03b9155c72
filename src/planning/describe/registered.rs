//! Where the patients living in each area are registered.

use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::figures::share::share;
use crate::domain::ground::Ground;
use crate::domain::ground::registrations::{Home, Registrations};

/// Where the patients living in one area are registered.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Registered {
    /// The neighbourhood whose practices have most of them, of several the first; none when none of them is registered in one.
    pub mostly_in: Option<ZoneIx>,
    /// Of all of them, the share registered in the area's own neighbourhood, 0 to 1.
    pub at_home: Option<f64>,
}

/// One for each area, in order; none without registrations.
#[must_use]
pub fn by_area(ground: &Ground, draft: &Draft) -> Vec<Registered> {
    let zones = draft.division.roster().len();
    // Patients by neighbourhood, those registered outside every one last.
    let mut patients = vec![vec![0_u64; zones + 1]; ground.geography.len()];
    for row in ground.registrations.iter().flat_map(Registrations::rows) {
        if let Home::Area(area) = row.home {
            let to = draft.division.home(row.practice).map_or(zones, ZoneIx::slot);
            patients[area.slot()][to] += u64::from(row.patients);
        }
    }
    let registered = ground.geography.areas().zip(&patients).map(|((area, _), patients)| {
        let of = |zone: ZoneIx| patients[zone.slot()];
        let all = patients.iter().sum();
        let ranked = draft.division.roster().iter().map(|(zone, _)| zone).filter(|zone| of(*zone) > 0);
        Registered {
            mostly_in: ranked.reduce(|most, next| if of(next) > of(most) { next } else { most }),
            at_home: draft.division.zone_of_area(area).and_then(|zone| share(of(zone), all)),
        }
    });
    registered.collect()
}
