//! What a caller says of a file of a plan instead of having it found.

use crate::reading::by_hand::ByHand;
use crate::reading::polygons::BadRings;
use crate::reading::question::choice::{Choice, ColumnRef};

/// How a file of a plan is read.
#[derive(Clone, Debug, Default)]
pub struct PlanReading {
    /// What becomes of rings that are open or cross themselves.
    pub bad_rings: BadRings,
    /// How a table is written.
    pub table: ByHand,
    /// Which columns of a table, or properties of features, say what.
    pub columns: PlanColumns,
}

/// Columns of a table by name or number (`#2`), or properties of features by name; what is not said is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanColumns {
    /// The code of an area.
    pub area: Option<String>,
    /// Its neighbourhood.
    pub neighbourhood: Option<String>,
}

impl From<Choice> for PlanColumns {
    /// One is the neighbourhood's; of two, the first is the area's.
    fn from(choice: Choice) -> Self {
        let text = |column: ColumnRef| match column {
            ColumnRef::Named(name) => name,
            ColumnRef::Number(place) => format!("#{}", place + 1),
        };
        match choice {
            Choice::Auto => Self::default(),
            Choice::One(column) => Self { area: None, neighbourhood: Some(text(column)) },
            Choice::Two(area, home) => Self { area: Some(text(area)), neighbourhood: Some(text(home)) },
        }
    }
}
