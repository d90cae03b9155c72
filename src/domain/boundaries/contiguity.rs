//! Contiguity: which areas of a neighbourhood hang together, by the graph of areas that share enough border.

use petgraph::unionfind::UnionFind;

use super::partition::{Partition, ZoneIx};
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;

/// Two areas are joined when they share more border than this, in metres: a touch at a corner is no way across.
pub const CONTIGUOUS_BORDER_M: f64 = 15.0;

/// How many connected pieces the areas of each of `zones` neighbourhoods form.
#[must_use]
pub fn pieces(ground: &Ground, zones: usize, partition: &Partition) -> Vec<u32> {
    let joined = joined(ground, partition);
    let mut pieces = vec![0; zones];
    for (ix, _) in ground.geography.areas() {
        if joined.find(ix.owner()) == ix.owner() {
            pieces[partition.zone(ix).slot()] += 1;
        }
    }
    pieces
}

/// The pieces of one neighbourhood, that with most residents first, each with its areas in order of code.
#[must_use]
pub fn pieces_of(ground: &Ground, partition: &Partition, zone: ZoneIx) -> Vec<Vec<AreaIx>> {
    let joined = joined(ground, partition);
    let mut pieces = std::collections::BTreeMap::<u32, Vec<AreaIx>>::new();
    for (ix, _) in ground.geography.areas().filter(|(ix, _)| partition.zone(*ix) == zone) {
        pieces.entry(joined.find(ix.owner())).or_default().push(ix);
    }
    let mut pieces: Vec<_> = pieces.into_values().collect();
    let residents = |piece: &Vec<AreaIx>| {
        piece.iter().map(|ix| u64::from(ground.geography.area(*ix).residents)).sum::<u64>()
    };
    pieces.sort_by_key(|piece| std::cmp::Reverse(residents(piece)));
    pieces
}

/// The piece of each area, by slot: pieces of all neighbourhoods, numbered in order of their first areas.
#[must_use]
pub fn piece_of_each(ground: &Ground, partition: &Partition) -> Vec<usize> {
    let joined = joined(ground, partition);
    let mut numbers = std::collections::BTreeMap::new();
    let areas = ground.geography.areas();
    areas
        .map(|(ix, _)| {
            let next = numbers.len();
            *numbers.entry(joined.find(ix.owner())).or_insert(next)
        })
        .collect()
}

/// The areas that each area hangs together with, by slot.
#[must_use]
pub fn neighbours(ground: &Ground) -> Vec<Vec<AreaIx>> {
    let mut neighbours = vec![Vec::new(); ground.geography.len()];
    for border in ground.neighbouring_areas().iter().filter(|border| border.length_m > CONTIGUOUS_BORDER_M) {
        let (a, b) = (AreaIx::from_owner(border.a), AreaIx::from_owner(border.b));
        neighbours[a.slot()].push(b);
        neighbours[b.slot()].push(a);
    }
    neighbours
}

fn joined(ground: &Ground, partition: &Partition) -> UnionFind<u32> {
    let mut joined = UnionFind::<u32>::new(partition.len());
    for border in ground.neighbouring_areas() {
        let (a, b) = (AreaIx::from_owner(border.a), AreaIx::from_owner(border.b));
        if border.length_m > CONTIGUOUS_BORDER_M && partition.zone(a) == partition.zone(b) {
            joined.union(border.a, border.b);
        }
    }
    joined
}
