//! A what-if that was computed: both sides of it, and what moved. What it means is written by the files beside this one.

use super::changes::Note;
use super::request::Request;
use crate::county::Loaded;
use crate::county::policy::Policy;
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::partition::{Divided, Neighbourhood, ZoneIx};
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::boundaries::side::Side;
use crate::domain::change::impact::Impact;
use crate::domain::draft::Draft;
use crate::domain::figures::counting::Figures;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::ranges::{self, FigureRange};
use crate::planning::terms::verdict::Verdict;
use crate::planning::terms::vintages::Vintages;

/// Why a what-if cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEvaluated {
    /// The body has defects; all of them.
    #[error("the changes cannot be applied: {} defects", .0.len())]
    Body(Vec<BodyDefect>),
    /// There are no areas to move.
    #[error(
        "this data has no areas, so a what-if cannot be computed: areas.csv and areas.geojson are missing"
    )]
    NoAreas,
}

/// A what-if, read and computed; the answer is written from it.
pub struct WhatIf<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) request: &'a Request,
    /// The policy to judge by, when one was asked for.
    pub(in crate::planning) policy: Option<&'a Policy>,
    pub(super) vintages: Vintages,
    pub(in crate::planning) atlas: &'a Atlas,
    pub(in crate::planning) draft: &'a Draft,
    pub(in crate::planning) after: Divided,
    /// The draft whose drawn borders decided where areas are counted afterwards; none where that is not known.
    pub(super) drawn_after: Option<&'a Draft>,
    /// Practices that count where they were placed by hand, by slot.
    pub(in crate::planning) placed: Box<[bool]>,
    pub(in crate::planning) before: &'a Figures,
    pub(in crate::planning) impact: Impact,
    pub(in crate::planning) changes: usize,
    pub(super) notes: Vec<Note>,
}

impl NotEvaluated {
    /// Defects, those of the body as a whole first, then by change and by member.
    pub(super) fn body(mut defects: Vec<BodyDefect>) -> Self {
        defects.sort_by_key(BodyDefect::place);
        Self::Body(defects)
    }
}

impl WhatIf<'_> {
    /// The changes' effect: what moved and all figures.
    #[must_use]
    pub fn impact(&self) -> &Impact {
        &self.impact
    }

    /// Practices that count where they were placed by hand, and where that is; and those that close.
    #[must_use]
    pub fn practice_decisions(&self) -> PracticeDecisions {
        let practices = &self.atlas.ground.practices;
        let by_hand = practices.iter().filter(|(ix, _)| self.placed[ix.slot()]);
        let id = |home: ZoneIx| self.after.roster.neighbourhood(home).id.clone();
        let placed =
            by_hand.filter_map(|(ix, practice)| Some((practice.code, id(self.after.homes[ix.slot()]?))));
        let code = |ix| practices.practice(ix).code;
        let closed = self.after.closures.iter().map(|(closed, holder)| (code(closed), code(holder)));
        PracticeDecisions { placed: placed.collect(), closed: closed.collect() }
    }

    pub(in crate::planning) fn side_before(&self) -> Side<'_> {
        self.draft.division.side().expect("a what-if has areas")
    }

    pub(in crate::planning) fn side_after(&self) -> Side<'_> {
        side(&self.after)
    }

    /// How the plan stands after the changes.
    pub(in crate::planning) fn verdict_after<'a>(&'a self, policy: &'a Policy) -> Verdict<'a> {
        let after = self.after.roster.iter();
        let judged = after.map(|(zone, named)| (named.into(), ZoneFigures::of(&self.impact.after, zone)));
        Verdict::of(policy, &self.vintages, &self.ranges_after(), judged)
    }

    /// The ranges of the draft's figures.
    pub(super) fn ranges_before(&self) -> Vec<FigureRange<'_>> {
        let drawn = ranges::decided_by(self.atlas, self.draft);
        ranges::of(self.atlas, drawn, self.side_before(), self.before)
    }

    /// The ranges of the figures after the changes.
    pub(super) fn ranges_after(&self) -> Vec<FigureRange<'_>> {
        ranges::of(self.atlas, self.drawn_after, self.side_after(), &self.impact.after)
    }

    /// The figures of a neighbourhood after the changes; of one that is not there, nothing.
    pub(in crate::planning) fn figures_after(&self, id: &NeighbourhoodId) -> ZoneFigures {
        match self.after.roster.find(id) {
            Some(zone) => ZoneFigures::of(&self.impact.after, zone),
            None => ZoneFigures::nothing(self.atlas.ground.registrations.is_some()),
        }
    }

    /// Residents of the areas that moved.
    pub(in crate::planning) fn residents_moved(&self) -> u64 {
        let geography = &self.atlas.ground.geography;
        self.impact.areas.iter().map(|(area, ..)| u64::from(geography.area(*area).residents)).sum()
    }

    /// A neighbourhood as it was.
    pub(in crate::planning) fn was(&self, zone: ZoneIx) -> &Neighbourhood {
        self.draft.division.roster().neighbourhood(zone)
    }

    /// A neighbourhood as it is after the changes.
    pub(in crate::planning) fn is(&self, zone: ZoneIx) -> &Neighbourhood {
        self.after.roster.neighbourhood(zone)
    }
}

/// A divided plan as one side.
pub(super) fn side(divided: &Divided) -> Side<'_> {
    let Divided { roster, partition, homes, closures } = divided;
    Side { roster, partition, homes, closures }
}
