//! Checking a certificate: the plan, its cost and its arithmetic bound, again from the data alone.
//!
//! That no cheaper plan exists is the search's claim: it is checked by searching again, where that is asked for.

use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use super::certificate::{Certificate, KIND};
use crate::cause;
use crate::county::Loaded;
use crate::domain::ground::codes::GssCode;
use crate::planning::decide::asked::SuggestionRequest;
use crate::planning::decide::claims::claim::Claim;
use crate::planning::decide::control::{Control, Limits};
use crate::planning::decide::impossible;
use crate::planning::decide::outcome::Outcome;
use crate::planning::decide::search::{Moves, arithmetic_bound};
use crate::planning::decide::setting::Setting;
use crate::planning::decide::solve::solve;
use crate::planning::decide::suggest::{CAVEAT, shown_by_figures};
use crate::planning::what_if::NotEvaluated;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::operation::{ChangeRequest, Operation};

/// One thing that a certificate claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked, or why it was not.
    pub what: String,
    /// Whether it holds; null when it was not checked.
    pub holds: Option<bool>,
}

/// Checks a certificate against the data that is loaded, each claim in turn. With `search` the search is done again for at most so
/// long.
#[must_use]
pub fn verify(loaded: &Loaded, written: &Value, search: Option<Duration>) -> Vec<Check> {
    let certificate: Certificate = match serde_json::from_value(written.clone()) {
        Ok(certificate) => certificate,
        Err(error) => return vec![check(cause::of_json("It is a certificate", &error), false)],
    };
    let known = certificate.kind == KIND && certificate.version == 1;
    let mut checks = vec![
        check(format!("It is a certificate of the kind {KIND:?}, version 1"), known),
        check(
            "Its digest is that of its content (a checksum: whoever changes the content can make another)"
                .to_owned(),
            certificate.is_whole(),
        ),
        check(
            format!("It is of the data loaded ({})", cut(&loaded.atlas.digest)),
            certificate.data == loaded.atlas.digest,
        ),
    ];
    let asked = SuggestionRequest::read(&certificate.request);
    let setting = match Setting::of(loaded, &asked) {
        Ok(setting) => setting,
        Err(error) => {
            checks.push(check(format!("Its request holds: {}", in_words(&error)), false));
            return checks;
        }
    };
    checks.push(check("Its request holds".to_owned(), true));
    let checking = Checking { setting: &setting, certificate: &certificate };
    checks.extend(checking.of_plan());
    checks.push(checking.of_words());
    checks.extend(checking.of_bounds());
    checks.extend(checking.of_search(search));
    checks
}

struct Checking<'a, 'b> {
    setting: &'b Setting<'a>,
    certificate: &'b Certificate,
}

impl Checking<'_, '_> {
    /// The plan: applied, evaluated, held to the policy and to what must stay, and its cost added up.
    fn of_plan(&self) -> Vec<Check> {
        let has_plan = matches!(self.certificate.outcome, Outcome::Proven | Outcome::BestFound);
        if !has_plan {
            let is_empty =
                self.certificate.changes == Value::Array(vec![]) && self.certificate.cost.is_none();
            return vec![check("It claims no plan, and has none".to_owned(), is_empty)];
        }
        let read = self.changes().and_then(|changes| Some((self.moves(&changes)?, changes)));
        let Some((moves, changes)) = read else {
            return vec![check(
                "Its changes move areas from neighbourhood to neighbourhood".to_owned(),
                false,
            )];
        };
        let cost = self.setting.problem.cost(&moves);
        vec![
            check("Evaluated as anybody would, its plan meets every rule of the policy".to_owned(), self.is_met(&changes)),
            check(
                "Its plan moves nothing that is fixed, splits nothing that is kept together, and leaves every neighbourhood in \
                 one piece, or in no more than it was in"
                    .to_owned(),
                self.setting.problem.is_kept_by(&moves),
            ),
            check(
                format!("Its plan costs {cost} ({})", self.setting.asked.minimise.as_str()),
                self.certificate.cost == Some(cost),
            ),
        ]
    }

    /// The claim in words, made again from the figures.
    fn of_words(&self) -> Check {
        let Certificate { outcome, at_least, .. } = *self.certificate;
        let reasons = match (outcome, shown_by_figures(self.setting)) {
            (Outcome::Impossible, shown) if shown.is_empty() => {
                vec![impossible::every_plan_was_tried(self.setting)]
            }
            (_, shown) => shown,
        };
        let best = self
            .changes()
            .and_then(|changes| self.moves(&changes))
            .filter(|_| self.certificate.cost.is_some());
        let claim =
            Claim { outcome, at_least, best: best.as_ref(), reasons: &reasons }.in_words(self.setting);
        let is_said = claim.join(" ") == self.certificate.claim && self.certificate.caveat == CAVEAT;
        check("Its words are those that its figures make".to_owned(), is_said)
    }

    fn changes(&self) -> Option<Vec<ChangeRequest>> {
        let first = self.setting.asked.start.changes.len();
        let changes = self.certificate.changes.as_array()?;
        (first..).zip(changes).map(|(number, change)| ChangeRequest::read(number, change).ok()).collect()
    }

    /// The moves that changes are; none when they are others, or move a part of what is kept together.
    fn moves(&self, changes: &[ChangeRequest]) -> Option<Moves> {
        let (problem, plan) = (&self.setting.problem, &self.setting.plan);
        let mut zone_of: Vec<usize> = problem.unit_of.iter().map(|unit| problem.units[*unit].base).collect();
        for change in changes {
            let Operation::MoveAreas { areas, to } = &change.operation else { return None };
            let to = plan.after.roster.find(to)?.slot();
            for area in areas {
                zone_of[self.slot(*area)?] = to;
            }
        }
        let mut moves = Vec::new();
        for (number, unit) in problem.units.iter().enumerate() {
            let zone = zone_of[unit.areas[0]];
            if unit.areas.iter().any(|area| zone_of[*area] != zone) {
                return None;
            }
            if zone != unit.base {
                moves.push((number, zone));
            }
        }
        Some(Moves(moves))
    }

    fn slot(&self, area: GssCode) -> Option<usize> {
        self.setting
            .plan
            .atlas
            .ground
            .geography
            .find(area)
            .map(crate::domain::ground::geography::AreaIx::slot)
    }

    fn is_met(&self, changes: &[ChangeRequest]) -> bool {
        let request = crate::planning::decide::plan::with_changes(self.setting, changes);
        let plan = evaluate(self.setting.loaded, &request);
        plan.is_ok_and(|plan| plan.verdict_after(self.setting.policy).met)
    }

    fn of_bounds(&self) -> Vec<Check> {
        let Certificate { outcome, cost, at_least, arithmetic_bound: claimed, .. } = self.certificate;
        let arithmetic = arithmetic_bound(&self.setting.problem);
        let told = arithmetic.map_or_else(|| "no plan can be".to_owned(), |bound| bound.to_string());
        let is_ordered = match (outcome, cost, at_least) {
            (Outcome::Proven, Some(cost), Some(at_least)) => cost == at_least,
            (Outcome::BestFound, Some(cost), Some(at_least)) => at_least <= cost,
            (Outcome::NothingFound, None, _) | (Outcome::Impossible, None, None) => true,
            _ => false,
        };
        let is_over_arithmetic = at_least.zip(arithmetic).is_none_or(|(at_least, bound)| at_least >= bound);
        vec![
            check(format!("The bound that follows from the figures alone: {told}"), arithmetic == *claimed),
            check("Cost and bounds are in order".to_owned(), is_ordered && is_over_arithmetic),
        ]
    }

    /// What rests on the search.
    fn of_search(&self, search: Option<Duration>) -> Vec<Check> {
        let (outcome, at_least) = (self.certificate.outcome, self.certificate.at_least);
        let claim = match (outcome, at_least) {
            (Outcome::Impossible, _) if !shown_by_figures(self.setting).is_empty() => {
                return vec![check("The figures alone show that there is no plan".to_owned(), true)];
            }
            (Outcome::Impossible, _) => "No plan exists".to_owned(),
            (_, Some(least))
                if arithmetic_bound(&self.setting.problem).is_some_and(|bound| least <= bound) =>
            {
                return vec![check(format!("No plan costs less than {least}: the figures say so"), true)];
            }
            (_, Some(least)) => format!("No plan costs less than {least}"),
            (_, None) => return vec![check("It names a bound".to_owned(), false)],
        };
        let Some(time) = search else {
            return vec![Check {
                what: format!("{claim}: that is as the certificate says, not computed anew"),
                holds: None,
            }];
        };
        if !self.setting.is_provable() {
            return vec![check(format!("{claim}: figures that move with practices are not proven"), false)];
        }
        let control = Control::default();
        let limits = Limits::new(&control, Instant::now(), time, None);
        // From nothing that the certificate says but its seed.
        let solved = solve(&self.setting.problem, self.setting.asked.seed, None, &limits, &|_| ());
        let found = solved.found;
        let met = found.best.as_ref().map(|(cost, _)| *cost);
        let holds = match (outcome, at_least, found.lower) {
            (Outcome::Impossible, _, None) => Some(true),
            (Outcome::Impossible, ..) if met.is_some() => Some(false),
            (_, Some(least), _) if met.is_some_and(|met| met < least) => Some(false),
            (_, Some(least), Some(lower)) if lower >= least => Some(true),
            _ if found.is_impossible() => Some(false),
            _ => None,
        };
        if let (Some(false), Some(met)) = (holds, met) {
            return vec![check(format!("{claim}: a search met one that costs {met}"), false)];
        }
        let lower = found
            .lower
            .map_or_else(|| "there is none".to_owned(), |lower| format!("none costs less than {lower}"));
        vec![Check { what: format!("{claim}: searched again in {} steps, {lower}", found.steps), holds }]
    }
}

fn check(what: String, holds: bool) -> Check {
    Check { what, holds: Some(holds) }
}

fn cut(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

fn in_words(error: &NotEvaluated) -> String {
    match error {
        NotEvaluated::Body(defects) => defects
            .iter()
            .map(|defect| format!("{}: {}", defect.pointer, defect.reason))
            .collect::<Vec<_>>()
            .join("; "),
        NotEvaluated::NoAreas => error.to_string(),
    }
}
