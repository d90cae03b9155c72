//! Practices that are open by their status, and have a day on which they closed: the day decides, where it is no later than the one that
//! the patients were counted on.
//!
//! Nothing is held against the day on which the data is made, so that it is the same on every day.

use crate::domain::ground::practices::Status;
use crate::ingest::publishers::{Kind, Published, day};
use crate::reading::findings::{At, Findings};

/// So many practices are named.
const NAMED: usize = 5;

/// Takes practices that had closed for closed, and tells them.
pub fn settle(published: &mut Published, findings: &mut Findings) {
    let dates = [Kind::Patients, Kind::ListSizes].into_iter().flat_map(|kind| published.vintages(kind));
    let Some(counted) = dates.filter_map(|date| day(&date)).max() else { return };
    let (mut closed, mut file) = (Vec::new(), String::new());
    for At { row, origin } in &mut published.organisations.rows {
        let Some(on) = row.closes_on.clone().filter(|on| *on <= counted) else { continue };
        if row.status != Status::Active {
            continue;
        }
        closed.push(format!("{} on {on}", row.code));
        row.status = Status::Closed { on: Some(on), successor: None, basis: None, patients: None };
        file = origin.file.to_string();
    }
    if closed.is_empty() {
        return;
    }
    let more = if closed.len() > NAMED { " and more" } else { "" };
    let named = closed.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let practices = match closed.len() {
        1 => "1 practice is open by its status, and closed by its closing date".to_owned(),
        several => format!("{several} practices are open by their status, and closed by their closing date"),
    };
    let reason = format!("{practices}, which decides, as patients were counted on {counted} ({named}{more})");
    findings.warning(&file, reason);
}
