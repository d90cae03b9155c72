//! Several columns that say which neighbourhood is meant: where they disagree, neither is taken without being asked for.

use super::known::KnownNeighbourhoods;
use super::neighbourhood_columns::Said;
use super::plan_defect::PlanDefect;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::reading::findings::Origin;

/// What a row says in the column that was taken, and in another.
pub(super) struct Beside<'a> {
    pub origin: &'a Origin,
    pub own: &'a str,
    pub other: &'a str,
}

/// The first row in which a column that says neighbourhoods, as most of its values tell, says another one than the column `taken`.
pub(super) fn disagreement(
    known: &KnownNeighbourhoods<'_>,
    taken: &str,
    column: &str,
    rows: &[Beside<'_>],
) -> Option<PlanDefect> {
    let said = Said::by(column);
    let filled = rows.iter().filter(|row| !row.other.is_empty()).count();
    let told = rows.iter().filter(|row| neighbourhood(said, known, row.other).is_some()).count();
    if told * 2 <= filled {
        return None;
    }
    rows.iter().find_map(|row| {
        let (own, other) = (known.find(row.own)?, neighbourhood(said, known, row.other)?);
        let reason = format!(
            "says {other} where {taken:?} says {own}: choose which of the two columns is meant with column (--column {taken:?})"
        );
        (own != other).then(|| PlanDefect::at(row.origin, column, row.other, reason))
    })
}

/// The neighbourhood that a value of a column says.
fn neighbourhood(said: Said, known: &KnownNeighbourhoods<'_>, text: &str) -> Option<NeighbourhoodId> {
    match said {
        Said::ByIdOrName => known.find(text),
        Said::ById => known.find_id(text),
        Said::Nothing => None,
    }
}
