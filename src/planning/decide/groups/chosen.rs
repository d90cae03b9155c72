//! Groups that somebody chose: named, and kept as they were given. Whether they fit a plan is asked of a plan.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::cover::MOST_NEIGHBOURHOODS;
use crate::domain::boundaries::partition::Roster;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::echo;
use crate::planning::terms::body_defect::{BodyDefect, escape};
use crate::planning::terms::words::names;

/// Characters that a name has at most.
const MOST_NAME: usize = 200;

/// A group by its neighbourhoods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChosenGroup {
    /// Its code.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Ids of neighbourhoods, in the order given.
    pub neighbourhoods: Vec<String>,
}

/// Reads the groups of a member; those without an id are `G1`, `G2` and so on, by their place.
///
/// # Errors
/// Every defect.
pub fn read(pointer: &str, value: &Value) -> Result<Vec<ChosenGroup>, Vec<BodyDefect>> {
    let Value::Array(items) = value else {
        let reason = "expected a list of groups, each with name and neighbourhoods";
        return Err(vec![BodyDefect::of_member(pointer, Some(value), reason)]);
    };
    let mut reading = Reading { defects: Vec::new() };
    if items.len() > MOST_NEIGHBOURHOODS {
        reading.refuse(pointer, None, &format!("expected at most {MOST_NEIGHBOURHOODS} groups"));
    }
    let groups: Vec<ChosenGroup> = items
        .iter()
        .enumerate()
        .map(|(place, item)| reading.group(&format!("{pointer}/{place}"), place, item))
        .collect();
    reading.repeated(pointer, &groups);
    if reading.defects.is_empty() { Ok(groups) } else { Err(reading.defects) }
}

/// What keeps groups from dividing all neighbourhoods of a plan; empty when they do.
#[must_use]
pub fn misfits(pointer: &str, groups: &[ChosenGroup], roster: &Roster) -> Vec<BodyDefect> {
    let mut defects = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        for (number, id) in group.neighbourhoods.iter().enumerate() {
            let is_known = id.parse::<NeighbourhoodId>().is_ok_and(|id| roster.find(&id).is_some());
            if !is_known {
                let pointer = format!("{pointer}/{place}/neighbourhoods/{number}");
                let reason = "is not a neighbourhood of the plan";
                defects.push(BodyDefect::new(pointer, Some(id.as_str().into()), reason));
            }
        }
    }
    let is_in_none = |id: &&str| !groups.iter().any(|group| group.neighbourhoods.iter().any(|own| own == id));
    let left: Vec<&str> = roster.iter().map(|(_, named)| named.id.as_str()).filter(is_in_none).collect();
    if !left.is_empty() {
        let verb = if left.len() == 1 { "is" } else { "are" };
        let reason = format!("{} {verb} in no group: every neighbourhood must be in one", names(&left));
        defects.push(BodyDefect::new(pointer, None, reason));
    }
    defects
}

struct Reading {
    defects: Vec<BodyDefect>,
}

impl Reading {
    fn group(&mut self, pointer: &str, place: usize, item: &Value) -> ChosenGroup {
        let mut group =
            ChosenGroup { id: format!("G{}", place + 1), name: String::new(), neighbourhoods: Vec::new() };
        let Value::Object(members) = item else {
            self.refuse(pointer, Some(item), "expected an object with name and neighbourhoods");
            return group;
        };
        for needed in ["name", "neighbourhoods"] {
            if !members.contains_key(needed) {
                self.refuse(&format!("{pointer}/{needed}"), None, "is missing");
            }
        }
        for (name, value) in members {
            let at = format!("{pointer}/{}", escape(&echo::cut(name)));
            match name.as_str() {
                "id" => group.id = self.id(&at, value).unwrap_or(group.id),
                "name" => group.name = self.name(&at, value).unwrap_or_default(),
                "neighbourhoods" => group.neighbourhoods = self.ids(&at, value),
                _ => self.refuse(&at, None, "unknown member: expected id, name, neighbourhoods"),
            }
        }
        group
    }

    fn name(&mut self, pointer: &str, value: &Value) -> Option<String> {
        let name =
            value.as_str().map(str::trim).filter(|name| (1..=MOST_NAME).contains(&name.chars().count()));
        if name.is_none() {
            self.refuse(pointer, Some(value), &format!("expected a name of 1 to {MOST_NAME} characters"));
        }
        name.map(str::to_owned)
    }

    fn ids(&mut self, pointer: &str, value: &Value) -> Vec<String> {
        let Some(items) = value.as_array().filter(|items| !items.is_empty()) else {
            self.refuse(pointer, Some(value), "expected a list of at least one neighbourhood");
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items.filter_map(|(number, item)| self.id(&format!("{pointer}/{number}"), item)).collect()
    }

    fn id(&mut self, pointer: &str, value: &Value) -> Option<String> {
        match value.as_str().map(str::parse::<NeighbourhoodId>) {
            Some(Ok(id)) => Some(id.to_string()),
            Some(Err(error)) => {
                self.refuse(pointer, Some(value), &error.to_string());
                None
            }
            None => {
                self.refuse(pointer, Some(value), "expected a code as text");
                None
            }
        }
    }

    /// Ids of groups, and neighbourhoods, that are there twice.
    fn repeated(&mut self, pointer: &str, groups: &[ChosenGroup]) {
        let (mut ids, mut homes) = (BTreeMap::new(), BTreeMap::new());
        for (place, group) in groups.iter().enumerate() {
            if let Some(earlier) = ids.insert(&group.id, place) {
                let reason = format!("group {earlier} has it already");
                self.refuse(&format!("{pointer}/{place}/id"), Some(&group.id.as_str().into()), &reason);
            }
            for (number, id) in group.neighbourhoods.iter().enumerate() {
                if let Some(earlier) = homes.insert(id, place) {
                    let at = format!("{pointer}/{place}/neighbourhoods/{number}");
                    let reason = format!("is in group {earlier} already: every neighbourhood is in one");
                    self.refuse(&at, Some(&id.as_str().into()), &reason);
                }
            }
        }
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
    fn every_defect_of_groups_is_told_with_its_place() {
        let value = json!([
            {"name": "", "neighbourhoods": []},
            {"id": "G 1", "neighbourhoods": ["N01", "N01", 7]},
            7,
            {"id": "G1", "name": "South", "neighbourhoods": ["N01"], "colour": 1},
        ]);
        let defects = read("/groups", &value).unwrap_err();
        let pointers: Vec<&str> = defects.iter().map(|defect| defect.pointer.as_str()).collect();
        let expected = [
            "/groups/0/name",
            "/groups/0/neighbourhoods",
            "/groups/1/name",
            "/groups/1/id",
            "/groups/1/neighbourhoods/2",
            "/groups/2",
            "/groups/3/colour",
            "/groups/1/neighbourhoods/1",
            "/groups/3/id",
            "/groups/3/neighbourhoods/0",
        ];
        assert_eq!(pointers, expected);
        assert_eq!(read("/groups", &json!({})).unwrap_err().len(), 1);
        let groups = read("/groups", &json!([{"name": " North ", "neighbourhoods": ["N01"]}])).unwrap();
        assert_eq!((groups[0].id.as_str(), groups[0].name.as_str()), ("G1", "North"));
    }
}
