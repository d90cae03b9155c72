//! LSOAs of 2011 whose codes are no longer used, and the LSOAs of 2021 that took their ground.
//!
//! ONS gave a new code to every area that was split, merged or drawn anew; a code that is not here was not changed.

use super::codes::GssCode;

/// Which areas of 2011 became which of 2021.
#[derive(Clone, Debug, Default)]
pub struct AreaChanges {
    /// Area of 2011 and of 2021, in order, each pair once.
    by_old: Box<[(GssCode, GssCode)]>,
    /// The same the other way round.
    by_new: Box<[(GssCode, GssCode)]>,
}

impl AreaChanges {
    /// Takes pairs of an area of 2011 and one of 2021 that has ground of it. Those of a code that is still used are left out.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (GssCode, GssCode)>) -> Self {
        let mut by_new: Vec<(GssCode, GssCode)> = pairs.into_iter().map(|(old, new)| (new, old)).collect();
        by_new.sort_unstable();
        by_new.dedup();
        let in_use: Vec<GssCode> = by_new.iter().map(|(new, _)| *new).collect();
        by_new.retain(|(_, old)| in_use.binary_search(old).is_err());
        let mut by_old: Vec<(GssCode, GssCode)> = by_new.iter().map(|(new, old)| (*old, *new)).collect();
        by_old.sort_unstable();
        Self { by_old: by_old.into(), by_new: by_new.into() }
    }

    /// Whether none is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_old.is_empty()
    }

    /// Every pair of an area of 2011 and one of 2021, in order.
    #[must_use]
    pub fn pairs(&self) -> &[(GssCode, GssCode)] {
        &self.by_old
    }

    /// The areas of 2021 that took the ground of an area of 2011 whose code is no longer used, in order; none for any other code.
    #[must_use]
    pub fn successors(&self, retired: GssCode) -> impl ExactSizeIterator<Item = GssCode> {
        of(&self.by_old, retired).iter().map(|(_, new)| *new)
    }

    /// The areas of 2011, no longer in use, whose ground an area of 2021 took, in order; none for an area that was not changed.
    #[must_use]
    pub fn predecessors(&self, area: GssCode) -> impl ExactSizeIterator<Item = GssCode> {
        of(&self.by_new, area).iter().map(|(_, old)| *old)
    }
}

/// The pairs that begin with a code.
fn of(pairs: &[(GssCode, GssCode)], code: GssCode) -> &[(GssCode, GssCode)] {
    let start = pairs.partition_point(|(first, _)| *first < code);
    let count = pairs[start..].partition_point(|(first, _)| *first == code);
    &pairs[start..start + count]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> GssCode {
        text.parse().unwrap()
    }

    #[test]
    fn a_retired_code_has_its_successors_and_one_in_use_has_none() {
        let pairs = [
            ("E01028475", "E01035728"),
            ("E01028475", "E01035727"),
            ("E01028475", "E01035727"),
            ("E01028422", "E01028422"),
            ("E01000864", "E01035707"),
            ("E01000865", "E01035707"),
        ];
        let changes = AreaChanges::new(pairs.map(|(old, new)| (code(old), code(new))));
        let became = |old: &str| changes.successors(code(old)).map(|new| new.to_string()).collect::<Vec<_>>();
        let was = |new: &str| changes.predecessors(code(new)).map(|old| old.to_string()).collect::<Vec<_>>();
        assert_eq!(became("E01028475"), ["E01035727", "E01035728"]);
        assert_eq!(was("E01035707"), ["E01000864", "E01000865"]);
        assert_eq!((became("E01028422"), was("E01028422")), (vec![], vec![]), "not changed");
        assert_eq!(changes.pairs().len(), 4);
    }
}
