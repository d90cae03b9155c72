//! Issues of single areas: hidden pockets, patients who are registered elsewhere, split areas, counts that do not fit.

use super::issue::{Issue, IssueKind, Severity};
use crate::county::policy::Amount;
use crate::domain::boundaries::allocate::SplitArea;
use crate::domain::figures::equity::{
    AreaCoverage, HiddenPocket, LEAST_COVERAGE_PERCENT, MOST_COVERAGE_PERCENT,
};
use crate::domain::figures::flows::To;
use crate::domain::figures::plurality::Leaning;
use crate::domain::figures::share::share;
use crate::domain::ground::geography::AreaIx;
use crate::planning::terms::called;
use crate::planning::terms::coded::Coded;
use crate::planning::terms::provenance::Named;
use crate::planning::terms::words::{counted, grouped, names, percent, percent_beside};
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::sides::SideFacts;

impl WhatIf<'_> {
    pub(super) fn pocket<'a>(&'a self, facts: &SideFacts<'a>, pocket: &HiddenPocket) -> Issue<'a> {
        let text = format!(
            "{} ({}) is among the most deprived fifth of England; the average of {} does not show it.",
            self.called(pocket.area),
            counted(pocket.residents, "resident", "residents"),
            facts.called(pocket.zone)
        );
        let named = Some(facts.named(pocket.zone));
        self.of_area(IssueKind::HiddenPocket, Severity::Warning, text, pocket.area, named)
            .with([("residents", Amount::Count(pocket.residents))])
    }

    pub(super) fn leaning<'a>(&'a self, facts: &SideFacts<'a>, leaning: &Leaning) -> Issue<'a> {
        let home = facts.side.partition.zone(leaning.area);
        let (kind, there) = match leaning.towards {
            To::Zone(zone) => (IssueKind::PatientsElsewhere, format!("in {}", facts.called(zone))),
            To::Outside => (IssueKind::PatientsOutside, format!("outside {}", self.atlas.title)),
        };
        let text = format!(
            "{} is in {}, where {} of its patients are registered; {} are registered {there}.",
            self.called(leaning.area),
            facts.called(home),
            percent(leaning.at_home, leaning.of),
            percent(leaning.patients, leaning.of),
        );
        let [at_home, most] =
            [leaning.at_home, leaning.patients].map(|part| share(part, leaning.of).unwrap_or(0.0));
        self.of_area(kind, Severity::Note, text, leaning.area, Some(facts.named(home)))
            .with([("share_at_home", Amount::Share(at_home)), ("share_there", Amount::Share(most))])
            .measured(most - at_home)
    }

    /// Areas that the base's drawn border splits, but for those that changes have moved, which are moved whole.
    pub(super) fn split_areas<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let base = self.side_before();
        let stays = |area: AreaIx| {
            let was = &base.roster.neighbourhood(base.partition.zone(area)).id;
            facts.side.roster.neighbourhood(facts.side.partition.zone(area)).id == *was
        };
        let split = self.draft.division.split_areas().iter().filter(|split| stays(split.area));
        split.map(|split| self.split_area(facts, split)).collect()
    }

    fn split_area<'a>(&'a self, facts: &SideFacts<'a>, split: &SplitArea) -> Issue<'a> {
        let base = self.side_before();
        let all: u64 = split.postcodes.iter().map(|(_, postcodes)| u64::from(*postcodes)).sum();
        let own = base.partition.zone(split.area);
        let there = split.postcodes.iter().find(|(zone, _)| *zone == own);
        let there = there.map_or(0, |(_, postcodes)| u64::from(*postcodes));
        let others = split.postcodes.iter().map(|(zone, _)| *zone).filter(|zone| *zone != own);
        let others: Vec<String> = others.map(|zone| called::neighbourhood(base.roster, zone)).collect();
        let counted_in = facts.side.partition.zone(split.area);
        let text = format!(
            "The drawn border splits {}: {} of its {} ({}) {} in {}, where its people are counted; the others are in {}.",
            self.called(split.area),
            grouped(there),
            counted(all, "postcode", "postcodes"),
            percent(there, all),
            if there == 1 { "is" } else { "are" },
            facts.called(counted_in),
            names(&others),
        );
        let named = Some(facts.named(counted_in));
        self.of_area(IssueKind::SplitArea, Severity::Note, text, split.area, named)
            .with([
                ("postcodes", Amount::Count(all)),
                ("postcodes_there", Amount::Count(there)),
                ("share_there", Amount::Share(share(there, all).unwrap_or(0.0))),
                ("neighbourhoods", Amount::Count(split.postcodes.len() as u64)),
            ])
            .measured(share(all - there, all).unwrap_or(0.0))
    }

    pub(super) fn coverage_flag(&self, coverage: &AreaCoverage) -> Issue<'_> {
        let (registered, residents) = (coverage.registered, coverage.residents);
        let is_under = 100 * registered < LEAST_COVERAGE_PERCENT * residents;
        let limit = if is_under { LEAST_COVERAGE_PERCENT } else { MOST_COVERAGE_PERCENT };
        let text = format!(
            "{} has {} for {} ({}): its figures are to be read with care.",
            self.called(coverage.area),
            counted(registered, "registered patient", "registered patients"),
            counted(residents, "resident", "residents"),
            percent_beside(registered, residents, limit),
        );
        self.of_area(IssueKind::CoverageFlag, Severity::Note, text, coverage.area, None).with([
            ("registered", Amount::Count(registered)),
            ("residents", Amount::Count(residents)),
            ("ratio", Amount::Share(coverage.ratio().unwrap_or(0.0))),
        ])
    }

    fn of_area<'a>(
        &'a self,
        kind: IssueKind,
        severity: Severity,
        text: String,
        ix: AreaIx,
        neighbourhood: Option<Named<'a>>,
    ) -> Issue<'a> {
        let bbox = self.atlas.ground.box_of([ix]);
        let area = self.atlas.ground.geography.area(ix);
        let area = Some(Coded { code: area.code, name: Some(&area.name) });
        Issue { neighbourhood, area, bbox, ..Issue::new(kind, severity, text) }
    }

    fn called(&self, area: AreaIx) -> String {
        called::area(self.atlas.ground.geography.area(area))
    }
}
