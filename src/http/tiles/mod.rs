//! Vector tiles: in OGC's paths and in those that map libraries know, with what each needs to find them.

pub mod description;
pub mod glyphs;
pub mod ogc;
mod params;
pub mod style;
pub mod tile;
