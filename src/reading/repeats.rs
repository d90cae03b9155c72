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

/// Rows of which one that says just what an earlier row of its key says counts once, which is told by file. Rows that say something else
/// of the same stay, for [`refuse_repeats`].
pub fn count_once<T: PartialEq, K: Ord>(
    table: Vec<At<T>>,
    key: impl Fn(&T) -> K,
    findings: &mut Findings,
) -> Vec<At<T>> {
    let (mut places, mut kept) = (BTreeMap::<K, usize>::new(), Vec::<At<T>>::with_capacity(table.len()));
    let mut repeated = BTreeMap::<String, Repeated>::new();
    for at in table {
        match places.entry(key(&at.row)) {
            Entry::Occupied(first) if kept[*first.get()].row == at.row => {
                let found = repeated.entry(at.origin.file.to_string());
                found.or_insert(Repeated { rows: 0, first: at.origin.line }).rows += 1;
            }
            entry => {
                entry.or_insert(kept.len());
                kept.push(at);
            }
        }
    }
    for (file, repeated) in repeated {
        findings.warning(&file, repeated.in_words());
    }
    kept
}

/// Rows that say what others have said.
#[derive(Clone, Copy)]
pub struct Repeated {
    /// How many.
    pub rows: usize,
    /// The line of the first.
    pub first: u64,
}

impl Repeated {
    /// What is told of them.
    #[must_use]
    pub fn in_words(self) -> String {
        match self.rows {
            1 => {
                format!("1 row says what an earlier row says already, on line {}: it counts once", self.first)
            }
            rows => format!(
                "{rows} rows say what earlier rows say already, the first on line {}: each counts once",
                self.first
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_count_once_and_contradicting_ones_stay() {
        let row = |line, key, value| At { row: (key, value), origin: Origin { file: "a.csv".into(), line } };
        let mut findings = Findings::default();
        let rows = vec![row(2, 'a', 1), row(3, 'b', 1), row(4, 'a', 1), row(5, 'a', 2), row(6, 'a', 1)];
        let kept = count_once(rows, |(key, _)| *key, &mut findings);
        assert_eq!(kept.iter().map(|at| at.origin.line).collect::<Vec<_>>(), [2, 3, 5]);
        assert_eq!(
            findings.warnings[0].to_string(),
            "a.csv: 2 rows say what earlier rows say already, the first on line 4: each counts once"
        );
        refuse_repeats("key", &kept, |(key, _)| *key, &mut findings);
        assert_eq!(findings.defects[0].to_string(), "a.csv:5: key: a stands on a.csv:2 already");
    }
}
