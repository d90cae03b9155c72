//! Registrations: patients of a practice from an area.

use super::tables::RegistrationRow;
use crate::domain::ground::codes::GssCode;
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::table::{Row, Unread, read_rows};

/// What publishers write where the area of a patient is not known.
const UNKNOWN: &[&str] = &["", "UNKNOWN", "CLOSED", "NO2011"];

/// Reads a table of registrations.
pub fn read_registrations(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<RegistrationRow>> {
    read_rows(file, bytes, &["ods_code", "area_code|lsoa_code", "patients"], findings, |row| {
        Ok(RegistrationRow {
            practice: row.parse("ods_code")?,
            area: area(row)?,
            patients: row.count("patients")?,
        })
    })
}

fn area(row: &mut Row<'_>) -> Result<Option<GssCode>, Unread> {
    let text = row.text("area_code|lsoa_code").to_ascii_uppercase();
    if UNKNOWN.contains(&text.as_str()) { Ok(None) } else { row.parse("area_code|lsoa_code").map(Some) }
}
