//! A frontier: what fewer people moved cost in patients who cross borders, or in neighbourhoods outside the policy.
//!
//! Plans are met by annealing, with what the other measure weighs from nothing to much; each that no plan met before dominates is
//! kept, and those that are answered are evaluated as anybody would. Nothing is proven of them but that.

use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use super::asked::{Against, FrontierRequest};
use crate::county::Loaded;
use crate::county::policy::Policy;
use crate::planning::decide::asked::Minimised;
use crate::planning::decide::control::{Control, Limits};
use crate::planning::decide::explain::swaps_of_all;
use crate::planning::decide::impossible::Impossible;
use crate::planning::decide::plan::{Judged, judge};
use crate::planning::decide::search::{Aim, Front, Moves, Range, crossing_after, least_plan, mean_cost};
use crate::planning::decide::setting::Setting;
use crate::planning::decide::solve::{FIRST_STEPS, Fronts};
use crate::planning::decide::suggest::{CAVEAT, PARTS, breaches_now, shown_by_figures};
use crate::planning::decide::suggestion::SuggestedPlan;
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::planning::terms::words::{counted, grouped};
use crate::planning::what_if::NotEvaluated;

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct Frontier<'a> {
    /// The draft that is changed.
    pub draft: DraftUsed<'a>,
    /// The answer in plain sentences.
    pub summary: Vec<String>,
    /// What must be said with it.
    pub caveat: &'static str,
    /// The policy.
    pub policy: &'a Policy,
    /// What is moved least of.
    pub minimise: Minimised,
    /// What is held against it.
    pub against: Against,
    /// What breaks the policy before anything moves, in words.
    pub now: Vec<String>,
    /// Plans in this answer.
    pub count: usize,
    /// Plans met of which none is better than another in both measures.
    pub not_dominated: usize,
    /// The plan that moves least first.
    pub plans: Vec<SuggestedPlan>,
    /// Why there is no plan.
    pub impossible: Vec<Impossible>,
    /// The request that gives the same answer again.
    pub request: Value,
    /// The data used.
    pub provenance: Provenance<'a>,
}

/// Of the time asked for, what the search may take, and the search with the evaluation of its plans; the rest is for their words.
const SEARCH_SHARE: f64 = 0.7;
const JUDGED_SHARE: f64 = 0.85;
/// Moves that one annealing tries.
const TRIES: u32 = 100_000;
/// What a patient who crosses a border weighs against a person who moves, in one annealing after another.
const CROSSING_WEIGHTS: [f64; 12] = [0.0, 1.0, 0.1, 10.0, 0.3, 3.0, 0.03, 30.0, 0.6, 6.0, 0.2, 2.0];
/// What a neighbourhood outside its ranges weighs at most, in mean costs of a unit.
const OUTSIDE_CHARGES: [f64; 10] = [f64::INFINITY, 1.0, 4.0, 0.5, 8.0, 2.0, 16.0, 0.25, 3.0, 6.0];
/// Fewer plans than these are told with why.
const FEW: usize = 10;
/// Steps of the search for a cheaper plan that leaves the same neighbourhoods outside.
const REFINING_STEPS: u64 = 2_000;

/// Plans of which none is better than another in what they move and in what is held against it. `control` stops it and tells how far
/// it is.
///
/// # Errors
/// Every defect of the request.
pub fn frontier<'a>(
    loaded: &'a Loaded,
    asked: &'a FrontierRequest,
    control: &Control,
) -> Result<Frontier<'a>, NotEvaluated> {
    let started = Instant::now();
    let setting = Setting::of_frontier(loaded, asked)?;
    let seconds = Duration::from_secs(asked.suggestion.seconds);
    let impossible = match asked.against {
        Against::PatientsCrossing => shown_by_figures(&setting),
        // Where every rule cannot hold everywhere, it is asked where it can.
        Against::NeighbourhoodsOutside => Vec::new(),
    };
    let tries = asked.suggestion.steps;
    let search = Limits::new(control, started, seconds.mul_f64(SEARCH_SHARE), tries);
    let front = if impossible.is_empty() { searched(&setting, asked, &search) } else { Front::default() };
    let judging = Limits::new(control, started, seconds.mul_f64(JUDGED_SHARE), None);
    let judged = judged(&setting, asked, &front, &judging);
    Ok(answer(&setting, asked, &front, &judged, impossible))
}

fn searched(setting: &Setting<'_>, asked: &FrontierRequest, limits: &Limits<'_>) -> Front {
    let problem = &setting.problem;
    let mut fronts = Fronts::default();
    let first = least_plan(problem, None, 0, &mut limits.of_first_try(FIRST_STEPS));
    if let Some((cost, moves)) = first.best {
        fronts.crossing.offer(cost, crossing_after(problem, &moves), || moves.clone());
        fronts.outside.offer(cost, 0, || moves.clone());
    }
    let mean = mean_cost(problem).unwrap_or_default();
    let mut left = limits.steps.unwrap_or(u64::MAX);
    let mut made = 0;
    for round in 0.. {
        if left == 0 || limits.is_over() {
            break;
        }
        let tries = u32::try_from(left).map_or(TRIES, |left| left.min(TRIES));
        let seed = asked.suggestion.seed.wrapping_mul(31).wrapping_add(round as u64);
        let (crossing_weight, outside_charge) = match asked.against {
            Against::PatientsCrossing => (CROSSING_WEIGHTS[round % CROSSING_WEIGHTS.len()], f64::INFINITY),
            Against::NeighbourhoodsOutside => (0.0, OUTSIDE_CHARGES[round % OUTSIDE_CHARGES.len()] * mean),
        };
        fronts.walk(problem, Aim { seed, tries, crossing_weight, outside_charge }, limits);
        (left, made) = (left - u64::from(tries), made + u64::from(tries));
        let front = asked.against.of(&fronts);
        limits.control.tell_front(made, front.iter().next().map(|(cost, ..)| cost), front.len());
    }
    match asked.against {
        Against::PatientsCrossing => fronts.crossing,
        Against::NeighbourhoodsOutside => refined(setting, fronts.outside, limits),
    }
}

impl Against {
    fn of(self, fronts: &Fronts) -> &Front {
        match self {
            Self::PatientsCrossing => &fronts.crossing,
            Self::NeighbourhoodsOutside => &fronts.outside,
        }
    }
}

/// For each plan that leaves neighbourhoods outside, the cheapest that leaves the same ones outside, as far as time allows.
fn refined(setting: &Setting<'_>, mut front: Front, limits: &Limits<'_>) -> Front {
    let known: Vec<(u64, Moves)> = front.iter().map(|(cost, _, moves)| (cost, moves.clone())).collect();
    for (cost, moves) in known {
        if limits.is_over() {
            break;
        }
        let mut relaxed = setting.problem.clone();
        let figures: Vec<Vec<u64>> =
            (0..relaxed.rules.len()).map(|rule| relaxed.figures_after(rule, &moves)).collect();
        let is_outside = |zone: usize| {
            let mut rules = setting.problem.rules.iter().zip(&figures);
            rules.any(|(ranges, figures)| !ranges[zone].holds(figures[zone]))
        };
        let left_outside: Vec<usize> = (0..relaxed.zones).filter(|zone| is_outside(*zone)).collect();
        for zone in &left_outside {
            relaxed.rules.iter_mut().for_each(|ranges| ranges[*zone] = Range::ANY);
        }
        let found = least_plan(&relaxed, Some((cost, moves)), 0, &mut limits.with_steps(REFINING_STEPS));
        let outside = i64::try_from(left_outside.len()).unwrap_or(i64::MAX);
        if let Some((cost, moves)) = found.best {
            front.offer(cost, outside, || moves);
        }
    }
    front
}

/// The plans of the answer, evaluated: both ends first, as long as there is time; none that another dominates.
fn judged(setting: &Setting<'_>, asked: &FrontierRequest, front: &Front, limits: &Limits<'_>) -> Vec<Judged> {
    let mut chosen = front.spread(asked.points);
    if let Some(last) = chosen.pop() {
        chosen.insert(0, last);
    }
    let mut judged: Vec<Judged> = Vec::new();
    for (_, moves) in chosen {
        if limits.is_over() && judged.len() >= 2 {
            break;
        }
        judged.extend(judge(setting, moves));
    }
    if asked.against == Against::PatientsCrossing {
        judged.retain(|plan| plan.neighbourhoods_outside == 0);
    }
    judged.sort_by_key(|plan| (plan.cost, asked.against.measure(plan)));
    let mut least = None;
    judged.retain(|plan| {
        let measure = asked.against.measure(plan);
        let is_better = least.is_none_or(|least| measure < least);
        least = Some(least.map_or(measure, |least: u64| least.min(measure)));
        is_better
    });
    judged
}

impl Against {
    fn measure(self, plan: &Judged) -> u64 {
        match self {
            Self::PatientsCrossing => plan.patients_crossing.unwrap_or_default(),
            Self::NeighbourhoodsOutside => plan.neighbourhoods_outside as u64,
        }
    }
}

fn answer<'a>(
    setting: &Setting<'a>,
    asked: &FrontierRequest,
    front: &Front,
    judged: &[Judged],
    impossible: Vec<Impossible>,
) -> Frontier<'a> {
    Frontier {
        draft: DraftUsed::of(setting.plan.draft),
        summary: summary(setting, asked, front, judged, &impossible),
        caveat: CAVEAT,
        policy: setting.policy,
        minimise: setting.asked.minimise,
        against: asked.against,
        now: breaches_now(setting),
        count: judged.len(),
        not_dominated: front.len().max(judged.len()),
        plans: SuggestedPlan::all(setting, judged, &swaps_of_all(setting, judged)),
        impossible,
        request: asked.written(&setting.plan.draft.id, &setting.policy.rules),
        provenance: Provenance::of(&setting.loaded.atlas, setting.plan.draft, &PARTS),
    }
}

fn summary(
    setting: &Setting<'_>,
    asked: &FrontierRequest,
    front: &Front,
    judged: &[Judged],
    impossible: &[Impossible],
) -> Vec<String> {
    if !impossible.is_empty() {
        return impossible.iter().map(|reason| reason.because.clone()).collect();
    }
    let (Some(first), Some(last)) = (judged.first(), judged.last()) else {
        return vec!["No plan that meets the policy was found in the time. There may be one.".to_owned()];
    };
    let measured = |plan: &Judged| match asked.against {
        Against::PatientsCrossing => {
            let crossing = counted(asked.against.measure(plan), "patient", "patients");
            format!("{crossing} living in one neighbourhood and registered in another")
        }
        Against::NeighbourhoodsOutside => {
            let outside = plan.neighbourhoods_outside as u64;
            format!("{} outside", counted(outside, "neighbourhood", "neighbourhoods"))
        }
    };
    let end = |plan: &Judged| {
        format!("{} moved, {}", crate::planning::decide::reasons::amount(setting, plan.cost), measured(plan))
    };
    let mut sentences = match judged.len() {
        1 => vec![
            format!("1 plan that none met in the time is better than in either: {}.", end(first)),
            "A better one, or more that are better in one and worse in the other, may exist.".to_owned(),
        ],
        count => vec![
            format!("{count} plans, none better than another in both: from {} to {}.", end(first), end(last)),
            "They are the best that were met in the time; better ones may exist.".to_owned(),
        ],
    };
    if front.len() > judged.len() {
        sentences.push(format!(
            "Such plans were met {} times; these divide the range.",
            grouped(front.len() as u64)
        ));
    }
    if judged.len() < FEW {
        sentences.extend(why_few(asked, front, judged));
    }
    sentences
}

/// Why there are fewer plans than somebody may expect; none where it is told already that more were met.
fn why_few(asked: &FrontierRequest, front: &Front, judged: &[Judged]) -> Option<String> {
    if judged.len() >= asked.points {
        return Some("No more were asked for.".to_owned());
    }
    Some(match (asked.against, judged.first()) {
        // Whoever moves nothing leaves so many outside, and a plan that leaves more is worse than that.
        (Against::NeighbourhoodsOutside, Some(first)) if first.cost == 0 => {
            let most = first.neighbourhoods_outside as u64 + 1;
            format!(
                "There can be no more than {}, one for each number of neighbourhoods outside.",
                counted(most, "such plan", "such plans")
            )
        }
        _ if front.len() > judged.len() => return None,
        _ => "No more were met. More seconds may find more, where the range leaves room.".to_owned(),
    })
}
