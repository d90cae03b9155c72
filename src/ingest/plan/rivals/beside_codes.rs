//! What stands beside the code of an area: where it names another area, rows and codes were moved against each other, as when one column
//! of a spreadsheet is sorted alone.

use std::collections::BTreeMap;

use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::postcode::Postcode;
use crate::ingest::plan::known::plain;
use crate::ingest::plan::plan_defect::PlanDefect;
use crate::ingest::plan::plan_file::{AreaRow, AreaRows};
use crate::reading::findings::At;
use crate::reading::headings::{POSTCODE, bare, is_one_of};

/// Of postcodes a directory puts some into the area next to the one that they lie in here: so many in a hundred are told, more are a
/// defect.
const TOLERATED_PERCENT: usize = 10;

/// What the columns beside the codes say of other areas.
#[derive(Default)]
pub struct BesideCodes {
    /// Columns in which rows name other areas.
    pub defects: Vec<PlanDefect>,
    /// What is told.
    pub notes: Vec<String>,
}

/// Compares the columns that name areas, by a code, a name or a postcode, with the codes that are taken. Those of 2011 are of other areas.
pub fn beside_codes(ground: &Ground, rows: &AreaRows) -> BesideCodes {
    let mut found = BesideCodes::default();
    let names: BTreeMap<String, AreaIx> =
        ground.geography.areas().map(|(ix, area)| (plain(&area.name), ix)).collect();
    let by_name = |text: &str| names.get(&plain(text)).copied();
    let by_code = |text: &str| ground.geography.find(text.parse::<GssCode>().ok()?);
    let by_postcode = |text: &str| {
        let place = ground.places.find(text.parse::<Postcode>().ok()?)?;
        ground.area_of_place(place)
    };
    for (place, column) in rows.other_columns.iter().enumerate() {
        if bare(column).contains("11") {
            continue;
        }
        let mut compare = |find: &dyn Fn(&str) -> Option<AreaIx>, tolerated: usize| {
            let compared = Compared::of(ground, rows, place, find);
            let Some(first) = compared.differing.first() else { return };
            let (value, count) = (&first.row.others[place], compared.differing.len());
            let rows_say = if count == 1 { "1 row says".to_owned() } else { format!("{count} rows say") };
            if count * 100 <= compared.known * tolerated {
                found.notes.push(format!(
                    "{rows_say} another area in {column:?} than in {:?}, the first in row {}: each is taken where {:?} says",
                    rows.columns[0], first.origin.line, rows.columns[0]
                ));
                return;
            }
            let reason = format!(
                "is of another area than {} beside it, and {rows_say} so: were rows or columns moved against each other? Put them right, or \
                 take {column:?} out",
                first.row.area
            );
            found.defects.push(PlanDefect::at(&first.origin, column, value, reason));
        };
        if rows.by_postcode && is_one_of(column, POSTCODE) {
            compare(&by_postcode, TOLERATED_PERCENT);
        } else {
            compare(&by_code, 0);
            compare(&by_name, 0);
        }
    }
    found
}

/// The rows of a column that names areas.
struct Compared<'a> {
    /// Rows that name an area there and have the code of one.
    known: usize,
    /// Those of them that name another one.
    differing: Vec<&'a At<AreaRow>>,
}

impl<'a> Compared<'a> {
    /// Of a column that names none in most of its rows, no row.
    fn of(ground: &Ground, rows: &'a AreaRows, place: usize, find: &dyn Fn(&str) -> Option<AreaIx>) -> Self {
        let (mut filled, mut known, mut differing) = (0_usize, 0_usize, Vec::new());
        for at in rows.rows.iter().filter(|at| !at.row.is_total && !at.row.area.is_empty()) {
            let Some(text) = at.row.others.get(place).filter(|text| !text.is_empty()) else { continue };
            filled += 1;
            let own = at.row.area.parse::<GssCode>().ok().and_then(|code| ground.geography.find(code));
            let (Some(own), Some(other)) = (own, find(text)) else { continue };
            known += 1;
            if own != other {
                differing.push(at);
            }
        }
        if known * 2 <= filled {
            return Self { known: 0, differing: Vec::new() };
        }
        Self { known, differing }
    }
}
