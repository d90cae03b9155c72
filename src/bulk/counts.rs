//! The rows of a table by neighbourhood, each with the range that postcodes near a border and squares of the grid across one give.

use std::collections::BTreeMap;

use serde::Serialize;

use super::spreadsheet::push_inert;
use super::tally::Tally;
use crate::domain::draft::Draft;
use crate::planning::terms::provenance::Named;

/// Why counts have ranges.
const NEAR_THE_BORDER: &str = "without and with rows of postcodes that lie on a border, or nearer to it than to the next postcode, and of \
     squares of the grid that reach into several neighbourhoods, or beyond all";

/// The rows of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Counts<'a> {
    /// All of them.
    pub rows: u64,
    /// Rows below the table, which were not answered.
    pub rows_below: u64,
    /// By outcome, those that occurred.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// Those that found no neighbourhood.
    pub unmatched: u64,
    /// By neighbourhood, every one.
    pub neighbourhoods: Vec<NeighbourhoodRows<'a>>,
}

/// The rows of one neighbourhood.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourhoodRows<'a> {
    /// Which.
    #[serde(flatten)]
    pub neighbourhood: Named<'a>,
    /// Answered with it.
    pub rows: u64,
    /// What they may be; null where no postcode is near a border of it, and no square of the grid across one.
    pub range: Option<RowsRange>,
}

/// What a number of rows may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RowsRange {
    /// The least.
    pub least: u64,
    /// The most.
    pub most: u64,
    /// The rule, in words.
    pub reason: &'static str,
}

impl<'a> Counts<'a> {
    /// Of rows that were answered by a draft's boundaries.
    #[must_use]
    pub fn of(tally: &Tally, draft: &'a Draft) -> Self {
        let neighbourhoods = draft.division.roster().iter().map(|(zone, named)| {
            let rows = tally.zone(zone);
            let [least, most] = rows.range();
            let range = (least < most).then_some(RowsRange { least, most, reason: NEAR_THE_BORDER });
            NeighbourhoodRows { neighbourhood: named.into(), rows: rows.rows, range }
        });
        Self {
            rows: tally.rows(),
            rows_below: tally.below.rows,
            outcomes: tally.outcomes().map(|(outcome, rows)| (outcome.as_str(), rows)).collect(),
            unmatched: tally.unmatched(),
            neighbourhoods: neighbourhoods.collect(),
        }
    }

    /// As comma-separated values: a row a neighbourhood, then one of the rows that found none.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut out = b"neighbourhood_id,neighbourhood_name,rows,least,most\n".to_vec();
        for NeighbourhoodRows { neighbourhood, rows, range } in &self.neighbourhoods {
            push_inert(&mut out, neighbourhood.id, b',');
            out.push(b',');
            push_inert(&mut out, neighbourhood.name, b',');
            let [least, most] = range.map_or([*rows; 2], |range| [range.least, range.most]);
            out.extend_from_slice(format!(",{rows},{least},{most}\n").as_bytes());
        }
        out.extend_from_slice(format!(",none,{0},{0},{0}\n", self.unmatched).as_bytes());
        out
    }
}
