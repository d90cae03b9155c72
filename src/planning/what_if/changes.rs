//! Changes as planners write them, read against a draft and applied in order: every code looked up, every defect told with
//! its place. What each kind of change does stands in `change_ops` and `change_shapes`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::county::Loaded;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::plan::{Change, Plan};
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;
use crate::echo;
use crate::ingest::Finding;

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
    /// In a table: the line, from 1; in a document of features: the feature, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// In a table: the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What is wrong, and what was expected.
    pub reason: String,
}

impl BodyDefect {
    /// A defect of a JSON body.
    pub fn new(pointer: impl Into<String>, value: Option<Value>, reason: impl Into<String>) -> Self {
        let value = value.map(|value| match value {
            Value::String(text) => Value::String(echo::cut(&text)),
            other => other,
        });
        Self { pointer: pointer.into(), value, row: None, column: None, reason: reason.into() }
    }

    /// A defect of a table or a document of features.
    #[must_use]
    pub fn of_finding(finding: Finding) -> Self {
        let Finding { line: row, column, reason, .. } = finding;
        Self { pointer: String::new(), value: None, row, column, reason }
    }
}

/// What a planner should know of how a change was taken.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Note {
    /// Which change, from 0.
    pub change: usize,
    /// In words.
    pub text: String,
    /// Areas a drawn line runs through, or that had to be given to somebody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<NotedArea>,
    /// The line as it was drawn, where one was: GeoJSON in longitude and latitude.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Value>,
}

/// An area that a note is about.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct NotedArea {
    /// GSS code.
    pub code: String,
    /// Share of its live postcodes (or of its land, without any) inside the line; null where no line decided.
    pub share: Option<f64>,
    /// The neighbourhood it is in after the change.
    pub neighbourhood: String,
}

/// Changes that were read and applied.
#[derive(Debug)]
pub struct Applied {
    /// The plan after them.
    pub plan: Plan,
    /// How many they were.
    pub count: usize,
    /// What to know of how they were taken.
    pub notes: Vec<Note>,
    /// What undoes them, the last one first: applied in order to the plan, it is exactly as it was before.
    pub undo: Vec<Change>,
}

/// Reads changes and applies them in order to a plan of the draft. All or nothing.
pub struct Reader<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) draft: &'a Draft,
    pub(super) plan: Plan,
    pub(super) vertices: usize,
    defects: Vec<BodyDefect>,
    notes: Vec<Note>,
}

impl<'a> Reader<'a> {
    /// A reader of changes to one draft, from a plan of it.
    #[must_use]
    pub fn new(loaded: &'a Loaded, draft: &'a Draft, plan: Plan) -> Self {
        Self { loaded, draft, plan, vertices: 0, defects: Vec::new(), notes: Vec::new() }
    }

    /// Reads and applies `changes`, the member of a body of that name.
    ///
    /// # Errors
    /// Every defect of every change.
    pub fn apply(mut self, changes: &Value) -> Result<Applied, Vec<BodyDefect>> {
        let Value::Array(changes) = changes else {
            self.defect("/changes", Some(changes), "expected a list of changes");
            return Err(self.defects);
        };
        if changes.len() > MOST_CHANGES {
            let reason = format!("{} changes, at most {MOST_CHANGES} at a time", changes.len());
            self.defect("/changes", None, reason);
            return Err(self.defects);
        }
        let mut emptied_by = BTreeMap::new();
        let mut undo = Vec::with_capacity(changes.len());
        for (number, change) in changes.iter().enumerate() {
            let pointer = format!("/changes/{number}");
            if let Some(change) = self.change(number, &pointer, change) {
                let empty_before = self.plan.empty();
                undo.push(self.plan.apply(&change));
                let empty_after = self.plan.empty();
                emptied_by.retain(|zone, _| empty_after.contains(zone));
                for zone in empty_after.into_iter().filter(|zone| !empty_before.contains(zone)) {
                    emptied_by.insert(zone, pointer.clone());
                }
            }
        }
        self.refuse_emptied(emptied_by);
        if !self.defects.is_empty() {
            return Err(self.defects);
        }
        undo.reverse();
        Ok(Applied { plan: self.plan, count: changes.len(), notes: self.notes, undo })
    }

    /// Changes that leave a neighbourhood without any area are refused, each by name: deleting one is another change.
    fn refuse_emptied(&mut self, emptied_by: BTreeMap<ZoneIx, String>) {
        for (zone, pointer) in emptied_by {
            let id = Value::String(self.id_of(zone));
            let name = self
                .plan
                .neighbourhoods()
                .find(|(known, _)| *known == zone)
                .map(|(_, known)| known.name.clone());
            let reason = format!(
                "leaves {} without any area; to remove it, use delete or merge",
                name.unwrap_or_default()
            );
            self.defect(&pointer, Some(&id), reason);
        }
    }

    fn change(&mut self, number: usize, pointer: &str, change: &Value) -> Option<Change> {
        let Value::Object(members) = change else {
            self.defect(pointer, Some(change), "expected an object");
            return None;
        };
        match members.get("op").and_then(Value::as_str).unwrap_or_default() {
            "move_areas" => self.move_areas(pointer, members),
            "move_practice" => self.move_practice(pointer, members),
            "move_by_set" => self.move_by_set(number, pointer, members),
            "move_by_polygon" => self.move_by_polygon(number, pointer, members),
            "create" => self.create(pointer, members),
            "rename" => self.rename(pointer, members),
            "merge" => self.merge(pointer, members),
            "delete" => self.delete(pointer, members),
            "redraw" => self.redraw(number, pointer, members),
            _ => {
                let expected = "expected move_areas, move_practice, move_by_set, move_by_polygon, create, rename, merge, \
                    delete or redraw";
                self.defect(&format!("{pointer}/op"), members.get("op"), expected);
                None
            }
        }
    }

    pub(super) fn ground(&self) -> &'a Ground {
        &self.loaded.atlas.ground
    }

    /// The id of a neighbourhood of the plan.
    pub(super) fn id_of(&self, zone: ZoneIx) -> String {
        let found = self.plan.neighbourhoods().find(|(known, _)| *known == zone);
        found.map_or_else(String::new, |(_, neighbourhood)| neighbourhood.id.to_string())
    }

    /// The areas a neighbourhood has, for now.
    pub(super) fn areas_of(&self, zone: ZoneIx) -> Vec<AreaIx> {
        let areas = self.ground().geography.areas().map(|(area, _)| area);
        areas.filter(|area| self.plan.zone(*area) == Some(zone)).collect()
    }

    /// The neighbourhood that a member names.
    pub(super) fn zone(
        &mut self,
        pointer: &str,
        members: &Map<String, Value>,
        member: &str,
    ) -> Option<ZoneIx> {
        let value = members.get(member).unwrap_or(&Value::Null);
        let found = parse::<NeighbourhoodId>(value).and_then(|id| {
            let zone = self.plan.neighbourhoods().find(|(_, known)| known.id == id).map(|(zone, _)| zone);
            zone.ok_or_else(|| {
                format!("is not a neighbourhood of the draft {} after the changes before", self.draft.id)
            })
        });
        found.map_err(|reason| self.defect(&format!("{pointer}/{member}"), Some(value), reason)).ok()
    }

    pub(super) fn refuse_unknown(&mut self, pointer: &str, members: &Map<String, Value>, known: &[&str]) {
        let is_common = |name: &str| name == "op" || name == "reason";
        for name in members.keys().filter(|name| !is_common(name) && !known.contains(&name.as_str())) {
            let reason = format!("unknown member: expected op, {}, reason", known.join(", "));
            self.defect(&format!("{pointer}/{}", escape(name)), None, reason);
        }
        if members.get("reason").is_some_and(|reason| !reason.is_string()) {
            self.defect(&format!("{pointer}/reason"), members.get("reason"), "expected text");
        }
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    pub(super) fn defect(&mut self, pointer: &str, value: Option<&Value>, reason: impl Into<String>) {
        let value =
            value.filter(|value| !value.is_null() && !value.is_array() && !value.is_object()).cloned();
        self.defects.push(BodyDefect::new(pointer, value, reason));
    }
}

impl BodyDefect {
    /// Which change it is of, from 0; none when it is of none.
    #[must_use]
    pub fn change(&self) -> Option<usize> {
        self.pointer.strip_prefix("/changes/")?.split('/').next()?.parse().ok()
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

/// A code given as text.
pub(super) fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(value: &Value) -> Result<T, String> {
    let text = value.as_str().ok_or_else(|| "expected a code as text".to_owned())?;
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// A member name within a JSON pointer; a long one is cut, as it is none that is known.
#[must_use]
pub fn escape(name: &str) -> String {
    echo::cut(name).replace('~', "~0").replace('/', "~1")
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
