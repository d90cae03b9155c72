//! What is asked of groups: a plan, the people of a group, and what to rank by.

use serde::Serialize;
use serde_json::Value;

use super::cover::{MOST_NEIGHBOURHOODS, People};
use crate::echo;
use crate::planning::terms::body_defect::{BodyDefect, escape};
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::what_if::request::Request;

/// About 250,000 people.
const PEOPLE: People = People { least: 200_000, most: 300_000 };
/// Groups and ways in one answer when nothing is said, and at most.
const LIMIT: usize = 20;
const MOST_LIMIT: u64 = 1000;
/// Numbers that every reader of JSON keeps.
const MOST_PEOPLE: u64 = (1 << 53) - 1;

const MEMBERS: &str = "unknown member: expected base, changes, figure, least, most, groups, rank_by, limit";

/// The people that a group is counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the figures of a neighbourhood")]
pub enum GroupedFigure {
    #[default]
    Residents,
    RegisteredByResidence,
    RegisteredByPractice,
    ListSize,
}

/// What ways are ranked by; then by the others, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// Patients who live in one group and are registered in another.
    #[default]
    PatientsCrossing,
    /// The largest group less the smallest.
    Balance,
    /// How often councils are divided.
    Councils,
}

/// Groups as they were asked for.
#[derive(Clone, Debug)]
pub struct GroupsRequest {
    /// The plan: a draft, and changes of it.
    pub start: Request,
    /// Whom to count.
    pub figure: GroupedFigure,
    /// How many a group may have.
    pub people: People,
    /// How many groups; none: any number.
    pub groups: Option<usize>,
    /// What to rank by.
    pub rank_by: RankBy,
    /// Most groups and most ways in the answer.
    pub limit: usize,
    /// What could not be read.
    pub defects: Vec<BodyDefect>,
}

impl GroupedFigure {
    const ALL: [Self; 4] =
        [Self::Residents, Self::RegisteredByResidence, Self::RegisteredByPractice, Self::ListSize];

    /// As in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::RegisteredByResidence => "registered_by_residence",
            Self::RegisteredByPractice => "registered_by_practice",
            Self::ListSize => "list_size",
        }
    }

    /// What is counted, of one and of several.
    #[must_use]
    pub fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Residents => ("resident", "residents"),
            Self::RegisteredByResidence => ("registered patient", "registered patients"),
            Self::RegisteredByPractice => ("patient of practices", "patients of practices"),
            Self::ListSize => ("patient on lists", "patients on lists"),
        }
    }

    /// How many a neighbourhood has; none when that is not known.
    #[must_use]
    pub fn of(self, figures: &ZoneFigures) -> Option<u64> {
        match self {
            Self::Residents => figures.residents,
            Self::RegisteredByResidence => figures.registered_by_residence,
            Self::RegisteredByPractice => figures.registered_by_practice,
            Self::ListSize => figures.list_size,
        }
    }
}

impl RankBy {
    fn named(name: &str) -> Option<Self> {
        match name {
            "patients_crossing" => Some(Self::PatientsCrossing),
            "balance" => Some(Self::Balance),
            "councils" => Some(Self::Councils),
            _ => None,
        }
    }
}

impl GroupsRequest {
    /// Reads a body. What cannot be read is kept, to be told with what does not hold.
    #[must_use]
    pub fn read(body: &Value) -> Self {
        let mut asked = Self {
            start: Request::default(),
            figure: GroupedFigure::default(),
            people: PEOPLE,
            groups: None,
            rank_by: RankBy::default(),
            limit: LIMIT,
            defects: Vec::new(),
        };
        let Value::Object(members) = body else {
            asked.refuse("", None, "expected an object");
            return asked;
        };
        asked.start = Request::read_start(members);
        asked.defects.extend_from_slice(asked.start.defects());
        for (name, value) in members {
            asked.member(name, value);
        }
        if asked.people.least > asked.people.most {
            asked.refuse("/least", Some(&asked.people.least.into()), "is more than most: no group can be so");
        }
        asked
    }

    fn member(&mut self, name: &str, value: &Value) {
        let pointer = format!("/{}", escape(&echo::cut(name)));
        match name {
            "base" | "changes" => {}
            "figure" => {
                let known =
                    GroupedFigure::ALL.into_iter().find(|figure| value.as_str() == Some(figure.as_str()));
                if let Some(figure) = known {
                    self.figure = figure;
                } else {
                    let names = GroupedFigure::ALL.map(GroupedFigure::as_str).join(", ");
                    self.refuse(&pointer, Some(value), &format!("expected one of {names}"));
                }
            }
            "rank_by" => match value.as_str().and_then(RankBy::named) {
                Some(rank_by) => self.rank_by = rank_by,
                None => self.refuse(&pointer, Some(value), "expected patients_crossing, balance or councils"),
            },
            "least" => self.people.least = self.number(&pointer, value, 0, MOST_PEOPLE).unwrap_or_default(),
            "most" => self.people.most = self.number(&pointer, value, 1, MOST_PEOPLE).unwrap_or(MOST_PEOPLE),
            "groups" if value.is_null() => {}
            "groups" => self.groups = self.size(&pointer, value, MOST_NEIGHBOURHOODS as u64),
            "limit" => self.limit = self.size(&pointer, value, MOST_LIMIT).unwrap_or(LIMIT),
            _ => self.refuse(&pointer, None, MEMBERS),
        }
    }

    fn size(&mut self, pointer: &str, value: &Value, most: u64) -> Option<usize> {
        self.number(pointer, value, 1, most).and_then(|size| usize::try_from(size).ok())
    }

    fn number(&mut self, pointer: &str, value: &Value, least: u64, most: u64) -> Option<u64> {
        let number = value.as_u64().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.refuse(pointer, Some(value), &format!("expected a whole number of {least} to {most}"));
        }
        number
    }

    fn refuse(&mut self, pointer: &str, value: Option<&Value>, reason: &str) {
        self.defects.push(BodyDefect::of_member(pointer, value, reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_defect_is_told_with_its_place() {
        let asked = GroupsRequest::read(&json!({
            "base": 7, "changes": "x", "figure": "heads", "least": -1, "most": 0, "groups": 65, "rank_by": 1, "limit": 0, "colour": 1,
        }));
        let pointers: Vec<&str> = asked.defects.iter().map(|defect| defect.pointer.as_str()).collect();
        let expected =
            ["/base", "/changes", "/figure", "/least", "/most", "/groups", "/rank_by", "/limit", "/colour"];
        assert_eq!(pointers, expected);
        let reversed = GroupsRequest::read(&json!({"least": 9, "most": 8}));
        assert_eq!(reversed.defects[0].pointer, "/least");
        assert_eq!(GroupsRequest::read(&json!({})).defects, []);
        assert_eq!(GroupsRequest::read(&json!([])).defects.len(), 1);
    }
}
