//! Counts of rows by outcome.

use crate::planning::resolve::resolution::Outcome;

/// Rows by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([u64; Outcome::ALL.len()]);

impl Tally {
    /// Counts a row.
    pub fn count(&mut self, outcome: Outcome) {
        self.0[outcome as usize] += 1;
    }

    /// Adds the rows of another.
    pub fn add(&mut self, other: Self) {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own += more;
        }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The outcomes that occurred, with their rows.
    pub fn outcomes(&self) -> impl Iterator<Item = (Outcome, u64)> {
        Outcome::ALL.into_iter().zip(self.0).filter(|(_, rows)| *rows > 0)
    }

    /// Rows that found no neighbourhood.
    #[must_use]
    pub fn unmatched(&self) -> u64 {
        self.outcomes().filter(|(outcome, _)| !outcome.is_match()).map(|(_, rows)| rows).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_counted_under_its_own_name() {
        for (place, outcome) in Outcome::ALL.into_iter().enumerate() {
            assert_eq!(outcome as usize, place);
            let written = serde_json::to_value(outcome).unwrap();
            assert_eq!(written, outcome.as_str());
            let mut tally = Tally::default();
            tally.count(outcome);
            assert_eq!(tally.outcomes().collect::<Vec<_>>(), [(outcome, 1)]);
            assert_eq!(tally.unmatched(), u64::from(!outcome.is_match()));
        }
    }
}
