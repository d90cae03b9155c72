//! One change as planners write it, read once: which kind it is, and its codes, names and lines as checked values.
//!
//! Whether the data and the plan know what is named here is found when the change is applied.

use std::fmt::Display;
use std::str::FromStr;

use geojson::{Geometry, GeometryValue};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::boundaries::within::Rule;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::echo;
use crate::planning::terms::body_defect::{BodyDefect, escape};
use crate::planning::what_if::issues::IssueId;

/// What a change does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "op", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the members are those of the requests in openapi.yaml")]
pub enum Operation {
    /// Areas into a neighbourhood.
    MoveAreas { areas: Vec<GssCode>, to: NeighbourhoodId },
    /// A practice counts in a neighbourhood, wherever its site lies.
    MovePractice { practice: OdsCode, to: NeighbourhoodId },
    /// A practice closes, and another takes its whole list.
    ClosePractice { practice: OdsCode, to: OdsCode },
    /// All areas of an MSOA, ward or district, or all practices of a network.
    MoveBySet {
        #[serde(flatten)]
        set: AreaSet,
        to: NeighbourhoodId,
    },
    /// The areas that a drawn polygon stands for.
    MoveByPolygon { geometry: Geometry, to: NeighbourhoodId, rule: Rule },
    /// A new neighbourhood of some areas.
    Create { id: NeighbourhoodId, name: String, areas: Vec<GssCode> },
    /// Another name for a neighbourhood.
    Rename { id: NeighbourhoodId, name: String },
    /// All of one neighbourhood into another, and the first gone.
    Merge { from: NeighbourhoodId, into: NeighbourhoodId },
    /// A neighbourhood gone, what it has to another.
    Delete { id: NeighbourhoodId, reassign_to: NeighbourhoodId },
    /// A neighbourhood within a drawn border.
    Redraw { id: NeighbourhoodId, geometry: Geometry },
    /// An issue that is known and stays, for the reason of the change. It moves nothing.
    AcceptIssue { issue: IssueId },
}

/// What is moved as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "set", content = "code", rename_all = "snake_case")]
pub enum AreaSet {
    /// Areas of a Middle layer Super Output Area.
    Msoa(GssCode),
    /// Areas that fit a ward best.
    Ward(GssCode),
    /// Areas of a local authority district.
    District(GssCode),
    /// Practices of a primary care network.
    Pcn(OdsCode),
}

/// What a change names, so that it can be looked up although the rest of the change cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reference {
    /// A neighbourhood, under a member.
    Neighbourhood(&'static str, NeighbourhoodId),
    /// The id of a neighbourhood to be made.
    NewNeighbourhood(NeighbourhoodId),
    /// Areas, each with its place in the list.
    Areas(Vec<(usize, GssCode)>),
    /// A practice, under a member.
    Practice(&'static str, OdsCode),
    /// Areas or practices moved as a whole.
    Set(AreaSet),
}

/// A change that cannot be read as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Unread {
    /// Its place in the list, from 0.
    pub(super) number: usize,
    /// What could be read of it.
    pub(super) references: Vec<Reference>,
    /// Every member that is missing, not known or of another form.
    pub(super) defects: Vec<BodyDefect>,
}

/// A change of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeRequest {
    /// Its place in the list, from 0.
    pub number: usize,
    /// What it does.
    pub operation: Operation,
    /// Why, where it says so.
    pub reason: Option<String>,
    /// A revision keeps it: rules for what is new do not refuse it.
    pub(super) is_kept: bool,
    written: Value,
}

impl ChangeRequest {
    /// A change of our own making.
    #[must_use]
    pub fn new(number: usize, operation: Operation) -> Self {
        let written = serde_json::to_value(&operation).expect("codes, names and numbers are JSON");
        Self { number, operation, reason: None, is_kept: false, written }
    }

    /// The same, with why it is made.
    #[must_use]
    pub fn because(mut self, reason: String) -> Self {
        self.written["reason"] = Value::from(reason.as_str());
        self.reason = Some(reason);
        self
    }

    /// Reads a change.
    ///
    /// # Errors
    /// [`Unread`] with every defect, and what could be read.
    pub fn read(number: usize, written: &Value) -> Result<Self, Unread> {
        let unread = |references, defects| Unread { number, references, defects };
        let pointer = format!("/changes/{number}");
        let Value::Object(object) = written else {
            let defect = BodyDefect::new(pointer, echoed(Some(written)), "expected an object");
            return Err(unread(vec![], vec![defect]));
        };
        let mut members = Members { pointer, written: object, references: vec![], defects: vec![] };
        let operation = members.operation();
        let reason = members.optional("reason", |value| value.as_str().map(str::to_owned), "expected text");
        match operation {
            Some(operation) if members.defects.is_empty() => {
                Ok(Self { number, operation, reason, is_kept: false, written: written.clone() })
            }
            _ => Err(unread(members.references, members.defects)),
        }
    }

    /// Where it stands in its body.
    #[must_use]
    pub fn pointer(&self) -> String {
        format!("/changes/{}", self.number)
    }

    /// The change as it was written, which is how it is kept and shown.
    #[must_use]
    pub fn written(&self) -> &Value {
        &self.written
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.written["op"].as_str().unwrap_or_default()
    }

    /// The same with another place in the list.
    #[must_use]
    pub(super) fn numbered(mut self, number: usize) -> Self {
        self.number = number;
        self
    }
}

/// The members of a change that is being read.
struct Members<'a> {
    pointer: String,
    written: &'a Map<String, Value>,
    references: Vec<Reference>,
    defects: Vec<BodyDefect>,
}

impl Members<'_> {
    fn operation(&mut self) -> Option<Operation> {
        match self.written.get("op").and_then(Value::as_str).unwrap_or_default() {
            "move_areas" => {
                self.refuse_unknown(&["areas", "to"]);
                let (areas, to) = (self.areas(), self.zone("to"));
                Some(Operation::MoveAreas { areas: areas?, to: to? })
            }
            "move_practice" => {
                self.refuse_unknown(&["practice", "to"]);
                let (practice, to) = (self.practice("practice"), self.zone("to"));
                Some(Operation::MovePractice { practice: practice?, to: to? })
            }
            "close_practice" => {
                self.refuse_unknown(&["practice", "to"]);
                let (practice, to) = (self.practice("practice"), self.taker());
                Some(Operation::ClosePractice { practice: practice?, to: to? })
            }
            "move_by_set" => {
                self.refuse_unknown(&["set", "code", "to"]);
                let (to, set) = (self.zone("to"), self.set());
                Some(Operation::MoveBySet { set: set?, to: to? })
            }
            "move_by_polygon" => {
                self.refuse_unknown(&["geometry", "to", "rule"]);
                let (geometry, to, rule) = (self.geometry(), self.zone("to"), self.rule());
                Some(Operation::MoveByPolygon { geometry: geometry?, to: to?, rule })
            }
            of_neighbourhoods => self.operation_of_neighbourhoods(of_neighbourhoods),
        }
    }

    /// A change of neighbourhoods as wholes, or of what is known of the plan.
    fn operation_of_neighbourhoods(&mut self, op: &str) -> Option<Operation> {
        match op {
            "create" => {
                self.refuse_unknown(&["id", "name", "areas"]);
                let (id, name, areas) = (self.new_id(), self.name(), self.areas());
                Some(Operation::Create { id: id?, name: name?, areas: areas? })
            }
            "rename" => {
                self.refuse_unknown(&["id", "name"]);
                let (id, name) = (self.zone("id"), self.name());
                Some(Operation::Rename { id: id?, name: name? })
            }
            "merge" => {
                self.refuse_unknown(&["from", "into"]);
                let (from, into) = (self.zone("from"), self.zone("into"));
                Some(Operation::Merge { from: from?, into: into? })
            }
            "delete" => {
                self.refuse_unknown(&["id", "reassign_to"]);
                let (id, reassign_to) = (self.zone("id"), self.zone("reassign_to"));
                Some(Operation::Delete { id: id?, reassign_to: reassign_to? })
            }
            "redraw" => {
                self.refuse_unknown(&["id", "geometry"]);
                let (id, geometry) = (self.zone("id"), self.geometry());
                Some(Operation::Redraw { id: id?, geometry: geometry? })
            }
            "accept_issue" => {
                self.refuse_unknown(&["issue"]);
                let issue = self.code("issue");
                self.refuse_no_reason();
                Some(Operation::AcceptIssue { issue: issue? })
            }
            _ => {
                let expected = "expected move_areas, move_practice, close_practice, move_by_set, move_by_polygon, create, \
                    rename, merge, delete, redraw or accept_issue";
                self.defect("op", expected);
                None
            }
        }
    }

    fn refuse_unknown(&mut self, known: &[&str]) {
        let is_common = |name: &str| name == "op" || name == "reason";
        let members = self.written;
        for name in members.keys().filter(|name| !is_common(name) && !known.contains(&name.as_str())) {
            let reason = format!("unknown member: expected op, {}, reason", known.join(", "));
            self.defects.push(BodyDefect::new(
                format!("{}/{}", self.pointer, escape(&echo::cut(name))),
                None,
                reason,
            ));
        }
    }

    /// For a change that is nothing without its reason; one that is no text is told as for every change.
    fn refuse_no_reason(&mut self) {
        let reason = self.written.get("reason");
        if reason.is_none_or(|reason| reason.as_str().is_some_and(|words| words.trim().is_empty())) {
            self.defect("reason", "expected why the issue is accepted");
        }
    }

    fn code<T: FromStr<Err: Display>>(&mut self, member: &str) -> Option<T> {
        let value = self.written.get(member).unwrap_or(&Value::Null);
        code(value).map_err(|reason| self.defect(member, &reason)).ok()
    }

    fn zone(&mut self, member: &'static str) -> Option<NeighbourhoodId> {
        let id: NeighbourhoodId = self.code(member)?;
        self.references.push(Reference::Neighbourhood(member, id.clone()));
        Some(id)
    }

    fn new_id(&mut self) -> Option<NeighbourhoodId> {
        let id: NeighbourhoodId = self.code("id")?;
        self.references.push(Reference::NewNeighbourhood(id.clone()));
        Some(id)
    }

    fn practice(&mut self, member: &'static str) -> Option<OdsCode> {
        let practice = self.code(member)?;
        self.references.push(Reference::Practice(member, practice));
        Some(practice)
    }

    /// Who takes the list of a practice that closes: nothing in the data tells where its patients would go, so it must be said.
    fn taker(&mut self) -> Option<OdsCode> {
        if self.written.get("to").is_none_or(Value::is_null) {
            let expected = "expected the practice that takes the whole list: where patients would register when nobody takes it, \
                no data tells";
            self.defect("to", expected);
            return None;
        }
        self.practice("to")
    }

    fn areas(&mut self) -> Option<Vec<GssCode>> {
        let list = self.written.get("areas").and_then(Value::as_array).filter(|list| !list.is_empty());
        let Some(list) = list else {
            self.defect("areas", "expected a list of at least one area code");
            return None;
        };
        let mut areas = Vec::with_capacity(list.len());
        for (number, value) in list.iter().enumerate() {
            match code(value) {
                Ok(code) => areas.push((number, code)),
                Err(reason) => {
                    let pointer = format!("{}/areas/{number}", self.pointer);
                    self.defects.push(BodyDefect::new(pointer, echoed(Some(value)), reason));
                }
            }
        }
        let codes = (areas.len() == list.len()).then(|| areas.iter().map(|(_, code)| *code).collect());
        self.references.push(Reference::Areas(areas));
        codes
    }

    fn set(&mut self) -> Option<AreaSet> {
        let set = match self.written.get("set").and_then(Value::as_str).unwrap_or_default() {
            "msoa" => self.code("code").map(AreaSet::Msoa),
            "ward" => self.code("code").map(AreaSet::Ward),
            "district" => self.code("code").map(AreaSet::District),
            "pcn" => self.code("code").map(AreaSet::Pcn),
            _ => {
                self.defect("set", "expected msoa, ward, district or pcn");
                None
            }
        };
        self.references.extend(set.map(Reference::Set));
        set
    }

    fn name(&mut self) -> Option<String> {
        let name = self.written.get("name").and_then(Value::as_str).map(str::trim);
        let is_name = |name: &&str| !name.is_empty() && name.chars().count() <= 200;
        let name = name.filter(is_name).map(str::to_owned);
        if name.is_none() {
            self.defect("name", "expected a name of 1 to 200 characters");
        }
        name
    }

    fn rule(&mut self) -> Rule {
        let expected = "expected majority_of_postcodes, centroid or largest_overlap";
        self.optional("rule", |value| value.as_str().and_then(Rule::named), expected).unwrap_or_default()
    }

    fn geometry(&mut self) -> Option<Geometry> {
        let expected = "expected a GeoJSON Polygon or MultiPolygon in longitude and latitude, its coordinates nested as its type says";
        let value = self.written.get("geometry").cloned().unwrap_or(Value::Null);
        let read = serde_json::from_value::<Geometry>(value).map_err(|_told_in_words| expected.to_owned());
        let polygonal = read.and_then(|geometry| match geometry.value {
            GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. } => Ok(geometry),
            _ => Err(expected.to_owned()),
        });
        let told = |reason| {
            self.defects.push(BodyDefect::new(format!("{}/geometry", self.pointer), None, reason));
        };
        polygonal.map_err(told).ok()
    }

    /// A member that may be missing; a defect where it is there and cannot be read.
    fn optional<T>(&mut self, member: &str, read: impl Fn(&Value) -> Option<T>, expected: &str) -> Option<T> {
        let value = self.written.get(member)?;
        let read = read(value);
        if read.is_none() {
            self.defect(member, expected);
        }
        read
    }

    fn defect(&mut self, member: &str, reason: &str) {
        let value = echoed(self.written.get(member));
        self.defects.push(BodyDefect::new(format!("{}/{member}", self.pointer), value, reason));
    }
}

/// A code given as text.
fn code<T: FromStr<Err: Display>>(value: &Value) -> Result<T, String> {
    let text = value.as_str().ok_or_else(|| "expected a code as text".to_owned())?;
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// A value that can be shown in a line.
fn echoed(value: Option<&Value>) -> Option<Value> {
    value.filter(|value| !value.is_null() && !value.is_array() && !value.is_object()).cloned()
}
