//! Patients registered at a GP practice: the number on each list, all ages and sexes.

use super::counted::Parts;
use crate::domain::ground::codes::OdsCode;
use crate::ingest::publishers::once::Whole;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::Kind;
use crate::ingest::publishers::vintages::Vintages;
use crate::reading::counted::counted;
use crate::reading::findings::{At, Findings, wanted};
use crate::reading::headings::PATIENTS;
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let (mut vintages, mut parts) = (Vintages::default(), Parts::default());
    let rows = read_rows(file, bytes, &["code", PATIENTS], findings, |row| {
        let is_practice = ["", "GP", "GP PRACTICE"].contains(&row.text("type").to_ascii_uppercase().as_str());
        if !is_practice || !parts.counts_all(row)? {
            return Ok(None);
        }
        vintages.note(row.text("extract_date"));
        let listed = (row.parse("code")?, row.count(PATIENTS)?);
        Ok(Some(Whole::of(listed, row)))
    });
    parts.tell(file, rows.iter().filter(|at| at.row.is_some()).count(), findings);
    let rows = wanted(rows).map(|at: At<Whole<(OdsCode, u32)>>| (at.row.row.0, at));
    let said = |code: &OdsCode, row: &(OdsCode, u32)| [code.to_string(), counted(row.1, "patient")];
    let mut found = Findings::default();
    published.list_sizes.add(file, "code", rows, said, &mut found);
    let vintage = vintages.told(file, findings);
    findings.append(published.of_releases(Kind::ListSizes, file, vintage.as_deref(), found));
    vintage
}
