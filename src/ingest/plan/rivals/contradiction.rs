//! Several columns that say which neighbourhood is meant: where they disagree, neither is taken without being asked for.
//!
//! A column says neighbourhoods when most of its filled values are ids or names of some, whatever it is called. One that is filled only
//! where something changes is such a column too.

use std::collections::BTreeMap;

use super::neighbourhood_columns::Says;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::echo;
use crate::ingest::plan::known::{KnownNeighbourhoods, is_unassigned};
use crate::reading::findings::Origin;

/// What a row says in the column that was taken, and in another.
pub struct Beside<'a> {
    /// The row.
    pub origin: &'a Origin,
    /// What stands in the column that was taken.
    pub own: &'a str,
    /// What stands in the other.
    pub other: &'a str,
}

/// A row in which another column says another neighbourhood.
pub struct Contradiction<'a> {
    /// The first such row.
    pub origin: &'a Origin,
    /// What stands in the other column.
    pub value: &'a str,
    /// What is said of it, behind the value.
    pub reason: String,
}

/// The first row in which a column that says neighbourhoods says another one than the column `taken`; `way_out` is what to do.
#[must_use]
pub fn contradiction<'a>(
    known: &KnownNeighbourhoods<'_>,
    taken: &str,
    column: &str,
    rows: &[Beside<'a>],
    way_out: &str,
) -> Option<Contradiction<'a>> {
    let says = Says::by(column);
    let said: Vec<Option<NeighbourhoodId>> =
        rows.iter().map(|row| says.neighbourhood(known, row.other)).collect();
    if !are_neighbourhoods(says, rows, &said) {
        return None;
    }
    let differing: Vec<(&Beside<'a>, &NeighbourhoodId)> = rows
        .iter()
        .zip(&said)
        .filter_map(|(row, said)| Some((row, said.as_ref()?)))
        .filter(|(row, said)| differs(known, row.own, said))
        .collect();
    let (row, said) = *differing.first()?;
    let own = known.find(row.own).map_or_else(|| "nothing".to_owned(), |id| id.to_string());
    let more = match differing.len() {
        1 => String::new(),
        rows => format!(", and so in {rows} rows"),
    };
    let reason = format!("says {said} where {taken:?} says {own}{more}: {way_out}");
    Some(Contradiction { origin: row.origin, value: row.other, reason })
}

/// What is to be said of a column of free text that speaks of another neighbourhood than the one that is taken.
pub fn spoken(
    known: &KnownNeighbourhoods<'_>,
    taken: &str,
    column: &str,
    rows: &[Beside<'_>],
) -> Option<String> {
    let says = Says::by(column);
    let speaks = |row: &&Beside<'_>| {
        let spoken_of = says.spoken_of(known, row.other);
        spoken_of.is_some_and(|spoken_of| differs(known, row.own, &spoken_of))
    };
    let speaking: Vec<&Beside<'_>> = rows.iter().filter(speaks).collect();
    let first = speaking.first()?;
    let more = match speaking.len() {
        1 => String::new(),
        rows => format!(", and so in {rows} rows"),
    };
    Some(format!(
        "{column:?} is not read, and speaks of another neighbourhood than {taken:?}: {:?} in row {}{more}",
        echo::cut(first.other),
        first.origin.line
    ))
}

/// Whether a column has another neighbourhood than a value says; one that has none has another, one that is not known is told by itself.
fn differs(known: &KnownNeighbourhoods<'_>, own: &str, said: &NeighbourhoodId) -> bool {
    match known.find(own) {
        Some(own) => own != *said,
        None => own.is_empty() || is_unassigned(own),
    }
}

/// Whether most of the filled values of a column are neighbourhoods. Of one whose name says so, the one other text that stands most
/// often is what fills the rest: `no change`.
fn are_neighbourhoods(says: Says, rows: &[Beside<'_>], said: &[Option<NeighbourhoodId>]) -> bool {
    let mut others = BTreeMap::<&str, usize>::new();
    for (row, _) in rows.iter().zip(said).filter(|(_, said)| said.is_none()) {
        if !row.other.is_empty() && !is_unassigned(row.other) {
            *others.entry(row.other).or_default() += 1;
        }
    }
    let known = said.iter().flatten().count();
    let filler = others.values().copied().max().filter(|_| says == Says::Neighbourhoods).unwrap_or(0);
    known > others.values().sum::<usize>() - filler
}
