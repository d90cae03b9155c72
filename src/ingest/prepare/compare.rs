//! What would change for those who use the data: postcodes, practices, and answers.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::atlas::Atlas;
use crate::domain::boundaries::division::Division;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::places::Standing;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::{Practice, Status};

/// A table that grows or shrinks by more than this share is looked at twice before it replaces another.
const TOLERATED_SHARE: f64 = 0.15;
/// Of each list this many are printed, and the rest counted.
const MOST_PRINTED: usize = 10;

/// The differences between the data there was and the data there will be.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// What changes, by heading, each with its cases.
    pub changes: Vec<(&'static str, Vec<String>)>,
    /// Tables whose number of rows changes so much that something may be wrong.
    pub suspicious: Vec<String>,
}

/// Compares two versions of data.
#[must_use]
pub fn compare(last: &Atlas, next: &Atlas) -> Comparison {
    let mut changes = Vec::new();
    postcodes(last, next, &mut changes);
    practices(last, next, &mut changes);
    changes.retain(|(_, cases)| !cases.is_empty());
    let rows = |atlas: &Atlas| -> BTreeMap<String, usize> {
        atlas.sources.iter().map(|source| (source.path.clone(), source.rows)).collect()
    };
    let (before, after) = (rows(last), rows(next));
    let mut suspicious = Vec::new();
    for (path, was) in &before {
        let is = after.get(path).copied().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "numbers of rows, compared roughly")]
        let share = (is as f64 - *was as f64).abs() / (*was).max(1) as f64;
        if share > TOLERATED_SHARE {
            suspicious.push(format!("{path} had {was} rows and has {is}"));
        }
    }
    Comparison { changes, suspicious }
}

/// The neighbourhood of a place, by id.
fn answer<'a>(atlas: &'a Atlas, division: &'a Division, number: usize) -> Option<&'a str> {
    let zone = division.locate_place(&atlas.ground, number).zone()?;
    Some(division.roster().neighbourhood(zone).id.as_str())
}

fn postcodes(last: &Atlas, next: &Atlas, changes: &mut Vec<(&'static str, Vec<String>)>) {
    let (mut new, mut ended, mut gone, mut moved) = (vec![], vec![], vec![], vec![]);
    let divisions = [last, next].map(|atlas| &atlas.drafts[atlas.current].division);
    let found = |atlas: &Atlas, postcode: Postcode| atlas.ground.places.find(postcode);
    for (number, place) in next.ground.places.all().iter().enumerate() {
        let Some(before) = found(last, place.postcode) else {
            new.push(place.postcode.to_string());
            continue;
        };
        let was = last.ground.places.place(before);
        if was.standing == Standing::Live && place.standing == Standing::Terminated {
            ended.push(place.postcode.to_string());
        }
        let answers = (answer(last, divisions[0], before), answer(next, divisions[1], number));
        if answers.0 != answers.1 {
            let [from, to] = [answers.0, answers.1].map(|id| id.unwrap_or("outside"));
            moved.push(format!("{} from {from} to {to}", place.postcode));
        }
    }
    for place in last.ground.places.all() {
        if found(next, place.postcode).is_none() {
            gone.push(place.postcode.to_string());
        }
    }
    changes.push(("postcodes that are new", new));
    changes.push(("postcodes that are no longer in use", ended));
    changes.push(("postcodes that are no longer known", gone));
    changes.push(("postcodes that are answered otherwise", moved));
}

fn practices(last: &Atlas, next: &Atlas, changes: &mut Vec<(&'static str, Vec<String>)>) {
    let table = |atlas: &'_ Atlas| -> BTreeMap<OdsCode, (Practice, Option<String>)> {
        let division = &atlas.drafts[atlas.current].division;
        let id = |ix| Some(division.roster().neighbourhood(division.home(ix)?).id.to_string());
        let all = atlas.ground.practices.iter();
        all.map(|(ix, practice)| (practice.code, (practice.clone(), id(ix)))).collect()
    };
    let (before, after) = (table(last), table(next));
    let (mut opened, mut closed, mut networks, mut moved) = (vec![], vec![], vec![], vec![]);
    for (code, (practice, home)) in &after {
        let Some((was, was_home)) = before.get(code) else {
            opened.push(format!("{code} {}", practice.name));
            continue;
        };
        if was.status == Status::Active && practice.status != Status::Active {
            closed.push(format!("{code} {}", practice.name));
        }
        let network = |practice: &Practice| practice.network.as_ref().map(|network| network.code);
        if network(was) != network(practice) {
            let [from, to] = [was, practice]
                .map(|practice| network(practice).map_or_else(|| "none".to_owned(), |code| code.to_string()));
            networks.push(format!("{code} {} from {from} to {to}", practice.name));
        }
        if was_home != home {
            let [from, to] = [was_home, home].map(|id| id.as_deref().unwrap_or("outside"));
            moved.push(format!("{code} {} from {from} to {to}", practice.name));
        }
    }
    let gone = before.iter().filter(|(code, _)| !after.contains_key(code));
    closed.extend(gone.map(|(code, (practice, _))| format!("{code} {} (no longer known)", practice.name)));
    changes.push(("practices that are new", opened));
    changes.push(("practices that closed", closed));
    changes.push(("practices in another network", networks));
    changes.push(("practices in another neighbourhood", moved));
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.changes.is_empty() {
            return write!(formatter, "Against the data there is: no postcode, practice or answer changes.");
        }
        write!(formatter, "Against the data there is:")?;
        for (what, cases) in &self.changes {
            write!(
                formatter,
                "\n  {} {what}: {}",
                cases.len(),
                cases[..cases.len().min(MOST_PRINTED)].join(", ")
            )?;
            if cases.len() > MOST_PRINTED {
                write!(formatter, ", and {} more", cases.len() - MOST_PRINTED)?;
            }
        }
        Ok(())
    }
}
