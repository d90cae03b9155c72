//! The smallest change that meets a policy, with what is proven of it.

use std::time::{Duration, Instant};

use super::asked::SuggestionRequest;
use super::certificate::{Certificate, KIND, SearchDone, SearchKind};
use super::control::{Control, Limits};
use super::explain::alternatives;
use super::impossible::{self, Impossible, Reason};
use super::outcome::Outcome;
use super::plan::{Judged, judge};
use super::reasons::{amount, breaches, zone_named};
use super::search::{Found, Moves};
use super::setting::Setting;
use super::solve::{Solved, solve};
use super::suggestion::{MovedBySuggestion, SuggestedPlan, Suggestion};
use super::words::of_plan;
use crate::county::Loaded;
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::planning::terms::words::{counted, grouped, names};
use crate::planning::what_if::NotEvaluated;

/// What must be said with every suggestion.
pub const CAVEAT: &str = "A computation on an illustrative draft; no view of anyone's.";

/// Other plans than the best, at most.
const MOST_OTHERS: usize = 5;
/// Of the time asked for, what the search may take, and the search with the reasons why these areas.
const SEARCH_SHARE: f64 = 0.8;
const EXPLAINED_SHARE: f64 = 0.92;

/// The tables a suggestion is computed from.
const PARTS: [&str; 3] = ["areas", "practices", "registrations"];

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
    let solved = if reasons.is_empty() {
        solve(
            &setting.problem,
            asked.seed,
            &Limits::new(control, started, seconds.mul_f64(SEARCH_SHARE), asked.steps),
        )
    } else {
        nothing(&setting)
    };
    let verdict = Conclusion::of(&setting, solved, reasons);
    let mut plans = verdict.plans(&setting);
    if let Some((best, plan)) = plans.first_mut().zip(verdict.judged.first()) {
        let limits = Limits::new(control, started, seconds.mul_f64(EXPLAINED_SHARE), None);
        best.alternatives = alternatives(&setting, plan, &limits);
    }
    Ok(verdict.answer(&setting, plans))
}

/// The reasons that figures show. Where practices count, only those that hold wherever they are.
fn shown_by_figures(setting: &Setting<'_>) -> Vec<Impossible> {
    let mut reasons = impossible::reasons(setting);
    if !setting.is_provable() {
        reasons.retain(|reason| matches!(reason.reason, Reason::TooFewInAll | Reason::TooManyInAll));
    }
    reasons
}

fn nothing(setting: &Setting<'_>) -> Solved {
    Solved {
        found: Found { best: None, lower: None, steps: 0 },
        arithmetic: super::search::arithmetic_bound(&setting.problem),
        others: Vec::new(),
        is_annealed: false,
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
    fn of(setting: &Setting<'_>, solved: Solved, mut reasons: Vec<Impossible>) -> Self {
        let Solved { found, arithmetic, others, is_annealed } = solved;
        let kind = match (reasons.is_empty(), is_annealed) {
            (false, _) => SearchKind::Figures,
            (true, true) => SearchKind::Annealing,
            (true, false) => SearchKind::EveryPlan,
        };
        let search = SearchDone { kind, steps: found.steps, seed: setting.asked.seed };
        let judged = judged(setting, &found, &others);
        let is_provable = setting.is_provable();
        // Of figures that move with practices the search proves nothing: there the figures' own bound is all.
        let at_least = if is_provable { found.lower } else { arithmetic };
        let best_holds =
            judged.first().zip(found.best.as_ref()).is_some_and(|(best, (cost, _))| best.cost == *cost);
        let outcome = if !reasons.is_empty() {
            Outcome::Impossible
        } else if found.is_impossible() && is_provable {
            reasons.push(impossible::every_plan_was_tried());
            Outcome::Impossible
        } else if judged.is_empty() {
            Outcome::NothingFound
        } else if best_holds && is_provable && found.is_proven() {
            Outcome::Proven
        } else {
            Outcome::BestFound
        };
        let at_least = if outcome == Outcome::Impossible { None } else { at_least };
        Self { outcome, at_least, reasons, judged, arithmetic, search }
    }

    fn plans(&self, setting: &Setting<'_>) -> Vec<SuggestedPlan> {
        let plan = |plan: &Judged| SuggestedPlan {
            cost: plan.cost,
            moved: MovedBySuggestion {
                areas: plan.transfers.iter().map(|transfer| transfer.areas.len()).sum(),
                residents: plan.residents,
                registered_by_residence: plan.registered_by_residence,
            },
            patients_crossing: plan.patients_crossing,
            neighbourhoods_outside: plan.neighbourhoods_outside,
            compactness: plan.compactness,
            changes: plan.changes.iter().map(|change| change.written().clone()).collect(),
            explanation: of_plan(setting, plan),
            alternatives: Vec::new(),
        };
        self.judged.iter().map(plan).collect()
    }

    fn answer<'a>(self, setting: &Setting<'a>, plans: Vec<SuggestedPlan>) -> Suggestion<'a> {
        let summary = self.summary(setting);
        let certificate = self.certificate(setting, &summary);
        let now = (0..setting.zones.len()).filter_map(|zone| {
            let breaches = breaches(setting, zone);
            (!breaches.is_empty()).then(|| format!("{} {}.", zone_named(setting, zone), names(&breaches)))
        });
        Suggestion {
            outcome: self.outcome,
            summary,
            caveat: CAVEAT,
            policy: setting.policy,
            minimise: setting.asked.minimise,
            now: now.collect(),
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
        let at_least = self.at_least.unwrap_or_default();
        match (self.outcome, self.judged.first()) {
            (Outcome::Impossible, _) => self.reasons.iter().map(|reason| reason.because.clone()).collect(),
            (Outcome::Proven, Some(best)) if best.moves.0.is_empty() => {
                vec!["The plan meets the policy as it is: nothing needs to move.".to_owned()]
            }
            (Outcome::Proven, Some(best)) => vec![
                moves_in_words("The least change that meets the policy", setting, best),
                format!(
                    "It is proven: no plan that moves {} or fewer exists.",
                    amount(setting, best.cost.saturating_sub(1))
                ),
            ],
            (Outcome::BestFound, Some(best)) => vec![
                moves_in_words("The best change found that meets the policy", setting, best),
                format!(
                    "It is not proven to be the least: no plan can move fewer than {}, and one between may exist.",
                    amount(setting, at_least)
                ),
            ],
            _ => vec![format!(
                "No plan was found in the time. There may be one; none can move fewer than {}.",
                amount(setting, at_least)
            )],
        }
    }
}

fn moves_in_words(subject: &str, setting: &Setting<'_>, plan: &Judged) -> String {
    let areas: usize = plan.transfers.iter().map(|transfer| transfer.areas.len()).sum();
    let areas = counted(areas as u64, "area", "areas");
    match setting.asked.minimise {
        super::asked::Minimised::Areas => {
            format!("{subject} moves {areas} with {} residents.", grouped(plan.residents))
        }
        _ => format!("{subject} moves {} in {areas}.", amount(setting, plan.cost)),
    }
}

/// The plans that hold when they are evaluated: the best, then those that none of the others is better than in everything.
fn judged(setting: &Setting<'_>, found: &Found, others: &[(u64, Moves)]) -> Vec<Judged> {
    let best = found.best.as_ref().map(|(_, moves)| moves);
    let rest = others.iter().map(|(_, moves)| moves).filter(|moves| Some(*moves) != best);
    let judged = best.into_iter().chain(rest).filter_map(|moves| judge(setting, moves));
    let mut judged: Vec<Judged> = judged.filter(|plan| plan.neighbourhoods_outside == 0).collect();
    let is_kept = |plan: &Judged| !judged.iter().any(|other| plan.is_dominated_by(other));
    let kept: Vec<bool> = judged.iter().map(is_kept).collect();
    let mut place = 0;
    judged.retain(|_| {
        place += 1;
        place == 1 || kept[place - 1]
    });
    judged.truncate(1 + MOST_OTHERS);
    judged
}
