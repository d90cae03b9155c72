//! A plan that a search met, as changes that a what-if takes, and judged by the what-if itself.

use std::collections::{BTreeMap, BTreeSet};

use super::reasons::reason_of;
use super::search::Moves;
use super::setting::Setting;
use super::transfer::Transfer;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::figures::compactness::Compactness;
use crate::domain::ground::geography::AreaIx;
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::operation::{ChangeRequest, Operation};
use crate::planning::what_if::request::Request;

/// A plan with what the what-if says of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    pub(super) moves: Moves,
    pub(super) transfers: Vec<Transfer>,
    pub(super) changes: Vec<ChangeRequest>,
    /// In what is minimised.
    pub(super) cost: u64,
    pub(super) residents: u64,
    /// None without registrations.
    pub(super) registered_by_residence: Option<u64>,
    pub(super) patients_crossing: Option<u64>,
    pub(super) neighbourhoods_outside: usize,
    /// Those, by slot.
    pub(super) outside: Vec<usize>,
    /// The mean of the neighbourhoods' Polsby-Popper ratios.
    pub(super) compactness: f64,
}

/// The transfers that moves are, in order.
pub(super) fn transfers(setting: &Setting<'_>, moves: &Moves) -> Vec<Transfer> {
    let mut by_pair: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (unit, to) in &moves.0 {
        let unit = &setting.problem.units[*unit];
        by_pair.entry((unit.base, *to)).or_default().extend(&unit.areas);
    }
    let transfer = |((from, to), mut areas): ((usize, usize), Vec<usize>)| {
        areas.sort_unstable();
        Transfer { from, to, areas }
    };
    by_pair.into_iter().map(transfer).collect()
}

/// Judges a plan by evaluating it as anybody would: none when it does not hold what the search took it to hold.
pub(super) fn judge(setting: &Setting<'_>, moves: &Moves) -> Option<Judged> {
    let transfers = transfers(setting, moves);
    let changes = changes(setting, &transfers);
    let request = with_changes(setting, &changes);
    let plan = evaluate(setting.loaded, &request).ok()?;
    let outside = outside(setting, &plan);
    let areas = || transfers.iter().flat_map(|transfer| &transfer.areas);
    let flows = plan.impact().after.flows.as_ref();
    let patients = super::figures_of_areas::patients_living(&setting.plan);
    Some(Judged {
        cost: setting.problem.cost(moves),
        residents: areas().map(|area| u64::from(setting.area(*area).residents)).sum(),
        registered_by_residence: patients.map(|patients| areas().map(|area| patients[*area]).sum()),
        patients_crossing: flows.map(|flows| flows.cross_border().between_neighbourhoods),
        neighbourhoods_outside: outside.len(),
        outside,
        compactness: compactness(&plan),
        moves: moves.clone(),
        transfers,
        changes,
    })
}

/// The request of the plan that a setting starts from, with more changes.
pub(super) fn with_changes(setting: &Setting<'_>, changes: &[ChangeRequest]) -> Request {
    let start = &setting.asked.start;
    let all = start.changes.iter().chain(changes).cloned().collect();
    Request::of(start.base.clone(), all)
}

/// The neighbourhoods that break a rule of the policy, by slot.
fn outside(setting: &Setting<'_>, plan: &WhatIf<'_>) -> Vec<usize> {
    let verdict = plan.verdict_after(setting.policy);
    let breaches: BTreeSet<&str> = verdict.breaches().map(|finding| finding.neighbourhood.id).collect();
    let roster = plan.after.roster.iter();
    roster.filter(|(_, named)| breaches.contains(named.id.as_str())).map(|(zone, _)| zone.slot()).collect()
}

fn changes(setting: &Setting<'_>, transfers: &[Transfer]) -> Vec<ChangeRequest> {
    let first = setting.asked.start.changes.len();
    let roster = &setting.plan.after.roster;
    let change = |(number, transfer): (usize, &Transfer)| {
        let areas = transfer.areas.iter().map(|area| setting.area(*area).code).collect();
        let to = roster.neighbourhood(setting.zones[transfer.to]).id.clone();
        let reason = reason_of(setting, transfer, transfers);
        ChangeRequest::new(number, Operation::MoveAreas { areas, to }).because(reason)
    };
    (first..).zip(transfers).map(change).collect()
}

/// The mean Polsby-Popper ratio of the neighbourhoods of a plan.
#[expect(clippy::cast_precision_loss, reason = "neighbourhoods are few")]
fn compactness(plan: &WhatIf<'_>) -> f64 {
    let ground = &plan.atlas.ground;
    let zones: Vec<ZoneIx> = plan.after.roster.iter().map(|(zone, _)| zone).collect();
    let ratio = |zone: &ZoneIx| {
        let areas = ground.geography.areas().map(|(area, _)| area);
        let own: Vec<AreaIx> = areas.filter(|area| plan.after.partition.zone(*area) == *zone).collect();
        Compactness::of(&ground.areas, &ground.outline_of(&own)).map_or(0.0, |found| found.polsby_popper)
    };
    zones.iter().map(ratio).sum::<f64>() / zones.len().max(1) as f64
}

impl Judged {
    /// Whether another plan is at least as good in everything and better in something: in what is minimised, residents moved, patients
    /// who live in one neighbourhood and are registered in another, neighbourhoods outside, and compactness.
    pub(super) fn is_dominated_by(&self, other: &Self) -> bool {
        let crossing = |plan: &Self| plan.patients_crossing.unwrap_or(0);
        let is_as_good = other.cost <= self.cost
            && other.residents <= self.residents
            && crossing(other) <= crossing(self)
            && other.neighbourhoods_outside <= self.neighbourhoods_outside
            && other.compactness >= self.compactness;
        let is_better = other.cost < self.cost
            || other.residents < self.residents
            || crossing(other) < crossing(self)
            || other.neighbourhoods_outside < self.neighbourhoods_outside
            || other.compactness > self.compactness;
        is_as_good && is_better
    }
}
