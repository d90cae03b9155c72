//! Whether a column says neighbourhoods, by what it is called.

use crate::reading::headings::bare;

/// Parts of the names of columns that say neighbourhoods.
const NEIGHBOURHOODS: [&str; 3] = ["neighbourhood", "neighborhood", "nbhd"];
/// Parts of the names of columns that say what a plan changes. Others that hold ids say something else of an area, such as where most
/// of those who live there are registered.
const OF_CHANGES: [&str; 9] =
    ["propos", "option", "new", "final", "revis", "current", "previous", "old", "moveto"];

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
pub(super) enum Said {
    ByIdOrName,
    ById,
    Nothing,
}

impl Said {
    /// How the column of a name does.
    pub fn by(column: &str) -> Self {
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
}
