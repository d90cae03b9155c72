//! The county's own table of successors, held against the practices: who has the patients of a practice that closed must be one, and
//! clear.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::practices::Status;
use crate::ingest::publishers::{Published, Succession};
use crate::reading::findings::{At, Findings, Origin};

/// Tells what contradicts itself, as defects, and what concerns no practice, as a warning.
pub fn check(published: &Published, findings: &mut Findings) {
    let known: BTreeMap<OdsCode, &Status> =
        published.organisations.rows.iter().map(|at| (at.row.code, &at.row.status)).collect();
    let mut first = BTreeMap::<OdsCode, &At<Succession>>::new();
    for at in &published.successors {
        let At { row: Succession { closed, successor, .. }, origin } = at;
        match first.get(closed) {
            Some(before) if before.row.successor != *successor => {
                let Origin { file, line } = &before.origin;
                let reason =
                    format!("{closed} has the successor {} on {file}:{line} already", before.row.successor);
                findings.defect_at(origin, "successor", reason);
                continue;
            }
            Some(_) => continue,
            None => {
                first.insert(*closed, at);
            }
        }
        match known.get(closed) {
            Some(Status::Active) => {
                let reason = format!(
                    "{closed} is open by the table of practices: only one that closed has a successor"
                );
                findings.defect_at(origin, "ods_code", reason);
            }
            None if !known.contains_key(successor) => {
                let reason =
                    format!("neither {closed} nor {successor} is among the practices: the row says nothing");
                findings.warning_at(origin, "ods_code", reason);
            }
            _ => {}
        }
    }
    for (closed, at) in &first {
        let mut passed = BTreeSet::from([*closed]);
        let mut now = at.row.successor;
        while let Some(next) = first.get(&now).filter(|_| passed.insert(now)) {
            now = next.row.successor;
        }
        if now == *closed {
            let reason =
                format!("the patients of {closed} come back to it: a practice cannot be its own successor");
            findings.defect_at(&at.origin, "successor", reason);
        }
    }
}
