//! The whole answer to a what-if: figures before and after, what moved, the new borders, and what it means in words.

use std::collections::BTreeSet;

use super::evaluation::{
    Evaluation, FlowsImpact, Moved, MovedArea, MovedPatients, MovedPractice, Total, Totals, Verdicts,
    ZoneImpact,
};
use super::moved_list::MovedList;
use super::pairs::MovedPair;
use super::request::Include;
use super::sides::{SideFacts, Sides};
use super::summary;
use super::what_if::WhatIf;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::registrations::Home;
use crate::planning::terms::figures::{FlowTable, ZoneFigures};
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::planning::terms::{mergers, metrics};

/// The tables a what-if is computed from.
const PARTS: [&str; 4] = ["areas", "practices", "registrations", "area_changes"];
/// Those of who lives there, when that is asked for.
const POPULATION_PARTS: [&str; 3] = ["ages", "accommodation", "indicators"];

impl WhatIf<'_> {
    /// The whole answer.
    #[must_use]
    pub fn answer(&self) -> Evaluation<'_> {
        let flows = self.before.flows.as_ref().zip(self.impact.after.flows.as_ref());
        let (ground, pairs) = (&self.atlas.ground, self.moved_pairs());
        let facts = Sides {
            before: SideFacts::of(ground, self.side_before(), self.before, self.ranges_before())
                .judged(self.policy, &self.vintages),
            after: SideFacts::of(ground, self.side_after(), &self.impact.after, self.ranges_after())
                .judged(self.policy, &self.vintages),
        };
        let lists = self.moved_lists();
        let (issues, more) = self.issues(&facts.before, &facts.after);
        Evaluation {
            draft: DraftUsed::of(self.draft),
            summary: summary::sentences(self, &pairs, &lists),
            notes: self.notes.iter().cloned().chain(more).collect(),
            neighbourhoods: self.impact.touched.iter().map(|pair| self.zone_impact(*pair)).collect(),
            totals: Totals { before: Total::of(self.before), after: Total::of(&self.impact.after) },
            moved: self.moved(pairs, &lists),
            consequences: self.consequences(&facts),
            verdict: facts
                .before
                .verdict
                .zip(facts.after.verdict)
                .map(|(before, after)| Verdicts { before, after }),
            issues,
            explanation: self.request.explain.then(|| self.contributions(self.loaded)),
            flows: flows.map(|(before, after)| FlowsImpact {
                before: FlowTable::of(before, self.draft.division.roster()),
                after: FlowTable::of(after, &self.after.roster),
            }),
            borders: self.request.includes(Include::Borders).then(|| self.borders()),
            border_lines: self.request.includes(Include::Borders).then(|| self.border_lines()),
            postcodes: self.request.includes(Include::Postcodes).then(|| self.moved_postcodes().collect()),
            ranges: Sides { before: facts.before.ranges, after: facts.after.ranges },
            mergers: mergers::all(ground, &self.after.closures),
            vintages: &self.vintages,
            known_by: metrics::known(self.atlas),
            unavailable: metrics::unavailable(ground),
            metrics: metrics::digest(),
            provenance: Provenance::of(self.atlas, self.draft, &self.parts()),
        }
    }

    /// The tables that the answer is computed from.
    fn parts(&self) -> Vec<&'static str> {
        let population = self.request.includes(Include::Population).then_some(POPULATION_PARTS);
        PARTS.into_iter().chain(population.into_iter().flatten()).collect()
    }

    /// A neighbourhood before and after; one that came or went has figures on one side alone.
    fn zone_impact(&self, (from, to): (Option<ZoneIx>, Option<ZoneIx>)) -> ZoneImpact<'_> {
        let before = from.map(|zone| (self.was(zone), ZoneFigures::of(self.before, zone)));
        let after = to.map(|zone| (self.is(zone), ZoneFigures::of(&self.impact.after, zone)));
        let named = after.as_ref().or(before.as_ref()).map(|(named, _)| *named).expect("one side is there");
        let renamed_from =
            before.as_ref().map(|(was, _)| was.name.as_str()).filter(|name| *name != named.name);
        let (before, after) = (before.map(|(_, figures)| figures), after.map(|(_, figures)| figures));
        let nothing = ZoneFigures::nothing(self.atlas.ground.registrations.is_some());
        let difference = after.as_ref().unwrap_or(&nothing).less(before.as_ref().unwrap_or(&nothing));
        ZoneImpact { id: named.id.as_str(), name: &named.name, renamed_from, before, after, difference }
    }

    fn moved<'a>(&'a self, pairs: Vec<MovedPair<'a>>, lists: &[MovedList]) -> Moved<'a> {
        let ground = &self.atlas.ground;
        let areas = self.impact.areas.iter().map(|(ix, from, to)| {
            let area = ground.geography.area(*ix);
            let (from, to) = (self.was(*from).id.as_str(), self.is(*to).id.as_str());
            MovedArea { code: area.code, name: &area.name, residents: area.residents, from, to }
        });
        let practices = self.impact.practices.iter().zip(lists).map(|((ix, from, to), list)| {
            let practice = ground.practices.practice(*ix);
            let patients = MovedPatients::of(list);
            let (from, to) =
                (from.map(|zone| self.was(zone).id.as_str()), to.map(|zone| self.is(zone).id.as_str()));
            let closures = &self.after.closures;
            let taker = closures.is_closed(*ix).then(|| ground.practices.practice(closures.holder(*ix)).code);
            MovedPractice {
                code: practice.code,
                name: &practice.name,
                from,
                to,
                list_taken_by: taker,
                patients,
            }
        });
        Moved {
            residents: self.residents_moved(),
            registered_by_residence: self.patients_of_moved_areas(),
            areas: areas.collect(),
            practices: practices.collect(),
            pairs,
        }
    }

    fn patients_of_moved_areas(&self) -> Option<u64> {
        let registrations = self.atlas.ground.registrations.as_ref()?;
        let moved: BTreeSet<AreaIx> = self.impact.areas.iter().map(|(area, ..)| *area).collect();
        let mut patients = 0;
        for row in registrations.rows() {
            if let Home::Area(area) = row.home
                && moved.contains(&area)
            {
                patients += u64::from(row.patients);
            }
        }
        Some(patients)
    }
}

impl MovedPatients {
    fn of(list: &MovedList) -> Self {
        let living_in = |zone: Option<ZoneIx>| list.split.as_ref()?.share(zone?);
        Self {
            list_size: list.size,
            share_living_in_from: living_in(list.left),
            share_living_in_to: living_in(list.to),
        }
    }
}
