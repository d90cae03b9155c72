//! Populated places: a point, names, and what kind of place it is.

use super::read_places::point;
use super::tables::NamedPlaceRow;
use crate::projection::Projector;
use crate::reading::findings::{At, Findings};
use crate::reading::table::read_rows;

/// Reads a table of populated places.
pub fn read_gazetteer(
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
) -> Vec<At<NamedPlaceRow>> {
    read_rows(file, bytes, &["code", "name"], findings, |row| {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(NamedPlaceRow {
            code: row.name("code")?.to_lowercase(),
            name: row.name("name")?,
            other_name: some(row.text("other_name")),
            kind: some(row.text("kind")),
            point: point(row, projector)?.ok_or_else(|| row.unread("easting", "is blank"))?,
            population: row.whole("population")?,
        })
    })
}
