//! The changes that name what they move: areas, practices, sets of areas, and neighbourhoods as wholes.

use serde_json::{Map, Value};

use super::changes::{Note, Reader, parse};
use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::domain::boundaries::plan::Change;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::domain::ground::geography::{Area, AreaIx};
use crate::domain::ground::practices::{PracticeIx, Status};

type Members = Map<String, Value>;

impl Reader<'_> {
    /// `move_areas{areas,to}`
    pub(super) fn move_areas(&mut self, pointer: &str, members: &Members) -> Option<Change> {
        self.refuse_unknown(pointer, members, &["areas", "to"]);
        let (areas, to) = (self.areas(pointer, members), self.zone(pointer, members, "to"));
        Some(to_zone(areas?, to?))
    }

    /// `move_practice{practice,to}`
    pub(super) fn move_practice(&mut self, pointer: &str, members: &Members) -> Option<Change> {
        self.refuse_unknown(pointer, members, &["practice", "to"]);
        let (practice, to) = (self.practice(pointer, members), self.zone(pointer, members, "to"));
        Some(Change::Practices(vec![(practice?, Some(to?))]))
    }

    /// `move_by_set{set,code,to}`: all areas of an MSOA, ward or district, or all practices of a network.
    pub(super) fn move_by_set(&mut self, number: usize, pointer: &str, members: &Members) -> Option<Change> {
        self.refuse_unknown(pointer, members, &["set", "code", "to"]);
        let to = self.zone(pointer, members, "to");
        let code = members.get("code").unwrap_or(&Value::Null);
        let label: fn(&Area) -> Option<GssCode> =
            match members.get("set").and_then(Value::as_str).unwrap_or_default() {
                "msoa" => |area| area.msoa,
                "ward" => |area| area.ward,
                "district" => |area| Some(area.district),
                "pcn" => {
                    let practices = self.network(pointer, code);
                    let moves = |practices: Vec<PracticeIx>, to| {
                        practices.into_iter().map(|ix| (ix, Some(to))).collect()
                    };
                    return Some(Change::Practices(moves(practices?, to?)));
                }
                _ => {
                    self.defect(
                        &format!("{pointer}/set"),
                        members.get("set"),
                        "expected msoa, ward, district or pcn",
                    );
                    return None;
                }
            };
        let areas = parse::<GssCode>(code).and_then(|code| {
            let own = self
                .ground()
                .geography
                .areas()
                .filter(|(_, area)| label(area) == Some(code))
                .map(|(ix, _)| ix);
            let areas: Vec<AreaIx> = own.collect();
            if areas.is_empty() { Err("no area of the data loaded is in it".to_owned()) } else { Ok(areas) }
        });
        let areas =
            areas.map_err(|reason| self.defect(&format!("{pointer}/code"), Some(code), reason)).ok()?;
        if members.get("set").and_then(Value::as_str) == Some("ward") {
            let text = format!(
                "The ward is taken as the {} areas that fit it best; its own border may differ.",
                areas.len()
            );
            self.note(Note { change: number, text, areas: vec![], drawn: None });
        }
        Some(to_zone(areas, to?))
    }

    /// `create{id,name,areas}`
    pub(super) fn create(&mut self, pointer: &str, members: &Members) -> Option<Change> {
        self.refuse_unknown(pointer, members, &["id", "name", "areas"]);
        let id = members.get("id").unwrap_or(&Value::Null);
        let new = parse::<NeighbourhoodId>(id).and_then(|id| {
            let is_taken = self.plan.neighbourhoods().any(|(_, known)| known.id == id);
            if is_taken { Err("is the id of a neighbourhood already".to_owned()) } else { Ok(id) }
        });
        let new = new.map_err(|reason| self.defect(&format!("{pointer}/id"), Some(id), reason)).ok();
        let (name, areas) = (self.name(pointer, members), self.areas(pointer, members));
        let slot = self.plan.next_slot();
        let neighbourhood = Neighbourhood { id: new?, name: name? };
        Some(Change::All(vec![Change::Neighbourhood(slot, Some(neighbourhood)), to_zone(areas?, slot)]))
    }

    /// `rename{id,name}`
    pub(super) fn rename(&mut self, pointer: &str, members: &Members) -> Option<Change> {
        self.refuse_unknown(pointer, members, &["id", "name"]);
        let (zone, name) = (self.zone(pointer, members, "id"), self.name(pointer, members));
        let (zone, name) = (zone?, name?);
        let id = self
            .plan
            .neighbourhoods()
            .find(|(known, _)| *known == zone)
            .map(|(_, known)| known.id.clone())?;
        Some(Change::Neighbourhood(zone, Some(Neighbourhood { id, name })))
    }

    /// `merge{from,into}`
    pub(super) fn merge(&mut self, pointer: &str, members: &Members) -> Option<Change> {
        self.refuse_unknown(pointer, members, &["from", "into"]);
        let (from, into) = (self.zone(pointer, members, "from"), self.zone(pointer, members, "into"));
        self.dissolved(&format!("{pointer}/into"), from?, into?)
    }

    /// `delete{id,reassign_to}`
    pub(super) fn delete(&mut self, pointer: &str, members: &Members) -> Option<Change> {
        self.refuse_unknown(pointer, members, &["id", "reassign_to"]);
        let (from, into) = (self.zone(pointer, members, "id"), self.zone(pointer, members, "reassign_to"));
        self.dissolved(&format!("{pointer}/reassign_to"), from?, into?)
    }

    /// All areas and placed practices of one neighbourhood to another, and the first gone.
    fn dissolved(&mut self, pointer: &str, from: ZoneIx, into: ZoneIx) -> Option<Change> {
        if from == into {
            self.defect(pointer, None, "a neighbourhood cannot go into itself");
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

    fn areas(&mut self, pointer: &str, members: &Members) -> Option<Vec<AreaIx>> {
        let pointer = format!("{pointer}/areas");
        let Some(Value::Array(codes)) = members.get("areas").filter(|areas| !is_empty(areas)) else {
            self.defect(&pointer, members.get("areas"), "expected a list of at least one area code");
            return None;
        };
        let mut areas: Vec<AreaIx> = Vec::new();
        let mut named = vec![false; self.ground().geography.len()];
        for (number, code) in codes.iter().enumerate() {
            let found = parse::<GssCode>(code).and_then(|code| {
                let area = self.ground().geography.find(code);
                let area = area.ok_or_else(|| "is not among the areas of the data loaded".to_owned())?;
                if std::mem::replace(&mut named[area.slot()], true) {
                    return Err("the area is named twice in this change".to_owned());
                }
                Ok(area)
            });
            match found {
                Ok(area) => areas.push(area),
                Err(reason) => self.defect(&format!("{pointer}/{number}"), Some(code), reason),
            }
        }
        (areas.len() == codes.len()).then_some(areas)
    }

    fn practice(&mut self, pointer: &str, members: &Members) -> Option<PracticeIx> {
        let value = members.get("practice").unwrap_or(&Value::Null);
        let found = parse::<OdsCode>(value).and_then(|code| {
            let practice = self.ground().practices.find(code);
            practice.ok_or_else(|| "is not among the practices of the data loaded".to_owned())
        });
        let movable = found.and_then(|ix| {
            match (&self.ground().practices.practice(ix).status, self.draft.division.home(ix)) {
                (Status::Closed { successor, .. }, _) => Err(successor
                    .map_or_else(|| "closed".to_owned(), |code| format!("closed; its successor is {code}"))),
                (_, None) => Err("is not an open practice of the study area".to_owned()),
                (_, Some(_)) => Ok(ix),
            }
        });
        movable.map_err(|reason| self.defect(&format!("{pointer}/practice"), Some(value), reason)).ok()
    }

    /// The practices of a network that count in the study area.
    fn network(&mut self, pointer: &str, value: &Value) -> Option<Vec<PracticeIx>> {
        let found = parse::<OdsCode>(value).and_then(|code| {
            let own = self.ground().practices.iter().filter(|(ix, practice)| {
                practice.network_code() == Some(code) && self.draft.division.home(*ix).is_some()
            });
            let own: Vec<PracticeIx> = own.map(|(ix, _)| ix).collect();
            if own.is_empty() { Err("no practice of the study area is in it".to_owned()) } else { Ok(own) }
        });
        found.map_err(|reason| self.defect(&format!("{pointer}/code"), Some(value), reason)).ok()
    }

    fn name(&mut self, pointer: &str, members: &Members) -> Option<String> {
        let name = members.get("name").and_then(Value::as_str).map(str::trim);
        let is_name = |name: &&str| !name.is_empty() && name.chars().count() <= 200;
        let Some(name) = name.filter(is_name) else {
            self.defect(
                &format!("{pointer}/name"),
                members.get("name"),
                "expected a name of 1 to 200 characters",
            );
            return None;
        };
        Some(name.to_owned())
    }
}

/// Areas to one neighbourhood.
pub(super) fn to_zone(areas: Vec<AreaIx>, to: ZoneIx) -> Change {
    Change::Areas(areas.into_iter().map(|area| (area, Some(to))).collect())
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}
