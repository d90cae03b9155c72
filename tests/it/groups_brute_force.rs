//! Groups of neighbourhoods, against every set and every partition of small random graphs: the slow, obvious twin.

use std::collections::BTreeSet;

use footprint::planning::decide::groups::cover::{Graph, People, TooMany, members};
use footprint::planning::decide::search::Dice;

const CASES: u64 = 600;

fn graph(dice: &mut Dice) -> Graph {
    let count = 1 + dice.below(8);
    let mut adjacent = vec![0u64; count];
    for one in 0..count {
        for other in 0..one {
            // A tree more or less, with some more edges; now and then it falls apart.
            let is_joined = dice.below(one + 1) == 0 || dice.below(4) == 0;
            if is_joined {
                adjacent[one] |= 1 << other;
                adjacent[other] |= 1 << one;
            }
        }
    }
    Graph { people: (0..count).map(|_| dice.below(20) as u64).collect(), adjacent }
}

fn range(dice: &mut Dice, graph: &Graph) -> People {
    let all: u64 = graph.people.iter().sum();
    let least = dice.below(usize::try_from(all / 2).unwrap() + 2) as u64;
    People { least, most: least + dice.below(usize::try_from(all).unwrap() + 2) as u64 }
}

/// By spreading the first neighbourhood over the group until nothing changes.
fn hangs_together(graph: &Graph, group: u64) -> bool {
    let mut reached = group & group.wrapping_neg();
    loop {
        let more = members(reached).fold(reached, |all, place| all | graph.adjacent[place]) & group;
        if more == reached {
            return reached == group;
        }
        reached = more;
    }
}

fn groups_of_all(graph: &Graph, people: People) -> BTreeSet<u64> {
    let sets = 1..1u64 << graph.people.len();
    sets.filter(|set| {
        let sum: u64 = (0..graph.people.len())
            .filter(|place| set >> place & 1 == 1)
            .map(|place| graph.people[place])
            .sum();
        hangs_together(graph, *set) && people.least <= sum && sum <= people.most
    })
    .collect()
}

/// Every partition of all neighbourhoods, by the group that each joins or begins; those whose groups are all among some.
fn ways_of_all(graph: &Graph, groups: &BTreeSet<u64>) -> BTreeSet<Vec<u64>> {
    let mut partitions: Vec<Vec<u64>> = vec![vec![]];
    for place in 0..graph.people.len() {
        let mut next = Vec::new();
        for partition in partitions {
            for group in 0..=partition.len() {
                let mut longer = partition.clone();
                if group == longer.len() {
                    longer.push(0);
                }
                longer[group] |= 1 << place;
                next.push(longer);
            }
        }
        partitions = next;
    }
    partitions.into_iter().filter(|partition| partition.iter().all(|group| groups.contains(group))).collect()
}

fn found_ways(graph: &Graph, groups: &[u64], people: People, count: Option<usize>) -> Vec<Vec<u64>> {
    let mut ways = Vec::new();
    graph.ways(groups, people, count, u64::MAX, &mut |way| ways.push(way.to_vec())).unwrap();
    ways
}

#[test]
fn the_groups_and_the_ways_are_those_of_all_sets_and_all_partitions_each_once() {
    let (mut several, mut none) = (0, 0);
    for seed in 0..CASES {
        let dice = &mut Dice::new(seed);
        let graph = graph(dice);
        let people = range(dice, &graph);
        let groups = graph.groups(people, u64::MAX).unwrap();
        let expected = groups_of_all(&graph, people);
        assert_eq!(groups, expected.iter().copied().collect::<Vec<_>>(), "seed {seed}: {graph:?} {people:?}");
        let ways = found_ways(&graph, &groups, people, None);
        let all = ways_of_all(&graph, &expected);
        assert_eq!(ways.len(), all.len(), "seed {seed}: each once");
        assert_eq!(ways.iter().cloned().collect::<BTreeSet<_>>(), all, "seed {seed}: {graph:?} {people:?}");
        for count in 1..=graph.people.len() {
            let of_count = found_ways(&graph, &groups, people, Some(count));
            let expected: BTreeSet<Vec<u64>> = all.iter().filter(|way| way.len() == count).cloned().collect();
            assert_eq!(
                of_count.into_iter().collect::<BTreeSet<_>>(),
                expected,
                "seed {seed}, {count} groups"
            );
        }
        if all.len() > 1 {
            several += 1;
        } else if all.is_empty() {
            none += 1;
        }
    }
    assert!(several > 100 && none > 100, "the cases are of every kind: {several} {none}");
}

#[test]
fn a_wider_range_has_every_way_of_a_narrower_one() {
    for seed in 0..200 {
        let dice = &mut Dice::new(seed);
        let graph = graph(dice);
        let people = range(dice, &graph);
        let wider = People { least: people.least.saturating_sub(2), most: people.most + 2 };
        let ways = |people| {
            let groups = graph.groups(people, u64::MAX).unwrap();
            found_ways(&graph, &groups, people, None).into_iter().collect::<BTreeSet<_>>()
        };
        assert!(ways(people).is_subset(&ways(wider)), "seed {seed}");
    }
}

#[test]
fn what_cannot_be_tried_is_refused_and_never_answered_in_part() {
    let count = 40;
    let everybody = (1u64 << count) - 1;
    let graph = Graph {
        people: vec![1; count],
        adjacent: (0..count).map(|place| everybody & !(1 << place)).collect(),
    };
    let people = People { least: 1, most: 40 };
    assert_eq!(graph.groups(people, 100_000), Err(TooMany));
    let pairs = graph.groups(People { least: 1, most: 2 }, 100_000).unwrap();
    assert_eq!(pairs.len(), 40 + 40 * 39 / 2);
    let mut shown = 0;
    let people = People { least: 1, most: 2 };
    assert_eq!(graph.ways(&pairs, people, None, 100_000, &mut |_| shown += 1), Err(TooMany));
}
