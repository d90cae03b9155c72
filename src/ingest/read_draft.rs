//! The neighbourhoods of a draft, and which areas they are made of.

use super::findings::Findings;
use super::table::read_rows;
use super::tables::At;
use crate::domain::codes::{GssCode, NeighbourhoodId};
use crate::domain::partition::Neighbourhood;

/// Reads the roster of a draft: `id,name`.
pub fn read_neighbourhoods(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<Neighbourhood>> {
    read_rows(file, bytes, &["id", "name"], findings, |row| {
        Ok(Neighbourhood { id: row.parse("id")?, name: row.name("name")? })
    })
}

/// Reads which area is in which neighbourhood: `area_code,neighbourhood_id`.
pub fn read_lookup(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<(GssCode, NeighbourhoodId)>> {
    let required = ["area_code|lsoa_code", "neighbourhood_id|neighbourhood"];
    read_rows(file, bytes, &required, findings, |row| {
        Ok((row.parse("area_code|lsoa_code")?, row.parse("neighbourhood_id|neighbourhood")?))
    })
}
