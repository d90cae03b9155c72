//! A square grid over the ground, in front of an index: what a cell answers alone is found out when it is first asked.

use std::sync::OnceLock;

/// About so many cells, whatever the size of the ground: some 170 m across in a county.
const CELLS: f64 = 131_072.0;

/// A square, in millimetres of EPSG:27700.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Its middle.
    pub middle: [f64; 2],
    /// How long its sides are.
    pub size: f64,
}

/// A grid of cells that each remember a `T`. Rows that nobody asked about take no memory.
pub struct Cells<T> {
    south_west: [f64; 2],
    size: f64,
    across: usize,
    rows: Box<[OnceLock<Row<T>>]>,
}

type Row<T> = Box<[OnceLock<T>]>;

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Self { south_west: [0.0; 2], size: 0.0, across: 0, rows: Box::default() }
    }
}

impl<T> Cells<T> {
    /// A grid over a box; of no cell for a box without land.
    #[must_use]
    pub fn over([west, south]: [f64; 2], [east, north]: [f64; 2]) -> Self {
        let (width, height) = (east - west, north - south);
        if !(width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite()) {
            return Self::default();
        }
        let size = (width * height / CELLS).sqrt();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of cells")]
        let count = |length: f64| (length / size).floor() as usize + 1;
        let rows = (0..count(height)).map(|_| OnceLock::new()).collect();
        Self { south_west: [west, south], size, across: count(width), rows }
    }

    /// What the cell of a point remembers, found out by `find` the first time; none beyond the grid.
    pub fn at(&self, point: [f64; 2], find: impl FnOnce(Cell) -> T) -> Option<&T> {
        let place = [0, 1].map(|axis| ((point[axis] - self.south_west[axis]) / self.size).floor());
        if !(place[0] >= 0.0 && place[1] >= 0.0) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, not below nought"
        )]
        let [column, row] = place.map(|place| place as usize);
        let empty = || (0..self.across).map(|_| OnceLock::new()).collect();
        let cell = self.rows.get(row)?.get_or_init(empty).get(column)?;
        let middle = [0, 1].map(|axis| self.south_west[axis] + (place[axis] + 0.5) * self.size);
        Some(cell.get_or_init(|| find(Cell { middle, size: self.size })))
    }
}

impl Cell {
    /// Its corners in whole millimetres, a little beyond its own.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "on the National Grid, or a cell beyond")]
    pub fn around(self) -> ([i64; 2], [i64; 2]) {
        let corner = |by: f64| self.middle.map(|at| (at + by * (self.size / 2.0 + 1.0)).round() as i64);
        (corner(-1.0), corner(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_in_the_square_around_the_middle_of_its_cell() {
        let cells = Cells::over([1_000.0, 2_000.0], [5_001_000.0, 3_002_000.0]);
        for point in [[1_000.0, 2_000.0], [5_001_000.0, 3_002_000.0], [77_777.7, 1_234_567.0]] {
            let cell = cells.at(point, |cell| cell).unwrap();
            let ([west, south], [east, north]) = cell.around();
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let is_in = point[0] >= west as f64
                && point[0] <= east as f64
                && point[1] >= south as f64
                && point[1] <= north as f64;
            assert!(is_in, "{point:?} {cell:?}");
        }
        assert!(cells.at([999.0, 2_000.0], |cell| cell).is_none());
        assert!(cells.at([1_000.0, 9_000_000.0], |cell| cell).is_none());
    }

    #[test]
    fn a_cell_is_found_out_once() {
        let cells = Cells::over([0.0, 0.0], [1e6, 1e6]);
        assert_eq!(cells.at([10.0, 10.0], |_| 1), Some(&1));
        assert_eq!(cells.at([11.0, 10.0], |_| 2), Some(&1));
        assert_eq!(Cells::over([0.0, 0.0], [0.0, 1e6]).at([0.0, 0.0], |_| 1), None);
    }
}
