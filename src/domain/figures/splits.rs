//! Practices and networks over several neighbourhoods: how the patients of a practice, and the lists of a network, are
//! spread, and how many teams each would deal with.
//!
//! Two vintages, never mixed: a practice is spread by its registrations (NHS England, July 2022), a network by the published
//! list sizes of its practices (May 2025). Of a practice outside the study area only the patients who live inside are known,
//! so its shares would be of those alone; [`practice_splits`] leaves it out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::share::share;
use crate::domain::boundaries::partition::{Partition, ZoneIx};
use crate::domain::boundaries::side::Side;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::footprint::known_sum;
use crate::domain::ground::practices::{Network, PracticeIx};
use crate::domain::ground::registrations::{Home, Registration};

/// A practice is split when less than this many percent of its patients live in any one neighbourhood.
pub const SPLIT_BELOW_PERCENT: u64 = 80;

/// A practice deals with the team of a neighbourhood where this many percent of its patients live, or more.
///
/// Our own choice: one patient in twenty. It leaves out the few who live anywhere at all, whom every practice has.
pub const TEAM_FROM_PERCENT: u64 = 5;

/// Where the registered patients of one practice live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeSplit {
    /// Patients living in each neighbourhood, in the roster's order.
    pub by_zone: Vec<u64>,
    /// Patients living outside the study area: one class, whatever area it is.
    pub outside: u64,
    /// Patients of no known area: in no class, and not in the total.
    pub unknown: u64,
}

/// The county practices of one primary care network, by the neighbourhood they count in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkAlignment {
    /// The network.
    pub network: Network,
    /// One for each neighbourhood with a practice of it, in the roster's order; never empty.
    pub parts: Vec<NetworkPart>,
}

/// What a network has in one neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkPart {
    /// The neighbourhood.
    pub zone: ZoneIx,
    /// Practices of the network that count in it.
    pub practices: u64,
    /// Their published list sizes added up; none when one is not known.
    pub list_size: Option<u64>,
}

/// The split of every practice that counts in a neighbourhood, in order of code; none when no registrations are loaded.
#[must_use]
pub fn practice_splits(ground: &Ground, side: Side<'_>) -> Option<Vec<(PracticeIx, PracticeSplit)>> {
    let registrations = ground.registrations.as_ref()?;
    let here = ground.practices.iter().filter(|(ix, _)| side.homes[ix.slot()].is_some());
    let split = |ix| {
        let rows = side.closures.registrations(registrations, ix);
        PracticeSplit::count(rows, side.roster.len(), side.partition)
    };
    Some(here.map(|(ix, _)| (ix, split(ix))).collect())
}

/// The alignment of every network that has a practice counted in a neighbourhood, in order of the network's code.
#[must_use]
pub fn network_alignments(ground: &Ground, side: Side<'_>) -> Vec<NetworkAlignment> {
    let mut networks = BTreeMap::<OdsCode, (&Network, BTreeMap<ZoneIx, (u64, Option<u64>)>)>::new();
    for (ix, practice) in ground.practices.iter() {
        if let (Some(zone), Some(network)) = (side.homes[ix.slot()], &practice.network) {
            let (_, parts) = networks.entry(network.code).or_insert_with(|| (network, BTreeMap::new()));
            let (practices, list_size) = parts.entry(zone).or_insert((0, Some(0)));
            *practices += 1;
            *list_size = known_sum(*list_size, side.closures.list_size(&ground.practices, ix));
        }
    }
    let part = |(zone, (practices, list_size))| NetworkPart { zone, practices, list_size };
    networks
        .into_values()
        .map(|(network, parts)| NetworkAlignment {
            network: network.clone(),
            parts: parts.into_iter().map(part).collect(),
        })
        .collect()
}

impl PracticeSplit {
    /// Adds up the registrations of one practice over `zones` neighbourhoods.
    #[must_use]
    pub fn count<'a>(
        rows: impl IntoIterator<Item = &'a Registration>,
        zones: usize,
        partition: &Partition,
    ) -> Self {
        let mut split = Self { by_zone: vec![0; zones], outside: 0, unknown: 0 };
        for row in rows {
            let class = match row.home {
                Home::Area(area) => &mut split.by_zone[partition.zone(area).slot()],
                Home::Outside => &mut split.outside,
                Home::Unknown => &mut split.unknown,
            };
            *class += u64::from(row.patients);
        }
        split
    }

    /// The patients that shares are of: those of all neighbourhoods and outside, without the unknown.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_zone.iter().sum::<u64>() + self.outside
    }

    /// The share living in a neighbourhood; none when the practice has no patients of a known area.
    #[must_use]
    pub fn share(&self, zone: ZoneIx) -> Option<f64> {
        share(self.by_zone[zone.slot()], self.total())
    }

    /// The share living outside the study area.
    #[must_use]
    pub fn outside_share(&self) -> Option<f64> {
        share(self.outside, self.total())
    }

    /// The neighbourhood most of its patients live in, of equals the first; none when none live in any.
    #[must_use]
    pub fn largest(&self) -> Option<ZoneIx> {
        let inhabited = zones(&self.by_zone).filter(|(_, patients)| *patients > 0);
        inhabited.min_by_key(|(zone, patients)| (Reverse(*patients), *zone)).map(|(zone, _)| zone)
    }

    /// The share of the neighbourhood most of its patients live in: 0 when all live outside.
    #[must_use]
    pub fn largest_share(&self) -> Option<f64> {
        share(self.most(), self.total())
    }

    /// How many equal classes would be as spread: `1 / sum of s^2` over the neighbourhoods and outside (Laakso and Taagepera
    /// 1979: the inverse of Simpson's concentration).
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "squares of the patients of one practice are below 2^53")]
    pub fn effective_number(&self) -> Option<f64> {
        let total = self.total();
        let classes = self.by_zone.iter().chain([&self.outside]);
        let squares: u64 = classes.map(|patients| patients * patients).sum();
        (squares > 0).then(|| (total * total) as f64 / squares as f64)
    }

    /// Whether the largest neighbourhood share is under 0.8; decided in integers. A practice without patients is not split.
    #[must_use]
    pub fn is_split(&self) -> bool {
        100 * self.most() < SPLIT_BELOW_PERCENT * self.total()
    }

    /// The neighbourhoods whose teams it would deal with: those with [`TEAM_FROM_PERCENT`] of its patients or more, in order.
    #[must_use]
    pub fn teams(&self) -> Vec<ZoneIx> {
        let least = TEAM_FROM_PERCENT * self.total();
        let has_enough = |patients: u64| patients > 0 && 100 * patients >= least;
        zones(&self.by_zone).filter(|(_, patients)| has_enough(*patients)).map(|(zone, _)| zone).collect()
    }

    fn most(&self) -> u64 {
        self.by_zone.iter().copied().max().unwrap_or(0)
    }
}

impl NetworkAlignment {
    /// In how many neighbourhoods it has a practice.
    #[must_use]
    pub fn neighbourhoods(&self) -> usize {
        self.parts.len()
    }

    /// List sizes of all its practices here added up; none when one is not known.
    #[must_use]
    pub fn list_size(&self) -> Option<u64> {
        self.parts.iter().map(|part| part.list_size).sum()
    }

    /// The neighbourhood with most of its list size, of equals the first; none when it has no part, or a list is not known.
    #[must_use]
    pub fn modal(&self) -> Option<NetworkPart> {
        self.list_size()?;
        self.parts.iter().copied().min_by_key(|part| (Reverse(part.list_size), part.zone))
    }

    /// The share of its list size in the modal neighbourhood; none when no list size is known.
    #[must_use]
    pub fn modal_share(&self) -> Option<f64> {
        share(self.modal()?.list_size?, self.list_size()?)
    }
}

fn zones(by_zone: &[u64]) -> impl Iterator<Item = (ZoneIx, u64)> {
    (0u32..).zip(by_zone).map(|(owner, patients)| (ZoneIx::from_owner(owner), *patients))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(by_zone: &[u64], outside: u64) -> PracticeSplit {
        PracticeSplit { by_zone: by_zone.to_vec(), outside, unknown: 7 }
    }

    fn slots(zones: &[ZoneIx]) -> Vec<usize> {
        zones.iter().map(|zone| zone.slot()).collect()
    }

    #[test]
    fn four_fifths_in_one_neighbourhood_is_not_split_and_one_patient_less_is() {
        assert!(!split(&[800, 100], 100).is_split());
        assert!(split(&[799, 101], 100).is_split());
        assert!(split(&[0, 0], 10).is_split(), "no neighbourhood has any of them");
        assert!(!split(&[0, 0], 0).is_split());
    }

    #[test]
    fn equal_classes_are_counted_as_what_they_are_and_outside_is_one_of_them() {
        let spread = split(&[50, 50], 50);
        assert_eq!((spread.total(), spread.effective_number()), (150, Some(3.0)));
        assert_eq!(spread.largest().map(ZoneIx::slot), Some(0), "of equals the first");
        assert_eq!(
            (split(&[0, 9], 0).effective_number(), split(&[0, 0], 0).effective_number()),
            (Some(1.0), None)
        );
    }

    #[test]
    fn a_team_needs_one_patient_in_twenty_and_the_unknown_are_of_no_total() {
        assert_eq!(slots(&split(&[50, 949, 0], 1).teams()), [0, 1]);
        assert_eq!(slots(&split(&[49, 950, 0], 1).teams()), [1]);
        assert!(split(&[0, 0], 0).teams().is_empty());
    }

    #[test]
    fn a_network_of_equal_halves_belongs_to_the_first() {
        let part = |owner, list_size: Option<u64>| NetworkPart {
            zone: ZoneIx::from_owner(owner),
            practices: 1,
            list_size,
        };
        let network = Network { code: "U00001".parse().unwrap(), name: "Toy South".into() };
        let halves = NetworkAlignment {
            network: network.clone(),
            parts: vec![part(1, Some(500)), part(2, Some(500))],
        };
        assert_eq!((halves.modal().map(|part| part.zone.slot()), halves.modal_share()), (Some(1), Some(0.5)));
        let unknown = NetworkAlignment { network, parts: vec![part(3, Some(0)), part(4, None)] };
        assert_eq!((unknown.modal().map(|part| part.zone.slot()), unknown.modal_share()), (None, None));
    }
}
