//! Areas of the county's districts that no neighbourhood of the draft has, and that the county is therefore without.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ground::codes::GssCode;
use crate::ingest::publishers::{DeprivationRow, Published};
use crate::ingest::tables::{Tables, names};
use crate::reading::counted::counted;
use crate::reading::findings::Findings;

/// So many codes are listed of each district.
const LISTED: usize = 10;

/// Warns of them, by district: a table that was cut off, or a gap between drawn neighbourhoods, would go unseen otherwise.
pub fn tell(published: &Published, tables: &Tables, findings: &mut Findings) {
    let ours: BTreeSet<GssCode> = tables.areas.iter().map(|at| at.row.code).collect();
    let districts: BTreeMap<GssCode, &str> =
        tables.districts.iter().map(|at| (at.row.code, at.row.name.as_str())).collect();
    let mut areas = BTreeMap::<GssCode, Vec<&DeprivationRow>>::new();
    for at in &published.deprivation.rows {
        if districts.contains_key(&at.row.district) {
            areas.entry(at.row.district).or_default().push(&at.row);
        }
    }
    for (district, areas) in areas {
        let left: Vec<&&DeprivationRow> = areas.iter().filter(|area| !ours.contains(&area.code)).collect();
        if left.is_empty() {
            continue;
        }
        let residents: u64 = left.iter().filter_map(|area| area.residents).map(u64::from).sum();
        let codes: Vec<String> = left.iter().take(LISTED).map(|area| area.code.to_string()).collect();
        let more =
            if left.len() > LISTED { format!(" and {} more", left.len() - LISTED) } else { String::new() };
        let is = if left.len() == 1 { "is" } else { "are" };
        let reason = format!(
            "{} of the {} areas of {} ({district}) {is} in no neighbourhood, and left out with {}: {}{more}",
            left.len(),
            areas.len(),
            districts[&district],
            counted(residents, "resident"),
            codes.join(", ")
        );
        findings.warning(names::AREAS, reason);
    }
}
