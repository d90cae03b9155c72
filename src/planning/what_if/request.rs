//! A what-if's request: changes of a draft, a policy to judge by, and parts that are made only when asked for.

use serde_json::Value;

use super::operation::{ChangeRequest, Operation, Unread};
use crate::county::policies::Policies;
use crate::county::policy::Policy;
use crate::echo;
use crate::planning::terms::body_defect::{BodyDefect, escape};
use crate::planning::terms::policy_asked::PolicyAsked;
use crate::reading::polygons::Edges;

/// Most changes of one request.
pub const MOST_CHANGES: usize = 1000;

/// Most changes that are explained one by one: the time grows with the square of their number.
pub(super) const MOST_EXPLAINED: usize = 100;

/// Parts of an answer that cost time or bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Include {
    /// How far people are from practices.
    Access,
    /// The new outlines.
    Borders,
    /// The fit with every set of boundaries loaded.
    BoundarySets,
    /// Who lives there: ages, accommodation, indicators.
    Population,
    /// Which postcodes move.
    Postcodes,
}

const INCLUDES: [(&str, Include); 5] = [
    ("access", Include::Access),
    ("borders", Include::Borders),
    ("boundary_sets", Include::BoundarySets),
    ("population", Include::Population),
    ("postcodes", Include::Postcodes),
];
const MEMBERS: &str = "unknown member: expected base, policy, changes, include, explain";

/// A what-if as it was asked: read once, and the same for every caller.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The draft that is changed; none for the current one.
    pub base: Option<String>,
    /// The changes, in order.
    pub changes: Vec<ChangeRequest>,
    /// The policy to judge by.
    policy: Option<PolicyAsked>,
    included: Vec<Include>,
    /// How drawn edges run.
    edges: Edges,
    /// Whether to say what each change contributes.
    pub(super) explain: bool,
    unread: Vec<Unread>,
    /// What could not be read: told together with what does not hold, so that the list is whole.
    defects: Vec<BodyDefect>,
}

impl Request {
    /// Some changes of a draft; without one, of the current draft.
    #[must_use]
    pub fn of(base: Option<String>, changes: Vec<ChangeRequest>) -> Self {
        Self { base: base.filter(|base| base != "current"), changes, ..Self::default() }
    }

    /// Reads a body. What cannot be read is told when the request is evaluated ([`Request::defects`]).
    #[must_use]
    pub fn read(body: &Value) -> Self {
        let mut request = Self::default();
        let Value::Object(members) = body else {
            request.defects.push(defect(String::new(), None, "expected an object with changes"));
            return request;
        };
        for (name, value) in members {
            request.member(name, value);
        }
        request.read_changes(members.get("changes").unwrap_or(&Value::Null));
        request
    }

    /// Reads a list of changes alone, as some bodies have it.
    #[must_use]
    pub fn read_list(base: Option<String>, changes: &Value) -> Self {
        let mut request = Self::of(base, Vec::new());
        request.read_changes(changes);
        request
    }

    /// Reads the members of a body that say which plan it is about: `base` and `changes`, each of which may be missing.
    #[must_use]
    pub fn read_start(members: &serde_json::Map<String, Value>) -> Self {
        let mut request = Self::default();
        if let Some(base) = members.get("base") {
            request.member("base", base);
        }
        if let Some(changes) = members.get("changes") {
            request.read_changes(changes);
        }
        request
    }

    /// With the policy, one of `policies`, and the parts that query parameters name: `include` has them separated by commas.
    ///
    /// # Errors
    /// The first parameter that cannot be read, its name behind the pointer's stroke.
    pub fn with_parameters(
        mut self,
        policies: &Policies,
        policy: Option<&str>,
        include: Option<&str>,
        explain: bool,
    ) -> Result<Self, Box<BodyDefect>> {
        let known = self.defects.len();
        if let Some(policy) = policy {
            let asked = PolicyAsked::Known(policy.to_owned());
            if let Err(defect) = asked.find("/policy", policies) {
                self.defects.push(*defect);
            }
            self.policy = Some(asked);
        }
        if let Some(include) = include {
            self.member("include", &include.split(',').collect());
        }
        self.explain |= explain;
        if self.defects.len() > known { Err(Box::new(self.defects.swap_remove(known))) } else { Ok(self) }
    }

    /// With more changes after its own.
    #[must_use]
    pub fn with_more(mut self, more: &[Value]) -> Self {
        let kept = self.changes.len();
        for (number, change) in more.iter().enumerate() {
            self.read_change(kept + number, change);
        }
        self.refuse_too_many(kept + more.len());
        self
    }

    /// The same, where a revision keeps those of its changes that `is_kept` names, as they were written.
    #[must_use]
    pub fn keeping(mut self, is_kept: impl Fn(&Value) -> bool) -> Self {
        for change in &mut self.changes {
            change.is_kept = is_kept(change.written());
        }
        self
    }

    /// With drawn edges that run otherwise.
    #[must_use]
    pub fn with_edges(self, edges: Edges) -> Self {
        Self { edges, ..self }
    }

    /// How drawn edges run.
    #[must_use]
    pub fn edges(&self) -> Edges {
        self.edges
    }

    /// Whether some change is drawn.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        let is_drawn = |change: &ChangeRequest| {
            matches!(change.operation, Operation::MoveByPolygon { .. } | Operation::Redraw { .. })
        };
        self.changes.iter().any(is_drawn)
    }

    /// The policy to judge by, among those there are; none when none was asked for.
    ///
    /// # Errors
    /// There is none of the id that was asked for.
    pub(super) fn policy<'a>(
        &'a self,
        policies: &'a Policies,
    ) -> Result<Option<&'a Policy>, Box<BodyDefect>> {
        self.policy.as_ref().map(|asked| asked.find("/policy", policies)).transpose()
    }

    /// What could not be read of it.
    #[must_use]
    pub fn defects(&self) -> &[BodyDefect] {
        &self.defects
    }

    /// Changes that could be read in part.
    pub(super) fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// The changes as they were written.
    #[must_use]
    pub fn written(&self) -> Value {
        self.changes.iter().map(|change| change.written().clone()).collect()
    }

    /// The request without one of its changes, and without the parts that cost time.
    pub(super) fn without(&self, number: usize) -> Self {
        let rest = self.changes.iter().filter(|change| change.number != number).cloned();
        let changes = (0..).zip(rest).map(|(number, change)| change.numbered(number)).collect();
        let (base, policy, edges) = (self.base.clone(), self.policy.clone(), self.edges);
        Self { base, changes, policy, edges, ..Self::default() }
    }

    fn member(&mut self, name: &str, value: &Value) {
        let pointer = format!("/{}", escape(&echo::cut(name)));
        match name {
            "changes" => {}
            "base" => match value.as_str() {
                Some(base) => self.base = Some(base.to_owned()).filter(|base| base != "current"),
                None => self.defects.push(defect(pointer, None, "expected the id of a draft, or current")),
            },
            "policy" => match PolicyAsked::read(&pointer, value) {
                Ok(asked) => self.policy = Some(asked),
                Err(defects) => self.defects.extend(defects),
            },
            "explain" => match value.as_bool() {
                Some(explain) => self.explain = explain,
                None => self.defects.push(defect(pointer, Some(value), "expected true or false")),
            },
            "include" => self.include(&pointer, value),
            _ => self.defects.push(defect(pointer, None, MEMBERS)),
        }
    }

    fn read_changes(&mut self, changes: &Value) {
        let Value::Array(changes) = changes else {
            let value = changes.is_string().then_some(changes);
            self.defects.push(defect("/changes".to_owned(), value, "expected a list of changes"));
            return;
        };
        if self.refuse_too_many(changes.len()) {
            return;
        }
        for (number, change) in changes.iter().enumerate() {
            self.read_change(number, change);
        }
    }

    fn read_change(&mut self, number: usize, change: &Value) {
        match ChangeRequest::read(number, change) {
            Ok(change) => self.changes.push(change),
            Err(unread) => {
                self.defects.extend_from_slice(&unread.defects);
                self.unread.push(unread);
            }
        }
    }

    fn refuse_too_many(&mut self, count: usize) -> bool {
        let is_too_many = count > MOST_CHANGES;
        if is_too_many {
            let reason = format!("{count} changes, at most {MOST_CHANGES} at a time");
            self.defects.push(defect("/changes".to_owned(), None, &reason));
        }
        is_too_many
    }

    /// Whether a part was asked for.
    pub(super) fn includes(&self, part: Include) -> bool {
        self.included.contains(&part)
    }

    fn include(&mut self, pointer: &str, value: &Value) {
        let Some(parts) = value.as_array() else {
            self.defects.push(defect(pointer.to_owned(), None, "expected a list"));
            return;
        };
        for (number, part) in parts.iter().enumerate() {
            if let Some((_, include)) = INCLUDES.iter().find(|(name, _)| part.as_str() == Some(*name)) {
                self.included.push(*include);
            } else {
                let reason = format!("expected one of {}", INCLUDES.map(|(name, _)| name).join(", "));
                self.defects.push(defect(format!("{pointer}/{number}"), Some(part), &reason));
            }
        }
    }
}

fn defect(pointer: String, value: Option<&Value>, reason: &str) -> BodyDefect {
    BodyDefect::new(pointer, value.filter(|value| value.is_string()).cloned(), reason)
}
