//! A plan that was laid over a draft: every area in one neighbourhood, and what was decided on the way.

use std::collections::BTreeMap;

use crate::domain::boundaries::partition::{Partition, Roster};
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::domain::ground::geography::AreaIx;
use crate::reading::findings::Origin;

/// What happens to areas that the file does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// Each of them is a defect
    #[default]
    Refuse,
    /// They stay where the base has them
    Keep,
}

/// What happens to neighbourhoods that the base does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Unknown {
    /// Each of them is a defect, with what may have been meant
    #[default]
    Refuse,
    /// They are made
    Create,
}

/// What becomes of a name that differs from the base's only in case or spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// It is the base's.
    #[default]
    AsKnown,
    /// It is another name, as in an export that is brought back.
    AsWritten,
}

/// How a file is laid over a draft.
#[derive(Clone, Copy, Debug, Default)]
pub struct Laying {
    /// Areas that are not named.
    pub missing: Missing,
    /// Neighbourhoods that are not known.
    pub unknown: Unknown,
    /// Names that are nearly the base's.
    pub names: Names,
}

/// A name, and where the file gives it.
#[derive(Clone, Debug)]
pub(super) struct GivenName {
    pub name: String,
    pub column: String,
    pub origin: Origin,
}

/// An area that a drawn border splits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitHome {
    /// Which.
    pub area: AreaIx,
    /// Its live postcodes in each neighbourhood, most first.
    pub postcodes: Vec<(NeighbourhoodId, u32)>,
}

/// A plan on a draft.
pub struct LaidPlan {
    /// Its neighbourhoods.
    pub roster: Roster,
    /// Each area in one of them.
    pub partition: Partition,
    /// Practices placed by hand, and those that close.
    pub practices: PracticeDecisions,
    /// Areas that a drawn border splits.
    pub split: Vec<SplitHome>,
    /// What was decided on the way, in words.
    pub warnings: Vec<String>,
}

/// Areas with their neighbourhoods, and the names that these were given, before all is looked at together.
#[derive(Default)]
pub(super) struct Laid {
    pub homes: BTreeMap<AreaIx, NeighbourhoodId>,
    pub names: BTreeMap<NeighbourhoodId, GivenName>,
    pub warnings: Vec<String>,
    pub split: Vec<SplitHome>,
    pub rows: usize,
}
