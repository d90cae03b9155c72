//! Rows to a table of every area: codes are looked up, and areas without a row are told.

use super::read::CodedTable;
use crate::domain::ground::area_tables::AreaTable;
use crate::domain::ground::geography::Geography;
use crate::reading::counted::{counted, of_count};
use crate::reading::findings::{At, Findings};
use crate::reading::repeats::refuse_repeats;

/// Joins a table to the areas; none when it has no row of them.
pub fn assemble(
    file: &str,
    table: CodedTable,
    geography: &Geography,
    findings: &mut Findings,
) -> Option<AreaTable> {
    refuse_repeats("area_code", &table.rows, |(code, _)| *code, findings);
    let mut made = AreaTable::unknown(table.columns, geography.len());
    let mut has_row = vec![false; geography.len()];
    for At { row: (code, values), origin } in table.rows {
        match geography.find(code) {
            Some(area) => {
                made.set(area, &values);
                has_row[area.slot()] = true;
            }
            None => findings.defect_at(&origin, "area_code", format!("{code} is not among the areas")),
        }
    }
    let without = has_row.iter().filter(|has| !**has).count();
    if without > 0 {
        let reason = format!(
            "{} {} no row: what they are part of is not known",
            counted(without, "area"),
            of_count(without, "has", "have")
        );
        findings.warning(file, reason);
    }
    (without < geography.len()).then_some(made)
}
