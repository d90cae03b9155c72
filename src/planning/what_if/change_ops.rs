//! The changes that name what they move: areas, practices, sets of areas, and neighbourhoods as wholes.

use std::borrow::Cow;

use super::changes::{Applying, Note};
use super::operation::{AreaSet, ChangeRequest};
use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::domain::boundaries::plan::Change;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::domain::ground::geography::{Area, AreaIx};
use crate::domain::ground::practices::{PracticeIx, Status};
use crate::ingest::plan::known::{is_same_word, why_reserved};
use crate::planning::terms::words::names;

/// What a set stands for.
pub(super) enum Members {
    /// Areas.
    Areas(Vec<AreaIx>),
    /// Practices.
    Practices(Vec<PracticeIx>),
}

impl Applying<'_> {
    pub(super) fn move_areas(
        &mut self,
        pointer: &str,
        areas: &[GssCode],
        to: &NeighbourhoodId,
    ) -> Option<Change> {
        let areas = areas.iter().copied().enumerate();
        let (areas, to) = (self.areas(pointer, areas), self.zone(pointer, "to", to));
        Some(to_zone(areas?, to?))
    }

    pub(super) fn move_practice(
        &mut self,
        pointer: &str,
        practice: OdsCode,
        to: &NeighbourhoodId,
    ) -> Option<Change> {
        let (practice, to) = (self.practice(pointer, "practice", practice), self.zone(pointer, "to", to));
        Some(Change::Practices(vec![(practice?, Some(to?))]))
    }

    pub(super) fn close_practice(
        &mut self,
        number: usize,
        pointer: &str,
        practice: OdsCode,
        to: OdsCode,
    ) -> Option<Change> {
        let (closed, taker) =
            (self.practice(pointer, "practice", practice), self.practice(pointer, "to", to));
        let (closed, taker) = (closed?, taker?);
        if closed == taker {
            let reason = "a practice that closes cannot take its own list";
            self.defect(&format!("{pointer}/to"), Some(&to), reason);
            return None;
        }
        self.closings.push((number, closed));
        Some(Change::Takers(vec![(closed, Some(taker))]))
    }

    /// By which rule the patients of practices that close are counted: with whoever has their lists in the end.
    pub(super) fn note_closings(&mut self) {
        let practices = &self.ground().practices;
        let closures = self.plan.closures(practices);
        for (change, closed) in std::mem::take(&mut self.closings) {
            let [closed, holder] =
                [closed, closures.holder(closed)].map(|ix| practices.practice(ix).called());
            let text = format!(
                "The whole list of {closed} is counted with {holder}, wherever its patients live: what they would choose, and \
                 whether the list can take them, no data tells. It says nothing about what will become of the practice."
            );
            self.notes.push(Note { change, text, areas: vec![], drawn: None });
        }
        self.notes.sort_by_key(|note| note.change);
    }

    pub(super) fn move_by_set(
        &mut self,
        number: usize,
        pointer: &str,
        set: AreaSet,
        to: &NeighbourhoodId,
    ) -> Option<Change> {
        let (to, members) = (self.zone(pointer, "to", to), self.set(number, pointer, set));
        let to = to?;
        Some(match members? {
            Members::Areas(areas) => to_zone(areas, to),
            Members::Practices(practices) => {
                Change::Practices(practices.into_iter().map(|ix| (ix, Some(to))).collect())
            }
        })
    }

    /// What belongs to a set.
    pub(super) fn set(&mut self, number: usize, pointer: &str, set: AreaSet) -> Option<Members> {
        let areas = match set {
            AreaSet::Msoa(code) => self.areas_in(pointer, code, |area| area.msoa)?,
            AreaSet::Ward(code) => self.areas_in(pointer, code, |area| area.ward)?,
            AreaSet::District(code) => self.areas_in(pointer, code, |area| Some(area.district))?,
            AreaSet::Pcn(code) => return self.network(pointer, code).map(Members::Practices),
        };
        if let AreaSet::Ward(_) = set {
            let text = format!(
                "The ward is taken as the {} areas that fit it best; its own border may differ.",
                areas.len()
            );
            self.note(Note { change: number, text, areas: vec![], drawn: None });
        }
        Some(Members::Areas(areas))
    }

    /// The areas that carry a code in one of their labels.
    fn areas_in(
        &mut self,
        pointer: &str,
        code: GssCode,
        label: fn(&Area) -> Option<GssCode>,
    ) -> Option<Vec<AreaIx>> {
        let own = self.ground().geography.areas().filter(|(_, area)| label(area) == Some(code));
        let areas: Vec<AreaIx> = own.map(|(ix, _)| ix).collect();
        if areas.is_empty() {
            self.defect(&format!("{pointer}/code"), Some(&code), "no area of the data loaded is in it");
            return None;
        }
        Some(areas)
    }

    pub(super) fn create(
        &mut self,
        requested: &ChangeRequest,
        id: &NeighbourhoodId,
        name: &str,
        areas: &[GssCode],
    ) -> Option<Change> {
        let pointer = requested.pointer();
        let is_refused = if requested.is_kept {
            self.refuse_taken_id(&pointer, id)
        } else {
            self.refuse_new_id(&pointer, id)
        };
        let areas = self.areas(&pointer, areas.iter().copied().enumerate());
        let slot = self.plan.next_slot();
        let neighbourhood = Neighbourhood { id: id.clone(), name: name.to_owned() };
        let created = Change::Neighbourhood(slot, Some(neighbourhood));
        areas.filter(|_| !is_refused).map(|areas| Change::All(vec![created, to_zone(areas, slot)]))
    }

    pub(super) fn rename(&mut self, pointer: &str, id: &NeighbourhoodId, name: &str) -> Option<Change> {
        let zone = self.zone(pointer, "id", id)?;
        let renamed = Neighbourhood { id: id.clone(), name: name.to_owned() };
        Some(Change::Neighbourhood(zone, Some(renamed)))
    }

    /// All areas and placed practices of one neighbourhood to another, and the first gone.
    pub(super) fn dissolved(
        &mut self,
        pointer: &str,
        (from_member, from): (&str, &NeighbourhoodId),
        (into_member, into): (&str, &NeighbourhoodId),
    ) -> Option<Change> {
        let (from, into) = (self.zone(pointer, from_member, from), self.zone(pointer, into_member, into));
        let (from, into) = (from?, into?);
        if from == into {
            let reason = "a neighbourhood cannot go into itself";
            self.defect(&format!("{pointer}/{into_member}"), None, reason);
            return None;
        }
        let ground = self.ground();
        // A practice goes with its area, unless it was placed, or its area is another's: where a site lies on a border, or was
        // drawn apart from the area around it.
        let is_left = |ix: PracticeIx| {
            let goes_along =
                ground.area_of_practice(ix).is_some_and(|area| self.plan.zone(area) == Some(from));
            self.plan.home(ground, &self.draft.division, ix) == Some(from)
                && (self.plan.placed(ix).is_some() || !goes_along)
        };
        let practices = ground.practices.iter().map(|(ix, _)| ix).filter(|ix| is_left(*ix));
        let placed = practices.map(|ix| (ix, Some(into))).collect();
        let areas = to_zone(self.areas_of(from), into);
        Some(Change::All(vec![areas, Change::Practices(placed), Change::Neighbourhood(from, None)]))
    }

    /// Whether an id is another neighbourhood's.
    fn refuse_taken_id(&mut self, pointer: &str, id: &NeighbourhoodId) -> bool {
        let is_taken = self.plan.neighbourhoods().any(|(_, known)| known.id == *id);
        if is_taken {
            self.defect(&format!("{pointer}/id"), Some(id), "is the id of a neighbourhood already");
        }
        is_taken
    }

    /// Whether an id is one that a new neighbourhood may not have: it is another's, but for case, or means something else in files.
    pub(super) fn refuse_new_id(&mut self, pointer: &str, id: &NeighbourhoodId) -> bool {
        if self.refuse_taken_id(pointer, id) {
            return true;
        }
        let is_same = |known: &&NeighbourhoodId| is_same_word(known.as_str(), id.as_str());
        let reason = match self.plan.neighbourhoods().map(|(_, known)| &known.id).find(is_same) {
            Some(known) => Some(format!(
                "is the id of a neighbourhood already but for case ({known}), which files do not tell apart"
            )),
            None => why_reserved(id).map(str::to_owned),
        };
        let is_refused = reason.is_some();
        if let Some(reason) = reason {
            self.defect(&format!("{pointer}/id"), Some(id), reason);
        }
        is_refused
    }

    /// What is known of a code that is of no area: of one of 2011, the areas that have its ground.
    fn why_not_loaded(&self, code: GssCode) -> String {
        let became: Vec<String> =
            self.ground().area_changes().successors(code).map(|area| area.to_string()).collect();
        if became.is_empty() {
            "is not among the areas of the data loaded".to_owned()
        } else {
            format!("is a code of 2011 that is no longer used: the area became {}", names(&became))
        }
    }

    /// Areas by their codes, each with its place in the list.
    pub(super) fn areas(
        &mut self,
        pointer: &str,
        codes: impl Iterator<Item = (usize, GssCode)>,
    ) -> Option<Vec<AreaIx>> {
        let mut areas: Vec<AreaIx> = Vec::new();
        let mut named = vec![false; self.ground().geography.len()];
        let mut is_whole = true;
        for (number, code) in codes {
            let reason: Cow<'_, str> = match self.ground().geography.find(code) {
                Some(area) if !std::mem::replace(&mut named[area.slot()], true) => {
                    areas.push(area);
                    continue;
                }
                Some(_) => "the area is named twice in this change".into(),
                None => self.why_not_loaded(code).into(),
            };
            is_whole = false;
            self.defect(&format!("{pointer}/areas/{number}"), Some(&code), reason);
        }
        is_whole.then_some(areas)
    }

    /// A practice that counts somewhere in the study area, after the changes before.
    pub(super) fn practice(&mut self, pointer: &str, member: &str, code: OdsCode) -> Option<PracticeIx> {
        let practices = &self.ground().practices;
        let reason = match practices.find(code) {
            None => "is not among the practices of the data loaded".to_owned(),
            Some(ix) => match (&practices.practice(ix).status, self.draft.division.home(ix)) {
                (Status::Closed { .. }, _) => match self.plan.closures(practices).successor(practices, ix) {
                    Some(of) => format!("closed; its successor is {}", practices.practice(of.practice).code),
                    None => "closed".to_owned(),
                },
                (_, None) => "is not an open practice of the study area".to_owned(),
                (_, Some(_)) => match self.plan.taker(ix) {
                    Some(taker) => {
                        let taker = practices.practice(taker).code;
                        format!("is closed by a change before, which gives its list to {taker}")
                    }
                    None => return Some(ix),
                },
            },
        };
        self.defect(&format!("{pointer}/{member}"), Some(&code), reason);
        None
    }

    /// The practices of a network that count in the study area.
    fn network(&mut self, pointer: &str, code: OdsCode) -> Option<Vec<PracticeIx>> {
        let own = self.ground().practices.iter().filter(|(ix, practice)| {
            let counts = self.draft.division.home(*ix).is_some() && self.plan.taker(*ix).is_none();
            practice.network_code() == Some(code) && counts
        });
        let own: Vec<PracticeIx> = own.map(|(ix, _)| ix).collect();
        if own.is_empty() {
            let reason = "no open practice of the study area is in it";
            self.defect(&format!("{pointer}/code"), Some(&code), reason);
            return None;
        }
        Some(own)
    }
}

/// Areas to one neighbourhood.
pub(super) fn to_zone(areas: Vec<AreaIx>, to: ZoneIx) -> Change {
    Change::Areas(areas.into_iter().map(|area| (area, Some(to))).collect())
}
