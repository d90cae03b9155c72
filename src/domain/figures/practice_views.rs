//! The three views of where a practice belongs: its site, its patients, its network. They may disagree, and it is said.

use std::collections::BTreeMap;

use super::splits::PracticeSplit;
use crate::domain::boundaries::division::Division;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::ground::Ground;
use crate::domain::ground::footprint::known_sum;
use crate::domain::ground::practices::PracticeIx;

/// Where most of a practice's patients live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatientsView {
    /// The neighbourhood most of them live in; of equals, the first.
    pub zone: ZoneIx,
    /// Patients living there.
    pub patients: u64,
    /// All its patients whose area is known, those outside among them: what the share is of.
    pub of: u64,
}

/// Why the network does not place a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNetworkView {
    /// It belongs to no network.
    NoNetwork,
    /// No other practice of its network is here.
    AloneHere,
    /// The list size of another practice of its network here is not known.
    ListsUnknown,
}

/// The neighbourhood most of a practice's registered patients live in. None without registrations, or when all live elsewhere.
#[must_use]
pub fn patients_view(ground: &Ground, division: &Division, practice: PracticeIx) -> Option<PatientsView> {
    let registrations = ground.registrations.as_ref()?;
    let rows = division.closures().registrations(registrations, practice);
    let split = PracticeSplit::count(rows, division.roster().len(), division.partition()?);
    let zone = split.largest()?;
    Some(PatientsView { zone, patients: split.by_zone[zone.slot()], of: split.total() })
}

/// The neighbourhood with most registered patients (by list size) among the other practices of its network here.
///
/// # Errors
/// [`NoNetworkView`] when there is no network, or no other practice of it here.
pub fn network_view(
    ground: &Ground,
    division: &Division,
    practice: PracticeIx,
) -> Result<ZoneIx, NoNetworkView> {
    let network = ground.practices.practice(practice).network_code().ok_or(NoNetworkView::NoNetwork)?;
    let mut by_zone = BTreeMap::<ZoneIx, Option<u64>>::new();
    for (other, row) in ground.practices.iter() {
        if let Some(zone) =
            division.home(other).filter(|_| other != practice && row.network_code() == Some(network))
        {
            let sum = by_zone.entry(zone).or_insert(Some(0));
            *sum = known_sum(*sum, division.closures().list_size(&ground.practices, other));
        }
    }
    if by_zone.values().any(Option::is_none) {
        return Err(NoNetworkView::ListsUnknown);
    }
    let most = by_zone.into_iter().min_by_key(|(zone, patients)| (std::cmp::Reverse(*patients), *zone));
    most.map(|(zone, _)| zone).ok_or(NoNetworkView::AloneHere)
}

impl NoNetworkView {
    /// In words, for answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoNetwork => "the practice belongs to no primary care network",
            Self::ListsUnknown => "the list size of a practice of its network is not published",
            Self::AloneHere => "no other practice of its network is in the study area",
        }
    }
}
