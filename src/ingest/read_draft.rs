//! The neighbourhoods of a draft, and which areas they are made of.

use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::ingest::plan::rivals::of_table::LookupColumns;
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::table::read_rows;

/// The columns of a table of areas in the joined layout.
pub const LOOKUP_COLUMNS: LookupColumns<'static> = LookupColumns {
    area: "area_code|lsoa_code",
    home: "neighbourhood_id|neighbourhood",
    name: "neighbourhood_name",
};

/// Reads the roster of a draft: `id,name`.
pub fn read_neighbourhoods(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<Neighbourhood>> {
    read_rows(file, bytes, &["id", "name"], findings, |row| {
        Ok(Neighbourhood { id: row.parse("id")?, name: row.name("name")? })
    })
}

/// Reads which area is in which neighbourhood: `area_code,neighbourhood_id`.
pub fn read_lookup(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<(GssCode, NeighbourhoodId)>> {
    let LookupColumns { area, home, .. } = LOOKUP_COLUMNS;
    read_rows(file, bytes, &[area, home], findings, |row| Ok((row.parse(area)?, row.parse(home)?)))
}
