//! Rows of which each key stands once, in whichever of the files.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::reading::findings::{At, Findings, Origin};
use crate::reading::repeats::Repeated;
use crate::reading::table::Row;

/// Rows of which each key stands once. Two files of a publisher may repeat each other, and so may two rows of one file that are equal in
/// every field; they may not contradict each other: which of two months, or of two revisions, is meant is for the county to say.
pub struct Once<K, T> {
    /// In the order they were read.
    pub rows: Vec<At<T>>,
    /// What all fields of each row are, as one number.
    whole: Vec<u64>,
    /// The place in `rows` of each key.
    places: HashMap<K, usize>,
}

/// A row that was read, and what all its fields are, as one number.
pub struct Whole<T> {
    pub row: T,
    pub all: u64,
}

impl<T> Whole<T> {
    /// Of the row that it was read from.
    pub fn of(row: T, from: &Row<'_>) -> Self {
        let mut hasher = DefaultHasher::new();
        for place in 0..from.names().len() {
            from.text_at(place).hash(&mut hasher);
        }
        Self { row, all: hasher.finish() }
    }
}

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), whole: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Eq + Hash, T: PartialEq> Once<K, T> {
    /// Adds the rows of a file, each with its key. What another file says in the same words, or a row of the same file in all its fields,
    /// is taken once, and told; any other repeat is a defect of `column`. `said` is what a row says: of what, and what of it.
    pub fn add(
        &mut self,
        file: &str,
        column: &str,
        rows: impl Iterator<Item = (K, At<Whole<T>>)>,
        said: impl Fn(&K, &T) -> [String; 2],
        findings: &mut Findings,
    ) {
        let (mut repeated, mut within) = (0_usize, None::<Repeated>);
        for (key, At { row: Whole { row, all }, origin }) in rows {
            let at = At { row, origin };
            let Some(place) = self.places.get(&key).copied() else {
                self.places.insert(key, self.rows.len());
                self.rows.push(at);
                self.whole.push(all);
                continue;
            };
            let first = &self.rows[place];
            if first.origin.file != at.origin.file && first.row == at.row {
                repeated += 1;
                continue;
            }
            if first.row == at.row && self.whole[place] == all {
                within.get_or_insert(Repeated { rows: 0, first: at.origin.line }).rows += 1;
                continue;
            }
            let ([of, what], Origin { file, line }) = (said(&key, &first.row), &first.origin);
            findings.defect_at(
                &at.origin,
                column,
                format!("{of} stands on {file}:{line} already, with {what}"),
            );
        }
        if let Some(within) = within {
            findings.warning(file, within.in_words());
        }
        if repeated > 0 {
            let rows =
                if repeated == 1 { "1 row stands".to_owned() } else { format!("{repeated} rows stand") };
            let reason = format!("{rows} in another file too, with the same values, and count once");
            findings.warning(file, reason);
        }
    }
}
