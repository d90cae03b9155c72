//! Vector tiles (Mapbox Vector Tile 2.1): features put on a grid of whole units once for each zoom, and handed out tile by tile.
//!
//! A vertex of two neighbours goes to one place on the grid, so no border tears; and a tile takes the edges it meets whole, with
//! their ends beyond its border, so where two tiles join both draw the very same line.

pub mod clip;
pub mod coordinate;
pub mod kind;
pub mod layer;
