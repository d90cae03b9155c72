//! Reads the two files of a data directory.

use std::collections::BTreeMap;

use super::table::{UnitNumbers, UnitTable, UnitTexts};
use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::reading::findings::Findings;
use crate::reading::table::read_rows;

/// Reads postcodes with what they are in; a kind without a column is not known.
pub fn read_postcode_units(file: &str, bytes: &[u8], findings: &mut Findings) -> UnitTable {
    let mut texts = UnitTexts::default();
    let rows = read_rows(file, bytes, &["postcode"], findings, |row| {
        let mut numbers = UnitNumbers::default();
        for kind in PostcodeUnit::ALL {
            numbers[kind as usize] = texts.number(row.text(kind.as_str()));
        }
        Ok((row.parse("postcode")?, numbers))
    });
    UnitTable { rows, texts, names: BTreeMap::new() }
}

/// Reads the names of units.
pub fn read_unit_names(
    file: &str,
    bytes: &[u8],
    findings: &mut Findings,
) -> BTreeMap<(PostcodeUnit, String), String> {
    let rows = read_rows(file, bytes, &["kind", "code", "name"], findings, |row| {
        let word = row.text("kind").to_owned();
        let kind = PostcodeUnit::ALL.into_iter().find(|kind| kind.as_str() == word);
        let kind = kind
            .ok_or_else(|| row.unread("kind", format!("{:?} is no kind of unit", crate::echo::cut(&word))))?;
        Ok(((kind, row.name("code")?), row.name("name")?))
    });
    rows.into_iter().map(|at| at.row).collect()
}
