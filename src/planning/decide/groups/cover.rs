//! Connected groups of neighbourhoods and the ways to divide all neighbourhoods among them, on a bare graph: every one, or none
//! when there are too many to try.

/// Neighbourhoods are bits of a word.
pub const MOST_NEIGHBOURHOODS: usize = 64;
/// Steps of either search, at most: a second or so.
pub const MOST_STEPS: u64 = 20_000_000;

/// A graph of neighbourhoods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// People of each.
    pub people: Vec<u64>,
    /// The neighbourhoods next to each, a bit each.
    pub adjacent: Vec<u64>,
}

/// The people that a group may have, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct People {
    /// The least.
    pub least: u64,
    /// The most.
    pub most: u64,
}

/// There are more than can be tried: the range is too wide for so many neighbourhoods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are more than can be tried one by one: narrow the range")]
pub struct TooMany;

impl Graph {
    /// Every connected group with people in the range, a bit a neighbourhood, in order of its bits.
    ///
    /// # Errors
    /// [`TooMany`] when that takes more than `most_steps` steps.
    pub fn groups(&self, people: People, most_steps: u64) -> Result<Vec<u64>, TooMany> {
        let mut growing = Growing { graph: self, people, steps: most_steps, found: Vec::new() };
        for first in 0..self.people.len() {
            // Groups whose first neighbourhood this is: those before it are out.
            let before = (1u64 << first) - 1;
            growing.grow(1 << first, self.people[first], self.adjacent[first], before | 1 << first)?;
        }
        growing.found.sort_unstable();
        Ok(growing.found)
    }

    /// Shows every way to divide all neighbourhoods among some of these groups, into `count` groups where that is said; each once.
    ///
    /// # Errors
    /// [`TooMany`] when that takes more than `most_steps` steps.
    pub fn ways(
        &self,
        groups: &[u64],
        people: People,
        count: Option<usize>,
        most_steps: u64,
        show: &mut dyn FnMut(&[u64]),
    ) -> Result<(), TooMany> {
        let mut starting: Vec<Vec<u64>> = vec![Vec::new(); self.people.len()];
        for group in groups {
            starting[group.trailing_zeros() as usize].push(*group);
        }
        let all =
            if self.people.len() == MOST_NEIGHBOURHOODS { u64::MAX } else { (1 << self.people.len()) - 1 };
        let mut covering = Covering {
            graph: self,
            starting: &starting,
            people,
            count,
            steps: most_steps,
            way: Vec::new(),
            show,
        };
        covering.cover(all, self.people.iter().sum())
    }

    /// The people of a group.
    #[must_use]
    pub fn people_of(&self, group: u64) -> u64 {
        members(group).map(|place| self.people[place]).sum()
    }
}

/// The neighbourhoods of a group, in order.
pub fn members(group: u64) -> impl Iterator<Item = usize> {
    let mut left = group;
    std::iter::from_fn(move || {
        let place = left.trailing_zeros() as usize;
        let is_there = left != 0;
        left &= left.wrapping_sub(1);
        is_there.then_some(place)
    })
}

struct Growing<'a> {
    graph: &'a Graph,
    people: People,
    steps: u64,
    found: Vec<u64>,
}

impl Growing<'_> {
    /// Tries every group that goes on from this one: each neighbour in turn, and forbidden to those tried after it.
    fn grow(&mut self, group: u64, people: u64, next: u64, mut out: u64) -> Result<(), TooMany> {
        if people > self.people.most {
            return Ok(());
        }
        self.steps = self.steps.checked_sub(1).ok_or(TooMany)?;
        if people >= self.people.least {
            self.found.push(group);
        }
        for place in members(next & !out) {
            out |= 1 << place;
            let next = next | self.graph.adjacent[place];
            self.grow(group | 1 << place, people + self.graph.people[place], next, out)?;
        }
        Ok(())
    }
}

struct Covering<'a, 's> {
    graph: &'a Graph,
    /// Groups by their first neighbourhood.
    starting: &'a [Vec<u64>],
    people: People,
    count: Option<usize>,
    steps: u64,
    way: Vec<u64>,
    show: &'s mut dyn FnMut(&[u64]),
}

impl Covering<'_, '_> {
    /// Tries every group for the first neighbourhood that is left.
    fn cover(&mut self, left: u64, people: u64) -> Result<(), TooMany> {
        if left == 0 {
            if self.count.is_none_or(|count| count == self.way.len()) {
                (self.show)(&self.way);
            }
            return Ok(());
        }
        if !self.can_be_divided(people) {
            return Ok(());
        }
        let starting = self.starting;
        for group in &starting[left.trailing_zeros() as usize] {
            self.steps = self.steps.checked_sub(1).ok_or(TooMany)?;
            if group & !left == 0 {
                self.way.push(*group);
                self.cover(left & !group, people - self.graph.people_of(*group))?;
                self.way.pop();
            }
        }
        Ok(())
    }

    /// Whether so many people can be divided among groups in the range, as many as are left to make.
    fn can_be_divided(&self, people: u64) -> bool {
        let People { least, most } = self.people;
        let holds =
            |groups: u64| least.saturating_mul(groups) <= people && people <= most.saturating_mul(groups);
        match self.count {
            Some(count) => {
                count.checked_sub(self.way.len()).is_some_and(|left| left > 0 && holds(left as u64))
            }
            None => holds(people.div_ceil(most.max(1)).max(1)),
        }
    }
}
