//! What ways to group neighbourhoods are measured by: patients who cross, balance, and councils that are divided.

use std::collections::{BTreeMap, BinaryHeap};

use super::asked::RankBy;
use super::cover::{Graph, members};

/// What a group is measured by, beside its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measures {
    /// Patients who live in one of two neighbourhoods and are registered in the other; none without registrations.
    pub(super) between: Option<Vec<Vec<u64>>>,
    /// Councils that some of a neighbourhood's areas are of, a bit each.
    pub(super) councils: Vec<u128>,
}

/// The measures of one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) crossing: u64,
    pub(super) balance: u64,
    pub(super) councils_crossed: u64,
}

impl Measures {
    /// Patients who cross between the neighbourhoods of a group and all others.
    pub(super) fn crossing(&self, group: u64) -> Option<u64> {
        let between = self.between.as_ref()?;
        let others = 0..between.len();
        let outside = others.filter(|other| group >> other & 1 == 0);
        Some(outside.map(|other| members(group).map(|place| between[place][other]).sum::<u64>()).sum())
    }

    /// Councils of a group, a bit each.
    pub(super) fn councils_of(&self, group: u64) -> u128 {
        members(group).fold(0, |all, place| all | self.councils[place])
    }

    /// The measures of a way.
    pub(super) fn of(&self, graph: &Graph, way: &[u64]) -> Measured {
        let people = || way.iter().map(|group| graph.people_of(*group));
        let all = self.councils.iter().fold(0, |all, councils| all | councils);
        let parts: u32 = way.iter().map(|group| self.councils_of(*group).count_ones()).sum();
        // Who crosses between two groups is counted by both.
        let crossing: u64 = way.iter().map(|group| self.crossing(*group).unwrap_or_default()).sum();
        Measured {
            crossing: crossing / 2,
            balance: people().max().unwrap_or_default() - people().min().unwrap_or_default(),
            councils_crossed: u64::from(parts.saturating_sub(all.count_ones())),
        }
    }
}

impl Measured {
    fn key(self, rank_by: RankBy) -> [u64; 3] {
        let Self { crossing, balance, councils_crossed } = self;
        match rank_by {
            RankBy::PatientsCrossing => [crossing, balance, councils_crossed],
            RankBy::Balance => [balance, crossing, councils_crossed],
            RankBy::Councils => [councils_crossed, crossing, balance],
        }
    }

    /// Whether another is at least as good in everything and better in something.
    fn is_dominated_by(self, other: Self) -> bool {
        let is_as_good = other.crossing <= self.crossing
            && other.balance <= self.balance
            && other.councils_crossed <= self.councils_crossed;
        is_as_good && other != self
    }
}

/// A way, and what it was measured as.
type MeasuredWay = (Measured, Vec<u64>);

/// Ways as they are found: all counted, the best kept.
pub(super) struct Ranking {
    rank_by: RankBy,
    most: usize,
    /// The best so far, the worst of them on top.
    best: BinaryHeap<([u64; 3], Vec<u64>)>,
    /// By number of groups: how many, and those that no other with as many groups dominates.
    by_groups: BTreeMap<usize, (u64, Vec<MeasuredWay>)>,
}

impl Ranking {
    pub(super) fn new(rank_by: RankBy, most: usize) -> Self {
        Self { rank_by, most, best: BinaryHeap::new(), by_groups: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, measured: Measured, way: &[u64]) {
        let key = measured.key(self.rank_by);
        let is_among_best =
            self.best.len() < self.most || self.best.peek().is_some_and(|(worst, _)| key < *worst);
        if is_among_best {
            self.best.push((key, way.to_vec()));
            if self.best.len() > self.most {
                self.best.pop();
            }
        }
        let (count, front) = self.by_groups.entry(way.len()).or_default();
        *count += 1;
        if !front.iter().any(|(other, _)| measured.is_dominated_by(*other)) {
            front.retain(|(other, _)| !other.is_dominated_by(measured));
            front.push((measured, way.to_vec()));
        }
    }

    /// How many ways there are with each number of groups.
    pub(super) fn by_groups(&self) -> Vec<(usize, u64)> {
        self.by_groups.iter().map(|(groups, (count, _))| (*groups, *count)).collect()
    }

    /// The best, in order.
    pub(super) fn best(&self) -> Vec<Vec<u64>> {
        let mut best: Vec<&([u64; 3], Vec<u64>)> = self.best.iter().collect();
        best.sort();
        best.into_iter().map(|(_, way)| way.clone()).collect()
    }

    /// Those that no other with as many groups dominates, in order.
    pub(super) fn not_dominated(&self) -> Vec<Vec<u64>> {
        let mut all: Vec<([u64; 3], usize, &Vec<u64>)> = Vec::new();
        for (groups, (_, front)) in &self.by_groups {
            all.extend(front.iter().map(|(measured, way)| (measured.key(self.rank_by), *groups, way)));
        }
        all.sort();
        all.into_iter().map(|(_, _, way)| way.clone()).collect()
    }
}

/// Groups as they are found: the ones with fewest patients crossing kept.
pub(super) fn fewest_crossing(measures: &Measures, groups: &[u64], most: usize) -> Vec<u64> {
    let mut kept = BinaryHeap::new();
    for group in groups {
        kept.push((measures.crossing(*group), *group));
        if kept.len() > most {
            kept.pop();
        }
    }
    kept.into_sorted_vec().into_iter().map(|(_, group)| group).collect()
}
