//! Zoom levels: how far outlines are simplified for each.

use geo::{Coord, Rect};

/// Circumference of the sphere of EPSG:3857 in metres.
pub const CIRCUMFERENCE_M: f64 = 40_075_016.685_578_49;
/// From this zoom on outlines are as they are.
pub const EXACT: u8 = 14;
/// Pixels across a tile, as MapLibre draws it.
const PIXELS: f64 = 512.0;
/// The scale of EPSG:3857 at 52 degrees north.
const SHRINKING: f64 = 0.615_661_475_325_658_3;

/// Half a pixel at a zoom, in metres on the ground at 52 degrees north; none where nothing is simplified.
#[must_use]
pub fn tolerance_m(zoom: u8) -> Option<f64> {
    (zoom < EXACT).then(|| CIRCUMFERENCE_M * SHRINKING / PIXELS / f64::from(1_u32 << zoom) / 2.0)
}

/// A square of `WebMercatorQuad`: zoom, column from the west, row from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    zoom: u8,
    column: u32,
    row: u32,
}

impl Tile {
    /// The greatest zoom there is.
    pub const MOST_ZOOM: u8 = 22;

    /// A tile on the grid; none off it.
    #[must_use]
    pub fn new(zoom: u8, column: u32, row: u32) -> Option<Self> {
        let across = (zoom <= Self::MOST_ZOOM).then(|| 1_u32 << zoom)?;
        (column < across && row < across).then_some(Self { zoom, column, row })
    }

    /// Its zoom.
    #[must_use]
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// Its square in metres of EPSG:3857, made larger by a share of its side.
    #[must_use]
    pub fn square(self, buffer: f64) -> Rect<f64> {
        let side = CIRCUMFERENCE_M / f64::from(1_u32 << self.zoom);
        let west = f64::from(self.column) * side - CIRCUMFERENCE_M / 2.0;
        let north = CIRCUMFERENCE_M / 2.0 - f64::from(self.row) * side;
        let more = side * buffer;
        Rect::new(
            Coord { x: west - more, y: north - side - more },
            Coord { x: west + side + more, y: north + more },
        )
    }

    /// A place in units of its `extent`th part from its north-west corner, x to the east, y to the south. `world` is a place in
    /// shares of the world from its north-west corner.
    #[must_use]
    pub fn units(self, world: [f64; 2], extent: f64) -> [f64; 2] {
        let across = f64::from(1_u32 << self.zoom);
        [
            (world[0] * across - f64::from(self.column)) * extent,
            (world[1] * across - f64::from(self.row)) * extent,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_on_the_grid_or_there_are_none() {
        assert!(Tile::new(0, 0, 0).is_some() && Tile::new(0, 1, 0).is_none());
        assert!(Tile::new(22, (1 << 22) - 1, 0).is_some() && Tile::new(23, 0, 0).is_none());
        let world = Tile::new(0, 0, 0).unwrap().square(0.0);
        assert!(
            (world.min().x + 20_037_508.342_789_244).abs() < 1e-6
                && (world.max().y - 20_037_508.342_789_244).abs() < 1e-6
        );
        let [x, y] = Tile::new(1, 1, 1).unwrap().units([0.75, 0.5], 4096.0);
        assert!((x - 2048.0).abs() < 1e-9 && y.abs() < 1e-9);
    }

    #[test]
    fn tolerances_halve_from_zoom_to_zoom_until_nothing_is_left_out() {
        assert!((tolerance_m(10).unwrap() - 23.53).abs() < 0.01, "{:?}", tolerance_m(10));
        assert!((tolerance_m(9).unwrap() / tolerance_m(10).unwrap() - 2.0).abs() < 1e-12);
        assert_eq!(tolerance_m(14), None);
    }
}
