//! Practices that are no longer open, and still have patients.

use crate::domain::ground::Ground;
use crate::domain::ground::practices::Status;
use crate::ingest::tables::names;
use crate::reading::findings::Findings;

/// Warns of each, with its patients: they count with no practice that is open until a successor is named.
pub fn check(ground: &Ground, findings: &mut Findings) {
    let Some(registrations) = &ground.registrations else { return };
    for (index, practice) in ground.practices.iter() {
        let what = match &practice.status {
            Status::Active | Status::Closed { successor: Some(_), .. } => continue,
            Status::Closed { .. } => "closed",
            Status::Dormant => "dormant",
        };
        let patients: u64 = registrations.of_practice(index).iter().map(|row| u64::from(row.patients)).sum();
        if patients > 0 {
            let reason = format!(
                "{} ({}) is {what}, and {patients} patients are registered with it: name its successor in a table of \
                 ods_code, successor, basis",
                practice.code, practice.name
            );
            findings.warning(names::PRACTICES, reason);
        }
    }
}
