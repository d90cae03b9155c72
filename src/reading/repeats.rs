//! Rows that say something of what an earlier row has said it of.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Display;

use super::findings::{At, Findings, Origin};

/// Tells every row whose key an earlier row has.
pub fn refuse_repeats<'a, T: 'a, K: Ord + Display>(
    column: &str,
    table: impl IntoIterator<Item = &'a At<T>>,
    key: impl Fn(&T) -> K,
    findings: &mut Findings,
) {
    let mut seen = BTreeMap::new();
    for at in table {
        match seen.entry(key(&at.row)) {
            Entry::Vacant(entry) => {
                entry.insert(&at.origin);
            }
            Entry::Occupied(entry) => {
                let Origin { file, line } = entry.get();
                findings.defect_at(
                    &at.origin,
                    column,
                    format!("{} stands on {file}:{line} already", entry.key()),
                );
            }
        }
    }
}
