//! What is asked of a frontier: all that is asked of a suggestion, and what to hold against what moves.

use serde::Serialize;
use serde_json::{Value, json};

use crate::planning::decide::asked::SuggestionRequest;
use crate::planning::terms::body_defect::BodyDefect;

/// Plans of one answer when nothing is said, and what may be asked for.
const POINTS: usize = 15;
const FEWEST_POINTS: u64 = 2;
const MOST_POINTS: u64 = 50;
/// The members that a suggestion has not.
const OWN: [&str; 2] = ["against", "points"];

/// What is held against what moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// Patients with a border between home and practice; every plan meets the policy.
    #[default]
    PatientsCrossing,
    /// Neighbourhoods that break a rule.
    NeighbourhoodsOutside,
}

/// A frontier as it was asked for.
#[derive(Clone, Debug, Default)]
pub struct FrontierRequest {
    /// What it has in common with a suggestion.
    pub suggestion: SuggestionRequest,
    /// What is held against what moves.
    pub against: Against,
    /// Most plans in the answer.
    pub points: usize,
}

impl Against {
    fn named(name: &str) -> Option<Self> {
        match name {
            "patients_crossing" => Some(Self::PatientsCrossing),
            "neighbourhoods_outside" => Some(Self::NeighbourhoodsOutside),
            _ => None,
        }
    }
}

impl FrontierRequest {
    /// Reads a body. What cannot be read is kept, to be told with what does not hold.
    #[must_use]
    pub fn read(body: &Value) -> Self {
        let suggestion = SuggestionRequest::read_with(body, &OWN);
        let mut asked = Self { suggestion, against: Against::default(), points: POINTS };
        if let Some(value) = body.get("against") {
            match value.as_str().and_then(Against::named) {
                Some(against) => asked.against = against,
                None => {
                    asked.refuse("/against", value, "expected patients_crossing or neighbourhoods_outside");
                }
            }
        }
        if let Some(value) = body.get("points") {
            let points = value.as_u64().filter(|points| (FEWEST_POINTS..=MOST_POINTS).contains(points));
            if let Some(points) = points.and_then(|points| usize::try_from(points).ok()) {
                asked.points = points;
            } else {
                let reason = format!("expected a whole number of {FEWEST_POINTS} to {MOST_POINTS}");
                asked.refuse("/points", value, &reason);
            }
        }
        asked
    }

    /// The request that gives the same answer again: every member, as it was understood.
    #[must_use]
    pub fn written(&self, base: &str, rules: &(impl Serialize + ?Sized)) -> Value {
        let mut written = self.suggestion.written(base, rules);
        written["against"] = json!(self.against);
        written["points"] = json!(self.points);
        written
    }

    fn refuse(&mut self, pointer: &str, value: &Value, reason: &str) {
        self.suggestion.defects.push(BodyDefect::of_member(pointer, Some(value), reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defects_of_both_are_told_and_the_members_of_both_are_known() {
        let body = json!({"policy": "pcn-30-50k", "against": "time", "points": 1, "colour": 2, "seed": -1});
        let asked = FrontierRequest::read(&body);
        let pointers: Vec<&str> =
            asked.suggestion.defects.iter().map(|defect| defect.pointer.as_str()).collect();
        assert_eq!(pointers, ["/colour", "/seed", "/against", "/points"]);
        assert!(asked.suggestion.defects[0].reason.ends_with("seed, against, points"));
        assert_eq!(FrontierRequest::read(&json!([])).suggestion.defects.len(), 1);
    }
}
