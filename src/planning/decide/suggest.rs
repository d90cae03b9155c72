//! The smallest change that meets a policy, with what is proven of it.

use std::time::{Duration, Instant};

use super::asked::SuggestionRequest;
use super::certificates::certificate::{Certificate, KIND, SearchDone, SearchKind};
use super::claims::claim::Claim;
use super::control::{Control, Limits};
use super::explain::{alternatives, swaps_of_all};
use super::impossible::{self, Impossible, Reason};
use super::outcome::Outcome;
use super::plan::{Judged, judge};
use super::reasons::{breaches, zone_named};
use super::resume;
use super::search::{Found, Moves};
use super::setting::Setting;
use super::solve::{Fronts, Solved, solve};
use super::suggestion::{SuggestedPlan, Suggestion};
use crate::county::Loaded;
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::planning::terms::words::names;
use crate::planning::what_if::NotEvaluated;

/// What must be said with every suggestion.
pub const CAVEAT: &str = "A computation on an illustrative draft; no view of anyone's.";

/// Other plans than the best, at most.
const MOST_OTHERS: usize = 5;
/// Of these, those that leave some neighbourhoods outside.
const MOST_LEAVING_SOME_OUTSIDE: usize = 2;
/// Of the time asked for, what the search may take; the search and the evaluation of other plans; and all that and the reasons why
/// these areas.
const SEARCH_SHARE: f64 = 0.75;
const JUDGED_SHARE: f64 = 0.85;
const EXPLAINED_SHARE: f64 = 0.92;

/// The tables a suggestion is computed from.
pub(super) const PARTS: [&str; 3] = ["areas", "practices", "registrations"];

/// Suggests plans that meet the policy asked for. `control` stops it and tells how far it is.
///
/// # Errors
/// Every defect of the request.
pub fn suggest<'a>(
    loaded: &'a Loaded,
    asked: &'a SuggestionRequest,
    control: &Control,
) -> Result<Suggestion<'a>, NotEvaluated> {
    let started = Instant::now();
    let setting = Setting::of(loaded, asked)?;
    let seconds = Duration::from_secs(asked.seconds);
    let reasons = shown_by_figures(&setting);
    let limits = |share, steps| Limits::new(control, started, seconds.mul_f64(share), steps);
    let tell = |(cost, moves): &(u64, Moves)| control.offer(*cost, || resume::written(&setting, moves));
    let solved = if reasons.is_empty() {
        // Where steps are counted, the same request gives the same answer, whatever was found before.
        let known = resume::plan(&setting, &control.moves()).filter(|_| asked.steps.is_none());
        solve(&setting.problem, asked.seed, known, &limits(SEARCH_SHARE, asked.steps), &tell)
    } else {
        nothing(&setting)
    };
    let verdict = Conclusion::of(&setting, solved, reasons, &limits(JUDGED_SHARE, None));
    let swaps = swaps_of_all(&setting, &verdict.judged);
    let mut plans = SuggestedPlan::all(&setting, &verdict.judged, &swaps);
    if let Some((best, swaps)) = plans.first_mut().zip(swaps.first()) {
        best.alternatives = alternatives(&setting, &verdict.judged, swaps, &limits(EXPLAINED_SHARE, None));
    }
    Ok(verdict.answer(&setting, plans))
}

/// The reasons that figures show. Where practices count, only those that hold wherever they are.
pub(super) fn shown_by_figures(setting: &Setting<'_>) -> Vec<Impossible> {
    let mut reasons = impossible::reasons(setting);
    if !setting.is_provable() {
        reasons.retain(|reason| matches!(reason.reason, Reason::TooFewInAll | Reason::TooManyInAll));
    }
    reasons
}

/// What breaks the policy before anything moves, in words.
pub(super) fn breaches_now(setting: &Setting<'_>) -> Vec<String> {
    let told = (0..setting.zones.len()).map(|zone| (zone, breaches(setting, zone)));
    told.filter(|(_, breaches)| !breaches.is_empty())
        .map(|(zone, breaches)| format!("{} {}.", zone_named(setting, zone), names(&breaches)))
        .collect()
}

fn nothing(setting: &Setting<'_>) -> Solved {
    Solved {
        found: Found { best: None, lower: None, steps: 0 },
        arithmetic: super::search::arithmetic_bound(&setting.problem),
        others: Fronts::default(),
        met_by: SearchKind::Figures,
    }
}

/// What may be said of a search, and the plans that hold.
struct Conclusion {
    outcome: Outcome,
    at_least: Option<u64>,
    reasons: Vec<Impossible>,
    /// The best first.
    judged: Vec<Judged>,
    arithmetic: Option<u64>,
    search: SearchDone,
}

impl Conclusion {
    fn of(setting: &Setting<'_>, solved: Solved, mut reasons: Vec<Impossible>, limits: &Limits<'_>) -> Self {
        let Solved { found, arithmetic, others, met_by } = solved;
        let judged = judged(setting, &found, &others, limits);
        let is_the_searchs =
            |best: &Judged| found.best.as_ref().is_none_or(|(_, moves)| best.moves == *moves);
        let kind = if judged.first().is_none_or(is_the_searchs) { met_by } else { SearchKind::Annealing };
        let search = SearchDone { kind, steps: found.steps, seed: setting.asked.seed };
        let is_provable = setting.is_provable();
        // Of figures that move with practices the search proves nothing: there the figures' own bound is all.
        let at_least = if is_provable { found.lower } else { arithmetic };
        // Nothing costs less than to move nothing.
        let is_least =
            (is_provable && found.is_proven()) || found.best.as_ref().is_some_and(|(cost, _)| *cost == 0);
        let best_holds =
            judged.first().zip(found.best.as_ref()).is_some_and(|(best, (cost, _))| best.cost == *cost);
        let outcome = if !reasons.is_empty() {
            Outcome::Impossible
        } else if found.is_impossible() && is_provable {
            reasons.push(impossible::every_plan_was_tried(setting));
            Outcome::Impossible
        } else if judged.is_empty() {
            Outcome::NothingFound
        } else if best_holds && is_least {
            Outcome::Proven
        } else {
            Outcome::BestFound
        };
        let at_least = if outcome == Outcome::Impossible { None } else { at_least };
        Self { outcome, at_least, reasons, judged, arithmetic, search }
    }

    fn answer<'a>(self, setting: &Setting<'a>, plans: Vec<SuggestedPlan>) -> Suggestion<'a> {
        let summary = self.summary(setting);
        let certificate = self.certificate(setting, &summary);
        Suggestion {
            outcome: self.outcome,
            summary,
            caveat: CAVEAT,
            policy: setting.policy,
            minimise: setting.asked.minimise,
            now: breaches_now(setting),
            at_least: self.at_least,
            plans,
            impossible: self.reasons,
            certificate,
            draft: DraftUsed::of(setting.plan.draft),
            provenance: Provenance::of(&setting.loaded.atlas, setting.plan.draft, &PARTS),
        }
    }

    fn certificate(&self, setting: &Setting<'_>, summary: &[String]) -> Certificate {
        let best = self.judged.first();
        let changes = best.map_or(&[][..], |best| &best.changes);
        Certificate {
            kind: KIND.to_owned(),
            version: 1,
            data: setting.loaded.atlas.digest.clone(),
            request: setting.asked.written(&setting.plan.draft.id, &setting.policy.rules),
            outcome: self.outcome,
            changes: changes.iter().map(|change| change.written().clone()).collect(),
            cost: best.map(|best| best.cost),
            at_least: self.at_least,
            arithmetic_bound: self.arithmetic,
            search: self.search.clone(),
            claim: summary.join(" "),
            caveat: CAVEAT.to_owned(),
            digest: String::new(),
        }
        .sealed()
    }

    fn summary(&self, setting: &Setting<'_>) -> Vec<String> {
        let best = self.judged.first().map(|best| &best.moves);
        Claim { outcome: self.outcome, at_least: self.at_least, best, reasons: &self.reasons }
            .in_words(setting)
    }
}

/// The plans that hold when they are evaluated: the best, then those that none of the others is better than in everything, as far as
/// there is time to evaluate them.
fn judged(setting: &Setting<'_>, found: &Found, others: &Fronts, limits: &Limits<'_>) -> Vec<Judged> {
    let Some((_, best)) = &found.best else { return Vec::new() };
    let holds = |moves: &Moves| judge(setting, moves).filter(|plan| plan.neighbourhoods_outside == 0);
    // The search and the what-if agree on every plan, but where practices count the search is the simpler of the two.
    let cheapest = std::iter::once(best).chain(others.crossing.iter().map(|(_, _, moves)| moves));
    let Some(first) = cheapest.take_while(|moves| *moves == best || !limits.is_over()).find_map(holds) else {
        return Vec::new();
    };
    let (cost, best) = (first.cost, first.moves.clone());
    let mut judged = vec![first];
    let crossing = others.crossing.spread(MOST_OTHERS);
    // Those that leave fewest outside, of those that move less than the best.
    let outside: Vec<(u64, &Moves)> =
        others.outside.iter().rev().map(|(cost, _, moves)| (cost, moves)).collect();
    let outside = outside.into_iter().filter(|(less, _)| *less < cost).take(MOST_LEAVING_SOME_OUTSIDE);
    let others = outside.chain(crossing).map(|(_, moves)| moves).filter(|moves| **moves != best);
    for moves in others {
        if limits.is_over() {
            break;
        }
        judged.extend(judge(setting, moves));
    }
    put_best_first(&mut judged);
    let is_kept = |plan: &Judged| !judged.iter().any(|other| plan.is_dominated_by(other));
    let kept: Vec<bool> = judged.iter().map(is_kept).collect();
    let mut place = 0;
    judged.retain(|_| {
        place += 1;
        kept[place - 1]
    });
    judged.truncate(1 + MOST_OTHERS);
    judged[1..].sort_by_key(|plan| (plan.neighbourhoods_outside, plan.cost));
    judged
}

/// Of the plans that cost as little as the first and keep every rule, puts one first that none of them dominates.
fn put_best_first(judged: &mut [Judged]) {
    let is_as_cheap = |plan: &Judged| plan.cost <= judged[0].cost && plan.neighbourhoods_outside == 0;
    let cheapest: Vec<usize> = (0..judged.len()).filter(|place| is_as_cheap(&judged[*place])).collect();
    let is_dominated =
        |place: &usize| cheapest.iter().any(|other| judged[*place].is_dominated_by(&judged[*other]));
    if let Some(best) = cheapest.iter().find(|place| !is_dominated(place)).copied() {
        judged.swap(0, best);
    }
}
