//! Units beside areas and districts, each over all of the study area or within a district or an area.

use crate::domain::ground::named::units::Unit;
use crate::reading::findings::{At, Findings};
use crate::reading::table::read_rows;

/// Reads a table of units.
pub fn read_units(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<Unit>> {
    read_rows(file, bytes, &["kind"], findings, |row| {
        Ok(Unit {
            kind: row.parse("kind")?,
            code: row.optional("code")?,
            nhs_code: row.optional("nhs_code")?,
            name: row.optional("name")?,
            within: row.optional("within")?,
        })
    })
}
