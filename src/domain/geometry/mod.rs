//! Points, polygons that share their borders, and the search for what lies where.

pub mod area_index;
pub mod cells;
pub mod coverage;
pub mod crs;
pub mod grid_reference;
pub mod outline;
