//! What a plan that is brought would change, said before it is made.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::ingest::plan::laid::LaidPlan;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::WhatIf;

/// How the words end of what was understood of a file that cannot be imported.
pub const REFUSED: &str = "; it cannot be imported as it is: see errors";

/// A plan as it was understood, and everything that it would change.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportPreview {
    /// Whether it can be imported as it is: there are no errors.
    pub importable: bool,
    /// What the file was taken for: `area_table`, `area_features`, `neighbourhood_features` or `plan`; null when it cannot be read.
    pub kind: Option<&'static str>,
    /// The same in words; of a file that is refused too, as far as it was understood.
    pub understood: String,
    /// Columns or properties taken, by what they were taken for.
    pub columns: BTreeMap<&'static str, String>,
    /// Rows or features that name an area or a neighbourhood; of a file that is refused, those that were read.
    pub rows: usize,
    /// The draft that it would change.
    pub base: String,
    /// How many areas move.
    pub areas_moved: usize,
    /// Residents of these.
    pub residents_moved: u64,
    /// Areas that move, by where from and where to.
    pub moves: Vec<MovedAreas>,
    /// Neighbourhoods that come, go, or get another name.
    pub neighbourhoods: ChangedNeighbourhoods,
    /// Practices that are placed by hand.
    pub practices_placed: Vec<PlacedPractice>,
    /// Practices that close.
    pub practices_closed: Vec<ClosedPractice>,
    /// Areas that drawn borders split, and who was given the whole of each.
    pub split_areas: Vec<SplitAreaView>,
    /// The changes that would be kept.
    pub changes: Value,
    /// Digest of the plan that they make.
    pub content_digest: Option<String>,
    /// Whether the file says the same digest, and has all that it says was kept with its plan; null when it says no digest.
    pub same_as_exported: Option<bool>,
    /// What was decided on the way.
    pub warnings: Vec<String>,
    /// What could not be understood, each with row, column, value and what may have been meant.
    pub errors: Vec<BodyDefect>,
}

/// Areas that move from one neighbourhood to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovedAreas {
    /// Id of the neighbourhood they leave.
    pub from: String,
    /// Id of the neighbourhood they come to.
    pub to: String,
    /// GSS codes.
    pub areas: Vec<String>,
    /// People who live there.
    pub residents: u64,
}

/// Neighbourhoods that are not as the base has them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChangedNeighbourhoods {
    /// Made.
    pub new: Vec<NewNeighbourhood>,
    /// Without any area, hence gone.
    pub gone: Vec<GoneNeighbourhood>,
    /// Called otherwise.
    pub renamed: Vec<RenamedNeighbourhood>,
}

/// A neighbourhood that is made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct NewNeighbourhood {
    pub id: String,
    pub name: String,
    pub areas: usize,
}

/// A neighbourhood that goes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct GoneNeighbourhood {
    pub id: String,
    pub name: String,
}

/// A neighbourhood that gets another name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct RenamedNeighbourhood {
    pub id: String,
    pub from: String,
    pub to: String,
}

/// A practice that counts where it was placed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedPractice {
    /// ODS code.
    pub practice: String,
    /// Id of the neighbourhood it counts in.
    pub to: String,
}

/// A practice that closes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClosedPractice {
    /// ODS code.
    pub practice: String,
    /// ODS code of the practice that has its list.
    pub to: String,
}

/// An area that a drawn border splits, and who was given the whole of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplitAreaView {
    /// GSS code.
    pub area: String,
    /// Id of the neighbourhood it was given to.
    pub neighbourhood: String,
    /// Its live postcodes in each neighbourhood, most first.
    pub postcodes: Vec<PostcodesIn>,
}

/// Live postcodes of an area in one neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct PostcodesIn {
    pub neighbourhood: String,
    pub count: u32,
}

impl ImportPreview {
    /// Of a file that cannot be imported as it is.
    pub(super) fn refused(base: String, errors: Vec<BodyDefect>) -> Self {
        let understood = "the file cannot be imported as it is: see errors".to_owned();
        Self { base, errors, understood, changes: Value::Array(Vec::new()), ..Self::default() }
    }

    /// With everything that a what-if changes.
    pub(super) fn changing(mut self, what_if: &WhatIf<'_>) -> Self {
        let geography = &what_if.atlas.ground.geography;
        let mut moves = BTreeMap::<(ZoneIx, ZoneIx), MovedAreas>::new();
        for (area, from, to) in &what_if.impact().areas {
            let area = geography.area(*area);
            let together = moves.entry((*from, *to)).or_insert_with(|| MovedAreas {
                from: what_if.was(*from).id.to_string(),
                to: what_if.is(*to).id.to_string(),
                areas: Vec::new(),
                residents: 0,
            });
            together.areas.push(area.code.to_string());
            together.residents += u64::from(area.residents);
        }
        self.areas_moved = what_if.impact().areas.len();
        self.moves = moves.into_values().collect();
        self.residents_moved = self.moves.iter().map(|moved| moved.residents).sum();
        self.neighbourhoods = ChangedNeighbourhoods::of(what_if);
        let PracticeDecisions { placed, closed } = what_if.practice_decisions();
        self.practices_placed = placed
            .into_iter()
            .map(|(practice, to)| PlacedPractice { practice: practice.to_string(), to: to.to_string() })
            .collect();
        self.practices_closed = closed
            .into_iter()
            .map(|(practice, to)| ClosedPractice { practice: practice.to_string(), to: to.to_string() })
            .collect();
        self.importable = true;
        self
    }
}

impl ChangedNeighbourhoods {
    fn of(what_if: &WhatIf<'_>) -> Self {
        let (before, after) = (what_if.draft.division.roster(), &what_if.after.roster);
        let mut changed = Self::default();
        for pair in &what_if.impact().touched {
            let [was, is] =
                [pair.0.map(|zone| before.neighbourhood(zone)), pair.1.map(|zone| after.neighbourhood(zone))];
            match (was, is) {
                // One that has other ground than before is neither new nor gone.
                (None, Some(is)) if before.find(&is.id).is_none() => {
                    changed.new.push(NewNeighbourhood::of(what_if, is));
                }
                (Some(Neighbourhood { id, name }), None) if after.find(id).is_none() => {
                    changed.gone.push(GoneNeighbourhood { id: id.to_string(), name: name.clone() });
                }
                (Some(was), Some(is)) if was.name != is.name => {
                    let (from, to) = (was.name.clone(), is.name.clone());
                    changed.renamed.push(RenamedNeighbourhood { id: is.id.to_string(), from, to });
                }
                _ => {}
            }
        }
        changed
    }
}

impl NewNeighbourhood {
    fn of(what_if: &WhatIf<'_>, Neighbourhood { id, name }: &Neighbourhood) -> Self {
        let (zone, partition) = (what_if.after.roster.find(id), &what_if.after.partition);
        let areas = what_if.atlas.ground.geography.areas();
        let areas = areas.filter(|(ix, _)| Some(partition.zone(*ix)) == zone).count();
        Self { id: id.to_string(), name: name.clone(), areas }
    }
}

impl SplitAreaView {
    /// The areas that a plan's drawn borders split; none of a plan made of areas.
    pub(super) fn of(what_if: &WhatIf<'_>, plan: &LaidPlan) -> Vec<Self> {
        let geography = &what_if.atlas.ground.geography;
        let split = plan.split.iter();
        split
            .map(|split| Self {
                area: geography.area(split.area).code.to_string(),
                neighbourhood: plan.roster.neighbourhood(plan.partition.zone(split.area)).id.to_string(),
                postcodes: split
                    .postcodes
                    .iter()
                    .map(|(id, count)| PostcodesIn { neighbourhood: id.to_string(), count: *count })
                    .collect(),
            })
            .collect()
    }
}
