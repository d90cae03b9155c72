//! What is claimed of a suggestion, in words made of its figures alone: whoever checks a certificate makes the same words again.

use super::conditions;
use crate::planning::decide::asked::Minimised;
use crate::planning::decide::impossible::Impossible;
use crate::planning::decide::outcome::Outcome;
use crate::planning::decide::reasons::amount;
use crate::planning::decide::search::Moves;
use crate::planning::decide::setting::Setting;
use crate::planning::terms::words::{counted, grouped};

/// A claim.
pub(in crate::planning::decide) struct Claim<'c> {
    pub(in crate::planning::decide) outcome: Outcome,
    pub(in crate::planning::decide) at_least: Option<u64>,
    /// The best plan.
    pub(in crate::planning::decide) best: Option<&'c Moves>,
    /// Why there is none.
    pub(in crate::planning::decide) reasons: &'c [Impossible],
}

impl Claim<'_> {
    /// In plain sentences.
    pub(in crate::planning::decide) fn in_words(&self, setting: &Setting<'_>) -> Vec<String> {
        let mut sentences = self.of_plan(setting);
        if let Some(start) = conditions::start_in_words(setting.asked)
            && self.best.is_some_and(|best| !best.0.is_empty())
        {
            sentences.push(format!("What moves is counted {start}."));
        }
        sentences
    }

    fn of_plan(&self, setting: &Setting<'_>) -> Vec<String> {
        let held = conditions::in_words(setting.asked);
        let at_least = amount(setting, self.at_least.unwrap_or_default());
        match (self.outcome, self.best) {
            (Outcome::Impossible, _) => self.reasons.iter().map(|reason| reason.because.clone()).collect(),
            (Outcome::Proven, Some(best)) if best.0.is_empty() => {
                vec!["The plan meets the policy as it is: nothing needs to move.".to_owned()]
            }
            (Outcome::Proven, Some(best)) => {
                let fewer = amount(setting, setting.problem.cost(best).saturating_sub(1));
                vec![
                    moves_in_words("The least change that meets the policy", setting, best),
                    format!("It is proven: no plan that moves {fewer} or fewer exists in which {held}."),
                ]
            }
            (Outcome::BestFound, Some(best)) => vec![
                moves_in_words("The best change found that meets the policy", setting, best),
                format!(
                    "It is not proven to be the least: none can move fewer than {at_least}, and one between may exist. That is said of \
                     plans in which {held}."
                ),
            ],
            _ => vec![format!(
                "No plan was found in the time. There may be one; none can move fewer than {at_least}. That is said of plans in which \
                 {held}."
            )],
        }
    }
}

fn moves_in_words(subject: &str, setting: &Setting<'_>, plan: &Moves) -> String {
    let moved = || plan.0.iter().flat_map(|(unit, _)| &setting.problem.units[*unit].areas);
    let areas = counted(moved().count() as u64, "area", "areas");
    match setting.asked.minimise {
        Minimised::Areas => {
            let residents: u64 = moved().map(|area| u64::from(setting.area(*area).residents)).sum();
            format!("{subject} moves {areas} with {} residents.", grouped(residents))
        }
        _ => format!("{subject} moves {} in {areas}.", amount(setting, setting.problem.cost(plan))),
    }
}
