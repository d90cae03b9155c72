//! Practices that are no longer open, and still have patients.

use crate::domain::ground::Ground;
use crate::domain::ground::practices::Status;
use crate::ingest::tables::names;
use crate::reading::findings::Findings;

/// Practices with fewer patients are told together.
const FEW: u64 = 100;

/// Warns of them, with their patients: these count with no practice that is open until a successor is named.
pub fn check(ground: &Ground, findings: &mut Findings) {
    let Some(registrations) = &ground.registrations else { return };
    let (mut few, mut patients_of_few) = (Vec::new(), 0);
    for (index, practice) in ground.practices.iter() {
        let what = match &practice.status {
            Status::Active | Status::Closed { successor: Some(_), .. } => continue,
            Status::Closed { .. } => "closed",
            Status::Dormant => "dormant",
        };
        let patients: u64 = registrations.patients_of(index);
        if patients >= FEW {
            let reason = format!(
                "{} ({}) is {what}, and {patients} patients are registered with it: name its successor in a table of \
                 ods_code, successor, basis",
                practice.code, practice.name
            );
            findings.warning(names::PRACTICES, reason);
        } else if patients > 0 {
            few.push(practice.code.to_string());
            patients_of_few += patients;
        }
    }
    if !few.is_empty() {
        let reason = format!(
            "practices that are closed or dormant and have fewer than {FEW} patients each, {patients_of_few} together: {}",
            few.join(", ")
        );
        findings.warning(names::PRACTICES, reason);
    }
}
