//! Every neighbourhood of a draft beside the others and the whole study area, counted once for all of them.

use serde::Serialize;

use super::growth::Growth;
use super::people::People;
use super::stands_out::Compared;
use crate::county::Loaded;
use crate::county::policy::{Policy, RuledFigure};
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::figures::access::Access;
use crate::domain::figures::flows::{FlowMatrix, From, To};
use crate::domain::figures::share::share;
use crate::domain::ground::geography::AreaIx;
use crate::planning::terms::called;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::ranges::{self, FigureRange};
use crate::planning::terms::verdict::{Finding, findings_of};
use crate::planning::terms::vintages::Vintages;

/// Why the growth of all lists has a range.
const EVERY_MERGER: &str =
    "without and with the patients of practices that closed and whose successor is inferred";

/// How a neighbourhood stands by one policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneVerdict<'a> {
    /// The policy's id.
    pub policy: &'a str,
    /// Its version.
    pub version: u32,
    /// What people call it.
    pub title: &'a str,
    /// Whether every rule holds here.
    pub met: bool,
    /// Every rule.
    pub findings: Vec<Finding<'a>>,
}

/// What every neighbourhood of a draft is like beside the others: counted once for all of them.
pub(super) struct AllNeighbourhoods<'a> {
    pub(super) people: Option<Vec<People<'a>>>,
    pub(super) everywhere: Option<People<'a>>,
    pub(super) access: Option<Access>,
    pub(super) lists: Vec<Option<Growth>>,
    pub(super) lists_everywhere: Option<Growth>,
    pub(super) ranges: Vec<FigureRange<'a>>,
    vintages: Vintages,
}

impl<'a> AllNeighbourhoods<'a> {
    pub(super) fn of(atlas: &'a Atlas, draft: &'a Draft) -> Self {
        let (ground, division) = (&atlas.ground, &draft.division);
        let zones = division.roster().len();
        let vintages = Vintages::of_data(atlas);
        let people = division.partition().map(|partition| {
            let mut by_zone = vec![Vec::new(); zones];
            for (ix, _) in ground.geography.areas() {
                by_zone[partition.zone(ix).slot()].push(ix);
            }
            by_zone.iter().map(|areas| People::of(ground, areas)).collect()
        });
        let all: Vec<AreaIx> = ground.geography.areas().map(|(ix, _)| ix).collect();
        let access = division.side().map(|side| Access::of(ground.nearest_practices(), side));
        let figures = draft.figures.as_ref();
        let flows = figures.and_then(|figures| figures.flows.as_ref());
        let ranges = ranges::of_draft(atlas, draft);
        let mut inferred = 0;
        let lists: Vec<Option<Growth>> = division
            .roster()
            .iter()
            .map(|(zone, named)| {
                let registered = flows?.registered(To::Zone(zone));
                let range = ranges.iter().find(|range| {
                    range.neighbourhood.id == named.id.as_str()
                        && range.figure == RuledFigure::RegisteredByPractice
                });
                let least = range.and_then(|range| range.least.count()).unwrap_or(registered);
                inferred += registered - least;
                let reason = range.map_or("", |range| range.reason.as_str());
                let list_size = figures?.footprints[zone.slot()].list_size;
                Growth::of([least, registered], list_size, reason, &vintages)
            })
            .collect();
        let registered = flows.map(|flows| {
            division.roster().iter().map(|(zone, _)| flows.registered(To::Zone(zone))).sum::<u64>()
        });
        Self {
            people,
            everywhere: division.partition().map(|_| People::of(ground, &all)),
            access,
            lists,
            lists_everywhere: registered.and_then(|all| {
                Growth::of([all - inferred, all], figures?.total().list_size, EVERY_MERGER, &vintages)
            }),
            ranges,
            vintages,
        }
    }

    /// The ranges of one neighbourhood's figures.
    pub(super) fn ranges_of(&self, id: &str) -> Vec<FigureRange<'a>> {
        self.ranges.iter().filter(|range| range.neighbourhood.id == id).cloned().collect()
    }

    /// How one neighbourhood stands by every policy there is.
    pub(super) fn verdicts(
        &self,
        loaded: &'a Loaded,
        draft: &'a Draft,
        zone: ZoneIx,
    ) -> Vec<ZoneVerdict<'a>> {
        let roster = draft.division.roster();
        let (named, called) = (roster.neighbourhood(zone).into(), called::neighbourhood(roster, zone));
        let figures = ZoneFigures::of_draft(&loaded.atlas.ground, draft, zone);
        let verdict = |policy: &'a Policy| {
            let findings = findings_of(policy, &self.vintages, &self.ranges, (&named, &called), &figures);
            let met = findings.iter().all(|finding| finding.met == Some(true));
            ZoneVerdict { policy: &policy.id, version: policy.version, title: &policy.title, met, findings }
        };
        loaded.policies.all().iter().map(verdict).collect()
    }

    /// What is compared of one neighbourhood.
    pub(super) fn compared(&self, zone: ZoneIx, flows: Option<&FlowMatrix>) -> Compared<'_> {
        Compared {
            people: self.people.as_ref().map(|people| &people[zone.slot()]),
            access: self.access.as_ref().map(|access| &access.zones[zone.slot()]),
            self_containment: flows.and_then(|flows| flows.self_containment(zone)),
            growth: self.lists[zone.slot()].as_ref(),
        }
    }

    /// The same of the study area.
    pub(super) fn compared_everywhere(&self, draft: &Draft, flows: Option<&FlowMatrix>) -> Compared<'_> {
        let at_home = flows.and_then(|flows| {
            let living = draft.division.roster().iter().map(|(zone, _)| flows.living(From::Zone(zone)));
            share(flows.cross_border().at_home, living.sum())
        });
        Compared {
            people: self.everywhere.as_ref(),
            access: self.access.as_ref().map(|access| &access.county),
            self_containment: at_home,
            growth: self.lists_everywhere.as_ref(),
        }
    }
}
