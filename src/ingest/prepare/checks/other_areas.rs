//! What stands beside the codes of areas in the tables of drafts, held against the names of the areas, and against where postcodes lie.

use std::collections::BTreeMap;

use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::postcode::Postcode;
use crate::ingest::plan::rivals::beside_codes::KnownAreas;
use crate::ingest::prepare::drafts::DescribedDraft;
use crate::ingest::prepare::published::Study;
use crate::ingest::publishers::Published;
use crate::ingest::tables::Tables;
use crate::reading::findings::Findings;

/// Refuses tables in which most of a column names other areas than the codes beside it; names are known of all areas that are delivered.
pub fn check(
    drafts: &[DescribedDraft],
    published: &Published,
    tables: &Tables,
    study: &Study,
    findings: &mut Findings,
) {
    let places = tables.live.iter().chain(&tables.terminated);
    let points: BTreeMap<Postcode, GridPoint> =
        places.filter_map(|at| Some((at.row.postcode, at.row.point?))).collect();
    let delivered = published.deprivation.rows.iter().map(|at| (at.row.code, at.row.name.as_str()));
    let own = tables.areas.iter().map(|at| (at.row.code, at.row.name.as_str()));
    let of_postcode = |postcode| -> Option<GssCode> { study.area_at(*points.get(&postcode)?) };
    let known = KnownAreas::new(delivered.chain(own), of_postcode);
    for table in drafts.iter().flat_map(|draft| &draft.tables.lookups) {
        table.refuse_other_areas(&known, findings);
    }
}
