//! Lookups of several editions: of two that say different units of an area, the newer is right, and that is told. Two of one edition that
//! contradict each other are a defect.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ground::codes::GssCode;
use crate::domain::ground::named::units::UnitKind;
use crate::ingest::publishers::UnitRow;
use crate::reading::findings::{At, Findings};

/// What the newest edition says of each area, else of its district; `districts` has the areas of the study with theirs.
pub fn newest<'a>(
    kind: UnitKind,
    rows: &'a [At<UnitRow>],
    districts: &BTreeMap<GssCode, GssCode>,
    findings: &mut Findings,
) -> BTreeMap<GssCode, &'a At<UnitRow>> {
    let known: BTreeSet<GssCode> = districts.iter().flat_map(|(area, district)| [*area, *district]).collect();
    let mut editions = BTreeMap::<u16, BTreeMap<GssCode, &At<UnitRow>>>::new();
    for at in rows.iter().filter(|at| at.row.kind == kind && known.contains(&at.row.within)) {
        let first = *editions.entry(at.row.edition).or_default().entry(at.row.within).or_insert(at);
        if first.row.code != at.row.code {
            let reason = format!(
                "{} is in {} here, and in {} on {}:{}: leave one of the two out",
                at.row.within, at.row.code, first.row.code, first.origin.file, first.origin.line
            );
            findings.defect_at(&at.origin, kind.as_str(), reason);
        }
    }
    let mut taken = BTreeMap::new();
    let mut passed_over = BTreeMap::<(&str, u16), Differing<'_>>::new();
    for (area, district) in districts {
        let said = |edition: &BTreeMap<GssCode, &'a At<UnitRow>>| {
            edition.get(area).or_else(|| edition.get(district)).copied()
        };
        let mut newest_first = editions.values().rev().filter_map(said);
        let Some(newest) = newest_first.next() else { continue };
        taken.insert(*area, newest);
        for older in newest_first.filter(|older| older.row.code != newest.row.code) {
            let key = (&*older.origin.file, older.row.edition);
            passed_over.entry(key).or_insert(Differing { older, newest, areas: 0 }).areas += 1;
        }
    }
    for Differing { older, newest, areas } in passed_over.into_values() {
        let areas = if areas == 1 { "1 area is".to_owned() } else { format!("{areas} areas are") };
        let reason = format!(
            "{areas} in another unit here, by the edition of {} ({} in {}), than by that of {} in {} ({}), which is taken",
            older.row.edition,
            older.row.within,
            older.row.code,
            newest.row.edition,
            newest.origin.file,
            newest.row.code
        );
        findings.warning_at(&older.origin, kind.as_str(), reason);
    }
    taken
}

/// Areas of which an older edition says another unit, by the first of them.
struct Differing<'a> {
    older: &'a At<UnitRow>,
    newest: &'a At<UnitRow>,
    areas: usize,
}
