//! Changes as planners write them, read against a draft: every code looked up, every defect told with its place.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::domain::atlas::{Draft, Ground};
use crate::domain::change::{Change, Plan};
use crate::domain::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::domain::geography::AreaIx;
use crate::domain::partition::ZoneIx;
use crate::domain::practices::{PracticeIx, Status};

/// Most changes of one request.
pub const MOST_CHANGES: usize = 1000;

/// Something wrong with a body, and where.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BodyDefect {
    /// JSON pointer (RFC 6901) to what is wrong.
    pub pointer: String,
    /// The value there, where it says something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// What is wrong, and what was expected.
    pub reason: String,
}

/// One change, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Areas to a neighbourhood.
    MoveAreas {
        /// Which.
        areas: Vec<AreaIx>,
        /// Where to.
        to: ZoneIx,
    },
    /// A practice to a neighbourhood.
    MovePractice {
        /// Which.
        practice: PracticeIx,
        /// Where to.
        to: ZoneIx,
    },
}

impl Step {
    /// As a change to a plan.
    #[must_use]
    pub fn change(&self) -> Change {
        match self {
            Self::MoveAreas { areas, to } => {
                Change::Areas(areas.iter().map(|area| (*area, Some(*to))).collect())
            }
            Self::MovePractice { practice, to } => Change::Practices(vec![(*practice, Some(*to))]),
        }
    }
}

/// Reads changes and applies them in order to a plan of the draft. All or nothing: with a defect, the plan is not to be used.
pub struct Reader<'a> {
    ground: &'a Ground,
    draft: &'a Draft,
    defects: Vec<BodyDefect>,
}

impl<'a> Reader<'a> {
    /// A reader of changes to one draft.
    #[must_use]
    pub fn new(ground: &'a Ground, draft: &'a Draft) -> Self {
        Self { ground, draft, defects: Vec::new() }
    }

    /// Reads and applies `changes`, the member of a body of that name.
    ///
    /// # Errors
    /// Every defect of every change.
    pub fn apply(mut self, changes: &Value, plan: &mut Plan) -> Result<Vec<Step>, Vec<BodyDefect>> {
        let Value::Array(changes) = changes else {
            self.defect("/changes", Some(changes), "expected a list of changes");
            return Err(self.defects);
        };
        if changes.len() > MOST_CHANGES {
            let reason = format!("{} changes, at most {MOST_CHANGES} at a time", changes.len());
            self.defect("/changes", None, reason);
            return Err(self.defects);
        }
        let mut steps = Vec::new();
        let mut emptied_by = BTreeMap::new();
        for (number, change) in changes.iter().enumerate() {
            let pointer = format!("/changes/{number}");
            if let Some(step) = self.step(&pointer, change) {
                let empty_before = self.empty(plan);
                plan.apply(&step.change());
                let empty_after = self.empty(plan);
                emptied_by.retain(|zone, _| empty_after.contains(zone));
                for zone in empty_after.into_iter().filter(|zone| !empty_before.contains(zone)) {
                    emptied_by.insert(zone, pointer.clone());
                }
                steps.push(step);
            }
        }
        self.refuse_emptied(emptied_by);
        if self.defects.is_empty() { Ok(steps) } else { Err(self.defects) }
    }

    /// Neighbourhoods without any area.
    fn empty(&self, plan: &Plan) -> Vec<ZoneIx> {
        let zones = self.draft.division.roster().iter().map(|(zone, _)| zone);
        zones.filter(|zone| !plan.assignment.holds(*zone)).collect()
    }

    /// Changes that leave a neighbourhood without any area are refused, each by name: deleting one is another change.
    fn refuse_emptied(&mut self, emptied_by: BTreeMap<ZoneIx, String>) {
        for (zone, pointer) in emptied_by {
            let neighbourhood = self.draft.division.roster().neighbourhood(zone);
            let id = Value::String(neighbourhood.id.to_string());
            let reason = format!("leaves {} ({}) without any area", neighbourhood.id, neighbourhood.name);
            self.defect(&pointer, Some(&id), reason);
        }
    }

    fn step(&mut self, pointer: &str, change: &Value) -> Option<Step> {
        let Value::Object(members) = change else {
            self.defect(pointer, Some(change), "expected an object");
            return None;
        };
        let op = members.get("op").and_then(Value::as_str).unwrap_or_default();
        match op {
            "move_areas" => {
                self.refuse_unknown(pointer, members, &["op", "areas", "to", "reason"]);
                let (areas, to) = (self.areas(pointer, members), self.to(pointer, members));
                Some(Step::MoveAreas { areas: areas?, to: to? })
            }
            "move_practice" => {
                self.refuse_unknown(pointer, members, &["op", "practice", "to", "reason"]);
                let (practice, to) = (self.practice(pointer, members), self.to(pointer, members));
                Some(Step::MovePractice { practice: practice?, to: to? })
            }
            _ => {
                self.defect(
                    &format!("{pointer}/op"),
                    members.get("op"),
                    "expected move_areas or move_practice",
                );
                None
            }
        }
    }

    fn areas(&mut self, pointer: &str, members: &Map<String, Value>) -> Option<Vec<AreaIx>> {
        let pointer = format!("{pointer}/areas");
        let Some(Value::Array(codes)) = members.get("areas").filter(|areas| !is_empty(areas)) else {
            self.defect(&pointer, members.get("areas"), "expected a list of at least one area code");
            return None;
        };
        let mut areas: Vec<AreaIx> = Vec::new();
        let mut whole = true;
        for (number, code) in codes.iter().enumerate() {
            match self.area(code) {
                Ok(area) if areas.contains(&area) => {
                    self.defect(
                        &format!("{pointer}/{number}"),
                        Some(code),
                        "the area is named twice in this change",
                    );
                    whole = false;
                }
                Ok(area) => areas.push(area),
                Err(reason) => {
                    self.defect(&format!("{pointer}/{number}"), Some(code), reason);
                    whole = false;
                }
            }
        }
        whole.then_some(areas)
    }

    fn area(&self, code: &Value) -> Result<AreaIx, String> {
        let code: GssCode = parse(code)?;
        self.ground.geography.find(code).ok_or_else(|| "is not among the areas of the data loaded".to_owned())
    }

    fn practice(&mut self, pointer: &str, members: &Map<String, Value>) -> Option<PracticeIx> {
        let value = members.get("practice").unwrap_or(&Value::Null);
        let found = parse::<OdsCode>(value).and_then(|code| {
            let practice = self.ground.practices.find(code);
            practice.ok_or_else(|| "is not among the practices of the data loaded".to_owned())
        });
        let movable = found.and_then(|ix| {
            match (&self.ground.practices.practice(ix).status, self.draft.division.home(ix)) {
                (Status::Closed { successor, .. }, _) => Err(successor
                    .map_or_else(|| "closed".to_owned(), |code| format!("closed; its successor is {code}"))),
                (_, None) => Err("is not an open practice of the study area".to_owned()),
                (_, Some(_)) => Ok(ix),
            }
        });
        movable.map_err(|reason| self.defect(&format!("{pointer}/practice"), Some(value), reason)).ok()
    }

    fn to(&mut self, pointer: &str, members: &Map<String, Value>) -> Option<ZoneIx> {
        let value = members.get("to").unwrap_or(&Value::Null);
        let found = parse::<NeighbourhoodId>(value).and_then(|id| {
            let zone = self.draft.division.roster().find(&id);
            zone.ok_or_else(|| format!("is not a neighbourhood of the draft {}", self.draft.id))
        });
        found.map_err(|reason| self.defect(&format!("{pointer}/to"), Some(value), reason)).ok()
    }

    fn refuse_unknown(&mut self, pointer: &str, members: &Map<String, Value>, known: &[&str]) {
        for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
            let reason = format!("unknown member: expected {}", known.join(", "));
            self.defect(&format!("{pointer}/{}", escape(name)), None, reason);
        }
        if members.get("reason").is_some_and(|reason| !reason.is_string()) {
            self.defect(&format!("{pointer}/reason"), members.get("reason"), "expected text");
        }
    }

    fn defect(&mut self, pointer: &str, value: Option<&Value>, reason: impl Into<String>) {
        let value =
            value.filter(|value| !value.is_null() && !value.is_array() && !value.is_object()).cloned();
        self.defects.push(BodyDefect { pointer: pointer.to_owned(), value, reason: reason.into() });
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(value: &Value) -> Result<T, String> {
    let text = value.as_str().ok_or_else(|| "expected a code as text".to_owned())?;
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// A member name within a JSON pointer.
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
