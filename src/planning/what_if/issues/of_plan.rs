//! The issues of a plan, and those of neighbourhoods as wholes: policies, pieces, names.
//!
//! Nothing here is decided anew: every issue is a figure of the answer beyond a limit that the metric's definition names.

use super::issue::{Issue, IssueKind, Severity};
use super::state::compared;
use crate::county::policy::Amount;
use crate::domain::boundaries::contiguity::pieces_of;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::figures::equity::{self, AreaCoverage};
use crate::domain::geometry::coverage::GeoBox;
use crate::planning::terms::verdict::Finding;
use crate::planning::terms::words::{counted, names};
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::changes::Note;
use crate::planning::what_if::sides::SideFacts;

impl WhatIf<'_> {
    /// Every issue of the plan after the changes, the weightiest first, then those that the changes mend; with what is to be known of
    /// acceptances.
    pub(in crate::planning::what_if) fn issues<'a>(
        &'a self,
        before: &SideFacts<'a>,
        after: &SideFacts<'a>,
    ) -> (Vec<Issue<'a>>, Vec<Note>) {
        let mut issues = compared(self.issues_of(before), self.issues_of(after));
        for issue in &mut issues {
            issue.id = issue.known_by(self.policy.map(|policy| policy.id.as_str()));
        }
        let notes = self.accept(&mut issues);
        (issues, notes)
    }

    fn issues_of<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let mut issues = self.of_policy(facts);
        issues.extend(self.of_neighbourhoods(facts));
        issues.extend(facts.uncounted.iter().flatten().map(|practice| self.uncounted(facts, practice)));
        issues.extend(facts.pockets.iter().map(|pocket| self.pocket(facts, pocket)));
        issues.extend(facts.networks.iter().filter_map(|network| self.split_network(facts, network)));
        let splits = facts.splits.iter().flatten().filter(|(_, split)| split.is_split());
        issues.extend(splits.map(|(practice, split)| self.split_practice(facts, *practice, split)));
        issues.extend(facts.holes.iter().map(|hole| {
            let text =
                format!("{} lies wholly inside {}.", facts.called(hole.inner), facts.called(hole.outer));
            let (inner, bbox) = (facts.named(hole.inner), self.box_of_zone(facts, hole.inner));
            Issue { neighbourhood: Some(inner), bbox, ..Issue::new(IssueKind::Enclave, Severity::Note, text) }
        }));
        issues.extend(facts.leanings.iter().flatten().map(|leaning| self.leaning(facts, leaning)));
        issues.extend(self.split_areas(facts));
        let flagged = equity::coverage(&self.atlas.ground).into_iter().flatten();
        issues.extend(flagged.filter(AreaCoverage::is_flagged).map(|area| self.coverage_flag(&area)));
        issues.extend(self.mergers(facts));
        issues
    }

    /// What the policy asked for finds: rules nobody can meet, rules that do not hold, those that depend on the date, and those
    /// of which it cannot be told.
    fn of_policy<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let Some(verdict) = &facts.verdict else { return Vec::new() };
        let impossible = verdict.impossible.iter().map(|found| {
            let text = format!("\"{}\" cannot be met: {}", verdict.title, found.text);
            let issue = Issue::new(IssueKind::PolicyImpossible, Severity::Breach, text);
            Issue { rule: Some(found.figure), ..issue }
                .with([
                    ("limit", Amount::Count(found.limit)),
                    ("neighbourhoods", Amount::Count(found.neighbourhoods)),
                    ("at_limit", Amount::Count(found.at_limit)),
                    ("all", Amount::Count(found.all)),
                ])
                .with_maybe("most_neighbourhoods", found.most_neighbourhoods)
        });
        let mut issues: Vec<Issue<'a>> = impossible.collect();
        for finding in verdict.breaches() {
            let named = facts.called_by(&finding.neighbourhood);
            let words = finding.in_words(verdict.title).expect("a rule that does not hold has a figure");
            let text = format!("{named}: {words}.");
            let issue = Issue::new(IssueKind::PolicyBreach, Severity::Breach, text);
            issues.push(self.of_finding(facts, finding, issue).measured(finding.beyond_limits()));
        }
        for (finding, text) in verdict.turns() {
            let issue = Issue::new(IssueKind::VerdictTurns, Severity::Note, text.to_owned());
            issues.push(self.of_finding(facts, finding, issue));
        }
        for (finding, text) in verdict.not_known() {
            let issue = Issue::new(IssueKind::VerdictNotKnown, Severity::Note, text.to_owned());
            issues.push(self.of_finding(facts, finding, issue));
        }
        issues
    }

    /// An issue with what it has of the neighbourhood and the figures of a finding.
    fn of_finding<'a>(
        &self,
        facts: &SideFacts<'a>,
        finding: &Finding<'a>,
        mut issue: Issue<'a>,
    ) -> Issue<'a> {
        let zone = facts.zone(finding.neighbourhood.id);
        issue.figures.extend(finding.value.map(|value| ("value", value)));
        issue.figures.extend(finding.rule.least.map(|least| ("least", least)));
        issue.figures.extend(finding.rule.most.map(|most| ("most", most)));
        issue.figures.extend(finding.of_another_date.as_ref().map(|other| ("of_another_date", other.value)));
        let ends =
            finding.range.as_ref().map(|range| [("range_least", range.least), ("range_most", range.most)]);
        issue.figures.extend(ends.into_iter().flatten());
        Issue {
            neighbourhood: zone.map(|zone| facts.named(zone)),
            bbox: zone.and_then(|zone| self.box_of_zone(facts, zone)),
            rule: Some(finding.rule.figure),
            ..issue
        }
    }

    fn of_neighbourhoods<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let mut issues = Vec::new();
        for (zone, neighbourhood) in facts.side.roster.iter() {
            let of = |kind, text, bbox| Issue {
                neighbourhood: Some(neighbourhood.into()),
                bbox,
                ..Issue::new(kind, Severity::Warning, text)
            };
            let name = facts.called(zone);
            let pieces = u64::from(facts.figures.pieces[zone.slot()]);
            if pieces > 1 {
                let small = pieces_of(&self.atlas.ground, facts.side.partition, zone).into_iter().skip(1);
                let text = format!("{name} is in {pieces} pieces that are not joined.");
                let bbox = self.atlas.ground.box_of(small.flatten());
                let figures = [("pieces", Amount::Count(pieces))];
                issues.push(
                    of(IssueKind::InPieces, text, bbox)
                        .with(figures)
                        .measured(Amount::Count(pieces).number()),
                );
            }
            if facts.figures.footprints[zone.slot()].practices == 0 {
                let text = format!("{name} has no practice.");
                issues.push(of(IssueKind::NoPractice, text, self.box_of_zone(facts, zone)));
            }
        }
        issues.extend(self.shared_names(facts));
        issues
    }

    /// Neighbourhoods that go by one name, told once for each name.
    fn shared_names<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let mut issues = Vec::new();
        for (zone, named) in facts.side.roster.iter() {
            let same: Vec<(ZoneIx, &str)> = facts
                .side
                .roster
                .iter()
                .filter(|(_, known)| known.name == named.name)
                .map(|(zone, known)| (zone, known.id.as_str()))
                .collect();
            if same.len() > 1 && same[0].0 == zone {
                let ids: Vec<&str> = same.iter().map(|(_, id)| *id).collect();
                let how_many = counted(ids.len() as u64, "neighbourhood is", "neighbourhoods are");
                let text = format!("{how_many} called {}: {}.", named.name, names(&ids));
                issues.push(
                    Issue {
                        neighbourhood: Some(named.into()),
                        bbox: self.box_of_zone(facts, zone),
                        ..Issue::new(IssueKind::SharedName, Severity::Warning, text)
                    }
                    .with([("neighbourhoods", Amount::Count(ids.len() as u64))]),
                );
            }
        }
        issues
    }

    fn box_of_zone(&self, facts: &SideFacts<'_>, zone: ZoneIx) -> Option<GeoBox> {
        let areas = self.atlas.ground.geography.areas().map(|(ix, _)| ix);
        self.atlas.ground.box_of(areas.filter(|ix| facts.side.partition.zone(*ix) == zone))
    }
}
