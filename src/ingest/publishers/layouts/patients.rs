//! Patients registered at a GP practice, by LSOA, all sexes; on LSOA 2011 or 2021.

use crate::domain::ground::codes::GssCode;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::rows::{Patients, PatientsRow};
use crate::reading::findings::{At, wanted};
use crate::reading::findings::{Findings, Origin};
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let mut vintage = None;
    let columns = ["practice_code", "lsoa_code", "number_of_patients|number of patients"];
    let rows = read_rows(file, bytes, &columns, findings, |row| {
        if !["", "ALL"].contains(&row.text("sex").to_ascii_uppercase().as_str()) {
            return Ok(None);
        }
        vintage.get_or_insert_with(|| row.text("extract_date").to_owned());
        // What is no code (`CLOSED`, `NO2011`) is an area that the publisher does not know.
        let written = row.text("lsoa_code").to_owned();
        let area = written.parse::<GssCode>().ok();
        let (practice, patients) = (row.parse("practice_code")?, row.parse(columns[2])?);
        Ok(Some((written, PatientsRow { practice, area, patients })))
    });
    let mut repeated = 0;
    for At { row: (written, row), origin } in wanted(rows) {
        repeated += usize::from(!published.patients.add(written, At { row, origin }, findings));
    }
    if repeated > 0 {
        let reason =
            format!("{repeated} rows stand in another file too, with the same count; they are taken once");
        findings.warning(file, reason);
    }
    vintage
}

impl Patients {
    /// Adds a row; false when it is not, because another file has the same. A repeat that is none of these is a defect.
    fn add(&mut self, area: String, at: At<PatientsRow>, findings: &mut Findings) -> bool {
        let key = (at.row.practice, area);
        let Some(first) = self.places.get(&key).map(|place| &self.rows[*place]) else {
            self.places.insert(key, self.rows.len());
            self.rows.push(at);
            return true;
        };
        if first.origin.file == at.origin.file || first.row.patients != at.row.patients {
            let Origin { file, line } = &first.origin;
            let (practice, area) = &key;
            let reason = format!(
                "{practice} with {area} stands on {file}:{line} already, with {} patients",
                first.row.patients
            );
            findings.defect_at(&at.origin, "lsoa_code", reason);
        }
        false
    }
}
