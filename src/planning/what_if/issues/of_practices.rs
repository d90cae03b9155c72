//! Issues of practices and networks: split ones, those that count nowhere and have patients, and inferred mergers.

use super::issue::{Issue, IssueKind, Severity};
use crate::county::policy::Amount;
use crate::domain::boundaries::closures::Successor;
use crate::domain::figures::splits::{NetworkAlignment, PracticeSplit, SPLIT_BELOW_PERCENT};
use crate::domain::figures::uncounted::Uncounted;
use crate::domain::geometry::coverage::{GeoBox, union};
use crate::domain::ground::practices::PracticeIx;
use crate::planning::terms::mergers;
use crate::planning::terms::words::{counted, names, percent_beside, percent_of};
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::sides::SideFacts;

/// Half the width and height of the box around a practice, in degrees: about half a kilometre each way.
const AROUND_PRACTICE: [f64; 2] = [0.007, 0.0045];

impl WhatIf<'_> {
    pub(super) fn split_network<'a>(
        &'a self,
        facts: &SideFacts<'a>,
        network: &NetworkAlignment,
    ) -> Option<Issue<'a>> {
        if network.neighbourhoods() < 2 {
            return None;
        }
        let zones: Vec<String> = network.parts.iter().map(|part| facts.called(part.zone)).collect();
        let text = format!("The network {} has practices in {}.", network.network.name, names(&zones));
        let members = self.atlas.ground.practices.iter().filter(|(ix, practice)| {
            practice.network_code() == Some(network.network.code) && facts.side.homes[ix.slot()].is_some()
        });
        let bbox = members.map(|(ix, _)| self.box_of_practice(ix)).fold(None, union);
        let issue = Issue::new(IssueKind::SplitNetwork, Severity::Warning, text);
        let apart = network.modal_share().map_or(0.0, |share| 1.0 - share);
        Some(Issue { network: Some(network.network.code), bbox, ..issue }.measured(apart))
    }

    pub(super) fn split_practice<'a>(
        &'a self,
        facts: &SideFacts<'a>,
        ix: PracticeIx,
        split: &PracticeSplit,
    ) -> Issue<'a> {
        let practice = self.atlas.ground.practices.practice(ix);
        let teams: Vec<String> = split.teams().into_iter().map(|zone| facts.called(zone)).collect();
        let most = split.largest().map_or(0, |zone| split.by_zone[zone.slot()]);
        let share = split.largest_share().unwrap_or(0.0);
        let how_many = counted(teams.len() as u64, "neighbourhood", "neighbourhoods");
        let dealing = if teams.is_empty() { how_many } else { format!("{how_many}: {}", names(&teams)) };
        let text = format!(
            "{} would deal with {dealing}; {} of its patients live in the one with most.",
            practice.called(),
            percent_beside(most, split.total(), SPLIT_BELOW_PERCENT),
        );
        Issue {
            neighbourhood: facts.side.homes[ix.slot()].map(|zone| facts.named(zone)),
            practice: Some(practice.code),
            bbox: self.box_of_practice(ix),
            ..Issue::new(IssueKind::SplitPractice, Severity::Note, text)
        }
        .with([("teams", Amount::Count(teams.len() as u64)), ("largest_share", Amount::Share(share))])
        .measured(1.0 - share)
    }

    /// A practice that counts nowhere and has patients, with what it does to self-containment.
    pub(super) fn uncounted<'a>(&'a self, facts: &SideFacts<'a>, uncounted: &Uncounted) -> Issue<'a> {
        let practice = self.atlas.ground.practices.practice(uncounted.practice);
        let shares = uncounted.self_containment.zip(uncounted.self_containment_if_counted);
        let effect = shares.map_or_else(String::new, |(is, would_be)| {
            format!(
                " Self-containment of {} is {} as it is told, and would be {} if the practice counted where its site lies.",
                facts.called(uncounted.zone),
                percent_of(is),
                percent_of(would_be),
            )
        });
        let text = format!(
            "{} is {} and counts in no neighbourhood: its {} living in {} are counted as registered outside.{effect}",
            practice.called(),
            practice.status.activity().as_str(),
            counted(uncounted.living_here, "patient", "patients"),
            self.atlas.title,
        );
        let (is, would_be) = shares.unwrap_or_default();
        Issue {
            neighbourhood: Some(facts.named(uncounted.zone)),
            practice: Some(practice.code),
            bbox: self.box_of_practice(uncounted.practice),
            ..Issue::new(IssueKind::UncountedPractice, Severity::Warning, text)
        }
        .with([
            ("patients_living_here", Amount::Count(uncounted.living_here)),
            ("patients_living_in_neighbourhood", Amount::Count(uncounted.patients_of_zone)),
            ("self_containment", Amount::Share(is)),
            ("self_containment_if_counted", Amount::Share(would_be)),
        ])
        .measured(would_be - is)
    }

    /// Practices whose patients are, in part, those of one that closed, by inference alone.
    pub(super) fn mergers<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Issue<'a>> {
        let ground = &self.atlas.ground;
        let issue = |(closed, successor): (PracticeIx, Successor<'a>)| {
            let zone = facts.side.homes[successor.practice.slot()].filter(|_| successor.is_inferred)?;
            let there = format!(" in {}", facts.called(zone));
            let text = mergers::sentence(ground, closed, &successor, &there);
            let issue = Issue {
                neighbourhood: Some(facts.named(zone)),
                practice: Some(ground.practices.practice(closed).code),
                bbox: self.box_of_practice(successor.practice),
                ..Issue::new(IssueKind::InferredMerger, Severity::Note, text)
            };
            Some(issue.with_maybe("patients", mergers::patients(ground, closed)))
        };
        mergers::closed(ground, facts.side.closures).filter_map(issue).collect()
    }

    fn box_of_practice(&self, practice: PracticeIx) -> Option<GeoBox> {
        let at = self.atlas.ground.practices.practice(practice).site?.lon_lat;
        let (lon, lat) = (at.longitude_deg(), at.latitude_deg());
        let [across, up] = AROUND_PRACTICE;
        Some([lon - across, lat - up, lon + across, lat + up])
    }
}
