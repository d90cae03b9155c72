//! What a planner will be asked about a plan, as a list to step through: what is wrong or odd, in words, and where to look.
//!
//! An issue is of the plan after the changes; `new` says whether the base has it not. Nothing here is decided anew: every
//! issue is a figure of the answer beyond a limit that the metric's definition names.

use std::collections::BTreeSet;

use serde::Serialize;

use super::evaluate::WhatIf;
use super::side_facts::SideFacts;
use super::summary::{grouped, percent};
use crate::domain::boundaries::contiguity::pieces_of;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::figures::equity::{self, AreaCoverage};
use crate::domain::figures::plurality::Leaning;
use crate::domain::figures::share::share;
use crate::domain::figures::splits::{NetworkAlignment, PracticeSplit};
use crate::domain::geometry::coverage::GeoBox;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::domain::ground::practices::PracticeIx;
use crate::planning::resolve::resolution::Coded;
use crate::planning::terms::provenance::Named;

/// Half the width and height of the box around a practice, in degrees: about half a kilometre each way.
const AROUND_PRACTICE: [f64; 2] = [0.007, 0.0045];

/// How much an issue weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A rule of the policy does not hold.
    Breach,
    /// Most plans avoid it.
    Warning,
    /// To be known and explained.
    Note,
}

/// What kind of issue it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after what they are")]
pub enum IssueKind {
    PolicyBreach,
    InPieces,
    NoPractice,
    HiddenPocket,
    SplitNetwork,
    SplitPractice,
    Enclave,
    PatientsElsewhere,
    SplitArea,
    CoverageFlag,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issue<'a> {
    /// What kind.
    pub kind: IssueKind,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether the changes bring it: the base has it not.
    pub new: bool,
    /// In words.
    pub text: String,
    /// The neighbourhood it is about.
    pub neighbourhood: Option<Named<'a>>,
    /// The area it is about.
    pub area: Option<Coded<'a>>,
    /// The practice it is about.
    pub practice: Option<OdsCode>,
    /// The network it is about.
    pub network: Option<OdsCode>,
    /// Where to look: west, south, east, north in degrees; null where it has no place.
    pub bbox: Option<GeoBox>,
}

/// What tells two issues of one kind apart.
type Key = (IssueKind, Option<String>, Option<GssCode>, Option<OdsCode>);

impl WhatIf<'_> {
    /// Every issue of the plan after the changes, the weightiest first.
    pub(super) fn issues<'a>(&'a self, before: &SideFacts<'a>, after: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let known: BTreeSet<Key> = self.issues_of(before).iter().map(Issue::key).collect();
        let mut issues = self.issues_of(after);
        for issue in &mut issues {
            issue.new = !known.contains(&issue.key());
        }
        issues.sort_by_key(|issue| (issue.severity, issue.kind, !issue.new));
        issues
    }

    fn issues_of<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let mut issues = self.breaches(facts);
        issues.extend(self.of_neighbourhoods(facts));
        issues.extend(facts.pockets.iter().map(|pocket| self.pocket(facts, pocket)));
        issues.extend(facts.networks.iter().filter_map(|network| self.split_network(facts, network)));
        let splits = facts.splits.iter().flatten().filter(|(_, split)| split.is_split());
        issues.extend(splits.map(|(practice, split)| self.split_practice(facts, *practice, split)));
        issues.extend(facts.holes.iter().map(|hole| {
            let (inner, outer) = (facts.named(hole.inner), facts.named(hole.outer));
            let text = format!("{} lies wholly inside {}.", inner.name, outer.name);
            let bbox = self.box_of_zone(facts, hole.inner);
            Issue { neighbourhood: Some(inner), bbox, ..Issue::new(IssueKind::Enclave, Severity::Note, text) }
        }));
        issues.extend(facts.leanings.iter().flatten().map(|leaning| self.leaning(facts, leaning)));
        issues.extend(self.split_areas());
        let flagged = equity::coverage(&self.atlas.ground).into_iter().flatten();
        issues.extend(flagged.filter(AreaCoverage::is_flagged).map(|area| self.coverage_flag(&area)));
        issues
    }

    fn breaches<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let Some(policy) = self.request.policy else { return Vec::new() };
        let verdict = policy.judge(facts.zones());
        let issue = |finding: &crate::planning::terms::policies::Finding<'a>| {
            let zone = facts.zone(finding.neighbourhood.id);
            let text = format!("{}: {}.", finding.neighbourhood.name, finding.in_words(&policy.title));
            Issue {
                neighbourhood: Some(finding.neighbourhood.clone()),
                bbox: zone.and_then(|zone| self.box_of_zone(facts, zone)),
                ..Issue::new(IssueKind::PolicyBreach, Severity::Breach, text)
            }
        };
        verdict.breaches().map(issue).collect()
    }

    fn of_neighbourhoods<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let mut issues = Vec::new();
        for (zone, neighbourhood) in facts.side.roster.iter() {
            let of = |kind, text, bbox| Issue {
                neighbourhood: Some(neighbourhood.into()),
                bbox,
                ..Issue::new(kind, Severity::Warning, text)
            };
            let name = &neighbourhood.name;
            let pieces = facts.figures.pieces[zone.slot()];
            if pieces > 1 {
                let small = pieces_of(&self.atlas.ground, facts.side.partition, zone).into_iter().skip(1);
                let text = format!("{name} is in {pieces} pieces that do not touch.");
                issues.push(of(IssueKind::InPieces, text, self.atlas.ground.box_of(small.flatten())));
            }
            if facts.figures.footprints[zone.slot()].practices == 0 {
                let text = format!("{name} has no practice.");
                issues.push(of(IssueKind::NoPractice, text, self.box_of_zone(facts, zone)));
            }
        }
        issues
    }

    fn pocket<'a>(&'a self, facts: &SideFacts<'a>, pocket: &equity::HiddenPocket) -> Issue<'a> {
        let (area, named) = (self.coded(pocket.area), facts.named(pocket.zone));
        let text = format!(
            "{} ({} residents) is among the most deprived fifth of England; the average of {} does not show it.",
            area.name.unwrap_or_default(),
            grouped(pocket.residents),
            named.name
        );
        self.of_area(IssueKind::HiddenPocket, Severity::Warning, text, pocket.area, Some(named))
    }

    fn split_network<'a>(&'a self, facts: &SideFacts<'a>, network: &NetworkAlignment) -> Option<Issue<'a>> {
        if network.neighbourhoods() < 2 {
            return None;
        }
        let names: Vec<&str> = network.parts.iter().map(|part| facts.named(part.zone).name).collect();
        let text =
            format!("The network {} has practices in {}.", network.network.name, names.join(" and in "));
        let members = self.atlas.ground.practices.iter().filter(|(ix, practice)| {
            practice.network_code() == Some(network.network.code) && facts.side.homes[ix.slot()].is_some()
        });
        let bbox = members
            .map(|(ix, _)| self.box_of_practice(ix))
            .fold(None, crate::domain::geometry::coverage::union);
        let issue = Issue::new(IssueKind::SplitNetwork, Severity::Warning, text);
        Some(Issue { network: Some(network.network.code), bbox, ..issue })
    }

    fn split_practice<'a>(
        &'a self,
        facts: &SideFacts<'a>,
        ix: PracticeIx,
        split: &PracticeSplit,
    ) -> Issue<'a> {
        let practice = self.atlas.ground.practices.practice(ix);
        let teams: Vec<&str> = split.teams().into_iter().map(|zone| facts.named(zone).name).collect();
        let most = split.largest().map_or(0, |zone| split.by_zone[zone.slot()]);
        let text = format!(
            "{} ({}) would deal with {} neighbourhoods: {}; {} % of its patients live in the largest.",
            practice.name,
            practice.code,
            teams.len(),
            teams.join(", "),
            percent(most, split.total()),
        );
        Issue {
            neighbourhood: facts.side.homes[ix.slot()].map(|zone| facts.named(zone)),
            practice: Some(practice.code),
            bbox: self.box_of_practice(ix),
            ..Issue::new(IssueKind::SplitPractice, Severity::Note, text)
        }
    }

    fn leaning<'a>(&'a self, facts: &SideFacts<'a>, leaning: &Leaning) -> Issue<'a> {
        let (area, towards) = (self.coded(leaning.area), facts.named(leaning.towards));
        let home = facts.named(facts.side.partition.zone(leaning.area));
        let text = format!(
            "{} is in {}, where {} % of its patients are registered; {} % are registered in {}.",
            area.name.unwrap_or_default(),
            home.name,
            percent(leaning.at_home, leaning.of),
            percent(leaning.patients, leaning.of),
            towards.name
        );
        self.of_area(IssueKind::PatientsElsewhere, Severity::Note, text, leaning.area, Some(home))
    }

    /// Areas that the base's drawn border splits; the changes move whole areas.
    fn split_areas(&self) -> Vec<Issue<'_>> {
        let roster = self.draft.division.roster();
        let issue = |split: &crate::domain::boundaries::allocate::SplitArea| {
            let all: u32 = split.postcodes.iter().map(|(_, postcodes)| postcodes).sum();
            let shares: Vec<String> = split
                .postcodes
                .iter()
                .map(|(zone, postcodes)| {
                    let percent = percent((*postcodes).into(), all.into());
                    format!("{percent} % in {}", roster.neighbourhood(*zone).name)
                })
                .collect();
            let name = self.coded(split.area).name.unwrap_or_default();
            let text = format!("The drawn border splits {name}: of its postcodes {}.", shares.join(", "));
            self.of_area(IssueKind::SplitArea, Severity::Note, text, split.area, None)
        };
        self.draft.division.split_areas().iter().map(issue).collect()
    }

    fn coverage_flag(&self, coverage: &AreaCoverage) -> Issue<'_> {
        let ratio = share(coverage.registered, coverage.residents).unwrap_or(0.0);
        let text = format!(
            "{} has {} registered patients for {} residents ({ratio:.2}): its figures are to be read with care.",
            self.coded(coverage.area).name.unwrap_or_default(),
            grouped(coverage.registered),
            grouped(coverage.residents),
        );
        self.of_area(IssueKind::CoverageFlag, Severity::Note, text, coverage.area, None)
    }

    fn of_area<'a>(
        &'a self,
        kind: IssueKind,
        severity: Severity,
        text: String,
        area: crate::domain::ground::geography::AreaIx,
        neighbourhood: Option<Named<'a>>,
    ) -> Issue<'a> {
        let bbox = self.atlas.ground.box_of([area]);
        Issue { area: Some(self.coded(area)), neighbourhood, bbox, ..Issue::new(kind, severity, text) }
    }

    fn coded(&self, area: crate::domain::ground::geography::AreaIx) -> Coded<'_> {
        let area = self.atlas.ground.geography.area(area);
        Coded { code: area.code, name: Some(&area.name) }
    }

    fn box_of_zone(&self, facts: &SideFacts<'_>, zone: ZoneIx) -> Option<GeoBox> {
        let areas = self.atlas.ground.geography.areas().map(|(ix, _)| ix);
        self.atlas.ground.box_of(areas.filter(|ix| facts.side.partition.zone(*ix) == zone))
    }

    fn box_of_practice(&self, practice: PracticeIx) -> Option<GeoBox> {
        let at = self.atlas.ground.practices.practice(practice).site?.lon_lat;
        let (lon, lat) = (at.longitude_deg(), at.latitude_deg());
        let [across, up] = AROUND_PRACTICE;
        Some([lon - across, lat - up, lon + across, lat + up])
    }
}

impl Issue<'_> {
    fn new(kind: IssueKind, severity: Severity, text: String) -> Self {
        Self {
            kind,
            severity,
            new: false,
            text,
            neighbourhood: None,
            area: None,
            practice: None,
            network: None,
            bbox: None,
        }
    }

    fn key(&self) -> Key {
        let neighbourhood = self.neighbourhood.as_ref().map(|named| named.id.to_owned());
        (self.kind, neighbourhood, self.area.as_ref().map(|area| area.code), self.practice.or(self.network))
    }
}
