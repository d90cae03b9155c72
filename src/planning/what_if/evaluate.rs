//! What if: figures before and after some changes, what moved, the new borders, and what it means in words.

use std::collections::BTreeSet;

use serde_json::Value;

use super::changes::{Applied, Applying, Note};
use super::consequences::Sides;
use super::contributions::MOST_EXPLAINED;
use super::evaluation::{
    Evaluation, FlowsImpact, Moved, MovedArea, MovedPractice, Total, Totals, Verdicts, ZoneImpact,
};
use super::request::{Include, Request};
use super::side_facts::SideFacts;
use super::summary;
use crate::county::Loaded;
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::partition::Divided;
use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::domain::boundaries::plan::Plan;
use crate::domain::boundaries::side::Side;
use crate::domain::change::impact::{Impact, compare};
use crate::domain::draft::Draft;
use crate::domain::figures::counting::Figures;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::practices::PracticeIx;
use crate::domain::ground::registrations::Home;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::figures::{FlowTable, ZoneFigures};
use crate::planning::terms::metrics;
use crate::planning::terms::policies::{Policy, Verdict};
use crate::planning::terms::provenance::{DraftUsed, Provenance};

/// The tables a what-if is computed from.
const PARTS: [&str; 3] = ["areas", "practices", "registrations"];

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
    loaded: &'a Loaded,
    pub(super) request: &'a Request,
    pub(in crate::planning) atlas: &'a Atlas,
    pub(in crate::planning) draft: &'a Draft,
    pub(in crate::planning) after: Divided,
    /// Practices that count where they were placed by hand, by slot.
    pub(in crate::planning) placed: Box<[bool]>,
    pub(in crate::planning) before: &'a Figures,
    pub(in crate::planning) impact: Impact,
    pub(in crate::planning) changes: usize,
    notes: Vec<Note>,
}

/// Computes what the changes of a request change.
///
/// # Errors
/// [`NotEvaluated`] with every defect of the request; nothing is applied in part.
pub fn evaluate<'a>(loaded: &'a Loaded, request: &'a Request) -> Result<WhatIf<'a>, NotEvaluated> {
    let atlas = &loaded.atlas;
    let mut defects = request.defects().to_vec();
    let Some(draft) = atlas.draft(request.base.as_deref()) else {
        let value = request.base.as_deref().map(Value::from);
        let known: Vec<&str> = atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
        let reason = format!("is not a draft that is loaded; there is {}", known.join(", "));
        defects.push(BodyDefect::new("/base", value, reason));
        return Err(NotEvaluated::body(defects));
    };
    let division = &draft.division;
    let (Some(partition), Some(before), Some(plan)) =
        (division.partition(), &draft.figures, Plan::of(division))
    else {
        return Err(NotEvaluated::NoAreas);
    };
    if request.explain && request.changes.len() > MOST_EXPLAINED {
        let reason = format!("at most {MOST_EXPLAINED} changes are explained one by one");
        defects.push(BodyDefect::new("/explain", None, reason));
    }
    let Applied { plan, notes, .. } = match Applying::new(loaded, draft, plan).apply(&request.changes) {
        Ok(applied) if defects.is_empty() => applied,
        Ok(_) => return Err(NotEvaluated::body(defects)),
        Err(more) => return Err(NotEvaluated::body(defects.into_iter().chain(more).collect())),
    };
    let after = plan.complete(&atlas.ground, division).expect("changes leave no area unassigned");
    let placed = atlas.ground.practices.iter().map(|(ix, _)| plan.placed(ix).is_some()).collect();
    let before_side = Side { roster: division.roster(), partition, homes: division.homes() };
    let impact =
        compare(&atlas.ground, before_side, side(&after)).expect("both plans were made on this ground");
    let changes = request.changes.len();
    Ok(WhatIf { loaded, request, atlas, draft, after, placed, before, impact, changes, notes })
}

/// The step from one set of boundaries to another on the same ground, as if changes had made it. `request` says what is
/// wanted of the answer; it has no changes.
///
/// # Errors
/// [`NotEvaluated`] when the request has defects, or either has no areas.
pub(super) fn between<'a>(
    loaded: &'a Loaded,
    draft: &'a Draft,
    after: Divided,
    request: &'a Request,
) -> Result<WhatIf<'a>, NotEvaluated> {
    if !request.defects().is_empty() {
        return Err(NotEvaluated::body(request.defects().to_vec()));
    }
    let (atlas, division) = (&loaded.atlas, &draft.division);
    let (Some(partition), Some(before)) = (division.partition(), &draft.figures) else {
        return Err(NotEvaluated::NoAreas);
    };
    let ground = &atlas.ground;
    let is_placed = |ix: PracticeIx| {
        let lies_in = ground.area_of_practice(ix).map(|area| after.partition.zone(area));
        after.homes[ix.slot()] != lies_in
    };
    let placed = ground.practices.iter().map(|(ix, _)| is_placed(ix)).collect();
    let before_side = Side { roster: division.roster(), partition, homes: division.homes() };
    let impact = compare(ground, before_side, side(&after)).expect("both were made on this ground");
    let notes = Vec::new();
    Ok(WhatIf { loaded, request, atlas, draft, after, placed, before, impact, changes: 1, notes })
}

impl NotEvaluated {
    /// Defects, those of the body as a whole first, then by change.
    fn body(mut defects: Vec<BodyDefect>) -> Self {
        defects.sort_by_key(|defect| defect.change().map_or(0, |number| number + 1));
        Self::Body(defects)
    }
}

fn side(divided: &Divided) -> Side<'_> {
    Side { roster: &divided.roster, partition: &divided.partition, homes: &divided.homes }
}

impl WhatIf<'_> {
    /// The changes' effect: what moved and all figures.
    #[must_use]
    pub fn impact(&self) -> &Impact {
        &self.impact
    }

    /// The whole answer.
    #[must_use]
    pub fn answer(&self) -> Evaluation<'_> {
        let flows = self.before.flows.as_ref().zip(self.impact.after.flows.as_ref());
        let ground = &self.atlas.ground;
        let facts = Sides {
            before: SideFacts::of(ground, self.side_before(), self.before),
            after: SideFacts::of(ground, self.side_after(), &self.impact.after),
        };
        Evaluation {
            draft: DraftUsed::of(self.draft),
            summary: summary::sentences(self),
            notes: &self.notes,
            neighbourhoods: self.impact.touched.iter().map(|pair| self.zone_impact(*pair)).collect(),
            totals: Totals { before: Total::of(self.before), after: Total::of(&self.impact.after) },
            verdict: self.request.policy.map(|policy| self.verdicts(policy)),
            moved: self.moved(),
            consequences: self.consequences(&facts),
            issues: self.issues(&facts.before, &facts.after),
            explanation: self.request.explain.then(|| self.contributions(self.loaded)),
            flows: flows.map(|(before, after)| FlowsImpact {
                before: FlowTable::of(before, self.draft.division.roster()),
                after: FlowTable::of(after, &self.after.roster),
            }),
            borders: self.request.includes(Include::Borders).then(|| self.borders()),
            border_lines: self.request.includes(Include::Borders).then(|| self.border_lines()),
            postcodes: self.request.includes(Include::Postcodes).then(|| self.moved_postcodes().collect()),
            unavailable: metrics::unavailable(ground),
            metrics: metrics::digest(),
            provenance: Provenance::of(self.atlas, self.draft, &PARTS),
        }
    }

    pub(in crate::planning) fn side_before(&self) -> Side<'_> {
        let division = &self.draft.division;
        let partition = division.partition().expect("a what-if has areas");
        Side { roster: division.roster(), partition, homes: division.homes() }
    }

    pub(in crate::planning) fn side_after(&self) -> Side<'_> {
        side(&self.after)
    }

    fn verdicts(&self, policy: &'static Policy) -> Verdicts<'_> {
        let before = self.draft.division.roster().iter();
        let before = before.map(|(zone, named)| (named.into(), ZoneFigures::of(self.before, zone)));
        Verdicts { before: policy.judge(before), after: self.verdict_after(policy) }
    }

    /// How the plan stands after the changes.
    pub(in crate::planning) fn verdict_after(&self, policy: &'static Policy) -> Verdict<'_> {
        let after = self.after.roster.iter();
        policy.judge(after.map(|(zone, named)| (named.into(), ZoneFigures::of(&self.impact.after, zone))))
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

    /// A neighbourhood as it was.
    pub(in crate::planning) fn was(&self, zone: ZoneIx) -> &Neighbourhood {
        self.draft.division.roster().neighbourhood(zone)
    }

    /// A neighbourhood as it is after the changes.
    pub(in crate::planning) fn is(&self, zone: ZoneIx) -> &Neighbourhood {
        self.after.roster.neighbourhood(zone)
    }

    fn moved(&self) -> Moved<'_> {
        let ground = &self.atlas.ground;
        let areas = self.impact.areas.iter().map(|(ix, from, to)| {
            let area = ground.geography.area(*ix);
            let (from, to) = (self.was(*from).id.as_str(), self.is(*to).id.as_str());
            MovedArea { code: area.code, name: &area.name, residents: area.residents, from, to }
        });
        let practices = self.impact.practices.iter().map(|(ix, from, to)| {
            let practice = ground.practices.practice(*ix);
            let (from, to) =
                (from.map(|zone| self.was(zone).id.as_str()), to.map(|zone| self.is(zone).id.as_str()));
            MovedPractice { code: practice.code, name: &practice.name, from, to }
        });
        Moved {
            residents: self.residents_moved(),
            registered_by_residence: self.patients_of_moved_areas(),
            areas: areas.collect(),
            practices: practices.collect(),
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
