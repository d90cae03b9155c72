//! Places from a point outwards, in a small index.
//!
//! An R-tree of all postcodes of a country takes 150 MB, most of it for boxes around single points. Places that follow each
//! other in order of postcode lie near each other, so the tree is of runs of them: a run is opened when its box is the
//! nearest thing left, and its places wait in a heap until nothing unopened can be nearer. Distances are integers (square
//! millimetres), so the order is exact.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, Envelope, PointDistance, RTree};

use super::places::Places;
use crate::domain::geometry::crs::GridPoint;

/// Places in a run: their common box is to be small, and the tree too.
const RUN: usize = 32;

type Run = GeomWithData<Rectangle<[i64; 2]>, u32>;

/// An R-tree of runs of places. Every question takes the same places and numbers as it was made of.
pub struct NearestPlaces {
    runs: RTree<Run>,
}

impl NearestPlaces {
    /// Indexes those of some places (by number, in order of postcode) that have a point.
    #[must_use]
    pub fn new(places: &Places, numbers: &[u32]) -> Self {
        let runs = numbers.chunks(RUN).zip(0..).filter_map(|(run, number)| {
            let points = run.iter().filter_map(|place| at(places, *place)).map(AABB::from_point);
            let around = points.reduce(|one, other| one.merged(&other))?;
            Some(Run::new(Rectangle::from_aabb(around), number))
        });
        Self { runs: RTree::bulk_load(runs.collect()) }
    }

    /// Places from a point outwards, each with the square of its distance in square millimetres; of equally far ones the
    /// first by number comes first.
    pub fn from<'a>(
        &'a self,
        places: &'a Places,
        numbers: &'a [u32],
        point: GridPoint,
    ) -> impl Iterator<Item = (i64, u32)> + 'a {
        let from = millimetres(point);
        let mut unopened = self.runs.nearest_neighbor_iter(&from).peekable();
        let mut waiting = BinaryHeap::new();
        std::iter::from_fn(move || {
            while let Some(run) = unopened.next_if(|run| {
                let Some(Reverse((nearest, _))) = waiting.peek() else { return true };
                run.distance_2(&from) <= *nearest
            }) {
                let first = run.data as usize * RUN;
                let run = &numbers[first..numbers.len().min(first + RUN)];
                let distance_2 = |place: &u32| Some((distance_2(at(places, *place)?, from), *place));
                waiting.extend(run.iter().filter_map(distance_2).map(Reverse));
            }
            waiting.pop().map(|Reverse(nearest)| nearest)
        })
    }

    /// Positions in `numbers`, in order, of the places within a box (west, south, east, north in millimetres on the grid).
    #[must_use]
    pub fn within(&self, places: &Places, numbers: &[u32], window: [i64; 4]) -> Vec<usize> {
        let [west, south, east, north] = window;
        let window = AABB::from_corners([west, south], [east, north]);
        let mut found = Vec::new();
        for run in self.runs.locate_in_envelope_intersecting(&window) {
            let first = run.data as usize * RUN;
            let run = first..numbers.len().min(first + RUN);
            let is_in = |place: &usize| {
                at(places, numbers[*place]).is_some_and(|point| window.contains_point(&point))
            };
            found.extend(run.filter(is_in));
        }
        found.sort_unstable();
        found
    }
}

fn at(places: &Places, number: u32) -> Option<[i64; 2]> {
    Some(millimetres(places.place(number as usize).site?.grid))
}

fn millimetres(point: GridPoint) -> [i64; 2] {
    [point.easting_mm.into(), point.northing_mm.into()]
}

fn distance_2(one: [i64; 2], other: [i64; 2]) -> i64 {
    (one[0] - other[0]).pow(2) + (one[1] - other[1]).pow(2)
}
