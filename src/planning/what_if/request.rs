//! What a what-if's body asks for beside its changes: a policy to judge by, and parts that are made only when asked for.

use serde_json::Value;

use super::changes::{BodyDefect, escape};
use crate::planning::terms::policies::{Policy, policies, policy};

/// Parts of an answer that cost time or bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Include {
    /// How far people are from practices.
    Access,
    /// The new outlines.
    Borders,
    /// The fit with every set of boundaries loaded.
    BoundarySets,
    /// Which postcodes move.
    Postcodes,
}

const INCLUDES: [(&str, Include); 4] = [
    ("access", Include::Access),
    ("borders", Include::Borders),
    ("boundary_sets", Include::BoundarySets),
    ("postcodes", Include::Postcodes),
];
const MEMBERS: &str = "unknown member: expected base, policy, changes, include, explain";

/// What is wanted of an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The policy to judge by.
    pub(super) policy: Option<&'static Policy>,
    included: Vec<Include>,
    /// What each change contributes.
    pub(super) explain: bool,
}

impl Wanted {
    /// Reads the members of a body but its changes. Defects: members that are not known, or of a wrong type.
    pub(super) fn read(body: &Value) -> (Self, Vec<BodyDefect>) {
        let (mut wanted, mut defects) = (Self::default(), Vec::new());
        let Value::Object(members) = body else {
            return (wanted, vec![defect(String::new(), None, "expected an object with changes")]);
        };
        for (name, value) in members {
            let pointer = format!("/{}", escape(name));
            match name.as_str() {
                "changes" => {}
                "base" if value.is_string() => {}
                "base" => defects.push(defect(pointer, None, "expected the id of a draft, or current")),
                "policy" => match value.as_str().and_then(policy) {
                    Some(known) => wanted.policy = Some(known),
                    None => defects.push(unknown_policy(pointer, value)),
                },
                "explain" => match value.as_bool() {
                    Some(explain) => wanted.explain = explain,
                    None => defects.push(defect(pointer, Some(value), "expected true or false")),
                },
                "include" => wanted.include(&pointer, value, &mut defects),
                _ => defects.push(defect(pointer, None, MEMBERS)),
            }
        }
        (wanted, defects)
    }

    /// Whether a part was asked for.
    pub(super) fn includes(&self, part: Include) -> bool {
        self.included.contains(&part)
    }

    fn include(&mut self, pointer: &str, value: &Value, defects: &mut Vec<BodyDefect>) {
        let Some(parts) = value.as_array() else {
            defects.push(defect(pointer.to_owned(), None, "expected a list"));
            return;
        };
        for (number, part) in parts.iter().enumerate() {
            if let Some((_, include)) = INCLUDES.iter().find(|(name, _)| part.as_str() == Some(*name)) {
                self.included.push(*include);
            } else {
                let reason = format!("expected one of {}", INCLUDES.map(|(name, _)| name).join(", "));
                defects.push(defect(format!("{pointer}/{number}"), Some(part), &reason));
            }
        }
    }
}

/// What is wrong with the members of a body that are no changes.
#[must_use]
pub fn defects(body: &Value) -> Vec<BodyDefect> {
    Wanted::read(body).1
}

fn unknown_policy(pointer: String, value: &Value) -> BodyDefect {
    let known: Vec<&str> = policies().iter().map(|policy| policy.id.as_str()).collect();
    defect(pointer, Some(value), &format!("expected one of {}", known.join(", ")))
}

fn defect(pointer: String, value: Option<&Value>, reason: &str) -> BodyDefect {
    BodyDefect::new(pointer, value.filter(|value| value.is_string()).cloned(), reason)
}
