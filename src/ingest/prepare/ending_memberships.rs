//! Memberships of networks that have an end: one that ends after the day that the patients were counted on has not ended yet.
//!
//! A membership without an end is the practice's own; of those with one the last counts, where it goes on beyond that day. Nothing is
//! held against the day on which the data is made, so that it is the same on every day.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ground::codes::OdsCode;
use crate::ingest::publishers::{Kind, Published, day};
use crate::reading::findings::{At, Findings};

/// So many practices are named.
const NAMED: usize = 5;

/// Takes the memberships that had not ended for current, and tells them.
pub fn settle(published: &mut Published, findings: &mut Findings) {
    let dates = [Kind::Patients, Kind::ListSizes].into_iter().flat_map(|kind| published.vintages(kind));
    let Some(counted) = dates.filter_map(|date| day(&date)).max() else { return };
    let current: BTreeSet<OdsCode> = published.memberships.iter().map(|at| at.row.0).collect();
    let mut last = BTreeMap::<OdsCode, (String, At<_>)>::new();
    for At { row: (practice, network, until), origin } in std::mem::take(&mut published.ending_memberships) {
        let Some(until) = day(&until).filter(|until| *until > counted) else { continue };
        if current.contains(&practice) || last.get(&practice).is_some_and(|(later, _)| *later >= until) {
            continue;
        }
        last.insert(practice, (until, At { row: (practice, network), origin }));
    }
    let Some((_, (_, first))) = last.first_key_value() else { return };
    let named: Vec<String> =
        last.iter().take(NAMED).map(|(practice, (until, _))| format!("{practice} until {until}")).collect();
    let more = if last.len() > NAMED { " and more" } else { "" };
    let practices = match last.len() {
        1 => "1 practice is in a network that it leaves".to_owned(),
        count => format!("{count} practices are in networks that they leave"),
    };
    let reason = format!(
        "{practices} after {counted}, on which its patients were counted ({}{more}): not left yet",
        named.join(", ")
    );
    findings.warning(&first.origin.file.clone(), reason);
    published.memberships.extend(last.into_values().map(|(_, at)| at));
}
