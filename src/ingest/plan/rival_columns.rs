//! Several columns that say which neighbourhood is meant: where they disagree, neither is taken without being asked for.

use super::known::KnownNeighbourhoods;
use super::plan_defect::PlanDefect;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::reading::findings::Origin;
use crate::reading::headings::bare;

/// Parts of the names of columns that say neighbourhoods.
const NEIGHBOURHOODS: [&str; 3] = ["neighbourhood", "neighborhood", "nbhd"];
/// Parts of the names of columns that say what a plan changes. Others that hold ids say something else of an area, such as where most
/// of those who live there are registered.
const OF_CHANGES: [&str; 9] =
    ["propos", "option", "new", "final", "revis", "current", "previous", "old", "moveto"];

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
    let told = rows.iter().filter(|row| said.neighbourhood(known, row.other).is_some()).count();
    if told * 2 <= filled {
        return None;
    }
    rows.iter().find_map(|row| {
        let (own, other) = (known.find(row.own)?, said.neighbourhood(known, row.other)?);
        let reason = format!(
            "says {other} where {taken:?} says {own}: choose which of the two columns is meant with column (--column {taken:?})"
        );
        (own != other).then(|| PlanDefect::at(row.origin, column, row.other, reason))
    })
}

/// Whether a column may say neighbourhoods, by its name: what stands in others is not looked at.
pub(super) fn may_rival(column: &str) -> bool {
    !matches!(Said::by(column), Said::Nothing)
}

/// Whether a column says neighbourhoods by its name, be they those of now or others.
pub(super) fn is_of_neighbourhoods(column: &str) -> bool {
    matches!(Said::by(column), Said::ByIdOrName)
}

/// How a column says neighbourhoods. Towns have the names of neighbourhoods, so that a name counts only below a heading that says so.
#[derive(Clone, Copy)]
enum Said {
    ByIdOrName,
    ById,
    Nothing,
}

impl Said {
    fn by(column: &str) -> Self {
        let column = bare(column);
        let has = |parts: &[&str]| parts.iter().any(|part| column.contains(part));
        if has(&NEIGHBOURHOODS) {
            Self::ByIdOrName
        } else if has(&OF_CHANGES) || ["to", "from"].contains(&column.as_str()) {
            Self::ById
        } else {
            Self::Nothing
        }
    }

    fn neighbourhood(self, known: &KnownNeighbourhoods<'_>, text: &str) -> Option<NeighbourhoodId> {
        match self {
            Self::ByIdOrName => known.find(text),
            Self::ById => known.find_id(text),
            Self::Nothing => None,
        }
    }
}
