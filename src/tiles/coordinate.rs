//! The squares that tiles are: `WebMercatorQuad` of OGC's Two Dimensional Tile Matrix Set (17-083r4, annex D.1).

/// Units across a tile.
pub const EXTENT: i64 = 4096;

/// A square of `WebMercatorQuad`: zoom, column from the west, row from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileCoord {
    zoom: u8,
    column: u32,
    row: u32,
}

/// A zoom, column or row beyond the grid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no tile {zoom}/{column}/{row}: zooms go from 0 to {most}, columns and rows from 0 to 2^zoom - 1", most = TileCoord::MOST_ZOOM)]
pub struct OffTheGrid {
    zoom: String,
    column: String,
    row: String,
}

impl TileCoord {
    /// The greatest zoom there is.
    pub const MOST_ZOOM: u8 = 22;

    /// The tile of three numbers as they are written in a path.
    ///
    /// # Errors
    /// [`OffTheGrid`] when one is not a whole number, or the grid has no such tile.
    pub fn new(zoom: &str, column: &str, row: &str) -> Result<Self, OffTheGrid> {
        let off = || OffTheGrid {
            zoom: crate::echo::cut(zoom),
            column: crate::echo::cut(column),
            row: crate::echo::cut(row),
        };
        let on_grid = || {
            let zoom = zoom.parse().ok().filter(|zoom| *zoom <= Self::MOST_ZOOM)?;
            let place = |text: &str| text.parse().ok().filter(|place| *place < Self::across(zoom));
            Some(Self { zoom, column: place(column)?, row: place(row)? })
        };
        on_grid().ok_or_else(off)
    }

    /// How many tiles there are from west to east, and from north to south.
    #[must_use]
    pub fn across(zoom: u8) -> u32 {
        1 << zoom
    }

    /// Its zoom.
    #[must_use]
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// Its north-west corner in units of its zoom, x to the east and y to the south.
    #[must_use]
    pub fn origin(self) -> [i64; 2] {
        [i64::from(self.column) * EXTENT, i64::from(self.row) * EXTENT]
    }
}

/// A place in units of a zoom. `world` is a place in shares of the world from its north-west corner.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a world has 2^34 units at most"
)]
pub fn units(world: [f64; 2], zoom: u8) -> [i64; 2] {
    let across = f64::from(TileCoord::across(zoom)) * EXTENT as f64;
    world.map(|share| (share * across).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_on_the_grid_or_there_are_none() {
        assert!(TileCoord::new("0", "0", "0").is_ok() && TileCoord::new("0", "1", "0").is_err());
        assert!(TileCoord::new("22", "4194303", "0").is_ok() && TileCoord::new("23", "0", "0").is_err());
        for (zoom, column, row) in
            [("-1", "0", "0"), ("1", "0", "2"), ("1", "x", "0"), ("1", "0.5", "0"), ("1", "", "0")]
        {
            let told = TileCoord::new(zoom, column, row).unwrap_err().to_string();
            assert!(told.contains("zooms go from 0 to 22"), "{told}");
        }
    }

    #[test]
    fn the_middle_of_the_world_is_the_corner_of_a_tile() {
        let tile = TileCoord::new("1", "1", "1").unwrap();
        assert_eq!(units([0.5, 0.5], tile.zoom()), tile.origin());
        assert_eq!(units([0.75, 0.5], 1), [tile.origin()[0] + EXTENT / 2, tile.origin()[1]]);
    }
}
