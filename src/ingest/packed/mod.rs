//! A data directory as one file that is quick to open: `footprint pack` makes it, `--data` takes it.
//!
//! The two large tables, postcodes and the areas' polygons, stand in it as columns, together with what takes seconds to
//! find in a whole country: the area of every postcode, its nearest other, and the arcs. All other files are in it as they
//! are, and are read as in a directory. docs/packed-file.md describes the format.
//!
//! A file is opened whole or not at all: its length and its BLAKE3 digest stand in its head.

mod codes;
mod not_a_pack;
mod pack;
mod points;
mod polygons;
mod postcode_units;
mod postcodes;

pub use not_a_pack::NotAPack;
pub use pack::{Unpacked, begins_as_pack, pack, unpack};
