//! Rows of which each key stands once, in whichever of the files.

use std::collections::HashMap;
use std::hash::Hash;

use crate::reading::findings::{At, Findings, Origin};

/// Rows of which each key stands once. Two files of a publisher may repeat each other, and may not contradict each other: which
/// of two months, or of two revisions, is meant is for the county to say.
pub struct Once<K, T> {
    /// In the order they were read.
    pub rows: Vec<At<T>>,
    /// The place in `rows` of each key.
    places: HashMap<K, usize>,
}

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Eq + Hash, T: PartialEq> Once<K, T> {
    /// Adds the rows of a file, each with its key. What another file says in the same words is taken once, and told; any other
    /// repeat is a defect of `column`. `said` is what a row says: of what, and what of it.
    pub fn add(
        &mut self,
        file: &str,
        column: &str,
        rows: impl Iterator<Item = (K, At<T>)>,
        said: impl Fn(&K, &T) -> [String; 2],
        findings: &mut Findings,
    ) {
        let mut repeated = 0_usize;
        for (key, at) in rows {
            let Some(first) = self.places.get(&key).map(|place| &self.rows[*place]) else {
                self.places.insert(key, self.rows.len());
                self.rows.push(at);
                continue;
            };
            if first.origin.file != at.origin.file && first.row == at.row {
                repeated += 1;
                continue;
            }
            let ([of, what], Origin { file, line }) = (said(&key, &first.row), &first.origin);
            findings.defect_at(
                &at.origin,
                column,
                format!("{of} stands on {file}:{line} already, with {what}"),
            );
        }
        if repeated > 0 {
            let rows =
                if repeated == 1 { "1 row stands".to_owned() } else { format!("{repeated} rows stand") };
            let reason = format!("{rows} in another file too, with the same values, and count once");
            findings.warning(file, reason);
        }
    }
}
