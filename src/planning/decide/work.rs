//! Work that may outlast a request: what is asked, as it is kept, and how far it is. Whoever runs it says when to stop.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::asked::{Minimised, SuggestionRequest};
use super::control::Control;
use super::counts::counted_minimised;
use super::frontier::asked::FrontierRequest;
use super::frontier::frontier;
use super::resume::KeptMove;
use super::setting::Setting;
use super::suggest;
use crate::county::Loaded;
use crate::planning::terms::words::counted;
use crate::planning::what_if::NotEvaluated;

/// A kind of work, with what is asked.
#[derive(Clone, Debug)]
pub enum Work {
    /// The smallest change that meets a policy.
    Suggest(SuggestionRequest),
    /// What fewer people moved cost elsewhere.
    Frontier(FrontierRequest),
}

/// How far work is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkProgress {
    /// Of the seconds asked for, the part that is over, 0 to 1.
    pub share: f64,
    /// Steps of the search.
    pub steps: u64,
    /// No plan costs less; null of a frontier.
    pub at_least: Option<u64>,
    /// What the best plan met costs; null: none was met.
    pub best: Option<u64>,
    /// Plans of a frontier that were met; null of a suggestion.
    pub plans: Option<u64>,
    /// The best plan met so far, which whoever takes the work up again starts from; empty of a frontier.
    pub moves: Vec<KeptMove>,
    /// The same in words.
    pub in_words: String,
}

const SUGGEST: &str = "suggest";
const FRONTIER: &str = "frontier";

impl Work {
    /// Reads what is asked by the name of its kind; none when there is no such kind.
    #[must_use]
    pub fn read(kind: &str, body: &Value) -> Option<Self> {
        match kind {
            SUGGEST => Some(Self::Suggest(SuggestionRequest::read(body))),
            FRONTIER => Some(Self::Frontier(FrontierRequest::read(body))),
            _ => None,
        }
    }

    /// The name of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Suggest(_) => SUGGEST,
            Self::Frontier(_) => FRONTIER,
        }
    }

    /// The request that asks for the same again, every member as it was understood.
    ///
    /// # Errors
    /// Every defect of what is asked.
    pub fn checked(&self, loaded: &Loaded) -> Result<Value, NotEvaluated> {
        match self {
            Self::Suggest(asked) => {
                let setting = Setting::of(loaded, asked)?;
                Ok(asked.written(&setting.plan.draft.id, &setting.policy.rules))
            }
            Self::Frontier(asked) => {
                let setting = Setting::of_frontier(loaded, asked)?;
                Ok(asked.written(&setting.plan.draft.id, &setting.policy.rules))
            }
        }
    }

    /// Does it, for at most the seconds asked for; the answer as JSON.
    ///
    /// # Errors
    /// Every defect of what is asked.
    pub fn done(&self, loaded: &Loaded, control: &Control) -> Result<String, NotEvaluated> {
        let written = match self {
            Self::Suggest(asked) => serde_json::to_string(&suggest(loaded, asked, control)?),
            Self::Frontier(asked) => serde_json::to_string(&frontier(loaded, asked, control)?),
        };
        Ok(written.expect("answers are JSON"))
    }

    /// How far it is after so long.
    #[must_use]
    pub fn progress(&self, control: &Control, elapsed: Duration) -> WorkProgress {
        let progress = control.progress();
        let asked = self.asked();
        let share = elapsed.as_secs_f64() / Duration::from_secs(asked.seconds.max(1)).as_secs_f64();
        let (at_least, plans) = match self {
            Self::Suggest(_) => (Some(progress.at_least), None),
            Self::Frontier(_) => (None, Some(progress.plans)),
        };
        WorkProgress {
            share: share.min(1.0),
            steps: progress.steps,
            at_least,
            best: progress.best,
            plans,
            moves: control.moves(),
            in_words: in_words(asked.minimise, progress.best, at_least, plans),
        }
    }

    fn asked(&self) -> &SuggestionRequest {
        match self {
            Self::Suggest(asked) => asked,
            Self::Frontier(asked) => &asked.suggestion,
        }
    }
}

fn in_words(minimise: Minimised, best: Option<u64>, at_least: Option<u64>, plans: Option<u64>) -> String {
    let amount = |count| counted_minimised(minimise, count);
    if let Some(plans) = plans {
        return format!("{} so far, none better than another.", counted(plans, "plan", "plans"));
    }
    let bound = at_least
        .filter(|least| *least > 0)
        .map(|least| format!("none can move fewer than {}", amount(least)));
    match (best, bound) {
        (Some(best), Some(bound)) => format!("Best so far {}; {bound}.", amount(best)),
        (Some(best), None) => format!("Best so far {}.", amount(best)),
        (None, Some(bound)) => format!("No plan yet; {bound}."),
        (None, None) => "No plan yet.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_it_is_is_told_in_words() {
        let told = |best, at_least, plans| in_words(Minimised::Residents, best, at_least, plans);
        assert_eq!(
            told(Some(10_953), Some(9_120), None),
            "Best so far 10,953 residents; none can move fewer than 9,120 residents."
        );
        assert_eq!(told(None, Some(1), None), "No plan yet; none can move fewer than 1 resident.");
        assert_eq!(told(None, Some(0), None), "No plan yet.");
        assert_eq!(told(Some(4), None, Some(31)), "31 plans so far, none better than another.");
    }
}
