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
use crate::planning::terms::words::{counted, names, percent, percent_beside};
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

    /// Areas that the base's drawn border splits; the changes move whole areas.
    pub(super) fn split_areas(&self) -> Vec<Issue<'_>> {
        let roster = self.draft.division.roster();
        let issue = |split: &SplitArea| {
            let all: u32 = split.postcodes.iter().map(|(_, postcodes)| postcodes).sum();
            let part = |(zone, postcodes): &(_, u32)| {
                let share = percent((*postcodes).into(), all.into());
                format!("{share} in {}", called::neighbourhood(roster, *zone))
            };
            let parts: Vec<String> = split.postcodes.iter().map(part).collect();
            let name = self.called(split.area);
            let text = format!("The drawn border splits {name}: of its postcodes {}.", names(&parts));
            self.of_area(IssueKind::SplitArea, Severity::Note, text, split.area, None)
        };
        self.draft.division.split_areas().iter().map(issue).collect()
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
