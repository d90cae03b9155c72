//! What must be known to read a profile: counts that do not fit together, dates, what is inferred; and what is not known at all.

use super::growth::Growth;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::figures::equity::{AreaCoverage, LEAST_COVERAGE_PERCENT, MOST_COVERAGE_PERCENT, coverage};
use crate::domain::ground::Ground;
use crate::planning::terms::metrics::{self, metric};
use crate::planning::terms::words::{counted, grouped, names, percent_beside, sentence};
use crate::planning::terms::{called, mergers};

/// What no table that is read here holds, whichever county is loaded.
const IN_NO_TABLE: &str = "Ethnicity is in none of the tables loaded.";

/// What to read the figures of a neighbourhood with, in sentences.
pub(super) fn notes(ground: &Ground, draft: &Draft, zone: ZoneIx, lists: Option<&Growth>) -> Vec<String> {
    let told = [coverage_note(ground, draft, zone), lists.and_then(lists_note), census_note(ground)];
    let mut notes: Vec<String> = told.into_iter().flatten().collect();
    notes.extend(merger_notes(ground, draft, zone));
    notes
}

/// What is not known, in sentences: what no table holds, then the figures that the data loaded does not allow.
pub(super) fn not_known(ground: &Ground) -> Vec<String> {
    let unavailable = metrics::unavailable(ground).into_iter().map(|unavailable| {
        let title = metric(unavailable.figure).map_or(unavailable.figure, |metric| metric.title.as_str());
        sentence(&format!("{title}: {}", unavailable.reason))
    });
    std::iter::once(IN_NO_TABLE.to_owned()).chain(unavailable).collect()
}

/// Areas whose patients and residents do not fit together.
fn coverage_note(ground: &Ground, draft: &Draft, zone: ZoneIx) -> Option<String> {
    let partition = draft.division.partition()?;
    let flagged: Vec<AreaCoverage> = coverage(ground)?
        .into_iter()
        .filter(|area| partition.zone(area.area) == zone && area.is_flagged())
        .collect();
    if flagged.is_empty() {
        return None;
    }
    let told = |area: &AreaCoverage| {
        let is_under = 100 * area.registered < LEAST_COVERAGE_PERCENT * area.residents;
        let limit = if is_under { LEAST_COVERAGE_PERCENT } else { MOST_COVERAGE_PERCENT };
        let share = percent_beside(area.registered, area.residents, limit);
        format!("{} ({share})", called::area(ground.geography.area(area.area)))
    };
    Some(format!(
        "Registered patients are under {LEAST_COVERAGE_PERCENT}% or over {MOST_COVERAGE_PERCENT}% of residents in {}: {}.",
        counted(flagged.len() as u64, "of its areas", "of its areas"),
        names(&flagged.iter().map(told).collect::<Vec<_>>())
    ))
}

/// That registrations and lists are of two dates; nothing where there are neither, having no practice.
fn lists_note(lists: &Growth) -> Option<String> {
    if lists.registered_by_practice == 0 && lists.list_size == 0 {
        return None;
    }
    let dated = |date: Option<&String>| date.map_or_else(String::new, |date| format!(" of {date}"));
    Some(format!(
        "Its practices have {} by registrations{} and {} on lists{}: two figures of two dates, and neither is a range of the other.",
        counted(lists.registered_by_practice, "patient", "patients"),
        dated(lists.registrations_of.as_ref()),
        grouped(lists.list_size),
        dated(lists.lists_of.as_ref()),
    ))
}

fn census_note(ground: &Ground) -> Option<String> {
    let tables = ground.area_tables();
    let is_loaded = tables.ages.is_some() || tables.accommodation.is_some();
    is_loaded.then(|| {
        "Census counts are of one day in a lockdown spring, and their cells are perturbed by a few: bands need not add up to the \
         whole."
            .to_owned()
    })
}

/// Practices there that have the patients of one that closed, by inference alone.
fn merger_notes(ground: &Ground, draft: &Draft, zone: ZoneIx) -> Vec<String> {
    let division = &draft.division;
    let inferred =
        mergers::closed(ground, division.closures()).filter(|(_, successor)| successor.is_inferred);
    let here = inferred.filter(|(_, successor)| division.home(successor.practice) == Some(zone));
    let told = here.map(|(closed, successor)| mergers::sentence(ground, closed, &successor, ""));
    told.collect()
}
