//! Plans of which none is better than another in both of two measures: what it costs, and one more.

use std::collections::BTreeMap;

use super::problem::Moves;

/// The plans met of which none is dominated. Dearer plans have less of the other measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front(BTreeMap<u64, (i64, Moves)>);

/// More plans than these are not kept: each is a list of moves.
const MOST: usize = 2_000;

impl Front {
    /// Keeps a plan unless one that is known is at least as good in both measures, and forgets those that it dominates. `moves` is
    /// asked only when it is kept.
    pub fn offer(&mut self, cost: u64, other: i64, moves: impl FnOnce() -> Moves) -> bool {
        if self.0.range(..=cost).next_back().is_some_and(|(_, (least, _))| *least <= other) {
            return false;
        }
        let dominated: Vec<u64> = self
            .0
            .range(cost..)
            .take_while(|(_, (least, _))| *least >= other)
            .map(|(cost, _)| *cost)
            .collect();
        for cost in &dominated {
            self.0.remove(cost);
        }
        if self.0.len() >= MOST {
            return false;
        }
        self.0.insert(cost, (other, moves()));
        true
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What each costs, its other measure, and its moves; the cheapest first.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, i64, &Moves)> {
        self.0.iter().map(|(cost, (other, moves))| (*cost, *other, moves))
    }

    /// At most so many of them, both ends among them, which divide the range of the other measure most evenly; the cheapest first.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    pub fn spread(&self, most: usize) -> Vec<(u64, &Moves)> {
        let all: Vec<(u64, i64, &Moves)> = self.iter().collect();
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return Vec::new() };
        if all.len() <= most {
            return all.iter().map(|(cost, _, moves)| (*cost, *moves)).collect();
        }
        let step = (first.1 - last.1) as f64 / most.saturating_sub(1).max(1) as f64;
        let mut chosen = Vec::with_capacity(most);
        for (place, (cost, other, moves)) in all.iter().enumerate() {
            let is_end = place == 0 || place + 1 == all.len();
            let is_due = (first.1 - other) as f64 >= step * chosen.len() as f64;
            if is_end || (is_due && chosen.len() + 1 < most) {
                chosen.push((*cost, *moves));
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(points: &[(u64, i64)]) -> Front {
        let mut front = Front::default();
        for (cost, other) in points {
            front.offer(*cost, *other, || Moves(vec![(usize::try_from(*cost).unwrap(), 0)]));
        }
        front
    }

    fn points(front: &Front) -> Vec<(u64, i64)> {
        front.iter().map(|(cost, other, _)| (cost, other)).collect()
    }

    #[test]
    fn what_is_dominated_is_not_kept_whichever_comes_first() {
        assert_eq!(
            points(&offered(&[(5, 5), (5, 5), (6, 5), (5, 6), (4, 6), (7, 2), (6, 3)])),
            [(4, 6), (5, 5), (6, 3), (7, 2)]
        );
        assert_eq!(points(&offered(&[(7, 2), (6, 3), (5, 5), (4, 1)])), [(4, 1)]);
    }

    #[test]
    fn some_of_them_have_both_ends_and_divide_the_range() {
        let all: Vec<(u64, i64)> = (0..100u64).map(|place| (place, 100 - place.cast_signed())).collect();
        let front = offered(&all);
        let chosen = front.spread(5);
        assert_eq!(chosen.iter().map(|(cost, _)| *cost).collect::<Vec<_>>(), [0, 25, 50, 75, 99]);
        assert_eq!(front.spread(200).len(), 100);
        assert_eq!(front.spread(2).len(), 2);
    }
}
