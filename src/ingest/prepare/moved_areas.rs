//! Patients counted by area of 2011, moved to the areas of 2021.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ground::codes::GssCode;
use crate::reading::findings::At;

/// Areas of 2011 and the areas of 2021 that each became.
pub struct MovedAreas<'a> {
    became: BTreeMap<GssCode, Vec<GssCode>>,
    residents: &'a BTreeMap<GssCode, u32>,
}

impl<'a> MovedAreas<'a> {
    /// By a table of changes and the residents of areas of 2021.
    pub fn new(changes: &[At<(GssCode, GssCode)>], residents: &'a BTreeMap<GssCode, u32>) -> Self {
        let mut became = BTreeMap::<GssCode, Vec<GssCode>>::new();
        for At { row: (from, to), .. } in changes {
            became.entry(*from).or_default().push(*to);
        }
        for areas in became.values_mut() {
            areas.sort_unstable();
            areas.dedup();
        }
        Self { became, residents }
    }

    /// Whether codes are of 2011: some are, and are no longer of 2021.
    pub fn are_of_2011(&self, codes: impl IntoIterator<Item = GssCode>) -> bool {
        let now: BTreeSet<GssCode> = self.became.values().flatten().copied().collect();
        codes.into_iter().any(|code| self.became.contains_key(&code) && !now.contains(&code))
    }

    /// Patients of an area of 2011 by area of 2021: split by residents, largest remainder (of equal ones the first by code);
    /// evenly when the residents of a part are not known. None for an area that the table of changes does not have.
    pub fn split(&self, area: GssCode, patients: u32) -> Option<Vec<(GssCode, u32)>> {
        let parts = self.became.get(&area)?;
        let residents: Option<Vec<u64>> =
            parts.iter().map(|part| self.residents.get(part).map(|count| u64::from(*count))).collect();
        let weights = residents.filter(|weights| weights.iter().sum::<u64>() > 0);
        let weights = weights.unwrap_or_else(|| vec![1; parts.len()]);
        Some(parts.iter().copied().zip(largest_remainder(patients, &weights)).collect())
    }
}

/// Areas of 2011 that are an area of 2021, neither split nor merged.
pub fn unchanged(changes: &[At<(GssCode, GssCode)>]) -> BTreeMap<GssCode, GssCode> {
    let (mut from, mut to) = (BTreeMap::<GssCode, usize>::new(), BTreeMap::<GssCode, usize>::new());
    for At { row: (old, new), .. } in changes {
        *from.entry(*old).or_default() += 1;
        *to.entry(*new).or_default() += 1;
    }
    let alone = changes.iter().map(|at| at.row).filter(|(old, new)| from[old] == 1 && to[new] == 1);
    alone.collect()
}

/// Whole shares of a count by weights, adding up to it (Hamilton's method).
fn largest_remainder(count: u32, weights: &[u64]) -> Vec<u32> {
    let total: u64 = weights.iter().sum();
    let exact = |weight: &u64| u64::from(count) * weight;
    let floor =
        |weight: &u64| u32::try_from(exact(weight) / total).expect("a share is no more than the count");
    let mut shares: Vec<u32> = weights.iter().map(floor).collect();
    let left = count - shares.iter().sum::<u32>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(exact(&weights[*place]) % total), *place));
    for place in order.into_iter().take(left as usize) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole_and_add_up() {
        assert_eq!(largest_remainder(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(largest_remainder(7, &[3, 1]), [5, 2]);
        assert_eq!(largest_remainder(1, &[1, 3]), [0, 1]);
        assert_eq!(largest_remainder(0, &[2, 3]), [0, 0]);
    }
}
