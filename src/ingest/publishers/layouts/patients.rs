//! Patients registered at a GP practice, by LSOA, all sexes; on LSOA 2011 or 2021.

use super::counted::Parts;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::echo;
use crate::ingest::publishers::once::Whole;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::Kind;
use crate::ingest::publishers::rows::PatientsRow;
use crate::ingest::publishers::vintages::Vintages;
use crate::reading::cell::is_missing;
use crate::reading::counted::counted;
use crate::reading::findings::{At, Findings, wanted};
use crate::reading::headings::PATIENTS;
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let (mut vintages, mut unknown, mut parts) = (Vintages::default(), Unknown::default(), Parts::default());
    let columns = ["practice_code", "lsoa_code", PATIENTS];
    let rows = read_rows(file, bytes, &columns, findings, |row| {
        if !parts.counts_all(row)? {
            return Ok(None);
        }
        vintages.note(row.text("extract_date"));
        // What is no code (`CLOSED`, `NO2011`) is an area that the publisher does not know.
        let written = row.text("lsoa_code").to_owned();
        let area = written.parse::<GssCode>().ok();
        let (practice, patients) = (row.parse("practice_code")?, row.count(PATIENTS)?);
        if !area.map_or_else(|| says_unknown(&written), is_small_area) {
            unknown.note(row.origin().line, &written, patients);
        }
        Ok(Some((written, Whole::of(PatientsRow { practice, area, patients }, row))))
    });
    unknown.tell(file, findings);
    parts.tell(file, rows.iter().filter(|at| at.row.is_some()).count(), findings);
    let rows = wanted(rows)
        .map(|At { row: (written, row), origin }| ((row.row.practice, written), At { row, origin }));
    let said = |(practice, area): &(OdsCode, String), row: &PatientsRow| {
        [format!("{practice} with {area}"), counted(row.patients, "patient")]
    };
    let mut found = Findings::default();
    published.patients.add(file, "lsoa_code", rows, said, &mut found);
    let vintage = vintages.told(file, findings);
    findings.append(published.of_releases(Kind::Patients, file, vintage.as_deref(), found));
    vintage
}

/// Whether a text says that the publisher does not know the area: `CLOSED` (a postcode that ended), `NO2011`, `NO2021`.
fn says_unknown(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    is_missing(&text) || text == "CLOSED" || text.starts_with("NO20")
}

/// Whether a code is one of an LSOA, or of what is like one in Scotland and Northern Ireland.
fn is_small_area(code: GssCode) -> bool {
    code.as_str()[1..].starts_with("01") || code.as_str().starts_with("N2")
}

/// Rows whose area is none that patients are counted by.
#[derive(Default)]
struct Unknown {
    rows: usize,
    patients: u64,
    /// The line of the first, and what it has.
    first: Option<(u64, String)>,
}

impl Unknown {
    fn note(&mut self, line: u64, written: &str, patients: u32) {
        self.rows += 1;
        self.patients += u64::from(patients);
        self.first.get_or_insert_with(|| (line, echo::cut(written)));
    }

    fn tell(&self, file: &str, findings: &mut Findings) {
        let Some((line, written)) = &self.first else { return };
        let rows = if self.rows == 1 { "1 row has".to_owned() } else { format!("{} rows have", self.rows) };
        let reason = format!(
            "{rows} an lsoa_code that is no code of an LSOA, the first {written:?} on line {line}: their {} patients are in no area \
             of the county",
            self.patients
        );
        findings.warning(file, reason);
    }
}
