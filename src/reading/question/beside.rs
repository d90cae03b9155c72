//! Columns that ask in different ways, side by side: which of them says where those are whom the table lists.
//!
//! What looks like a question by its values alone gives way to a column that is called as what it holds, all of whose values are of it:
//! `SP5106` under `Ref` to the codes under `LSOA`. A practice never stands for its patients' area: where both are there, the area
//! is taken if its name says that it is theirs, else neither.

use super::candidates::{Candidate, Candidates, NameFit};
use super::choice::NoColumn;
use super::contest::{several, winner};
use super::kind::Kind;
use super::question_columns::{QuestionColumns, Why};
use super::sample::Sample;

/// Words by which a heading says that its places are of those whom a table lists.
const THEIR_OWN: [&str; 9] =
    ["residence", "resident", "residential", "residency", "patient", "home", "person", "client", "living"];
/// Words by which a heading says that it holds places.
const OF_PLACES: [&str; 9] =
    ["location", "place", "position", "address", "site", "grid", "square", "map", "home"];

/// The columns that are meant rather than those that were found first.
///
/// # Errors
/// [`NoColumn::Several`] where others hold places as well.
pub(super) fn rather(
    sample: &Sample<'_>,
    candidates: &Candidates,
    (asks, why): (QuestionColumns, Why),
) -> Result<(QuestionColumns, Why), NoColumn> {
    let area = || candidates.named_rightly(Kind::Area);
    let Some(found) = candidates.of_question(asks) else {
        // Points in the sea off Africa are of programs that had none.
        let is_nowhere = asks.point().is_some_and(|columns| {
            [columns.first, columns.second].into_iter().all(|place| sample.within(place, 0.0))
        });
        return Ok(area().filter(|_| is_nowhere).map_or((asks, why), by_name));
    };
    let is_by_values = found.fit <= NameFit::ByValues;
    match found.kind {
        Kind::Postcode => Ok(area().filter(|_| is_by_values).map_or((asks, why), by_name)),
        Kind::GridReference if is_by_values => {
            if let Some(area) = area() {
                return Ok(by_name(area));
            }
            match candidates.named_rightly(Kind::Practice) {
                Some(practice) if says(sample, found, &OF_PLACES) => {
                    Err(several(sample, "places", &[found, practice]))
                }
                Some(practice) => beside_practice(sample, candidates, practice, by_name(practice)),
                None => Ok((asks, why)),
            }
        }
        Kind::GridReference | Kind::Area => Ok((asks, why)),
        Kind::Practice => match area().filter(|_| is_by_values) {
            Some(area) => Ok(by_name(area)),
            None => beside_practice(sample, candidates, found, (asks, why)),
        },
    }
}

fn by_name(one: &Candidate) -> (QuestionColumns, Why) {
    (QuestionColumns::of(one.kind, one.place), Why::ByName)
}

/// A column of practices, unless another one holds the areas that people live in.
fn beside_practice(
    sample: &Sample<'_>,
    candidates: &Candidates,
    practice: &Candidate,
    found: (QuestionColumns, Why),
) -> Result<(QuestionColumns, Why), NoColumn> {
    let is_theirs = |area: &&Candidate| area.of_others.is_none() && is_lived_in(sample, area);
    if !candidates.holding(Kind::Area).iter().any(is_theirs) {
        return Ok(found);
    }
    match winner(sample, candidates, Kind::Area)?.filter(|area| is_theirs(area)) {
        Some(area) if says(sample, area, &THEIR_OWN) => Ok(by_name(area)),
        Some(area) => Err(several(sample, "places", &[area, practice])),
        None => Ok(found),
    }
}

/// Whether a column holds census areas, LSOAs or output areas: those that people's own places are given by. A ward or a
/// district may be the practice's.
fn is_lived_in(sample: &Sample<'_>, area: &Candidate) -> bool {
    sample.values(area.place).all(|code| matches!(code.trim_start().get(1..3), Some("00" | "01")))
}

fn says(sample: &Sample<'_>, one: &Candidate, known: &[&str]) -> bool {
    let name = sample.whole_name(one.place).to_lowercase();
    name.split(|symbol: char| !symbol.is_alphanumeric())
        .any(|word| known.contains(&word.trim_end_matches('s')))
}
