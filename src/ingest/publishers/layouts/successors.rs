//! A small table that no publisher has: practices that closed, and who took their patients.

use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::rows::Succession;
use crate::reading::findings::Findings;
use crate::reading::headings::{BASIS, CLOSED_PRACTICE, SUCCESSOR};
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let rows = read_rows(file, bytes, &[CLOSED_PRACTICE, SUCCESSOR], findings, |row| {
        let basis = Some(row.text(BASIS).to_owned()).filter(|basis| !basis.is_empty());
        Ok(Succession { closed: row.parse(CLOSED_PRACTICE)?, successor: row.parse(SUCCESSOR)?, basis })
    });
    published.successors.extend(rows);
    None
}
