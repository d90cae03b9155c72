//! Patients registered at a GP practice: the number on each list, all ages and sexes.

use crate::ingest::publishers::published::Published;
use crate::reading::findings::Findings;
use crate::reading::findings::wanted;
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let mut vintage = None;
    let rows = read_rows(file, bytes, &["code", "number_of_patients"], findings, |row| {
        let is_total = |column: &str, row: &crate::reading::table::Row<'_>| {
            ["", "ALL"].contains(&row.text(column).to_ascii_uppercase().as_str())
        };
        let is_practice = ["", "GP"].contains(&row.text("type"));
        if !is_practice || !is_total("sex", row) || !is_total("age", row) {
            return Ok(None);
        }
        vintage.get_or_insert_with(|| row.text("extract_date").to_owned());
        Ok(Some((row.parse("code")?, row.parse("number_of_patients")?)))
    });
    published.list_sizes.extend(wanted(rows));
    vintage
}
