//! Rows of a draft's table whose areas are none of the county's: no file has their border. They are set apart with the rows that cannot be
//! read, so that one option leaves both out.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ground::area_changes::AreaChanges;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::ingest::prepare::drafts::DescribedDraft;
use crate::ingest::prepare::moved_areas::retired;
use crate::ingest::publishers::{BadRow, DeprivationRow, Published};
use crate::ingest::tables::{DraftBoundaries, DraftTables, Tables};
use crate::reading::findings::At;

/// Sets such rows apart, with the neighbourhoods that have no other area. Where most areas have no border it is the borders that are of
/// elsewhere, and nothing is set apart.
pub fn set_apart(drafts: &mut [DescribedDraft], published: &mut Published, tables: &Tables) {
    let polygons = published.polygons.iter().chain(&tables.area_polygons);
    let bad = published.bad_areas.iter().map(|at| at.row.0);
    let bordered: BTreeSet<GssCode> = polygons.map(|at| at.row.0).chain(bad).collect();
    // One whose border cannot be read is told with that.
    let is_told = |code: GssCode| published.bad_rows.iter().any(|row| row.text.contains(code.as_str()));
    let described: BTreeMap<GssCode, &DeprivationRow> =
        published.deprivation.rows.iter().map(|at| (at.row.code, &at.row)).collect();
    let retired = retired(published);
    let mut bad = Vec::new();
    for DescribedDraft { tables: draft, .. } in drafts {
        for At { row: (code, _), origin } in
            without_border(draft, |code| !bordered.contains(&code) && !is_told(code))
        {
            let finding = origin.finding("area_code", reason(code, described.get(&code).copied(), &retired));
            // Without its text a row is taken to concern the study area.
            bad.push(BadRow { finding, text: String::new() });
        }
    }
    published.bad_rows.extend(bad);
}

/// Takes the rows of areas without a border out of a draft.
fn without_border(
    draft: &mut DraftTables,
    is_without: impl Fn(GssCode) -> bool,
) -> Vec<At<(GssCode, NeighbourhoodId)>> {
    let DraftBoundaries::ByArea(lookup) = &mut draft.boundaries else { return Vec::new() };
    let is_foreign = |at: &At<(GssCode, NeighbourhoodId)>| is_without(at.row.0);
    if lookup.iter().filter(|at| is_foreign(at)).count() * 2 >= lookup.len() {
        return Vec::new();
    }
    let foreign: Vec<_> = lookup.extract_if(.., |at| is_foreign(at)).collect();
    let kept: BTreeSet<&NeighbourhoodId> = lookup.iter().map(|at| &at.row.1).collect();
    let left: BTreeSet<&NeighbourhoodId> = foreign.iter().map(|at| &at.row.1).collect();
    draft.neighbourhoods.retain(|at| kept.contains(&at.row.id) || !left.contains(&at.row.id));
    foreign
}

fn reason(code: GssCode, described: Option<&DeprivationRow>, retired: &AreaChanges) -> String {
    let became: Vec<String> = retired.successors(code).map(|area| area.to_string()).collect();
    if !became.is_empty() {
        return format!(
            "{code} is a code of 2011 that is no longer used: the area became {}. Put these in its place, or leave such rows out with \
             --allow-defects",
            became.join(", ")
        );
    }
    let of = match (described, code.as_str().as_bytes()[0]) {
        (Some(row), _) => format!("is in {} ({}) by File 7", row.district_name, row.district),
        (None, b'W') => "is an area of Wales".to_owned(),
        (None, b'S') => "is an area of Scotland".to_owned(),
        (None, b'N') => "is an area of Northern Ireland".to_owned(),
        (None, _) => "is in no file of areas".to_owned(),
    };
    format!(
        "{code} {of}, and no file has its border: it is of another county, or no code of 2021. Take such rows out, give the borders, or leave \
         them out with --allow-defects"
    )
}
