//! Tables about areas that say nothing of some of the county's: what they say is taken of the others, and that is told.

use std::collections::BTreeSet;

use crate::domain::ground::codes::GssCode;
use crate::ingest::plan::known::is_same_word;
use crate::ingest::prepare::moved_areas::Unchanged;
use crate::ingest::publishers::Published;
use crate::ingest::tables::Tables;
use crate::reading::findings::{At, Findings};

/// So many codes are named.
const NAMED: usize = 5;

/// Tells areas that a lookup of areas, or File 7 of 2019, does not have, and districts that a lookup calls otherwise.
pub fn tell(published: &Published, tables: &Tables, findings: &mut Findings) {
    let own: BTreeSet<GssCode> = tables.areas.iter().map(|at| at.row.code).collect();
    lookups(published, &own, findings);
    deciles(published, &own, findings);
    let used = &tables.districts;
    for At { row: other, origin } in &published.districts {
        let Some(known) = used.iter().find(|at| at.row.code == other.code) else { continue };
        if !is_same_word(&known.row.name, &other.name) {
            let reason = format!(
                "{} is called {:?} here, and {:?} in {}, which is used",
                other.code, other.name, known.row.name, known.origin.file
            );
            findings.warning_at(origin, "name of the district", reason);
        }
    }
}

/// Lookups of areas, each by its file; those of districts have no row of an area.
fn lookups(published: &Published, own: &BTreeSet<GssCode>, findings: &mut Findings) {
    let files: BTreeSet<&str> = published.units.iter().map(|at| &*at.origin.file).collect();
    for file in files {
        let rows = published.units.iter().filter(|at| *at.origin.file == *file);
        let said: BTreeSet<GssCode> = rows.map(|at| at.row.within).collect();
        if said.iter().any(|code| own.contains(code)) {
            tell_missing(file, own, &said, "what they are in is as their district's, or not known", findings);
        }
    }
}

/// Deciles of 2019 are of areas of 2011: of those that were not changed since, one each.
fn deciles(published: &Published, own: &BTreeSet<GssCode>, findings: &mut Findings) {
    let Some(first) = published.deciles_2019.rows.first() else { return };
    let unchanged = Unchanged::by(&published.area_changes);
    let same: BTreeSet<GssCode> =
        own.iter().copied().filter(|code| unchanged.now(*code) == Some(*code)).collect();
    let said: BTreeSet<GssCode> = published.deciles_2019.rows.iter().map(|at| at.row.0).collect();
    let then = "they have no decile of 2019";
    tell_missing(&first.origin.file, &same, &said, then, findings);
}

fn tell_missing(
    file: &str,
    own: &BTreeSet<GssCode>,
    said: &BTreeSet<GssCode>,
    then: &str,
    findings: &mut Findings,
) {
    let missing: Vec<String> = own.difference(said).map(ToString::to_string).collect();
    if missing.is_empty() {
        return;
    }
    let named = missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let is = if missing.len() == 1 { "is" } else { "are" };
    let reason =
        format!("{} of {} areas {is} not in it, and {then}: {named}{more}", missing.len(), own.len());
    findings.warning(file, reason);
}
