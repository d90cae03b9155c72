//! What is asked of a suggestion: the plan it starts from, the policy to meet, what to move least of, and what must stay.

use std::fmt::Display;
use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;

use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::echo;
use crate::planning::terms::body_defect::{BodyDefect, escape};
use crate::planning::terms::policy_asked::PolicyAsked;
use crate::planning::what_if::request::Request;

/// Most seconds of one search.
pub const MOST_SECONDS: u64 = 3600;
/// Seconds when nothing is said.
pub const SECONDS: u64 = 10;
/// Seeds are whole numbers that every reader of JSON keeps.
const MOST_SEED: u64 = (1 << 53) - 1;

const MEMBERS: &str = "base, changes, policy, minimise, fixed, anchors, keep_together, seconds, steps, seed";

/// What is moved as little of as can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Minimised {
    /// Residents of the areas that move.
    #[default]
    Residents,
    /// Registered patients living in them.
    RegisteredByResidence,
    /// The areas.
    Areas,
}

/// Areas of one such unit that are in one neighbourhood stay together, wherever they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeepTogether {
    /// Middle layer Super Output Areas.
    Msoa,
    /// Wards, by best fit.
    Ward,
    /// Local authority districts.
    District,
}

/// A suggestion as it was asked for: read once, and the same for every caller.
#[derive(Clone, Debug)]
pub struct SuggestionRequest {
    /// The plan to start from: a draft, and changes of it.
    pub start: Request,
    /// The policy to meet; none could be read.
    pub policy: Option<PolicyAsked>,
    /// What is moved least of.
    pub minimise: Minimised,
    /// Neighbourhoods that neither gain nor lose.
    pub fixed_neighbourhoods: Vec<NeighbourhoodId>,
    /// Areas that stay where they are.
    pub fixed_areas: Vec<GssCode>,
    /// Whether the area of each neighbourhood's largest practice stays.
    pub anchors: bool,
    /// What stays together.
    pub keep_together: Option<KeepTogether>,
    /// At most so long.
    pub seconds: u64,
    /// At most so many steps of the search, where that is said: every machine then gives the same answer.
    pub steps: Option<u64>,
    /// For what is drawn at random.
    pub seed: u64,
    /// What could not be read: told with what does not hold, so that the list is whole.
    pub defects: Vec<BodyDefect>,
}

impl Minimised {
    /// As in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::RegisteredByResidence => "registered_by_residence",
            Self::Areas => "areas",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Residents, Self::RegisteredByResidence, Self::Areas]
            .into_iter()
            .find(|known| known.as_str() == name)
    }
}

impl KeepTogether {
    /// As in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Msoa => "msoa",
            Self::Ward => "ward",
            Self::District => "district",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Msoa, Self::Ward, Self::District].into_iter().find(|known| known.as_str() == name)
    }
}

impl Default for SuggestionRequest {
    fn default() -> Self {
        Self {
            start: Request::default(),
            policy: None,
            minimise: Minimised::default(),
            fixed_neighbourhoods: Vec::new(),
            fixed_areas: Vec::new(),
            anchors: true,
            keep_together: None,
            seconds: SECONDS,
            steps: None,
            seed: 0,
            defects: Vec::new(),
        }
    }
}

impl SuggestionRequest {
    /// Reads a body. What cannot be read is kept, to be told with what does not hold.
    #[must_use]
    pub fn read(body: &Value) -> Self {
        Self::read_with(body, &[])
    }

    /// Reads a body that has other members as well, which are its caller's.
    pub(super) fn read_with(body: &Value, others: &[&str]) -> Self {
        let mut asked = Self::default();
        let Value::Object(members) = body else {
            asked.refuse("", None, "expected an object with a policy");
            return asked;
        };
        asked.start = Request::read_start(members);
        asked.defects.extend_from_slice(asked.start.defects());
        if !members.contains_key("policy") {
            let reason = "expected the policy to meet: the id of one, or {\"rules\": [{\"figure\": \"residents\", \
                          \"least\": 40000, \"most\": 65000}]}";
            asked.refuse("/policy", None, reason);
        }
        for (name, value) in members.iter().filter(|(name, _)| !others.contains(&name.as_str())) {
            asked.member(name, value, others);
        }
        asked
    }

    /// The request that gives the same answer again: every member, as it was understood.
    #[must_use]
    pub fn written(&self, base: &str, rules: &(impl Serialize + ?Sized)) -> Value {
        serde_json::json!({
            "base": base,
            "changes": self.start.written(),
            "policy": { "rules": rules },
            "minimise": self.minimise,
            "fixed": {
                "neighbourhoods": self.fixed_neighbourhoods,
                "areas": self.fixed_areas.iter().map(ToString::to_string).collect::<Vec<_>>(),
            },
            "anchors": self.anchors,
            "keep_together": self.keep_together,
            "seconds": self.seconds,
            "steps": self.steps,
            "seed": self.seed,
        })
    }

    fn member(&mut self, name: &str, value: &Value, others: &[&str]) {
        let pointer = format!("/{}", escape(&echo::cut(name)));
        match name {
            "base" | "changes" => {}
            "policy" => match PolicyAsked::read(&pointer, value) {
                Ok(policy) => self.policy = Some(policy),
                Err(defects) => self.defects.extend(defects),
            },
            "minimise" => match value.as_str().and_then(Minimised::named) {
                Some(minimise) => self.minimise = minimise,
                None => {
                    self.refuse(
                        &pointer,
                        Some(value),
                        "expected residents, registered_by_residence or areas",
                    );
                }
            },
            "fixed" => self.fixed(value),
            "anchors" => match value.as_bool() {
                Some(anchors) => self.anchors = anchors,
                None => self.refuse(&pointer, Some(value), "expected true or false"),
            },
            "keep_together" => match (value, value.as_str().and_then(KeepTogether::named)) {
                (Value::Null, _) => {}
                (_, Some(unit)) => self.keep_together = Some(unit),
                _ => self.refuse(&pointer, Some(value), "expected msoa, ward, district or null"),
            },
            "seconds" => self.seconds = self.number(&pointer, value, 1, MOST_SECONDS).unwrap_or(SECONDS),
            "steps" if value.is_null() => {}
            "steps" => self.steps = self.number(&pointer, value, 1, MOST_SEED),
            "seed" => self.seed = self.number(&pointer, value, 0, MOST_SEED).unwrap_or_default(),
            _ => {
                let known = [&[MEMBERS], others].concat().join(", ");
                self.refuse(&pointer, None, &format!("unknown member: expected {known}"));
            }
        }
    }

    fn number(&mut self, pointer: &str, value: &Value, least: u64, most: u64) -> Option<u64> {
        let number = value.as_u64().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.refuse(pointer, Some(value), &format!("expected a whole number of {least} to {most}"));
        }
        number
    }

    fn fixed(&mut self, value: &Value) {
        let Value::Object(members) = value else {
            self.refuse("/fixed", None, "expected an object with neighbourhoods, areas or both");
            return;
        };
        for (name, value) in members {
            match name.as_str() {
                "neighbourhoods" => self.fixed_neighbourhoods = self.codes("/fixed/neighbourhoods", value),
                "areas" => self.fixed_areas = self.codes("/fixed/areas", value),
                _ => {
                    let pointer = format!("/fixed/{}", escape(&echo::cut(name)));
                    self.refuse(&pointer, None, "unknown member: expected neighbourhoods, areas");
                }
            }
        }
    }

    fn codes<T: FromStr<Err: Display>>(&mut self, pointer: &str, value: &Value) -> Vec<T> {
        let Value::Array(items) = value else {
            self.refuse(pointer, None, "expected a list of codes");
            return Vec::new();
        };
        let mut codes = Vec::with_capacity(items.len());
        for (number, item) in items.iter().enumerate() {
            let pointer = format!("{pointer}/{number}");
            match item.as_str().map(str::parse::<T>) {
                Some(Ok(code)) => codes.push(code),
                Some(Err(error)) => self.refuse(&pointer, Some(item), &error.to_string()),
                None => self.refuse(&pointer, None, "expected a code as text"),
            }
        }
        codes
    }

    fn refuse(&mut self, pointer: &str, value: Option<&Value>, reason: &str) {
        self.defects.push(BodyDefect::of_member(pointer, value, reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_defect_of_a_request_is_told_with_its_place() {
        let asked = SuggestionRequest::read(&json!({
            "base": 7, "changes": "x", "minimise": "heads", "fixed": {"areas": ["E0", 3], "zones": []}, "anchors": 1,
            "keep_together": "street", "seconds": 0, "seed": -1, "steps": 1.5, "colour": "red",
        }));
        let pointers: Vec<&str> = asked.defects.iter().map(|defect| defect.pointer.as_str()).collect();
        let expected = [
            "/base",
            "/changes",
            "/policy",
            "/minimise",
            "/fixed/areas/0",
            "/fixed/areas/1",
            "/fixed/zones",
            "/anchors",
            "/keep_together",
            "/seconds",
            "/seed",
            "/steps",
            "/colour",
        ];
        assert_eq!(pointers, expected);
        assert_eq!(SuggestionRequest::read(&json!([])).defects.len(), 1);
    }

    #[test]
    fn what_is_written_reads_as_the_same_request() {
        let body = json!({"policy": {"rules": [{"figure": "residents", "least": 1, "most": null}]}, "minimise": "areas",
            "fixed": {"neighbourhoods": ["N01"], "areas": ["E01028422"]}, "anchors": false, "keep_together": "msoa",
            "seconds": 3, "steps": 9, "seed": 4});
        let asked = SuggestionRequest::read(&body);
        assert_eq!(asked.defects, []);
        let rules = body["policy"]["rules"].clone();
        let again = SuggestionRequest::read(&asked.written("current", &rules));
        assert_eq!(again.written("current", &rules), asked.written("current", &rules));
        assert_eq!((again.steps, again.seed, again.anchors), (Some(9), 4, false));
    }
}
