//! Colours for maps, so that neighbours differ.

use std::collections::BTreeSet;

/// The number of a colour for each of some places, from 0. `before` has the colours that places had, as far as they had one: those
/// stay, unless two neighbours would share one. Then one of them that `changed` gets another, where one did.
///
/// Places without one are coloured in the reverse of the order in which the one with the fewest neighbours left is taken away, so a
/// map in the plane takes six at most (D. W. Matula and L. L. Beck, *Smallest-last ordering and clustering and graph coloring
/// algorithms*, Journal of the ACM 30(3), 1983).
#[must_use]
pub fn colours(neighbours: &[BTreeSet<usize>], before: &[Option<usize>], changed: &[bool]) -> Vec<usize> {
    let mut colours: Vec<Option<usize>> = vec![None; neighbours.len()];
    let mut had: Vec<usize> = (0..neighbours.len().min(before.len())).collect();
    had.sort_by_key(|place| changed.get(*place).copied().unwrap_or(false));
    for place in had {
        let is_free = |colour: &usize| neighbours[place].iter().all(|other| colours[*other] != Some(*colour));
        colours[place] = before[place].filter(is_free);
    }
    for place in smallest_last(neighbours).into_iter().rev() {
        let colour = colours[place].unwrap_or_else(|| {
            let taken: BTreeSet<usize> =
                neighbours[place].iter().filter_map(|other| colours[*other]).collect();
            (0..=taken.len()).find(|colour| !taken.contains(colour)).unwrap_or_default()
        });
        colours[place] = Some(colour);
    }
    colours.into_iter().map(Option::unwrap_or_default).collect()
}

fn smallest_last(neighbours: &[BTreeSet<usize>]) -> Vec<usize> {
    let mut left: BTreeSet<usize> = (0..neighbours.len()).collect();
    let mut order = Vec::with_capacity(neighbours.len());
    let degree = |place: &usize, left: &BTreeSet<usize>| neighbours[*place].intersection(left).count();
    while let Some(place) = left.iter().copied().min_by_key(|place| degree(place, &left)) {
        left.remove(&place);
        order.push(place);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wheel: everyone borders on the hub, and on those beside them.
    fn wheel(spokes: usize) -> Vec<BTreeSet<usize>> {
        let rim = |place: usize| BTreeSet::from([0, 1 + place % spokes, 1 + (place + spokes - 2) % spokes]);
        std::iter::once((1..=spokes).collect()).chain((1..=spokes).map(rim)).collect()
    }

    #[test]
    fn neighbours_differ_and_few_colours_do() {
        for (spokes, most) in [(6, 3), (7, 4)] {
            let neighbours = wheel(spokes);
            let colours = colours(&neighbours, &[], &[]);
            for (place, beside) in neighbours.iter().enumerate() {
                assert!(beside.iter().all(|other| colours[*other] != colours[place]), "{colours:?}");
            }
            assert_eq!(colours.iter().collect::<BTreeSet<_>>().len(), most);
        }
    }

    #[test]
    fn a_colour_stays_unless_a_neighbour_has_it() {
        let before = [Some(4), Some(2), Some(0), Some(2), None, Some(2), Some(2)];
        assert_eq!(colours(&wheel(6), &before, &[]), [4, 2, 0, 2, 0, 2, 0]);
        let changed = [false, true, false, false, false, true, false];
        let colours = colours(&wheel(6), &before, &changed);
        assert_eq!((colours[1], colours[6]), (1, 2), "the one that changed gives way");
    }
}
