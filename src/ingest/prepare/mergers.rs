//! Patients of practices that closed, as the county's descriptor counts them.

use crate::domain::ground::practices::Status;
use crate::ingest::descriptor::Descriptor;
use crate::ingest::tables::Tables;
use crate::reading::findings::Findings;

/// Gives each practice that closed the patients that the descriptor says it had.
pub(super) fn count(descriptor: &Descriptor, tables: &mut Tables, findings: &mut Findings) {
    for merger in &descriptor.mergers {
        let mut practices = tables.practices.iter_mut().map(|at| &mut at.row.practice);
        let closed = practices.find(|practice| practice.code.as_str() == merger.closed);
        match closed.map(|practice| &mut practice.status) {
            Some(Status::Closed { patients, .. }) => *patients = patients.or(Some(merger.patients)),
            _ => findings
                .defect("county.toml", format!("mergers: {} is no practice that closed", merger.closed)),
        }
    }
}
