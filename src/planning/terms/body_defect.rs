//! What is wrong with a body that was sent, and where: a JSON pointer, or a row and a column.

use serde_json::Value;

use crate::echo;
use crate::ingest::plan::plan_defect::PlanDefect;

/// Members of changes in the order that they are told in; others come first.
const MEMBERS: [&str; 11] =
    ["practice", "from", "id", "name", "geometry", "areas", "to", "into", "reassign_to", "set", "code"];

/// Something wrong with a body, and where.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BodyDefect {
    /// JSON pointer (RFC 6901) to what is wrong.
    pub pointer: String,
    /// The value there, where it says something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// In a table: the line, from 1; in a document of features: the feature, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// In a table: the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What is wrong, and what was expected.
    pub reason: String,
    /// What may have been meant, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// How many more there are like it, in other places, that are not listed.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl BodyDefect {
    /// A defect of a JSON body.
    pub fn new(pointer: impl Into<String>, value: Option<Value>, reason: impl Into<String>) -> Self {
        let value = value.map(|value| match value {
            Value::String(text) => Value::String(echo::cut(&text)),
            other => other,
        });
        Self {
            pointer: pointer.into(),
            value,
            row: None,
            column: None,
            reason: reason.into(),
            suggestions: vec![],
            more: 0,
        }
    }

    /// A defect of a member of a JSON body, with its value where that is neither a list, an object nor null.
    #[must_use]
    pub fn of_member(pointer: &str, value: Option<&Value>, reason: &str) -> Self {
        let says_something = |value: &&Value| !value.is_array() && !value.is_object() && !value.is_null();
        Self::new(pointer, value.filter(says_something).cloned(), reason)
    }

    /// A defect of a table or a document of features.
    #[must_use]
    pub fn of_plan(defect: PlanDefect) -> Self {
        let PlanDefect { row, column, value, reason, suggestions } = defect;
        let value = value.map(Value::String);
        Self { pointer: String::new(), value, row, column, reason, suggestions, more: 0 }
    }
}

impl BodyDefect {
    /// How many there are, those that are not listed too.
    #[must_use]
    pub fn count(defects: &[Self]) -> usize {
        defects.iter().map(|defect| 1 + defect.more).sum()
    }

    /// Which change it is of, from 0; none when it is of none.
    #[must_use]
    pub fn change(&self) -> Option<usize> {
        self.pointer.strip_prefix("/changes/")?.split('/').next()?.parse().ok()
    }

    /// Where it stands among others: what is of no change first, then by change, by member and by place in a list.
    #[must_use]
    pub fn place(&self) -> (usize, usize, usize) {
        let Some(change) = self.change() else { return (0, 0, 0) };
        let mut parts = self.pointer.split('/').skip(3);
        let member = parts.next().unwrap_or_default();
        let member = MEMBERS.iter().position(|known| *known == member).map_or(0, |place| place + 1);
        let item = parts.next().and_then(|number| number.parse().ok()).unwrap_or(0);
        (change + 1, member, item)
    }

    /// The same where that change has another number.
    #[must_use]
    pub fn renumbered(mut self, renumber: impl Fn(usize) -> usize) -> Self {
        if let Some(number) = self.change() {
            let tail = self.pointer.splitn(4, '/').nth(3).map_or_else(String::new, |tail| format!("/{tail}"));
            self.pointer = format!("/changes/{}{tail}", renumber(number));
        }
        self
    }
}

/// A member name within a JSON pointer.
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_keeps_its_place_within_a_change_that_gets_another_number() {
        let moved = |pointer: &str| {
            let defect = BodyDefect::new(pointer, None, "");
            defect.renumbered(|number| number + 7).pointer
        };
        let pointers =
            ["/changes/0", "/changes/12/areas/3", "/changes", "/base", "", "/changes/x"].map(moved);
        assert_eq!(pointers, ["/changes/7", "/changes/19/areas/3", "/changes", "/base", "", "/changes/x"]);
    }
}
