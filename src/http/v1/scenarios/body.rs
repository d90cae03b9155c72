//! The members of a scenario's bodies, of which only some are known.

use serde_json::Value;

use crate::http::problem::Problem;
use crate::planning::terms::body_defect::{BodyDefect, escape};

/// Characters that a reason has at most.
pub(super) const MOST_REASON: usize = 2000;

/// A body with one defect.
pub(super) fn defect(pointer: &str, reason: impl Into<String>) -> Problem {
    Problem::defects(vec![BodyDefect::new(pointer, None, reason)])
}

/// The members of a body, of which only some are known.
pub(super) struct Fields<'a>(&'a serde_json::Map<String, Value>);

impl<'a> Fields<'a> {
    /// The members of an object that has no others than those known.
    pub(super) fn of(body: &'a Value, known: &[&str]) -> Result<Self, Problem> {
        let members = body.as_object().ok_or_else(|| defect("", "expected an object"))?;
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(Self(members)),
            Some(name) => {
                let reason = format!("unknown member: expected {}", known.join(", "));
                Err(defect(&format!("/{}", escape(name)), reason))
            }
        }
    }

    /// A text that may be missing.
    pub(super) fn text(&self, member: &str) -> Result<Option<String>, Problem> {
        match self.0.get(member) {
            None => Ok(None),
            Some(Value::String(text)) if text.chars().count() <= MOST_REASON => Ok(Some(text.clone())),
            Some(_) => Err(defect(
                &format!("/{member}"),
                format!("expected text of at most {MOST_REASON} characters"),
            )),
        }
    }

    /// A name that must be there.
    pub(super) fn name(&self) -> Result<String, Problem> {
        let name = self.text("name")?.map(|name| name.trim().to_owned());
        name.filter(|name| (1..=200).contains(&name.chars().count()))
            .ok_or_else(|| defect("/name", "expected a name of 1 to 200 characters"))
    }
}
