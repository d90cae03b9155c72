//! Codes of areas that are no longer used, and the areas loaded that took their ground.

use super::codes::GssCode;
use super::geography::AreaIx;

/// Retired codes with their successors, in order of code.
#[derive(Clone, Debug, Default)]
pub struct RetiredAreas {
    codes: Box<[GssCode]>,
    successors: Box<[AreaIx]>,
}

impl RetiredAreas {
    /// Takes pairs of a retired code and one successor, in any order.
    #[must_use]
    pub fn new(mut pairs: Vec<(GssCode, AreaIx)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let (codes, successors): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        Self { codes: codes.into(), successors: successors.into() }
    }

    /// The areas that took the ground of a retired code, in order; empty when it is none.
    #[must_use]
    pub fn successors(&self, code: GssCode) -> &[AreaIx] {
        let from = self.codes.partition_point(|found| *found < code);
        let count = self.codes[from..].partition_point(|found| *found == code);
        &self.successors[from..from + count]
    }

    /// Every pair of a retired code and one successor, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (GssCode, AreaIx)> {
        self.codes.iter().copied().zip(self.successors.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retired_code_has_its_successors_and_another_has_none() {
        let code = |text: &str| text.parse::<GssCode>().unwrap();
        let area = AreaIx::from_owner;
        let retired = RetiredAreas::new(vec![
            (code("E01000002"), area(3)),
            (code("E01000001"), area(1)),
            (code("E01000002"), area(2)),
            (code("E01000002"), area(2)),
        ]);
        assert_eq!(retired.successors(code("E01000002")), [area(2), area(3)]);
        assert_eq!(retired.successors(code("E01000003")), []);
        assert_eq!(retired.pairs().count(), 3);
    }
}
