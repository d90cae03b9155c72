//! What would change for those who use the data: postcodes, practices, answers, names and sums.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::atlas::Atlas;
use crate::domain::boundaries::division::Division;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::places::Standing;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::{Practice, Status};
use crate::domain::ground::registrations::Registrations;
use crate::reading::counted::counted;

/// A table that grows or shrinks by more than this share is looked at twice before it replaces another.
const TOLERATED_SHARE: f64 = 0.15;
/// Of each list this many are printed, and the rest counted.
const MOST_PRINTED: usize = 10;

/// The differences between the data there was and the data there will be.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// What changes, by heading, each with its cases.
    pub changes: Vec<(&'static str, Vec<String>)>,
    /// Tables whose number of rows, and sums, that change so much that something may be wrong.
    pub suspicious: Vec<String>,
}

/// Compares two versions of data.
#[must_use]
pub fn compare(last: &Atlas, next: &Atlas) -> Comparison {
    let (mut changes, mut suspicious) = (Vec::new(), Vec::new());
    postcodes(last, next, &mut changes);
    practices(last, next, &mut changes);
    changes.push(("neighbourhoods with another name", renamed(last, next)));
    changes.push(("sums that differ", sums(last, next, &mut suspicious)));
    changes.push(("files of another date", redated(last, next)));
    changes.retain(|(_, cases)| !cases.is_empty());
    if last.title != next.title {
        suspicious.push(format!("the county was {} and is {}", last.title, next.title));
    }
    let rows = |atlas: &Atlas| -> BTreeMap<String, usize> {
        atlas.sources.iter().map(|source| (source.path.clone(), source.rows)).collect()
    };
    let (before, after) = (rows(last), rows(next));
    for (path, was) in &before {
        let is = after.get(path).copied().unwrap_or(0);
        if is_large(*was as u64, is as u64) {
            suspicious.push(format!("{path} had {} and has {is}", counted(*was, "row")));
        }
    }
    Comparison { changes, suspicious }
}

/// Whether a step is so large that something may be wrong.
fn is_large(was: u64, is: u64) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "counts, compared roughly")]
    let share = was.abs_diff(is) as f64 / was.max(1) as f64;
    share > TOLERATED_SHARE
}

/// What is counted of the whole county and differs; a large step is suspicious.
fn sums(last: &Atlas, next: &Atlas, suspicious: &mut Vec<String>) -> Vec<String> {
    let before = people(&last.ground);
    let pairs = before.into_iter().zip(people(&next.ground)).filter(|((_, was), (_, is))| was != is);
    let mut differing = Vec::new();
    for ((what, was), (_, is)) in pairs {
        differing.push(format!("{what} from {was} to {is}"));
        if is_large(was, is) {
            suspicious.push(format!("{what} were {was} and are {is}"));
        }
    }
    differing
}

/// Residents, patients on the lists of open practices of the study area, and patients registered, of all practices loaded.
fn people(ground: &Ground) -> [(&'static str, u64); 3] {
    let residents = ground.geography.areas().map(|(_, area)| u64::from(area.residents)).sum();
    let within = ground.practices.iter().filter(|(ix, _)| ground.area_of_practice(*ix).is_some());
    let lists = within.filter(|(_, practice)| practice.status == Status::Active);
    let listed = lists.filter_map(|(_, practice)| practice.list_size).map(u64::from).sum();
    let rows = ground.registrations.iter().flat_map(Registrations::rows);
    let registered = rows.map(|row| u64::from(row.patients)).sum();
    [("residents", residents), ("patients on lists", listed), ("patients registered", registered)]
}

/// Files whose facts are of another date than they were, or of none that is stated.
fn redated(last: &Atlas, next: &Atlas) -> Vec<String> {
    let before: BTreeMap<&str, &str> =
        last.sources.iter().map(|source| (source.path.as_str(), source.vintage.as_str())).collect();
    let files = next.sources.iter().filter_map(|source| {
        let was = before.get(source.path.as_str()).filter(|was| **was != source.vintage)?;
        Some(format!("{} from {was:?} to {:?}", source.path, source.vintage))
    });
    files.collect()
}

fn renamed(last: &Atlas, next: &Atlas) -> Vec<String> {
    let [before, after] = [last, next].map(|atlas| atlas.drafts[atlas.current].division.roster());
    let names = after.iter().filter_map(|(_, neighbourhood)| {
        let was = &before.neighbourhood(before.find(&neighbourhood.id)?).name;
        let is = &neighbourhood.name;
        (was != is).then(|| format!("{} from {was} to {is}", neighbourhood.id))
    });
    names.collect()
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
    let gone: Vec<String> = gone.map(|(code, (practice, _))| format!("{code} {}", practice.name)).collect();
    changes.push(("practices that are new", opened));
    changes.push(("practices that closed", closed));
    changes.push(("practices that are no longer known", gone));
    changes.push(("practices in another network", networks));
    changes.push(("practices in another neighbourhood", moved));
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.changes.is_empty() {
            return write!(
                formatter,
                "Against the data there is: no postcode, practice, answer, name, date or sum changes."
            );
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
