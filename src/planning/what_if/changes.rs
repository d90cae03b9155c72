//! Changes applied in order to a plan of a draft: every code looked up, every defect told with its place. What each kind of
//! change does stands in `change_ops` and `change_shapes`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::operation::{ChangeRequest, Operation, Reference, Unread};
use super::request::Request;
use crate::county::Loaded;
use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::domain::boundaries::plan::{Change, Plan};
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::practices::PracticeIx;
use crate::ingest::plan::known::is_same_word;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::words::names;
use crate::reading::polygons::Edges;

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
    /// What to know of how they were taken.
    pub notes: Vec<Note>,
    /// What undoes them, the last one first: applied in order to the plan, it is exactly as it was before.
    pub undo: Vec<Change>,
}

/// Applies changes in order to a plan of the draft. All or nothing.
pub struct Applying<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) draft: &'a Draft,
    pub(super) plan: Plan,
    pub(super) vertices: usize,
    pub(super) edges: Edges,
    /// Practices that close, each with the number of its change.
    pub(super) closings: Vec<(usize, PracticeIx)>,
    defects: Vec<BodyDefect>,
    pub(super) notes: Vec<Note>,
}

impl<'a> Applying<'a> {
    /// Changes of one draft, from a plan of it.
    #[must_use]
    pub fn new(loaded: &'a Loaded, draft: &'a Draft, plan: Plan) -> Self {
        let edges = Edges::default();
        let (closings, defects, notes) = (Vec::new(), Vec::new(), Vec::new());
        Self { loaded, draft, plan, vertices: 0, edges, closings, defects, notes }
    }

    /// Applies the changes of a request, each after those before it. What a change names that cannot be read as a whole is
    /// looked up too, so that all is told at once.
    ///
    /// # Errors
    /// Every defect of every change.
    pub fn apply(mut self, request: &Request) -> Result<Applied, Vec<BodyDefect>> {
        self.edges = request.edges();
        let mut emptied_by = BTreeMap::new();
        let mut undo = Vec::with_capacity(request.changes.len());
        let mut unread = request.unread().iter().peekable();
        for requested in &request.changes {
            while let Some(part) = unread.next_if(|part| part.number < requested.number) {
                self.look_up(part);
            }
            if let Some(change) = self.change(requested) {
                let empty_before = self.plan.empty();
                undo.push(self.plan.apply(&change));
                let empty_after = self.plan.empty();
                emptied_by.retain(|zone, _| empty_after.contains(zone));
                for zone in empty_after.into_iter().filter(|zone| !empty_before.contains(zone)) {
                    emptied_by.insert(zone, requested.pointer());
                }
            }
        }
        unread.for_each(|part| self.look_up(part));
        self.refuse_emptied(emptied_by);
        if !self.defects.is_empty() {
            return Err(self.defects);
        }
        undo.reverse();
        self.note_closings();
        Ok(Applied { plan: self.plan, notes: self.notes, undo })
    }

    /// Changes that leave a neighbourhood without any area are refused, each by name: deleting one is another change.
    fn refuse_emptied(&mut self, emptied_by: BTreeMap<ZoneIx, String>) {
        for (zone, pointer) in emptied_by {
            let id = self.id_of(zone);
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

    fn look_up(&mut self, unread: &Unread) {
        let pointer = format!("/changes/{}", unread.number);
        for reference in &unread.references {
            match reference {
                Reference::Neighbourhood(member, id) => _ = self.zone(&pointer, member, id),
                Reference::NewNeighbourhood(id) => _ = self.refuse_new_id(&pointer, id),
                Reference::Areas(codes) => _ = self.areas(&pointer, codes.iter().copied()),
                Reference::Practice(member, code) => _ = self.practice(&pointer, member, *code),
                Reference::Set(set) => _ = self.set(unread.number, &pointer, *set),
            }
        }
    }

    fn change(&mut self, requested: &ChangeRequest) -> Option<Change> {
        let pointer = requested.pointer();
        match &requested.operation {
            Operation::MoveAreas { areas, to } => self.move_areas(&pointer, areas, to),
            Operation::MovePractice { practice, to } => self.move_practice(&pointer, *practice, to),
            Operation::ClosePractice { practice, to } => {
                self.close_practice(requested.number, &pointer, *practice, *to)
            }
            Operation::MoveBySet { set, to } => self.move_by_set(requested.number, &pointer, *set, to),
            Operation::MoveByPolygon { geometry, to, rule } => {
                self.move_by_polygon(requested, geometry, to, *rule)
            }
            Operation::Create { id, name, areas } => self.create(requested, id, name, areas),
            Operation::Rename { id, name } => self.rename(&pointer, id, name),
            Operation::Merge { from, into } => self.dissolved(&pointer, ("from", from), ("into", into)),
            Operation::Delete { id, reassign_to } => {
                self.dissolved(&pointer, ("id", id), ("reassign_to", reassign_to))
            }
            Operation::Redraw { id, geometry } => self.redraw(requested, id, geometry),
            // It is about what follows from the plan, which it leaves as it is.
            Operation::AcceptIssue { .. } => None,
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
    pub(super) fn zone(&mut self, pointer: &str, member: &str, id: &NeighbourhoodId) -> Option<ZoneIx> {
        let zone = self.plan.neighbourhoods().find(|(_, known)| known.id == *id).map(|(zone, _)| zone);
        if zone.is_none() {
            let meant = self.perhaps_meant(id);
            let reason = format!(
                "is not a neighbourhood of the draft {} after the changes before: {meant}",
                self.draft.id
            );
            self.defect(&format!("{pointer}/{member}"), Some(id), reason);
        }
        zone
    }

    /// The neighbourhood whose id or name a text is but for case, else the ids there are.
    fn perhaps_meant(&self, text: &NeighbourhoodId) -> String {
        let is_meant = |known: &&Neighbourhood| {
            is_same_word(known.id.as_str(), text.as_str()) || is_same_word(&known.name, text.as_str())
        };
        let known = || self.plan.neighbourhoods().map(|(_, known)| known);
        let meant: Vec<&str> = known().filter(is_meant).map(|known| known.id.as_str()).collect();
        match meant.as_slice() {
            [] => format!("there are {}", names(&known().map(|known| known.id.as_str()).collect::<Vec<_>>())),
            meant => format!("did you mean {}?", meant.join(" or ")),
        }
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Notes what is wrong at a place; `value` is what was said there.
    pub(super) fn defect(
        &mut self,
        pointer: &str,
        value: Option<&dyn std::fmt::Display>,
        reason: impl Into<String>,
    ) {
        let value = value.map(|value| Value::String(value.to_string()));
        self.defects.push(BodyDefect::new(pointer, value, reason));
    }
}
