//! Both sides of a what-if, before and after, and what several parts of the answer need of each: computed once.

use serde::Serialize;

use crate::county::policy::Policy;
use crate::domain::boundaries::partition::{Roster, ZoneIx};
use crate::domain::boundaries::side::Side;
use crate::domain::figures::compactness::{Hole, holes};
use crate::domain::figures::coterminosity::Coterminosity;
use crate::domain::figures::counting::Figures;
use crate::domain::figures::equity::{self, Equity, HiddenPocket};
use crate::domain::figures::plurality::{Leaning, leanings};
use crate::domain::figures::splits::{NetworkAlignment, PracticeSplit, network_alignments, practice_splits};
use crate::domain::figures::uncounted::{Uncounted, uncounted};
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::practices::PracticeIx;
use crate::planning::terms::called;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::provenance::Named;
use crate::planning::terms::ranges::FigureRange;
use crate::planning::terms::verdict::Verdict;
use crate::planning::terms::vintages::Vintages;

/// Something before and after; null on the side where it is not there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sides<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}

/// A side and its facts; lists by neighbourhood are in the roster's order.
pub(super) struct SideFacts<'a> {
    pub(super) side: Side<'a>,
    pub(super) figures: &'a Figures,
    pub(super) equities: Vec<Equity>,
    pub(super) pockets: Vec<HiddenPocket>,
    pub(super) districts: Coterminosity,
    pub(super) networks: Vec<NetworkAlignment>,
    pub(super) holes: Vec<Hole>,
    /// In order of code; none without registrations, as the next.
    pub(super) splits: Option<Vec<(PracticeIx, PracticeSplit)>>,
    pub(super) leanings: Option<Vec<Leaning>>,
    pub(super) uncounted: Option<Vec<Uncounted>>,
    pub(super) ranges: Vec<FigureRange<'a>>,
    /// By the policy asked for.
    pub(super) verdict: Option<Verdict<'a>>,
}

impl<'a> SideFacts<'a> {
    /// Of a side and its ranges.
    pub(super) fn of(
        ground: &Ground,
        side: Side<'a>,
        figures: &'a Figures,
        ranges: Vec<FigureRange<'a>>,
    ) -> Self {
        let (zones, partition) = (side.roster.len(), side.partition);
        let equities = equity::count(ground, zones, partition);
        let district_of = |area| ground.geography.area(area).district;
        Self {
            side,
            figures,
            pockets: equity::hidden_pockets(ground, partition, &equities),
            equities,
            districts: Coterminosity::compare(ground, zones, |area| partition.zone(area), district_of),
            networks: network_alignments(ground, side),
            holes: holes(&ground.areas, |owner| partition.zone_of_owner(owner)),
            splits: practice_splits(ground, side),
            leanings: leanings(ground, side),
            uncounted: uncounted(ground, side),
            ranges,
            verdict: None,
        }
    }

    /// The same, judged.
    pub(super) fn judged(self, policy: Option<&'a Policy>, vintages: &Vintages) -> Self {
        let verdict = policy.map(|policy| Verdict::of(policy, vintages, &self.ranges, self.zones()));
        Self { verdict, ..self }
    }

    /// A neighbourhood by id and name.
    pub(super) fn named(&self, zone: ZoneIx) -> Named<'a> {
        self.side.roster.neighbourhood(zone).into()
    }

    /// What a neighbourhood is called in a sentence.
    pub(super) fn called(&self, zone: ZoneIx) -> String {
        called::neighbourhood(self.side.roster, zone)
    }

    /// The same of one that is known by id and name.
    pub(super) fn called_by(&self, named: &Named<'_>) -> String {
        self.zone(named.id).map_or_else(|| named.name.to_owned(), |zone| self.called(zone))
    }

    /// The slot of an id that this side's roster has given out.
    pub(super) fn zone(&self, id: &str) -> Option<ZoneIx> {
        self.side.roster.iter().find(|(_, known)| known.id.as_str() == id).map(|(zone, _)| zone)
    }

    /// Every neighbourhood with its figures.
    pub(super) fn zones(&self) -> impl Iterator<Item = (Named<'a>, ZoneFigures)> {
        let roster: &'a Roster = self.side.roster;
        roster.iter().map(|(zone, named)| (named.into(), ZoneFigures::of(self.figures, zone)))
    }

    /// How a practice's patients are spread; none when it counts in no neighbourhood, or without registrations.
    pub(super) fn split(&self, practice: PracticeIx) -> Option<&PracticeSplit> {
        let splits = self.splits.as_ref()?;
        let place = splits.binary_search_by_key(&practice, |(known, _)| *known).ok()?;
        Some(&splits[place].1)
    }

    /// How a network's practices are spread; none when none of them counts here.
    pub(super) fn network(&self, code: OdsCode) -> Option<&NetworkAlignment> {
        self.networks.iter().find(|known| known.network.code == code)
    }
}
