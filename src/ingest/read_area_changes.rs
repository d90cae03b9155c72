//! LSOAs of 2011 and the LSOAs of 2021 that they are, or became: the publisher's whole table, or what is kept of it.

use crate::domain::ground::codes::GssCode;
use crate::reading::findings::{At, Findings};
use crate::reading::table::read_rows;

/// Reads pairs of an area of 2011 and one of 2021.
pub fn read_area_changes(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<(GssCode, GssCode)>> {
    read_rows(file, bytes, &["lsoa11cd", "lsoa21cd"], findings, |row| {
        Ok((row.parse("lsoa11cd")?, row.parse("lsoa21cd")?))
    })
}
